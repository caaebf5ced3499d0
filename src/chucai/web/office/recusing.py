"""Recusals as the office sees them: who stands aside from which case, and what two people need to lift it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from chucai.gates.model import Recusal
from chucai.gates.visibility import About
from chucai.gates.words import word
from chucai.web.desk import Desk
from chucai.web.office.naming import called
from chucai.web.records import lists, models
from chucai.web.records.streams import keys_of

BY_THEMSELVES = ("own-unit", "nominator")  # what the gates find without being told
NOMINEE, OTHER = "nominee", "other"


@dataclass(frozen=True, slots=True)
class Line:
    """One recusal. Names of people with an account, else their pseudonyms; `proposed`: who wants it lifted."""

    assessor: str
    judge: str
    nomination: str
    interest: str
    by: str
    proposed: str
    mine: bool  # it was the reader who proposed
    lifted: bool

    @property
    def order(self) -> tuple[bool, bool, str, str]:
        """What waits for a second person stands first, what is over last."""
        return self.lifted, not self.proposed, self.assessor, self.nomination


def recusals(desk: Desk) -> list[Line]:
    """Every recusal of the round that the reader may see: none of themselves, none of a case kept from them."""
    keys = keys_of(desk.round_id, "assessor/")
    desk.state.foresee(set(keys))
    held = [(who, desk.state.assessor(who)) for who in (key.partition("/")[2] for key in keys)]
    named = {name for _who, assessor in held for name in assessor.recusals}
    rows = lists.at_work(desk.charter, desk.state, desk.viewer, desk.today).filter(nomination__in=named)
    seen = set(rows.values_list("nomination", flat=True)) if named else set()
    desk.state.foresee({f"nomination/{name}" for name in seen})
    found = [
        (who, name, recusal)
        for who, assessor in held
        for name, recusal in assessor.recusals.items()
        if name in seen and who != desk.actor_id and _may_see(desk, who, name)
    ]
    known = called(desk, {who for one, _, each in found for who in (one, each.by, each.lift_proposed_by) if who})
    return sorted((_line(desk, known, *each) for each in found), key=lambda line: line.order)


def _may_see(desk: Desk, who: str, nomination: str) -> bool:
    return desk.may_see("interest", About(nomination=desk.state.nomination(nomination), assessor=who))


def _line(desk: Desk, known: dict[str, str], who: str, nomination: str, recusal: Recusal) -> Line:
    proposed = recusal.lift_proposed_by or ""
    return Line(
        assessor=who,
        judge=known.get(who, who),
        nomination=nomination,
        interest=word("interest", recusal.interest, desk.language),
        by=known.get(recusal.by, recusal.by),
        proposed=known.get(proposed, proposed),
        mine=proposed == desk.actor_id,
        lifted=recusal.lifted,
    )


def reason(desk: Desk, assessor: str, nomination: str) -> str:
    """Why the lifting was proposed, last; empty where the text was erased."""
    events = models.Event.objects.filter(
        round_id=desk.round_id, stream__key=f"assessor/{assessor}", kind="lift-proposed"
    ).order_by("-version")
    for stream, version, data in events.values_list("stream_id", "version", "data"):
        if json.loads(bytes(data))["data"]["nomination"] == nomination:
            rows = models.Opening.objects.filter(stream_id=stream, version=version, field="reason")
            value = rows.values_list("value", flat=True).first()
            return str(json.loads(value)) if value else ""
    return ""


def kinds(desk: Desk) -> list[tuple[str, str]]:
    """Interests for which the office can recuse a judge: key and words."""
    listed = (kind for way in desk.charter.judging.values() for kind in way.recuse if kind not in BY_THEMSELVES)
    return [(kind, word("interest", kind, desk.language)) for kind in dict.fromkeys((NOMINEE, *listed, OTHER))]


def judges(desk: Desk) -> list[tuple[str, str]]:
    """(pseudonym, name) of everybody on the panel but the reader, who recuses themselves where they judge."""
    who = sorted(desk.state.roster.of("assessor", None) - {desk.actor_id or ""})
    known = called(desk, who)
    return [(one, f"{known[one]} ({one})" if one in known else one) for one in who]
