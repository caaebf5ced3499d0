"""What a rule is handed: the act, who asks, when, and the state it is decided on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar, overload
from zoneinfo import ZoneInfo

from chucai.charter.model import Charter
from chucai.charter.predicate import Moments
from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.acts import Actor
from chucai.gates.model import Nomination
from chucai.gates.state import State

Found = TypeVar("Found")


class once(Generic[Found]):  # noqa: N801 - used as a decorator
    """`functools.cached_property` without its lock, which Python 3.11 still takes: one act is decided by one thread."""

    def __init__(self, work: Callable[[Any], Found]) -> None:
        self.work = work
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[Found]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Found: ...
    def __get__(self, instance: object | None, owner: type) -> once[Found] | Found:
        if instance is None:
            return self
        found = instance.__dict__[self.work.__name__] = self.work(instance)
        return found


@dataclass(frozen=True)
class Asked:
    """One act put before the core. `act` is typed Any: the table pairs each rule with its own class of act."""

    charter: Charter
    state: State
    act: Any
    at: datetime
    by: Actor

    @once
    def today(self) -> date:
        """The day of the act, in the programme's own time zone."""
        return self.at.astimezone(ZoneInfo(self.charter.timezone)).date()

    @once
    def stage(self) -> Stage:
        """The stage the act names, or the one that is open; Refused when there is none."""
        named = getattr(self.act, "stage", None)
        current = named if isinstance(named, str) else self.state.round.stage
        if current is None:
            raise Refused("no-stage-open")
        try:
            return self.charter.stage(current)
        except KeyError:
            raise Refused("no-such-stage", stage=current) from None

    @once
    def nomination(self) -> Nomination:
        return self.state.nomination(self.act.nomination)

    def category(self, name: str) -> None:
        if name not in self.charter.categories:
            raise Refused("no-such-category", category=name, known=sorted(self.charter.categories))


@dataclass(frozen=True, slots=True)
class Happened:
    """What a rule answers: one event to be; `data` is added to the act's own fields unless `alone`."""

    stream: str
    data: Mapping[str, Any] = field(default_factory=dict)
    kind: str | None = None  # None: the kind the table gives
    alone: bool = False


def moments(charter: Charter, state: State) -> Moments:
    """The dates that predicates may name: when the round opened, and when its first stage did."""
    round_ = state.round
    first = charter.stages[0].id
    found = {"round.opens": round_.opened}
    if first in round_.windows:
        found[f"stage.{first}.opens"] = round_.windows[first].first
    return found


def require(condition: object, code: str, **facts: Any) -> None:
    """Refused(code, **facts) unless the condition holds."""
    if not condition:
        raise Refused(code, **facts)
