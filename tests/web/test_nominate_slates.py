"""Votes, slates, notices and what goes back: a unit's list on its way up the tree, one act after the other."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client

from chucai.errors import Refused
from chucai.gates.acts import IssuePlaces, Return
from chucai.gates.dossier import Opening
from chucai.web.desk import Desk
from chucai.web.records import models
from tests.web.lanxi_round import OFFICE, Lanxi
from tests.web.nominating import BASE, DIGEST, coordinator, document, plain, press, text

pytestmark = pytest.mark.django_db
SLATE = f"{BASE}slates/u1/person/"
NAMES = {"n-1": "Zhao", "n-2": "Qian", "n-3": "Sun", "n-4": "Li", "n-5": "Zhou"}


@pytest.fixture
def lanxi() -> Lanxi:
    lanxi = Lanxi().open()
    for number, name in NAMES.items():
        lanxi.submit(number, "u1", name)
    return lanxi


@pytest.fixture
def client(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch) -> Client:
    return coordinator(lanxi, "u1", monkeypatch)


def minutes(**agree: int) -> dict[str, str]:
    """What is typed from the minutes: 28 papers, the rest of each disagreeing."""
    votes = {f"agree-{key.replace('_', '-')}": str(n) for key, n in agree.items()}
    against = {f"disagree-{key.replace('_', '-')}": str(28 - n) for key, n in agree.items()}
    return {"version": "0", "entitled": "40", "present": "28", "cast": "28", "minutes": "3 March", **votes, **against}


def voted(client: Client, **agree: int) -> None:
    press(client, f"{BASE}votes/u1/", minutes(**{"n_1": 20, "n_2": 20, "n_3": 20, "n_4": 20, "n_5": 5, **agree}))
    press(client, f"{BASE}votes/u1/check/", {})


def order(client: Client, *moves: str) -> None:
    for move in moves:
        press(client, SLATE, {"version": version(client), "move": move})


def version(client: Client) -> str:
    return client.get(SLATE).content.decode().partition('name="version" value="')[2].partition('"')[0]


# --- the vote


def test_quorum_and_result_are_shown_before_they_are_kept(client: Client, lanxi: Lanxi):
    assert press(client, f"{BASE}votes/u1/", minutes(n_1=15, n_2=14, n_3=20, n_4=20, n_5=0)).endswith(
        "/votes/u1/check/"
    )
    page = text(client, f"{BASE}votes/u1/check/")
    assert "There is a quorum" in page
    assert "Zhao 15 13 0 passed" in page
    assert "Qian 14 14 0 not passed" in page
    assert lanxi.state().ballot("unit-recommend.u1") is None
    press(client, f"{BASE}votes/u1/check/", {})
    ballot = lanxi.state().ballot("unit-recommend.u1")
    assert ballot
    assert ballot.passed == {"n-1", "n-3", "n-4"}


def test_without_a_quorum_nothing_is_decided(client: Client):
    typed = {**minutes(n_1=20, n_2=20, n_3=20, n_4=20, n_5=20), "entitled": "50"}
    press(client, f"{BASE}votes/u1/", typed)
    assert "There is no quorum" in text(client, f"{BASE}votes/u1/check/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"present": "41"}, "No more can vote than were present"),
        ({"agree-n-1": "21"}, "Zhao: The votes must add up to the papers cast."),
        ({"defer-n-2": "one"}, "Qian: Give whole numbers for each choice."),
        ({"cast": "many"}, "Give a whole number: papers cast."),
        ({"minutes": ""}, "Say which minutes this is taken from."),
    ],
)
def test_numbers_that_cannot_be_are_told_and_kept_as_typed(client: Client, wrong: dict[str, str], said: str):
    typed = minutes(n_1=20, n_2=20, n_3=20, n_4=20, n_5=20)
    answer = client.post(f"{BASE}votes/u1/", {**typed, **wrong})
    assert said in plain(answer)
    assert 'value="40"' in client.get(f"{BASE}votes/u1/").content.decode()


def test_what_is_wrong_with_the_votes_on_somebody_leads_to_them(client: Client):
    answer = client.post(f"{BASE}votes/u1/", {**minutes(n_1=20, n_2=20, n_3=20, n_4=20, n_5=20), "agree-n-4": "1"})
    page = answer.content.decode()
    assert '<a href="#id_agree-n-4">Li: The votes must add up to the papers cast.</a>' in page
    assert 'id="id_agree-n-4"' in page


def test_what_the_gates_refuse_of_a_vote_names_people_not_numbers(client: Client, monkeypatch: pytest.MonkeyPatch):
    def tied(*_: object) -> None:
        raise Refused("chair-must-decide", nominations=["n-1", "n-4"])

    press(client, f"{BASE}votes/u1/", minutes(n_1=20, n_2=20, n_3=20, n_4=20, n_5=20))
    monkeypatch.setattr(Desk, "perform", tied)
    answer = client.post(f"{BASE}votes/u1/check/", {})
    assert "The votes are tied on Zhao, Li: the chair's casting vote is needed." in unescape(plain(answer))


# --- the slate


def test_who_did_not_pass_the_vote_does_not_go_up(client: Client):
    assert "no vote yet" in text(client, SLATE)
    voted(client)
    page = text(client, SLATE)
    assert "4 of at most 4 names are on the list, for 3 places." in page
    assert "up to 6 names for every 5 places" in page
    order(client, "ranked:n-5")
    page = text(client, SLATE)
    assert "1 too many" in page
    assert "Not passed by the unit's vote, so they cannot go up: Zhou" in page.replace("&#x27;", "'")
    answer = client.post(f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    assert "There is a problem" in plain(answer)


def test_a_reserve_who_did_not_pass_the_vote_is_told_apart(client: Client):
    """The gate would not let them move up later: it is said before the list goes up."""
    assert "cannot move up" not in text(client, SLATE)
    voted(client)
    order(client, "reserve:n-4", "reserve:n-5")
    for where in (SLATE, f"{SLATE}check/"):
        page = text(client, where)
        assert "Zhou not passed by vote cannot move up" in page
        assert page.count("cannot move up") == 1
    order(client, "ranked:n-5")
    assert "cannot move up" not in text(client, SLATE)


def test_a_reserve_no_vote_was_held_on_is_told_apart(client: Client):
    order(client, "reserve:n-4")
    assert "Li no vote yet" in text(client, f"{SLATE}check/")


def test_names_move_by_buttons_and_by_numbers(client: Client):
    voted(client)
    order(client, "down:n-1", "reserve:n-4")
    page = client.get(f"{SLATE}check/").content.decode()
    assert (
        page.index("Qian")
        < page.index("Zhao")
        < page.index("Sun")
        < page.index("In reserve, in")
        < page.index("<li>Li")
    )
    numbers = {"place-n-1": "3", "place-n-2": "2", "place-n-3": "1"}
    press(client, SLATE, {"version": version(client), "renumber": "1", **numbers})
    page = client.get(f"{SLATE}check/").content.decode()
    assert page.index("Sun") < page.index("Qian") < page.index("Zhao")


def test_an_order_changed_by_somebody_else_is_not_overwritten(
    client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch
):
    voted(client)
    old = version(client)
    order(coordinator(lanxi, "u1", monkeypatch), "reserve:n-4")
    answer = client.post(SLATE, {"version": old, "move": "off:n-1"})
    assert "Somebody else has saved this draft meanwhile" in plain(answer)
    forward = client.post(f"{SLATE}check/", {"version": old, "declared": "yes"})
    assert "Somebody else has changed the order meanwhile." in plain(forward)


def test_a_slate_is_forwarded_with_its_reserves(client: Client, lanxi: Lanxi):
    voted(client)
    order(client, "down:n-1", "reserve:n-4")
    assert press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"}) == BASE
    names = lanxi.state().slate("unit-recommend", "u1").lists["person"]
    assert (names.ranked, names.reserve) == (("n-2", "n-1", "n-3"), ("n-4",))
    sheet = text(client, f"{SLATE}form/")
    assert sheet.index("Qian") < sheet.index("Zhao") < sheet.index("in reserve")


def test_the_first_reserve_moves_up_when_somebody_falls_out(client: Client, lanxi: Lanxi):
    voted(client)
    order(client, "reserve:n-3", "reserve:n-4")
    press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    assert "Fallen out" not in text(client, SLATE)
    press(client, f"{BASE}cases/n-1/withdraw/", {"reason": "Moved away"})
    assert "Fallen out since it was forwarded: Zhao" in text(client, SLATE)
    press(client, f"{SLATE}promote/", {})
    assert lanxi.state().slate("unit-recommend", "u1").lists["person"].promoted == ("n-3",)


# --- up the tree, and back


@pytest.fixture
def above(lanxi: Lanxi, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The bureau's coordinator, after its units have forwarded and the notice in the unit has run."""
    voted(client)
    order(client, "reserve:n-4")
    press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    lanxi.turn("unit-recommend", "unit-notice")
    published(coordinator(lanxi, "u1", monkeypatch))
    lanxi.turn("unit-notice", "bureau-recommend")
    return coordinator(lanxi, "b1", monkeypatch)


