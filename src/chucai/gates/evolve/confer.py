"""Events of confer: what they make of their streams."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from chucai.gates.evolve.steps import on, with_
from chucai.gates.model import (
    Award,
    Nomination,
    Promise,
)
from chucai.ledger.event import Event


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
        nomination, promises=with_(nomination.promises, promise, replace(before, recorded=before.recorded + 1))
    )


@on("follow-through-closed")
def _follow_through_closed(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    before = nomination.promises.get(data["promise"], Promise())
    closed = replace(before, outcome=data["outcome"])
    return replace(nomination, promises=with_(nomination.promises, data["promise"], closed))
