"""Who objected stays sealed until the authority opens it with a reason; then the authority reads it, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from time import time

import pytest
from django.test import Client

from chucai.gates.acts import Appoint, Recuse
from chucai.web import clock
from chucai.web.access import SECOND_FACTOR
from chucai.web.desk import Desk
from chucai.web.public import cases
from chucai.web.records.models import Event, Mail, Opening
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND, SECRETARY

pytestmark = pytest.mark.django_db
DOCKET = f"/rounds/{ROUND}/office/decision/objections/"
WHO = "Ona Teller, 5 Mill Lane, 555-0100"
CASES = ("o-named", "o-unnamed")
PAGE = f"{DOCKET}show/{CASES[0]}/identity/"
SENT = {"reason": "A court asks for it.", "confirm": "on"}


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch, rf) -> PublicSchool:
    """Two objections to `an` are in: one with a name, one without."""
    found = PublicSchool().noticed(anonymous="accept").set_clock(monkeypatch)
    desk = Desk(rf.get("/"), ROUND)
    for case, who in zip(CASES, (WHO, ""), strict=True):
        cases.put_in(desk, "show", case, "an", who, "They did not teach there.")
    found.do(SECRETARY, Appoint(role="auditor", who=("auditor-1",)))
    return found


def client(who: str) -> Client:
    return signed_in_client(ROUND, who, headers={"accept-language": "en"})


@pytest.fixture
def authority(school: PublicSchool) -> Client:
    return client("head")


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_authority_unseals_with_a_reason_and_reads_who_it_was(school: PublicSchool, authority: Client):
    assert PAGE in text(authority, DOCKET)
    assert WHO not in text(authority, PAGE), "opening the page opens no seal"
    assert not Event.objects.filter(kind="identity-unsealed").exists()
    assert authority.post(PAGE, SENT).status_code == 302
    told = authority.get(PAGE)
    assert WHO in told.content.decode()
    assert told["Cache-Control"] == "no-store"
    event = Event.objects.get(kind="identity-unsealed")
    assert (event.actor, event.role) == ("head", "authority")
    assert b"A court asks for it." in bytes(event.data)
    assert b"Teller" not in bytes(event.data)


@pytest.mark.parametrize("lacking", ["reason", "confirm"])
def test_without_a_reason_and_a_tick_it_stays_sealed(school: PublicSchool, authority: Client, lacking: str):
    answer = authority.post(PAGE, {name: value for name, value in SENT.items() if name != lacking})
    assert answer.status_code == 422
    assert WHO not in answer.content.decode()
    assert not school.state().notice("show").objections[CASES[0]].unsealed


def test_a_second_time_is_refused_in_words(authority: Client):
    authority.post(PAGE, SENT)
    again = authority.post(PAGE, SENT)
    assert again.status_code == 422
    assert "has been unsealed already" in again.content.decode()


@pytest.mark.parametrize("who", ["office", "auditor-1", "judge-0"])
def test_nobody_else_opens_it_or_is_shown_it(school: PublicSchool, authority: Client, who: str):
    other = client(who)
    assert other.get(PAGE).status_code == 403
    assert other.post(PAGE, SENT).status_code == 403
    authority.post(PAGE, SENT)
    assert other.get(PAGE).status_code == 403
    if who != "judge-0":
        assert "identity/" not in text(other, DOCKET)
        assert "Teller" not in text(other, DOCKET)


def test_an_authority_recused_from_the_case_does_not_open_it(school: PublicSchool, authority: Client):
    school.do(SECRETARY, Appoint(role="assessor", who=("head",)))
    school.do(SECRETARY, Recuse(assessor="head", nomination="an", interest="kin"))
    assert authority.get(PAGE).status_code == 404
    assert authority.post(PAGE, SENT).status_code == 404


def test_it_stands_on_no_list_in_no_letter_and_in_no_file(school: PublicSchool, authority: Client):
    authority.post(PAGE, SENT)
    home = f"/rounds/{ROUND}/office/"
    elsewhere = (DOCKET, f"{home}nominations/", f"{home}nominations.csv", f"{home}nominations/an/")
    for address in elsewhere:
        response = authority.get(address)
        content = b"".join(response) if response.streaming else response.content
        assert b"Teller" not in content, address
    assert "Teller" not in text(client("office"), f"{DOCKET}show/{CASES[0]}/")
    assert not any("Teller" in str(mail.facts) for mail in Mail.objects.all())


def test_without_a_name_there_is_nothing_to_unseal(authority: Client):
    assert CASES[1] in text(authority, DOCKET)
    address = PAGE.replace(*CASES)
    assert address not in text(authority, DOCKET)
    assert authority.get(address).status_code == 404
    assert authority.get(PAGE.replace(CASES[0], "o-other")).status_code == 404


def test_what_was_erased_is_not_there(authority: Client):
    authority.post(PAGE, SENT)
    Opening.objects.filter(field="identity").delete()
    assert "erased" in text(authority, PAGE)


def test_a_second_factor_shown_long_ago_is_asked_for_again(school: PublicSchool, monkeypatch: pytest.MonkeyPatch):
    head = client("head")
    session = head.session
    session[SECOND_FACTOR] = int(time() - timedelta(minutes=20).total_seconds())
    session.save()
    monkeypatch.setattr(clock, "rehearsed", lambda: False)
    assert "second-factor" in head.post(PAGE, SENT)["Location"]
    assert not school.state().notice("show").objections[CASES[0]].unsealed