def published(client: Client) -> None:
    press(client, f"{BASE}notices/u1/", {"name": "Village office", "phone": "0000-1", "publish": "1", "read": "1"})


def test_the_bureau_ranks_what_its_units_forwarded(above: Client, lanxi: Lanxi):
    where = f"{BASE}slates/b1/person/"
    page = text(above, where)
    assert "3 of at most 15 names are on the list, for 12 places." in page
    assert "Shiqiao Village" in page
    assert "Zhou" not in page
    press(above, f"{where}check/", {"version": "0", "declared": "yes"})
    assert lanxi.state().slate("bureau-recommend", "b1").lists["person"].ranked == ("n-1", "n-2", "n-3")
    home = text(above, BASE)
    assert "Shiqiao Village 5 Official 3" in home
    assert "Liulin Community 0 nobody put forward" in home


def test_the_bureau_returns_with_the_clause_and_the_unit_mends(
    above: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch
):
    where = f"{BASE}cases/n-2/return/"
    assert "Competent or better in each of the last three years" in text(above, where)
    answer = above.post(where, {"reason": "Which years?"})
    assert "Choose the clause it rests on." in plain(answer)
    assert "Which years?" in plain(answer)
    press(above, where, {"clause": "§4(3)", "reason": "Which years?"})
    client = coordinator(lanxi, "u1", monkeypatch)
    home = text(client, BASE)
    assert "Mend what was returned: Qian" in home
    assert "Under: §4(3) Competent or better in each of the last three years" in home
    assert "Which years?" in home
    again = press(client, f"{BASE}cases/n-2/revise/", {})
    press(client, f"{again}evidence/", {"documents": [document()], "finish": "1"})
    claim = lanxi_claim(client, again)
    press(client, claim[0], claim[1])
    press(client, f"{again}check/", {"declared": "yes"})
    assert not lanxi.state().nomination("n-2").returned


