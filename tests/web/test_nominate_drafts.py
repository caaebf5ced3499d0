"""Writing a nomination: kept as typed, shared by two without loss, judged by the charter while it is written."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from chucai.errors import Refused
from chucai.web.records import models
from tests.web.lanxi_round import Lanxi
from tests.web.nominating import (
    ABOUT,
    AS_TYPED,
    BASE,
    begun,
    coordinator,
    filled,
    number,
    plain,
    press,
    seen,
    text,
)
from tests.web.personas import signed_in, signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def lanxi() -> Lanxi:
    return Lanxi().open()


@pytest.fixture
def client(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch) -> Client:
    return coordinator(lanxi, "u1", monkeypatch)


def stored() -> str:
    """Everything there is in drafts and openings."""
    drafts = models.Draft.objects.values_list("data", flat=True)
    openings = models.Opening.objects.values_list("value", flat=True)
    return json.dumps([*drafts, *openings], ensure_ascii=False)


# --- from the first page to the receipt


def test_a_nomination_is_written_checked_handed_in_and_numbered(client: Client, lanxi: Lanxi):
    draft = filled(client)
    assert "6 of 6 done" in text(client, draft)
    check = text(client, f"{draft}check/")
    assert "Road built: at least 12 km, as of December 2025" in check
    leads = press(client, f"{draft}check/", {"declared": "yes"})
    received = text(client, leads)
    assert f"nomination/{number(draft)}@1" in received
    nomination = lanxi.state().nomination(number(draft))
    assert (nomination.unit, nomination.category, nomination.theme) == ("u1", "person", "village")
    assert {"name", "statement", "attributes", "claims", "evidence"} == set(nomination.commitments)
    assert not models.Draft.objects.exists()


def test_the_declaration_has_to_be_made(client: Client, lanxi: Lanxi):
    draft = filled(client)
    answer = client.post(f"{draft}check/", {})
    assert "Tick the declaration before you hand in." in plain(answer)
    with pytest.raises(Refused, match="no-such-nomination"):
        lanxi.state().nomination(number(draft))


def test_pressing_the_button_twice_hands_in_once(client: Client):
    draft = filled(client)
    first = press(client, f"{draft}check/", {"declared": "yes"})
    assert press(client, f"{draft}check/", {"declared": "yes"}) == first


def test_the_addresses_of_a_draft_lead_to_the_nomination_once_it_is_in(client: Client, lanxi: Lanxi):
    draft = filled(client)
    press(client, f"{draft}check/", {"declared": "yes"})
    case = f"{BASE}cases/{number(draft)}/"
    for page in ("", "check/", "statement/", "claims/", "evidence/"):
        assert client.get(f"{draft}{page}").headers["Location"] == case
    late = client.post(f"{draft}statement/", {"statement": "One more thing."}, follow=True)
    assert late.redirect_chain == [(case, 302)]
    assert "What you typed last was not kept." in plain(late)
    assert client.post(f"{draft}statement/", {"statement": "x"}, headers={"X-Saving": "typed"}).status_code == 404
    assert signed_in_client(lanxi, "co-u2").get(draft).status_code == 404


def test_what_is_missing_is_said_section_by_section(client: Client):
    draft = begun(client)
    page = text(client, f"{draft}check/")
    assert "“Who is put forward” is not finished." in page
    answer = client.post(f"{draft}check/", {"declared": "yes"})
    assert "“Main deeds” is not finished." in plain(answer)


def test_a_draft_survives_signing_out(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    draft = begun(client)
    press(client, f"{draft}statement/", {"statement": "Half a sentence"})
    client.logout()
    again = coordinator(lanxi, "u1", monkeypatch)
    assert "Half a sentence" in again.get(f"{draft}statement/").content.decode()
    assert "1 of 6 done" in text(again, BASE)


def test_a_draft_is_thrown_away_only_after_a_question(client: Client):
    draft = begun(client)
    assert "Throw this draft away?" in text(client, f"{draft}drop/")
    assert models.Draft.objects.count() == 1
    press(client, f"{draft}drop/", {})
    assert client.get(draft).status_code == 404


# --- as typed


def test_what_is_typed_is_kept_before_any_button_is_pressed(client: Client):
    draft = begun(client)
    where = f"{draft}statement/"
    answer = client.post(where, {"statement": "one\r\ntwo", "seen": seen(client, where)}, headers=AS_TYPED)
    assert re.fullmatch(r"saved 09:\d\d", answer.json()["saved"])
    assert "one\ntwo" in client.get(where).content.decode()
    assert "In progress" in text(client, draft)


def test_a_faulty_answer_is_kept_and_told(client: Client):
    draft = begun(client)
    answer = client.post(f"{draft}about/", {**ABOUT, "years_in_post": "seventy"})
    assert "There is a problem" in plain(answer)
    assert 'value="seventy"' in client.get(f"{draft}about/").content.decode()


def test_the_statement_has_the_length_the_charter_allows(client: Client):
    draft = begun(client)
    press(client, f"{draft}statement/", {"statement": "字" * 2000})
    answer = client.post(f"{draft}statement/", {"statement": "字" * 2001})
    assert 'href="#id_statement"' in answer.content.decode()


def test_an_identity_number_is_never_kept(client: Client, lanxi: Lanxi):
    draft = begun(client)
    where = f"{draft}who/"
    client.post(where, {"name": "Zhao", "identity": "11010119800101", "seen": seen(client, where)}, headers=AS_TYPED)
    assert "p-" not in stored()  # half a number is no number yet
    press(client, where, {"name": "Zhao", "identity": "110101198001010015"})
    page = client.get(where).content.decode()
    assert "110101" not in stored()
    assert "110101" not in page
    assert "A number was given." in page


# --- two who write


def test_two_who_write_different_sections_do_not_meet(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    draft = begun(client)
    other = coordinator(lanxi, "u1", monkeypatch)
    mine, theirs = seen(client, f"{draft}who/"), seen(other, f"{draft}statement/")
    press(client, f"{draft}who/", {"name": "Zhao", "seen": mine})
    press(other, f"{draft}statement/", {"statement": "Deeds", "seen": theirs})
    assert "2 of 6 done" in text(client, draft)


def test_two_who_write_the_same_are_both_shown(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    draft = begun(client)
    where = f"{draft}statement/"
    mark = seen(client, where)
    other = coordinator(lanxi, "u1", monkeypatch)
    press(other, where, {"statement": "Theirs", "seen": mark})
    typed = client.post(where, {"statement": "Mine", "seen": mark}, headers=AS_TYPED)
    assert typed.status_code == 409
    answer = client.post(where, {"statement": "Mine", "seen": mark})
    assert "Two of you have written here" in plain(answer)
    assert "Theirs" in plain(answer)
    assert ">\nMine</textarea>" in answer.content.decode()
    press(client, where, {"statement": "Mine", "seen": seen(client, where)})
    assert "Mine" in client.get(where).content.decode()


# --- what the charter asks


def test_a_question_that_hangs_on_another_is_put_when_it_is_asked(client: Client):
    draft = begun(client)
    page = client.get(f"{draft}about/").content.decode()
    assert 'data-question="new_merit" hidden' in page
    assert "team_kind" not in page
    answer = client.post(f"{draft}about/", {**ABOUT, "last_award": "2019-05-01"})
    assert "Answer this question." in plain(answer)
    assert 'data-question="new_merit">' in answer.content.decode()
    typed = client.post(f"{draft}about/", {**ABOUT, "last_award": ""}, headers=AS_TYPED)
    assert typed.json()["hidden"] == ["new_merit"]


def test_eligibility_is_shown_as_it_will_be_judged(client: Client):
    draft = begun(client)
    press(client, f"{draft}about/", {**ABOUT, "post_level": "bureau", "years_in_post": "1"})
    page = text(client, draft)
    assert "Officials of bureau level or above do not take part §4(1) stops the nomination" in page
    assert "Two years in the present unit §4(2) a person will decide" in page
    assert "No sanction that still counts §4(4) met" in page


def test_who_is_not_eligible_is_stopped_with_the_clause(client: Client):
    draft = filled(client, post_level="bureau")
    answer = client.post(f"{draft}check/", {"declared": "yes"})
    assert "Not eligible: Officials of bureau level or above do not take part (§4(1))." in plain(answer)


def test_a_team_has_its_members(client: Client, lanxi: Lanxi):
    draft = begun(client, category="team")
    where = f"{draft}members/"
    press(client, where, {"name": "Qian", "identity": "110101198001010015", "add": "1"})
    press(client, where, {"many": "Sun\nLi\n\n", "add": "1"})
    assert "Qian identity number given" in text(client, where)
    press(client, where, {"remove": "1", "seen": seen(client, where)})
    assert "Sun" not in text(client, where)
    assert press(client, where, {"finish": "1"}) == draft
    assert "110101" not in stored()
    alone = begun(client, category="team")
    answer = client.post(f"{alone}members/", {"name": "Qian", "finish": "1"})
    assert "Name at least 2 members; there are 1." in plain(answer)


# --- the same person


def test_the_same_person_is_told_while_the_name_is_typed(client: Client, lanxi: Lanxi):
    lanxi.submit("n-1", "u1", "赵石桥")
    draft = begun(client)
    answer = client.post(f"{draft}same/", {"name": "赵 石桥"})
    assert "Nomination n-1 from Shiqiao Village" in plain(answer)
    assert "Nobody is honoured twice in this round" in plain(answer)
    assert "Is this the same person?" not in plain(client.post(f"{draft}same/", {"name": "钱文远"}))


@pytest.mark.parametrize("typed", ["范若", "Fan Ruo", "范 若", "范若 Fan Ruo"])
def test_a_name_given_in_two_languages_is_known_by_either(client: Client, lanxi: Lanxi, typed: str):
    lanxi.submit("n-1", "u1", "范若 Fan Ruo")
    draft = begun(client)
    assert "Nomination n-1" in plain(client.post(f"{draft}same/", {"name": typed}))


def test_the_same_identity_number_is_told_whatever_the_name(client: Client):
    first, second = begun(client), begun(client)
    press(client, f"{first}who/", {"name": "Zhao", "identity": "110101198001010015"})
    press(client, f"{second}who/", {"name": "Qian", "identity": "110101198001010015"})
    assert "A draft in Shiqiao Village (Official): the same identity number" in text(client, second)


def test_a_member_who_is_nominated_already_is_told(client: Client, lanxi: Lanxi):
    lanxi.submit("n-1", "u1", "Qian")
    draft = begun(client, category="team")
    press(client, f"{draft}members/", {"many": "Sun\nQian", "add": "1"})
    page = text(client, f"{draft}members/")
    assert "Qian Is this the same person? Nomination n-1 from Shiqiao Village" in page
    assert "Sun Is this" not in page


# --- mending


def test_a_dossier_is_revised_and_what_is_withheld_is_carried_on(client: Client, lanxi: Lanxi):
    draft = filled(client, sanction_until="2020-01-31")
    press(client, f"{draft}check/", {"declared": "yes"})
    before = lanxi.state().nomination(number(draft))
    again = press(client, f"{BASE}cases/{number(draft)}/revise/", {})
    about = client.get(f"{again}about/").content.decode()
    assert "An answer was handed in and is not shown again." in about
    assert "2020-01-31" not in about
    assert "2020-01-31" not in json.dumps(list(models.Draft.objects.values_list("data", flat=True)))
    press(client, f"{again}statement/", {"statement": "Built thirteen kilometres."})
    press(client, f"{again}check/", {"declared": "yes"})
    after = lanxi.state().nomination(number(draft))
    assert after.version == 2
    assert after.person == before.person
    assert models.Opening.objects.filter(version=2, field="attributes", value__contains="2020-01-31").exists()


# --- in both languages, and for many


def test_pages_speak_chinese(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "u1", monkeypatch, "zh-hans")
    draft = begun(client)
    assert "已完成 0/6 项" in text(client, draft)
    assert "石桥村" in text(client, BASE)


def test_the_home_asks_no_more_of_the_database_for_many(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = coordinator(lanxi, "b1", monkeypatch)

    def asked() -> int:
        client.get(BASE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(BASE).status_code == 200
        return len(queries)

    lanxi.submit("n-1", "u1", "one")
    few = asked()
    for n in range(2, 12):
        lanxi.submit(f"n-{n}", "u2" if n % 2 else "u1", f"name {n}")
    assert asked() == few
    assert few <= 12


def test_somebody_without_a_seat_is_shown_nothing(lanxi: Lanxi):
    from tests.web.personas import account

    assert signed_in(account()).get(BASE).status_code == 403
    assert Client().get(BASE).status_code == 302


def test_what_is_missing_is_named_by_its_question(client: Client):
    draft = begun(client)
    press(client, f"{draft}who/", {"name": "Zhao Shiqiao"})
    client.post(f"{draft}about/", {"post": "village secretary"})
    check = text(client, f"{draft}check/")
    assert "About the nominee: Post and title in full: Answer" not in check
    assert check.count("Answer this question.") == len(set(re.findall(r"About the nominee: (.+?): Answer", check))) == 5
