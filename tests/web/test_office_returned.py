"""The map of the units tells which of them have a nomination back to be mended, whatever else they have sent."""

from __future__ import annotations

import csv
import io

import pytest

from chucai.gates.acts import RecordBallot, Return, Tally
from chucai.web.office.pictures.units import PAINTS
from tests.web.lanxi_round import OFFICE, Lanxi, coordinator
from tests.web.personas import signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def lanxi() -> Lanxi:
    """Three villages: one has sent its slate, one has a nomination back, one has done nothing since."""
    lanxi = Lanxi().open()
    for number, unit in (("n1", "u1"), ("n2", "u2"), ("n3", "u3")):
        lanxi.submit(number, unit, f"Name {unit}")
    paper = {"ballot": "unit-recommend.u1", "entitled": 9, "present": 9, "cast": 9}
    vote = RecordBallot(**paper, stage="unit-recommend", unit="u1", tallies={"n1": Tally(agree=9)})
    lanxi.do(coordinator("u1"), vote)
    lanxi.forward("unit-recommend", "u1", "n1")
    lanxi.do(OFFICE, Return(nomination="n2", clause="nominating", reason="0" * 64))
    return lanxi


def states(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> dict[str, str]:
    """Unit -> its state, from the numbers beneath the map."""
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    office = signed_in_client(lanxi, "office", headers={"accept-language": language})
    file = office.get(f"/rounds/{lanxi.round_id}/office/places/?csv=units").content.decode("utf-8-sig")
    return {line[0]: line[-1] for line in csv.reader(io.StringIO(file))}


def test_a_unit_with_something_returned_says_so(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    told = states(lanxi, monkeypatch)
    assert told["Liulin Community"] == "returned, to be mended"
    assert told["Qingtang Village"] == "no slate yet"
    assert "returned" not in told["Shiqiao Village"]
    assert states(lanxi, monkeypatch, "zh-hans")["柳林社区"] == "退回待修改"


def test_a_slate_that_is_sent_does_not_hide_it(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    lanxi.do(OFFICE, Return(nomination="n1", clause="nominating", reason="0" * 64))
    assert states(lanxi, monkeypatch)["Shiqiao Village"] == "returned, to be mended"


def test_every_state_has_a_colour_of_its_own():
    assert len(set(PAINTS.values())) == len(PAINTS)


def test_who_has_a_nomination_back_and_no_slate_is_still_counted_as_owing_one(
    lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    office = signed_in_client(lanxi, "office", headers={"accept-language": "en"})
    page = office.get(f"/rounds/{lanxi.round_id}/office/places/").content.decode()
    assert "; 2 units have sent no slate" in page
