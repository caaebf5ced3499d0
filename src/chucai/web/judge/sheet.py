"""A score sheet being written: edits from one device or several become one sheet, each of them once.

A sheet is kept as a draft. Of each field it knows who changed it last, when, and in which version, so that an edit made
on a device that had not seen a change is recognised. Then the newer of the two stands, and both devices are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chucai.errors import Refused
from chucai.web.characters import fit
from chucai.web.judge.marks import Criteria, shown, steps_of
from chucai.web.records.drafts import Kept

MARK = "mark:"
COMMENT, SKIPPED = "comment", "skipped"
LONGEST = 4_000  # characters of a comment
REMEMBERED = 200  # edits of a sheet that are known again when they are sent twice
Value = int | str | bool | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one field. `at`: milliseconds since 1970 on the device; `base`: the version it was made on."""

    id: str
    field: str
    value: Value
    at: int
    base: int
    device: str


@dataclass(frozen=True, slots=True)
class Crossed:
    """A field that two devices changed without knowing of each other, with what stands now and what gave way."""

    field: str
    stands: Value
    gave_way: Value
    ours: bool  # whether what stands is what was just sent


@dataclass(frozen=True, slots=True)
class Merged:
    data: Mapping[str, Any]
    crossed: Sequence[Crossed]
    changed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says: marks in steps by criterion, the comment, and whether it was put off."""

    marks: Mapping[str, int]
    comment: str = ""
    skipped: bool = False
    version: int = 0

    @staticmethod
    def of(kept: Kept, criteria: Criteria) -> Sheet:
        """Marks of criteria that the charter no longer has are left out."""
        values = kept.data.get("values", {})
        marks = {name: values[MARK + name] for name in criteria if MARK + name in values}
        return Sheet(marks, values.get(COMMENT, ""), bool(values.get(SKIPPED)), kept.version)

    @property
    def begun(self) -> bool:
        return bool(self.marks or self.comment)


def read_edit(sent: Any, criteria: Criteria) -> Edit:
    """An edit as a page sends it. Raises Refused: "mark-off-scale", "comment-too-long", "edit-unreadable"."""
    try:
        field, value = str(sent["field"]), sent["value"]
        facts = (fit(str(sent["id"]))[:80], int(sent["at"]), int(sent["base"]), fit(str(sent["device"]))[:80])
    except (KeyError, TypeError, ValueError):
        raise Refused("edit-unreadable") from None
    id_, at, base, device = facts
    return Edit(id_, field, _value(field, value, criteria), at, base, device)


def _value(field: str, value: Any, criteria: Criteria) -> Value:
    if field.startswith(MARK) and (name := field.removeprefix(MARK)) in criteria:
        return steps_of(name, criteria[name], str("" if value is None else value))
    if field == COMMENT and isinstance(value, str):
        text = fit(value).replace("\r\n", "\n")
        if len(text) > LONGEST:
            raise Refused("comment-too-long", length=len(text), most=LONGEST)
        return text
    if field == SKIPPED and isinstance(value, bool):
        return value
    raise Refused("edit-unreadable")


def merged(kept: Kept, edits: Iterable[Edit], now: int) -> Merged:
    """The sheet with these edits; those it has already are passed over. `now`: milliseconds since 1970."""
    values, last = dict(kept.data.get("values", {})), dict(kept.data.get("last", {}))
    ids, number = list(kept.data.get("ids", ())), int(kept.data.get("edits", 0))
    crossed: list[Crossed] = []
    before = number
    for edit in edits:
        if edit.id in ids:
            continue
        ids.append(edit.id)
        number += 1
        found = _crossing(edit, values, last, now)
        if found:
            crossed.append(found)
        if found is None or found.ours:
            _put(edit, values)
            last[edit.field] = [min(edit.at, now), kept.version + 1, edit.device]
    data = {"values": values, "last": last, "ids": ids[-REMEMBERED:], "edits": number}
    return Merged(data, crossed, number > before)


def _crossing(edit: Edit, values: Mapping[str, Any], last: Mapping[str, Any], now: int) -> Crossed | None:
    there = values.get(edit.field)
    at, version, device = last.get(edit.field, (0, 0, ""))
    if version <= edit.base or device == edit.device or there == edit.value:
        return None
    ours = min(edit.at, now) >= at
    return Crossed(edit.field, edit.value if ours else there, there if ours else edit.value, ours)


def _put(edit: Edit, values: dict[str, Any]) -> None:
    """An empty value is none; whoever marks a case has stopped putting it off."""
    if edit.value is None or edit.value is False or edit.value == "":
        values.pop(edit.field, None)
    else:
        values[edit.field] = edit.value
    if edit.field.startswith(MARK):
        values.pop(SKIPPED, None)


def as_typed(field: str, value: Value, criteria: Criteria) -> str:
    """A value as it stands on the page."""
    if isinstance(value, int) and not isinstance(value, bool) and field.startswith(MARK):
        return shown(criteria[field.removeprefix(MARK)], value)
    return "" if value is None else str(value)
