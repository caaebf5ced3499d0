"""Guilford's creativity ratings: 3 seniors mark 7 juniors on 5 traits from 1 to 9 (Guilford 1954, Psychometric
Methods, p. 282; typed in for TheRaschBook, CC0). The names are the textbook's, of nobody in particular."""

from __future__ import annotations

from chucai.engine.merit import Rating

TRAITS = ("attack", "basis", "clarity", "daring", "enthusiasm")
MARKS = {
    "Avogadro": {
        "Anne": (5, 5, 3, 5, 3),
        "Betty": (9, 7, 5, 8, 5),
        "Chris": (3, 3, 3, 7, 1),
        "David": (7, 3, 1, 3, 3),
        "Edward": (9, 7, 7, 8, 5),
        "Fred": (3, 5, 3, 5, 1),
        "George": (7, 7, 5, 5, 5),
    },
    "Brahe": {
        "Anne": (6, 5, 4, 6, 3),
        "Betty": (8, 7, 5, 7, 2),
        "Chris": (4, 5, 3, 6, 6),
        "David": (5, 6, 4, 5, 5),
        "Edward": (2, 4, 3, 2, 3),
        "Fred": (4, 4, 6, 4, 2),
        "George": (3, 3, 5, 5, 4),
    },
    "Cavendish": {
        "Anne": (5, 5, 5, 7, 3),
        "Betty": (7, 7, 5, 7, 5),
        "Chris": (3, 5, 5, 5, 5),
        "David": (5, 3, 3, 3, 1),
        "Edward": (9, 7, 7, 7, 7),
        "Fred": (3, 3, 3, 5, 3),
        "George": (7, 7, 7, 5, 7),
    },
}


def sheets() -> list[Rating]:
    """The 105 marks as 21 sheets."""
    return [
        Rating(nominee, assessor, dict(zip(TRAITS, marks, strict=True)))
        for assessor, row in MARKS.items()
        for nominee, marks in row.items()
    ]
