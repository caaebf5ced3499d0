"""Charters in words: shown, compared, documented; in both languages and without gaps."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from chucai.charter import describe, telling
from chucai.charter.calendar import Window
from chucai.charter.catalogue.fields import FIELD_WORDS
from chucai.charter.catalogue.headings import HEADINGS, LINES
from chucai.charter.catalogue.phrases import MEASURES, PHRASES
from chucai.charter.catalogue.values import VALUES
from chucai.charter.checks.nominees import UNITS
from chucai.charter.diff import diff
from chucai.charter.diff_words import tell_change
from chucai.charter.examples import example_ids
from chucai.charter.load import read
from chucai.charter.manual import documented, manual
from chucai.charter.predicate import parse
from chucai.charter.show import show
from tests.unit.charter.small_charter import SMALL, edited

LANGUAGES = ("zh-Hans", "en")
CJK = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3,}")
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "charter.md"


@pytest.mark.parametrize("name", example_ids())
def test_an_example_is_shown_in_chinese_without_english_left_over(name, charter):
    found = charter(name)
    text = show(found, "zh-Hans")
    assert found.name.zh in text
    host = (found.host, found.timezone)
    left = [line for line in text.splitlines() if LATIN.search(line) and not any(word in line for word in host)]
    assert left == []


@pytest.mark.parametrize("name", example_ids())
def test_an_example_is_shown_in_english_without_chinese_left_over(name, charter):
    found = charter(name)
    text = show(found, "en")
    assert found.name.en in text
    left = [line for line in text.splitlines() if CJK.search(line)]
    assert left == ([f"- Approval: {found.approval}"] if found.approval else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_has_dates_rules_and_every_stage(language, charter):
    found = charter("district")
    text = show(found, language)
    assert all(stage.name.said(language) in text for stage in found.stages)
    assert all(rule.says.said(language) in text for rule in found.rules)
    assert telling.day(date(2026, 3, 2), language) in text


def test_dates_in_a_year_without_a_table_are_called_provisional():
    text = show(read(edited(("opens = 2026-03-02", "opens = 2027-03-01"))).wanted(), "en")
    assert "1 March 2027 to 5 March 2027 (provisional)" in text


def test_a_programme_without_dates_is_shown_with_lengths():
    text = show(read(edited(("opens = 2026-03-02\n", ""))).wanted(), "en")
    assert "1. Recommend (Recommend, Office): 5 working days from the start" in text
    assert "2. Compare (Compare, Town): 5 working days after the stage before" in text


def test_a_charter_of_an_unknown_calendar_is_shown_too():
    assert "moon" in show(read(edited(('host = "town"', 'host = "town"\ncalendar = "moon"'))).wanted(), "en")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Fraction(1, 2), "二分之一", "one half"),
        (Fraction(1, 5), "20%", "20 %"),
        (Fraction(1, 8), "12.5%", "12.5 %"),
        (Fraction(3, 7), "3/7", "3/7"),
    ],
)
def test_shares_as_people_say_them(value, zh, en):
    assert (telling.share(value, "zh-Hans"), telling.share(value, "en")) == (zh, en)


def test_numbers_with_their_measure():
    assert telling.measure(1, "year", "en") == "1 year"
    assert telling.measure(2, "year", "en") == "2 years"
    assert telling.measure(Decimal("2.5"), "hour", "zh") == "2.5小时"
    assert set(MEASURES) == set(UNITS)


def test_a_window_of_one_day_is_one_date():
    day = date(2026, 3, 2)
    assert telling.window(Window(day, day, provisional=False), "zh") == "2026年3月2日"


def test_quotation_marks_inside_become_single():
    assert telling.quoted("兰溪区“出彩”", "zh") == "“兰溪区‘出彩’”"


# ---- conditions ----


@pytest.mark.parametrize(
    ("raw", "zh", "en"),
    [
        ({}, "全部人选", "all nominees"),
        ({"category": "person"}, "个人", "Person"),
        ({"front": True}, "一线人员", "front-line staff"),
        ({"front": False}, "非一线人员", "not front-line staff"),
        ({"level": ["low", "high"]}, "层次为“低”或“高”", "level “low” or “high”"),
        ({"theme": "water"}, "主题为“治水”", "theme “Water”"),
        ({"years": {"at_least": 2}}, "工作年限不少于2年", "time in the office of at least 2 years"),
        (
            {"last": {"before": date(2021, 1, 2)}},
            "上次获评日期早于2021年1月2日",
            "day of the last award before 2 January 2021",
        ),
        ({"last": {"absent": True}}, "未填“上次获评日期”", "no “day of the last award”"),
        (
            {"last": {"absent_or_before": "round.opens"}},
            "无上次获评日期，或上次获评日期早于本轮启动之日",
            "no day of the last award, or one before the day the round opens",
        ),
        (
            {"category": "person", "front": True},
            "个人，且一线人员",
            "Person and front-line staff",
        ),
        (
            {"any": [{"category": "team"}, {"not": {"front": True}}]},
            "集体，或（不属于：一线人员）",
            "Team or (not: front-line staff)",
        ),
    ],
)
def test_conditions_in_words(raw, zh, en):
    charter = read(SMALL).wanted()
    assert describe.predicate(charter, parse(raw), "zh-Hans") == zh
    assert describe.predicate(charter, parse(raw), "en") == en


def test_a_moment_of_a_stage_is_called_by_its_name(charter):
    condition = parse({"last_award": {"before": "stage.vet.opens"}})
    assert describe.predicate(charter("district"), condition, "en").endswith("before the day “Vetting” opens")


# ---- editions ----


def changes(*edits):
    before, after = read(SMALL).wanted(), read(edited(*edits)).wanted()
    return [(change.path, tell_change(change, before, after, "en")) for change in diff(before, after)]


def test_an_edition_does_not_differ_from_itself():
    assert changes() == []


def test_a_default_written_down_is_no_change():
    assert changes(('host = "town"', 'host = "town"\ncalendar = "cn"')) == []


def test_changes_are_found_by_id_not_by_place():
    assert changes(('[[rule]]\nid = "few-high"', '[[rule]]\nid = "new"\nat_most = 9\n[[rule]]\nid = "few-high"')) == [
        ("rule[new]", "added: rules “new”")
    ]


def test_a_new_order_of_stages_is_a_change():
    vet = SMALL[SMALL.index('[[stage]]\nid = "vet"') : SMALL.index('[[stage]]\nid = "notice"')]
    notice = SMALL[SMALL.index('[[stage]]\nid = "notice"') : SMALL.index('[[stage]]\nid = "confer"')]
    assert [path for path, _ in changes((vet + notice, notice + vet))] == ["stage"]


@pytest.mark.parametrize(
    ("edit", "path", "sentence"),
    [
        (("places = 10", "places = 12"), "categories.person.places", "from 10 to 12 (reopens approval)"),
        (('share_above = "1/2"', 'share_above = "60 %"'), "rule[front-first].share_above", "from one half to 60 %"),
        (("opens = 2026-03-02", "opens = 2026-03-03"), "stage[recommend].opens", "from 2 March 2026 to 3 March 2026"),
        (("at_least = 2", "at_least = 3"), "eligibility[tenure].must", "at least 2 years to time"),
        (("optional = true\n", ""), "attributes.last.optional", "from yes to no"),
        (('bodies = ["audit"]\n', ""), "stage[vet].bodies", "from “Audit” to"),
        (("working_days = 7", 'working_days = 7\nsilence = "consent"'), "bodies.audit.silence", "to counts as consent"),
        (('zh = "实绩"', 'zh = "业绩"'), "criteria.deeds.name", "from “实绩” / “Results” to “业绩” / “Results”"),
        (('roads = { zh = "修路", en = "Roads" }\n', ""), "themes.roads", "removed: themes “Roads”"),
    ],
)
def test_a_change_in_words(edit, path, sentence):
    ((found, told),) = changes(edit)
    assert found == path
    assert sentence in told


def test_every_change_between_two_charters_can_be_told(charter):
    """The district and the province have little in common: every kind of change comes up."""
    before, after = charter("district"), charter("provincial")
    found = diff(before, after)
    assert len(found) > 100
    for change in found:
        for language in LANGUAGES:
            sentence = tell_change(change, before, after, language)
            assert "{" not in sentence
            assert "None" not in sentence


# ---- catalogues and the reference ----


def test_the_reference_is_what_the_models_say():
    assert REFERENCE.read_text("utf-8") == manual(), "write it anew: python -m chucai.charter.manual"


def test_every_key_has_words():
    models = {model.__name__: set(model.model_fields) for model in documented()}
    assert {name: set(words) for name, words in FIELD_WORDS.items()} == models


@pytest.mark.parametrize("table", [PHRASES, LINES, HEADINGS, *VALUES.values()])
def test_catalogues_have_both_languages(table):
    for key, words in table.items():
        assert set(words) == {"zh", "en"}, key
        assert all(words.values()), key
