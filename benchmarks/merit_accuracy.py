"""How true merits are, their errors, intervals and chances: the figures that docs/reference/merit.md quotes.

    python benchmarks/merit_accuracy.py trend       panels of unequal strength, 100,000 ratings on a chain
    python benchmarks/merit_accuracy.py coverage    how often 95 % intervals hold the truth, by number of assessors
    python benchmarks/merit_accuracy.py draws       drawn errors and chances beside the exact ones, 50,000 ratings

All data are invented, from fixed seeds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels import places
from chucai.engine.kernels.blocks import Here, cut
from chucai.engine.kernels.crossed import Design, Variances, equations
from chucai.engine.kernels.precision import precision
from chucai.engine.kernels.reml import reml
from chucai.engine.kernels.schur import gather
from chucai.engine.merit import MeritReport, estimate_columns, wide
from chucai.engine.merit.steady import one_thread

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
READINGS = 5


def chain(n: int, j: int, chance: np.random.Generator) -> Ints:
    """Each nominee read by five of a window of twenty assessors that slides along (n, 5)."""
    near = np.argsort(chance.random((n, 20)), axis=1)[:, :READINGS]
    first = np.clip(np.arange(n) * j // n - 10, 0, j - 20)
    return first[:, None] + near


def anywhere(n: int, j: int, chance: np.random.Generator, readings: int = READINGS) -> Ints:
    """So many different assessors for each nominee, at random (n, readings)."""
    return np.argsort(chance.random((n, j)), axis=1)[:, :readings]


def judged(truth: Floats, lean: Floats, readers: Ints, chance: np.random.Generator, **options: Any) -> MeritReport:
    """The estimate from marks with an error of one point, to a hundredth."""
    n, d = readers.shape
    marks = truth[:, None] + lean[readers] + chance.normal(size=readers.shape)
    return estimate_columns(
        np.repeat(np.arange(n), d),
        readers.ravel(),
        np.rint(100 * marks.ravel()).astype(np.int64),
        unit=100,
        nominee_ids=[f"N{k:06}" for k in range(n)],
        assessor_ids=[f"J{k:05}" for k in range(len(lean))],
        **{"places": None, "seed": 1, "influence": False, **options},
    )


def column(report: MeritReport, name: str) -> Floats:
    lines = sorted(report.nominees, key=lambda line: line.nominee)
    return np.array([getattr(line, name) for line in lines]) / 1_000_000


def trend() -> None:
    """Merit correlated with the truth where strength rises and falls along the chain by 1.5."""
    n, j = 20_000, 2_000
    results = {}
    for kind in ("fixed", "random"):
        chance = np.random.default_rng(1)
        wave = 1.5 * np.sin(np.linspace(0, 3 * np.pi, n))
        truth = chance.normal(0, 1, n) + wave
        readers, lean = chain(n, j, chance), chance.normal(0, 0.5, j)
        found = judged(truth, lean, readers, chance, nominees=kind)
        results[kind] = np.corrcoef(truth, column(found, "merit"))[0, 1]
        print(f"nominees {kind}: assessor variance {found.round.variance_assessor / 1e6:.3f} (true 0.25),", end=" ")
        print(f"merit and truth correlate {results[kind]:.3f}")
    for name in ("plain_mean", "trimmed_mean", "zscore_mean"):
        print(f"{name}: {np.corrcoef(truth, column(found, name))[0, 1]:.3f}")


def coverage() -> None:
    """The share of nominees whose true merit lies in the interval, in rounds of 40 nominees."""
    for j in (5, 8, 12, 25, 40):
        held, relative = [], []
        for seed in range(400):
            chance = np.random.default_rng(seed)
            truth, lean = chance.normal(0, 1, 40), chance.normal(0, 1, j)
            found = judged(truth, lean, anywhere(40, j, chance, 4), chance)
            merit = column(found, "merit")
            held.append(((column(found, "low") <= truth) & (truth <= column(found, "high"))).mean())
            away = (merit - merit.mean()) - (truth - truth.mean())
            relative.append((np.abs(away) <= 1.959964 * column(found, "se_relative")).mean())
        error = np.std(held) / len(held) ** 0.5
        print(f"{j:3} assessors: intervals hold {100 * np.mean(held):.1f} % (+- {100 * error:.1f}),", end=" ")
        print(f"relative ones {100 * np.mean(relative):.1f} %")


def draws() -> None:
    """Root mean square and largest departure of what is drawn from what is exact."""
    n, j = 10_000, 1_000
    for name, readers_of in (("random", anywhere), ("chain", chain)):
        chance = np.random.default_rng(3)
        readers = np.sort(readers_of(n, j, chance), axis=1)
        nominee, assessor = np.repeat(np.arange(n), READINGS), readers.ravel()
        y = chance.normal(0, 1, n)[nominee] + chance.normal(0, 0.5, j)[assessor] + chance.normal(size=len(nominee))
        y -= y.mean()
        zeros = np.zeros(n, dtype=np.int64)
        with one_thread():
            design = Design(nominee, assessor, np.ones(len(y)), zeros, j)
            exact = reml(design, y, fixed=True)
            sure = precision(exact.eq)
            residual, shared = exact.variances.residual, exact.variances.assessor / j
            starts = np.arange(0, len(y) + 1, READINGS)
            table = gather(Here(cut(starts, assessor, y, None, (zeros, zeros), j)), np.zeros(j, dtype=np.int64), 1)
            ours = wide.severity_fit(table, 0.0, 7, fixed=True)
            spread = ours.variances.nominee or 0.0
            shrunk = equations(design, Variances(spread, exact.variances.assessor, residual))
            generator = np.random.Generator(np.random.PCG64(5))
            centres, width = places.draws(shrunk, shrunk.solve(y[:, None]), residual, generator, 1_000)
            exactly = places.place_probability(centres, width, n // 10)
        for what, found, wanted in (
            ("error of merit", ours.merit_se, np.sqrt(residual * sure.nominee)),
            ("error of severity", ours.severity_se, np.sqrt(residual * sure.assessor - shared)),
        ):
            off = found / wanted - 1
            rms, most = 100 * np.sqrt((off**2).mean()), 100 * np.abs(off).max()
            print(f"{name}: {what} off by {rms:.2f} % rms, {most:.1f} % most")
        off = wide.chances(ours, n // 10) - exactly
        print(f"{name}: chance off by {np.sqrt((off**2).mean()):.4f} rms, {np.abs(off).max():.3f} most")


KINDS: dict[str, Callable[[], None]] = {"trend": trend, "coverage": coverage, "draws": draws}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=KINDS)
    KINDS[parser.parse_args().what]()


if __name__ == "__main__":
    main()
