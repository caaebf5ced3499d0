"""Own spread: how an assessor has used the scale, as a picture. Of nobody else's marks anything enters here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import mean

from django.utils.translation import gettext, ngettext

from chucai.charter.judging import Criterion
from chucai.publish.markup import Markup, join
from chucai.publish.measure import fit
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, line, text
from chucai.publish.table import Table
from chucai.web.judge.marks import Criteria, bounds, is_buttons, shown, tops

BINS = 10  # columns for a criterion with more marks than buttons
_HIGH, _GAP = 96.0, 58.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One criterion: its columns (words under it, how many marks) and their mean, in marks."""

    name: str
    columns: Sequence[tuple[str, int]]
    mean: float
    number: int
    tops: int


def panels(criteria: Criteria, sheets: Sequence[Mapping[str, int]], language: str) -> list[Panel]:
    found = []
    for name, criterion in criteria.items():
        marks = [sheet[name] for sheet in sheets if name in sheet]
        if marks:
            at_top = sum(tops({name: criterion}, {name: mark}) for mark in marks)
            average = mean(marks) * float(criterion.step)
            found.append(Panel(criterion.name.said(language), _columns(criterion, marks), average, len(marks), at_top))
    return found


def _columns(criterion: Criterion, marks: Sequence[int]) -> list[tuple[str, int]]:
    low, high = bounds(criterion)
    if is_buttons(criterion):
        counts = Counter(marks)
        return [(shown(criterion, steps), counts[steps]) for steps in range(low, high + 1)]
    wide = (high - low) / BINS
    counts = Counter(min(int((mark - low) / wide), BINS - 1) for mark in marks)
    return [(shown(criterion, low + round(n * wide)), counts[n]) for n in range(BINS)]


def picture(criteria: Criteria, sheets: Sequence[Mapping[str, int]], language: str) -> Picture | None:
    """Columns for each criterion; None without a sheet."""
    drawn = panels(criteria, sheets, language)
    if not drawn:
        return None
    number, at_top = sum(each.number for each in drawn), sum(each.tops for each in drawn)
    title = ngettext(
        "You gave %(number)s mark, %(top)s of them at the top of the scale",
        "You gave %(number)s marks, %(top)s of them at the top of the scale",
        number,
    ) % {"number": number, "top": at_top}
    wide, small = both(partial(_draw, drawn, title), "own-spread", language)
    note = gettext(
        "Each column counts your own marks at that level, or from it up to the next. "
        "Nobody else's marks are in this picture."
    )
    return Picture("own-spread", title, note, _table(drawn), wide, small)


def _draw(drawn: Sequence[Panel], title: str, sheet: Sheet) -> Drawing:
    across = 1 if sheet.narrow else min(len(drawn), 3)
    room = sheet.width / across
    parts = [
        _panel(each, (n % across) * room, 20 + (n // across) * (_HIGH + _GAP), room - 24)
        for n, each in enumerate(drawn)
    ]
    high = 20 + -(-len(drawn) // across) * (_HIGH + _GAP)
    return Drawing(sheet.name, sheet.width, high, title, "; ".join(map(_spoken, drawn)), join(parts))


def _spoken(panel: Panel) -> str:
    return gettext("%(criterion)s: mean %(mean)s of %(number)s") % {
        "criterion": panel.name,
        "mean": f"{panel.mean:.1f}",
        "number": panel.number,
    }


def _panel(panel: Panel, left: float, top: float, room: float) -> Markup:
    most = max(count for _, count in panel.columns) or 1
    step = room / len(panel.columns)
    floor = top + _HIGH
    bars = [
        (
            box(
                left + n * step + 2,
                floor - count / most * (_HIGH - 22),
                step - 4,
                count / most * (_HIGH - 22),
                "chosen",
            ),
            text(left + (n + 0.5) * step, floor - count / most * (_HIGH - 22) - 4, str(count), size=11, anchor="middle")
            if count
            else None,
            text(left + (n + 0.5) * step, floor + 14, words, "soft", size=11, anchor="middle"),
        )
        for n, (words, count) in enumerate(panel.columns)
    ]
    return join(
        (
            text(left, top, fit(f"{panel.name} · {gettext('mean')} {panel.mean:.1f}", room, 12), size=12, bold=True),
            line(left, floor, left + room, floor, "axis"),
            *bars,
        )
    )


def _table(drawn: Sequence[Panel]) -> Table:
    columns = (gettext("Criterion"), gettext("Mark"), gettext("How many"))
    rows = tuple((each.name, words, count) for each in drawn for words, count in each.columns)
    return Table("own-spread", gettext("How you used the scale"), columns, rows)
