"""Events of recommend: what they make of their streams."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from chucai.gates.evolve.steps import changed, on, with_
from chucai.gates.model import (
    Nomination,
    Slate,
    SlateList,
)
from chucai.ledger.event import Event


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
    return replace(_with_dossier(nomination, data), theme=data["theme"], returned=False, returned_at=None)


def _with_dossier(nomination: Nomination, data: Any) -> Nomination:
    return changed(
        nomination,
        sets=frozenset(data["sets"]),
        referred=dict.fromkeys(data["referred"]),
        person=data["person"],
        members=tuple(data["members"]),
        commitments=data["commitments"],
    )


@on("returned")
def _returned(nomination: Nomination, event: Event) -> Nomination:
    return replace(nomination, returned=True, returned_at=cast(str, event.data["stage"]))


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
    return changed(
        slate,
        lists=with_(slate.lists, data["category"], SlateList(tuple(data["ranked"]), tuple(data["reserve"]))),
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
    return replace(slate, lists=with_(slate.lists, data["category"], promoted))
