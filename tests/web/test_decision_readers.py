"""What each reader sees of one case, today and on the days to come: supposed, and true when the day comes."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from chucai.gates.acts import Appoint
from chucai.web.records.models import Event
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND, SECRETARY

pytestmark = pytest.mark.django_db
PAGE = f"/rounds/{ROUND}/office/decision/release/readers/"
NOTICE, ANNOUNCED = "While “Notice in the school” runs", "Once the awards are announced"


def told(client: Client, case: str = "") -> dict[str, dict[str, str]]:
    """Reader -> moment -> what is seen then, in words."""
    page = client.get(PAGE, {"case": case} if case else {}).content.decode()
    table = page.split("<table")[1].split("</table>")[0]
    moments = [unescape(each) for each in re.findall(r'<th scope="col">([^<]*)</th>', table)][1:]
    found = {}
    for row in table.split("<tbody>")[1].split("<tr>")[1:]:
        cells = [unescape(re.sub(r"<[^>]*>", "", cell.partition(">")[2])).strip() for cell in row.split("<td")[1:]]
        found[unescape(re.findall(r'<th scope="row">([^<]*)</th>', row)[0])] = dict(zip(moments, cells, strict=True))
    return found


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    """Three put forward, the list signed, no notice yet."""
    school = PublicSchool().begin().put_forward({"an": "An", "bo": "Bo", "cen": "Cen"}).chosen("an", "bo", "cen")
    school.do(SECRETARY, Appoint(role="coordinator", who=("co",), scope="school"))
    school.set_clock(monkeypatch)
    return school


@pytest.fixture
def office(school: PublicSchool) -> Client:
    return signed_in_client(school, "office", headers={"Accept-Language": "en"})


def test_the_public_sees_nothing_today_then_the_notice_then_the_award(office: Client):
    public = told(office, "an")["anybody"]
    assert public["Today"] == "nothing"
    assert "name" in public[NOTICE]
    assert "Main deeds" in public[NOTICE]
    assert "an award" not in public[NOTICE]
    assert "an award" in public[ANNOUNCED]
    assert "illness" not in "".join(public.values())


def test_the_unit_learns_of_the_award_with_everybody(office: Client):
    unit = told(office, "an")["coordinator of the unit, or of one above it"]
    assert "an award" not in unit["Today"] + unit[NOTICE]
    assert "an award" in unit[ANNOUNCED]


def test_what_was_supposed_is_what_comes(school: PublicSchool, office: Client):
    before = told(office, "an")
    school.publish("an", "bo")
    running = told(office, "an")
    assert {who: seen["Today"] for who, seen in running.items()} == {who: seen[NOTICE] for who, seen in before.items()}
    assert NOTICE not in running["anybody"]


def test_looking_does_nothing(school: PublicSchool, office: Client):
    events = Event.objects.count()
    told(office)
    assert Event.objects.count() == events
    assert school.state().notice("show") is None


def test_only_cases_that_one_works_on_can_be_asked_for(school: PublicSchool, office: Client):
    assert office.get(PAGE, {"case": "nobody"}).status_code == 404
    assert signed_in_client(school, "co").get(PAGE).status_code == 403
