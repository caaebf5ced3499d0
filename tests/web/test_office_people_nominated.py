"""Whoever gets a role may be nominated in the same round: the office is asked, and the charter's bars then hold.

A nominee's pseudonym follows from name and unit (or the identity number), that of a seat is drawn by lot. So nothing
else would tell that a judge, a secretary and the nominee of n-1 are one human being.
"""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from chucai.gates.acts import Appoint, Submit
from chucai.gates.dossier import Draft, write
from chucai.intake.people import pseudonym
from chucai.web.home import round_secret
from chucai.web.records import people
from chucai.web.records.models import Mail, Opening
from tests.web.lanxi_round import BEGAN, OFFICE, ROUND, Lanxi, coordinator
from tests.web.personas import signed_in, signed_in_client
from tests.web.small_round import School, salt

pytestmark = pytest.mark.django_db
PEOPLE = f"/rounds/{ROUND}/office/people/"
CASE = f"/rounds/{ROUND}/office/nominations/n-1/"
ENGLISH = {"headers": {"Accept-Language": "en"}}
NUMBER = "110101197001011234"


@pytest.fixture
def lanxi(monkeypatch: pytest.MonkeyPatch) -> Lanxi:
    """Zhao Wei of u1 is nominated; by the district's charter no assessor, secretary or authority may be."""
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())
    found = Lanxi().open()
    found.submit("n-1", "u1", "赵伟 Zhao Wei")
    return found


@pytest.fixture
def office(lanxi: Lanxi) -> Client:
    return signed_in_client(lanxi, "office", **ENGLISH)


def key(name: str, unit: str, identity: str | None = None) -> str:
    return pseudonym(round_secret(ROUND), name, unit, identity)


def given(office: Client, **says: str) -> HttpResponse:
    """The form of the people page, sent."""
    asked = {"role": "assessor", "email": "zhao@example.org", "name": "Zhao Wei", **says}
    return office.post(PEOPLE, asked)


