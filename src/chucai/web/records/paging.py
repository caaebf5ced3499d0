"""One page of a list of nominations, any page in any order, at a cost that hardly grows with the list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from chucai.web.records.lists import MAY_BE_UNKNOWN, Asked
from chucai.web.records.models import NominationRow
from chucai.web.records.remembered import Remembered

Listing = QuerySet[NominationRow]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `rows` are dicts by column; `total` counts all that pass the filters."""

    asked: Asked
    rows: list[dict[str, Any]]
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.asked.size))

    @property
    def first_shown(self) -> int:
        return (self.asked.number - 1) * self.asked.size + 1 if self.rows else 0

    @property
    def last_shown(self) -> int:
        return self.first_shown + len(self.rows) - 1 if self.rows else 0


def page(marked: str, rows: Listing, asked: Asked, seen: tuple[str, ...]) -> Page:
    """The page that was asked for of these rows, or the last there is. `marked`: the mark of their round.

    Two to four queries: which nominations stand there is read from an index alone, and from the nearer end.
    """
    total = _total(marked, rows)
    number = min(asked.number, max(1, -(-total // asked.size)))
    start = (number - 1) * asked.size
    names = _names(marked, rows, asked, total, start, min(start + asked.size, total))
    found = {row["nomination"]: row for row in rows.filter(nomination__in=names).order_by().values(*seen)}
    return Page(replace(asked, number=number), [found[name] for name in names if name in found], total)


def _names(marked: str, rows: Listing, asked: Asked, total: int, start: int, end: int) -> list[str]:
    """The nominations from place `start` up to `end`; those of which the sorting column is not known come last."""
    if asked.sort not in MAY_BE_UNKNOWN:
        return _stretch(rows, asked, total, start, end)
    known, unknown = (rows.filter(**{f"{asked.sort}__isnull": missing}) for missing in (False, True))
    number = _total(marked, known)
    first = _stretch(known, asked, number, start, min(end, number))
    return first + _stretch(unknown, asked, total - number, max(start - number, 0), end - number)


def _stretch(rows: Listing, asked: Asked, total: int, start: int, end: int) -> list[str]:
    """Ties by number, in the same direction, so that an index serves."""
    if start >= end:
        return []
    from_the_end = start > total - end
    sign = "-" if asked.falling != from_the_end else ""
    ordered = rows.order_by(*(sign + key for key in dict.fromkeys((asked.sort, "nomination"))))
    first, last = (total - end, total - start) if from_the_end else (start, end)
    names = list(ordered.values_list("nomination", flat=True)[first:last])
    return names[::-1] if from_the_end else names


_totals: Remembered[int] = Remembered(512)


def _total(marked: str, rows: Listing) -> int:
    """How many rows there are: counted once, as long as nothing happens in the round."""
    return _totals.get((marked, str(rows.order_by().values("nomination").query)), rows.count)
