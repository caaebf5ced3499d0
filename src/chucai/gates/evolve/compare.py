"""Events of compare: what they make of their streams."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from chucai.gates.acts import Ranked
from chucai.gates.evolve.steps import changed, on, with_
from chucai.gates.model import (
    Assessor,
    Comparison,
    Fill,
    Nomination,
    Recusal,
    Sheet,
)
from chucai.ledger.event import Event


def _assessor(assessor: Assessor | None, event: Event) -> Assessor:
    return assessor or Assessor(id=cast(str, event.data["assessor"]))


@on("undertaken")
def _undertaken(assessor: Assessor | None, event: Event) -> Assessor:
    return replace(_assessor(assessor, event), undertaken=True)


@on("declared")
def _declared(assessor: Assessor | None, event: Event) -> Assessor:
    assessor = _assessor(assessor, event)
    data = cast(Any, event.data)
    declared = replace(assessor, declared=with_(assessor.declared, data["nomination"], data["interest"]))
    return _recused(declared, event) if data["bars"] else declared


@on("recused")
def _recused(assessor: Assessor | None, event: Event) -> Assessor:
    assessor = _assessor(assessor, event)
    data = cast(Any, event.data)
    recusal = Recusal(data["interest"], event.actor)
    return replace(assessor, recusals=with_(assessor.recusals, data["nomination"], recusal))


@on("lift-proposed")
def _lift_proposed(assessor: Assessor, event: Event) -> Assessor:
    nomination = cast(str, event.data["nomination"])
    recusal = replace(assessor.recusals[nomination], lift_proposed_by=event.actor)
    return replace(assessor, recusals=with_(assessor.recusals, nomination, recusal))


@on("recusal-lifted")
def _recusal_lifted(assessor: Assessor, event: Event) -> Assessor:
    nomination = cast(str, event.data["nomination"])
    recusal = replace(assessor.recusals[nomination], lifted=True)
    return replace(assessor, recusals=with_(assessor.recusals, nomination, recusal))


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
    return changed(nomination, sheets=with_(nomination.sheets, data["stage"], sheets))


@on("abstained")
def _abstained(nomination: Nomination, event: Event) -> Nomination:
    data = cast(Any, event.data)
    who = nomination.abstained.get(data["stage"], frozenset()) | {data["assessor"]}
    return changed(nomination, abstained=with_(nomination.abstained, data["stage"], who))


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
