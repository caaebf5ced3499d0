"""Merit from ranked ballots and from choices of two, alone and together with score sheets."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from chucai.engine.kernels import plackett_luce
from chucai.engine.kernels.plain_ballots import log_likelihood, worths
from chucai.engine.merit import Ballot, MeritReport, Rating, estimate_ballots
from chucai.errors import Refused
from tests.engine.merit.examples import POINT, codes, judged, ring

NAMES = [f"N{k}" for k in range(8)]


def drawn(count: int, *, length: int, seed: int = 5, wild: frozenset[str] = frozenset()) -> list[Ballot]:
    """Ballots over some of eight nominees whose worth rises by 0.4 each; those of the wild are lots."""
    chance = random.Random(seed)
    ballots = []
    for k in range(count):
        by = f"J{k % 6}"
        read = chance.sample(range(8), length)
        steep = 0.0 if by in wild else 0.4
        said = sorted(read, key=lambda n: -(steep * n - math.log(-math.log(chance.random()))))
        ballots.append(Ballot(by, tuple(NAMES[n] for n in said[:3]), tuple(NAMES[n] for n in said[3:])))
    return ballots


def judged_by(ballots: list[Ballot], places: int | None = 2, *, consistency: bool = False) -> MeritReport:
    return estimate_ballots(ballots, places=places, seed=1, consistency=consistency)


def coded(ballots: list[Ballot]) -> list[tuple[list[int], list[int]]]:
    return [([NAMES.index(n) for n in b.ranked], [NAMES.index(n) for n in b.others]) for b in ballots]


@pytest.mark.parametrize("length", [2, 3, 6])
def test_worths_are_those_of_the_twin_that_counts_choices(length: int) -> None:
    ballots = drawn(60, length=length)
    merit = {line.nominee: line.merit / POINT for line in judged_by(ballots).nominees}
    plain = worths(coded(ballots), 8)
    assert [merit[name] for name in NAMES] == pytest.approx(plain, abs=2e-6)
    found = plackett_luce.fit(
        plackett_luce.piles([(0, ranked, others) for ranked, others in coded(ballots)]), 8, 1, consistency=False
    )
    assert found.log_likelihood == pytest.approx(log_likelihood(coded(ballots), plain), abs=1e-8)


def test_two_nominees_are_bradley_and_terrys_coin() -> None:
    """Seven wins of ten: the log odds, with the error that the textbook gives."""
    ballots = [Ballot("J", ("A",), ("B",))] * 7 + [Ballot("J", ("B",), ("A",))] * 3
    first, second = judged_by(ballots, 1).nominees
    assert (first.merit - second.merit) / POINT == pytest.approx(math.log(7 / 3), abs=1e-5)
    assert 2 * first.se / POINT == pytest.approx(math.sqrt(1 / 7 + 1 / 3), abs=1e-5)


def test_errors_are_the_curvature_of_the_likelihood() -> None:
    ballots = drawn(80, length=4)
    report = judged_by(ballots)
    plain = np.array(worths(coded(ballots), 8))
    step, hessian = 1e-3, np.zeros((8, 8))
    for i in range(8):
        for j in range(8):
            for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                moved = plain.copy()
                moved[i] += a * step
                moved[j] += b * step
                hessian[i, j] -= a * b * log_likelihood(coded(ballots), moved.tolist()) / (4 * step**2)
    centred = np.linalg.pinv(hessian, rcond=1e-4)
    errors = {line.nominee: line.se / POINT for line in report.nominees}
    assert [errors[name] for name in NAMES] == pytest.approx(np.sqrt(np.diag(centred)).tolist(), rel=1e-3)


def test_an_assessor_who_casts_lots_is_found_out_and_counts_for_less() -> None:
    ballots = drawn(600, length=6, wild=frozenset({"J4"}))
    spread = {line.assessor: line.spread or 0 for line in judged_by(ballots, consistency=True).assessors}
    assert spread["J4"] < 0.5 * POINT
    assert min(value for name, value in spread.items() if name != "J4") > 0.8 * POINT


def test_chances_add_up_and_the_order_of_ballots_changes_no_byte() -> None:
    ballots = drawn(60, length=5)
    report = judged_by(ballots)
    assert sum(line.p_place or 0 for line in report.nominees) == pytest.approx(2 * POINT, abs=8)
    assert judged_by(ballots[::-1]).digest() == report.digest()
    assert {line.severity for line in report.assessors} == {0}, "severity cancels within a ballot"


def test_groups_that_nobody_compared_are_named_and_refused() -> None:
    ballots = [Ballot("J", ("A", "B")), Ballot("J", ("B", "A")), Ballot("K", ("C",), ("D",)), Ballot("K", ("D", "C"))]
    with pytest.raises(Refused) as refused:
        judged_by(ballots)
    assert refused.value.code == "comparisons-not-connected"
    assert refused.value.facts == {"groups": 2, "named": "A, B | C, D"}


def test_somebody_unbeaten_is_told_of_and_stays_finite() -> None:
    report = judged_by([Ballot("J", ("A", "B", "C")), Ballot("K", ("A", "C", "B"))], 1)
    assert codes(report) == ["comparisons-one-sided"]
    assert report.nominees[0].nominee == "A"
    assert report.nominees[0].merit < 10 * POINT


@pytest.mark.parametrize(
    ("ballot", "code"),
    [
        (Ballot("J", ("A", "B", "A")), "ballot-repeats"),
        (Ballot("J", ("A",)), "ballot-says-nothing"),
        (Ballot("J", (), ("A", "B")), "ballot-says-nothing"),
    ],
)
def test_a_ballot_that_is_none_is_refused(ballot: Ballot, code: str) -> None:
    with pytest.raises(Refused, match=code):
        judged_by([ballot])


def together(ratings: list[Rating], ballots: list[Ballot]) -> MeritReport:
    return estimate_ballots(ballots, ratings=ratings, weights={"deeds": 1}, scale={"deeds": (0, 100)}, places=1, seed=7)


def test_ballots_that_agree_with_the_scores_make_them_surer() -> None:
    sheets = ring()
    alone = judged(sheets)
    order = [line.nominee for line in alone.nominees]
    chance = random.Random(3)
    ballots = []
    for k in range(30):
        read = sorted(chance.sample(range(12), 5), key=lambda n: n + chance.gauss(0, 1.5))
        ballots.append(Ballot(f"V{k % 5}", tuple(order[n] for n in read)))
    both = together(sheets, ballots)
    before = {line.nominee: line for line in alone.nominees}
    assert all(line.se_relative < before[line.nominee].se_relative * 1.02 for line in both.nominees)
    assert sum(line.se for line in both.nominees) < 0.9 * sum(line.se for line in alone.nominees)
    assert max(abs(line.merit - before[line.nominee].merit) for line in both.nominees) < 4 * POINT
    assert {line.assessor for line in both.assessors} > {"V0", "J0"}


def test_ballots_that_disagree_pull_on_the_merits() -> None:
    """The last by score is put first by thirty ballots: it rises."""
    sheets = ring()
    order = [line.nominee for line in judged(sheets).nominees]
    ballots = [Ballot(f"V{k}", (order[-1], order[k % 11])) for k in range(30)]
    agreeing = [Ballot(f"W{k}", (order[k % 10], order[k % 10 + 1])) for k in range(60)]
    risen = {line.nominee: line.merit for line in together(sheets, [*ballots, *agreeing]).nominees}
    stayed = {line.nominee: line.merit for line in together(sheets, agreeing).nominees}
    assert risen[order[-1]] > stayed[order[-1]]


def test_with_scores_everybody_needs_a_sheet() -> None:
    with pytest.raises(Refused, match="nominee-unscored"):
        together(ring(), [Ballot("V", ("Stranger", "N00"))])
