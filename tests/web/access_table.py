"""Writes docs/reference/access.md from the pages there are: `python -m tests.web.access_table`.

A test fails when the page is not what this would write; another walks every address with every role and expects it.
"""

from __future__ import annotations

import os
import re
from itertools import groupby
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "access.md"
HEAD = """# Who may open which page

<!-- Written by `python -m tests.web.access_table`; a test compares, and another asks for every page as everybody. -->

A page says itself who may open it (`web/access.py`); a page that says nothing is opened by nobody. Roles are those of
the round's roster: what a page then shows of a case is {doc}`another table <visibility>`.

- **everybody**: no signing in.
- **signed in**: any account.
- **office of the installation**: may open rounds and seat people (`chucai people office`).
- **nominator**: whoever has signed in, in a round whose charter lets anybody nominate; there is no such role where units
  nominate. They find their own drafts and nominations, and nobody else's.
- a role: whoever is seated in the round as an actor that holds it. Others are told that they may not; whoever has not
  signed in is asked to.
- **second factor**: a passkey or a one-time code, shown in this session within the last twelve hours.

An address that takes changes only answers to reading with 405.
"""
SAID = {"public": "everybody", "account": "signed in", "installs": "office of the installation"}
ROOMS = {
    "public": "For everybody",
    "accounts": "Signing in, and one's own account",
    "mail": "Mail",
    "nominate": "Nominating",
    "judge": "Judging",
    "office": "The office",
    "decision": "The decision",
}


def written() -> str:
    """The page as it should be."""
    from chucai.web.access import ATTRIBUTE, EVERYBODY
    from tests.web.sample_round import patterns

    lines = [HEAD]
    for room, pages in groupby(sorted(patterns(), key=_place), key=lambda each: each[0].rpartition(":")[0]):
        lines.append(f"\n## {ROOMS.get(room, room)}\n\n| address | who | second factor |\n|---|---|---|\n")
        for _, address, page in pages:
            access = getattr(page.callback, ATTRIBUTE)
            roles = (EVERYBODY,) if EVERYBODY in access.roles else access.roles
            who = ", ".join(SAID.get(role, role) for role in roles)
            lines.append(f"| `{_plain(address)}` | {who} | {'yes' if access.second_factor else ''} |\n")
    return "".join(lines)


def _place(page: tuple[str, str, object]) -> tuple[int, str, str]:
    room = page[0].rpartition(":")[0]
    return list(ROOMS).index(room) if room in ROOMS else len(ROOMS), room, page[1]


def _plain(address: str) -> str:
    """`<str:round_id>` as people read it."""
    return re.sub(r"<\w+:(\w+)>", r"<\1>", address)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chucai.web.settings")
    django.setup()
    PAGE.write_text(written(), "utf-8")
