"""Rehearsals: one press and one is anybody; outside rehearsals there is no such thing."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chucai.web import serve
from chucai.web.accounts import personas
from tests.web.personas import seat
from tests.web.sample_round import ROLES, open_round
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def rehearsal(settings) -> School:
    settings.PERSONAS = True
    school = School().open()
    personas.invite(ROUND, ["office", "judge-0", "head", "voter-1"])
    return school


def buttons(text: str) -> dict[str, str]:
    """What the button says -> where it leads."""
    found = re.findall(r'action="(/sign-in/persona/\d+/)">.*?<button[^>]*>([^<]+)</button>', text)
    return {label: path for path, label in found}


def test_personas_are_offered_by_role_and_one_press_enters(rehearsal: School):
    client = Client(headers=EN)
    text = client.get("/sign-in/").content.decode()
    assert list(buttons(text)) == ["Secretary", "Judge", "Elector: School meeting", "Conferring authority"]
    entered = client.post(buttons(text)["Judge"])
    assert entered.status_code == 302
    assert "Judge" in client.get("/me/").content.decode()


def test_a_persona_has_shown_its_second_factor(rehearsal: School):
    client = Client(headers=EN)
    client.post(buttons(client.get("/sign-in/").content.decode())["Secretary"])
    assert client.session["second_factor"] > 0


def test_there_are_no_personas_outside_rehearsals(rehearsal: School, settings):
    path = next(iter(buttons(Client(headers=EN).get("/sign-in/").content.decode()).values()))
    settings.PERSONAS = False
    client = Client(headers=EN)
    assert buttons(client.get("/sign-in/").content.decode()) == {}
    assert client.post(path).status_code == 404


def test_nobody_from_elsewhere_enters_as_a_persona(rehearsal: School):
    path = next(iter(buttons(Client(headers=EN).get("/sign-in/").content.decode()).values()))
    client = Client(headers=EN, REMOTE_ADDR="192.0.2.7")
    assert buttons(client.get("/sign-in/").content.decode()) == {}
    assert client.post(path).status_code == 404


def test_nobody_enters_as_a_person_who_was_not_invented(rehearsal: School):
    from chucai.web.records.models import Seat

    seat(ROUND, "judge-1", "real@example.org")
    number = Seat.objects.get(actor="judge-1").pk
    assert Client().post(f"/sign-in/persona/{number}/").status_code == 404


def test_looking_is_not_pressing(rehearsal: School):
    path = next(iter(buttons(Client(headers=EN).get("/sign-in/").content.decode()).values()))
    assert Client().get(path).status_code == 405


def test_a_coordinator_goes_by_the_unit(settings):
    settings.PERSONAS = True
    open_round()
    from chucai.web.records import people

    people.unseat(ROUND, ROLES["coordinator"][0])
    personas.invite(ROUND, [ROLES["coordinator"][0]])
    assert "Unit coordinator: Qingshi School" in buttons(Client(headers=EN).get("/sign-in/").content.decode())


def test_several_of_a_role_are_numbered(rehearsal: School):
    personas.invite(ROUND, ["judge-1"])
    said = buttons(Client(headers=EN).get("/sign-in/").content.decode())
    assert {"Judge 1", "Judge 2", "Secretary"} <= said.keys()


def test_every_page_says_that_it_is_a_rehearsal_and_what_day_its_clock_shows(rehearsal: School, monkeypatch):
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-02T20:00:00+00:00")
    for path in ("/", "/sign-in/", f"/rounds/{ROUND}/"):
        text = Client(headers=EN).get(path).content.decode()
        assert "Rehearsal: here it is Tuesday 3 March 2026, and nothing counts." in text, path


# --- where the server listens


def test_a_server_that_others_can_reach_offers_no_personas(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "ready", lambda **_: None)
    monkeypatch.setenv("CHUCAI_SITE", "x")
    for host, left in (("127.0.0.1", "1"), ("::1", "1"), ("0.0.0.0", None), ("192.0.2.7", None)):
        monkeypatch.setenv("CHUCAI_PERSONAS", "1")
        serve._prepare(host, 8000)
        assert serve.os.environ.get("CHUCAI_PERSONAS") == left


@pytest.mark.parametrize(
    ("host", "hosts", "tls", "leads"),
    [
        ("127.0.0.1", "", "", "http://127.0.0.1:8000"),
        ("0.0.0.0", "", "", "http://localhost:8000"),
        ("::1", "", "", "http://[::1]:8000"),
        ("127.0.0.1", "honours.example.org,other.example.org", "1", "https://honours.example.org"),
    ],
)
def test_links_in_mails_lead_to_where_people_reach_the_server(
    monkeypatch: pytest.MonkeyPatch, host: str, hosts: str, tls: str, leads: str
):
    monkeypatch.setenv("CHUCAI_HOSTS", hosts)
    monkeypatch.setenv("CHUCAI_BEHIND_TLS", tls)
    assert serve.site(host, 8000) == leads
