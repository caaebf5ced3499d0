"""The roll: the same awards as a page, as a table and as canonical bytes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chucai.charter.calendar import Calendar
from chucai.gates.state import Memory
from chucai.ledger.canonical import canonical
from chucai.ledger.commitment import commit
from chucai.ledger.event import Event
from chucai.publish.bilingual import own_part, parted
from chucai.publish.bundle import Opened
from chucai.publish.html import stylesheet
from chucai.publish.roll import Roll, roll_json, roll_of
from chucai.publish.roll_table import roll_csv
from chucai.publish.wall import roll_html, written_name
from tests.unit.publish import invented_roll

VERSIONS = {"zh": "roll.zh.html", "en": "roll.en.html"}
SALT = bytes(32)


def _page(roll: Roll, language: str = "zh") -> str:
    return roll_html(roll, invented_roll.charter(), language, versions=VERSIONS)


def test_everybody_who_holds_an_award_stands_on_the_wall_once():
    roll = invented_roll.roll()
    page = _page(roll)
    assert len(roll.held) == 120
    assert all(page.count(f'id="{entry.nomination}"') == 1 for entry in roll.held)
    assert "<b>83</b> 好干部" in page
    assert "<b>37</b> 好团队" in page


def test_themes_stand_in_the_order_of_the_charter():
    page = _page(invented_roll.roll())
    found = [
        page.index(f"</span>{theme}</h2>") for theme in ("乡村振兴", "品质城区", "产业攻坚", "民生保障", "平安法治")
    ]
    assert found == sorted(found)


def test_an_award_without_a_theme_is_not_forgotten():
    roll = invented_roll.roll()
    page = _page(replace(roll, entries=(replace(roll.entries[0], theme=None), *roll.entries[1:])))
    assert 'id="P-0001"' in page.split("</span>其他</h2>")[1]


def test_a_lost_award_is_told_apart_from_those_held():
    roll = invented_roll.roll()
    wall, lost = _page(roll).split('id="lost"')
    assert "褚云" not in wall
    assert "褚云: 撤销表彰（因失格）" in lost
    assert "P-0399" not in roll.names


def test_a_lost_award_is_not_named_where_revocation_is_not_published():
    charter = invented_roll.charter()
    assert charter.revocation
    quiet = charter.model_copy(update={"revocation": charter.revocation.model_copy(update={"published": False})})
    page = roll_html(invented_roll.roll(), quiet, "zh", versions=VERSIONS)
    assert "褚云" not in page
    assert "P-0399: 撤销表彰" in page


def test_a_name_of_two_characters_is_set_as_wide_as_one_of_three_and_stays_searchable():
    assert written_name("王芳") == '<span><span class="apart">王</span>芳</span>'
    assert "　" not in _page(invented_roll.roll())
    assert written_name("欧阳明月") == "<span>欧阳明月</span>"
    assert written_name("Bo") == "<span>Bo</span>"


def test_names_on_an_english_page_say_that_they_are_chinese():
    roll = invented_roll.roll()
    assert '<p class="name" lang="zh-Hans">' in _page(roll, "en")
    assert 'lang="zh-Hans">谢' not in _page(roll, "zh")


def test_an_invented_round_says_that_it_is():
    roll, charter = invented_roll.roll(), invented_roll.charter()
    said = "演练：本页所有人员、单位、事迹和分数均为虚构。"
    assert said in roll_html(roll, charter, "zh", versions=VERSIONS, rehearsal=True)
    assert said not in _page(roll)


def test_a_name_cannot_break_the_page():
    roll = invented_roll.roll()
    page = _page(replace(roll, entries=(replace(roll.entries[0], name='<script>alert("x")</script>'),)))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_asks_for_nothing_from_elsewhere():
    page, style = _page(invented_roll.roll()), stylesheet("roll")
    for sign in ("http:", "https:", "url(", "@import", "style=", "<script"):
        assert sign not in page
        assert sign not in style


def test_the_table_has_every_award_lost_ones_too_with_dates_a_machine_reads():
    written = roll_csv(invented_roll.roll(), invented_roll.charter(), "zh")
    assert written.startswith("\ufeff推荐编号 nomination,姓名或名称 name,")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert len(rows) == 121
    assert {row["表彰日期 conferred on"] for row in rows} == {"2026-05-28"}
    assert [row["撤销情况 lost"] for row in rows if row["撤销情况 lost"]] == ["撤销表彰（因失格）"]
    assert rows[0]["主题 theme"] in {"乡村振兴", "品质城区", "产业攻坚", "民生保障", "平安法治"}


def test_the_roll_as_json_is_canonical_and_whole():
    roll = invented_roll.roll()
    written = roll_json(roll)
    read = json.loads(written)
    assert canonical(read).decode() == written
    assert (read["chucai-roll"], read["round"], read["charter"]) == (1, "2026", roll.charter)
    assert [entry["nomination"] for entry in read["entries"]] == [entry.nomination for entry in roll.entries]
    assert read["entries"][-1]["lost"] == "forfeited"


# --- from events


def _events(at: datetime) -> list[Event]:
    def event(stream: str, version: int, kind: str, data: dict[str, object]) -> Event:
        return Event("2026", stream, version, kind, "office", "secretary", at, data)

    opened = {"charter": "c" * 64, "calendar": "d" * 64, "seed": "s", "key": "k", "opened": "2026-03-02"}
    units = [{"id": "lanxi", "tier": "district", "parent": None, "name": "兰溪区"}]
    units += [{"id": "u1", "tier": "unit", "parent": "lanxi", "name": "长堤水务站"}]
    dossier = {"nomination": "P-1", "category": "person", "unit": "u1", "theme": "safety", "sets": [], "referred": []}
    dossier |= {"person": "h1", "members": [], "support": 0, "length": 0}
    conferred = {"nomination": "P-1", "honour": "official", "document": "21", "citation": commit(SALT, "守堤")}
    return [
        event("round", 1, "round-opened", opened),
        event("tree", 1, "units-set", {"units": units}),
        event("nomination/P-1", 1, "submitted", {**dossier, "commitments": {"name": commit(SALT, "秦敏安")}}),
        event("nomination/P-1", 2, "conferred", conferred),
    ]


def _state(at: datetime) -> Memory:
    calendar = Calendar.model_validate(
        {"calendar": 1, "id": "plain", "name": {"zh": "平日", "en": "Plain"}, "weekend": [], "every_year": True}
    )
    return Memory("2026", calendar, _events(at))


def test_a_roll_follows_from_events_and_the_openings_that_fit_them():
    openings = [
        Opened("nomination/P-1@1", "name", "秦敏安", SALT),
        Opened("nomination/P-1@2", "citation", "守堤", SALT),
        Opened("nomination/P-1@1", "name", "别人", SALT),
    ]
    roll = roll_of(invented_roll.charter(), _state(datetime(2026, 5, 28, 20, tzinfo=UTC)), openings)
    (entry,) = roll.entries
    assert (entry.name, entry.citation, roll.unit(entry), roll.host) == ("秦敏安", "守堤", "长堤水务站", "兰溪区")
    assert entry.conferred_on == date(2026, 5, 29), "it is already the next day in Shanghai"


def test_an_award_whose_name_was_erased_stays_and_says_so():
    """The award is a fact of the ledger; the name was a text that its owner may have taken back."""
    charter = invented_roll.charter()
    roll = roll_of(charter, _state(datetime(2026, 5, 28, tzinfo=UTC)), [])
    (entry,) = roll.held
    assert (entry.nomination, entry.name, roll.names) == ("P-1", None, {})
    assert json.loads(roll_json(roll))["entries"][0]["name"] is None
    for language, words in (("zh", "（姓名已删除）"), ("en", "(name erased)")):
        assert words in roll_csv(roll, charter, language)
        assert words in roll_html(roll, charter, language, versions={language: "roll.html"})


# --- two languages in one text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("傅立若 Fu Liruo", ("傅立若", "Fu Liruo")),
        ("交通局一社区 Transport Bureau, First Community", ("交通局一社区", "Transport Bureau, First Community")),
        (
            "把81亩撂荒地重新种上了粮。 Put 81 mu back under grain.",
            ("把81亩撂荒地重新种上了粮。", "Put 81 mu back under grain."),
        ),
        ("先行班组114 Xianxing 114", ("先行班组114", "Xianxing 114")),
        ("溪畔路1号 1 Brook Road", ("溪畔路1号", "1 Brook Road")),
        ("傅立若", None),
        ("Fu Liruo", None),
        ("开发App的团队", None),
        ("青年 IT 突击队", None),
        ("第三 组", None),
        ("", None),
    ],
)
def test_a_text_in_chinese_and_then_english_is_known_as_two(text: str, parts: tuple[str, str] | None):
    assert parted(text) == parts
    assert (own_part(text, "zh"), own_part(text, "en")) == (parts or (text, text))


def test_a_page_shows_its_own_part_and_the_other_form_of_a_name():
    roll = invented_roll.roll()
    entry = replace(roll.entries[0], name="许文 Xu Wen", citation="修路三年。 Three years of roads.")
    zh, en = (_page(replace(roll, entries=(entry,)), language) for language in ("zh", "en"))
    assert '<span class="apart">许</span>文</span></p><p class="other" lang="en">Xu Wen</p>' in zh
    assert "Three years of roads" not in zh
    assert '<p class="name"><span>Xu Wen</span></p><p class="other" lang="zh-Hans">许文</p>' in en
    assert '<p class="citation">Three years of roads.</p>' in en
