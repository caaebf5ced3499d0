"""Whoever competes, or is recused from somebody who does, neither reads nor signs the list: somebody else does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from chucai.cli.rehearsal.play import Play
from chucai.gates.acts import Actor, Appoint, Recuse
from chucai.web.acts import perform
from chucai.web.records import models
from chucai.web.records.state import Rows
from tests.web import deciding
from tests.web.deciding import DESK, OFFICE, ROUND
from tests.web.personas import signed_in_client

pytestmark = pytest.mark.django_db
KEPT = "A case that is kept from you competes for this list; somebody else reads and signs it."
STANDS_IN = "a case that is kept from you"  # for a name, where lists are read in part


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """A round that has been worked out, on the day on which its list can be signed. Its charter keeps no role apart."""
    text = re.sub(r"(?m)^barred_roles.*$", "", deciding.district())
    monkeypatch.setattr(deciding, "district", lambda: text)
    found = deciding.played()
    found.forward_to(Rows(ROUND).round.windows["compare"].last + timedelta(days=1))
    monkeypatch.setenv("CHUCAI_CLOCK", found.now.isoformat())
    signed_in_client(ROUND, "office-1").post(f"{DESK}work-out")
    return found


def ranked() -> list[str]:
    return [line["nominee"] for line in models.Estimate.objects.get().data["reports"]["person"]["nominees"]]


def also_secretary(play: Play, who: str) -> Client:
    perform(ROUND, OFFICE, Appoint(role="secretary", who=(who,)), play.now)
    return signed_in_client(ROUND, who, headers={"accept-language": "en"})


def nominee(case: str) -> str:
    person = Rows(ROUND).nomination(case).person
    assert person is not None
    return person


def signed() -> bool:
    return models.Event.objects.filter(kind__in=("ranking-adopted", "shortlist-adopted")).exists()


@pytest.mark.parametrize("place", [0, -1], ids=["on the list", "far from it"])
def test_a_nominee_in_the_office_reads_no_list_and_signs_none(play: Play, place: int):
    """The page says the same to the first and to the last of the ranking: nobody learns how they have done."""
    secretary = also_secretary(play, nominee(ranked()[place]))
    for page in ("sign", "papers"):
        told = secretary.get(f"{DESK}{page}").content.decode()
        assert KEPT in told
        assert "Every rule, counted" not in told
        assert "<ol" not in told
    answer = secretary.post(f"{DESK}sign", {"read": "on"})
    assert answer.status_code == 403
    assert KEPT in answer.content.decode()
    assert not signed()


def test_whoever_is_recused_from_a_case_leaves_the_signing_to_others(play: Play):
    case, judge = ranked()[0], Actor(id="a01", role="assessor")
    perform(ROUND, judge, Recuse(assessor="a01", nomination=case, interest="kin"), play.now)
    secretary = also_secretary(play, "a01")
    assert KEPT in secretary.get(f"{DESK}papers").content.decode()
    assert secretary.post(f"{DESK}sign", {"read": "on"}).status_code == 403
    assert not signed()
    office = signed_in_client(ROUND, "office-1")
    office.post(f"{DESK}work-out")  # the recusal has taken a sheet away
    assert office.post(f"{DESK}sign", {"read": "on"}).status_code == 302
    assert signed()


def test_no_other_page_says_of_their_own_case_that_it_comes_in_or_goes_out(play: Play):
    """Neither the difference from the signed list, nor the next best lists, nor a move, nor the answer to "what if"."""
    signed_in_client(ROUND, "office-1").post(f"{DESK}sign", {"read": "on"})
    assert signed()
    secretary = also_secretary(play, nominee(ranked()[0]))
    for page in ("", "?show=all", "what-if?places.person=9"):
        told = secretary.get(f"{DESK}{page}").content.decode()
        assert KEPT in told, page
        assert STANDS_IN not in told, page
