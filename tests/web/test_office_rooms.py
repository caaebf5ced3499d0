"""The office's rooms: control, stages, panel, people and places."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chucai.gates.acts import Appoint, Submit
from chucai.web.records import people
from chucai.web.records.models import Mail, NominationRow
from tests.web import personas
from tests.web.small_round import BEGAN, ROUND, SECRETARY, School, written

pytestmark = pytest.mark.django_db
HOME = f"/rounds/{ROUND}/office/"
ROOMS = ("", "stages/", "panel/", "people/", "places/", "nominations/")
ENGLISH = {"headers": {"Accept-Language": "en"}}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' clock shows the first day of the round."""
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())


@pytest.fixture
def school() -> School:
    return School().open(nominating=True, assigned=True)


@pytest.fixture
def office(school: School) -> Client:
    return personas.signed_in_client(school, "office", **ENGLISH)


def judged(school: School) -> School:
    """Three nominations before the judges."""
    from chucai.gates.acts import CloseStage, ForwardSlate, OpenStage

    school.submit("an", "bo", "cen")
    slate = ForwardSlate(stage="nominate", unit="school", category="person", ranked=("an", "bo", "cen"))
    school.do(SECRETARY, slate)
    school.later(days=31)
    school.do(SECRETARY, CloseStage(stage="nominate"))
    school.do(SECRETARY, OpenStage(stage="judge"))
    return school


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_room_opens_at_any_time_of_the_round(
    school: School, room: str, language: str, monkeypatch: pytest.MonkeyPatch
):
    client = personas.signed_in_client(school, "office", headers={"Accept-Language": language})
    text(client, HOME + room)
    judged(school)
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    text(client, HOME + room)
    school.assign("an", "bo", "cen")
    school.assess({(judge, name): 5 - n for judge in school.judges for n, name in enumerate(("an", "bo", "cen"))})
    school.choose("an", "bo", "cen")
    text(client, HOME + room)
    school.vote("an", "bo")
    school.confer("an", "bo")
    text(client, HOME + room)


@pytest.mark.parametrize("room", ROOMS[:-1])
def test_nobody_else_gets_in(school: School, room: str):
    school.do(SECRETARY, Appoint(role="auditor", who=("auditor-1",)))
    for who in ("judge-0", "voter-1", "head", "auditor-1"):
        assert personas.signed_in_client(school, who).get(HOME + room).status_code == 403
    assert personas.signed_in_client(school, "office", second_factor=False).get(HOME + room).status_code == 302
    assert Client().get(HOME + room).status_code == 302


def test_auditor_and_authority_read_the_list_and_do_nothing(school: School):
    school.submit("an")
    school.do(SECRETARY, Appoint(role="auditor", who=("auditor-1",)))
    for who, columns in (("auditor-1", "Plain mean"), ("head", "Standing")):
        client = personas.signed_in_client(school, who, **ENGLISH)
        told = text(client, f"{HOME}nominations/")
        assert columns in told
        assert "Preview" not in told
        assert client.post(f"{HOME}nominations/several", {"kind": "withdraw", "all": "1"}).status_code == 403
    assert "Merit" not in text(personas.signed_in_client(school, "head", **ENGLISH), f"{HOME}nominations/")


# --- the control room


def test_the_control_room_says_what_blocks_and_who_is_late(school: School, office: Client):
    school.submit("an", "bo")
    told = text(office, HOME)
    assert "1 unit has sent no slate" in told
    assert "may not be cut short: close it after that day" in told
    assert "Qingshi School" in told


def test_those_who_are_late_are_counted_before_a_letter_goes(school: School, office: Client):
    school.do(SECRETARY, Appoint(role="coordinator", who=("co-1", "co-2"), scope="school"))
    people.seat(ROUND, "co-1", "co-1@example.org")
    school.submit("an")
    told = office.post(f"{HOME}remind/units").content.decode()
    assert "will get a letter" in told
    assert not Mail.objects.filter(kind="nudge").exists()
    for _ in range(2):
        office.post(f"{HOME}remind/units", {"confirmed": "1"})
    assert list(Mail.objects.filter(kind="nudge").values_list("address", flat=True)) == ["co-1@example.org"]


def test_totals_leave_out_the_office_members_own_case(school: School):
    school.submit("an")
    school.do(SECRETARY, Appoint(role="secretary", who=("office-2",)))
    paper = written(school, "Secret Star")
    act = Submit(nomination="x-77", category="person", unit="school", **{**paper.fields, "person": "office-2"})
    school.do(SECRETARY, act, openings=paper.openings)
    own = personas.signed_in_client(school, "office-2", **ENGLISH)
    numbers = re.search(r"nominations</dt><dd>(\d+)", text(own, HOME))
    assert numbers
    assert numbers[1] == "1"
    for room in ROOMS:
        assert "x-77" not in text(own, HOME + room)
        assert "Secret" not in text(own, HOME + room)


# --- stages


def test_a_stage_is_closed_and_the_next_opened(school: School, office: Client, monkeypatch: pytest.MonkeyPatch):
    school.submit("an")
    early = office.get(f"{HOME}stages/nominate/close").content.decode()
    assert 'class="button warn"' not in early
    assert office.post(f"{HOME}stages/nominate/close").status_code == 422
    school.later(days=31)
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    assert office.post(f"{HOME}stages/nominate/close").status_code == 302
    assert NominationRow.objects.get(nomination="an").standing == "lapsed"
    assert office.post(f"{HOME}stages/judge/open").status_code == 302
    assert school.state().round.is_open("judge")


