"""Rows of lists: what they repeat, and that it goes where it came from."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chucai.charter.examples import example_text
from chucai.charter.load import read
from chucai.engine import merit
from chucai.gates.acts import AmendAssessment, Return
from chucai.gates.model import Nomination, Sheet
from chucai.web.records import listing
from chucai.web.records.composite import Plain
from chucai.web.records.models import NominationRow, NomineeRow
from chucai.web.records.openings import erase
from chucai.web.records.replay import replay
from tests.web.small_round import ROUND, SECRETARY, School, actor

pytestmark = pytest.mark.django_db


def row(name: str) -> NominationRow:
    return NominationRow.objects.get(nomination=name)


def differing() -> set[str]:
    return {each.where for each in replay(ROUND).differences if each.code == "list-differs"}


# --- names


def test_a_name_is_copied_and_goes_with_its_opening():
    School().open().submit("an")
    assert row("an").name == "an"
    erase(ROUND, "nomination/an", ("name",))
    assert row("an").name == ""
    assert differing() == set()


def test_erasing_something_else_leaves_the_name():
    School().open().submit("an")
    erase(ROUND, "nomination/an", ("statement",))
    assert row("an").name == "an"


# --- means


@pytest.mark.parametrize("seed", range(5))
def test_the_plain_mean_is_the_engines(seed: int):
    lot = Random(seed)
    charter = read(example_text("district")).wanted()
    stage = next(stage for stage in charter.stages if stage.gate == "compare")
    judging = charter.judging_of(stage)
    assert judging is not None
    criteria = charter.criteria_of(judging)
    steps = {name: (int(one.scale[0] / one.step), int(one.scale[1] / one.step)) for name, one in criteria.items()}
    sheets = {
        f"n{n}": {f"a{a}": Sheet({name: lot.randint(*ends) for name, ends in steps.items()}) for a in range(4)}
        for n in range(6)
    }
    report = merit.estimate(
        [merit.Rating(n, a, sheet.marks) for n, own in sheets.items() for a, sheet in own.items()],
        weights={name: one.weight for name, one in criteria.items()},
        scale={name: (Decimal(low), Decimal(high)) for name, (low, high) in steps.items()},
        places=None,
        seed=1,
        method="mean",
    )
    plain = Plain(charter)
    for line in report.nominees:
        one = Nomination(
            id=line.nominee, category="x", unit="y", nominator="z", sheets={stage.id: sheets[line.nominee]}
        )
        assert plain.mean(one) == line.plain_mean


def test_the_mean_moves_with_each_sheet():
    school = School().open()
    school.submit("an")
    assert row("an").mean is None
    school.assess({("judge-0", "an"): 5})
    assert row("an").mean == 100_000_000
    school.assess({("judge-1", "an"): 1})
    assert row("an").mean == 50_000_000
    amend = AmendAssessment(stage="judge", nomination="an", assessor="judge-1", marks={"care": 3}, reason="0" * 64)
    school.do(actor("assessor", "judge-1"), amend)
    assert row("an").mean == 75_000_000


# --- merit


def test_merit_is_estimated_until_a_ranking_is_adopted():
    school = School().open()
    school.submit("an", "bo", "cen")
    listing.estimated(ROUND, "judge", {"an": (7, 1, 1)})
    assert (row("an").merit, row("an").rank) == (7, 1)
    assert differing() == set()
    school.assess({(judge, name): 5 for judge in school.judges for name in ("an", "bo", "cen")})
    school.do(SECRETARY, school.ranking("bo", "an", "cen"))
    assert (row("an").merit, row("an").se, row("an").rank) == (-2, 1, 2)
    listing.estimated(ROUND, "judge", {"an": (7, 1, 1)})
    assert row("an").merit == -2


# --- replay


@pytest.mark.parametrize(
    "change", [{"standing": "lapsed"}, {"stage": "x"}, {"mean": 1}, {"wanted": 9}, {"name": "x"}, {"merit": 1}]
)
def test_replay_finds_a_row_that_says_something_else(change: dict[str, object]):
    School().open().finish()
    assert differing() == set()
    NominationRow.objects.filter(nomination="bo").update(**change)
    assert differing() == {"bo"}


def test_replay_finds_a_person_taken_off_their_case():
    School().open().finish()
    NomineeRow.objects.create(round_id=ROUND, nomination="an", person="stranger")
    assert differing() == {"an"}


# --- standings


def test_a_return_is_in_the_row_at_once():
    school = School().open(nominating=True)
    school.submit("an")
    school.do(SECRETARY, Return(nomination="an", clause="4"))
    assert (row("an").standing, row("an").stage) == ("returned", "nominate")


def test_a_sheet_asks_no_more_of_a_large_round_than_of_a_small_one():
    school = School().open()
    school.submit("an", "bo")

    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            school.assess({("judge-0", name): 3})
        return len(caught)

    few = queries("an")
    school.submit(*(f"n-{n}" for n in range(40)))
    assert queries("bo") <= few
