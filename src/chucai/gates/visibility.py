"""The one answer to "who sees what, when".

Lists, search, sort order, totals, exports, API, mail and history all ask here. What no line of `GRANTS` allows is not
seen. Three things take away what a line would give: a recusal, being the nominee, and a charter that judges blind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chucai.charter.known import NOTICE_FIELDS
from chucai.charter.model import Charter
from chucai.gates.model import Nomination
from chucai.gates.state import State
from chucai.gates.viewing import (
    MOMENTS,
    RELATIONS,
    About,
    Look,
    Viewer,
    compared,
    is_nominee,
    is_recused,
    notice_of,
)

__all__ = ["GRANTS", "THINGS", "About", "Grant", "Viewer", "fields", "only_seen", "sees", "shown"]


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of the table: this thing may be seen by whoever stands in this relation to it, from this moment on."""

    thing: str
    relation: str
    moment: str = "always"


OFFICE = ("secretary", "auditor")
DECIDING = (*OFFICE, "authority")
UNIT_SIDE = ("coordinator", "nominator")


def _to(thing: str, *relations: str, when: str = "always") -> tuple[Grant, ...]:
    return tuple(Grant(thing, relation, when) for relation in relations)


GRANTS: tuple[Grant, ...] = (
    # that there is a nomination: its number, and a line in lists and totals
    *_to("case", *DECIDING, *UNIT_SIDE, "nominee", "reader", "officer", "elector"),
    *_to("case", "panel", when="ranked"),
    *_to("case", "public", when="noticed"),
    *_to("case", "public", when="announced"),
    *_to("case", "public", when="released"),
    *_to("standing", *DECIDING),
    *_to("standing", *UNIT_SIDE, "nominee", when="compared"),
    # what stands in the dossier
    *_to("public-field", *DECIDING, *UNIT_SIDE, "nominee", "reader", "officer", "elector"),
    *_to("public-field", "panel", when="ranked"),
    *_to("public-field", "public", when="noticed"),
    *_to("public-field", "public", when="announced"),
    *_to("public-field", "public", when="released"),
    *_to("office-field", *DECIDING, *UNIT_SIDE, "nominee"),
    *_to("sensitive-field", "authority", "auditor", "nominator", "nominee"),
    *_to("sensitive-field", "secretary", when="referred"),
    *_to("nominator", *DECIDING, *UNIT_SIDE),
    *_to("slate", *DECIDING, "coordinator"),
    # judging
    *_to("interest", *DECIDING, "oneself"),
    *_to("assignment", *OFFICE, "oneself"),
    *_to("sheet", *OFFICE, "oneself"),
    *_to("sheet", "authority", when="ranked"),
    *_to("sheet", "reader", when="ranked-own-in"),
    *_to("merit", *OFFICE),
    *_to("merit", "authority", "panel", when="ranked"),
    *_to("shortlist", *DECIDING, "panel", when="chosen"),
    # vetting
    *_to("referral", *DECIDING, *UNIT_SIDE),
    *_to("opinion", *DECIDING, "officer"),
    *_to("finding", *DECIDING, "officer"),
    # consulting
    *_to("notice", *DECIDING, "coordinator"),
    *_to("notice", "public", when="noticed"),
    *_to("objection", *DECIDING, "objector"),
    *_to("objector", "objector"),
    *_to("objector", "authority", when="unsealed"),
    *_to("answer", *DECIDING, "objector"),
    *_to("turnout", *DECIDING, "coordinator"),
    *_to("tally", *DECIDING, "coordinator", "elector", when="counted"),
    *_to("vote", "voter", when="named"),
    *_to("vote", *DECIDING, "elector", when="named-counted"),
    # conferring, and after
    *_to("totals", *DECIDING),
    *_to("totals", "public", when="announced"),
    *_to("award", *DECIDING, "nominee", when="conferred"),
    *_to("award", *UNIT_SIDE, "public", when="announced"),
    *_to("follow-through", *DECIDING, "nominee"),
)
THINGS = tuple(dict.fromkeys(grant.thing for grant in GRANTS))
_OF: Mapping[str, tuple[Grant, ...]] = {
    thing: tuple(grant for grant in GRANTS if grant.thing == thing) for thing in THINGS
}

# Whatever else they are: all that a nominee, and somebody recused, may still be in matters of that nomination.
AS_NOMINEE = ("nominee", "voter", "public")
AS_RECUSED = ("oneself", "voter", "objector", "public")
ROLL_FIELDS = ("name", "unit", "category", "theme", "grade", "members")


def sees(charter: Charter, state: State, viewer: Viewer, thing: str, about: About, on: date) -> bool:
    """Whether `viewer` may see `thing` (one of `THINGS`) of what it is `about`, on a day. KeyError: no such thing."""
    return any(True for _ in _through(Look(charter, state, viewer, about, on), thing))


def _through(look: Look, thing: str) -> Iterable[Grant]:
    """The lines of the table by which the thing is seen."""
    allowed = _allowed(look)
    for grant in _OF[thing]:
        if allowed is not None and grant.relation not in allowed:
            continue
        if RELATIONS[grant.relation](look) and MOMENTS[grant.moment](look):
            yield grant


def _allowed(look: Look) -> tuple[str, ...] | None:
    if is_nominee(look):
        return AS_NOMINEE
    return AS_RECUSED if is_recused(look) else None


def fields(charter: Charter, state: State, viewer: Viewer, nomination: Nomination, on: date) -> frozenset[str]:
    """The fields of a nomination's dossier that somebody may see: `known.NOTICE_FIELDS` and attributes by name."""
    look = Look(charter, state, viewer, About(nomination=nomination), on)
    seen: set[str] = set()
    for grant in _through(look, "public-field"):
        seen |= _granted(look, grant.moment)
    for see in ("office", "sensitive"):
        if any(True for _ in _through(look, f"{see}-field")):
            seen |= _attributes(charter, see)
    return frozenset(seen - _blind(look))


def _attributes(charter: Charter, see: str) -> set[str]:
    return {name for name, attribute in charter.attributes.items() if attribute.see == see}


def _granted(look: Look, moment: str) -> set[str]:
    """Public fields are all there is to see inside; outside, what the notice shows, or the roll."""
    if moment == "noticed":
        return {field for stage, _ in notice_of(look) for field in look.charter.notices[stage.notice or ""].shows}
    if moment == "announced":
        return set(ROLL_FIELDS)
    return {*NOTICE_FIELDS, *_attributes(look.charter, "public")}


def _blind(look: Look) -> set[str]:
    """What assessors must not know until every comparison is closed, not even from a public notice (J8)."""
    if not look.viewer.is_("assessor") or (_has_compared(look) and compared(look)):
        return set()
    hidden = {field for way in look.charter.judging.values() for field in way.blind}
    return hidden | ({"members"} if "name" in hidden else set())


def _has_compared(look: Look) -> bool:
    return all(stage.id in look.state.round.windows for stage in look.charter.stages if stage.gate == "compare")


def shown(
    charter: Charter, state: State, viewer: Viewer, nomination: Nomination, values: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """Those of a dossier's values that somebody may see."""
    seen = fields(charter, state, viewer, nomination, on)
    return {name: value for name, value in values.items() if name in seen}


def only_seen(
    charter: Charter, state: State, viewer: Viewer, nominations: Iterable[Nomination], on: date, thing: str = "case"
) -> list[Nomination]:
    """Nominations of which somebody may see `thing`: ask this before sorting, counting or paging."""
    return [one for one in nominations if sees(charter, state, viewer, thing, About(nomination=one), on)]
