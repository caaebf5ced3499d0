"""The decision report: findings first, every number there, and no name that is not on the roll."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from chucai.charter.values import Text
from chucai.publish.charts.ranking import brought_in
from chucai.publish.report import FillLine, pictures, report_html
from chucai.publish.report.page import csv_file
from tests.unit.publish import invented_report

VERSIONS = {"zh": "report.zh.html", "en": "report.en.html"}


def page(language: str = "zh") -> str:
    return report_html(invented_report.report(), language, versions=VERSIONS)


class Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert "style" not in found
        assert tag != "script"
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []


@pytest.mark.parametrize("language", VERSIONS)
def test_the_findings_come_first_and_lead_to_their_pictures(language: str):
    text = page(language)
    brief = text[text.index('id="brief"') : text.index('id="method"')]
    for picture in pictures(invented_report.report(), language):
        assert f'<a href="#{picture.name}">' in brief
        assert f'<figure id="{picture.name}">' in text
        assert csv_file(picture, language) in text


@pytest.mark.parametrize("language", VERSIONS)
def test_every_id_is_there_once_and_every_link_inside_leads_somewhere(language: str):
    reader = Reader(page(language))
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)


def test_headings_skip_no_level():
    levels = Reader(page()).levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_only_those_on_the_roll_are_named():
    """A name given for somebody who is not on the roll does not reach the page."""
    data = invented_report.report()
    out = next(row for row in data.merit[0].rows if row.standing == "not-chosen")
    leaky = replace(data.merit[0], names={out.nomination: "不该出现"})
    text = report_html(replace(data, merit=(leaky, data.merit[1])), "zh", versions=VERSIONS)
    assert "不该出现" not in text
    assert out.nomination in text
    inside = brought_in(data.merit[0])[0].nomination
    assert f"{inside} {data.roll.names[inside]}" in text


def test_a_lost_award_is_not_named_in_the_report():
    assert "褚云" not in page()


def test_near_misses_are_told_in_both_directions_with_their_rule():
    text = page("en")
    part = text[text.index('id="near-misses"') : text.index('id="people"')]
    assert part.count("above the cut, left out") == part.count("below the cut, brought in") == 4
    assert part.count("At least half from the front line") == 4


def test_the_band_that_is_too_close_to_call_is_told_in_words():
    assert "第58名至第96名之间，有30项推荐的区间包含入选线（73.4分），其中20项入选，10项未入选。" in page()


def test_notices_and_votes_of_every_unit_are_told_in_sums():
    text = page()
    assert "单位149" not in text
    votes = text[text.index('id="votes"') : text.index('id="reserves"')]
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", votes[votes.index("<tbody>") :])
    assert cells[:9] == ["单位民主推荐", "150", "6\u202f000", "5\u202f100", "4\u202f950", "149", "600", "596", "–"]
    assert cells[9:] == ["研究决定、通报表扬", "1", "13", "12", "12", "1", "120", "120", "9"]


def test_a_place_that_was_lost_is_said_to_be_lost():
    data = replace(invented_report.report(), fills=(FillLine("team", "T-9001", None, "disqualified"),))
    assert "不递补，名额取消" in report_html(data, "zh", versions=VERSIONS)


def test_what_did_not_happen_is_said_or_left_out():
    bare = replace(
        invented_report.report(),
        **dict.fromkeys(("severity", "judging", "selection", "fills", "moves", "opinions", "notices", "ballots"), ()),
        proof=None,
        rehearsal=False,
    )
    text = report_html(bare, "en", versions=VERSIONS)
    assert "No place fell vacant after the comparison." in text
    assert "The panel adopted the proposed list unchanged." in text
    for left_out in ('id="votes"', 'id="notices"', 'id="vetting"', "chucai verify", "A rehearsal"):
        assert left_out not in text


def test_a_proven_list_is_called_proven_and_a_gap_is_stated():
    data = invented_report.report()
    gap = replace(data.selection[0], bound=data.selection[0].objective + 1_500)
    assert "it is proven that no list" in report_html(data, "en", versions=VERSIONS)
    assert "by more than 0.002 points" in report_html(replace(data, selection=(gap,)), "en", versions=VERSIONS)


def test_two_comparisons_in_one_round_are_kept_apart():
    data = invented_report.report()
    again = replace(data.merit[0], stage="second", stage_words=Text(zh="复审", en="Second review"))
    text = report_html(replace(data, merit=(*data.merit, again)), "en", versions=VERSIONS)
    assert "Second review · Official: 83 chosen" in text
    reader = Reader(text)
    assert len(reader.ids) == len(set(reader.ids))


def test_the_same_data_give_the_same_bytes():
    assert page() == page()
