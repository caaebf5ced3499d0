"""The reference page of the charter format, written from the models: every key, what may stand there, what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from chucai.charter import predicate
from chucai.charter.catalogue.fields import FIELD_WORDS
from chucai.charter.known import BLIND_FIELDS, BUILT_IN, FITTING, NOTICE_FIELDS
from chucai.charter.model import Charter
from chucai.charter.schema import item_of, unwrapped
from chucai.charter.values import Id, Share, Text
from chucai.charter.words import FAULTS

INTRODUCTION = """\
# The charter file

<!-- Written by `python -m chucai.charter.manual` from the models; a test holds the two together. -->

A charter is one TOML file (UTF-8). Every key is listed here; a key that is not listed is a fault. Words a reader sees
are always given in both languages: `{ zh = "…", en = "…" }`. Codes such as Q3 are those of the catalogue of honours
rules that the format was made from. [Write a charter](../how-to/write-a-charter.md) goes through one step by step.

`chucai charter check FILE` names every fault with its line, the rule and the cure; `chucai charter show FILE` prints
the programme as its readers see it; `chucai charter diff A B` tells what changed between two editions.
"""

COLUMNS = "| key | 中文 | value | if left out | meaning |\n|---|---|---|---|---|"
VALUES = """\
## Values

| written | is |
|---|---|
| `"1/2"`, `"55 %"`, `1` | an exact share: a fraction or per cent in quotation marks, or a whole number; no decimal |
| `2026-03-02` | a date, without quotation marks |
| `"unit-notice"` | an id: small letters, digits, hyphens and underscores, beginning with a letter; at most 60 |
| `{ zh = "…", en = "…" }` | text in both languages |
| `true`, `false` | yes, no |
"""


def manual() -> str:
    """The whole page, as Markdown."""
    parts = [INTRODUCTION, VALUES, _conditions(), _table("Charter", Charter, "The whole file")]
    for model, path in _models():
        parts.append(_table(model.__name__, model, f"`{path}`"))
    return "\n".join([*parts, _faults()])


def documented() -> list[type[BaseModel]]:
    """Every model whose keys may stand in a file."""
    return [Text, Charter, *(model for model, _ in _models())]


def _models() -> list[tuple[type[BaseModel], str]]:
    """Every model of the file after the charter itself, with a path to it, in the order a reader meets them."""
    found: dict[type[BaseModel], str] = {}

    def walk(model: type[BaseModel], path: str) -> None:
        for name, info in model.model_fields.items():
            inner, inside = _inner(info.annotation, f"{path}{info.alias or name}")
            if inner is not None and inner is not Text and inner not in found:
                found[inner] = inside
                walk(inner, f"{inside}.")

    walk(Charter, "")
    return list(found.items())


def _inner(annotation: Any, path: str) -> tuple[type[BaseModel] | None, str]:
    """The model inside an annotation, and its path: ``bodies.NAME``, ``stage[]``."""
    annotation = unwrapped(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, path
    if get_origin(annotation) is dict:
        return _inner(item_of(annotation), f"{path}.NAME")
    if get_origin(annotation) is tuple and Ellipsis in get_args(annotation):
        return _inner(item_of(annotation), f"{path}[]")
    return None, path


def _table(name: str, model: type[BaseModel], path: str) -> str:
    about = (model.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
    rows = "\n".join(_row(name, field, info) for field, info in model.model_fields.items())
    return f"## {name}\n\n{path}: {about}\n\n{COLUMNS}\n{rows}\n"


def _row(model: str, field: str, info: FieldInfo) -> str:
    words = FIELD_WORDS[model][field]
    cells = (f"`{info.alias or field}`", words.zh, _kind(info), _default(info), words.means)
    return f"| {' | '.join(cells)} |"


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    value = info.default
    if value is PydanticUndefined or value in (None, (), {}, predicate.ALWAYS) or isinstance(value, BaseModel):
        return "–"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _kind(info: FieldInfo) -> str:
    """What may stand there, in words."""
    if info.annotation == str and any(getattr(part, "pattern", None) for part in info.metadata):  # noqa: E721
        return "id"
    return _type(info.annotation)


NAMES: dict[Any, str] = {
    str: "text",
    bool: "yes or no",
    int: "whole number",
    Decimal: "number",
    date: "date",
    Fraction: "share",
    Text: "text in both languages",
}


def _type(annotation: Any) -> str:
    if annotation == Id:
        return "id"
    if annotation == Share:
        return "share"
    if annotation in (predicate.Predicate, predicate.Predicate_):
        return "condition"
    if get_origin(annotation) in (Union, UnionType):
        rest = [part for part in get_args(annotation) if part is not type(None)]
        if len(rest) == 1:
            return _type(rest[0])
    plain = unwrapped(annotation)
    return NAMES[plain] if plain in NAMES else _composite(plain)


def _composite(plain: Any) -> str:
    origin, arguments = get_origin(plain), get_args(plain)
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in arguments)
    if origin is dict:
        return f"table: {_type(arguments[0])} → {_type(arguments[1])}"
    if origin is tuple:
        return f"list of {_type(arguments[0])}" if Ellipsis in arguments else " and ".join(map(_type, arguments))
    if origin in (Union, UnionType):
        parts = {_type(part) for part in arguments if part is not type(None)}
        if parts == {"whole number", "number"}:
            return "number"
        return "condition" if any("Compare" in part for part in parts) else " or ".join(sorted(parts))
    return f"[{plain.__name__}](#{plain.__name__.lower()})"


def _conditions() -> str:
    fitting = "\n".join(f"| {kind} | {', '.join(f'`{op}`' for op in ops)} |" for kind, ops in FITTING.items())
    return f"""\
## Conditions

A condition is a table of attributes and what they are compared with. Several keys mean all of them; `all`, `any` and
`not` group conditions.

```toml
when  = {{ category = "person" }}
must  = {{ years_in_post = {{ at_least = 2 }}, frontline = true }}
count = {{ any = [{{ rank = "none" }}, {{ not = {{ woman = true }} }}] }}
must  = {{ sanction_until = {{ absent_or_before = "round.opens" }} }}
```

Beside its attributes every nomination has {_names(BUILT_IN)}.

A date is compared with a date or with a moment of the round: `"round.opens"`, or `"stage.ID.opens"` of a stage. An
attribute that was not given fails every comparison but `absent` and `absent_or_before`.

| kind of attribute | comparisons |
|---|---|
{fitting}

A notice may show {_names(NOTICE_FIELDS)}, and public attributes.
Assessors can be kept from {_names(BLIND_FIELDS)}, and from any attribute.
"""


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _faults() -> str:
    return "\n".join(["## Faults and warnings", "", "| code | what it says |", "|---|---|", *_fault_rows(), ""])


def _fault_rows() -> Iterator[str]:
    for code, words in sorted(FAULTS.items()):
        yield f"| `{code}` | {words['en'].replace('{{', '{').replace('}}', '}')} |"


if __name__ == "__main__":
    print(manual(), end="")  # noqa: T201 - what the module is for when run
