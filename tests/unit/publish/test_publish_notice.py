"""A notice shows what the charter lets it show, and nothing that must stay private."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.calendar import Window
from chucai.charter.values import Text
from chucai.errors import Refused
from chucai.publish.leaks import is_bank_card, is_id_number, lint_notice
from chucai.publish.notice import NoticeEntry, Office, notice_html, notice_text, notice_title
from tests.unit.publish.invented_notice import OFFICE, notice

VERSIONS = {"zh": "notice.zh.html", "en": "notice.en.html"}


def _with(**fields: str | bool | int) -> NoticeEntry:
    return NoticeEntry({"name": "王芳", **fields})


def test_a_notice_says_on_what_basis_who_how_long_and_how_to_object():
    text = notice_text(notice(), "zh")
    assert text.startswith("关于兰溪区“出彩”好干部好团队评选（2026）拟入选对象的公示\n")
    for said in (
        "根据兰溪办发〔2026〕3号",
        "好干部4人、好团队1个和递补人选（差额）1名",
        "公示时间：2026年5月7日（星期四）至2026年5月14日（星期四），共5个工作日（首日不计入）。",
        "匿名反映的，不予受理。",
        "信函以到达日邮戳为准。",
        "受理单位自收到异议之日起5个工作日内作出答复。",
        "本公示不作为获得荣誉的凭证",
        "电话：0539-8000000",
    ):
        assert said in text
    assert text.endswith("兰溪区评选表彰工作领导小组\n2026年5月7日\n")


def test_the_number_of_the_document_stands_with_the_title_where_there_is_one():
    assert notice_text(notice(), "zh").splitlines()[1] == "兰溪评组〔2026〕5号"
    assert notice_text(replace(notice(), number=""), "zh").splitlines()[1] == ""


def test_both_languages_show_the_same_names():
    for language in VERSIONS:
        page = notice_html(notice(), language, versions=VERSIONS)
        assert all(str(entry.fields["name"]) in page for entry in notice().entries)


def test_names_in_two_languages_give_each_reader_their_own():
    entry = _with(
        unit="石桥村 Shiqiao Village", deeds="守堤。 Held the dyke.", members=("安宁 An Ning", "柏川 Bo Chuan")
    )
    charter = notice().charter
    rules = charter.notices["district"]
    assert rules.objections
    channel = rules.objections.model_copy(update={"channel": Text(zh="领导小组办公室", en="Office of the group")})
    wider = charter.model_copy(
        update={
            "notices": charter.notices
            | {"district": rules.model_copy(update={"shows": (*rules.shows, "members"), "objections": channel})}
        }
    )
    told = replace(
        notice(), charter=wider, entries=(entry,), host="兰溪区 Lanxi District", office=replace(OFFICE, name="")
    )
    chinese, english = notice_text(told, "zh"), notice_text(told, "en")
    assert "石桥村" in chinese
    assert "安宁和柏川" in chinese
    assert "领导小组办公室" in chinese
    assert "Shiqiao" not in chinese
    assert "Lanxi District" not in chinese.partition("\n")[2]
    for said in ("Shiqiao Village", "An Ning and Bo Chuan", "Held the dyke.", "Office of the group"):
        assert said in english
    for left in ("石桥", "守堤", "兰溪区\n", "领导小组"):
        assert left not in english


def test_without_a_channel_objections_go_to_whoever_issues_the_notice():
    unit = replace(notice(), stage="unit-notice", entries=(_with(),), unit="长堤水务站", office=Office(phone="0000-1"))
    assert "受理单位：长堤水务站\n" in notice_text(unit, "zh")
    assert "0000-1" in notice_text(unit, "zh")


def test_before_the_last_comparison_people_are_proposed_for_recommendation():
    unit = replace(notice(), stage="unit-notice", entries=(_with(unit="长堤水务站"),), unit="长堤水务站")
    assert notice_title(unit.charter, unit.stage, "zh").endswith("拟推荐对象的公示")
    assert "匿名反映的，有具体线索方作了解" in notice_text(unit, "zh")
    assert "研究提出拟推荐对象：1名。" in notice_text(unit, "zh")


def test_ids_of_choices_are_shown_in_words():
    entry = _with(category="team", theme="safety", team_kind="task")
    assert "王芳, Team, Safety and rule of law, task team" in notice_text(replace(notice(), entries=(entry,)), "en")


def test_a_window_beyond_the_known_holidays_is_said_to_be_provisional():
    later = replace(notice(), window=Window(date(2031, 5, 7), date(2031, 5, 14), True))
    assert "节假日安排尚未公布" in notice_text(later, "zh")


@pytest.mark.parametrize(
    ("entry", "code", "facts"),
    [
        (_with(veto=True), "notice-field-not-shown", {"field": "veto", "notice": "district"}),
        (_with(phone="1"), "notice-field-not-shown", {"field": "phone", "notice": "district"}),
        (_with(deeds="致电13812345678"), "notice-leaks", {"leaks": ["1: deeds: phone 13…8"]}),
        (_with(unit="110101199001010015"), "notice-leaks", {"leaks": ["1: unit: id-number 11…5"]}),
    ],
)
def test_what_may_not_be_shown_is_refused(entry: NoticeEntry, code: str, facts: dict[str, object]):
    with pytest.raises(Refused) as refusal:
        notice_text(replace(notice(), entries=(entry,)), "zh")
    assert (refusal.value.code, refusal.value.facts) == (code, facts)


def test_an_attribute_that_is_not_public_is_refused_even_if_the_charter_lists_it():
    data = notice()
    rules = data.charter.notices["district"].model_copy(update={"shows": ("name", "woman")})
    charter = data.charter.model_copy(update={"notices": {"district": rules}})
    with pytest.raises(Refused) as refusal:
        notice_html(replace(data, charter=charter, entries=(_with(woman=True),)), "zh", versions=VERSIONS)
    assert refusal.value.code == "notice-field-not-public"


def test_a_notice_about_nobody_is_refused():
    with pytest.raises(Refused) as refusal:
        notice_text(replace(notice(), entries=()), "zh")
    assert refusal.value.code == "notice-empty"


def test_the_offices_own_telephone_is_no_leak():
    text = notice_text(notice(), "zh")
    assert [leak.kind for leak in lint_notice(text)] == ["phone", "e-mail"]
    assert lint_notice(text, allowed=(OFFICE.phone, OFFICE.mail)) == ()


# --- the linter


def id_number(area: int, born: date, serial: int) -> str:
    """A well-formed number of nobody."""
    head = f"{area:06}{born:%Y%m%d}{serial:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return head + "10X98765432"[sum(int(a) * b for a, b in zip(head, weights, strict=True)) % 11]


def card(body: str) -> str:
    """The body of a card number with its Luhn digit."""
    digits = [int(sign) for sign in reversed(body)]
    total = sum(d if n % 2 else (2 * d - 9 if d > 4 else 2 * d) for n, d in enumerate(digits))
    return body + str(-total % 10)


numbers = st.builds(
    id_number, st.integers(110_101, 659_004), st.dates(date(1920, 1, 1), date(2020, 1, 1)), st.integers(0, 999)
)


@given(numbers, st.sampled_from(["{}", "身份证{}。", "号：{}，", "（{}）", "x {} y"]))
def test_every_identity_number_is_found(number: str, around: str):
    assert [leak.kind for leak in lint_notice(around.format(number))] == ["id-number"]


@given(numbers)
def test_an_identity_number_is_found_however_it_is_typed(number: str):
    wide = number.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    for typed in (wide, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}", f"{number[:6]}-{number[6:]}"):
        assert [leak.kind for leak in lint_notice(typed)] == ["id-number"], typed
    assert [leak.kind for leak in lint_notice(f"{number[:6]}********{number[14:]}")] == ["masked-id-number"]


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_a_wrong_digit_is_no_identity_number(number: str, place: int, step: int):
    changed = (int(number[place]) + step) % 10
    assert not is_id_number(number[:place] + str(changed) + number[place + 1 :])


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True))
def test_every_bank_card_is_found_and_its_neighbour_is_not(body: str):
    number = card(body)
    assert is_bank_card(number)
    grouped = " ".join(number[n : n + 4] for n in range(0, len(number), 4))
    assert {leak.kind for leak in lint_notice(f"账号：{grouped}")} <= {"bank-card", "id-number"}
    assert lint_notice(f"账号：{grouped}")
    assert not is_bank_card(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize(
    "typed",
    ["13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "0539-8012345", "010-62512345", "010 62512345"],
)
def test_telephone_numbers_are_found(typed: str):
    assert [leak.kind for leak in lint_notice(f"联系{typed}。")] == ["phone"]


def test_two_numbers_beside_each_other_are_both_found():
    assert [leak.kind for leak in lint_notice("13812345678 13912345678")] == ["phone", "phone"]


def test_a_leak_is_located_and_not_repeated():
    (leak,) = lint_notice("第一行\n第二行 a.b@mail.example\n")
    assert (leak.kind, leak.line, leak.shown) == ("e-mail", 2, "a.…e")


@pytest.mark.parametrize(
    "innocent",
    [
        "〔2026〕21号",
        "2026年5月8日",
        "服务群众12345678901234人次",
        "第100000000000000001号",
        "12345热线",
        "邮编276000",
        "2024-05-06 2025-05-06",
    ],
)
def test_dates_and_document_numbers_are_no_leaks(innocent: str):
    assert lint_notice(innocent) == ()


# --- the page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def test_the_page_has_one_main_heading_and_no_script():
    reader = _Reader()
    reader.feed(notice_html(notice(), "zh", versions=VERSIONS))
    assert reader.tags.count("h1") == 1
    assert not {"script", "style"} & set(reader.tags)
