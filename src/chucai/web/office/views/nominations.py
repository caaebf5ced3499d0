"""Every nomination: search, filters, any sort, and the whole list as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator
from datetime import datetime
from typing import Any, cast
from urllib.parse import parse_qsl

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chucai.publish.table import guarded
from chucai.web.desk import Desk
from chucai.web.office.bulk import KINDS
from chucai.web.office.doors import SECRETARY, page, readers
from chucai.web.office.naming import Names
from chucai.web.office.rows import Rows, headings, heads
from chucai.web.records import lists, paging
from chucai.web.records.models import NominationRow

ROWS_A_PIECE = 400
MICRO = ("mean", "merit", "se")
UNITS = 200  # more than these nobody looks through in a list of choices


class Listed:
    """What a list is about: the viewer's columns, what was asked, and the rows that pass."""

    def __init__(self, desk: Desk, data: Any) -> None:
        about = (desk.charter, desk.state, desk.viewer, desk.today)
        self.seen = lists.columns(*about)
        self.asked = lists.asked_from(data, self.seen)
        self.rows: QuerySet[NominationRow] = lists.selected(lists.at_work(*about), self.asked, self.seen, desk.tree)


@readers
@require_safe
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    listed = Listed(desk, request.GET)
    found = paging.page(desk.mark, listed.rows, listed.asked, listed.seen)
    names, asked = Names(desk), found.asked
    ticks = desk.holds(SECRETARY)

    def at(number: int) -> str:
        return f"?{asked.query(number=number)}"

    context = {
        "names": names,
        "page": found,
        "asked": asked,
        "heads": heads(asked, listed.seen, lists.FALLING),
        "rows": Rows(names, desk.round_id, listed.seen, ticks).html(found.rows),
        "filters": _filters(desk, names, listed),
        "unknown": list(_unknown(desk, listed)),
        "by_name": "name" in listed.seen,
        "first": at(1) if asked.number > 1 else "",
        "before": at(asked.number - 1) if asked.number > 1 else "",
        "after": at(asked.number + 1) if asked.number < found.last else "",
        "end": at(found.last) if asked.number < found.last else "",
        "asking": parse_qsl(asked.query(number=1)),
        "sizes": [(size, f"?{asked.query(size=size, number=1)}", size == asked.size) for size in lists.SIZES],
        "export": f"?{asked.query()}",
        "query": asked.query(),
        "kinds": [(kind, work.label) for kind, work in KINDS.items()] if ticks else (),
        "can_few": "sheets" in listed.seen,
    }
    return page(request, desk, "nominations.html", context)


def _filters(desk: Desk, names: Names, listed: Listed) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """(column, label, what is chosen, what there is to choose) of those columns that the viewer sees."""
    offered = {
        "category": list(names.categories.items()),
        "unit": _units(desk, names),
        "theme": list(names.themes.items()),
        "stage": [(key, name) for key, name in names.stages.items() if key in desk.round.windows],
        "standing": [(key, names.standing(key)) for key in lists.STANDINGS],
    }
    labels = headings()
    return [
        (column, labels[column], getattr(listed.asked, column), pairs)
        for column, pairs in offered.items()
        if column in listed.seen and len(pairs) > 1
    ]


def _unknown(desk: Desk, listed: Listed) -> Iterator[tuple[str, str]]:
    """What was filtered by that there is not, as a sentence and the address of the list without that filter.

    A mistyped or outdated address would else look like a list with nobody on it.
    """
    asked, charter = listed.asked, desk.charter
    there: dict[str, tuple[Container[str], str]] = {
        "category": (charter.categories, gettext("There is no category “%(key)s”.")),
        "unit": (desk.tree.units, gettext("There is no unit “%(key)s”.")),
        "theme": (charter.themes, gettext("There is no theme “%(key)s”.")),
        "stage": ([stage.id for stage in charter.stages], gettext("There is no stage “%(key)s”.")),
        "standing": (lists.STANDINGS, gettext("There is no standing “%(key)s”.")),
    }
    for column, (known, text) in there.items():
        key = getattr(asked, column)
        if key and key not in known and column in listed.seen:
            yield text % {"key": key}, f"?{asked.query(**{column: ''}, number=1)}"


def _units(desk: Desk, names: Names) -> list[tuple[str, str]]:
    """Units from the top tier down, as long as they can be looked through."""
    found: list[tuple[str, str]] = []
    for tier in reversed(desk.charter.tiers):
        own = [key for key, unit in desk.tree.units.items() if unit.tier == tier.id]
        if len(found) + len(own) > UNITS:
            break
        found += sorted(((key, names.unit(key)) for key in own), key=lambda pair: pair[1])
    return found


@readers
@require_safe
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All rows that pass, as CSV for a spreadsheet (with a mark of its encoding; `plain=1`: without)."""
    listed = Listed(desk, request.GET)
    mark = "" if request.GET.get("plain") == "1" else "\ufeff"
    response = StreamingHttpResponse(_csv(listed, mark), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{desk.round_id}-nominations.csv"'
    response["Cache-Control"] = "no-store"
    return cast(HttpResponse, response)


def _csv(listed: Listed, mark: str) -> Iterator[str]:
    seen = listed.seen
    named = headings()
    yield mark + _written([[named[column] for column in seen], seen])
    piece: list[list[Any]] = []
    for row in lists.exported(listed.rows, seen):
        piece.append([_cell(column, value) for column, value in zip(seen, row, strict=True)])
        if len(piece) >= ROWS_A_PIECE:
            yield _written(piece)
            piece = []
    if piece:
        yield _written(piece)


def _written(lines: Any) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


def _cell(column: str, value: Any) -> Any:
    """Points with six decimals, moments in ISO form; text that a spreadsheet would calculate is kept text."""
    if isinstance(value, str):
        return guarded(value)
    if value is None:
        return ""
    if column in MICRO:
        sign, size = ("-" if value < 0 else ""), abs(value)
        return f"{sign}{size // 1_000_000}.{size % 1_000_000:06d}"
    return value.isoformat() if isinstance(value, datetime) else value
