"""The tables of assessors and of the interests they declare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from chucai.charter.judging import RecusalKind
from chucai.charter.model import Charter
from chucai.charter.values import Text
from chucai.intake.shape import Choice, Column, Row, TableKind, Values

INTERESTS: dict[str, Text] = {
    "own-unit": Text(zh="同一单位", en="Same unit"),
    "nominator": Text(zh="推荐人", en="Nominator"),
    "kin": Text(zh="亲属（含近姻亲）", en="Kin, in-laws included"),
    "superior": Text(zh="上下级关系", en="Superior or subordinate"),
    "co-member": Text(zh="同一团队成员", en="Member of the same team"),
    "business": Text(zh="经济利害关系", en="Business ties"),
    "co-author": Text(zh="合作者", en="Co-author"),
    "other": Text(zh="其他可能影响公正的关系", en="Another tie that may affect fairness"),
}


@dataclass(frozen=True, slots=True)
class AssessorRow(Row):
    id: str
    name: str
    panel: str | None
    unit: str | None
    load: int | None  # nominations at most, where fewer than the charter allows


@dataclass(frozen=True, slots=True)
class DeclarationRow(Row):
    assessor: str
    nomination: str
    interest: str
    note: str


def assessors(charter: Charter) -> TableKind:
    """Columns id, name, panel (a way of judging of the charter), unit and load."""
    return TableKind(
        name="assessors",
        title=Text(zh="评委", en="Assessors"),
        columns=tuple(_assessor_columns(charter)),
        build=_build_assessor,
        unique=(("id",),),
    )


def _assessor_columns(charter: Charter) -> Iterator[Column]:
    yield Column(key="id", words=Text(zh="评委编号", en="Assessor ID"), type="key", required=True)
    yield Column(key="name", words=Text(zh="姓名", en="Name"), required=True, max_length=100)
    yield Column(
        key="panel",
        words=Text(zh="评审组", en="Panel"),
        type="choice",
        choices=tuple(Choice(name, Text(zh=name, en=name)) for name in charter.judging),
        help=Text(zh="规程中评审办法的编号；只有一种时可留空", en="ID of a way of judging; blank where there is one"),
    )
    yield Column(
        key="unit",
        words=Text(zh="所在单位", en="Unit"),
        type="unit",
        help=Text(zh="单位编号或名称；用于本单位回避", en="ID or name; nobody judges their own unit"),
    )
    yield Column(
        key="load",
        words=Text(zh="最多评审件数", en="Load"),
        type="number",
        low=1,
        high=max((judging.load for judging in charter.judging.values()), default=1_000_000),
        step=1,
        help=Text(zh="留空按规程规定", en="Blank: as the charter says"),
    )


def _build_assessor(values: Values, row: int) -> AssessorRow:
    load = values.get("load")
    return AssessorRow(
        row,
        str(values["id"]),
        str(values["name"]),
        _text(values, "panel"),
        _text(values, "unit"),
        load if isinstance(load, int) else None,
    )


def _text(values: Values, key: str) -> str | None:
    found = values.get(key)
    return None if found is None else str(found)


def declarations(charter: Charter) -> TableKind:
    """Columns assessor, nomination, interest and note."""
    return TableKind(
        name="declarations",
        title=Text(zh="利害关系申报", en="Declarations"),
        columns=(
            Column(
                key="assessor",
                words=Text(zh="评委", en="Assessor"),
                type="assessor",
                required=True,
                also=("judge", "评委编号"),
            ),
            Column(
                key="nomination",
                words=Text(zh="推荐对象", en="Nomination"),
                type="nomination",
                required=True,
                also=("nominee", "推荐编号"),
            ),
            Column(
                key="interest",
                words=Text(zh="利害关系", en="Interest"),
                type="choice",
                required=True,
                choices=tuple(Choice(kind, INTERESTS[kind]) for kind in get_args(RecusalKind)),
            ),
            Column(key="note", words=Text(zh="情况说明", en="Note"), max_length=2_000),
        ),
        build=lambda values, row: DeclarationRow(
            row,
            str(values["assessor"]),
            str(values["nomination"]),
            str(values["interest"]),
            str(values.get("note") or ""),
        ),
        unique=(("assessor", "nomination"),),
    )