def test_a_last_day_that_is_no_later_is_refused_in_the_preview(school: School, office: Client):
    last = school.state().round.windows["nominate"].last
    data = {"last": str(last), "reason": "Snow.", "confirmed": "1"}
    assert office.post(f"{HOME}stages/nominate/extend", data).status_code == 422
    assert school.state().round.windows["nominate"].last == last


def test_a_stage_is_extended_with_a_reason(school: School, office: Client):
    last = school.state().round.windows["nominate"].last
    later = last.replace(day=last.day + 1) if last.day < 28 else last.replace(month=last.month + 1, day=1)
    assert office.post(f"{HOME}stages/nominate/extend", {"last": str(later), "reason": ""}).status_code == 422
    data = {"last": str(later), "reason": "Snow."}
    told = office.post(f"{HOME}stages/nominate/extend", data).content.decode()
    assert "What will happen" in told
    assert "Snow." in told
    assert school.state().round.windows["nominate"].last == last
    assert office.post(f"{HOME}stages/nominate/extend", {**data, "confirmed": "1"}).status_code == 302
    assert school.state().round.windows["nominate"].last == later


# --- the panel


def test_an_assignment_is_looked_at_then_made(school: School, office: Client, monkeypatch: pytest.MonkeyPatch):
    judged(school)
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    assert "3 nominations have no readers" in text(office, f"{HOME}panel/")
    assert office.post(f"{HOME}panel/assign/propose").status_code == 302
    told = text(office, f"{HOME}panel/")
    assert "Make this assignment" in told
    assert "All judges hang together" in told
    assert not school.state().comparison("judge").assigned
    office.post(f"{HOME}panel/assign/make")
    assert {len(readers) for readers in school.state().comparison("judge").assigned.values()} == {2}
    assert set(NominationRow.objects.values_list("wanted", flat=True)) == {2}
    assert "Make this assignment" not in text(office, f"{HOME}panel/")


def test_the_office_knows_who_is_late(school: School, office: Client, monkeypatch: pytest.MonkeyPatch):
    """Judges have pseudonyms in the ledger; whoever has to write to them reads their names."""
    late, other = school.judges
    people.seat(ROUND, late, "lin@example.org", "Lin Yu")
    judged(school)
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    office.post(f"{HOME}panel/assign/propose")
    office.post(f"{HOME}panel/assign/make")
    panel = text(office, f"{HOME}panel/")
    assert f'Lin Yu<br><span class="quiet">{late}</span>' in panel
    assert f'<th scope="row">{other}</th>' in panel
    assert '<th scope="row">Lin Yu</th>' in text(office, HOME)
    people.seat(ROUND, other, "mo@example.org")
    assert '<th scope="row">mo@example.org</th>' in text(office, HOME), "a seat is no event: it is looked up each time"


# --- people


def test_somebody_gets_a_role_a_seat_and_a_letter(school: School, office: Client):
    data = {"role": "coordinator", "scope": "coordinator|school", "email": "Lu@example.org", "name": "Lu Wen"}
    assert office.post(f"{HOME}people/", data).status_code == 302
    [actor] = [actor for actor, account in people.seated(ROUND).items() if account.email == "lu@example.org"]
    assert re.fullmatch(r"coordinator-[0-9a-f]{8}", actor)  # nobody's name: it is published with the ledger
    assert school.state().roster.holds(actor, "coordinator", "school")
    again = {"role": "auditor", "scope": "", "email": "lu@example.org"}
    assert office.post(f"{HOME}people/", again).status_code == 302
    assert school.state().roster.holds(actor, "auditor", None)
    assert Mail.objects.filter(kind="seated", address="lu@example.org").count() == 2
    told = text(office, f"{HOME}people/")
    assert "Lu Wen" in told
    assert "Qingshi School" in told


def test_what_the_gates_refuse_seats_nobody(school: School, office: Client):
    data = {"role": "coordinator", "scope": "coordinator|nowhere", "email": "lu@example.org"}
    assert office.post(f"{HOME}people/", data).status_code == 422
    assert "lu" not in people.seated(ROUND)


def test_a_role_is_ended(school: School, office: Client):
    office.post(f"{HOME}people/end", {"who": "judge-0", "role": "assessor", "scope": "", "reason": "Moved away."})
    assert not school.state().roster.holds("judge-0", "assessor", None)


# --- units and places


def test_places_are_issued_and_the_table_comes_back(school: School, office: Client):
    assert (
        office.post(f"{HOME}places/issue", {"unit": "school", "category": "person", "number": "4"}).status_code == 302
    )
    assert school.state().tree.places["school", "person"] == 4
    assert "4" in text(office, f"{HOME}places/")
    sheet = office.get(f"{HOME}places/template.xlsx").content
    assert sheet[:2] == b"PK"


def test_a_faulty_table_enters_nothing_and_says_why(school: School, office: Client):
    content = b"id,name,tier,parent\nnew,New School,nowhere,\n"
    file = SimpleUploadedFile("units.csv", content)
    response = office.post(f"{HOME}places/upload", {"file": file})
    assert response.status_code == 422
    assert "new" not in school.state().tree.units
    back = office.post(f"{HOME}places/upload", {"file": io.BytesIO(content), "sheet": "1"})
    assert back.status_code in (200, 422)
