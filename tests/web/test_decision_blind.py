"""Who judges blind learns whose a case is from no page of the office either, whatever else they are in the round."""

from __future__ import annotations

import pytest
from django.test import Client

from chucai.gates.acts import Appoint, CloseStage, Recuse
from tests.web import public_round
from tests.web.judged_round import PEOPLE, UNITS, County, case_id
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import CHARTER, ROUND, SECRETARY, School, actor
from tests.web.test_judge_work import Bench

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "zh-CN")
CASE, BEST = case_id(2), case_id(6)
TELLING = {
    *("Marta", "Quill", "明渠", "Brandt", "方向东", "Ferrow"),
    *(part for _, name in UNITS for part in name.split(" ", 1)),
    *(deeds[:12] for *_, deeds in PEOPLE),
    ".pdf",
}

AGAIN = """
[[stage]]
id = "again"
gate = "compare"
tier = "school"
judging = "panel"
days = 30

"""


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    """Judged blind; one of the two judges sits in the office as well."""
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-05T02:00:00+00:00")
    county = County().begin()
    for judge in county.judges:
        bench, cases = Bench(county, judge), county.readable(judge, len(PEOPLE))
        for number, case in enumerate(cases):
            bench.mark(case, marks=(str(number), "4", str(10 * number)))
        bench.seal(*cases)
    for role in ("secretary", "auditor", "authority"):
        county.do(SECRETARY, Appoint(role=role, who=("judge-1",)))
    signed_in_client(county, "office").post(f"{base(county)}work-out")
    return county


def base(county: County) -> str:
    return f"/rounds/{county.round_id}/office/decision/compare/judge/"


def pages(county: County) -> dict[str, str]:
    """What shows or uses the names of nominations, and the page of a case."""
    desk = base(county)
    told = ("", "?show=all", "list.csv", "what-if", f"what-if?on={CASE}", "move", "sign", "papers")
    return {page: desk + page for page in told} | {"case": f"/rounds/{county.round_id}/office/nominations/{CASE}/"}


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_judge_in_the_office_reads_numbers_where_names_are_hidden(county: County, language: str):
    judge = signed_in_client(county, "judge-1", headers={"accept-language": language})
    for page, address in pages(county).items():
        told = read(judge, address)
        assert [part for part in TELLING if part in told] == [], page
        if page != "what-if":
            assert "c-000" in told, page


def test_whoever_does_not_judge_reads_names_and_units_as_before(county: County):
    office = signed_in_client(county, "office", headers={"accept-language": "en"})
    desk = read(office, base(county) + "?show=all")
    assert "Marta Quill" in desk
    assert f"{CASE} · Roads Bureau" in desk
    assert f"Tom Ferrow ({BEST})" in read(office, base(county) + "papers")
    case = read(office, pages(county)["case"])
    assert "Quill lived on site" in case
    assert ".pdf" in case


def test_nobody_is_found_by_a_name_that_is_hidden(county: County):
    """Else who judges blind could ask what if, name by name."""
    judge, office = (signed_in_client(county, who) for who in ("judge-1", "office"))
    asked = f"{base(county)}what-if?off=Marta+Quill"
    assert office.get(asked).context["wish"].off == (CASE,)
    assert judge.get(asked).context["wish"].off == ()


def test_once_every_comparison_is_closed_the_judge_reads_names_too(county: County, monkeypatch: pytest.MonkeyPatch):
    signed_in_client(county, "office").post(f"{base(county)}sign", {"read": "on"})
    county.do(SECRETARY, CloseStage(stage="judge"))
    judge = signed_in_client(county, "judge-1", headers={"accept-language": "en"})
    assert f"Tom Ferrow ({BEST})" in read(judge, base(county) + "papers")
    assert "Quill lived on site" in read(judge, pages(county)["case"])


def test_whoever_still_judges_blind_draws_up_no_notice(monkeypatch: pytest.MonkeyPatch):
    """Two comparisons, the second of them blind, and a notice between them."""
    blind = CHARTER.replace("[judging.panel]", '[judging.panel]\nblind = ["name"]')
    monkeypatch.setattr(public_round, "CHARTER", blind)
    monkeypatch.setattr(public_round, "STAGE", public_round.STAGE + AGAIN.lstrip())
    school = PublicSchool().begin().put_forward({"an": "An Ning", "bo": "Bo Chuan", "cen": "Cen Wei"})
    school.chosen("an", "bo", "cen").set_clock(monkeypatch)
    school.do(SECRETARY, Appoint(role="secretary", who=("judge-0",)))
    notice = f"/rounds/{ROUND}/office/decision/notices/show/"
    assert signed_in_client(school, "judge-0").get(notice).status_code == 403
    assert "An Ning" in read(signed_in_client(school, "office"), notice)


def test_the_name_of_a_case_somebody_is_recused_from_is_no_part_of_the_vote():
    school = School().open()
    school.submit("an", "bo", "cen")
    school.assess({(judge, name): 5 - n for judge in school.judges for n, name in enumerate(("an", "bo", "cen"))})
    school.do(SECRETARY, Appoint(role="secretary", who=("judge-0",)))
    school.choose("an", "bo", "cen")
    school.do(actor("assessor", "judge-0"), Recuse(assessor="judge-0", nomination="an", interest="kin"))
    asked = signed_in_client(school, "judge-0").get(f"/rounds/{ROUND}/office/decision/votes/confer/")
    assert asked.context["form"].candidates == {"an": "an", "bo": "bo (bo)"}