def lanxi_claim(client: Client, draft: str) -> tuple[str, dict[str, Any]]:
    """The claim of the invented dossier, tied to its document."""
    says = {
        "says": "修通村路",
        "figure": "12",
        "unit": "公里",
        "bound": "exact",
        "as_of": "2025-12",
        "evidence": [DIGEST],
    }
    page = client.get(f"{draft}claims/").content.decode()
    item = page.partition('id="claim-')[2].partition('"')[0]
    where = f"{draft}claims/{item}/"
    mark = client.get(where).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    return where, {**says, "seen": mark}


def test_the_bureau_stops_with_a_clause(above: Client, lanxi: Lanxi):
    press(above, f"{BASE}cases/n-3/stop/", {"clause": "§4(4)", "reason": "A sanction counts"})
    assert lanxi.state().nomination("n-3").ended == "stopped"


def test_what_the_office_returns_comes_first(client: Client, lanxi: Lanxi):
    reason = Opening("reason", b"1" * 32, "The year is missing.")
    lanxi.do(OFFICE, Return(nomination="n-3", clause="§4(2)", reason=reason.commitment), (reason,))
    home = text(client, BASE)
    assert home.index("Mend what was returned: Sun") < home.index("The year is missing.") < home.index("Places")


# --- the notice


def test_the_notice_shows_what_the_charter_lets_it_show(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    voted(client)
    order(client, "reserve:n-4")
    press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    lanxi.turn("unit-recommend", "unit-notice")
    client = coordinator(lanxi, "u1", monkeypatch)
    page = text(client, f"{BASE}notices/u1/")
    assert "Zhao, Shiqiao Village, Official, 村党组织书记" in page
    assert "Zhou" not in page
    assert "excellent" not in page
    published(client)
    notice = lanxi.state().notice("unit-notice.u1")
    assert notice
    assert notice.listed == ("n-1", "n-2", "n-3")
    assert "Village office" in text(client, f"{BASE}notices/u1/form/")


def told_publicly(lanxi: Lanxi, language: str) -> str:
    return plain(
        Client().get(f"/rounds/{lanxi.round_id}/notices/unit-notice.u1/", headers={"accept-language": language})
    )


def sealed_text(notice: str) -> dict[str, str]:
    """What the ledger holds the seal of, in both languages."""
    row = models.Opening.objects.get(stream__key=f"notice/{notice}", field="text")
    return dict(json.loads(row.value))


def test_each_language_has_its_own_names_whichever_the_coordinator_reads(
    client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch
):
    voted(client)
    press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    lanxi.turn("unit-recommend", "unit-notice")
    client = coordinator(lanxi, "u1", monkeypatch, "en")
    sent = {"name": "村委会办公室 Village office", "phone": "0000-1", "publish": "1", "read": "1"}
    press(client, f"{BASE}notices/u1/", sent)
    kept = sealed_text("unit-notice.u1")
    assert "石桥村研究提出" in kept["zh"]
    assert "村委会办公室" in kept["zh"]
    assert "Shiqiao" not in kept["zh"]
    assert "Shiqiao Village" in kept["en"]
    assert "石桥村" not in kept["en"]
    assert "村委会" not in kept["en"]


def test_everybody_reads_where_the_unit_takes_objections(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    voted(client)
    press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    lanxi.turn("unit-recommend", "unit-notice")
    published(coordinator(lanxi, "u1", monkeypatch))
    page = told_publicly(lanxi, "en")
    assert "Village office" in page
    assert "0000-1" in page


def test_a_telephone_number_in_a_statement_keeps_the_notice_back(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "u1", monkeypatch)
    lanxi.submit("n-6", "u1", "Wu", statement="Call 13800138000.")
    typed = minutes(n_1=1, n_2=1, n_3=1, n_4=1, n_5=1, n_6=28)
    press(client, f"{BASE}votes/u1/", typed)
    press(client, f"{BASE}votes/u1/check/", {})
    press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    lanxi.turn("unit-recommend", "unit-notice")
    client = coordinator(lanxi, "u1", monkeypatch)
    answer = client.post(f"{BASE}notices/u1/", {"publish": "1", "read": "1"})
    assert "13…0" in plain(answer)
    assert lanxi.state().notice("unit-notice.u1") is None


def test_the_unit_reads_its_notice_before_it_publishes(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    voted(client)
    press(client, f"{SLATE}check/", {"version": version(client), "declared": "yes"})
    lanxi.turn("unit-recommend", "unit-notice")
    client = coordinator(lanxi, "u1", monkeypatch)
    where = f"{BASE}notices/u1/"
    page = client.get(where).content.decode()
    assert page.index("Zhao") < page.index('id="id_read"') < page.index('name="publish"')
    answer = client.post(where, {"name": "Village office", "phone": "0000-1", "publish": "1"}).content.decode()
    assert '<a href="#id_read">Tick the box below the list' in answer
    assert 'value="0000-1"' in answer
    assert lanxi.state().notice("unit-notice.u1") is None
    published(client)
    assert lanxi.state().notice("unit-notice.u1")


def test_the_form_for_paper_has_a_box_for_every_tier(client: Client):
    form = text(client, f"{BASE}cases/n-1/form/")
    for words in (
        "Recommendation and approval form",
        "Opinion: Unit or village",
        "Opinion: District",
        "nomination/n-1@1",
    ):
        assert words in form


# --- places


def test_places_are_passed_on_to_units_below(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "b1", monkeypatch)
    where = f"{BASE}places/b1/"
    assert client.get(where).status_code == 404
    lanxi.do(OFFICE, IssuePlaces(unit="b1", places={"person": 5}))
    press(client, where, {"u1.person": "3", "u2.person": "2"})
    press(client, where, {"u1.person": "1", "u2.person": "4"})
    assert lanxi.state().tree.places == {("b1", "person"): 5, ("u1", "person"): 1, ("u2", "person"): 4}
    answer = client.post(where, {"u1.person": "2", "u2.person": "4"})
    assert "There is a problem" in plain(answer)
    assert lanxi.state().tree.places["u1", "person"] == 1
    assert "Give whole numbers." in plain(client.post(where, {"u1.person": "-1"}))
    assert coordinator(lanxi, "b2", monkeypatch).get(where).status_code == 404
