"""Each picture states its finding, draws every number it has, and stays legible on paper of both widths."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.values import Text
from chucai.errors import Refused
from chucai.gates.composition import Count
from chucai.publish.charts import composition, gates, merit, severity
from chucai.publish.charts.composition import CompositionData, RuleLine
from chucai.publish.charts.gates import CategoryFlow, GatesData, StageFlow
from chucai.publish.charts.ranking import (
    MeritData,
    MeritRow,
    brought_in,
    cut,
    left_out,
    near_cut,
    rule_words,
    toss_ups,
)
from chucai.publish.charts.severity import AssessorRow, SeverityData
from chucai.publish.picture import Picture, figure, picture_file
from tests.unit.publish import invented
from tests.unit.publish.drawn import clashes, classes, labels, off_paper

LANGUAGES = ("zh", "en")
NOBODY = MeritData("person", invented.OFFICIAL, "person", 0, ())


def every_picture(language: str) -> list[Picture]:
    big = replace(
        invented.merit("person", 400, 120, 5), names={row.nomination: "欧阳明月" for row in invented.merit().rows}
    )
    return [
        merit.picture(invented.merit(), language),
        merit.picture(invented.merit("team", 12, 12), language),
        merit.picture(big, language),
        composition.picture(invented.composition(), language),
        gates.picture(invented.gates(), language),
        severity.picture(invented.severity(), language),
        severity.picture(invented.severity(2_972), language),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_stands_in_the_way_of_another_or_off_the_paper(language: str):
    for picture in every_picture(language):
        for drawing in (picture.wide, picture.small):
            assert list(clashes(drawing)) == [], drawing.name
            assert off_paper(drawing) == [], drawing.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_says_what_it_is_to_those_who_cannot_see_it(language: str):
    for picture in every_picture(language):
        for drawing in (picture.wide, picture.small):
            root = ET.fromstring(drawing.markup)
            assert root.get("role") == "img"
            named, described = root.get("aria-labelledby"), root.get("aria-describedby")
            texts = {element.get("id"): element.text for element in root}
            assert texts[named] == picture.title
            assert texts[described]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_needs_neither_script_nor_style(language: str):
    """So that it passes a content security policy that allows nothing inline."""
    for picture in every_picture(language):
        elements = list(ET.fromstring(picture.wide.markup).iter())
        assert all("style" not in element.attrib for element in elements)
        assert {element.tag.split("}")[1] for element in elements} <= {
            *("svg", "title", "desc", "g", "text", "line", "rect", "circle", "path", "polygon")
        }


def test_the_table_beneath_a_picture_has_a_row_for_everything_drawn():
    assert len(merit.picture(invented.merit(), "en").table.rows) == 168
    assert len(severity.picture(invented.severity(2_972), "en").table.rows) == 2_972
    assert len(composition.picture(invented.composition(), "en").table.rows) == 5 + 14
    assert len(gates.picture(invented.gates(), "en").table.rows) == 7 * 2
    for picture in every_picture("en"):
        assert {len(row) for row in picture.table.rows} == {len(picture.table.headers)}


def test_a_picture_on_a_page_has_its_finding_its_data_and_its_file():
    markup = figure(merit.picture(invented.merit(), "en"), "en", "data/merit-person.en.csv")
    assert "<h3>Official: 83 chosen; 30 cannot be told apart from the cut</h3>" in markup
    assert 'href="data/merit-person.en.csv"' in markup
    assert markup.count("<svg") == 2
    assert "<caption>Merit (Official)</caption>" in markup


def test_a_picture_as_a_file_stands_alone():
    written = picture_file(merit.picture(invented.merit(), "zh"))
    root = ET.fromstring(written.encode())
    assert root.tag.endswith("svg")
    assert "prefers-color-scheme: dark" in written
    assert "好干部：83人入选，30人与入选线难分高下" in "".join(root.itertext())


# --- merit


def test_the_cut_lies_half_way_between_the_last_place_and_the_next_rank():
    rows = [_row(n, merit_, merit_ - 5, merit_ + 5) for n, merit_ in enumerate((90, 80, 70, 60), 1)]
    data = MeritData("person", invented.OFFICIAL, "person", 2, tuple(rows))
    assert cut(data) == 75
    assert [row.rank for row in toss_ups(data)] == [2, 3]


def test_there_is_no_cut_when_there_is_a_place_for_everybody():
    rows = tuple(_row(n, 90 - n, 0, 100, standing="chosen") for n in range(1, 4))
    for places in (0, 3, 5):
        data = MeritData("person", invented.OFFICIAL, "person", places, rows)
        assert (cut(data), toss_ups(data)) == (None, [])
    assert merit.picture(data, "en").title == "Official: 3 of 3 chosen; there were places for all, so there is no cut"


def test_who_crossed_the_cut_by_a_rule_is_marked_in_both_directions_and_named():
    data = invented.merit()
    assert [row.rank for row in left_out(data)] == [63, 80]
    assert [row.rank for row in brought_in(data)] == [85, 92]
    words = {label.words for label in labels(merit.picture(data, "zh").wide)}
    assert {"↓ 未入选：县处级不超过两成", "↓ 未入选：同一系统至多6人", "↑ 入选：基层一线不少于一半"} <= words
    rings = classes(merit.picture(data, "zh").wide)["c-ring"]
    assert rings == 4 * 2 + 1, "each of the four in both parts, and once in the legend"


def test_rules_that_are_too_long_for_their_row_are_numbered_and_told_beneath():
    long = "好干部中，在乡镇、街道、村（社区）和其他基层一线单位连续工作满三年的人员，所占比例不得低于全部入选人员的二分之一"
    data = replace(invented.merit(), rules=invented.RULES | {"grassroots-first": Text(zh=long, en="Short")})
    words = "".join(label.words for label in labels(merit.picture(data, "zh").wide))
    assert "↑ 入选：③" in words
    assert f"③ {long}" in words
    assert "↑ brought in: Short" in {label.words for label in labels(merit.picture(data, "en").wide)}


def test_marks_differ_by_shape_not_by_colour_alone():
    root = ET.fromstring(merit.picture(invented.merit(), "en").wide.markup)
    shape = {
        name: {e.tag.split("}")[1] for e in root.iter() if e.get("class") == f"c-{name}"}
        for name in ("chosen", "reserve", "out")
    }
    assert shape == {"chosen": {"circle"}, "reserve": {"polygon"}, "out": {"rect"}}


def test_the_overview_has_everybody_and_the_rows_have_those_near_the_cut():
    data = invented.merit("person", 400, 120, 5)
    shown = near_cut(data, merit.ROWS)
    drawn = classes(merit.picture(data, "en").wide)
    not_chosen = sum(row.standing == "not-chosen" for row in data.rows)
    assert drawn["c-out"] == not_chosen + sum(row.standing == "not-chosen" for row in shown) + 1
    assert {row.nomination for row in (*left_out(data), *brought_in(data))} <= {row.nomination for row in shown}
    assert len(shown) <= merit.ROWS + 4


def test_the_nearest_toss_ups_are_drawn_when_there_are_too_many():
    rows = [_row(n, 100 - n, 0, 100, standing="chosen" if n <= 50 else "reserve") for n in range(1, 101)]
    data = MeritData("person", invented.OFFICIAL, "person", 50, tuple(rows))
    assert len(toss_ups(data)) == 100
    assert [row.rank for row in near_cut(data, 6)] == [48, 49, 50, 51, 52, 53]


def test_a_rules_parts_are_told_in_the_words_of_the_rule():
    data = replace(NOBODY, rules=invented.RULES)
    row = _row(1, 1, 0, 2, rules=("per-bureau@b07", "per-bureau@b08", "one-honour-each:P-1+T-2", "unheard-of"))
    said = ["At most 6 from one bureau", "one honour for each person", "unheard-of"]
    assert rule_words(data, row, "en") == said


def _row(
    rank: int, value: int, low: int, high: int, standing: str = "not-chosen", rules: tuple[str, ...] = ()
) -> MeritRow:
    return MeritRow(f"P-{rank}", rank, value, low, high, value, 5, standing, rules)  # type: ignore[arg-type]


micro = st.integers(-5_000_000, 105_000_000)


@st.composite
def merits(draw: st.DrawFn) -> MeritData:
    values = sorted(draw(st.lists(micro, max_size=40)), reverse=True)
    half = st.integers(0, 20_000_000)
    standings = st.sampled_from(("chosen", "reserve", "not-chosen"))
    rows = []
    for rank, value in enumerate(values, 1):
        low, high = value - draw(half), value + draw(half)
        rows.append(MeritRow(f"P-{rank}", rank, value, low, high, draw(micro), 3, draw(standings), ("few-leaders",)))
    return MeritData("person", invented.OFFICIAL, "person", draw(st.integers(0, 45)), tuple(rows), invented.RULES)


@given(merits(), st.sampled_from(LANGUAGES))
def test_any_ranking_can_be_drawn(data: MeritData, language: str):
    picture = merit.picture(data, language)
    for drawing in (picture.wide, picture.small):
        assert off_paper(drawing) == []
    assert len(picture.table.rows) == len(data.rows)


# --- composition


def test_composition_says_how_many_rules_hold_and_how_many_stand_at_their_bound():
    assert (
        composition.picture(invented.composition(), "en").title
        == "5 composition rules, all kept; 2 stand exactly at the bound"
    )


def test_a_broken_rule_is_the_finding():
    broken = RuleLine(
        "women", Text(zh="女性不少于三成", en="At least 30 % women"), (Count("women", None, 10, 1, 3, None),)
    )
    picture = composition.picture(CompositionData((broken,)), "en")
    assert picture.title == "1 composition rule, of which 1 is broken"
    assert "✕ broken by 2" in {label.words for label in labels(picture.wide)}
    assert "c-bad" in classes(picture.wide)


def test_a_rule_that_only_reports_or_does_not_apply_is_no_promise():
    said = {label.words for label in labels(composition.picture(invented.composition(), "en").wide)}
    assert {"reported only, not binding", "does not apply here"} <= said


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 2, *[st.none() | st.integers(0, 60)] * 2), min_size=1, max_size=20))
def test_any_counts_can_be_drawn(counted: list[tuple[int, int, int | None, int | None]]):
    counts = tuple(Count("r", f"u{n}" if len(counted) > 1 else None, *each) for n, each in enumerate(counted))
    data = CompositionData((RuleLine("r", invented.RULES["few-leaders"], counts),))
    picture = composition.picture(data, "zh")
    assert off_paper(picture.wide) == off_paper(picture.small) == []


# --- gates


def test_the_flow_names_the_gate_that_ended_most():
    title = gates.picture(invented.gates(), "zh").title
    assert title == "好干部400人中83人和好团队150个中37个入选；“系统推荐”一关止步最多，共287项"


@pytest.mark.parametrize(
    "wrong",
    [
        StageFlow("compare", 168, 90, reserve=8, ended={"not-selected": 77}),
        StageFlow("compare", 167, 83, reserve=8, ended={"not-selected": 76}),
        StageFlow("compare", 168, 83, reserve=8, ended={"rejected": 77}),
        StageFlow("vet", 168, 83, reserve=8, ended={"not-selected": 77}),
    ],
    ids=("more come out than went in", "not what the stage before let pass", "no such end", "another stage"),
)
def test_counts_that_do_not_add_up_are_refused(wrong: StageFlow):
    sound = invented.gates()
    people = sound.categories[0]
    flows = (*people.flows[:3], wrong, *people.flows[4:])
    with pytest.raises(Refused) as refusal:
        gates.picture(replace(sound, categories=(replace(people, flows=flows),)), "en")
    assert refusal.value.code == "flow-does-not-add-up"
    assert refusal.value.facts == {"category": "person", "stage": wrong.stage}


def test_a_round_under_way_shows_what_is_still_open():
    stages = (("judge", Text(zh="评审", en="Judging")),)
    data = GatesData(
        stages, (CategoryFlow("work", Text(zh="项目", en="Project"), "work", (StageFlow("judge", 9, 2),)),)
    )
    assert "still open 7" in {label.words for label in labels(gates.picture(data, "en").wide)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_gates_run_into_no_number_however_long(language: str):
    long = Text(zh="街道、部门审核推荐并集体研究", en="Recommendation and comprehensive comparison by the bureau")
    data = invented.gates()
    named = replace(data, stages=tuple((stage, long) for stage, _ in data.stages))
    for drawing in (gates.picture(named, language).wide, gates.picture(named, language).small):
        assert list(clashes(drawing)) == [], drawing.name
        assert off_paper(drawing) == [], drawing.name


def test_streams_below_each_other_have_one_scale():
    """On narrow paper, too, the width of a stream says how many are in it."""
    flows = {"few": StageFlow("a", 10, 10), "many": StageFlow("a", 100, 100)}
    data = GatesData(
        (("a", Text(zh="关", en="Gate")),),
        tuple(CategoryFlow(name, Text(zh=name, en=name), "person", (flow,)) for name, flow in flows.items()),
    )
    small = ET.fromstring(gates.picture(data, "en").small.markup)
    few, many = (float(box.get("width", "0")) for box in small.iter() if box.get("class") == "c-flow")
    assert many == pytest.approx(10 * few, rel=0.02)


def test_four_categories_stand_below_each_other():
    one = invented.gates().categories[0]
    data = GatesData(invented.STAGES, tuple(replace(one, category=f"c{n}") for n in range(4)))
    picture = gates.picture(data, "en")
    assert list(clashes(picture.wide)) == []
    assert picture.wide.height > 4 * 7 * 58


# --- severity


def test_severity_counts_those_whose_interval_leaves_zero_out():
    rows = (
        AssessorRow("A", 3_000_000, 1_000_000, 5_000_000, 20),
        AssessorRow("B", 0, -1_000_000, 1_000_000, 20),
        AssessorRow("C", -1_500_000, -2_000_000, -1, 20),
    )
    picture = severity.picture(SeverityData("compare", invented.STAGES[3][1], rows), "en")
    assert picture.title == "2 of 3 assessors are clearly severe or lenient; 4.5 points lie between the ends"
    assert "The merit used takes these differences out." in picture.note


def test_uncorrected_severity_says_so():
    data = replace(invented.severity(), corrected=False)
    assert severity.picture(data, "zh").note.endswith("本办法不对宽严差异作校正。")


def test_of_many_assessors_the_outermost_are_drawn():
    picture = severity.picture(invented.severity(300), "en")
    drawn = [label.words for label in labels(picture.wide)]
    assert sum(words.startswith("A-") for words in drawn) == severity.ROWS
    assert "252 between" in drawn


@given(st.lists(st.tuples(micro, micro, micro, st.integers(0, 5_000)), max_size=60))
def test_any_assessors_can_be_drawn(rows: list[tuple[int, int, int, int]]):
    made = tuple(
        AssessorRow(f"A-{n}", value, min(a, value), max(b, value), sheets)
        for n, (value, a, b, sheets) in enumerate(rows)
    )
    picture = severity.picture(SeverityData("compare", invented.STAGES[3][1], made), "en")
    assert off_paper(picture.wide) == off_paper(picture.small) == []
