"""What everybody is told in numbers: objections once a notice is over, the panel once it compares. Small ones are not."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chucai.gates.acts import Actor, Object, Recuse
from chucai.web.public.counting import counted
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db
HERE = f"/rounds/{ROUND}/"


def facts(path: str) -> dict[str, str]:
    """Each term of the page and what stands beside it."""
    text = Client().get(path, headers={"accept-language": "en"}).content.decode()
    pairs = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", text)
    return {term: re.sub(r"<[^>]+>", "", said).strip() for term, said in pairs}


def objected(school: PublicSchool, number: int) -> list[str]:
    keys = [f"AAAA{n}-AAAAA" for n in range(number)]
    for key in keys:
        act = Object(notice="show", objection=key, about="an", named=True, identity="0" * 64, grounds="1" * 64)
        school.do(Actor(id=f"objector-{key}", role="public"), act)
    return keys


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    return PublicSchool().noticed().set_clock(monkeypatch)


def test_while_the_notice_runs_nothing_is_counted(school: PublicSchool):
    objected(school, 6)
    assert "Objections received" not in facts(f"{HERE}notices/show/")


def test_after_its_time_it_says_how_many_objections_came_and_how_they_ended(school: PublicSchool):
    keys = objected(school, 12)
    school.later(days=8)
    for key in keys[:6]:
        school.answer(key, "dismissed", "The register shows who taught it.")
    told = facts(f"{HERE}notices/show/")
    assert (told["Objections received"], told["Objections answered"], told["Objections upheld"]) == ("12", "6", "none")
    for key in keys[6:]:
        school.answer(key, "upheld", "It was so.")
    told = facts(f"{HERE}notices/show/")
    assert (told["Objections answered"], told["Objections upheld"]) == ("all of them", "6")


def test_so_few_that_somebody_could_be_told_are_not_counted_out(school: PublicSchool):
    (key,) = objected(school, 1)
    school.later(days=8).answer(key, "upheld", "It was so.")
    told = facts(f"{HERE}notices/show/")
    assert told["Objections received"] == told["Objections upheld"] == "fewer than 5"
    assert [counted(number) for number in (0, 1, 4, 5)] == ["none", "fewer than 5", "fewer than 5", "5"]


def test_a_notice_without_objections_says_so(school: PublicSchool):
    school.later(days=8)
    told = facts(f"{HERE}notices/show/")
    assert (told["Objections received"], told["Objections answered"]) == ("none", "none")


# --- the panel


def test_before_it_compares_nothing_is_said_of_the_panel():
    School(judges=7).open(nominating=True)
    assert "Judges on the panel" not in facts(f"{HERE}how")


def test_once_it_compares_the_panel_is_told_in_numbers():
    School(judges=7).open(assigned=True)
    told = facts(f"{HERE}how")
    assert told["Judges on the panel"] == "7"
    assert told["Judges who read each case"] == "2 Comparison"


def test_a_small_panel_is_not_counted_out():
    School(judges=2).open()
    assert facts(f"{HERE}how")["Judges on the panel"] == "fewer than 5"


def test_recusals_are_counted_when_the_comparison_is_over():
    """Before, the number would say when somebody is recused."""
    school = School(judges=8).open()
    school.submit("an", "bo", "cen")
    for judge in school.judges[:6]:
        school.do(Actor(id=judge, role="assessor"), Recuse(assessor=judge, nomination="cen", interest="relative"))
    school.assess({(judge, name): 4 for judge in school.judges[6:] for name in ("an", "bo", "cen")})
    assert "Recusals from a case" not in facts(f"{HERE}how")
    school.choose("an", "bo", "cen")
    assert facts(f"{HERE}how")["Recusals from a case"] == "6"
