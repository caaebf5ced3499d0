"""Before the authority confers: what has become of the signed list since, and under which charter it is done."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from chucai.gates.acts import AdoptShortlist, Appoint, CloseStage, OpenStage, Recuse, Withdraw
from chucai.web.records import models
from tests.web import small_round
from tests.web.personas import signed_in_client
from tests.web.small_round import ROUND, SECRETARY, School, actor

pytestmark = pytest.mark.django_db
CONFER = f"/rounds/{ROUND}/office/decision/conferral/confer/"


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    """`an` and `bo` are on the signed list, `cen` is in reserve; the meeting has yet to vote."""
    charter = small_round.CHARTER.replace("places = 2", "places = 2\nreserve = 1")
    monkeypatch.setattr(small_round, "CHARTER", charter)
    school = School().open()
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    school.submit("an", "bo", "cen")
    school.assess({(judge, name): 5 - n for judge in school.judges for n, name in enumerate(("an", "bo", "cen"))})
    school.do(SECRETARY, school.ranking("an", "bo", "cen"))
    school.do(SECRETARY, AdoptShortlist(stage="judge", chosen={"person": ("an", "bo")}, reserve={"person": ("cen",)}))
    school.do(SECRETARY, CloseStage(stage="judge"))
    school.do(SECRETARY, OpenStage(stage="confer"))
    return school


@pytest.fixture
def head(school: School) -> Client:
    return signed_in_client(school, "head", headers={"accept-language": "en"})


def page(client: Client) -> str:
    return " ".join(unescape(client.get(CONFER).content.decode()).split())


def test_a_list_that_stands_as_it_was_signed_is_said_to_be_the_same(school: School, head: Client):
    school.vote("an", "bo")
    assert "No difference: these are the names of the signed list." in page(head)


def test_who_left_a_place_and_who_took_it_is_told_before_signing(school: School, head: Client):
    school.do(SECRETARY, Withdraw(nomination="an"))
    school.vote("bo", "cen")
    told = page(head)
    assert "an (an) left their place since (withdrawn); cen (cen) took it." in told
    assert "is not on the list" not in told
    school.do(SECRETARY, Withdraw(nomination="cen"))
    assert "cen (cen) left their place since (withdrawn); nobody took it." in page(head)


def test_who_is_on_the_list_and_has_not_passed_the_vote_is_told(head: Client):
    told = page(head)
    assert "There is nobody to confer an award on now." in told
    assert "an (an) is on the list (in the running) and is not conferred on now." in told


def test_who_has_the_award_already_is_no_difference(school: School, head: Client):
    school.vote("an", "bo")
    school.confer("an")
    assert "No difference" in page(head)


def test_nothing_is_said_of_a_case_the_authority_is_recused_from(school: School):
    school.do(SECRETARY, Appoint(role="authority", who=("judge-0",)))
    school.do(actor("assessor", "judge-0"), Recuse(assessor="judge-0", nomination="an", interest="kin"))
    school.do(SECRETARY, Withdraw(nomination="an"))
    school.vote("bo", "cen")
    told = page(signed_in_client(school, "judge-0", headers={"accept-language": "en"}))
    assert "cen (cen)" in told
    assert "left their place" not in told


def test_the_charter_it_is_done_under_stands_there_with_the_beginning_of_its_digest(school: School, head: Client):
    school.vote("an", "bo")
    digest = models.Attachment.objects.get(round_id=ROUND, kind="charter").digest
    told = page(head)
    assert "Qingshi School Prize 2026" in told
    assert f'<code class="digest">{digest[:16]}</code>' in told
