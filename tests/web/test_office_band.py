"""The toss-up band of a decision desk: how many names it holds, which is not how many ranks it spans."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils.translation import override

from chucai.web.office.decision.lines import Band, band_words


def ranked(*toss_ups: int, last: int = 12) -> list[Any]:
    """Lines of a desk from rank 1 to the last."""
    return [SimpleNamespace(rank=rank, is_toss_up=rank in toss_ups) for rank in range(1, last + 1)]


def told(*toss_ups: int, language: str = "en") -> list[str]:
    with override(language):
        return band_words(Band.of(ranked(*toss_ups)))


def test_who_is_in_doubt_is_counted_and_those_between_who_are_not_are_told_apart():
    """From rank 3 to rank 9 there are seven names; the short intervals of two of them do not reach the cut."""
    assert told(3, 4, 6, 7, 9) == [
        "5 nominations, ranked from 3 to 9, cannot be told apart from the cut by these sheets: deliberate on them.",
        "2 other nominations between these ranks can be told from it: their intervals do not reach the cut.",
    ]
    assert told(3, 5, language="zh-hans") == [
        "仅凭这些评分表，第 3 至第 5 名之间有 2 项推荐与入选线难分上下，请重点评议。",
        "这些名次之间另有 1 项推荐可以分清：其区间不含入选线。",
    ]


def test_a_band_without_gaps_is_told_in_one_sentence():
    assert len(told(3, 4, 5)) == len(told(3)) == len(told()) == 1
    assert told(3) == ["Rank 3 cannot be told from the cut."]