def said(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def answer(office: Client, response: HttpResponse, answers: str, **changes: str) -> HttpResponse:
    """The question answered alike for everybody: the form is sent as the page holds it."""
    page = said(response)
    form = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    fields = set(re.findall(r'type="radio" name="([^"]+)"', page))
    return office.post(PEOPLE, {**form, **dict.fromkeys(fields, answers), **changes})


def actor(email: str = "zhao@example.org") -> str:
    return {account.email: who for who, account in people.seated(ROUND).items()}.get(email, "")


@pytest.mark.parametrize("role", ["assessor", "authority", "secretary"])
@pytest.mark.parametrize("unit", ["u1", ""])
def test_a_nominee_is_kept_from_every_role_that_the_charter_bars(office: Client, role: str, unit: str):
    asked = given(office, role=role, unit=unit)
    assert asked.status_code == 200
    told = said(asked)
    assert "Is this the same person?" in told
    assert all(word in told for word in ("n-1", "Shiqiao Village", "Official"))
    assert not actor(), "nobody is seated before it is answered"
    refused = answer(office, asked, "yes")
    assert refused.status_code == 422
    assert "can be nominated" in said(refused)
    assert not actor()
    assert not Mail.objects.exists()


def test_somebody_else_of_that_name_goes_on_as_ever(lanxi: Lanxi, office: Client):
    assert answer(office, given(office, unit="u1"), "no").status_code == 302
    assert re.fullmatch(r"assessor-[0-9a-f]{8}", actor())
    assert lanxi.state().roster.holds(actor(), "assessor", None)


def test_a_role_that_does_not_exist_is_refused_in_words(office: Client):
    assert given(office, role="emperor").status_code == 422
    assert not actor()


def test_it_has_to_be_answered(office: Client):
    again = answer(office, given(office), "perhaps")
    assert again.status_code == 422
    assert "Say of each" in said(again)
    assert not actor()


def test_a_role_that_is_not_barred_is_held_under_the_nominees_own_pseudonym(lanxi: Lanxi, office: Client):
    """So the gates know them, and their own case is in none of their lists."""
    asked = given(office, role="auditor", unit="u1")
    assert answer(office, asked, "yes").status_code == 302
    assert actor() == key("赵伟 Zhao Wei", "u1")
    auditor = signed_in(people.seated(ROUND)[actor()])
    assert auditor.get(CASE).status_code == 404
    assert "n-1" not in auditor.get(f"/rounds/{ROUND}/office/nominations/").content.decode()


@pytest.mark.parametrize(
    ("name", "unit"),
    [("Zhao Wei", "u2"), ("Zhao Wen", "u1"), ("", "")],
    ids=["of another unit", "of another name", "without a name"],
)
def test_nobody_else_is_asked_about(office: Client, name: str, unit: str):
    assert given(office, name=name, unit=unit).status_code == 302
    assert re.fullmatch(r"assessor-[0-9a-f]{8}", actor())


def test_a_unit_above_is_related(office: Client):
    assert "Is this the same person?" in said(given(office, unit="b1"))


def test_the_name_of_the_account_counts_where_none_is_typed(office: Client):
    people.account("zhao@example.org", "赵伟")
    assert "Is this the same person?" in said(given(office, name=""))


def test_members_of_a_team_are_compared_and_the_team_s_name_is_not(lanxi: Lanxi, office: Client):
    own = key("孙丽", "u1")
    draft = Draft(
        category="team",
        unit="u1",
        name="修路队",
        theme="village",
        statement="修路。",
        members=(key("钱多", "u1"), own),
        member_names=("钱多", "孙丽"),
    )
    paper = write(lanxi.state().charter(), draft, {"round.opens": BEGAN.date()}, lambda field: salt("team", field))
    lanxi.do(coordinator("u1"), Submit(nomination="t-1", category="team", unit="u1", **paper.fields), paper.openings)
    assert given(office, name="修路队", email="other@example.org").status_code == 302
    asked = given(office, name="孙 丽", role="auditor")
    assert "t-1" in said(asked)
    assert answer(office, asked, "yes").status_code == 302
    assert actor() == own


# --- the identity number


def test_an_identity_number_finds_the_same_person_under_another_name(lanxi: Lanxi, office: Client):
    draft = Draft(
        category="person", unit="u3", name="吴磊", theme="village", statement="修渠。",
        attributes={"post": "党支部书记", "post_level": "none", "frontline": True, "woman": False,
                    "years_in_post": 6, "appraisal": "excellent"},
        person=key("", "", NUMBER),
    )  # fmt: skip
    paper = write(lanxi.state().charter(), draft, {"round.opens": BEGAN.date()}, lambda field: salt("n-9", field))
    lanxi.do(coordinator("u3"), Submit(nomination="n-9", category="person", unit="u3", **paper.fields), paper.openings)
    asked = given(office, name="Wu Leo", identity=NUMBER)
    assert "the same identity number" in said(asked)
    assert NUMBER not in said(asked), "the number is hashed at once and never comes back"
    assert answer(office, asked, "yes").status_code == 422
    assert answer(office, asked, "no").status_code == 302
    assert actor().startswith("assessor-"), "somebody else is not seated under the number's pseudonym either"


def test_whoever_gives_a_number_cannot_be_nominated_by_it_later(lanxi: Lanxi, office: Client):
    assert given(office, name="Wu Leo", identity=f" {NUMBER[:6]} {NUMBER[6:]} ").status_code == 302
    assert actor() == key("", "", NUMBER)
    assert not Opening.objects.filter(value__contains=NUMBER).exists()


# --- who sits in the round already


@pytest.fixture
def plain(lanxi: Lanxi) -> School:
    """A charter without bars: Mo Lan is nominated."""
    school = School("plain").open(nominating=True)
    draft = Draft(category="person", unit="school", name="Mo Lan", person=mo())
    paper = write(school.state().charter(), draft, {"round.opens": BEGAN.date()}, lambda field: salt("mo", field))
    act = Submit(nomination="mo", category="person", unit="school", **paper.fields)
    school.do(OFFICE, act, openings=paper.openings)
    return school


def mo() -> str:
    return pseudonym(round_secret("plain"), "Mo Lan", "school")


def sent(client: Client, role: str, **more: str) -> HttpResponse:
    data = {"role": role, "email": "mo@example.org", "name": "Mo Lan", **more}
    return client.post("/rounds/plain/office/people/", data)


def test_a_seat_does_not_change_so_a_judge_is_recused_from_the_case(plain: School):
    plain.do(OFFICE, Appoint(role="coordinator", who=("co-school",), scope="school"))
    people.seat("plain", "co-school", "mo@example.org", "Mo Lan")
    office, yes = signed_in_client(plain, "office", **ENGLISH), {f"same-mo-{mo()}": "yes", "asked": "1"}
    asked = said(sent(office, "auditor"))
    assert "already acts in the round as co-school" in asked
    assert "/rounds/plain/office/panel/recusals/" in asked
    refused = sent(office, "auditor", **yes)
    assert refused.status_code == 422
    assert "Nothing would keep this person from their own case (mo)" in said(refused)
    assert sent(office, "assessor", **yes).status_code == 302
    assert plain.state().roster.holds("co-school", "assessor", None)
    assert plain.state().assessor("co-school").recusals["mo"].interest == "nominee"


def test_once_it_is_known_nobody_asks_again(plain: School):
    office = signed_in_client(plain, "office", **ENGLISH)
    assert sent(office, "auditor", **{f"same-mo-{mo()}": "yes"}).status_code == 302
    assert sent(office, "assessor").status_code == 302
    assert plain.state().roster.holds(mo(), "assessor", None)


def test_nobody_of_the_office_learns_of_their_own_case(plain: School):
    """Mo Lan, of the office too, seats a namesake: the question would tell them that they are nominated."""
    plain.do(OFFICE, Appoint(role="secretary", who=(mo(),)))
    themself = signed_in_client(plain, mo(), **ENGLISH)
    assert sent(themself, "auditor").status_code == 302


# --- and the other way round


def test_the_case_says_that_somebody_of_this_name_acts_in_the_round(lanxi: Lanxi, office: Client):
    hint = "Somebody of this name acts in the round as"
    assert hint not in said(office.get(CASE))
    people.seat(ROUND, "judge-1", "zw@example.org", "赵 伟")
    told = said(office.get(CASE))
    assert f"{hint} assessor (judge-1)" in told
    assert f"/rounds/{ROUND}/office/panel/recusals/?assessor=judge-1&amp;nomination=n-1#recuse" in told
    auditor = Appoint(role="auditor", who=("auditor-1",))
    lanxi.do(OFFICE, auditor)
    elsewhere = signed_in_client(lanxi, "auditor-1", **ENGLISH)
    assert hint not in said(elsewhere.get(CASE)), "who sits where is the secretary's to know"


def test_a_namesake_of_a_unit_elsewhere_is_no_hint(lanxi: Lanxi, office: Client):
    lanxi.do(OFFICE, Appoint(role="assessor", who=("judge-9",), units={"judge-9": "u3"}))
    people.seat(ROUND, "judge-9", "zw@example.org", "Zhao Wei")
    assert "Somebody of this name" not in said(office.get(CASE))
