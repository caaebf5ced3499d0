"""How a spreadsheet names its columns and cells: ``B7`` is row 7 of the second column."""

from __future__ import annotations


def place_of(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as ``B7``; ValueError when it is none."""
    letters = reference.rstrip("0123456789")
    row = int(reference[len(letters) :]) - 1
    if row < 0:
        raise ValueError(f"no cell reference: {reference[:20]}")
    return row, column_of(letters)


def column_of(letters: str) -> int:
    """0 for ``A``, 27 for ``AB``; ValueError when it is no column."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(f"no cell reference: {letters[:20]}")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """``A`` for 0, ``AB`` for 27."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
