"""A paper that is written and not handed in: units and office are told while there is time, and what to do afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from chucai.gates.acts import CloseStage, OpenStage
from tests.web.lanxi_round import OFFICE, Lanxi
from tests.web.nominating import BASE, begun, coordinator, filled, number, press, text
from tests.web.personas import signed_in_client
from tests.web.volunteers_round import MINE, Aldermark, signed_up
from tests.web.volunteers_round import filled as written_for_oneself

pytestmark = pytest.mark.django_db
NOTHING = "There is nothing to do for this unit now."
COMPLETE = "Complete, but not handed in: Zhao Shiqiao."
OVER = "Not handed in, and the last day is over: Zhao Shiqiao."
ASK = "Ask the office at once: as long as it has not closed the stage, it can extend it."


@pytest.fixture
def lanxi() -> Lanxi:
    return Lanxi().open()


@pytest.fixture
def client(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch) -> Client:
    return coordinator(lanxi, "u1", monkeypatch)


def after_the_last_day(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch) -> None:
    lanxi.at += timedelta(days=60)
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())


def blockers(lanxi: Lanxi) -> str:
    return text(
        signed_in_client(lanxi, "office", headers={"accept-language": "en"}), f"/rounds/{lanxi.round_id}/office/"
    )


def test_a_draft_that_is_complete_is_not_green(client: Client):
    draft = filled(client)
    tasks = client.get(BASE).content.decode()
    assert '<strong class="tag amber">complete, not handed in</strong>' in tasks
    for page in (BASE, draft):
        assert COMPLETE in text(client, page)
        assert "Can be handed in until:" in text(client, page)


def test_a_draft_that_is_half_written_is_not_called_complete(client: Client):
    draft = begun(client)
    assert "not handed in" not in text(client, BASE) + text(client, draft)


def test_before_the_round_begins_nothing_is_late(monkeypatch: pytest.MonkeyPatch):
    lanxi = Lanxi().open(stage=False)
    client = coordinator(lanxi, "u1", monkeypatch)
    draft = filled(client)
    assert COMPLETE not in text(client, BASE) + text(client, draft)


def test_what_is_handed_in_is_warned_of_no_more(client: Client):
    press(client, f"{filled(client)}check/", {"declared": "yes"})
    assert "not handed in" not in text(client, BASE)


def test_a_last_day_ends_at_midnight(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    assert "(until midnight)" in text(client, BASE)
    assert "（当日24时前）" in text(coordinator(lanxi, "u1", monkeypatch, "zh-hans"), BASE)
    after_the_last_day(lanxi, monkeypatch)
    assert "midnight" not in text(client, BASE)


def test_after_the_last_day_the_unit_is_told_what_to_do(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    draft = filled(client)
    after_the_last_day(lanxi, monkeypatch)
    for page in (BASE, draft):
        assert OVER in text(client, page)
        assert ASK in text(client, page)
        assert 'class="banner error"' in client.get(page).content.decode()
    assert NOTHING not in text(client, BASE)
    assert "尚未报送：Zhao Shiqiao。" in text(coordinator(lanxi, "u1", monkeypatch, "zh-hans"), BASE)


def test_once_the_stage_is_closed_it_is_only_told(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    filled(client)
    after_the_last_day(lanxi, monkeypatch)
    lanxi.do(OFFICE, CloseStage(stage="unit-recommend"))
    lanxi.do(OFFICE, OpenStage(stage="unit-notice"))
    page = text(client, BASE)
    assert "Never handed in, and not part of this round: Zhao Shiqiao." in page
    assert ASK not in page


def test_the_office_reads_which_units_have_such_drafts_and_nothing_of_them(client: Client, lanxi: Lanxi):
    begun(client)
    assert "not handed in" not in blockers(lanxi)
    draft = filled(client)
    page = blockers(lanxi)
    assert "1 unit has complete nominations that were not handed in (Shiqiao Village): ask its coordinators" in page
    assert "Zhao" not in page
    assert number(draft) not in page


def test_who_nominates_for_no_unit_is_told_in_their_own_words(monkeypatch: pytest.MonkeyPatch):
    ada = signed_up(Aldermark().open(), monkeypatch, "ada@example.org")
    written_for_oneself(ada)
    assert "Complete, but not handed in: " in text(ada, MINE)
    assert "但尚未提交：" in text(ada, f"{MINE}?lang=zh-hans")


def test_the_office_reads_it_again_before_it_closes_the_stage(client: Client, lanxi: Lanxi):
    filled(client)
    office = signed_in_client(lanxi, "office", headers={"accept-language": "zh-hans"})
    page = text(office, f"/rounds/{lanxi.round_id}/office/stages/unit-recommend/close")
    assert "1 个单位有已填完但尚未报送的推荐（石桥村）" in page
