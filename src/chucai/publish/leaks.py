"""The linter for anything published: identity numbers, telephone numbers, bank cards and mail addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["id-number", "masked-id-number", "bank-card", "phone", "e-mail"]

# Full-width signs as they are typed in Chinese, one for one, so that places in the text stay what they are.
_PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ＠．－＊", "0123456789Xx@.-*")
_RUN = re.compile(r"(?<![0-9A-Za-z])\+?[0-9](?:[ \-–]?[0-9])*[Xx]?(?![0-9A-Za-z])")
_MASKED = re.compile(r"(?<![0-9])[0-9]{3,14}\*{3,}[0-9]{0,4}[Xx]?(?![0-9])")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}")
_FIXED_LINE = re.compile(r"0[0-9]{2,3}-?[1-9][0-9]{6,7}(?:-[0-9]{1,5})?")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that must not be published: its kind, its line (from 1), and its text with the middle struck out."""

    kind: Kind
    line: int
    shown: str


def lint_notice(text: str, allowed: Collection[str] = ()) -> tuple[Leak, ...]:
    """Every leak in `text`, in the order of the text. `allowed` are the office's own numbers and addresses.

    Identity numbers are known by their date and check digit (GB 11643), bank cards by the Luhn digit (ISO/IEC 7812),
    also with spaces or full-width digits; an identity number with its middle masked is a leak too.
    """
    plain = text.translate(_PLAIN)
    for own in allowed:
        plain = plain.replace(own.translate(_PLAIN), " " * len(own)) if own else plain
    found = sorted(set(_leaks(plain)))
    return tuple(Leak(kind, plain.count("\n", 0, start) + 1, _struck(text[start:end])) for start, end, kind in found)


def _leaks(plain: str) -> Iterator[tuple[int, int, Kind]]:
    yield from ((*match.span(), "e-mail") for match in _MAIL.finditer(plain))
    yield from ((*match.span(), "masked-id-number") for match in _MASKED.finditer(plain) if len(match[0]) >= 15)
    for match in _RUN.finditer(plain):
        kind = _kind(match[0])
        if kind:
            yield (*match.span(), kind)
            continue
        # Two numbers beside each other look like one.
        for part in re.finditer(r"[^ ]+", match[0]):
            kind = _kind(part[0])
            if kind:
                yield match.start() + part.start(), match.start() + part.end(), kind


def _kind(written: str) -> Kind | None:
    digits = re.sub(r"[ \-–]", "", written)
    if is_id_number(digits):
        return "id-number"
    if is_bank_card(digits):
        return "bank-card"
    phone = _MOBILE.fullmatch(digits) or _FIXED_LINE.fullmatch(written.replace("–", "-").replace(" ", "-"))
    return "phone" if phone else None


def is_id_number(digits: str) -> bool:
    """Whether this is a resident identity number: 17 digits with a date of birth, and the right check sign."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", digits):
        return False
    try:
        date.fromisoformat(f"{digits[6:10]}-{digits[10:12]}-{digits[12:14]}")
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether this is a card number: 16 to 19 digits of an issuer of cards, and the right Luhn digit."""
    if not re.fullmatch(r"[3-6][0-9]{15,18}", digits):
        return False
    doubled = (int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _struck(text: str) -> str:
    return f"{text[:2]}…{text[-1]}"
