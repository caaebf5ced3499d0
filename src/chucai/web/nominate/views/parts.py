"""What stands on several pages of a draft: its frame, the eligibility rules, and who may be the same person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from chucai.intake.people import pseudonym
from chucai.web.desk import Desk
from chucai.web.home import round_secret
from chucai.web.nominate import eligible, texts, words
from chucai.web.nominate import same as sameness
from chucai.web.nominate.paper import Paper
from chucai.web.nominate.reading import Read
from chucai.web.nominate.units import Units, unit_name
from chucai.web.nominate.views.desks import address


def state_of(read: Read, section: str) -> str:
    """done, faults (its button was pressed, but something is wrong), begun or empty."""
    if section in read.paper.done:
        return "faults" if read.faults.get(section) else "done"
    there = read.paper.part(section)
    given = any(there.values()) if isinstance(there, Mapping) else bool(there)
    return "begun" if given else "empty"


def carried(desk: Desk, found: Paper) -> dict[str, Any]:
    """Sensitive answers of the nomination that this draft mends, which the draft does not repeat."""
    return carried_in(desk, [found]).get(found.key, {})


def carried_in(desk: Desk, papers: Iterable[Paper]) -> dict[str, dict[str, Any]]:
    """The same for many drafts, by their keys."""
    mended = [desk.state.nomination(paper.key) for paper in papers if paper.revises]
    there = texts.texts_of(desk.round_id, mended, ("attributes",)) if mended else {}
    return {one.id: texts.withheld(desk, one, there[one.id]) for one in mended}


def frame(desk: Desk, found: Paper) -> dict[str, Any]:
    """What stands above every page of a draft."""
    return {
        "paper": found,
        "mine": found.mine,
        "unit": {"id": found.keeper, "name": unit_name(desk, found.unit)},
        "category": desk.said(desk.charter.categories[found.category].name),
        "kind": desk.charter.categories[found.category].kind,
        "home": address(desk, "draft", found.keeper, found.key),
    }


def rules(desk: Desk, read: Read) -> list[dict[str, Any]]:
    """Eligibility as it will be judged."""
    lines = eligible.lines(desk.charter, read.facts(), read.moments, finished="about" in read.paper.done)
    shown = []
    for line in lines:
        status, colour = words.OUTCOMES[line.outcome]
        shown.append(
            {
                "says": desk.said(line.says),
                "clause": line.clause,
                "status": status,
                "colour": colour,
                "outcome": line.outcome,
            }
        )
    return shown


def alike(desk: Desk, found: Paper, name: str | None = None) -> list[str]:
    """Who is nominated already and may be the same person, for the page."""
    typed = found.name if name is None else name
    key = (found.part("who") or {}).get("key") or None
    if key is None and typed.strip():
        key = pseudonym(round_secret(desk.round_id), typed, found.unit)
    return [_told(desk, like) for like in sameness.likes(Units(desk), found, [(typed, key)])[0]]


def alike_members(desk: Desk, found: Paper) -> list[list[str]]:
    """The same for each member of a team."""
    secret = round_secret(desk.round_id)
    lines = found.lines("members")
    typed = [(line["name"], line.get("key") or pseudonym(secret, line["name"], found.unit)) for line in lines]
    return [[_told(desk, like) for like in some] for some in sameness.likes(Units(desk), found, typed)]


def _told(desk: Desk, like: sameness.Like) -> str:
    unit = unit_name(desk, like.unit)
    if like.draft and not unit:
        text = _("Another draft of yours (%(category)s): %(reason)s.")
    elif like.draft:
        text = _("A draft in %(unit)s (%(category)s): %(reason)s.")
    else:
        text = _("Nomination %(number)s from %(unit)s (%(category)s): %(reason)s.")
    kind = desk.charter.categories.get(like.category)
    category = desk.said(kind.name) if kind else like.category
    return text % {"number": like.nomination, "unit": unit, "category": category, "reason": words.REASONS[like.reason]}
