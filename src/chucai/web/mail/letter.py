"""From rows of the outbox to the words of one mail, in the language of whom it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from chucai.publish import figures
from chucai.web.mail import news
from chucai.web.mail.kinds import KINDS
from chucai.web.mail.naming import named
from chucai.web.records import links
from chucai.web.records.models import Mail
from chucai.web.records.state import Rows

PARTING = "\n---\n"


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str
    headers: Mapping[str, str]


def written(rows: Sequence[Mail], at: datetime) -> Letter:
    """One mail of these rows, which are to the same address about the same round. New links are made for it."""
    first = rows[0]
    state = _state(first.round_id)
    with override(first.language):
        programme, day = _about(first, state, at)
        parts = [
            _part(row.kind, {**named(state, row.facts, row.language), "link": _link(row, at)}, row) for row in rows
        ]
        action, text = parts[0] if len(parts) == 1 else _together(parts)
        body = f"{text}\n\n{_foot(rows)}"
    return Letter(f"[{programme}] {action} - {day}", body + "\n", _headers(rows))


def _together(parts: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Several letters in one mail, each under its own heading."""
    action = ngettext("%(n)s matter", "%(n)s matters", len(parts)) % {"n": len(parts)}
    return action, "\n\n".join(f"## {name}\n\n{text}" for name, text in parts)


def preview(
    kind: str, facts: Mapping[str, Any], round_id: str | None, language: str, at: datetime, state: Rows | None = None
) -> Letter:
    """The words a letter would have; its link leads nowhere. `state`: the round, where it has been read already."""
    row = Mail(round_id=round_id, kind=kind, facts=dict(facts), language=language, address="")
    state = state or _state(round_id)
    with override(language):
        programme, day = _about(row, state, at)
        action, text = _part(kind, {**named(state, facts, language), "link": f"{settings.SITE}/..."}, row)
        return Letter(f"[{programme}] {action} - {day}", f"{text}\n\n{_foot([row])}\n", {})


def title(kind: str) -> str:
    """What letters of a kind are called in a list, in the reader's language; the kind itself if there is no such."""
    if kind not in KINDS:
        return kind
    return _("Reminder of a last day") if kind == "reminder" else _part(kind, {"cases": 1}, Mail())[0]


def _part(kind: str, facts: Mapping[str, Any], row: Mail) -> tuple[str, str]:
    """The action and the text of one letter."""
    template: Any = get_template(f"mail/{kind}.txt")
    text = template.template.render(
        Context({**facts, "round_id": row.round_id, "site": settings.SITE}, autoescape=False)
    )
    action, _parting, body = text.partition(PARTING)
    return " ".join(action.split()), body.strip()


def _state(round_id: str | None) -> Rows | None:
    return Rows(round_id) if round_id else None


def _about(row: Mail, state: Rows | None, at: datetime) -> tuple[str, str]:
    """The programme's name and the day there."""
    if state is None:
        return _("Chucai"), figures.day(at.date(), row.language)
    charter = state.charter()
    here = at.astimezone(ZoneInfo(charter.timezone)).date()
    return charter.name.said(row.language), figures.day(here, row.language)


def _link(row: Mail, at: datetime) -> str:
    """A link that signs in and leads on, or the plain address of where to go."""
    onward = str(row.facts.get("onward", ""))
    lasts = KINDS[row.kind].link
    if lasts is None or row.account_id is None:
        return f"{settings.SITE}{onward or '/'}"
    token = links.mint(row.account_id, onward, lasts, at)
    return f"{settings.SITE}{reverse('accounts:link', args=[token])}"


def _foot(rows: Sequence[Mail]) -> str:
    lines = [_("This mail was written by a program; answers to it reach nobody.")]
    if KINDS[rows[0].kind].news and rows[0].account_id:
        lines.append(_("No more news: %(address)s") % {"address": news.address(rows[0].account_id)})
    return "-- \n" + "\n".join(lines)


def _headers(rows: Sequence[Mail]) -> dict[str, str]:
    """News can be ended from the mail program (RFC 8058); duties cannot."""
    headers = {"Auto-Submitted": "auto-generated"}
    if all(KINDS[row.kind].news for row in rows) and rows[0].account_id:
        address = news.address(rows[0].account_id)
        headers |= {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
