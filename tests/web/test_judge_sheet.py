"""A sheet is made of edits: each counts once, and of two that did not know of each other the newer one stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.judging import Criterion
from chucai.charter.values import Text
from chucai.errors import Refused
from chucai.web.judge import pace
from chucai.web.judge.marks import anchors, composite, is_buttons, is_flat, levels, shown, steps_of, tops
from chucai.web.judge.sheet import COMMENT, SKIPPED, Edit, Sheet, merged, read_edit
from chucai.web.records.drafts import Kept

NAME = Text(zh="敢于担当", en="Takes responsibility")
TEN = Criterion(name=NAME, weight=30, scale=(0, 10), rubric={"10": NAME, "2": NAME})
HALVES = Criterion(name=NAME, weight=70, scale=(1, 5), step=Decimal("0.5"))
WIDE = Criterion(name=NAME, weight=1, scale=(0, 100))
CRITERIA = {"daring": TEN, "doing": HALVES}
NOW = 1_000_000
EMPTY = Kept("judge/c-1", {}, 0, None)


def edit(
    value: object, field: str = "mark:daring", *, at: int = 1, base: int = 0, device: str = "tablet", id_: str = ""
) -> Edit:
    return Edit(id_ or f"{device}-{field}-{at}-{value}", field, value, at, base, device)  # type: ignore[arg-type]


def after(kept: Kept, *edits: Edit) -> Kept:
    """The draft when these have been saved together."""
    found = merged(kept, edits, NOW)
    return Kept(kept.key, found.data, kept.version + 1, None)


class TestOneDevice:
    def test_the_last_of_several_edits_of_a_field_stands(self):
        kept = after(EMPTY, edit(7, at=5), edit(3, at=4))
        assert Sheet.of(kept, CRITERIA).marks == {"daring": 3}

    def test_an_edit_that_is_sent_again_counts_once(self):
        kept = after(EMPTY, edit(7, id_="a"), edit(8, id_="b"))
        again = merged(kept, [edit(7, id_="a")], NOW)
        assert not again.changed
        assert again.data["edits"] == 2
        assert Sheet.of(kept, CRITERIA).marks == {"daring": 8}

    def test_an_empty_mark_takes_the_mark_away(self):
        kept = after(after(EMPTY, edit(0)), edit(None, at=2))
        assert Sheet.of(kept, CRITERIA).marks == {}

    def test_nought_is_a_mark(self):
        assert Sheet.of(after(EMPTY, edit(0)), CRITERIA).marks == {"daring": 0}

    def test_whoever_marks_a_case_puts_it_off_no_more(self):
        kept = after(EMPTY, edit(True, SKIPPED))
        assert Sheet.of(kept, CRITERIA).skipped
        assert not Sheet.of(after(kept, edit(4, at=2)), CRITERIA).skipped


class TestTwoDevices:
    def test_the_newer_stands_and_both_are_told(self):
        kept = after(EMPTY, edit(7, at=10, device="tablet"))
        found = merged(kept, [edit(3, at=20, base=0, device="phone")], NOW)
        assert found.data["values"]["mark:daring"] == 3
        assert [(each.stands, each.gave_way, each.ours) for each in found.crossed] == [(3, 7, True)]

    def test_an_older_edit_that_arrives_late_gives_way(self):
        kept = after(EMPTY, edit(7, at=20, device="tablet"))
        found = merged(kept, [edit(3, at=10, base=0, device="phone")], NOW)
        assert found.data["values"]["mark:daring"] == 7
        assert [(each.stands, each.gave_way, each.ours) for each in found.crossed] == [(7, 3, False)]

    def test_who_has_seen_the_other_edit_simply_changes_it(self):
        kept = after(EMPTY, edit(7, at=20, device="tablet"))
        found = merged(kept, [edit(3, at=10, base=1, device="phone")], NOW)
        assert found.data["values"]["mark:daring"] == 3
        assert found.crossed == []

    def test_fields_do_not_disturb_each_other(self):
        kept = after(EMPTY, edit(7, device="tablet"))
        found = merged(kept, [edit("well told", COMMENT, base=0, device="phone")], NOW)
        assert found.data["values"] == {"mark:daring": 7, COMMENT: "well told"}
        assert found.crossed == []

    def test_a_clock_that_runs_ahead_does_not_win_for_ever(self):
        kept = after(EMPTY, edit(7, at=NOW * 9, device="tablet"))
        found = merged(kept, [edit(3, at=NOW * 8, base=0, device="phone")], NOW + 1)
        assert found.data["values"]["mark:daring"] == 3


EDITS = st.builds(
    edit,
    st.integers(0, 10) | st.none(),
    st.sampled_from(["mark:daring", "mark:doing"]),
    at=st.integers(0, 50),
    base=st.integers(0, 3),
    device=st.sampled_from(["tablet", "phone"]),
)


@given(st.lists(EDITS, max_size=12), st.data())
def test_whatever_is_sent_twice_counts_as_if_sent_once(edits: list[Edit], data: st.DataObject):
    """Cut the list anywhere, lose the answer, send everything again: the sheet is the same."""
    numbered = [Edit(f"e{n}", each.field, each.value, each.at, each.base, each.device) for n, each in enumerate(edits)]
    cut = data.draw(st.integers(0, len(numbered)))
    once = after(after(EMPTY, *numbered[:cut]), *numbered[cut:])
    twice = after(after(after(EMPTY, *numbered[:cut]), *numbered[:cut]), *numbered[cut:])
    assert once.data["edits"] == twice.data["edits"] == len(numbered)
    assert after(once, *numbered).data == once.data
    assert twice.data["ids"] == once.data["ids"]


class TestWhatAPageSends:
    def test_marks_come_as_they_are_written(self):
        sent = {"id": "1", "field": "mark:doing", "value": "3.5", "at": 5, "base": 0, "device": "d"}
        assert read_edit(sent, CRITERIA).value == 7  # steps of a half

    @pytest.mark.parametrize("value", ["11", "-1", "2.5", "x", "NaN", "Infinity", "1e9", "1e999999999", "٣"])
    def test_a_mark_off_the_scale_is_refused(self, value: str):
        sent = {"id": "1", "field": "mark:daring", "value": value, "at": 5, "base": 0, "device": "d"}
        with pytest.raises(Refused, match="mark-off-scale"):
            read_edit(sent, CRITERIA)

    @pytest.mark.parametrize(
        "sent",
        [
            None,
            {},
            {"id": "1", "field": "mark:other", "value": "1", "at": 1, "base": 0, "device": "d"},
            {"id": "1", "field": "name", "value": "1", "at": 1, "base": 0, "device": "d"},
            {"id": "1", "field": "skipped", "value": "yes", "at": 1, "base": 0, "device": "d"},
            {"id": "1", "field": "mark:daring", "value": "1", "at": "x", "base": 0, "device": "d"},
        ],
    )
    def test_anything_else_is_not_understood(self, sent: object):
        with pytest.raises(Refused, match="edit-unreadable"):
            read_edit(sent, CRITERIA)

    def test_a_comment_has_a_length(self):
        sent = {"id": "1", "field": "comment", "value": "很" * 4001, "at": 1, "base": 0, "device": "d"}
        with pytest.raises(Refused, match="comment-too-long"):
            read_edit(sent, CRITERIA)


class TestMarks:
    def test_each_mark_is_written_as_people_write_it(self):
        assert [level.shown for level in levels(HALVES, "en")] == ["1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]
        assert [steps_of("d", HALVES, shown(HALVES, steps)) for steps in range(2, 11)] == list(range(2, 11))

    def test_eleven_marks_are_buttons_and_a_hundred_are_a_number(self):
        assert is_buttons(TEN)
        assert not is_buttons(WIDE)

    def test_anchors_are_the_rubric_from_the_top(self):
        assert [(level.steps, level.shown) for level in anchors(TEN, "zh")] == [(10, "10"), (2, "2")]

    def test_a_sheet_weighs_as_the_charter_says(self):
        assert composite(CRITERIA, {"daring": 10, "doing": 2}) == pytest.approx(30)
        assert composite(CRITERIA, {"daring": 5, "doing": 6}) == pytest.approx(50)
        assert composite(CRITERIA, {"daring": 5}) is None

    def test_flat_and_top_marks_are_noticed(self):
        assert is_flat(CRITERIA, {"daring": 5, "doing": 6})
        assert not is_flat(CRITERIA, {"daring": 5, "doing": 7})
        assert tops(CRITERIA, {"daring": 10, "doing": 10}) == 2


class TestMinutes:
    def test_chinese_and_english_have_their_speeds(self):
        assert pace.reading(400, 1200) == pytest.approx(1)
        assert pace.reading(1320, 1320) == pytest.approx(1)

    def test_own_pace_counts_once_enough_is_known(self):
        began = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
        marked = {str(n): began + timedelta(minutes=4 * n) for n in range(6)}
        expected = dict.fromkeys(marked, 2.0)
        assert all(after - before == timedelta(minutes=4) for before, after in pairwise(marked.values()))
        assert pace.factor(marked, expected) == pytest.approx(2)
        assert pace.factor(dict(list(marked.items())[:4]), expected) is None
        assert pace.left([2.0, 2.0], 2.0) == 8

    def test_a_night_between_two_cases_is_no_pace(self):
        began = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
        marked = {str(n): began + timedelta(hours=9 * n) for n in range(9)}
        assert pace.factor(marked, dict.fromkeys(marked, 2.0)) is None
