"""What each event makes of its stream. Nothing is checked here: an event has happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from chucai.charter.calendar import Window
from chucai.gates.acts import Ranked, Tally, Unit
from chucai.gates.model import (
    Assessor,
    Award,
    Ballot,
    Comparison,
    Fill,
    Nomination,
    Notice,
    Objection,
    Opinion,
    Promise,
    Recusal,
    Roster,
    Round,
    Sheet,
    Slate,
    SlateList,
    Stream,
    Tree,
)
from chucai.ledger.event import Event

Step = Callable[[Any, Event], Stream]
STEPS: dict[str, Step] = {}
F = TypeVar("F", bound=Callable[..., Stream])


def on(*kinds: str) -> Callable[[F], F]:
    def register(step: F) -> F:
        for kind in kinds:
            STEPS[kind] = step
        return step

    return register


def evolve(before: Stream | None, event: Event) -> Stream:
    """The stream after the event. KeyError for an event kind nobody knows."""
    after = STEPS[event.kind](before, event)
    return replace(after, version=event.version, at=event.at)


def _with(mapping: Mapping[Any, Any], key: Any, value: Any) -> dict[Any, Any]:
    return {**mapping, key: value}


def _window(data: Mapping[str, Any]) -> Window:
    return Window(date.fromisoformat(data["first"]), date.fromisoformat(data["last"]), data["provisional"])


# --- the round ---------------------------------------------------------------------------------------------------


@on("round-opened")
def _round_opened(_: None, event: Event) -> Round:
    data = cast(Any, event.data)
    return Round(
        charter=data["charter"],
        calendar=data["calendar"],
        seed=data["seed"],
        key=data["key"],
        secretary=event.actor,
        opened=date.fromisoformat(data["opened"]),
    )


@on("round-amended")
def _round_amended(round_: Round, event: Event) -> Round:
    return replace(round_, charter=cast(str, event.data["charter"]))


@on("calendar-amended")
def _calendar_amended(round_: Round, event: Event) -> Round:
    return replace(round_, calendar=cast(str, event.data["calendar"]))


@on("stage-opened")
def _stage_opened(round_: Round, event: Event) -> Round:
    stage = cast(str, event.data["stage"])
    return replace(round_, stage=stage, windows=_with(round_.windows, stage, _window(event.data)))


@on("stage-extended")
def _stage_extended(round_: Round, event: Event) -> Round:
    stage = cast(str, event.data["stage"])
    window = replace(round_.windows[stage], last=date.fromisoformat(cast(str, event.data["last"])))
    return replace(round_, windows=_with(round_.windows, stage, window))


@on("stage-closed")
def _stage_closed(round_: Round, event: Event) -> Round:
    return replace(round_, closed=round_.closed | {cast(str, event.data["stage"])})


@on("round-closed")
def _round_closed(round_: Round, event: Event) -> Round:
    return replace(round_, over=True)


# --- units, places, roles ----------------------------------------------------------------------------------------


@on("units-set")
def _units_set(tree: Tree | None, event: Event) -> Tree:
    tree = tree or Tree()
    units = [Unit.model_validate(unit) for unit in cast(Any, event.data["units"])]
    return replace(tree, units={**tree.units, **{unit.id: unit for unit in units}})


@on("places-issued")
def _places_issued(tree: Tree | None, event: Event) -> Tree:
    tree = tree or Tree()
    data = cast(Any, event.data)
    return replace(tree, places={**tree.places, **{(data["unit"], c): n for c, n in data["places"].items()}})


@on("places-transferred")
def _places_transferred(tree: Tree, event: Event) -> Tree:
    data = cast(Any, event.data)
    giver, taker = (data["giver"], data["category"]), (data["taker"], data["category"])
    places = {**tree.places, giver: tree.places[giver] - data["places"]}
    return replace(tree, places={**places, taker: places.get(taker, 0) + data["places"]})


@on("appointed")
def _appointed(roster: Roster | None, event: Event) -> Roster:
    roster = roster or Roster()
    data = cast(Any, event.data)
    key = (data["role"], data["scope"])
    holders = _with(roster.holders, key, roster.of(*key) | set(data["who"]))
    return replace(roster, holders=holders, units={**roster.units, **data["units"]})


@on("dismissed")
def _dismissed(roster: Roster, event: Event) -> Roster:
    data = cast(Any, event.data)
    key = (data["role"], data["scope"])
    return replace(roster, holders=_with(roster.holders, key, roster.of(*key) - set(data["who"])))


# --- recommend ---------------------------------------------------------------------------------------------------


@on("submitted")
def _submitted(_: None, event: Event) -> Nomination:
    data = cast(Any, event.data)
    blank = Nomination(
        id=data["nomination"], category=data["category"], unit=data["unit"], nominator=event.actor, theme=data["theme"]
    )
    return _with_dossier(blank, data)


@on("revised")
def _revised(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    return replace(_with_dossier(nomination, data), theme=data["theme"], returned=False)


def _with_dossier(nomination: Nomination, data: Any) -> Nomination:
    return replace(
        nomination,
        sets=frozenset(data["sets"]),
        referred=dict.fromkeys(data["referred"]),
        person=data["person"],
        members=tuple(data["members"]),
        commitments=data["commitments"],
    )


@on("returned")
def _returned(nomination: Nomination, event: Event) -> Nomination:
    return replace(nomination, returned=True)


@on("withdrawn")
def _withdrawn(nomination: Nomination, event: Event) -> Nomination:
    return replace(nomination, ended="withdrawn")


@on("stopped")
def _stopped(nomination: Nomination, event: Event) -> Nomination:
    return replace(nomination, ended="stopped", ended_clause=cast(str, event.data["clause"]))


@on("slate-forwarded")
def _slate_forwarded(slate: Slate | None, event: Event) -> Slate:
    slate = slate or Slate()
    data = cast(Any, event.data)
    return replace(
        slate,
        lists=_with(slate.lists, data["category"], SlateList(tuple(data["ranked"]), tuple(data["reserve"]))),
    )


@on("reserve-promoted")
def _reserve_promoted(slate: Slate, event: Event) -> Slate:
    data = cast(Any, event.data)
    names = slate.lists[data["category"]]
    promoted = replace(
        names,
        promoted=(*names.promoted, data["promoted"]),
        reserve=tuple(n for n in names.reserve if n != data["promoted"]),
    )
    return replace(slate, lists=_with(slate.lists, data["category"], promoted))


# --- compare -----------------------------------------------------------------------------------------------------


def _assessor(assessor: Assessor | None, event: Event) -> Assessor:
    return assessor or Assessor(id=cast(str, event.data["assessor"]))


@on("undertaken")
def _undertaken(assessor: Assessor | None, event: Event) -> Assessor:
    return replace(_assessor(assessor, event), undertaken=True)


@on("declared")
def _declared(assessor: Assessor | None, event: Event) -> Assessor:
    assessor = _assessor(assessor, event)
    data = cast(Any, event.data)
    declared = replace(assessor, declared=_with(assessor.declared, data["nomination"], data["interest"]))
    return _recused(declared, event) if data["bars"] else declared


@on("recused")
def _recused(assessor: Assessor | None, event: Event) -> Assessor:
    assessor = _assessor(assessor, event)
    data = cast(Any, event.data)
    recusal = Recusal(data["interest"], event.actor)
    return replace(assessor, recusals=_with(assessor.recusals, data["nomination"], recusal))


@on("lift-proposed")
def _lift_proposed(assessor: Assessor, event: Event) -> Assessor:
    nomination = cast(str, event.data["nomination"])
    recusal = replace(assessor.recusals[nomination], lift_proposed_by=event.actor)
    return replace(assessor, recusals=_with(assessor.recusals, nomination, recusal))


@on("recusal-lifted")
def _recusal_lifted(assessor: Assessor, event: Event) -> Assessor:
    nomination = cast(str, event.data["nomination"])
    recusal = replace(assessor.recusals[nomination], lifted=True)
    return replace(assessor, recusals=_with(assessor.recusals, nomination, recusal))


@on("assigned")
def _assigned(comparison: Comparison | None, event: Event) -> Comparison:
    data = cast(Any, event.data)
    comparison = comparison or Comparison(stage=data["stage"])
    readers = {nomination: tuple(assessors) for nomination, assessors in data["readers"].items()}
    return replace(comparison, assigned={**comparison.assigned, **readers})


@on("assessed")
def _assessed(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    return _with_sheet(nomination, data, Sheet(data["marks"]))


@on("assessment-amended")
def _assessment_amended(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    before = nomination.sheets[data["stage"]][data["assessor"]]
    return _with_sheet(nomination, data, Sheet(data["marks"], before.amended + 1))


def _with_sheet(nomination: Nomination, data: Any, sheet: Sheet) -> Nomination:
    sheets = {**nomination.sheets.get(data["stage"], {}), data["assessor"]: sheet}
    return replace(nomination, sheets=_with(nomination.sheets, data["stage"], sheets))


@on("abstained")
def _abstained(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    who = nomination.abstained.get(data["stage"], frozenset()) | {data["assessor"]}
    return replace(nomination, abstained=_with(nomination.abstained, data["stage"], who))


@on("ranking-adopted")
def _ranking_adopted(comparison: Comparison | None, event: Event) -> Comparison:
    data = cast(Any, event.data)
    return replace(
        comparison or Comparison(stage=data["stage"]),
        ranking=tuple(Ranked.model_validate(line) for line in data["ranking"]),
        unranked=tuple(data["unranked"]),
        sheets=data["sheets"],
    )


@on("shortlist-adopted")
def _shortlist_adopted(comparison: Comparison | None, event: Event) -> Comparison:
    data = cast(Any, event.data)
    return replace(
        comparison or Comparison(stage=data["stage"]),
        chosen={category: tuple(names) for category, names in data["chosen"].items()},
        reserve={category: tuple(names) for category, names in data["reserve"].items()},
        fills=(),
    )


@on("place-filled", "place-lost")
def _place_filled(comparison: Comparison, event: Event) -> Comparison:
    data = cast(Any, event.data)
    return replace(comparison, fills=(*comparison.fills, Fill(data["out"], data.get("into"))))


# --- vet ---------------------------------------------------------------------------------------------------------


@on("referral-ruled")
def _referral_ruled(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    return replace(nomination, referred=_with(nomination.referred, data["rule"], data["outcome"]))


@on("opinion-asked")
def _opinion_asked(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    due = date.fromisoformat(data["due"]) if data["due"] else None
    opinion = Opinion(event.at, due, data["provisional"])
    return replace(nomination, opinions=_with(nomination.opinions, data["body"], opinion))


@on("opinion-given")
def _opinion_given(nomination: Nomination, event: Event) -> Nomination:
    return _with_opinion(nomination, event, answer=event.data["opinion"], ruled=None)


@on("silence-noted")
def _silence_noted(nomination: Nomination, event: Event) -> Nomination:
    return _with_opinion(nomination, event, answer="silence", ruled="admit" if event.data["consent"] else None)


@on("opinion-ruled")
def _opinion_ruled(nomination: Nomination, event: Event) -> Nomination:
    return _with_opinion(nomination, event, ruled=event.data["outcome"])


def _with_opinion(nomination: Nomination, event: Event, **changes: Any) -> Nomination:
    body = cast(str, event.data["body"])
    return replace(nomination, opinions=_with(nomination.opinions, body, replace(nomination.opinions[body], **changes)))


# --- consult -----------------------------------------------------------------------------------------------------


@on("notice-published")
def _notice_published(_: None, event: Event) -> Notice:
    data = cast(Any, event.data)
    return Notice(
        id=data["notice"],
        stage=data["stage"],
        unit=data["unit"],
        window=_window(data),
        listed=tuple(data["listed"]),
        reserves=tuple(data["reserves"]),
    )


@on("objection-made")
def _objection_made(notice: Notice, event: Event) -> Notice:
    data = cast(Any, event.data)
    objection = Objection(data["about"], data["named"], event.at)
    return replace(notice, objections=_with(notice.objections, data["objection"], objection))


@on("identity-unsealed")
def _identity_unsealed(notice: Notice, event: Event) -> Notice:
    return _with_objection(notice, event, unsealed=True)


@on("objection-answered")
def _objection_answered(notice: Notice, event: Event) -> Notice:
    return _with_objection(notice, event, outcome=event.data["outcome"])


def _with_objection(notice: Notice, event: Event, **changes: Any) -> Notice:
    key = cast(str, event.data["objection"])
    return replace(notice, objections=_with(notice.objections, key, replace(notice.objections[key], **changes)))


# --- ballots -----------------------------------------------------------------------------------------------------


@on("ballot-opened")
def _ballot_opened(_: None, event: Event) -> Ballot:
    data = cast(Any, event.data)
    return Ballot(
        id=data["ballot"],
        stage=data["stage"],
        unit=data["unit"],
        candidates=tuple(data["candidates"]),
        entitled=data["entitled"],
    )


@on("vote-cast")
def _vote_cast(ballot: Ballot, event: Event) -> Ballot:
    data = cast(Any, event.data)
    return replace(ballot, cast=_with(ballot.cast, data["voter"], data["choices"]))


@on("ballot-closed")
def _ballot_closed(ballot: Ballot, event: Event) -> Ballot:
    return replace(ballot, present=cast(int, event.data["present"]))


@on("ballot-counted")
def _ballot_counted(ballot: Ballot, event: Event) -> Ballot:
    return _with_result(ballot, event)


@on("ballot-recorded")
def _ballot_recorded(_: None, event: Event) -> Ballot:
    data = cast(Any, event.data)
    blank = Ballot(
        id=data["ballot"],
        stage=data["stage"],
        unit=data["unit"],
        candidates=tuple(sorted(data["tallies"])),
        entitled=data["entitled"],
        present=data["present"],
    )
    return _with_result(blank, event)


def _with_result(ballot: Ballot, event: Event) -> Ballot:
    data = cast(Any, event.data)
    tallies = {name: Tally.model_validate(tally) for name, tally in data["tallies"].items()}
    return replace(ballot, tallies=tallies, quorate=data["quorate"], passed=frozenset(data["passed"]))


# --- confer and after --------------------------------------------------------------------------------------------


@on("accepted")
def _accepted(nomination: Nomination, event: Event) -> Nomination:
    return replace(nomination, accepted=True)


@on("declined")
def _declined(nomination: Nomination, event: Event) -> Nomination:
    return replace(nomination, declined=True)


@on("conferred")
def _conferred(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    return replace(nomination, award=Award(data["honour"], data["document"], event.at, data["citation"]))


@on("forfeited", "annulled")
def _lost(nomination: Nomination, event: Event) -> Nomination:
    award = cast(Award, nomination.award)
    return replace(nomination, award=replace(award, lost=event.kind, ground=cast(str, event.data["ground"])))


@on("follow-through-recorded")
def _follow_through_recorded(nomination: Nomination, event: Event) -> Nomination:
    promise = cast(str, event.data["promise"])
    before = nomination.promises.get(promise, Promise())
    return replace(
        nomination, promises=_with(nomination.promises, promise, replace(before, recorded=before.recorded + 1))
    )


@on("follow-through-closed")
def _follow_through_closed(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    before = nomination.promises.get(data["promise"], Promise())
    closed = replace(before, outcome=data["outcome"])
    return replace(nomination, promises=_with(nomination.promises, data["promise"], closed))
