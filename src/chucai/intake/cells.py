"""From what stands in a cell to a value of the column's type, or to what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import TypeAlias

from chucai.intake.delimited import unguarded
from chucai.intake.references import lookup
from chucai.intake.shape import Cell, Column, Known, Odd, Value, Wrong

Reader: TypeAlias = Callable[[Cell], Value | None]

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")  # no width, no meaning
# Control characters, and marks that make text read in another order than it is stored.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LOST = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_SEPARATORS = re.compile(r"[;；、\n]")
_YES = frozenset(("是", "yes", "y", "1", "true"))
_NO = frozenset(("否", "no", "n", "0", "false"))
_EXACT = 10**15  # a spreadsheet keeps 15 digits
_MEMO = 20_000


def reader_of(column: Column, known: Known) -> Reader:
    """The reader of one column: None for a blank cell, else its value or Wrong. Repeated cells are read once."""
    read = _READERS[column.type](column, known)
    memo: dict[str | float, Value | Wrong] = {}

    def remembered(cell: Cell) -> Value | None:
        if cell is None or cell == "":
            return None
        if isinstance(cell, Odd):
            raise Wrong(cell.code)
        if type(cell) is not str and type(cell) is not float:
            return read(cell)
        found = memo.get(cell)
        if found is None:
            found = _tried(read, cell)
            if found is None:
                return None
            if len(memo) < _MEMO:
                memo[cell] = found
        if isinstance(found, Wrong):
            raise Wrong(found.code, **found.facts)  # anew: an exception raised twice keeps both traces
        return found

    return remembered


def _tried(read: Reader, cell: Cell) -> Value | Wrong | None:
    try:
        if isinstance(cell, str):
            cell = cleaned(cell)
            if not cell:
                return None
        return read(cell)
    except Wrong as wrong:
        return wrong


def cleaned(text: str) -> str:
    """Without blanks at the ends, marks nobody sees and the apostrophe of a guard; Wrong where hidden marks matter."""
    text = _UNSEEN.sub("", text).strip()
    hidden = _HIDDEN.search(text)
    if hidden:
        raise Wrong("hidden-character", mark=f"U+{ord(hidden.group()):04X}", at=hidden.start() + 1)
    return unguarded(text).replace("\r\n", "\n")


def folded(text: str) -> str:
    """Text for comparing words: without width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def shown(cell: Cell) -> str:
    """A cell as faults tell it."""
    text = cell if isinstance(cell, str) else number_text(cell) if isinstance(cell, float) else str(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"


def number_text(number: float) -> str:
    """A number as a spreadsheet shows it: 15 digits, no ``.0``."""
    return str(int(number)) if number.is_integer() and abs(number) < _EXACT else f"{number:.15g}"


# --- text --------------------------------------------------------------------------------------------------------


def _text_of(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        if not isfinite(cell):
            raise Wrong("not-a-number", found=str(cell))
        if abs(cell) >= _EXACT:
            raise Wrong("number-lost-digits")
        return number_text(float(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


def _strict_text(cell: Cell) -> str:
    """Text of an identifier: what a spreadsheet has turned into something else cannot be turned back."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Wrong("changed-by-spreadsheet", found=shown(cell))
    text = unicodedata.normalize("NFKC", _text_of(cell))
    if _LOST.fullmatch(text):
        raise Wrong("number-lost-digits")
    return text


def _text_reader(column: Column, known: Known) -> Reader:
    def read(cell: Cell) -> Value:
        text = _text_of(cell)
        if column.max_length is not None and len(text) > column.max_length:
            raise Wrong("too-long", length=len(text), limit=column.max_length)
        return text

    return read


def _key_reader(column: Column, known: Known) -> Reader:
    return as_key


def as_key(cell: Cell) -> str:
    """An identifier that acts take; Wrong("not-a-key") otherwise."""
    text = _strict_text(cell)
    if not _KEY.fullmatch(text):
        raise Wrong("not-a-key", found=shown(text))
    return text


def _identity_reader(column: Column, known: Known) -> Reader:
    def read(cell: Cell) -> Value:
        try:
            text = re.sub(r"[\s-]", "", _strict_text(cell)).upper()
        except Wrong as wrong:
            raise Wrong(wrong.code if wrong.code == "number-lost-digits" else "identity-unreadable") from None
        if not text.isalnum() or not 4 <= len(text) <= 40:
            raise Wrong("identity-unreadable")
        return text

    return read


def _names_reader(column: Column, known: Known) -> Reader:
    def read(cell: Cell) -> Value:
        return tuple(name.strip() for name in _SEPARATORS.split(_text_of(cell)) if name.strip())

    return read


# --- one of several ----------------------------------------------------------------------------------------------


def _choice_reader(column: Column, known: Known) -> Reader:
    words: dict[str, set[str]] = {}
    for choice in column.choices:
        for word in (choice.words.zh, choice.words.en):
            words.setdefault(folded(word), set()).add(choice.id)
    words.update({folded(choice.id): {choice.id} for choice in column.choices})
    listed = {
        language: "、".join(choice.words.said(language) for choice in column.choices[:12]) for language in ("zh", "en")
    }
    facts = {"known_zh": listed["zh"], "known_en": listed["en"].replace("、", ", ")}

    def read(cell: Cell) -> Value:
        text = _text_of(cell)
        found = words.get(folded(text), set())
        if len(found) > 1:
            raise Wrong("ambiguous-choice", found=shown(text), ids=", ".join(sorted(found)))
        if not found:
            raise Wrong("not-a-choice", found=shown(text), **facts)
        return next(iter(found))

    return read


def _yes_no_reader(column: Column, known: Known) -> Reader:
    def read(cell: Cell) -> Value:
        if isinstance(cell, bool):
            return cell
        word = folded(_text_of(cell))
        if word in _YES or word in _NO:
            return word in _YES
        raise Wrong("not-yes-no", found=shown(cell))

    return read


# --- numbers and dates -------------------------------------------------------------------------------------------


def _number_reader(column: Column, known: Known) -> Reader:
    def read(cell: Cell) -> Value:
        number = _number_of(cell)
        if column.low is not None and number < column.low:
            raise Wrong("below", found=shown(cell), low=str(column.low))
        if column.high is not None and number > column.high:
            raise Wrong("above", found=shown(cell), high=str(column.high))
        if column.step is not None and number % column.step:
            raise Wrong("not-whole" if column.step == 1 else "off-step", found=shown(cell), step=str(column.step))
        return int(number) if number == number.to_integral_value() else number

    return read


def _number_of(cell: Cell) -> Decimal:
    """The number as the spreadsheet shows it (15 digits), so that 0.1 + 0.2 is 0.3."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Wrong("not-a-number", found=shown(cell))
    if isinstance(cell, float) and not isfinite(cell):
        raise Wrong("not-a-number", found=str(cell))
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else f"{cell:.15g}"
    if isinstance(cell, str) and (not _NUMBER.fullmatch(text) or len(text) > 30):
        raise Wrong("not-a-number", found=shown(cell))
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Wrong("not-a-number", found=shown(cell)) from None
    if abs(number) >= _EXACT:
        raise Wrong("number-lost-digits")
    return number


def _date_reader(column: Column, known: Known) -> Reader:
    def read(cell: Cell) -> Value:
        if isinstance(cell, datetime):
            if cell.time() != time():
                raise Wrong("not-a-date", found=shown(cell))
            return cell.date()
        if isinstance(cell, date):
            return cell
        match = _ISO.fullmatch(unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else None
        try:
            if match:
                return date(*map(int, match.groups()))
        except ValueError:
            match = None
        raise Wrong("not-a-date", found=shown(cell))

    return read


# --- references --------------------------------------------------------------------------------------------------


def _unit_reader(column: Column, known: Known) -> Reader:
    names = None if known.units is None else {key: unit.name for key, unit in known.units.items()}
    return _reference_reader("unit", names)


def _nomination_reader(column: Column, known: Known) -> Reader:
    return _reference_reader("nomination", known.nominations)


def _assessor_reader(column: Column, known: Known) -> Reader:
    return _reference_reader("assessor", known.assessors)


def _reference_reader(what: str, names: Mapping[str, str] | None) -> Reader:
    if names is None:
        return as_key
    find = lookup(what, names)

    def read(cell: Cell) -> Value:
        return find(_text_of(cell))

    return read


_READERS: dict[str, Callable[[Column, Known], Reader]] = {
    "key": _key_reader,
    "text": _text_reader,
    "identity": _identity_reader,
    "choice": _choice_reader,
    "yes-no": _yes_no_reader,
    "number": _number_reader,
    "date": _date_reader,
    "unit": _unit_reader,
    "nomination": _nomination_reader,
    "assessor": _assessor_reader,
    "names": _names_reader,
}
