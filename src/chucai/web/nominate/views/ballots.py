"""The unit's own vote, entered from the minutes of its meeting; quorum and result are shown before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chucai.charter.judging import Vote
from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.acts import RecordBallot, Tally
from chucai.gates.ballots import Result, electorate, result
from chucai.gates.dossier import Opening
from chucai.gates.model import Nomination
from chucai.gates.standing import is_voted_on, unit_at
from chucai.web.committed import committed
from chucai.web.desk import Desk
from chucai.web.nominate import words
from chucai.web.nominate.ranking import ballot_id
from chucai.web.nominate.units import Units, open_stage, unit_shown
from chucai.web.nominate.views.desks import ROLE, deciding, impartial, own_unit, show, to, told
from chucai.web.records import drafts

KIND = "vote"
UNKEPT = ("csrfmiddlewaretoken", "version")
MEETING = ("entitled", "present", "cast")
CHOICES = ("agree", "disagree", "defer")
LONGEST = 2000
Fault = tuple[str, str]


@deciding
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, desk: Desk, unit: str) -> HttpResponse:
    """Type in what the minutes say."""
    units, stage, vote = _meant(desk, unit)
    kept = drafts.found(desk.round_id, drafts.of_unit(unit), KIND, ballot_id(desk, stage, unit))
    typed: Mapping[str, str] = kept.data
    faults: list[Fault] = []
    if request.method == "POST":
        typed = {name: str(value).strip()[:LONGEST] for name, value in request.POST.items() if name not in UNKEPT}
        faults = list(_faults(units, typed, candidates(units, stage, unit)))
        try:
            seen = int(request.POST.get("version") or 0)
            drafts.save(desk.round_id, drafts.of_unit(unit), KIND, kept.key, typed, seen, desk.at, request.user.pk)
            if not faults:
                return to(desk, "vote-check", unit)
        except Refused as refused:
            faults = [(told(desk, refused), ""), *faults]
        kept = drafts.found(desk.round_id, drafts.of_unit(unit), KIND, kept.key)
    context = frame(units, stage, vote, unit, typed)
    return show(request, desk, "vote", faults=faults, version=kept.version, longest=LONGEST, **context)


def _meant(desk: Desk, unit: str) -> tuple[Units, Stage, Vote]:
    """The stage whose vote this unit holds: the one open now, or the one at which it recommends."""
    units = Units(desk)
    own_unit(units, unit)
    now = open_stage(desk)
    tier = desk.tree.units[unit].tier
    for stage in filter(None, (now, units.stage_of(unit))):
        if stage.vote is not None and stage.tier == tier and tier != desk.charter.tiers[-1].id:
            impartial(units, stage, unit)
            return units, stage, stage.vote
    raise Http404


def candidates(units: Units, stage: Stage, unit: str) -> list[Nomination]:
    """Everybody the vote is about and no count has decided on yet; nobody, where it is for others to record."""
    desk = units.desk
    before = desk.state.ballot(ballot_id(desk, stage, unit))
    if units.stands_apart(stage, unit):
        return []
    return [
        one
        for one in units.of(unit)
        if (where := units.standing(one)) is not None
        and where.in_play
        and where.stage == stage.id
        and unit_at(desk.charter, desk.state, stage, one) == unit
        and is_voted_on(desk.charter, desk.state, stage, one)
        and not (before and before.settled(one.id))
    ]


def frame(units: Units, stage: Stage, vote: Vote, unit: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """What pages about a vote show."""
    desk = units.desk
    people = candidates(units, stage, unit)
    electors = len(desk.state.roster.of("elector", electorate(vote, unit)))
    lines = [
        {
            "id": one.id,
            "name": units.named(one.id),
            **{choice: typed.get(f"{choice}-{one.id}", "") for choice in CHOICES},
        }
        for one in people
    ]
    ballot = desk.state.ballot(ballot_id(desk, stage, unit))
    return {
        "unit": unit_shown(desk, unit),
        "stage": stage,
        "stage_name": desk.called(stage),
        "window": desk.round.windows.get(stage.id),
        "open": desk.round.is_open(stage.id),
        "rule": vote,
        "asked": desk.said(desk.charter.electorates[vote.asked].name)
        if vote.asked in desk.charter.electorates
        else vote.asked,
        "lines": lines,
        "meeting": {name: typed.get(name, "") for name in MEETING},
        "minutes": typed.get("minutes", ""),
        "electors": electors,
        "ballot": ballot if ballot and ballot.tallies is not None else None,
        "settled": _settled(units, ballot),
    }


def _settled(units: Units, ballot: Any) -> list[dict[str, Any]]:
    """What an earlier count has decided."""
    if ballot is None:
        return []
    return [
        {"name": units.named(name), "passed": name in ballot.passed}
        for name in sorted({*ballot.passed, *ballot.failed}, key=units.named)
    ]


def _faults(units: Units, typed: Mapping[str, str], people: list[Nomination]) -> Iterator[Fault]:
    numbers = {name: _number(typed.get(name, "")) for name in MEETING}
    for name, label in _LABELS.items():
        if numbers[name] is None:
            yield _("Give a whole number: %(what)s.") % {"what": label()}, f"id_{name}"
    entitled, present, cast = (numbers[name] for name in MEETING)
    if None not in (entitled, present, cast) and not (cast or 0) <= (present or 0) <= (entitled or 0):
        yield _("No more can vote than were present, and no more be present than may vote."), "id_present"
    for one in people:
        counts = [_number(typed.get(f"{choice}-{one.id}", "") or "0") for choice in CHOICES]
        if None in counts:
            yield words.about(units.named(one.id), _("Give whole numbers for each choice.")), f"id_agree-{one.id}"
        elif cast is not None and sum(filter(None, counts)) != cast:
            text = _("The votes must add up to the papers cast.")
            yield words.about(units.named(one.id), text), f"id_agree-{one.id}"
    if not typed.get("minutes"):
        yield _("Say which minutes this is taken from."), "id_minutes"


_LABELS: dict[str, Callable[[], str]] = {
    "entitled": lambda: _("entitled to vote"),
    "present": lambda: _("present"),
    "cast": lambda: _("papers cast"),
}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 7 else None


@deciding
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, desk: Desk, unit: str) -> HttpResponse:
    """Quorum and result, as they follow from the numbers; then the vote is kept."""
    units, stage, vote = _meant(desk, unit)
    key = ballot_id(desk, stage, unit)
    kept = drafts.found(desk.round_id, drafts.of_unit(unit), KIND, key)
    typed = kept.data
    people = candidates(units, stage, unit)
    if not people or not kept.version or list(_faults(units, typed, people)):
        return to(desk, "vote", unit)
    act, opening = _act(stage, unit, key, typed, people)
    faults: list[Fault] = []
    if request.method == "POST":
        try:
            receipt = desk.perform(ROLE, act, [opening])
            drafts.drop(desk.round_id, drafts.of_unit(unit), KIND, key)
            messages.success(request, _("The vote was recorded. Receipt: %(id)s") % {"id": receipt.events[0]})
            return to(desk, "tasks")
        except Refused as refused:
            faults = [(told(desk, _with_names(units, refused)), "")]
    found = outcome(desk, vote, act)
    lines = [{**line, "passed": line["id"] in found.passed} for line in frame(units, stage, vote, unit, typed)["lines"]]
    return show(
        request,
        desk,
        "vote_check",
        faults=faults,
        result=found,
        **{**frame(units, stage, vote, unit, typed), "lines": lines},
    )


def _with_names(units: Units, refused: Refused) -> Refused:
    """A refusal that names nominees where the gates know numbers only."""
    numbers = {key: value for key, value in refused.facts.items() if key in ("nominations", "missing", "extra")}
    names = {key: [units.named(one) for one in some] for key, some in numbers.items()}
    return Refused(refused.code, **{**refused.facts, **names})


def _act(
    stage: Stage, unit: str, key: str, typed: Mapping[str, str], people: list[Nomination]
) -> tuple[RecordBallot, Opening]:
    minutes = committed("minutes", typed["minutes"])
    tallies = {
        one.id: Tally(**{choice: int(typed.get(f"{choice}-{one.id}", "") or 0) for choice in CHOICES}) for one in people
    }
    numbers = {name: int(typed[name]) for name in MEETING}
    act = RecordBallot(ballot=key, stage=stage.id, unit=unit, tallies=tallies, minutes=minutes.commitment, **numbers)
    return act, minutes


def outcome(desk: Desk, vote: Vote, act: RecordBallot) -> Result:
    """Who passes, by the rule the gates count by."""
    return result(
        vote, act.tallies, entitled=act.entitled, present=act.present, cast=act.cast, seed=desk.round.seed, chair={}
    )
