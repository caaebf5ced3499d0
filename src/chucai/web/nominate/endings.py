"""How conditions were ruled on and at which gate a nomination ended, as far as its own side may read it.

What bodies held and what objectors said stays with the office; that it ended there, and in whose name, does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from chucai.charter.nominee import Eligibility
from chucai.charter.stages import Stage
from chucai.gates.model import Nomination
from chucai.gates.recommend import WITHHELD
from chucai.gates.standing import unit_at
from chucai.gates.visibility import About
from chucai.gates.words import word
from chucai.web.desk import Desk
from chucai.web.nominate.texts import RULED
from chucai.web.nominate.units import Units, unit_name
from chucai.web.records import models

COLOURS = {"admit": "green", "stop": "red", None: "amber"}
AGAINST = ("disqualified", "stopped", "not-selected", "lapsed")  # ends that somebody else decided or let happen


def referred(desk: Desk, one: Nomination) -> list[dict[str, str]]:
    """Conditions that wait for a person's word, or got it."""
    if not desk.may_see("referral", About(nomination=one)):
        return []
    return [
        {"says": _says(desk, rule), "outcome": _ruled(desk, outcome), "colour": COLOURS[outcome]}
        for rule, outcome in one.referred.items()
    ]


def told(desk: Desk, one: Nomination, steps: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The steps of its history, rulings with the condition and the outcome for who may read them."""
    seen = desk.may_see("referral", About(nomination=one))
    for step in steps:
        if step["kind"] != RULED:
            yield step
        elif seen:
            yield {**step, "facts": (_says(desk, step["rule"]), _ruled(desk, step["outcome"]))}


def _says(desk: Desk, rule: str) -> str:
    """A condition with its clause; one about a sensitive answer goes by no name, as in what is published."""
    known: dict[str, Eligibility] = {each.id: each for each in desk.charter.eligibility}
    if rule not in known:
        return _("A condition about a sensitive answer") if rule.startswith(WITHHELD) else rule
    return " ".join(filter(None, [known[rule].clause, desk.said(known[rule].says)]))


def _ruled(desk: Desk, outcome: str | None) -> str:
    return word("answer", outcome, desk.language) if outcome else _("waits for a ruling")


# --- where it ended


def ended(units: Units, one: Nomination) -> list[str]:
    """What is said where a nomination came to an end that its own side did not choose; nothing while it runs."""
    desk, where = units.desk, units.standing(one)
    if where is None or where.status not in AGAINST or where.stage is None:
        return []
    stage = desk.charter.stage(where.stage)
    own = stage.gate == "recommend" and unit_at(desk.charter, desk.state, stage, one) in units.own
    if own and where.status != "disqualified":
        return []  # the reader's own unit decided
    host = unit_name(desk, desk.charter.host)
    turn = _("If you think this is wrong, turn to the office (%(host)s).") % {"host": host}
    lines = [turn if host else _("If you think this is wrong, turn to the office.")]
    role = _sealed(desk, one, stage) if where.status == "disqualified" else ""
    if role:
        facts = {"stage": desk.called(stage), "role": word("role", role, desk.language)}
        lines.insert(0, _("It ended at “%(stage)s” by decision of the %(role)s.") % facts)
    return lines


def _sealed(desk: Desk, one: Nomination, stage: Stage) -> str:
    """In which role somebody ruled on an opinion, or upheld an objection, that ended it; the reasons are not told."""
    if "stop" in one.referred.values():
        return ""  # its history has the ruling
    if stage.gate != "vet":
        return "secretary"  # only the office answers objections
    events = models.Event.objects.filter(round_id=desk.round_id, stream__key=f"nomination/{one.id}")
    return events.filter(kind="opinion-ruled").order_by("-version").values_list("role", flat=True).first() or ""
