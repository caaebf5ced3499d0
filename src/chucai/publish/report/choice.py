"""How the list was chosen: what rules cost, whether another list is as good, the smallest changes, how firm it is."""

from __future__ import annotations

from chucai.publish.figures import exact_points
from chucai.publish.html import section
from chucai.publish.markup import Content, Markup, element
from chucai.publish.report.data import OthersFacts, ReportData, TurnLine
from chucai.publish.report.method import stage_words
from chucai.publish.table import Table, Whole, table_html
from chucai.publish.words import say


def others(data: ReportData, language: str) -> Markup | None:
    """Whether another list is as good; the nearest ones in a table."""
    if not data.others:
        return None
    parts: list[Content] = []
    for each in data.others:
        stage = stage_words(data.charter, each.stage, language)
        parts.append(element("p", _finding(each, stage, language)))
        if each.lists:
            parts.append(table_html(_table(each, stage, language)))
    read = element("p", say(language, "others-swap"), class_="fine")
    shown = any(each.lists for each in data.others)
    return section("others", say(language, "report-others"), parts, read if shown else None)


def _finding(each: OthersFacts, stage: str, language: str) -> str:
    if not each.lists:
        return say(language, "others-alone", stage=stage)
    if each.lists[0].less:
        return say(language, "others-none", stage=stage, less=exact_points(each.lists[0].less))
    return say(language, "others-equal", stage=stage, number=sum(not one.less for one in each.lists))


def _table(each: OthersFacts, stage: str, language: str) -> Table:
    headers = tuple(say(language, f"column-{key}") for key in ("less", "enters", "leaves"))
    rows = tuple((Whole(exact_points(one.less)), ", ".join(one.enters), ", ".join(one.leaves)) for one in each.lists)
    return Table(f"others-{each.stage}", say(language, "others-table", stage=stage), headers, rows)


def change_words(turn: TurnLine | None, language: str) -> str | None:
    """The smallest change that would turn the outcome; None where it was not asked."""
    if turn is None:
        return None
    way = "out" if turn.chosen else "in"
    if turn.change is None:
        return say(language, f"change-never-{way}")
    return say(language, f"change-{way}", change=exact_points(turn.change))
