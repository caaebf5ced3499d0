"""Whatever is put into a page stays text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.publish.figures import MICRO, day, day_and_weekday, exact_points, grouped, listed, per_cent, points
from chucai.publish.markup import element, escape, join
from chucai.publish.measure import fit, width, wrap
from chucai.publish.palette import TOKENS
from chucai.publish.table import Points, Table, csv_text, table_html


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")))
def test_any_text_comes_back_as_it_was(text: str):
    read = ET.fromstring(element("p", text, title=text))
    assert (read.text or "", read.get("title")) == (text, text)


@given(st.text())
def test_no_text_whatever_makes_a_page_malformed(text: str):
    read = ET.fromstring(element("p", text)).text or ""
    assert len(read) == len(text.replace("\r\n", "\n"))  # a reader of XML takes both ends of line for one


def test_signs_that_mean_something_are_escaped():
    assert element("p", '<b> & "c"') == "<p>&lt;b&gt; &amp; &quot;c&quot;</p>"
    assert escape("a\x00b\ud800") == "a\ufffdb\ufffd"


def test_markup_made_by_element_is_not_escaped_again():
    assert element("p", element("b", "x"), " y", [1, None, element("br")]) == "<p><b>x</b> y1<br/></p>"
    assert join([["a"], [["&"]]]) == "a&amp;"


def test_attributes_are_named_as_python_can_and_left_out_when_there_is_nothing_to_say():
    written = element("label", class_="a", for_="b", stroke_width=1.25, hidden=True, title=None, open=False)
    assert written == '<label class="a" for="b" stroke-width="1.2" hidden=""></label>'


@pytest.mark.parametrize("name", ["style", "onclick", "onload", 'x"y'])
def test_attributes_that_a_strict_policy_blocks_cannot_be_written(name: str):
    with pytest.raises(ValueError, match="may not be written"):
        element("p", **{name: "x"})


def test_a_void_element_has_no_content():
    with pytest.raises(ValueError, match="has no content"):
        element("br", "x")


# --- numbers and dates


@pytest.mark.parametrize(
    ("micro", "places", "said"),
    [
        (71_340_000, 1, "71.3"),
        (71_350_000, 1, "71.4"),
        (-450_000, 1, "−0.5"),
        (-40_000, 1, "0.0"),
        (9_999_999, 0, "10"),
    ],
)
def test_points_are_rounded_half_away_from_zero(micro: int, places: int, said: str):
    assert points(micro, places) == said


@given(st.integers(-(10**9), 10**9))
def test_exact_points_lose_nothing(micro: int):
    assert Decimal(exact_points(micro)) * MICRO == micro


def test_figures_are_written_as_each_language_writes_them():
    on = date(2026, 5, 8)
    assert (day(on, "zh"), day(on, "en")) == ("2026年5月8日", "8 May 2026")
    assert day_and_weekday(on, "zh") == "2026年5月8日（星期五）"
    assert (per_cent(47, 83, "zh"), per_cent(1, 2, "en"), per_cent(1, 0, "en")) == ("56.6%", "50 %", "–")
    assert (listed(["a", "b", "c"], "zh"), listed(["a", "b", "c"], "en")) == ("a、b和c", "a, b and c")
    assert (listed(["a"], "zh"), listed([], "en")) == ("a", "")
    assert grouped(73_421) == "73\u202f421"


# --- room for text


@given(st.text(st.sampled_from("abc 一二三，。（）-“”"), max_size=60), st.integers(3, 30))
def test_wrapped_lines_fit_and_lose_no_sign(text: str, ems: int):
    lines = wrap(text, ems, 1.0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    longest_piece = max((len(word) for word in text.replace("一", " 一 ").split()), default=0)
    assert all(width(line) <= ems + longest_piece for line in lines)


def test_a_line_does_not_begin_with_a_closing_mark():
    assert wrap("甲乙丙丁，戊己", 4, 1.0) == ["甲乙丙", "丁，戊己"]


@given(st.text(max_size=40), st.floats(1, 20))
def test_what_is_cut_fits(text: str, room: float):
    assert width(fit(text, room, 1.0)) <= max(room, width("…"))


# --- colours


def _luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("token", ["ink", "soft", "red", "gold", "green", "blue"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("light", [True, False], ids=("day", "night"))
def test_text_stands_out_from_its_ground(token: str, ground: str, light: bool):
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    pair = sorted(_luminance(TOKENS[name][0 if light else 1]) for name in (token, ground))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


# --- tables


def test_a_table_sets_numbers_to_the_right_and_names_its_headers():
    table = Table("t", "Cap", ("name", "n"), (("long enough to break", Points(1_500_000)), ("b", 3)))
    written = table_html(table)
    assert '<th scope="col" class="n whole">n</th>' in written
    assert '<th scope="row">long enough to break</th><td class="n whole">1.5</td>' in written


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_of_a_file_runs_as_a_formula(text: str):
    assert csv_text(["h"], [[text]]).splitlines()[1].strip('"').startswith("'")


def test_a_file_opens_in_a_spreadsheet_and_keeps_its_numbers():
    written = csv_text(["名", "n"], [["王芳", Points(-1_500_000)], [date(2026, 5, 8), None]])
    assert written == "\ufeff名,n\r\n王芳,-1.5\r\n2026-05-08,\r\n"
