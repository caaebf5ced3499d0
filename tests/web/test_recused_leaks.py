"""Whoever is recused from a nomination, or nominated in it, finds no side door to it by another role they hold."""

from __future__ import annotations

import pytest
from django.test import Client

from chucai.gates.acts import Appoint, Recuse
from tests.web.personas import signed_in_client
from tests.web.small_round import ROUND, SECRETARY, School, actor

pytestmark = pytest.mark.django_db
OFFICE = f"/rounds/{ROUND}/office/"


def read(client: Client, where: str) -> str:
    answer = client.get(where)
    sent = answer.getvalue() if answer.streaming else answer.content
    return sent.decode() if answer.status_code == 200 else ""


def test_a_secretary_does_not_lift_their_own_recusal_by_ending_and_taking_up_the_panel(
    monkeypatch: pytest.MonkeyPatch,
):
    """The case is closed to them before, meanwhile and after; the rest of their work is not."""
    school = School().open()
    school.submit("an", "bo")
    school.assess({(judge, name): 4 for judge in school.judges for name in ("an", "bo")})
    school.do(SECRETARY, Appoint(role="secretary", who=("judge-0",)))
    school.do(actor("assessor", "judge-0"), Recuse(assessor="judge-0", nomination="an", interest="kin"))
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    office = signed_in_client(school, "judge-0")

    def is_closed() -> bool:
        listed = read(office, f"{OFFICE}nominations.csv")
        assert "\nbo," in listed
        assert office.get(f"{OFFICE}nominations/bo/").status_code == 200
        return "\nan," not in listed and office.get(f"{OFFICE}nominations/an/").status_code == 404

    assert is_closed()
    ended = {"who": "judge-0", "role": "assessor", "scope": "", "reason": "Too busy."}
    assert office.post(f"{OFFICE}people/end", ended).status_code == 302
    assert not school.state().roster.holds("judge-0", "assessor", None)
    assert is_closed()
    school.later(hours=1).do(actor("secretary", "judge-0"), Appoint(role="assessor", who=("judge-0",)))
    assert is_closed()
