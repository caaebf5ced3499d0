"""What if: the secretary asks what another rule, another number of places or another name would change, and nothing does."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.test import Client

from chucai.charter.examples import example_text
from chucai.charter.load import read
from chucai.engine import stage as engine
from chucai.gates.acts import AdoptRanking, act_from
from chucai.gates.composition import pool_places
from chucai.web.office.decision import supposing
from chucai.web.office.decision.work import Supposed
from chucai.web.records import models
from chucai.web.records.state import Rows
from tests.web.deciding import DESK, ROUND, district, played
from tests.web.personas import signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The secretary, at a desk that has been worked out."""
    monkeypatch.setenv("CHUCAI_CLOCK", played().now.isoformat())
    client = signed_in_client(ROUND, "office-1", headers={"accept-language": "en"})
    client.post(f"{DESK}work-out")
    return client


def told() -> dict[str, object]:
    return models.Estimate.objects.get().data


def ask(client: Client, **asked: object) -> dict[str, object]:
    """What the page was told."""
    answer = client.get(f"{DESK}what-if", asked)
    assert answer.status_code == 200
    return {name: value for layer in answer.context for part in layer for name, value in part.items()}


def moved(page: dict[str, object], enters: bool) -> set[str]:
    return {line["id"] for line in page["moved"] if line["enters"] == enters}  # type: ignore[attr-defined]


def best_under(charter_text: str) -> set[str]:
    """The list that the engine chooses under another charter, without the page."""
    ranking = act_from("adopt-ranking", told()["ranking"])  # type: ignore[arg-type]
    assert isinstance(ranking, AdoptRanking)
    charter, state = read(charter_text).wanted(), Rows(ROUND)
    assert state.round
    return set(engine.shortlist(charter, Supposed(state, ranking), charter.stage("compare")).selection.chosen)


def listed() -> set[str]:
    return {name for names in told()["list"]["act"]["chosen"].values() for name in names}  # type: ignore[index]


def after(page: dict[str, object]) -> set[str]:
    return listed() - moved(page, enters=False) | moved(page, enters=True)


def everything() -> list[object]:
    """All that a question could leave behind."""
    tables = (models.Event, models.Draft, models.Estimate, models.Mail, models.Job)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_another_number_in_a_rule_is_the_charter_with_that_number(office: Client):
    page = ask(office, **{"rule.per-bureau.at_most": "1"})
    other = best_under(district().replace("at_most = 6", "at_most = 1"))
    assert other != listed()
    assert after(page) == other


def test_without_a_rule_is_the_charter_without_it(office: Client):
    page = ask(office, **{"rule.frontline-first.share_above": ""})
    assert after(page) == best_under(district().replace('share_above = "1/2"', 'share_above = "0"'))


def test_another_number_of_places_is_the_charter_with_it(office: Client):
    page = ask(office, **{"places.person": "12", "places.team": "4"})
    other = best_under(district().replace("places  = 10", "places  = 12").replace("places  = 5", "places  = 4"))
    assert after(page) == other
    assert len(other) == len(listed()) + 1


def test_a_name_on_the_list_or_off_it_costs_what_it_costs(office: Client):
    chosen = told()["list"]["act"]["chosen"]["person"][0]  # type: ignore[index]
    others = [line["nominee"] for line in told()["reports"]["person"]["nominees"] if line["nominee"] not in listed()]  # type: ignore[index]
    last = others[-1]
    page = ask(office, on=last, off=chosen)
    assert last in moved(page, enters=True)
    assert chosen in moved(page, enters=False)
    assert len(moved(page, enters=True)) == len(moved(page, enters=False))
    assert re.search(r"the list would have [0-9.]+ points less merit", str(page["finding"]))


def test_what_stands_as_it_is_changes_nothing_and_says_so(office: Client):
    chosen = told()["list"]["act"]["chosen"]["person"][0]  # type: ignore[index]
    assert ask(office, on=chosen)["finding"] == "The list would stay as it is"
    assert "finding" not in ask(office, **{"places.person": "10", "rule.per-bureau.at_most": "6"})


