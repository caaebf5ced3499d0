"""A house with four invented rounds at work (nominating, comparing, a notice out, over), and who reads there.

Run inside the house (`house.tell(PROGRAM)`), it prints as JSON what the crawl needs: the sessions, and the clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

COMPARED, NOMINATED, OVER = "lanxi-2026", "yunting-2026", "heyuan-2025"
HALF_DONE = f"/rounds/{NOMINATED}/nominate/drafts/b01u1/"
PROGRAM = "from tests.e2e.crawled_house import make; make()"
COUNTED = "from tests.e2e.crawled_house import written; print(written())"


@dataclass(frozen=True)
class Role:
    """Who walks: as which actor of which round, and where they begin. `installs`: the installation's own office.

    `routes`: how many kinds of pages there are at least within reach.
    """

    name: str
    routes: int
    actor: str = ""
    round_id: str = COMPARED
    starts: tuple[str, ...] = ("/me/",)
    installs: bool = False


ROLES = (
    Role("public", 11, starts=("/", f"/rounds/{COMPARED}/", f"/rounds/{OVER}/")),
    Role("coordinator", 30, "co-b01u1", NOMINATED, ("/me/", f"/rounds/{NOMINATED}/nominate/")),
    Role("bureau", 20, "co-b01", COMPARED, ("/me/", f"/rounds/{COMPARED}/nominate/")),
    Role("assessor", 16, "a01", starts=("/me/", f"/rounds/{COMPARED}/judge/")),
    Role("newcomer", 8, "a02", starts=(f"/rounds/{COMPARED}/judge/",)),
    Role(
        "secretary",
        38,
        "office-1",
        starts=("/me/", *(f"/rounds/{each}/office/" for each in (COMPARED, NOMINATED, OVER))),
    ),
    Role("authority", 22, "authority-1", OVER, ("/me/", f"/rounds/{OVER}/office/decision/")),
    Role("auditor", 22, "auditor-1", starts=("/me/", f"/rounds/{COMPARED}/office/decision/")),
    Role("installs", 15, installs=True),
)


def make() -> None:
    """Play the rounds, seat the roles, leave a paper half written; print sessions and clock."""
    moment = max(_played())
    print(json.dumps({"clock": moment.isoformat(), "sessions": _sessions(moment)}))


def _played() -> Iterator[datetime]:
    from chucai.cli.rehearsal.live import LIVE, play
    from chucai.cli.rehearsal.play import silent

    for live in LIVE:
        yield play(replace(live, people=70, teams=30, small=True), "crawl", silent)


def _sessions(moment: datetime) -> dict[str, str]:
    import os

    from django.conf import settings

    from chucai.gates.acts import Actor, Appoint
    from chucai.web.acts import perform
    from tests.web.personas import account, seat, signed_in

    os.environ["CHUCAI_CLOCK"] = moment.isoformat()
    settings.ALLOWED_HOSTS.append("testserver")
    office = Actor(id="office-1", role="secretary")
    perform(COMPARED, office, Appoint(role="auditor", who=("auditor-1",)), moment)
    found = {}
    for role in ROLES:
        if role.name == "public":
            continue
        if role.installs:
            client = signed_in(account("house@example.org", installs=True))
        else:
            who = seat(role.round_id, role.actor, f"{role.name}@example.org")
            for other in (COMPARED, NOMINATED, OVER) if role.name == "secretary" else ():
                seat(other, role.actor, who.email)
            client = signed_in(who)
        _at_work(role, client, moment)
        found[role.name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


def _at_work(role: Role, client: object, moment: datetime) -> None:
    """What the crawl must find and no link makes: a half-written paper, and a merit that was worked out."""
    if role.name == "coordinator":
        _press(client, f"/rounds/{NOMINATED}/nominate/new/", {"unit": "b01u1", "category": "person"})
        _press(client, f"/rounds/{NOMINATED}/nominate/new/", {"unit": "b01u1", "category": "team"})
    if role.name == "assessor":
        _looked_through(role, moment)
    if role.name == "secretary":
        _press(client, f"/rounds/{COMPARED}/office/decision/compare/compare/work-out", {})


def _looked_through(role: Role, moment: datetime) -> None:
    """The assessor has said of every case that there is no interest: the sheets are open."""
    from chucai.web.records import sheets
    from chucai.web.records.state import Rows
    from tests.web.personas import seat

    state = Rows(role.round_id)
    assigned = state.comparison("compare").assigned
    names = [name for name, readers in assigned.items() if role.actor in readers]
    sheets.looked_through(
        role.round_id,
        role.actor,
        "compare",
        names,
        moment,
        seat(role.round_id, role.actor).pk,
    )


def _press(client: object, where: str, data: dict[str, str]) -> None:
    answer = client.post(where, data)  # type: ignore[attr-defined]
    assert answer.status_code == 302, (where, answer.status_code)


def written() -> str:
    """What walking about must not change: the ledger, drafts, seats, links used. (Mails and the links in them come and
    go with the clock meanwhile.)
    """
    from chucai.web.records import models

    tables = (models.Event, models.Draft, models.Seat, models.Estimate)
    used = models.SignInLink.objects.exclude(used=None).count()
    return json.dumps({table.__name__: table.objects.count() for table in tables} | {"links used": used})
