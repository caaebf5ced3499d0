"""Predicates over attributes as structured data: readable as words, editable in a form, cheap over a million rows.

In the file a predicate is a table whose keys are attribute names, or `all`, `any`, `not`::

    { category = "person" }                                equality
    { years_in_post = { at_least = 2 }, frontline = true } several keys: all of them
    { any = [ { rank = "none" }, { not = { woman = true } } ] }

Comparisons: `is`, `in`, `at_least`, `at_most`, `more_than`, `less_than`, `before`, `after`, `absent`, `present`,
`absent_or_before`. Dates may be written as TOML dates or as a moment of the round such as ``"round.opens"``.
An absent value fails every comparison except `absent` and `absent_or_before`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

Value: TypeAlias = str | bool | int | Decimal | date
Facts: TypeAlias = Mapping[str, Value | None]
Moments: TypeAlias = Mapping[str, date]

COMPARISONS = (
    "is",
    "in",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "before",
    "after",
    "absent",
    "present",
    "absent_or_before",
)
GROUPS = ("all", "any", "not")


@dataclass(frozen=True, slots=True)
class Compare:
    """An attribute, a comparison, and the value it is compared with (several for `in`)."""

    attribute: str
    op: str
    value: Value | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class All:
    """All of them hold; none at all is no condition."""

    parts: tuple[Predicate_, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them holds."""

    parts: tuple[Predicate_, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    part: Predicate_


Predicate_: TypeAlias = Compare | All | AnyOf | Not
ALWAYS = All(())


def parse(raw: Any, path: str = "") -> Predicate_:
    """Read one predicate table; faults are PydanticCustomError with the path inside the predicate as `at`."""
    if isinstance(raw, Compare | All | AnyOf | Not):
        return raw
    if not isinstance(raw, Mapping):
        raise _fault("predicate-shape", path)
    parts = tuple(_parse_key(str(key), value, f"{path}.{key}" if path else str(key)) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _parse_key(key: str, value: Any, path: str) -> Predicate_:
    if key in ("all", "any"):
        if not isinstance(value, list | tuple) or not value:
            raise _fault("predicate-list", path)
        parts = tuple(parse(item, f"{path}[{n}]") for n, item in enumerate(value))
        return All(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(parse(value, path))
    if isinstance(value, Mapping):
        if not value:
            raise _fault("predicate-shape", path)
        compares = tuple(_compare(key, str(op), operand, f"{path}.{op}") for op, operand in value.items())
        return compares[0] if len(compares) == 1 else All(compares)
    return _compare(key, "in" if isinstance(value, list | tuple) else "is", value, path)


def _compare(attribute: str, op: str, value: Any, path: str) -> Compare:
    if op not in COMPARISONS:
        raise _fault("predicate-comparison", path, comparison=op, known=", ".join(COMPARISONS))
    if op == "in":
        if not isinstance(value, list | tuple) or not value or not all(_is_value(item) for item in value):
            raise _fault("predicate-list", path)
        return Compare(attribute, op, tuple(value))
    if not _is_value(value) or (op in ("absent", "present") and value is not True):
        raise _fault("predicate-value", path)
    return Compare(attribute, op, value)


def _is_value(value: Any) -> bool:
    return isinstance(value, str | bool | int | Decimal | date)


def _fault(code: str, path: str, **facts: Any) -> PydanticCustomError:
    return PydanticCustomError(code, code, {"at": path, **facts})


def holds(predicate: Predicate_, facts: Facts, moments: Moments) -> bool:
    """Whether `facts` (attribute -> value, None or missing when not given) satisfy `predicate`."""
    match predicate:
        case Compare():
            return _compares(predicate, facts.get(predicate.attribute), moments)
        case All(parts):
            return all(holds(part, facts, moments) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts, moments) for part in parts)
        case Not(part):
            return not holds(part, facts, moments)


def _compares(compare: Compare, actual: Value | None, moments: Moments) -> bool:
    op, wanted = compare.op, compare.value
    if op == "absent":
        return actual is None
    if op == "absent_or_before":
        return actual is None or bool(actual < _moment(wanted, moments))
    if actual is None:
        return False
    if op == "present":
        return True
    if op == "is":
        wanted = _moment(wanted, moments)
        return (type(actual) is type(wanted) and actual == wanted) or _same_number(actual, wanted)
    if op == "in":
        return isinstance(wanted, tuple) and actual in wanted
    return _ordered(op, actual, _moment(wanted, moments))


def _same_number(actual: Any, wanted: Any) -> bool:
    numbers = isinstance(actual, int | Decimal) and isinstance(wanted, int | Decimal)
    return numbers and isinstance(actual, bool) == isinstance(wanted, bool) and actual == wanted


def _ordered(op: str, actual: Any, wanted: Any) -> bool:
    if op in ("less_than", "before"):
        return bool(actual < wanted)
    if op in ("more_than", "after"):
        return bool(actual > wanted)
    return bool(actual >= wanted) if op == "at_least" else bool(actual <= wanted)


def _moment(value: Any, moments: Moments) -> Any:
    return moments.get(value, value) if isinstance(value, str) else value


def compares(predicate: Predicate_) -> Iterator[Compare]:
    """Every comparison in a predicate, left to right."""
    match predicate:
        case Compare():
            yield predicate
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from compares(part)
        case Not(part):
            yield from compares(part)


def to_json(predicate: Predicate_) -> Any:
    """The predicate as the table it was written as (canonical spelling)."""
    match predicate:
        case Compare(attribute, op, value):
            return {attribute: {op: _plain(value)}}
        case All(()):
            return {}
        case All(parts):
            return {"all": [to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_json(part) for part in parts]}
        case Not(part):
            return {"not": to_json(part)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | bool | int) else str(value)


class _Schema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            parse, serialization=core_schema.plain_serializer_function_ser_schema(to_json)
        )


Predicate = Annotated[Predicate_, _Schema]
