"""The pictures of a decision desk, drawn on the server from what was worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chucai.charter.values import Text
from chucai.publish.charts import chance, composition, leave_one_out, merit, prices, severity
from chucai.publish.charts.ranking import MeritData, MeritRow, Standing
from chucai.publish.picture import Picture
from chucai.web.office.decision.desk import Decision
from chucai.web.office.decision.lines import CHOSEN, RESERVE, Line, rule_words


def of_list(decision: Decision, category: str, found: list[Line]) -> Iterator[Picture]:
    """Of one category merit with the cut; of the whole list the rules and their prices."""
    language = decision.desk.language
    if found:
        yield merit.picture(_merit(decision, category, found), language)
    yield composition.picture(_composition(decision), language)
    if _priced(decision):
        yield prices.picture(_prices(decision), language)


def of_panel(decision: Decision, category: str, found: list[Line]) -> Iterator[Picture]:
    """Of one category how strict each assessor is, the chances of a place, and what hangs on single assessors."""
    assert decision.work is not None
    language = decision.desk.language
    report = decision.work["reports"].get(category)
    if report is None:
        return
    yield severity.picture(_severity(decision, report), language)
    kind = decision.desk.charter.categories[category]
    rows = tuple(
        chance.ChanceRow(one.id, one.rank, one.chance, _standing(one)) for one in found if one.chance is not None
    )
    if rows and report["round"].get("places"):
        yield chance.picture(
            chance.ChanceData(category, kind.name, kind.kind, report["round"]["places"], rows), language
        )
    left = decision.work["left_out"].get(category)
    if left:
        lines = tuple(
            leave_one_out.LeftRow(
                each["assessor"],
                each["load"],
                *(tuple(name for name in each[side] if decision.shows(name)) for side in ("enters", "leaves")),
            )
            for each in left
        )
        ranks = {one.id: one.rank for one in found}
        places = report["round"].get("places") or 0
        yield leave_one_out.picture(
            leave_one_out.LeaveData(category, kind.name, kind.kind, places, lines, ranks), language
        )


def _standing(line: Line) -> Standing:
    return "chosen" if line.status == CHOSEN else "reserve" if line.status == RESERVE else "not-chosen"


def _merit(decision: Decision, category: str, found: list[Line]) -> MeritData:
    assert decision.work is not None
    told = decision.work["list"]
    moved = {each["id"]: tuple(each["rules"]) for each in (*told["displaced"], *told["needed"])}
    rows = tuple(
        MeritRow(
            one.id,
            one.rank,
            one.merit,
            one.low,
            one.high,
            one.mean,
            one.readings,
            _standing(one),
            moved.get(one.id, ()),
        )
        for one in found
    )
    kind = decision.desk.charter.categories[category]
    places = len(decision.chosen.get(category, ()))
    names = {one.id: one.name for one in found if one.name}
    return MeritData(category, kind.name, kind.kind, places, rows, rule_words(decision), names)


def _composition(decision: Decision) -> composition.CompositionData:
    desk = decision.desk
    chosen = [decision.nomination(name) for names in decision.chosen.values() for name in names]
    return composition.counted(desk.charter, desk.tree, chosen)


def _priced(decision: Decision) -> list[Mapping[str, Any]]:
    assert decision.work is not None
    return [price for price in decision.work["list"]["prices"] if price["eased"] == "dropped"]


def _prices(decision: Decision) -> prices.PriceData:
    assert decision.work is not None
    told, words = decision.work["list"], rule_words(decision)
    eased = {
        each["rule"]: max(
            price["merit"] for price in told["prices"] if price["rule"] == each["rule"] and price is not each
        )
        for each in _priced(decision)
        if any(price["rule"] == each["rule"] and price is not each for price in told["prices"])
    }
    rows = tuple(
        prices.PriceRow(each["rule"], words.get(each["rule"]), each["merit"], each["places"], eased.get(each["rule"]))
        for each in _priced(decision)
    )
    stage = decision.stage
    name = stage.name or Text(zh=stage.id, en=stage.id)
    return prices.PriceData(stage.id, name, told["act"]["objective"], rows)


def _severity(decision: Decision, report: Mapping[str, Any]) -> severity.SeverityData:
    stage = decision.stage
    rows = tuple(
        severity.AssessorRow(each["assessor"], each["severity"], each["low"], each["high"], each["load"])
        for each in report["assessors"]
    )
    name = stage.name or Text(zh=stage.id, en=stage.id)
    return severity.SeverityData(stage.id, name, rows, report["round"]["method"] == "severity")
