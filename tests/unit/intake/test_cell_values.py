"""What may stand in a cell, and what becomes of it."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.values import Text
from chucai.intake.cells import number_text, reader_of
from chucai.intake.shape import Choice, Column, Known, Odd, Wrong

WORDS = Text(zh="列", en="Column")
CHOICES = (
    Choice("section", Text(zh="乡科级", en="section level")),
    Choice("county", Text(zh="县处级", en="county level")),
)


def read(type_, cell, **more):
    return reader_of(Column(key="c", words=WORDS, type=type_, **more), Known())(cell)


def wrong(type_, cell, **more):
    with pytest.raises(Wrong) as found:
        read(type_, cell, **more)
    return found.value.code


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000", "\u200b"])
def test_blank_is_nothing(blank):
    assert read("text", blank) is None
    assert read("yes-no", blank) is None


@pytest.mark.parametrize("cell", ["是", "yes", "Y", "1", "TRUE", 1.0, True, "ＹＥＳ", " 是 "])
def test_yes(cell):
    assert read("yes-no", cell) is True


@pytest.mark.parametrize("cell", ["否", "no", "N", "0", "false", 0.0, False])
def test_no(cell):
    assert read("yes-no", cell) is False


def test_neither_yes_nor_no():
    assert wrong("yes-no", "有") == "not-yes-no"
    assert wrong("yes-no", 2.0) == "not-yes-no"


@pytest.mark.parametrize("cell", ["section", "乡科级", "Section Level", "SECTION", "乡 科 级"])
def test_a_choice_by_id_or_by_the_words_of_either_language(cell):
    assert read("choice", cell, choices=CHOICES) == "section"


def test_a_choice_that_is_none_or_two():
    assert wrong("choice", "省部级", choices=CHOICES) == "not-a-choice"
    twins = (*CHOICES, Choice("other", Text(zh="乡科级", en="other")))
    assert wrong("choice", "乡科级", choices=twins) == "ambiguous-choice"
    assert read("choice", "other", choices=twins) == "other"


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-02",
        "2026-3-2",
        "2026/3/2",
        "2026.3.2",
        "2026年3月2日",
        "２０２６年３月２日",
        date(2026, 3, 2),
        datetime.fromisoformat("2026-03-02"),
    ],
)
def test_a_date_in_any_of_the_usual_ways(cell):
    assert read("date", cell) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "cell", ["2026-02-30", "3/2/2026", "明天", 46083.0, datetime.fromisoformat("2026-03-02 05:00"), time(5), True]
)
def test_no_date(cell):
    assert wrong("date", cell) == "not-a-date"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("7", 7),
        ("7.0", 7),
        (7.0, 7),
        ("７.５", Decimal("7.5")),
        (7.5, Decimal("7.5")),
        (0.1 + 0.2, Decimal("0.3")),
        ("-2", -2),
    ],
)
def test_a_number_is_exact_and_whole_numbers_are_whole(cell, value):
    found = read("number", cell)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "cell", ["7分", "1,000", "50%", "1e3", "七", True, date(2026, 3, 2), float("nan"), float("inf")]
)
def test_no_number(cell):
    assert wrong("number", cell) == "not-a-number"


def test_bounds_and_steps():
    scale = {"low": 0, "high": 10, "step": Decimal("0.5")}
    assert read("number", "7.5", **scale) == Decimal("7.5")
    assert wrong("number", "7.3", **scale) == "off-step"
    assert wrong("number", "10.5", **scale) == "above"
    assert wrong("number", "-0.5", **scale) == "below"
    assert wrong("number", "1.5", step=1) == "not-whole"


def test_text_keeps_a_number_as_the_sheet_shows_it():
    assert read("text", 3.0) == "3"
    assert read("text", 3.25) == "3.25"
    assert read("text", date(2026, 3, 2)) == "2026-03-02"
    assert wrong("text", "字" * 11, max_length=10) == "too-long"


def test_an_identifier_is_never_guessed_back_from_what_a_spreadsheet_made_of_it():
    assert read("key", 17.0) == "17"
    assert read("key", "ＡＢ-1") == "AB-1"
    assert wrong("key", date(2026, 3, 2)) == "changed-by-spreadsheet"
    assert wrong("key", True) == "changed-by-spreadsheet"
    assert wrong("key", "a b") == "not-a-key"
    assert wrong("key", 110105194912310021.0) == "number-lost-digits"


def test_a_long_number_has_to_be_text():
    assert read("identity", "11010519491231002x") == "11010519491231002X"
    assert read("identity", "1101 0519-4912 310021") == "110105194912310021"
    assert wrong("identity", 110105194912310021.0) == "number-lost-digits"
    assert wrong("identity", "1.10105E+17") == "number-lost-digits"
    assert wrong("identity", "张三") == "identity-unreadable"


def test_faults_of_an_identity_number_never_repeat_it():
    for cell in ("11010519491231002?", "1.10105E+17", date(1949, 12, 31)):
        with pytest.raises(Wrong) as found:
            read("identity", cell)
        assert found.value.facts == {}


def test_formulas_and_errors_are_not_read():
    assert wrong("number", Odd("formula", 7.0)) == "formula"
    assert wrong("text", Odd("error-cell", "#N/A")) == "error-cell"


def test_text_that_starts_like_a_formula_is_text_and_its_guard_is_taken_off():
    assert read("text", "=1+1") == "=1+1"
    assert read("text", "'=1+1") == "=1+1"
    assert read("text", "'tis") == "'tis"


@pytest.mark.parametrize("mark", ["\u202e", "\x01", "\x7f", "\u2066"])
def test_marks_that_hide_or_turn_text_are_faults(mark):
    assert wrong("text", f"张{mark}三") == "hidden-character"


def test_marks_without_width_are_taken_out():
    assert read("text", "张\u200b三\ufeff") == "张三"


def test_names_are_cut_at_semicolons_of_either_width():
    assert read("names", "甲; 乙；丙、 丁\n戊;") == ("甲", "乙", "丙", "丁", "戊")


def test_a_true_in_one_cell_is_not_remembered_as_a_one_in_another():
    reader = reader_of(Column(key="c", words=WORDS, type="number"), Known())
    assert reader(1.0) == 1
    with pytest.raises(Wrong):
        reader(True)
    assert reader("1") == 1


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_a_number_comes_back_from_any_way_it_is_written(digits, places):
    value = Decimal(digits).scaleb(-places)
    for cell in (str(value) if "E" not in str(value) else f"{value:f}", float(value)):
        assert read("number", cell) == value


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_become_text_without_a_point(number):
    assert number_text(float(number)) == str(number)


@given(st.text(max_size=60))
def test_what_was_read_once_reads_the_same_again(text):
    once = outcome(text)
    if isinstance(once, str) and not once.startswith("'"):
        assert outcome(once) == once
    assert once is None or isinstance(once, str) or once == ("hidden-character",)


def outcome(text):
    try:
        return read("text", text)
    except Wrong as found:
        return (found.code,)
