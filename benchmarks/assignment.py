"""Who reads what at full size, beside other ways on the same instance.

    python benchmarks/assignment.py                        1,000 x 100, 10,000 x 500 and 100,000 x 5,000
    python benchmarks/assignment.py --sizes 10000x500 --plain-limit 60
    python benchmarks/assignment.py --blocks 20 --sizes 10000x1000   panels tied by 0, 1, 3, 10 % anchors

Three readings each, loads between half the mean and a tenth above it, about 40 allowed pairs for each nomination.
Affinities are invented: nominations and assessors have one of so many subjects, the same subject fits better, and some
assessors fit everything better. Each run is a process of its own; imports and the making of the instance are not
counted. "chucai" is the whole of `assign_among`: flow, proof, lots, linking, the expected variance of severities, and
the check without a solver. Beside it

- greedy: the best pairs first, where there is room;
- rounds of LAP: scipy's `linear_sum_assignment` once for each reading, the pairs given before forbidden;
- plain exact: scipy's `milp` (HiGHS), every pair a 0/1 variable, gap 0, with a time limit.

Seconds are those of the clock and of the processor; memory is what the process grew by.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csr_array, vstack

from chucai.engine.assign import Table, Terms, assign_among, columns
from chucai.engine.assign.check import faults

Ints = npt.NDArray[np.int64]
SEED = 20260302
READINGS = 3
WAYS = ("chucai", "greedy", "rounds of LAP", "plain exact")
LARGEST_MATRIX = 20_000_000  # cells of a table for LAP, every place a column; beyond, it is not tried


def instance(nominees: int, assessors: int, seed: int = SEED) -> tuple[Table, Terms]:
    """Allowed pairs and terms."""
    chance = np.random.default_rng(seed)
    subjects = max(4, assessors // 100)
    subject, expertise = chance.integers(0, subjects, nominees), chance.integers(0, subjects, assessors)
    pairs = min(assessors, 40)
    drawn = np.repeat(np.arange(nominees), pairs) * assessors + chance.integers(0, assessors, nominees * pairs)
    codes = np.unique(drawn)
    nominee, assessor = codes // assessors, codes % assessors
    liked = chance.integers(0, 3_000, assessors)
    affinity = (
        5_000 * (subject[nominee] == expertise[assessor]) + liked[assessor] + chance.integers(0, 2_000, len(codes))
    )
    names = [f"n{at:06}" for at in range(nominees)], [f"a{at:05}" for at in range(assessors)]
    mean = READINGS * nominees / assessors
    terms = Terms(readings=READINGS, seed="1", low=int(mean / 2), high=int(np.ceil(1.1 * mean)), connect=True)
    return columns(*names, nominee, assessor, affinity), terms


def panels(nominees: int, assessors: int, blocks: int) -> tuple[Table, dict[str, str]]:
    """Panels that know their own subject; across panels few pairs are allowed, and they are worth little."""
    chance = np.random.default_rng(SEED)
    block, home = np.arange(nominees) % blocks, np.arange(assessors) % blocks
    near = np.repeat(np.arange(nominees), 25) * assessors + (
        chance.integers(0, assessors // blocks, nominees * 25) * blocks + np.repeat(block, 25)
    )
    far = np.repeat(np.arange(nominees), 15) * assessors + chance.integers(0, assessors, nominees * 15)
    codes = np.unique(np.concatenate([near, far]))
    nominee, assessor = codes // assessors, codes % assessors
    affinity = 6_000 * (block[nominee] == home[assessor]) + chance.integers(0, 4_000, len(codes))
    names = [f"n{at:06}" for at in range(nominees)], [f"a{at:05}" for at in range(assessors)]
    made = columns(*names, nominee, assessor, affinity)
    return made, {f"a{at:05}": f"panel {at % blocks}" for at in range(assessors)}


def anchored(size: str, blocks: int) -> None:
    """What anchors cost in affinity and give in precision: a line for each share of them."""
    nominees, assessors = map(int, size.split("x"))
    table, panel = panels(nominees, assessors, blocks)
    most = int(np.ceil(1.2 * READINGS * nominees / assessors))
    base = 0
    print(f"\n{size}, {blocks} panels, {READINGS} readings")
    print(
        f"{'anchors':>9}{'seconds':>9}{'affinity':>14}{'lost':>9}{'swaps':>7}{'groups':>8}"
        f"{'severity variance':>19}{'merit se':>10}"
    )
    for share in (0, 1, 3, 10):
        terms = Terms(readings=READINGS, seed="1", high=most, blocks=panel, anchors=share, connect=True)
        clock = time.perf_counter()
        found = assign_among(table, terms)
        seconds = time.perf_counter() - clock
        wrong = faults(table, terms, found)
        if wrong:
            raise ArithmeticError(wrong[0])
        base = base or found.affinity
        lost = f"{100 * (1 - found.affinity / base):.2f} %"
        variance, se = ("-" if v is None else f"{v / 1e6:.4f}" for v in (found.severity_variance, found.merit_se))
        print(
            f"{share:>7} %{seconds:9.2f}{found.affinity:14,}{lost:>9}{found.swaps:7}{found.components:8}"
            f"{variance:>19}{se:>10}"
        )


def chucai(table: Table, terms: Terms, _: float) -> dict[str, Any]:
    found = assign_among(table, terms)
    wrong = faults(table, terms, found)
    return {
        "total": found.affinity,
        "bound": found.bound,
        "said": f"{found.status}, {'check holds' if not wrong else wrong[:2]}, {found.components} group(s), "
        f"severity variance {(found.severity_variance or 0) / 1e6:.4f}, merit se {(found.merit_se or 0) / 1e6:.4f}",
    }


def greedy(table: Table, terms: Terms, _: float) -> dict[str, Any]:
    need, room = np.full(len(table.nominees), READINGS), np.full(len(table.assessors), int(terms.high))  # type: ignore[arg-type]
    total = 0
    for row in np.argsort(-table.affinity, kind="stable").tolist():
        n, a = table.nominee[row], table.assessor[row]
        if need[n] and room[a]:
            need[n], room[a] = need[n] - 1, room[a] - 1
            total += int(table.affinity[row])
    short = int(need.sum())
    idle = int((int(terms.high) - room < int(terms.low)).sum())  # type: ignore[arg-type]
    return {"total": total, "said": f"{short} readings missing, {idle} loads too small"}


def rounds_of_lap(table: Table, terms: Terms, _: float) -> dict[str, Any]:
    """In each round every assessor takes a third of the greatest load."""
    places = int(terms.high) // READINGS  # type: ignore[arg-type]
    if len(table.nominees) * len(table.assessors) * places > LARGEST_MATRIX:
        return {"total": None, "said": "the matrix would be too large"}
    worth = np.full((len(table.nominees), len(table.assessors)), -1e9)
    worth[table.nominee, table.assessor] = table.affinity
    total = 0.0
    for _round in range(READINGS):
        row, column = linear_sum_assignment(np.repeat(worth, places, axis=1), maximize=True)
        total += float(worth[row, column // places].sum())
        worth[row, column // places] = -1e9
    return {"total": int(total), "said": "least loads not asked for"}


def plain_exact(table: Table, terms: Terms, limit: float) -> dict[str, Any]:
    ones, place = np.ones(len(table.nominee)), np.arange(len(table.nominee))
    of_nominee = csr_array((ones, (table.nominee, place)))
    of_assessor = csr_array((ones, (table.assessor, place)), shape=(len(table.assessors), len(place)))
    low = np.concatenate([np.full(len(table.nominees), READINGS), np.full(len(table.assessors), terms.low)])
    high = np.concatenate([np.full(len(table.nominees), READINGS), np.full(len(table.assessors), terms.high)])
    found = milp(
        -table.affinity.astype(float),
        constraints=LinearConstraint(vstack([of_nominee, of_assessor]), low, high),
        bounds=Bounds(0, 1),
        integrality=ones,
        options={"time_limit": limit, "mip_rel_gap": 0},
    )
    total = None if found.x is None else int(table.affinity[np.rint(found.x) > 0].sum())
    return {"total": total, "said": "solved" if found.status == 0 else "not solved in time"}


def one(way: str, size: str, limit: float) -> None:
    """One run, told as JSON."""
    table, terms = instance(*map(int, size.split("x")))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    solver = {"chucai": chucai, "greedy": greedy, "rounds of LAP": rounds_of_lap, "plain exact": plain_exact}[way]
    clock, processor = time.perf_counter(), time.process_time()
    told = solver(table, terms, limit)
    told |= {"seconds": time.perf_counter() - clock, "cpu": time.process_time() - processor}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(told | {"pairs": len(table.nominee), "mb": (grown - before) / 1024, "all_mb": grown / 1024}))


def run(way: str, size: str, limit: float) -> dict[str, Any]:
    call = [sys.executable, str(Path(__file__)), "--one", way, "--sizes", size, "--plain-limit", str(limit)]
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=4 * limit + 120)
    except subprocess.TimeoutExpired:
        return {
            "total": None,
            "said": "stopped",
            "seconds": 4 * limit + 120,
            "cpu": 0,
            "mb": 0,
            "all_mb": 0,
            "pairs": 0,
        }
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--sizes", nargs="+", default=["1000x100", "10000x500", "100000x5000"])
    told.add_argument("--plain-limit", type=float, default=60)
    told.add_argument("--ways", nargs="+", default=WAYS)
    told.add_argument("--blocks", type=int, help="so many panels, tied by anchors, instead of the comparison")
    told.add_argument("--one", choices=WAYS)
    asked = told.parse_args()
    if asked.one:
        one(asked.one, asked.sizes[0], asked.plain_limit)
        return
    if asked.blocks:
        for size in asked.sizes:
            anchored(size, asked.blocks)
        return
    for size in asked.sizes:
        print(f"\n{size}, {READINGS} readings")
        print(f"{'':15}{'seconds':>9}{'cpu':>8}{'MB':>7}{'whole MB':>10}{'total':>16}{'of bound':>10}{'cpu ratio':>11}")
        bound, base = None, 0.0
        for way in asked.ways:
            found = run(way, size, asked.plain_limit)
            bound, base = found.get("bound", bound), base or found["cpu"]
            share = f"{100 * found['total'] / bound:.3f} %" if found["total"] and bound else "-"
            print(
                f"{way:15}{found['seconds']:9.2f}{found['cpu']:8.2f}{found['mb']:7.0f}{found['all_mb']:10.0f}"
                f"{found['total'] or 0:16,}{share:>10}{found['cpu'] / base:10.1f}x  {found['said']}"
            )


if __name__ == "__main__":
    main()
