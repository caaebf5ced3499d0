"""The registry of steps: what each kind of event makes of its stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from chucai.charter.calendar import Window
from chucai.gates.model import (
    Stream,
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


def with_(mapping: Mapping[Any, Any], key: Any, value: Any) -> dict[Any, Any]:
    return {**mapping, key: value}


def window_of(data: Mapping[str, Any]) -> Window:
    return Window(date.fromisoformat(data["first"]), date.fromisoformat(data["last"]), data["provisional"])
