"""Lists of nominations: filters, any sort, any page, and the whole as rows to export, of what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from unicodedata import normalize
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet

from chucai.charter.model import Charter
from chucai.gates.model import Nomination, Tree
from chucai.gates.standing import ENDS, HELD, RESERVE, RETURNED, STANDING
from chucai.gates.viewing import About, Viewer
from chucai.gates.visibility import fields, sees
from chucai.web.records.models import NominationRow
from chucai.web.records.sight import at_work, visible
from chucai.web.records.state import Rows

__all__ = ["Asked", "asked_from", "at_work", "columns", "exported", "selected", "visible"]

SIZES = (50, 250)
PLAIN = ("nomination", "category", "theme", "stage", "standing", "updated", "honour")
BLINDABLE = ("name", "unit")  # what a way of judging may keep from assessors
JUDGED = ("sheets", "wanted", "mean", "merit", "se", "rank")
MAY_BE_UNKNOWN = ("mean", "merit", "se", "rank")
ORDER = ("nomination", "name", "unit", "category", "theme", "stage", "standing", *JUDGED, "honour", "updated")
FALLING = ("mean", "merit", "sheets", "updated")  # the large first, when a column is first asked for
STANDINGS = (STANDING, RESERVE, RETURNED, HELD, *ENDS)
NUMBERED_MOST = 10_000  # pages: more is a mistyped address
LONGEST = 80


def columns(charter: Charter, state: Rows, viewer: Viewer, on: date) -> tuple[str, ...]:
    """The columns the viewer may see, and so may sort and search by, in the order of the list."""
    state.foresee({f"{kind}/{stage.id}" for stage in charter.stages for kind in ("notice", "ballot")})
    anyone = Nomination(id="", category="", unit="", nominator="")
    allowed = {*PLAIN, *(fields(charter, state, viewer, anyone, on) & set(BLINDABLE))}
    if not sees(charter, state, viewer, "standing", About(), on):
        allowed -= {"standing", "stage"}
    if not sees(charter, state, viewer, "sheet", About(), on):
        allowed -= {"updated"}  # each sheet moves it
    elif sees(charter, state, viewer, "merit", About(), on):
        allowed |= set(JUDGED)
    return tuple(column for column in ORDER if column in allowed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked of a list. Empty text: no filter. `few`: fewer sheets than are wanted."""

    search: str = ""
    category: str = ""
    unit: str = ""
    theme: str = ""
    standing: str = ""
    stage: str = ""
    few: bool = False
    sort: str = "nomination"
    falling: bool = False
    size: int = SIZES[0]
    number: int = 1

    def query(self, **changes: Any) -> str:
        """The query string of this list with something else asked."""
        asked = replace(self, **changes)
        blank = Asked()
        given = {name: getattr(asked, name) for name in asked.__slots__ if getattr(asked, name) != getattr(blank, name)}
        return urlencode({name: int(value) if isinstance(value, bool) else value for name, value in given.items()})


def asked_from(data: Mapping[str, str], seen: tuple[str, ...]) -> Asked:
    """From the parameters of an address; what cannot be asked, or may not be, is left out."""
    sort = data.get("sort", "")
    size, number = _number(data.get("size")), _number(data.get("number"))
    return Asked(
        search=normalize("NFKC", data.get("search", "")).strip()[:LONGEST],
        **{name: data.get(name, "")[:LONGEST] for name in ("category", "unit", "theme", "standing", "stage")},
        few=data.get("few") == "1" and "sheets" in seen,
        sort=sort if sort in seen else "nomination",
        falling=data.get("falling") == "1",
        size=size if size in SIZES else SIZES[0],
        number=min(max(number or 1, 1), NUMBERED_MOST),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else None


def selected(rows: QuerySet[NominationRow], asked: Asked, seen: tuple[str, ...], tree: Tree) -> QuerySet[NominationRow]:
    """The rows that pass the filters, in the order asked for. `seen` are the viewer's columns."""
    equal = {name: getattr(asked, name) for name in ("category", "theme", "standing", "stage")}
    rows = rows.filter(**{name: value for name, value in equal.items() if value and name in seen})
    if asked.unit and "unit" in seen:
        rows = rows.filter(unit__in=tree.below(asked.unit))
    if asked.few:
        rows = rows.filter(sheets__lt=F("wanted"))
    if asked.search:
        found = Q(nomination__icontains=asked.search)
        rows = rows.filter(found | Q(name__icontains=asked.search) if "name" in seen else found)
    return rows.order_by(*_order(asked))


def _order(asked: Asked) -> tuple[Any, ...]:
    """Ties by number, in the same direction, so that an index serves; what is not known comes last."""
    keys = (asked.sort,) if asked.sort == "nomination" else (asked.sort, "nomination")
    if asked.falling:
        return tuple(F(key).desc(nulls_last=key in MAY_BE_UNKNOWN or None) for key in keys)
    return tuple(F(key).asc(nulls_last=key in MAY_BE_UNKNOWN or None) for key in keys)


def exported(rows: QuerySet[NominationRow], seen: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Every row as plain values of these columns, a few at a time."""
    return rows.values_list(*seen).iterator(chunk_size=1_000)
