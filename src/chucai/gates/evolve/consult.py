"""Events of consult: what they make of their streams."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from chucai.gates.acts import Tally
from chucai.gates.evolve.steps import on, window_of, with_
from chucai.gates.model import (
    Ballot,
    Notice,
    Objection,
)
from chucai.ledger.event import Event


@on("notice-published")
def _notice_published(_: None, event: Event) -> Notice:
    data = cast(Any, event.data)
    return Notice(
        id=data["notice"],
        stage=data["stage"],
        unit=data["unit"],
        window=window_of(data),
        listed=tuple(data["listed"]),
        reserves=tuple(data["reserves"]),
    )


@on("objection-made")
def _objection_made(notice: Notice, event: Event) -> Notice:
    data = cast(Any, event.data)
    objection = Objection(data["about"], data["named"], event.at)
    return replace(notice, objections=with_(notice.objections, data["objection"], objection))


@on("identity-unsealed")
def _identity_unsealed(notice: Notice, event: Event) -> Notice:
    return _with_objection(notice, event, unsealed=True)


@on("objection-answered")
def _objection_answered(notice: Notice, event: Event) -> Notice:
    return _with_objection(notice, event, outcome=event.data["outcome"])


def _with_objection(notice: Notice, event: Event, **changes: Any) -> Notice:
    key = cast(str, event.data["objection"])
    return replace(notice, objections=with_(notice.objections, key, replace(notice.objections[key], **changes)))


@on("ballot-opened")
def _ballot_opened(before: Ballot | None, event: Event) -> Ballot:
    return _paper(before, event, cast(Any, event.data)["candidates"])


def _paper(before: Ballot | None, event: Event, candidates: Iterable[str]) -> Ballot:
    """A fresh paper; what earlier ones have settled stays settled."""
    data = cast(Any, event.data)
    return Ballot(
        id=data["ballot"],
        stage=data["stage"],
        unit=data["unit"],
        candidates=tuple(candidates),
        entitled=data["entitled"],
        passed=before.passed if before else frozenset(),
        failed=before.failed if before else frozenset(),
    )


@on("vote-cast")
def _vote_cast(ballot: Ballot, event: Event) -> Ballot:
    data = cast(Any, event.data)
    return replace(ballot, cast=with_(ballot.cast, data["voter"], data["choices"]))


@on("ballot-closed")
def _ballot_closed(ballot: Ballot, event: Event) -> Ballot:
    return replace(ballot, present=cast(int, event.data["present"]))


@on("ballot-counted")
def _ballot_counted(ballot: Ballot, event: Event) -> Ballot:
    return _with_result(ballot, event)


@on("ballot-recorded")
def _ballot_recorded(before: Ballot | None, event: Event) -> Ballot:
    data = cast(Any, event.data)
    paper = replace(_paper(before, event, sorted(data["tallies"])), present=data["present"])
    return _with_result(paper, event)


def _with_result(ballot: Ballot, event: Event) -> Ballot:
    data = cast(Any, event.data)
    tallies = {name: Tally.model_validate(tally) for name, tally in data["tallies"].items()}
    passed, again = frozenset(data["passed"]), frozenset(data["again"])
    return replace(
        ballot,
        tallies=tallies,
        quorate=data["quorate"],
        passed=ballot.passed | passed,
        failed=ballot.failed | (tallies.keys() - passed - again),
    )
