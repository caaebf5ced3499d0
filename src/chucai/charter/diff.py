"""What changed between two editions of a charter: things are matched by their id, not by their place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chucai.charter.model import Charter

# Changing one of these reopens the approval of a state honour (G5).
APPROVED = ("name", "host", "cycle_years", "level", "categories", "honours", "funding")
ABSENT = None


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs. `before` or `after` is None where the thing was added or removed.

    `path` names items of lists by id: ``stage[vet].working_days``. Values are JSON.
    """

    path: str
    before: Any
    after: Any

    @property
    def reopens_approval(self) -> bool:
        """Whether an approval given to the old edition does not cover the new one (G5)."""
        top = self.path.partition("[")[0].partition(".")[0]
        return top in APPROVED

    def to_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "before": self.before,
            "after": self.after,
            "reopens_approval": self.reopens_approval,
        }


def diff(before: Charter, after: Charter) -> tuple[Change, ...]:
    """Every difference of meaning, in the order of the charter's keys; new order counts for stages and tiers."""
    order = {info.alias or name: n for n, (name, info) in enumerate(Charter.model_fields.items())}
    changes = list(_changes("", in_full(before), in_full(after)))
    return tuple(sorted(changes, key=lambda change: order[change.path.partition("[")[0].partition(".")[0]]))


def in_full(charter: Charter) -> dict[str, Any]:
    """The charter as JSON with its defaults: a value that is left out is the same as its default written down."""
    plain: dict[str, Any] = charter.model_dump(mode="json", by_alias=True)
    return plain


def _changes(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not _is_whole(path, before, after):
        for key in [*before, *(key for key in after if key not in before)]:
            inner = f"{path}.{key}" if path else key
            yield from _changes(inner, before.get(key, ABSENT), after.get(key, ABSENT))
    elif _has_ids(before) and _has_ids(after):
        yield from _listed(path, before, after)
    else:
        yield Change(path, before, after)


def _is_whole(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Texts and conditions are told whole: half of one says nothing."""
    last = path.rpartition(".")[2]
    return {*before, *after} <= {"zh", "en"} or last in ("when", "must", "among", "count", "where", "about", "unless")


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) and "id" in item for item in value)


def _listed(path: str, before: list[Any], after: list[Any]) -> Iterator[Change]:
    old = {item["id"]: item for item in before}
    new = {item["id"]: item for item in after}
    for name in [*old, *(name for name in new if name not in old)]:
        yield from _changes(f"{path}[{name}]", old.get(name, ABSENT), new.get(name, ABSENT))
    kept = ([name for name in old if name in new], [name for name in new if name in old])
    if kept[0] != kept[1] and path in ("stage", "tier"):  # in these the order is the meaning
        yield Change(path, kept[0], kept[1])
