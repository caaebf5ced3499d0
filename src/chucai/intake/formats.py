"""What a workbook keeps apart from its sheets: the shared texts, and which number formats mean a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from chucai.intake.walk import Attributes, walk

# Built-in formats that show dates and times (ECMA-376 part 1, 18.8.30), those of East Asia included.
_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_CODE = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST, _LAST = 1, 2_958_465  # 1900-01-01 and 9999-12-31
_SECONDS = 86_400


def shared_texts(part: bytes) -> list[str]:
    """The shared texts in order; reading aids (phonetic runs) left out."""
    texts: list[str] = []
    if part:
        reader = _Texts(texts)
        walk(part, reader.start, reader.end, reader.text)
    return texts


class _Texts:
    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.item: list[str] = []
        self.wanted = False
        self.aside = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.item = []
        elif name == "rPh":
            self.aside = True
        elif name == "t":
            self.wanted = not self.aside

    def text(self, found: str) -> None:
        if self.wanted:
            self.item.append(found)

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append(unescaped("".join(self.item)))
        elif name == "rPh":
            self.aside = False
        elif name == "t":
            self.wanted = False


def unescaped(text: str) -> str:
    """``_x000D_`` is how a workbook writes a character that XML cannot."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def date_styles(part: bytes) -> list[bool]:
    """For every cell style, in order, whether it shows a number as a date or time."""
    codes: dict[str, str] = {}
    styles: list[bool] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name == "numFmt":
            codes[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(_shows_date(attributes.get("numFmtId", "0"), codes))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    if part:
        walk(part, start, end)
    return styles


def _shows_date(number: str, codes: dict[str, str]) -> bool:
    code = codes.get(number)
    if code is None:
        return number.isdigit() and int(number) in _BUILT_IN
    return bool(_DATE_CODE.search(_NOT_CODE.sub("", code.partition(";")[0])))


def moment(serial: float, since_1904: bool) -> date | datetime | time | float:
    """A date for a whole serial, a date and time for a broken one, a time below 1; else the number as it is.

    Serial 60 is 29 February 1900 in spreadsheets, a day that never was: it stays a number.
    """
    days, seconds = divmod(round(serial * _SECONDS), _SECONDS) if abs(serial) <= _LAST else (-1, 0)
    if since_1904 and days >= 0:
        days += 1_462
    if days == 0:
        return time(seconds // 3_600, seconds // 60 % 60, seconds % 60)
    if not _FIRST <= days <= _LAST or days == 60:
        return serial
    day = date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day


def is_date(styles: Sequence[bool], style: str | None) -> bool:
    """Whether a cell of this style (its number as text, None for the plain one) shows a date."""
    number = int(style or 0)
    return number < len(styles) and styles[number]
