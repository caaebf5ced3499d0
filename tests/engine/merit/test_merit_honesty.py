"""Does the estimate tell the truth? Simulated rounds where the true merits are known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from chucai.engine.merit import MeritReport, estimate_columns

POINT = 1_000_000


def simulated(
    generator: np.random.Generator,
    truth: np.ndarray,
    readers: np.ndarray,
    assessors: int,
    severity: float,
    **options: object,
) -> MeritReport:
    """A round: truth (n,) in points, readers (n, d) assessor codes; error of 1 point, marks to a hundredth."""
    n, d = readers.shape
    leniency = severity * generator.standard_normal(assessors)
    mark = truth[:, None] + leniency[readers] + generator.standard_normal((n, d))
    return estimate_columns(
        np.repeat(np.arange(n), d),
        readers.ravel(),
        np.rint(100 * mark).astype(np.int64).ravel(),
        unit=100,
        nominee_ids=[f"n{k:05}" for k in range(n)],
        assessor_ids=[f"j{k:05}" for k in range(assessors)],
        seed=1,
        **{"places": None, **options},
    )


def in_order(report: MeritReport, field: str) -> np.ndarray:
    """A column of the nominees, by id."""
    return np.array([getattr(line, field) for line in sorted(report.nominees, key=lambda line: line.nominee)])


def drawn_readers(generator: np.random.Generator, n: int, d: int, assessors: int) -> np.ndarray:
    """d different assessors for each nominee, at random."""
    return np.argsort(generator.random((n, assessors)), axis=1)[:, :d]


def chain(generator: np.random.Generator, n: int, d: int, assessors: int, window: int) -> np.ndarray:
    """Each nominee read by d of the assessors in a window that slides along with the nominees."""
    first = np.arange(n) * (assessors - window) // n
    return first[:, None] + np.argsort(generator.random((n, window)), axis=1)[:, :d]


@pytest.fixture(scope="module")
def trend() -> tuple[np.ndarray, dict[str, MeritReport]]:
    """10,000 readings on a chain of panels whose nominees grow stronger and weaker along it (ranking by panel luck)."""
    n, assessors = 2_000, 400
    reports = {}
    for nominees in ("fixed", "random"):
        generator = np.random.Generator(np.random.PCG64(8))
        truth = generator.standard_normal(n) + 1.5 * np.sin(2 * np.pi * np.arange(n) / n)
        readers = chain(generator, n, 5, assessors, 20)
        reports[nominees] = simulated(generator, truth, readers, assessors, 0.5, nominees=nominees)
    return truth, reports


def test_panels_of_unequal_strength_are_not_mistaken_for_severity(
    trend: tuple[np.ndarray, dict[str, MeritReport]],
) -> None:
    truth, reports = trend
    fit = {name: np.corrcoef(in_order(report, "merit"), truth)[0, 1] for name, report in reports.items()}
    plain = np.corrcoef(in_order(reports["fixed"], "plain_mean"), truth)[0, 1]
    assert fit["fixed"] >= plain
    assert reports["fixed"].round.variance_assessor == pytest.approx(0.25 * POINT, rel=0.15)


def test_random_nominees_do_make_that_mistake(trend: tuple[np.ndarray, dict[str, MeritReport]]) -> None:
    """Why fixed nominees are the default: the other model calls part of the trend severity."""
    truth, reports = trend
    random, plain = in_order(reports["random"], "merit"), in_order(reports["fixed"], "plain_mean")
    assert np.corrcoef(random, truth)[0, 1] < np.corrcoef(plain, truth)[0, 1]
    assert reports["random"].round.variance_assessor > 0.35 * POINT


@pytest.fixture(scope="module")
def rounds() -> list[tuple[np.ndarray, MeritReport]]:
    """100 small rounds: 40 nominees, 25 assessors, 4 readings each, severity as large as error."""
    made = []
    for seed in range(100):
        generator = np.random.Generator(np.random.PCG64(seed))
        truth = 1.5 * generator.standard_normal(40)
        readers = drawn_readers(generator, 40, 4, 25)
        made.append((truth, simulated(generator, truth, readers, 25, 1.0, places=10)))
    return made


def test_intervals_of_95_percent_hold_the_truth_95_times_in_a_hundred(
    rounds: list[tuple[np.ndarray, MeritReport]],
) -> None:
    inside = [
        (in_order(report, "low") <= POINT * truth) & (POINT * truth <= in_order(report, "high"))
        for truth, report in rounds
    ]
    assert 0.93 <= np.mean(inside) <= 0.97


def test_relative_errors_are_those_of_differences_between_nominees(
    rounds: list[tuple[np.ndarray, MeritReport]],
) -> None:
    """Errors of a round have a part in common, the panel's own severity, which changes no comparison."""
    common = [POINT * truth - in_order(report, "merit") for truth, report in rounds]
    own = np.concatenate([error - error.mean() for error in common])
    relative = np.concatenate([in_order(report, "se_relative") for _, report in rounds])
    assert 0.93 <= np.mean(np.abs(own) < 1.96 * relative) <= 0.97
    assert np.std(own) < 0.95 * np.std(np.concatenate(common))


def test_intervals_of_rank_hold_the_true_rank(rounds: list[tuple[np.ndarray, MeritReport]]) -> None:
    inside = []
    for truth, report in rounds:
        rank = 1 + (truth[None, :] > truth[:, None]).sum(axis=1)
        inside.append((in_order(report, "rank_low") <= rank) & (rank <= in_order(report, "rank_high")))
    assert 0.93 <= np.mean(inside) <= 0.99


def test_chances_of_a_place_come_true(rounds: list[tuple[np.ndarray, MeritReport]]) -> None:
    """Among nominees given chances near p, about p in one belong among the ten best."""
    chance = np.concatenate([in_order(report, "p_place") for _, report in rounds]) / POINT
    belongs = np.concatenate([truth >= np.sort(truth)[-10] for truth, _ in rounds])
    for low, high in pairwise([0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01]):
        band = (chance >= low) & (chance < high)
        assert belongs[band].mean() == pytest.approx(chance[band].mean(), abs=0.05)


def test_merit_is_nearer_the_truth_than_any_simple_mean(rounds: list[tuple[np.ndarray, MeritReport]]) -> None:
    def error(field: str) -> float:
        return float(np.mean([np.std(in_order(report, field) / POINT - truth) for truth, report in rounds]))

    assert error("merit") < min(error("plain_mean"), error("trimmed_mean"), error("zscore_mean"))


def test_infit_of_honest_assessors_is_near_one(rounds: list[tuple[np.ndarray, MeritReport]]) -> None:
    infit = [line.infit for _, report in rounds for line in report.assessors if line.infit is not None]
    assert np.mean(infit) == pytest.approx(POINT, rel=0.03)


def test_severity_intervals_hold_the_assessors(rounds: list[tuple[np.ndarray, MeritReport]]) -> None:
    """Beside their own mean. Their effects are drawn again from the same seed, in the same order."""
    inside = []
    for seed, (_, report) in enumerate(rounds):
        generator = np.random.Generator(np.random.PCG64(seed))
        generator.standard_normal(40)
        drawn_readers(generator, 40, 4, 25)
        leniency = generator.standard_normal(25)
        leniency -= leniency.mean()
        inside += [line.low <= -POINT * leniency[int(line.assessor[1:])] <= line.high for line in report.assessors]
    assert 0.93 <= np.mean(inside) <= 0.97
