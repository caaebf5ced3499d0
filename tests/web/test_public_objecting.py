"""Objections: put in with a name that stays sealed, followed at an address that nobody else has (P6)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chucai.web.public import cases
from chucai.web.public.notices import key_of
from chucai.web.records import models
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND

pytestmark = pytest.mark.django_db
NOTICE = f"/rounds/{ROUND}/notices/show/"
FORM = f"{NOTICE}object"
NAME, CONTACT = "Ou Beiming, who objects", "Lane 7, beside the bridge"
AN = key_of(ROUND, "show", "an")
GROUNDS = "The lesson of 3 March was taught by somebody else."


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    return PublicSchool().noticed().set_clock(monkeypatch)


def ticket(client: Client) -> str:
    text = client.get(FORM).content.decode()
    found = re.search(r'name="ticket" value="([^"]+)"', text)
    assert found
    return found[1]


def send(client: Client, **changes: str) -> str:
    """The address of the case."""
    fields = {"about": AN, "grounds": GROUNDS, "name": NAME, "contact": CONTACT, "ticket": ticket(client)} | changes
    response = client.post(FORM, fields, headers={"accept-language": "en"})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def test_an_objection_becomes_a_case_with_a_number_and_a_page(client: Client, school: PublicSchool):
    address = send(client)
    text = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert re.search(r"<h1>Case [2-9A-Z]{5}-[2-9A-Z]{5}</h1>", text)
    assert "received" in text
    assert "Answer due" in text
    assert "3 working days left" in text
    notice = school.state().notice("show")
    assert notice is not None
    (objection,) = notice.objections.values()
    assert (objection.about, objection.named, objection.outcome) == ("an", True, None)


def test_the_answer_stands_on_the_page_and_nothing_of_the_objector(client: Client, school: PublicSchool):
    address = send(client)
    notice = school.state().notice("show")
    assert notice is not None
    school.later(days=1).answer(next(iter(notice.objections)), "dismissed", "The register shows who taught it.")
    text = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "The register shows who taught it." in text
    assert "dismissed" in text or "not upheld" in text
    assert "Tuesday 3 March 2026" in text
    for secret in (NAME, CONTACT, GROUNDS, "An Ning", "安宁"):
        assert secret not in text


def test_who_objects_appears_nowhere(client: Client, school: PublicSchool):
    """Not on a page, not in an event, not in the name of an actor."""
    address = send(client)
    for path in ("/", f"/rounds/{ROUND}/", NOTICE, f"/rounds/{ROUND}/notices/", FORM, address):
        text = client.get(path).content.decode()
        assert NAME not in text
        assert CONTACT not in text
        assert GROUNDS not in text
    for event in models.Event.objects.filter(round_id=ROUND):
        assert NAME.encode() not in bytes(event.data)
    (opening,) = models.Opening.objects.filter(field="identity")
    assert NAME in opening.value
    assert CONTACT in opening.value


def test_the_page_of_a_case_is_kept_by_nobody_and_leads_nowhere(client: Client, school: PublicSchool):
    response = client.get(send(client))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("change", ["x{}", "{}x", "nothing"])
def test_an_address_that_we_did_not_make_is_none(client: Client, school: PublicSchool, change: str):
    token = send(client).split("/")[2]
    assert client.get(f"/cases/{change.format(token)}/").status_code == 404


def test_knowing_the_number_of_a_case_is_not_enough(client: Client, school: PublicSchool):
    made_up = cases.ticket()  # signed by us, but for a form and not for a case
    assert client.get(f"/cases/{made_up}/").status_code == 404
    assert client.get(f"/cases/{cases.token(ROUND, 'show', 'AAAAA-AAAAA')}/").status_code == 404


def test_a_form_sent_twice_is_one_case(client: Client, school: PublicSchool):
    same = ticket(client)
    assert send(client, ticket=same) != ""
    send(client, ticket=same)
    notice = school.state().notice("show")
    assert notice is not None
    assert len(notice.objections) == 1


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("name", "", "Write your real name"),
        ("name", "张", "Write your whole name"),
        ("contact", "12", "nobody can be reached by this"),
        ("contact", " ", "Write how the office can reach you"),
        ("grounds", "bad", "at least 10 characters"),
        ("about", key_of(ROUND, "show", "cen"), "Choose somebody who is on this notice"),
        ("about", "", "Choose whom you object to"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    client: Client, school: PublicSchool, field: str, value: str, fault: str
):
    fields = {
        "about": AN,
        "grounds": GROUNDS,
        "name": NAME,
        "contact": CONTACT,
        "ticket": ticket(client),
        field: value,
    }
    response = client.post(f"{FORM}?lang=en", fields)
    text = response.content.decode()
    assert response.status_code == 422
    assert fault in text
    assert f'href="#id_{field}"' in text
    assert (GROUNDS if field != "grounds" else NAME) in text
    assert not models.Opening.objects.filter(field="identity").exists()


def test_without_a_name_only_where_the_charter_takes_it(client: Client, monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().noticed(anonymous="lead-only").set_clock(monkeypatch)
    send(client, name="", contact="")
    notice = school.state().notice("show")
    assert notice is not None
    assert [objection.named for objection in notice.objections.values()] == [False]


def test_too_many_from_one_place_have_to_wait(client: Client, school: PublicSchool):
    for _ in range(10):
        send(client)
    fields = {"about": AN, "grounds": GROUNDS, "name": NAME, "contact": CONTACT, "ticket": ticket(client)}
    response = client.post(f"{FORM}?lang=en", fields)
    assert response.status_code == 422
    assert "Wait a little" in response.content.decode()


def test_a_foreign_page_cannot_object(school: PublicSchool):
    response = Client(enforce_csrf_checks=True).post(f"{FORM}?lang=en", {"about": AN})
    assert response.status_code == 403
    assert "The form has gone stale" in response.content.decode()


def test_an_upheld_objection_takes_the_name_off_the_notice(client: Client, school: PublicSchool):
    send(client)
    notice = school.state().notice("show")
    assert notice is not None
    school.answer(next(iter(notice.objections)), "upheld", "It was so.")
    assert "安宁" not in client.get(NOTICE).content.decode()


# --- adding to an objection


def link(client: Client, address: str) -> str:
    """Where the page of a case leads whoever wants to add to it; empty where it leads nowhere."""
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    found = re.search(r'<a href="([^"]+)">Add to your objection</a>', page)
    return found[1].replace("&amp;", "&") if found else ""


def test_whoever_objected_can_add_to_it_while_the_notice_runs(client: Client, school: PublicSchool):
    address = send(client)
    notice = school.state().notice("show")
    assert notice is not None
    (first,) = notice.objections
    where = link(client, address)
    assert where.startswith(FORM)
    assert address.split("/")[2] not in where  # the way to the case is not given away
    page = client.get(where, headers={"accept-language": "en"}).content.decode()
    assert f'<option value="{AN}" selected>' in page
    assert f"You add to case {first}: give that number with the facts." in page
    later = {"about": AN, "grounds": "bad", "name": NAME, "contact": CONTACT, "ticket": ticket(client), "case": first}
    assert f"You add to case {first}" in client.post(f"{FORM}?lang=en", later).content.decode()
    second = client.post(FORM, later | {"grounds": f"Case {first}: the head teacher saw it too."})
    assert second.status_code == 302
    assert second["Location"] != address
    told = school.state().notice("show")
    assert told is not None
    assert [each.about for each in told.objections.values()] == ["an", "an"]


def test_once_it_is_answered_nothing_is_added(client: Client, school: PublicSchool):
    address = send(client)
    notice = school.state().notice("show")
    assert notice is not None
    school.later(days=1).answer(next(iter(notice.objections)), "dismissed", "The register shows who taught it.")
    assert link(client, address) == ""


def test_nor_once_the_notice_is_over(client: Client, school: PublicSchool):
    address = send(client)
    assert link(client, address)
    school.later(days=20)
    assert link(client, address) == ""


@pytest.mark.parametrize("case", ["AAAAA-AAAAA", "<b>", ""])
def test_the_form_repeats_no_number_that_is_no_case(client: Client, school: PublicSchool, case: str):
    page = client.get(FORM, {"about": AN, "case": case, "lang": "en"}).content.decode()
    assert "You add to case" not in page


def test_nor_that_of_a_case_about_somebody_else(client: Client, school: PublicSchool):
    send(client)
    notice = school.state().notice("show")
    assert notice is not None
    asked = {"about": key_of(ROUND, "show", "bo"), "case": next(iter(notice.objections)), "lang": "en"}
    assert "You add to case" not in client.get(FORM, asked).content.decode()
