"""What a ranking with its shortlist says about the cut: who lies near it, and whom the rules moved across it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chucai.charter.values import Text
from chucai.publish.words import WORDS

ONE_HONOUR_EACH = "one-honour-each"
_PART = re.compile("[@:]")
Standing = Literal["chosen", "reserve", "not-chosen"]
Kind = Literal["person", "team", "work"]


@dataclass(frozen=True, slots=True)
class MeritRow:
    """One nomination as compared; `merit`, `low`, `high` and `mean` in millionths of a point.

    `standing` is what the adopted shortlist made of it. `rules` are ids of the composition rules that kept it out
    although its rank was high enough, or needed it although its rank was not.
    """

    nomination: str
    rank: int
    merit: int
    low: int
    high: int
    mean: int
    readings: int
    standing: Standing
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeritData:
    """One category at one comparison. `places` is how many were chosen; `rules` has words for rule ids.

    `names` has the public names by nomination: those of the roll and no others. `stage` (id and words) is needed only
    where a round compares more than once.
    """

    category: str
    words: Text
    kind: Kind
    places: int
    rows: tuple[MeritRow, ...]
    rules: Mapping[str, Text] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""
    stage_words: Text | None = None

    @property
    def name(self) -> str:
        """What its picture and its files are called."""
        return "-".join(filter(None, ("merit", self.stage, self.category)))

    def said(self, language: str) -> str:
        """The category in words, behind its stage where that is given."""
        category = self.words.said(language)
        return f"{self.stage_words.said(language)} · {category}" if self.stage_words else category

    @property
    def ranked(self) -> list[MeritRow]:
        return sorted(self.rows, key=lambda row: (row.rank, row.nomination))


def cut(data: MeritData) -> int | None:
    """The merit half way between the last place and the next rank; None when there is a place for everybody."""
    rows = data.ranked
    if not 0 < data.places < len(rows):
        return None
    return (rows[data.places - 1].merit + rows[data.places].merit) // 2


def toss_ups(data: MeritData) -> list[MeritRow]:
    """Those whose interval holds the cut: the sheets cannot tell on which side of it they belong."""
    at = cut(data)
    return [] if at is None else [row for row in data.ranked if row.low <= at <= row.high]


def left_out(data: MeritData) -> list[MeritRow]:
    """Ranked within the places, and not chosen."""
    return [row for row in data.ranked[: data.places] if row.standing != "chosen"]


def brought_in(data: MeritData) -> list[MeritRow]:
    """Ranked beyond the places, and chosen."""
    return [row for row in data.ranked[data.places :] if row.standing == "chosen"]


def near_cut(data: MeritData, limit: int) -> list[MeritRow]:
    """The toss-ups (the `limit` nearest the cut in rank) and everybody whom the rules moved across it, by rank."""
    at = data.places + 0.5
    nearest = sorted(toss_ups(data), key=lambda row: (abs(row.rank - at), row.rank))[:limit]
    moved = {row.nomination for row in (*left_out(data), *brought_in(data))} | {row.nomination for row in nearest}
    return [row for row in data.ranked if row.nomination in moved]


def rule_words(data: MeritData, row: MeritRow, language: str) -> list[str]:
    """The rules that moved a row across the cut, in words; the id where there are none.

    The engine names a rule's parts behind an at sign or a colon (``per-bureau@b07``): the words are the rule's.
    """
    known = {**data.rules, ONE_HONOUR_EACH: Text(**WORDS[ONE_HONOUR_EACH])}
    ids = dict.fromkeys(rule if rule in known else _PART.split(rule)[0] for rule in row.rules)
    return [known[rule].said(language) if rule in known else rule for rule in ids]
