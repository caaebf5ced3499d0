"""Events of vet: what they make of their streams."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

from chucai.gates.evolve.steps import changed, on, with_
from chucai.gates.model import (
    Nomination,
    Opinion,
)
from chucai.ledger.event import Event


@on("referral-ruled")
def _referral_ruled(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    return changed(nomination, referred=with_(nomination.referred, data["rule"], data["outcome"]))


@on("opinion-asked")
def _opinion_asked(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    due = date.fromisoformat(data["due"]) if data["due"] else None
    opinion = Opinion(event.at, due, data["provisional"])
    return changed(nomination, opinions=with_(nomination.opinions, data["body"], opinion))


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
    return changed(nomination, opinions=with_(nomination.opinions, body, replace(nomination.opinions[body], **changes)))