def test_what_is_impossible_is_told_as_a_conflict_with_a_way_out_that_is_one(office: Client):
    page = ask(office, **{"places.person": "2"})
    assert page["finding"] == "No list could keep every rule"
    words = [rule["words"] for rule in page["conflict"]["rules"]]  # type: ignore[index]
    assert any(each.startswith("At least 5 officials for every theme") or "every theme" in each for each in words)
    way_out = page["conflict"]["repairs"][0]["href"]  # type: ignore[index]
    assert office.get(way_out).context["finding"] != page["finding"]


def test_asking_leaves_nothing_behind(office: Client):
    before = everything()
    ask(office, **{"places.person": "12", "rule.per-bureau.at_most": "1", "on": "", "off": ""})
    ask(office, **{"places.person": "2"})
    assert everything() == before


def test_whom_a_rule_moved_leads_to_the_question_about_that_rule(office: Client):
    page = office.get(DESK).content.decode()
    asked = [unescape(each) for each in re.findall(r'href="([^"]*what-if[?][^"]*rule[.][^"]*)"', page)]
    assert asked
    gained = [office.get(each).context["finding"] for each in sorted(set(asked))[:4]]
    assert all("less merit" not in finding for finding in gained), "a rule made easier never costs merit"
    assert any("more merit" in finding for finding in gained)
    displaced = [one["id"] for one in told()["list"]["displaced"]]  # type: ignore[index]
    assert all(f"what-if?on={name}" in page for name in displaced if name.startswith("p"))


@pytest.mark.parametrize(
    "asked", [{"places.person": "many"}, {"rule.frontline-first.share_above": "3/2"}, {"on": "p999"}]
)
def test_what_cannot_be_read_is_named_and_stands_there_again(office: Client, asked: dict[str, str]):
    page = office.get(f"{DESK}what-if", asked).content.decode()
    assert "There is a problem" in page
    assert all(f'value="{text}"' in page for text in asked.values())


def test_a_name_can_be_asked_about_by_name(office: Client):
    name, words = models.NominationRow.objects.filter(nomination__in=listed()).values_list("nomination", "name")[0]
    assert name in moved(ask(office, off=words), enters=False)


def test_it_is_the_secretarys_and_of_what_was_worked_out(office: Client):
    assert signed_in_client(ROUND, "co-b01u1").get(f"{DESK}what-if").status_code == 403
    models.Estimate.objects.all().delete()
    assert office.get(f"{DESK}what-if")["Location"] == DESK


def test_nobody_is_told_of_their_own_case(office: Client, monkeypatch: pytest.MonkeyPatch):
    """A secretary who is nominated finds neither their name nor their number, here and at the desk."""
    from chucai.web.desk import Desk

    left = next(each for each in told()["left_out"]["person"] if each["leaves"])  # type: ignore[index]
    own = left["leaves"][0]  # also named in the picture of what hangs on single judges
    sees = Desk.may_see
    monkeypatch.setattr(
        Desk,
        "may_see",
        lambda desk, thing, about: sees(desk, thing, about) and getattr(about.nomination, "id", "") != own,
    )
    name = Rows(ROUND).nomination(own).id
    for page in (f"{DESK}what-if?places.person=2&off=", f"{DESK}what-if?places.person=12", DESK, f"{DESK}papers"):
        assert name not in office.get(page).content.decode(), page
    assert "There is a problem" in office.get(f"{DESK}what-if", {"off": own}).content.decode()


EXAMPLES = [
    (name, stage.id)
    for name in ("district", "hackathon", "provincial", "teaching", "voluntary")
    for stage in read(example_text(name)).wanted().stages
    if stage.gate == "compare"
]


@pytest.mark.parametrize(("name", "stage_id"), EXAMPLES)
def test_every_number_of_a_charter_reads_as_it_is_written_and_counts_at_the_stage(name: str, stage_id: str):
    charter = read(example_text(name)).wanted()
    stage = charter.stage(stage_id)
    decision = SimpleNamespace(desk=SimpleNamespace(charter=charter), stage=stage)
    for bound in supposing.bounds(decision):  # type: ignore[arg-type]
        assert bound.read(supposing.written(bound.now)) == bound.now
        if bound.kind == "pool":
            for places in (0, 7, bound.now):
                other = supposing.amended(charter, stage, supposing.Wish(numbers={bound.name: places}))
                assert pool_places(next(pool for pool in other.pools if pool.id == bound.id), stage) == places
