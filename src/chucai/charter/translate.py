"""Faults of form, from what pydantic reports: our codes, the path in the file, and the keys that were perhaps meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chucai.charter.faults import Fault, fault, nearest
from chucai.charter.lines import joined
from chucai.charter.schema import keys_of, model_at

CODES = {
    "missing": "key-missing",
    "extra_forbidden": "key-unknown",
    "string_type": "text-wanted",
    "string_too_short": "text-empty",
    "string_too_long": "text-too-long",
    "string_pattern_mismatch": "id-form",
    "int_type": "whole-number-wanted",
    "decimal_type": "number-wanted",
    "is_instance_of": "number-wanted",
    "bool_type": "yes-no-wanted",
    "date_type": "date-wanted",
    "date_from_datetime_inexact": "date-wanted",
    "literal_error": "value-not-among",
    "greater_than_equal": "number-too-small",
    "too_short": "list-too-short",
    "too_long": "list-too-long",
    "tuple_type": "list-wanted",
    "dict_type": "table-wanted",
    "model_type": "table-wanted",
    "model_attributes_type": "table-wanted",
    "share": "share-wanted",
    "predicate-shape": "predicate-shape",
    "predicate-list": "predicate-list",
    "predicate-value": "predicate-value",
    "predicate-comparison": "predicate-comparison",
    "day-of-another-year": "day-of-another-year",
    "day-off-and-on-duty": "day-off-and-on-duty",
}

# Facts that our own validators hand over.
OURS = ("comparison", "known", "day", "year")


def faults_of(error: ValidationError, raw: Mapping[str, Any], model: type[BaseModel]) -> Iterator[Fault]:
    """One fault for each place that pydantic complains about."""
    seen: set[tuple[str, str]] = set()
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["ctx"]["actual_length"] == 0 and detail["input"]:
            continue  # the list has items, all of them faulty: those are told one by one
        found = _fault(detail, raw, model)
        if (found.path, found.code) not in seen:
            seen.add((found.path, found.code))
            yield found


def _fault(detail: ErrorDetails, raw: Mapping[str, Any], model: type[BaseModel]) -> Fault:
    keys, tagged = _real_keys(detail["loc"], raw)
    path = _path(keys)
    if detail["type"] == "missing" and keys and isinstance(keys[-1], int):
        return fault("list-too-short", _path(keys[:-1]), limit=keys[-1] + 1)
    code = "number-wanted" if tagged else CODES.get(detail["type"], "value-not-understood")
    if code == "id-form" and keys[-1:] == ["each"]:
        code = "each-form"
    facts = dict(detail.get("ctx", {}))
    at = facts.pop("at", "")
    return fault(code, f"{path}.{at}" if at else path, **_facts(code, keys, facts, detail, model))


def _facts(
    code: str, keys: Sequence[str | int], context: dict[str, Any], detail: ErrorDetails, model: type[BaseModel]
) -> dict[str, Any]:
    if code == "key-missing":
        return {"name": str(keys[-1])}
    if code == "key-unknown":
        return {"name": str(keys[-1]), **nearest(str(keys[-1]), keys_of(model_at(keys[:-1], model)))}
    if code == "value-not-among":
        known = [word.strip("' ") for word in context["expected"].replace(" or ", ", ").split(", ")]
        return {"name": str(detail["input"]), **nearest(str(detail["input"]), known)}
    if code == "table-wanted":
        return {"known": ", ".join(keys_of(model_at(keys, model)))}
    limits = ("ge", "min_length", "max_length")
    facts = {name: value for name, value in context.items() if name in OURS}
    facts.update(("limit", context[name]) for name in limits if name in context)
    return {"value": _shown(detail["input"]), **facts}


def _shown(value: Any) -> str:
    text = str(value) if isinstance(value, str | int | float) else ""
    return text if len(text) <= 40 else text[:39] + "…"


def _real_keys(loc: tuple[str | int, ...], raw: Any) -> tuple[list[str | int], bool]:
    """The keys that are in the file, without pydantic's tags; and whether a tag of a number union was among them."""
    keys: list[str | int] = []
    value, tagged = raw, False
    for position, key in enumerate(loc):
        last = position == len(loc) - 1
        inside = _inside(value, key)
        if inside is not None:
            keys.append(str(key) if isinstance(value, Mapping) else key)
            value = inside
        elif key in ("int", "decimal"):
            tagged = True
        elif last and key != "[key]":
            keys.append(key)
    return keys, tagged


def _inside(value: Any, key: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(key, value.get(str(key)))
    if isinstance(value, Sequence) and not isinstance(value, str) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


def _path(keys: Sequence[str | int]) -> str:
    path = ""
    for key in keys:
        path = joined(path, key)
    return path
