"""Pictures and words of how the list was chosen: prices of rules, other lists, smallest changes, how firm it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chucai.publish.charts import firm, prices
from chucai.publish.charts.prices import PriceData, PriceRow
from chucai.publish.picture import Picture
from chucai.publish.report import OtherList, OthersFacts, TurnLine, report_html
from chucai.publish.report.choice import change_words
from tests.unit.publish import invented_choice, invented_report
from tests.unit.publish.drawn import clashes, off_paper

VERSIONS = {"zh": "report.zh.html", "en": "report.en.html"}


def every_picture(language: str) -> list[Picture]:
    lone = PriceData("compare", invented_choice.STAGE, 1, (PriceRow("r", None, 1),))
    drawn = [
        prices.picture(data, language) for data in (invented_choice.prices(), invented_choice.prices(free=True), lone)
    ]
    firms = (invented_choice.firm(), invented_choice.firm(3, 2, 7), invented_choice.firm(900, 400, 1_000))
    return [*drawn, *(firm.picture(data, language) for data in firms)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_stands_in_the_way_of_another_or_off_the_paper(language: str) -> None:
    for picture in every_picture(language):
        for drawing in (picture.wide, picture.small):
            assert list(clashes(drawing)) == [], drawing.name
            assert off_paper(drawing) == [], drawing.name


def test_the_title_names_the_dearest_rule_and_its_price() -> None:
    """Places come before merit, so the rule that costs places is the dearest."""
    title = prices.picture(invented_choice.prices(), "en").title
    assert title.startswith("3 of 5 rules cost the list merit.")
    assert "At most 6 officials from one bureau" in title
    assert "could have 4.9 more" in title
    assert "没有这些规则，名单也不会更好" in prices.picture(invented_choice.prices(free=True), "zh").title


def test_prices_are_exact_in_the_table_and_seen_in_the_drawing_however_small() -> None:
    picture = prices.picture(invented_choice.prices(), "en")
    assert [row[1] for row in picture.table.rows] == ["4.9", "12.34", "0.060123", "0", "0"]
    assert "+0.060123 points" in picture.wide.markup
    assert "costs nothing" in picture.wide.markup
    assert ", 2 places more" in picture.wide.markup
    assert picture.table.rows[3][0] == "one honour for each person"
    assert picture.table.rows[3][3] is None


def test_the_finding_counts_who_stays_on_nearly_every_list() -> None:
    data = invented_choice.firm()
    sure = sum(row.standing == "chosen" and row.count >= 95 for row in data.rows)
    title = firm.picture(data, "en").title
    assert (
        f"{sure} of the {len(data.chosen)} chosen are on nearly every list; {len(data.chosen) - sure} are not" in title
    )
    assert len(firm.picture(data, "en").table.rows) == len(data.rows)


def test_the_report_says_whether_another_list_is_as_good() -> None:
    data = invented_report.report()
    text = report_html(data, "en", versions=VERSIONS)
    assert "Of all lists that keep every rule the next best has 0.12 points less." in text
    assert "Q-0091, Q-0094" in text
    level = (OtherList(0, ("a",), ("b",)), OtherList(0, ("c",), ("b",)), OtherList(5, ("d",), ("b",)))
    equal = replace(data, others=(OthersFacts("compare", level),))
    assert "At least 2 other lists that keep every rule have the same merit" in report_html(
        equal, "en", versions=VERSIONS
    )
    alone = replace(data, others=(OthersFacts("compare", ()),))
    assert "合规的名单只有这一份" in report_html(alone, "zh", versions=VERSIONS)
    assert 'id="others"' not in report_html(replace(data, others=()), "zh", versions=VERSIONS)


def test_the_smallest_change_stands_beside_everybody_a_rule_moved() -> None:
    data = invented_report.report()
    text = report_html(data, "en", versions=VERSIONS)
    part = text[text.index('id="near-misses"') : text.index('id="price-section"')]
    assert "smallest change" in part
    assert "in with 1.250001 points more" in part
    assert "no merit would bring it in" in part


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (None, None),
        (TurnLine("a", False, 1), "in with 0.000001 points more"),
        (TurnLine("a", True, 2_500_000), "out with 2.5 points less"),
        (TurnLine("a", True, None), "no merit would take it out: the rules need it"),
    ],
)
def test_a_change_is_said_exactly(turn: TurnLine | None, said: str | None) -> None:
    """A rounded change would not be enough, or more than is needed."""
    assert change_words(turn, "en") == said
