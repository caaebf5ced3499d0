"""A coordinator who is nominated, or recused from a nomination, has no part in what their unit does with it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from chucai.charter.examples import example_text
from chucai.gates.acts import Actor, Appoint, PublishNotice, RecordBallot, Recuse, Return, Submit, Tally
from chucai.gates.dossier import Draft, Opening, write
from chucai.web.acts import perform
from tests.web.lanxi_round import OFFICE, ROUND, Lanxi
from tests.web.lanxi_round import coordinator as of
from tests.web.nominating import BASE, DIGEST, coordinator, plain, press, text
from tests.web.personas import signed_in_client
from tests.web.volunteers_round import HOME, MINE, Aldermark

pytestmark = pytest.mark.django_db
CASE = ("", "received/", "form/", f"evidence/{DIGEST}/", "revise/", "withdraw/", "return/", "stop/")
DECIDING = ("slates/u1/person/", "slates/u1/person/check/", "slates/u1/person/promote/", "slates/u1/person/form/",
            "votes/u1/", "votes/u1/check/")  # fmt: skip
GROUP: dict[str, Any] = {
    "theme": "care",
    "support": 2,
    "member_names": ("Ada Finch", "Bea Moss", "Cy Reed"),
    "attributes": {"years_running": 12, "volunteers": 90, "residents": 95, "local_benefit": True, "safeguarding": True,
                   "only_fundraising": False, "only_animals": False},
}  # fmt: skip
OF_SOMEBODY_ELSE = "Another coordinator of the unit takes care of this list, vote or notice, or the office does."


@pytest.fixture
def lanxi() -> Lanxi:
    return Lanxi().open().villagers()


def zhao(lanxi: Lanxi, unit: str, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> Client:
    """Zhao, who is nominated as n-1, coordinates a unit as well."""
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    person = lanxi.state().nomination("n-1").person
    assert person
    lanxi.do(OFFICE, Appoint(role="coordinator", who=(person,), scope=unit))
    return signed_in_client(lanxi, person, headers={"accept-language": language})


def forwarded(lanxi: Lanxi) -> None:
    tallies = {"n-1": Tally(agree=9), "n-2": Tally(agree=9)}
    numbers = {"entitled": 9, "present": 9, "cast": 9}
    lanxi.do(of("u1"), RecordBallot(ballot="unit-recommend.u1", stage="unit-recommend", unit="u1", tallies=tallies,
                                    **numbers))  # fmt: skip
    lanxi.forward("unit-recommend", "u1", "n-1", "n-2")
    lanxi.turn("unit-recommend", "unit-notice")


@pytest.mark.parametrize("unit", ["u1", "b1", "lanxi"])
def test_a_nominee_does_not_read_their_own_case_as_a_coordinator(
    lanxi: Lanxi, unit: str, monkeypatch: pytest.MonkeyPatch
):
    """Neither why the office returned it, nor where it stands, nor a button."""
    reason = Opening("reason", b"1" * 32, "Too little of this is true.")
    lanxi.do(OFFICE, Return(nomination="n-1", clause="§4(2)", reason=reason.commitment), (reason,))
    client = zhao(lanxi, unit, monkeypatch)
    for page in CASE:
        answers = client.get(f"{BASE}cases/n-1/{page}"), client.post(f"{BASE}cases/n-1/{page}", {"reason": "x"})
        assert {answer.status_code for answer in answers} <= {404, 405}, page
    home = text(client, BASE)
    assert "Zhao" not in home
    assert "Too little" not in home
    assert client.get(f"{BASE}cases/n-2/").status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_nominee_has_no_hand_in_the_vote_and_the_list_of_their_unit(
    lanxi: Lanxi, language: str, monkeypatch: pytest.MonkeyPatch
):
    client = zhao(lanxi, "u1", monkeypatch, language)
    for page in DECIDING:
        for answer in (client.get(BASE + page), client.post(BASE + page, {"declared": "yes", "version": "0"})):
            assert answer.status_code in (403, 405), page
    told = plain(client.get(BASE + DECIDING[0]))
    assert (OF_SOMEBODY_ELSE if language == "en" else "由本单位其他联络员或评选办公室办理") in told
    assert not lanxi.state().slate("unit-recommend", "u1").lists
    home = text(client, BASE)
    assert "Record the vote of your unit" not in home


def test_nor_in_its_notice(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    forwarded(lanxi)
    client = zhao(lanxi, "u1", monkeypatch)
    for page in ("notices/u1/", "notices/u1/form/"):
        assert OF_SOMEBODY_ELSE in plain(client.get(BASE + page))
    assert client.post(f"{BASE}notices/u1/", {"publish": "1", "read": "1"}).status_code == 403
    assert lanxi.state().notice("unit-notice.u1") is None
    assert "Publish the notice in your unit" not in text(client, BASE)


def test_the_other_coordinator_of_the_unit_does_it(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    zhao(lanxi, "u1", monkeypatch)
    client = coordinator(lanxi, "u1", monkeypatch)
    assert all(client.get(BASE + page).status_code in (200, 302) for page in DECIDING)
    assert client.get(f"{BASE}cases/n-1/").status_code == 200
    assert "Zhao" in text(client, BASE)


def test_lists_the_nominee_is_not_on_stay_with_them(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    """Of another category, or of another unit."""
    client = zhao(lanxi, "u1", monkeypatch)
    assert client.get(f"{BASE}slates/u1/team/").status_code == 200
    zhao(lanxi, "u2", monkeypatch)
    assert client.get(f"{BASE}slates/u2/person/").status_code == 200


def test_a_recused_judge_does_not_read_the_case_as_a_coordinator_above_while_its_notice_runs(
    lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch
):
    """The notice shows it to everybody; what happened to it, and the list it stands on, it shows to nobody."""
    lanxi.do(OFFICE, Appoint(role="coordinator", who=("judge-1",), scope="b1"))
    lanxi.do(OFFICE, Recuse(assessor="judge-1", nomination="n-1", interest="kin"))
    forwarded(lanxi)
    lanxi.do(of("u1"), PublishNotice(notice="unit-notice.u1", stage="unit-notice", unit="u1", listed=("n-1", "n-2")))
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    judge = signed_in_client(lanxi, "judge-1", headers={"accept-language": "en"})
    assert "Zhao" in text(Client(headers={"accept-language": "en"}), f"/rounds/{ROUND}/notices/unit-notice.u1/")
    assert judge.get(f"{BASE}cases/n-1/").status_code == 404
    assert judge.get(f"{BASE}cases/n-2/").status_code == 200
    assert "Zhao" not in text(judge, BASE)
    lanxi.turn("unit-notice", "bureau-recommend")
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    assert OF_SOMEBODY_ELSE in plain(judge.get(f"{BASE}slates/b1/person/"))
    assert "Put in order and forward" not in text(judge, BASE)


def test_who_may_put_themselves_forward_keeps_their_nomination(monkeypatch: pytest.MonkeyPatch):
    """They read it and take it back; where they coordinate the unit that receives it, they decide nothing on it."""
    open_to_self = example_text("voluntary").replace("self_nomination = false", "self_nomination = true")
    aldermark = Aldermark().open(open_to_self.replace("independent = true", "independent = false"))
    state, opened = aldermark.state(), {"round.opens": aldermark.at.date()}
    group = Draft(category="group", unit="north", name="Harbour Kitchen", members=("ada", "bea", "cy"), **GROUP)
    paper = write(state.charter(), group, opened, lambda field: sha256(field.encode()).digest())
    submit = Submit(nomination="v-1", category="group", unit="north", **paper.fields)
    perform(aldermark.round_id, Actor(id="ada", role="nominator"), submit, aldermark.at, paper.openings)
    aldermark.do(OFFICE, Appoint(role="coordinator", who=("ada",), scope="north"))
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    ada = signed_in_client(aldermark, "ada", headers={"accept-language": "en"})
    assert "Harbour Kitchen" in text(ada, MINE)
    assert "Harbour Kitchen" not in text(ada, HOME)
    assert ada.get(f"{HOME}cases/v-1/").status_code == 200
    assert [ada.get(f"{HOME}cases/v-1/{what}/").status_code for what in ("return", "stop")] == [404, 404]
    assert OF_SOMEBODY_ELSE in plain(ada.get(f"{HOME}slates/north/group/"))
    press(ada, f"{HOME}cases/v-1/withdraw/", {"reason": "We changed our minds."})
    assert aldermark.state().nomination("v-1").ended == "withdrawn"
