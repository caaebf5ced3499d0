"""Signing in: nobody has a password, links serve once and never on GET, strangers learn nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from chucai.web import clock
from chucai.web.accounts import throttle
from chucai.web.accounts.entering import ours
from chucai.web.jobs.work import drain
from chucai.web.records import links, people
from chucai.web.records.models import Account, Mail, SignInLink
from tests.web.personas import account, seat, signed_in, signed_in_client
from tests.web.small_round import School

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
ADDRESS = "teacher@example.org"


@pytest.fixture
def client() -> Client:
    return Client(headers=EN)


@pytest.fixture
def teacher() -> Account:
    return account(ADDRESS)


def ask(client: Client, email: str, onward: str = "") -> None:
    response = client.post("/sign-in/", {"email": email, "next": onward})
    assert (response.status_code, response["Location"]) == (302, "/sign-in/sent/")


def mailed_link() -> str:
    drain()
    found = re.search(r"/sign-in/link/\S+/", mail.outbox[-1].body)
    assert found
    return found[0]


def inside(client: Client) -> bool:
    return client.get("/me/").status_code == 200


# --- a link in a mail


def test_a_mailed_link_opens_a_page_and_its_button_signs_in(client: Client, teacher: Account):
    ask(client, "Teacher@Example.org", "/me/sessions/")
    path = mailed_link()
    assert "You are about to sign in as teacher@example.org" in client.get(path).content.decode()
    assert not inside(client)
    assert client.post(path)["Location"] == "/me/sessions/"
    assert inside(client)


def test_a_link_serves_once(client: Client, teacher: Account):
    ask(client, ADDRESS)
    path = mailed_link()
    client.post(path)
    other = Client(headers=EN)
    assert other.get(path).status_code == other.post(path).status_code == 410
    assert not inside(other)


def test_a_link_expires(client: Client, teacher: Account):
    token = links.mint(teacher.pk, "", timedelta(hours=1), clock.now() - timedelta(hours=2))
    assert client.post(f"/sign-in/link/{token}/").status_code == 410
    assert not inside(client)


def test_a_link_that_opens_no_more_is_renewed_by_a_button(client: Client, teacher: Account):
    """Without typing the address again, and with the page it led to; reading the page sends nothing."""
    token = links.mint(teacher.pk, "/me/sessions/", timedelta(hours=1), clock.now() - timedelta(hours=2))
    old = f"/sign-in/link/{token}/"
    page = client.get(old).content.decode()
    assert 'name="again"' in page
    assert ADDRESS not in page
    assert not Mail.objects.exists()
    assert client.post(old, {"again": "yes"})["Location"] == "/sign-in/sent/"
    assert client.post(mailed_link())["Location"] == "/me/sessions/"
    assert inside(client)


def test_a_link_that_was_never_made_is_not_renewed(client: Client, teacher: Account):
    assert client.post("/sign-in/link/invented/", {"again": "yes"}).status_code == 410
    assert not Mail.objects.exists()


def test_a_link_that_was_never_made_opens_nothing(client: Client):
    assert client.get("/sign-in/link/invented/").status_code == 410


def test_the_token_of_a_link_lies_nowhere(client: Client, teacher: Account):
    ask(client, ADDRESS)
    token = mailed_link().split("/")[-2]
    assert token not in str(list(SignInLink.objects.values()))
    assert token not in str(list(Mail.objects.values()))


def test_the_account_of_a_link_that_was_closed_meanwhile_stays_out(client: Client, teacher: Account):
    ask(client, ADDRESS)
    path = mailed_link()
    Account.objects.update(is_active=False)
    assert client.post(path).status_code == 410


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client, teacher: Account):
    known = client.post("/sign-in/", {"email": ADDRESS})
    unknown = client.post("/sign-in/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    drain()
    assert [each.to for each in mail.outbox] == [[ADDRESS]]


def test_what_is_no_address_is_said_beside_the_field(client: Client):
    response = client.post("/sign-in/", {"email": "teacher"})
    assert response.status_code == 422
    assert "Enter a mail address in the form name@example.org" in response.content.decode()


def test_an_account_gets_five_links_an_hour_at_most(client: Client, teacher: Account):
    for _ in range(8):
        ask(client, ADDRESS)
    drain()
    assert len(mail.outbox) == 5


def test_one_place_asks_for_sixty_links_at_most(client: Client):
    answers = [client.post("/sign-in/", {"email": f"n{n}@example.org"}).status_code for n in range(61)]
    assert answers == [302] * 60 + [429]


def test_tries_are_counted_for_some_time():
    assert [throttle.allowed("t", "x", 2, 60) for _ in range(3)] == [True, True, False]
    assert throttle.allowed("t", "y", 2, 60)


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:x", "", "me/"]
)
def test_nobody_is_led_elsewhere(path: str):
    assert ours(path) == ""


def test_a_path_of_ours_is_kept():
    assert ours("/rounds/x/judge/?a=1") == "/rounds/x/judge/?a=1"


def test_an_onward_path_from_elsewhere_leads_home(client: Client, teacher: Account):
    ask(client, ADDRESS, "//elsewhere.example/")
    assert client.post(mailed_link())["Location"] == "/me/"


# --- in, and out again


def test_whoever_is_not_signed_in_is_asked_to_and_led_back(client: Client):
    assert client.get("/me/factors/")["Location"] == "/sign-in/?next=%2Fme%2Ffactors%2F"


def test_signing_out_ends_the_session(teacher: Account):
    inside_ = signed_in(teacher)
    assert inside(inside_)
    assert inside_.get("/sign-out/").status_code == 405
    inside_.post("/sign-out/")
    assert not inside(inside_)


def test_passwords_open_nothing(teacher: Account):
    teacher.set_password("known")
    teacher.save()
    assert not Client().login(username=ADDRESS, password="known")
    assert not Client().login(email=ADDRESS, password="known")


def test_the_session_cookie_is_out_of_reach_of_scripts(client: Client, teacher: Account):
    ask(client, ADDRESS)
    cookie = client.post(mailed_link()).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


# --- home


def test_home_lists_the_rounds_and_roles_of_the_account():
    school = School().open()
    text = signed_in_client(school, "judge-0", headers=EN).get("/me/").content.decode()
    assert "Qingshi School Prize" in text
    assert "Judge" in text


def test_home_without_a_seat_says_so(teacher: Account):
    assert "You have no role in any round yet." in signed_in(teacher, headers=EN).get("/me/").content.decode()


def test_the_language_of_mails_is_chosen_at_home(teacher: Account):
    signed_in(teacher).post("/me/", {"language": "en"})
    assert Account.objects.get().language == "en"


def test_sessions_are_listed_and_ended(client: Client, teacher: Account):
    other = Client(headers={**EN, "user-agent": "Telephone"})
    for each in (client, other):
        ask(each, ADDRESS)
        each.post(mailed_link())
    text = client.get("/me/sessions/").content.decode()
    assert "Telephone" in text
    client.post("/me/sessions/", {"session": "others"})
    assert (inside(client), inside(other)) == (True, False)


def test_nobody_ends_sessions_of_others(client: Client, teacher: Account):
    ask(client, ADDRESS)
    client.post(mailed_link())
    number = re.search(r'name="session" value="(\d+)"', "") or 1
    assert signed_in(account("else@example.org")).post("/me/sessions/", {"session": number}).status_code == 404
    assert inside(client)


# --- seats


def test_a_seat_lets_an_account_speak_as_an_actor():
    school = School().open()
    assert seat(school, "judge-0").pk == seat(school, "judge-0").pk
    assert people.seated(school.round_id)["judge-0"].email == "judge-0.school-2026@example.org"
