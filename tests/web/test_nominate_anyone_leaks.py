"""Where anybody may nominate: nobody learns of anybody else's, and nobody comes in by that door where there is none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from chucai.gates.acts import Actor, Appoint, AskOpinion, ForwardSlate, GiveOpinion, RecordBallot, Tally
from chucai.web.jobs.work import drain
from chucai.web.records import models, newcomers, people, uploads
from tests.web.lanxi_round import Lanxi
from tests.web.nominating import DIGEST, PDF, document, plain, press, text
from tests.web.personas import account, signed_in, signed_in_client
from tests.web.test_nominate_leaks import CASE_PAGES, DRAFT_PAGES, refused
from tests.web.volunteers_round import (
    HOME,
    MINE,
    OFFICE,
    ROUND,
    Aldermark,
    filled,
    handed_in,
    signed_up,
    visitor,
)

pytestmark = pytest.mark.django_db
OWN_PAGES = (*DRAFT_PAGES, "you/", "where/", "same/")


@pytest.fixture
def aldermark() -> Aldermark:
    return Aldermark().open()


@pytest.fixture
def ada(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch) -> Client:
    return signed_up(aldermark, monkeypatch, "ada@example.org")


def others(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    """Everybody who must not find what Ada writes."""
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    bob = signed_up(aldermark, monkeypatch, "bob@example.org")
    press(bob, f"{MINE}new/", {"category": "group"})
    return {
        "another who nominates": bob,
        "an account without a seat": signed_in(account()),
        "the other county": signed_in_client(aldermark, "co-south"),
        "a judge": signed_in_client(aldermark, "judge-1"),
        "the office": signed_in_client(aldermark, "office"),
    }


def test_nobody_else_finds_what_somebody_has_handed_in(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    number = handed_in(ada)
    for who, client in others(aldermark, monkeypatch).items():
        pages = [page for page in CASE_PAGES if who != "the office" or "evidence" not in page]
        assert [page for page in pages if not refused(client, f"{HOME}cases/{number}/{page}")] == [], who
        assert number not in client.get(MINE).content.decode()
        assert "Harbour Kitchen" not in client.get(MINE).content.decode()


def test_a_draft_is_found_by_whoever_writes_it_alone(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    draft = filled(ada)
    them = others(aldermark, monkeypatch) | {"its own county": signed_in_client(aldermark, "co-north")}
    for who, client in them.items():
        for where in (draft, draft.replace("~", "north"), draft.replace("~", "south")):
            assert [page for page in OWN_PAGES if not refused(client, where + page)] == [], who
        assert "Harbour Kitchen" not in client.get(MINE).content.decode()
    assert ada.get(draft).status_code == 200


def test_the_search_for_the_same_group_tells_only_of_ones_own(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    handed_in(ada)
    bob = signed_up(aldermark, monkeypatch, "bob@example.org")
    draft = press(bob, f"{MINE}new/", {"category": "group"})
    press(bob, f"{draft}where/", {"unit": "north"})
    press(bob, f"{draft}members/", {"name": "Bea Moss"})
    assert "same person" not in plain(bob.post(f"{draft}same/", {"name": "Harbour Kitchen"}))
    assert "Is this the same person" not in text(bob, f"{draft}members/")


def test_ones_own_second_draft_of_the_same_group_is_told(monkeypatch: pytest.MonkeyPatch):
    from chucai.charter.examples import example_text

    aldermark = Aldermark().open(example_text("voluntary").replace("per_nominator = 1", "per_nominator = 3"))
    ada = signed_up(aldermark, monkeypatch, "ada@example.org")
    first, second = (press(ada, f"{MINE}new/", {"category": "group"}) for _ in range(2))
    press(ada, f"{first}who/", {"name": "Harbour Kitchen"})
    assert "Another draft of yours" in plain(ada.post(f"{second}same/", {"name": "Harbour Kitchen"}))


def test_a_document_is_not_handed_out_for_its_digest(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    filled(ada)
    bob = signed_up(aldermark, monkeypatch, "bob@example.org")
    draft = press(bob, f"{MINE}new/", {"category": "group"})
    press(bob, f"{draft}claims/new/", {"says": "x", "bound": "exact", "evidence": [DIGEST]})
    assert bob.get(f"{draft}evidence/{DIGEST}/").status_code == 404


def test_sensitive_answers_stay_with_whoever_gave_them(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    number = handed_in(ada, about={"concern": "A treasurer left."})
    county = signed_in_client(aldermark, "co-north")
    for page in ("", "form/"):
        assert "treasurer" not in county.get(f"{HOME}cases/{number}/{page}").content.decode()


def test_while_judges_compare_nobody_who_nominated_knows_more(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    number = handed_in(ada)
    other = handed_in(signed_up(aldermark, monkeypatch, "bob@example.org"), group="River Watch", you="Bob Lane")
    clerk = Actor(id="co-north", role="coordinator")
    both = tuple(sorted((number, other)))
    slate = {"unit": "north", "category": "group"}
    aldermark.do(clerk, ForwardSlate(stage="receive", ranked=both, **slate))
    aldermark.turn("receive", "eligibility")
    regulator(aldermark, *both)
    aldermark.turn("eligibility", "county-panel")
    tallies = {name: Tally(agree=9) for name in both}
    meeting = {"entitled": 9, "present": 9, "cast": 9}
    vote = RecordBallot(ballot="county-panel.north", stage="county-panel", unit="north", tallies=tallies, **meeting)
    aldermark.do(clerk, vote)
    aldermark.do(clerk, ForwardSlate(stage="county-panel", ranked=(number,), reserve=(other,), **slate))
    aldermark.turn("county-panel", "national-committee")
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    for page in (MINE, f"{HOME}cases/{number}/"):
        shown = text(ada, page)
        assert "with the judges" in shown
        assert "Withdraw" not in shown
    bob = signed_in(models.Account.objects.get(email="bob@example.org"), headers={"accept-language": "en"})
    assert "with the judges" in text(bob, MINE)


def regulator(aldermark: Aldermark, *names: str) -> None:
    """Asked, and clear."""
    aldermark.do(OFFICE, Appoint(role="officer", who=("officer-1",), scope="regulator"))
    for name in names:
        aldermark.do(OFFICE, AskOpinion(nomination=name, body="regulator"))
        officer = Actor(id="officer-1", role="officer")
        aldermark.do(officer, GiveOpinion(nomination=name, body="regulator", opinion="clear"))


# --- who comes in


def asked_for_a_link(client: Client, email: str, onward: str) -> tuple[int, str, int]:
    """What is answered, and how many links go out."""
    before = models.Mail.objects.filter(kind="sign-in").count()
    answer = client.post("/sign-in/", {"email": email, "next": onward})
    drain()
    return answer.status_code, answer["Location"], models.Mail.objects.filter(kind="sign-in").count() - before


def test_known_and_unknown_addresses_are_answered_alike(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    people.seat(ROUND, "co-north", "known@example.org")
    client = visitor(aldermark, monkeypatch)
    known = asked_for_a_link(client, "known@example.org", MINE)
    assert asked_for_a_link(client, "unknown@example.org", MINE) == known
    answers = [asked_for_a_link(client, f"{who}@example.org", "/me/")[:2] for who in ("known", "nobody")]
    assert answers[0] == answers[1]
    assert not models.Account.objects.filter(email="nobody@example.org").exists()


@pytest.mark.parametrize(
    "onward",
    [
        "",
        "/me/",
        f"/rounds/{ROUND}/",
        f"/rounds/{ROUND}/judge/",
        f"/rounds/{ROUND}/office/",
        "/rounds/nowhere/nominate/mine/",
        f"https://elsewhere.example/rounds/{ROUND}/nominate/mine/",
        f"//elsewhere.example/rounds/{ROUND}/nominate/mine/",
    ],
)
def test_only_the_way_to_nominate_lets_newcomers_in(aldermark: Aldermark, onward: str, monkeypatch: pytest.MonkeyPatch):
    client = visitor(aldermark, monkeypatch)
    assert asked_for_a_link(client, "new@example.org", onward) == (302, "/sign-in/sent/", 0)
    assert not models.Account.objects.filter(email="new@example.org").exists()


def test_newcomers_come_only_while_nominations_are_taken(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    aldermark.turn("receive", "eligibility")
    assert asked_for_a_link(visitor(aldermark, monkeypatch), "new@example.org", MINE)[2] == 0
    assert not models.Account.objects.filter(email="new@example.org").exists()


def test_who_has_nominated_comes_in_after_the_last_day_too(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    handed_in(ada)
    aldermark.turn("receive", "eligibility")
    client = visitor(aldermark, monkeypatch)
    assert asked_for_a_link(client, "ada@example.org", "/me/")[2] == 1
    again = signed_in(models.Account.objects.get(email="ada@example.org"), headers={"accept-language": "en"})
    assert MINE in again.get("/me/").content.decode()
    assert "Harbour Kitchen" in text(again, MINE)


def test_a_closed_account_stays_closed(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    closed = account("gone@example.org")
    models.Account.objects.filter(pk=closed.pk).update(is_active=False)
    assert asked_for_a_link(visitor(aldermark, monkeypatch), "gone@example.org", MINE)[2] == 0


def test_where_units_nominate_there_is_no_door(monkeypatch: pytest.MonkeyPatch):
    lanxi = Lanxi().open()
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    client, mine = Client(headers={"accept-language": "en"}), f"/rounds/{lanxi.round_id}/nominate/mine/"
    for page in ("", "how"):
        assert mine not in client.get(f"/rounds/{lanxi.round_id}/{page}").content.decode()
    assert asked_for_a_link(client, "new@example.org", mine) == (302, "/sign-in/sent/", 0)
    for who in (signed_in(account()), signed_in_client(lanxi, "co-u1"), signed_in_client(lanxi, "office")):
        for page in (mine, f"{mine}new/"):
            assert who.get(page).status_code == who.post(page, {"category": "person"}).status_code == 403
    assert signed_in_client(lanxi, "co-u1").get(f"/rounds/{lanxi.round_id}/nominate/drafts/~/n-1/").status_code == 404


def test_an_account_by_which_nobody_came_in_is_thrown_away(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    press(ada, f"{MINE}new/", {"category": "group"})
    asked_for_a_link(visitor(aldermark, monkeypatch), "mistyped@example.org", MINE)
    people.install("house@example.org")
    left = models.Account.objects.order_by("email").values_list("email", flat=True)
    joined = max(models.Account.objects.values_list("joined", flat=True))
    assert (newcomers.forget(joined + timedelta(days=29)), newcomers.forget(joined + timedelta(days=31))) == (0, 1)
    assert list(left) == ["ada@example.org", "house@example.org"]


def test_a_judge_who_nominates_is_barred_from_it_from_then_on(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    judge = signed_in_client(aldermark, "judge-1", headers={"accept-language": "en"})
    number = handed_in(judge, you="Jo Judge")
    assert judge.get(f"{HOME}cases/{number}/received/")["Location"] == MINE
    page = text(judge, MINE)
    assert f"The nomination is in. Number: {number}" in page
    assert "Harbour Kitchen" not in page
    assert refused(judge, f"{HOME}cases/{number}/")


def test_one_person_cannot_fill_the_house(ada: Client, monkeypatch: pytest.MonkeyPatch):
    draft = press(ada, f"{MINE}new/", {"category": "group"})
    monkeypatch.setattr(uploads, "OF_ONE", 40)
    assert ada.post(f"{draft}evidence/", {"documents": [document()]}).status_code == 302
    answer = ada.post(f"{draft}evidence/", {"documents": [document(PDF + b" and more", "second.pdf")]})
    assert answer.status_code == 200
    assert "second.pdf" in plain(answer)
    assert models.Upload.objects.count() == 1
