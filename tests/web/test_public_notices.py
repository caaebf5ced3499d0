"""Notices: what anybody may read, from which day to which day, and of whom (P1-P5, P10)."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.gates.acts import CloseRound, Withdraw
from chucai.web.records.openings import erase
from chucai.web.records.sealing import seal
from tests.web.public_round import HIDDEN, PublicSchool
from tests.web.small_round import ROUND, SECRETARY

pytestmark = pytest.mark.django_db
LIST, NOTICE = f"/rounds/{ROUND}/notices/", f"/rounds/{ROUND}/notices/show/"
ADDRESSES = (
    "/",
    f"/rounds/{ROUND}/",
    f"/rounds/{ROUND}/how",
    LIST,
    NOTICE,
    f"{NOTICE}object",
    f"/rounds/{ROUND}/feed.atom",
)


def page(client: Client, path: str, language: str = "en", status: int = 200) -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    return PublicSchool().noticed().set_clock(monkeypatch)


def test_a_notice_has_the_form_of_one(client: Client, school: PublicSchool):
    text = page(client, NOTICE, "zh-CN")
    for words in (
        "关于青石小学年度奖（2026）拟入选对象的公示",
        "公示名单",
        "安宁",
        "柏川",
        "教书育人",
        "共5个工作日（首日不计入）",
    ):
        assert words in text
    assert "提出异议" in text
    assert "还剩 5 个工作日" in text


def test_a_notice_names_those_on_it_and_nobody_else(client: Client, school: PublicSchool):
    text = page(client, NOTICE)
    assert "An Ning" in text
    assert "Bo Chuan" in text
    assert "Taught well." in text
    assert "Cen Wei" not in text


def test_a_notice_shows_no_field_that_is_not_for_everybody(client: Client, school: PublicSchool):
    for path in ADDRESSES:
        text = client.get(path, follow=True).content.decode()
        assert not any(hidden in text for hidden in HIDDEN), path


def test_what_the_charter_does_not_list_is_not_shown_though_it_is_public(client: Client, school: PublicSchool):
    assert "Subject an" in page(client, NOTICE)
    assert "members" not in page(client, NOTICE)


@pytest.mark.parametrize("days", [0, 7])
def test_names_stand_as_long_as_the_period_runs(client: Client, school: PublicSchool, days: int):
    school.later(days=days)
    assert "An Ning" in page(client, NOTICE)
    assert "Open now" in page(client, LIST)


def test_after_the_period_the_notice_is_remembered_without_names(client: Client, school: PublicSchool):
    school.later(days=8)
    text = page(client, NOTICE)
    assert "The period of this notice is over." in text
    assert "An Ning" not in text
    assert "No notice is open." in page(client, LIST)
    assert client.get(f"{NOTICE}object").status_code == 302


def test_before_it_is_published_there_is_no_notice(client: Client, monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().begin().put_forward({"an": "安宁 An Ning", "bo": "柏川 Bo Chuan", "cen": "岑微 Cen Wei"})
    school.chosen("an", "bo", "cen").set_clock(monkeypatch)
    assert client.get(NOTICE).status_code == 404
    for path in ADDRESSES[:4]:
        assert "An Ning" not in page(client, path)


def test_who_withdraws_is_named_no_longer(client: Client, school: PublicSchool):
    school.do(SECRETARY, Withdraw(nomination="an", reason="0" * 64))
    text = page(client, NOTICE)
    assert "An Ning" not in text
    assert "Bo Chuan" in text
    assert "1 name has left this notice" in text
    assert "An Ning" not in page(client, f"{NOTICE}object")


def test_an_erased_name_is_gone(client: Client, school: PublicSchool):
    assert "An Ning" in page(client, NOTICE)
    erase(ROUND, "nomination/an")
    text = page(client, NOTICE)
    assert "An Ning" not in text
    assert "Bo Chuan" in text


def test_a_text_that_gives_away_a_telephone_number_is_not_shown(client: Client, monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().begin().put_forward({"an": "An", "bo": "Bo", "cen": "Cen"}, "Call 13812345678 for more.")
    school.chosen("an", "bo", "cen").publish("an", "bo").set_clock(monkeypatch)
    text = page(client, NOTICE)
    assert "An" in text
    assert "13812345678" not in text


# --- sealed programmes


def test_a_sealed_programme_shows_nothing_but_its_rules(client: Client, monkeypatch: pytest.MonkeyPatch):
    PublicSchool().noticed(sealed=True, years=50).set_clock(monkeypatch)
    for path in (f"/rounds/{ROUND}/", f"/rounds/{ROUND}/how", LIST, f"/rounds/{ROUND}/feed.atom", "/"):
        text = page(client, path)
        assert "An Ning" not in text
        assert "Stage now" not in text
    assert "Its papers open 50 years after the round has ended" in page(client, f"/rounds/{ROUND}/")
    for path in (NOTICE, f"{NOTICE}object"):
        assert client.get(path).status_code == 404
    assert client.get(f"/rounds/{ROUND}/stories/an/").status_code == 404
    assert "Nobody by the name" in client.post("/verify/?lang=en", {"name": "安宁"}).content.decode()


def test_a_sealed_programme_names_the_honoured_once_they_are_announced_and_keeps_its_papers(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    """Whoever was not honoured stays unnamed; how it came about is opened when the charter says so."""
    school = PublicSchool().noticed(sealed=True, years=50).set_clock(monkeypatch)
    assert "An Ning" not in page(client, f"/rounds/{ROUND}/")
    school.announced()
    roll, story = page(client, f"/rounds/{ROUND}/"), page(client, f"/rounds/{ROUND}/stories/an/")
    assert "An Ning" in roll
    assert "Cen" not in roll
    for text in (roll, story):
        assert "open 50 years after the round has ended" in text
        assert "/bundle" not in text
    assert "How this name got here" not in story
    assert client.get(f"/rounds/{ROUND}/bundle").status_code == 404
    assert client.get(NOTICE).status_code == 404
    for path in (f"/rounds/{ROUND}/how", LIST):
        assert "An Ning" not in page(client, path)
    assert "Roll of honour" in page(client, f"/rounds/{ROUND}/feed.atom")
    assert "An Ning" in client.post("/verify/?lang=en", {"name": "安宁"}).content.decode()
    school.do(SECRETARY, CloseRound())
    seal(school.round_id)
    school.later(days=366 * 50)
    assert "/bundle" in page(client, f"/rounds/{ROUND}/")


# --- cost


def test_a_notice_costs_the_same_however_long_it_is(client: Client, monkeypatch: pytest.MonkeyPatch):
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    PublicSchool("few").noticed().set_clock(monkeypatch)
    names = {f"n{n:03}": f"Name {n}" for n in range(60)}
    long = PublicSchool("many").begin(places=50).put_forward(names)
    long.chosen(*names).publish(*list(names)[:50]).set_clock(monkeypatch)
    few = queries("/rounds/few/notices/show/")
    assert queries("/rounds/many/notices/show/") <= few <= 12
    assert queries("/rounds/many/notices/show/") <= 3  # remembered


def test_a_notice_is_kept_by_whoever_has_it(client: Client, school: PublicSchool):
    first = client.get(NOTICE)
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in first["Vary"]
    assert client.get(NOTICE, headers={"if-none-match": first["ETag"]}).status_code == 304
    school.later(days=8)
    assert client.get(NOTICE, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_feed_tells_of_notices_and_of_the_roll_without_names(client: Client, school: PublicSchool):
    text = page(client, f"/rounds/{ROUND}/feed.atom")
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
    assert re.search(
        r"<title>Notice in the school</title>\s*<link href=\"http://localhost:8000/rounds/[^\"]+/notices/show/\"", text
    )
    school.announced()
    text = page(client, f"/rounds/{ROUND}/feed.atom")
    assert "<title>Roll of honour</title>" in text
    assert "An Ning" not in text
