"""The steps from a file to a model that charters and holiday tables share."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from chucai.charter.faults import Fault, fault, order, placed
from chucai.charter.lines import Lines, joined

Model = TypeVar("Model", bound=BaseModel)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Tables(Generic[Model]):
    """A file as read: the model, or None when it has faults of form. `lines` gives each path its line."""

    model: Model | None
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


def modelled(model: type[Model], text: str, version_key: str, known_version: int) -> Tables[Model]:
    """Read TOML into a model; every fault of form at once, in the order of the file."""
    text = text.removeprefix("\ufeff")
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return Tables(None, (_syntax(str(error), text),))
    lines = Lines(text)
    newer = _newer(raw, version_key, known_version)
    if newer:
        return Tables(None, (placed(newer, lines),), lines)
    if unseen := tuple(sorted((placed(each, lines) for each in _unseen(raw, "")), key=order)):
        return Tables(None, unseen, lines)
    try:
        return Tables(model.model_validate(raw), (), lines)
    except ValidationError as error:
        from chucai.charter.translate import faults_of  # a file without faults needs no words for them

        faults = sorted((placed(each, lines) for each in faults_of(error, raw, model)), key=order)
        return Tables(None, tuple(faults), lines)


def text_of(path: Path) -> tuple[str, tuple[Fault, ...]]:
    """The text of a UTF-8 file, or why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig"), ()
    except OSError:
        return "", (fault("file-unreadable", "", file=path.name),)
    except UnicodeDecodeError:
        return "", (fault("file-not-utf-8", "", file=path.name),)


def summary(faults: tuple[Fault, ...]) -> dict[str, Any]:
    """The facts of a refusal that is due to faults in a file."""
    first = faults[0]
    return {
        "number": len(faults),
        "faults": [each.to_json() for each in faults],
        "line": first.line,
        "path": first.path,
        "first": first.code,
    }


def _syntax(message: str, text: str) -> Fault:
    found = _PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
    if "overwrite" in message or "twice" in message or "mutate" in message:
        code = "toml-twice"
    elif "Unterminated" in message or "Illegal character '\\n'" in message or "newline" in message:
        code = "toml-unclosed"
    else:
        code = "toml-syntax"
    return Fault(code, "", line, {"column": column})


def _unseen(value: Any, path: str) -> Iterator[Fault]:
    """Characters that nobody sees: databases break on some, others turn a line round on the page it is printed on."""
    if isinstance(value, str):
        if found := _UNSEEN.search(value):
            yield fault("character-unseen", path, character=f"U+{ord(found[0]):04X}", place=found.start() + 1)
    elif isinstance(value, (dict, list)):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unseen(each, joined(path, key))


def _newer(raw: Mapping[str, Any], key: str, known: int) -> Fault | None:
    """A file of a newer format is refused before its keys are looked at: they would only confuse."""
    version = raw.get(key)
    if isinstance(version, int) and not isinstance(version, bool) and version > known:
        return fault("format-newer", key, version=version, known=known)
    return None
