"""Pages ask the database no more often for many rows than for a few, and a list never more than twelve times.

Two invented districts stand at the same point of the same round, one with ten times the nominations of the other. What
each role reads there is asked for in both, and what the district of the second round, that is over, shows in public.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.charter.calendar import shipped
from chucai.charter.examples import example_text
from chucai.charter.load import read
from chucai.cli.rehearsal.district import District
from chucai.cli.rehearsal.play import Play
from chucai.cli.rehearsal.records import RecordsDoor
from chucai.cli.rehearsal.run import run, run_into
from chucai.gates.acts import Appoint
from chucai.web.home import ledger_key
from chucai.web.public.kept import PAGES as PAGES_KEPT
from chucai.web.records import sheets
from chucai.web.records.remembered import Remembered
from chucai.web.records.sealing import seal
from chucai.web.records.state import Rows
from tests.web.deciding import small
from tests.web.personas import seat, signed_in, signed_in_client
from tests.web.small_round import SECRETARY, School

pytestmark = pytest.mark.django_db
MOST = 12  # queries of any page
# What only the larger district has (a unit named) is read in one query; a sheet left open in two, for the rows of the
# queue: where they stand, and the papers that speak of them.
TWO_MORE = 2
SIZES = {"few": (20, 10), "many": (200, 90)}  # nominations of people and of teams
STAGES = {"compare": "compare", "nominate": "unit-recommend", "over": None}
PAGES = {
    "public": {"over": ["", "how", "notices/", "notices/{notice}/", "stories/{honoured}/", "feed.atom"]},
    "co-b01u1": {"nominate": ["nominate/", "nominate/slates/b01u1/person/", "nominate/slates/b01u1/person/check/",
                              "nominate/slates/b01u1/person/form/",  "nominate/new/", "nominate/prints/b01u1/"]},
    "co-b01": {"compare": ["nominate/", "nominate/slates/b01/person/", "nominate/prints/b01/"]},
    "a01": {"compare": ["judge/", "judge/check", "judge/spread", "judge/signed", "judge/report",
                          "judge/cases/{case}/"]},
    "office-1": {
        "compare": ["office/", "office/nominations/", "office/nominations/?size=250", "office/nominations/{standing}/",
                    "office/nominations/{standing}/withdraw", "office/nominations.csv",
                    "office/stages/", "office/panel/", "office/panel/recusals/", "office/panel/contacts/", "office/panel/readers/",
                    "office/people/", "office/places/",
                    "office/decision/", "office/decision/objections/", "office/decision/release/",
                    "office/decision/release/readers/",
                    "office/decision/compare/compare/", "office/decision/compare/compare/sign",
                    "office/decision/compare/compare/papers", "office/decision/compare/compare/list.csv",
                    "office/decision/compare/compare/what-if?places.person=9"],
        "nominate": ["office/", "office/nominations/", "office/stages/", "office/places/", "office/people/"],
        "over": ["office/", "office/decision/", "office/decision/objections/", "office/panel/", "office/places/",
                 "office/panel/recusals/",
                 "office/decision/compare/compare/", "office/people/", "office/nominations/?size=250"],
    },
    "authority-1": {"over": ["office/decision/", "office/nominations/", "office/decision/conferral/confer/"]},
}  # fmt: skip


def played(size: str, place: str) -> datetime:
    """A district of this size, played to where it stands; the moment it has come to."""
    text, round_id = small(example_text("district")), f"{place}-{size}"
    charter = read(text).wanted()
    calendar = shipped(charter.calendar)
    people, teams = SIZES[size]
    play = Play(
        charter,
        calendar,
        RecordsDoor(round_id, text, calendar),
        District(charter, "counted", people, teams),
        seed="counted",
        verifier_key=ledger_key().verifier_key(),
        sealed=lambda: seal(round_id),
    )
    if STAGES[place] is None:
        run(play)
    else:
        run_into(play, charter.stage(STAGES[place]))
    return play.now


def named(round_id: str) -> dict[str, str]:
    """What stands for the parts of an address."""
    state = Rows(round_id)
    found = {"standing": next(iter(state.nominations()), ""), "notice": next(iter(state.notices()), "")}
    found["honoured"] = next((name for name in state.nominations() if state.nomination(name).award), "")
    found["case"] = next(iter(own(round_id)), "")
    return found


def own(round_id: str) -> list[str]:
    """What the first assessor was given to read."""
    assigned = Rows(round_id).comparison("compare").assigned
    return [name for name, readers in assigned.items() if "a01" in readers]


def client_of(who: str, round_id: str) -> Client:
    return Client() if who == "public" else signed_in_client(round_id, who)


def asked(client: Client, address: str) -> int:
    """How often a page asks the database when nothing of it has been kept."""
    client.get(address)  # what a process reads once, it has read
    PAGES_KEPT.forget()
    Remembered.forget_all()
    with CaptureQueriesContext(connection) as caught:
        response = client.get(address)
        if response.streaming:
            b"".join(response)  # type: ignore[arg-type]
    assert response.status_code == 200, f"{address}: {response.status_code} {response.headers.get('Location')}"
    return len(caught)


def sitting_in(rounds: int) -> Client:
    """Somebody who has two roles in each of so many rounds."""
    for number in range(rounds):
        school = School(f"school-{rounds}-{number}").open(nominating=True)
        school.do(SECRETARY, Appoint(role="coordinator", who=("judge-0",), scope="school"))
        own = seat(school, "judge-0", f"busy-{rounds}@example.org")
    return signed_in(own)


def test_my_work_asks_no_more_often_for_more_rounds():
    few, many = sitting_in(1), sitting_in(6)
    assert many.get("/me/").content.decode().count("/nominate/") == 6
    assert asked(few, "/me/") == asked(many, "/me/") <= MOST


def counted(size: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    for place in STAGES:
        moment = played(size, place)
        monkeypatch.setenv("CHUCAI_CLOCK", moment.isoformat())
        round_id, there = f"{place}-{size}", named(f"{place}-{size}")
        if place == "compare":
            sheets.looked_through(round_id, "a01", "compare", own(round_id), moment, seat(round_id, "a01").pk)
        for who, pages in PAGES.items():
            client = client_of(who, round_id)
            if (who, place) == ("office-1", "compare"):
                client.post(f"/rounds/{round_id}/office/decision/compare/compare/work-out")
            for page in pages.get(place, ()):
                yield f"{who}: {place}/{page}", asked(client, f"/rounds/{round_id}/{page.format(**there)}")


def test_no_page_asks_more_often_for_more_rows(monkeypatch: pytest.MonkeyPatch):
    few, many = dict(counted("few", monkeypatch)), dict(counted("many", monkeypatch))
    grown = {page: (few[page], many[page]) for page in few if many[page] > few[page] + TWO_MORE}
    assert grown == {}
    assert {page: number for page, number in many.items() if number > MOST} == {}
