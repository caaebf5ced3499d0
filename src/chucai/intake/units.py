"""The table of units: the organisation tree and the places issued to each unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chucai.charter.model import Charter
from chucai.charter.values import Text
from chucai.gates.acts import Unit
from chucai.intake.references import lookup
from chucai.intake.shape import Choice, Column, Known, Row, TableKind, Values, Wrong

_PLACES = "places."


@dataclass(frozen=True, slots=True)
class UnitRow(Row):
    """A unit as its row says: `tier` and `parent` by key, `places` by category."""

    id: str
    name: str
    tier: str
    parent: str | None
    places: Mapping[str, int]  # category -> places; a blank cell issues none


def units(charter: Charter) -> TableKind:
    """Columns id, name, tier, parent (id or name), and the places of each category."""
    return TableKind(
        name="units",
        title=Text(zh="单位", en="Units"),
        columns=(*_columns(charter), *_places(charter)),
        build=_build,
        check=lambda values, faulty, known: _check(charter, values, faulty),
        settle=lambda rows, known: _settle(charter, rows, known),
        unique=(("id",),),
    )


def _columns(charter: Charter) -> Iterator[Column]:
    tiers = tuple(Choice(tier.id, tier.name) for tier in charter.tiers)
    yield Column(
        key="id",
        words=Text(zh="单位编号", en="Unit ID"),
        type="key",
        required=True,
        help=Text(zh="字母、数字和 . _ : - ，每个单位唯一", en="Letters, digits and . _ : -; one for each unit"),
    )
    yield Column(key="name", words=Text(zh="单位名称", en="Unit name"), required=True, max_length=200)
    yield Column(key="tier", words=Text(zh="层级", en="Tier"), type="choice", required=True, choices=tiers)
    yield Column(
        key="parent",
        words=Text(zh="上级单位", en="Parent unit"),
        help=Text(
            zh="上一层级单位的编号或名称；最高层级留空", en="ID or name of a unit one tier up; blank at the top tier"
        ),
    )


def _places(charter: Charter) -> Iterator[Column]:
    for key, category in charter.categories.items():
        yield Column(
            key=f"{_PLACES}{key}",
            words=Text(zh=f"名额：{category.name.zh}", en=f"Places: {category.name.en}"),
            type="number",
            low=0,
            high=1_000_000,
            step=1,
            help=Text(zh="可上报人数；不单独分配的留空", en="How many may be forwarded; blank where none are issued"),
        )


def _build(values: Values, row: int) -> UnitRow:
    places = {key.removeprefix(_PLACES): value for key, value in values.items() if key.startswith(_PLACES)}
    return UnitRow(
        row,
        str(values["id"]),
        str(values["name"]),
        str(values["tier"]),
        str(values["parent"]) if values.get("parent") is not None else None,
        {category: value for category, value in places.items() if isinstance(value, int)},
    )


def _check(charter: Charter, values: Values, faulty: Collection[str]) -> Iterator[Wrong]:
    if "tier" in faulty or "parent" in faulty:
        return
    top = values["tier"] == charter.tiers[-1].id
    if top and values.get("parent") is not None:
        yield Wrong("top-unit-with-parent", "parent")
    if not top and values.get("parent") is None:
        yield Wrong("missing", "parent")


def _settle(
    charter: Charter, rows: Sequence[UnitRow], known: Known
) -> tuple[Sequence[UnitRow], Sequence[tuple[int, Wrong]]]:
    """Parents by name become parents by id; each must stand exactly one tier above."""
    tree = {**(known.units or {}), **{row.id: Unit(id=row.id, tier=row.tier, name=row.name) for row in rows}}
    find = lookup("unit", {key: unit.name for key, unit in tree.items()})
    above = {low.id: high for low, high in zip(charter.tiers, charter.tiers[1:], strict=False)}
    settled: list[UnitRow] = []
    wrong: list[tuple[int, Wrong]] = []
    for row in rows:
        try:
            settled.append(_with_parent(row, tree, find, above))
        except Wrong as found:
            wrong.append((row.row, Wrong(found.code, "parent", **found.facts)))
    return settled, wrong


def _with_parent(row: UnitRow, tree: Mapping[str, Unit], find: Any, above: Mapping[str, Any]) -> UnitRow:
    if row.parent is None:
        return row
    parent = find(row.parent)
    wanted = above[row.tier]
    if tree[parent].tier != wanted.id:
        raise Wrong("tier-skipped", found=tree[parent].name, zh=wanted.name.zh, en=wanted.name.en)
    return replace(row, parent=parent)
