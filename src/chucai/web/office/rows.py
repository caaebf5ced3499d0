"""The table of nominations, written row by row: a template would take most of the time of a page of 250."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from chucai.publish.figures import points
from chucai.web.office.naming import COLOURS, Names
from chucai.web.records.lists import Asked

NUMBERS = ("sheets", "wanted", "mean", "merit", "se", "rank")
APART = ("wanted", "se", "theme")  # not columns of their own: 2/3 sheets, merit ± error; a theme is filtered by


def headings() -> dict[str, str]:
    return {
        "nomination": gettext("Number"),
        "name": gettext("Name"),
        "unit": gettext("Unit"),
        "category": gettext("Category"),
        "theme": gettext("Theme"),
        "stage": gettext("Stage"),
        "standing": gettext("Standing"),
        "sheets": gettext("Sheets"),
        "wanted": gettext("Sheets wanted"),
        "mean": gettext("Plain mean"),
        "merit": gettext("Merit"),
        "se": gettext("Standard error"),
        "rank": gettext("Rank"),
        "honour": gettext("Honour"),
        "updated": gettext("Own record changed"),
    }


def heads(asked: Asked, seen: Sequence[str], falling: Sequence[str]) -> list[dict[str, str | bool]]:
    """Column headings, each with the address that sorts by it: the other way round where it is sorted by already."""
    named = headings()
    found: list[dict[str, str | bool]] = []
    for column in seen:
        if column in APART:
            continue
        here = column == asked.sort
        down = not asked.falling if here else column in falling
        order = ("descending" if asked.falling else "ascending") if here else ""
        query = asked.query(sort=column, falling=down, number=1)
        found.append({"label": named[column], "href": f"?{query}", "order": order, "number": column in NUMBERS})
    return found


class Rows:
    """Rows of a page as HTML. `ticks`: with a box in front of each."""

    def __init__(self, names: Names, round_id: str, seen: Sequence[str], ticks: bool) -> None:
        self.names, self.seen, self.ticks = names, [one for one in seen if one not in APART], ticks
        self.href = reverse("office:case", args=[round_id, "NOMINATION"])
        self.cells: Mapping[str, Callable[[dict[str, Any]], str]] = {
            "nomination": self._number,
            "name": lambda row: f"<td>{escape(row['name']) or '–'}</td>",
            "unit": lambda row: f"<td>{escape(names.unit(row['unit']))}</td>",
            "category": lambda row: f"<td>{escape(names.categories.get(row['category'], row['category']))}</td>",
            "stage": lambda row: f"<td>{escape(names.stages.get(row['stage'], row['stage']))}</td>",
            "standing": self._standing,
            "sheets": self._sheets,
            "mean": lambda row: _points(row["mean"]),
            "merit": lambda row: _points(row["merit"], row["se"]),
            "rank": lambda row: f'<td class="number">{"–" if row["rank"] is None else row["rank"]}</td>',
            "honour": lambda row: f"<td>{escape(names.honours.get(row['honour'], row['honour']))}</td>",
            "updated": lambda row: f"<td>{escape(names.day(row['updated']))}</td>",
        }

    def html(self, rows: Sequence[dict[str, Any]]) -> SafeString:
        cells = [self.cells[column] for column in self.seen]
        lines = [f"<tr>{self._tick(row)}{''.join(cell(row) for cell in cells)}</tr>" for row in rows]
        return mark_safe("\n".join(lines))  # noqa: S308 - every cell escapes what it shows

    def _tick(self, row: dict[str, Any]) -> str:
        if not self.ticks:
            return ""
        number = escape(row["nomination"])
        label = escape(gettext("Choose %(number)s") % {"number": row["nomination"]})
        box = f'<input type="checkbox" name="chosen" value="{number}" form="bulk" aria-label="{label}">'
        return f'<td><div class="choice">{box}</div></td>'

    def _number(self, row: dict[str, Any]) -> str:
        number = escape(row["nomination"])
        return f'<th scope="row"><a href="{self.href.replace("NOMINATION", number)}">{number}</a></th>'

    def _standing(self, row: dict[str, Any]) -> str:
        colour = COLOURS.get(row["standing"], "grey")
        return f'<td><strong class="tag {colour}">{escape(self.names.standing(row["standing"]))}</strong></td>'

    def _sheets(self, row: dict[str, Any]) -> str:
        of = f"/{row['wanted']}" if row["wanted"] else ""
        return f'<td class="number">{row["sheets"]}{of}</td>'


def _points(micro: int | None, error: int | None = None) -> str:
    more = "" if error is None else f' <span class="quiet">±{points(error)}</span>'
    return f'<td class="number">{"–" if micro is None else points(micro)}{more}</td>'
