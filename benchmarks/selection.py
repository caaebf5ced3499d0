"""Selection at full size, beside a plain exact solver on the same instance.

    python benchmarks/selection.py                        10,000, 100,000 and 1,000,000 nominees
    python benchmarks/selection.py --sizes 10000 --plain-limit 30
    python benchmarks/selection.py --only explained        100 names left out of 10,000, each turned exactly
    python benchmarks/selection.py --only impossible       rules that cannot hold together, at a million
    python benchmarks/selection.py --only stopped          a search that is stopped: list, bound and gap

Each run is a process of its own; imports and the making of the instance are not counted, the time from the columns to
the proved list is. The instance is invented: 50 overlapping rules (a grassroots minimum, a cap on leading officials,
12 themes, 8 regions, sex, three ages, three sectors, cross-cells), tight around a list that was planted, so it exists.
The plain solver is scipy's `milp` (HiGHS), every nominee a 0/1 variable, gap 0. Memory is what the process grew by.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from chucai.engine.explain import inclusion_cost
from chucai.engine.select import Bound, Nominees, Repair, recheck, select

Ints = npt.NDArray[np.int64]
SEED = 20260301
NAMES = 100  # left out, of whom each is turned
WORK = 5.0  # deterministic seconds allowed where a search is to be stopped
ROOM = 1  # people between a group's bound and the list it was drawn around
MARGIN = 0.06  # how far the bounds lie from the planted list


def instance(size: int, people: int, teams: int, seed: int = SEED) -> tuple[Nominees, list[Bound], dict[str, int]]:
    """`size` nominees, a tenth of them teams; 50 rules; the places."""
    chance = np.random.default_rng(seed)
    category = (chance.random(size) < 0.1).astype(np.int64)
    theme, region = chance.integers(0, 12, size), chance.integers(0, 8, size)
    sex, age, sector = chance.random(size) < 0.35, chance.integers(0, 3, size), chance.integers(0, 3, size)
    leader = chance.random(size) < 0.3
    grass = ~leader & (chance.random(size) < 0.6)
    merit = chance.normal(70, 9, size) + 6.0 * leader + 2.0 * (region < 3) - 3.0 * grass + 1.5 * (theme < 4)
    sets: dict[str, npt.NDArray[np.bool_]] = {"grass": grass, "leader": leader, "women": sex}
    for name, values, number in (("theme", theme, 12), ("region", region, 8), ("age", age, 3), ("sector", sector, 3)):
        sets.update({f"{name}-{at}": values == at for at in range(number)})
    cells = [(first, second) for first in range(8) for second in range(3)][:21]
    sets.update({f"cell-{first}-{second}": (region == first) & (sector == second) for first, second in cells})
    nominees = Nominees(
        ids=[f"n{at:07}" for at in range(size)],
        merit=np.rint(merit * 10_000).astype(np.int64),
        category=category,
        categories=["person", "team"],
        member_of=sets,
    )
    return nominees, _rules(nominees, people, teams, chance), {"person": people, "team": teams}


def _rules(nominees: Nominees, people: int, teams: int, chance: np.random.Generator) -> list[Bound]:
    """Bounds around a planted list, which is drawn with a leaning to merit and to the grassroots."""
    leaning = nominees.merit / 10_000 + 8.0 * nominees.member_of["grass"] + chance.gumbel(0, 4, len(nominees.merit))
    planted = np.zeros(len(leaning), dtype=bool)
    for kind, places in ((0, people), (1, teams)):
        mine = np.flatnonzero(nominees.category == kind)
        planted[mine[np.argsort(-leaning[mine], kind="stable")[:places]]] = True
    rules = []
    for number, (name, member) in enumerate(nominees.member_of.items()):
        count = int((member & planted).sum())
        slack = int(MARGIN * count)
        both = name.startswith(("theme", "region"))
        low = count - slack if both or name in ("grass", "women") or number % 2 else None
        high = count + slack if both or low is None else None
        rules.append(Bound(name, name, low, high))
    return rules


def ours(size: int, people: int, teams: int) -> dict[str, Any]:
    import ortools.sat.python.cp_model  # noqa: F401  (imports are not counted)
    import scipy.optimize  # noqa: F401

    nominees, rules, places = instance(size, people, teams)
    before, began = _held(), _clock()
    found = select(nominees, places=places, bounds=rules, tie_seed="bench", reasons=False)
    seconds, cpu = (now - then for now, then in zip(_clock(), began, strict=True))
    grown = _greatest() - before
    row: dict[str, Any] = {
        "seconds": seconds,
        "cpu": cpu,
        "mb": grown,
        "status": found.status,
        "objective": found.objective,
        "gap": found.gap,
    }
    if found.proof is not None:
        began = _clock()
        shown = recheck(found.proof, found.chosen, nominees, places=places, bounds=rules, tie_seed="bench")
        again, again_cpu = (now - then for now, then in zip(_clock(), began, strict=True))
        row |= {"recheck": again, "recheck cpu": again_cpu, "how": shown.how, "core": shown.core, "ties": shown.ties}
    return row


def plain(size: int, people: int, teams: int, limit: float) -> dict[str, Any]:
    """Every nominee a 0/1 variable, given to HiGHS as it is."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, vstack

    nominees, rules, places = instance(size, people, teams)
    before, began = _held(), _clock()
    kinds = [csr_array((nominees.category == kind).astype(float)[None, :]) for kind in range(2)]
    rows = vstack([*kinds, *(csr_array(nominees.member_of[rule.members].astype(float)[None, :]) for rule in rules)])
    low = [places["person"], places["team"], *(-np.inf if rule.low is None else rule.low for rule in rules)]
    high = [places["person"], places["team"], *(np.inf if rule.high is None else rule.high for rule in rules)]
    result = milp(
        -nominees.merit.astype(float),
        constraints=LinearConstraint(rows, low, high),
        bounds=Bounds(0, 1),
        integrality=np.ones(size),
        options={"time_limit": limit, "mip_rel_gap": 0.0},
    )
    seconds, cpu = (now - then for now, then in zip(_clock(), began, strict=True))
    status = "optimal" if result.status == 0 else "no list" if result.x is None else "stopped"
    value = None if result.x is None else int(nominees.merit[result.x > 0.5].sum())
    return {"seconds": seconds, "cpu": cpu, "mb": _greatest() - before, "status": status, "objective": value}


def explained(size: int, people: int, teams: int) -> dict[str, Any]:
    """Names left out above the cut: the smallest change for each; tried with a unit more and with a unit less."""
    import ortools.sat.python.cp_model  # noqa: F401
    import scipy.optimize  # noqa: F401

    nominees, rules, places = instance(size, people, teams)
    asked: dict[str, Any] = {"places": places, "bounds": rules, "tie_seed": "bench"}
    found = select(nominees, **asked)
    chance = np.random.default_rng(SEED)
    wanted = [one.id for one in found.displaced]
    some = sorted(chance.choice(wanted, min(NAMES, len(wanted)), replace=False).tolist())
    seconds, wrong, barred = [], 0, 0
    for name in some:
        began = _clock()
        turn = inclusion_cost(name, nominees, found, **asked)
        seconds.append(tuple(now - then for now, then in zip(_clock(), began, strict=True)))
        if turn.change is None:
            barred += 1
            continue
        wrong += not _comes_in(nominees, name, turn.change, asked)
        wrong += turn.change > 0 and _comes_in(nominees, name, turn.change - 1, asked)
    free = sum(not one.rules for one in found.displaced)
    row = {"left out": len(wanted), "turned": len(some), "barred": barred, "wrong": wrong, "free swaps": free}
    wall, cpu = zip(*seconds, strict=True)
    return row | {
        "mean s": float(np.mean(wall)),
        "max s": max(wall),
        "mean cpu s": float(np.mean(cpu)),
        "max cpu s": max(cpu),
    }


def _comes_in(nominees: Nominees, name: str, more: int, asked: dict[str, Any]) -> bool:
    merit = nominees.merit.copy()
    merit[nominees.ids.index(name)] += more
    return name in select(replace(nominees, merit=merit), **asked, reasons=False).chosen


def impossible(size: int, people: int, teams: int) -> dict[str, Any]:
    """Minimums of the regions that together ask for more than there are places; conflict and repairs, then checked."""
    import ortools.sat.python.cp_model  # noqa: F401
    import scipy.optimize  # noqa: F401

    nominees, rules, places = instance(size, people, teams)
    share = (people + teams) // 8 + 3
    rules = [replace(rule, low=share, high=None) if rule.id.startswith("region") else rule for rule in rules]
    began = _clock()
    found = select(nominees, places=places, bounds=rules, reasons=False)
    seconds, cpu = (now - then for now, then in zip(_clock(), began, strict=True))
    row: dict[str, Any] = {"s": seconds, "cpu s": cpu, "status": found.status, "conflict": len(found.conflict)}
    items: list[tuple[str, str]] = [(item.rule, item.side) for item in found.conflict]
    holds = [_possible(nominees, places, rules, [other for other in items if other != one]) for one in items]
    row["minimal"] = all(holds) and not _possible(nominees, places, rules, items)
    row["repairs"] = len(found.repairs)
    row["repairs hold"] = all(_repaired(nominees, places, rules, repair) for repair in found.repairs)
    return row | {"checked in s": _clock()[0] - began[0] - seconds}


def _possible(nominees: Nominees, places: dict[str, int], rules: list[Bound], items: Sequence[tuple[str, str]]) -> bool:
    """Whether these sides of rules, and these numbers of places, hold together; other places may be any number."""
    kept = []
    for rule in rules:
        low = rule.low if (rule.id, "low") in items else None
        high = rule.high if (rule.id, "high") in items else None
        kept += [replace(rule, low=low, high=high)] if (low, high) != (None, None) else []
    seats = {
        name: number if (f"places:{name}", "exact") in items else (0, len(nominees.ids))
        for name, number in places.items()
    }
    return select(nominees, places=seats, bounds=kept, reasons=False).status == "optimal"


def _repaired(nominees: Nominees, places: dict[str, int], rules: list[Bound], repair: Repair) -> bool:
    changed = {rule.id: rule for rule in rules}
    seats = dict(places)
    for change in repair.changes:
        if change.side == "exact":
            seats[change.rule.partition(":")[2]] = change.to or 0
        else:
            rule = changed[change.rule]
            sides = {"low": rule.low, "high": rule.high, change.side: change.to}
            changed[change.rule] = replace(rule, low=sides["low"], high=sides["high"])
    return select(nominees, places=seats, bounds=list(changed.values()), reasons=False).status == "optimal"


def stopped(size: int, people: int, teams: int) -> dict[str, Any]:
    """Fifty random groups bounded on both sides, next to no room: more than the work allowed can decide."""
    import ortools.sat.python.cp_model  # noqa: F401
    import scipy.optimize  # noqa: F401

    nominees, _, places = instance(size, people, teams)
    chance = np.random.default_rng(SEED)
    groups = {f"g{at}": chance.random(size) < 0.4 for at in range(50)}
    best = np.zeros(size, dtype=bool)
    for kind, number in ((0, people), (1, teams)):
        mine = np.flatnonzero(nominees.category == kind)
        best[mine[chance.choice(len(mine), number, replace=False)]] = True
    rules = [
        Bound(name, name, int((members & best).sum()) - 2, int((members & best).sum()) + 2)
        for name, members in groups.items()
    ]
    began = _clock()
    found = select(replace(nominees, member_of=groups), places=places, bounds=rules, reasons=False, time_limit=WORK)
    gap = found.gap / max(1, found.objective)
    kept = all(t.slack >= 0 for t in found.tallies)
    return {"s": _clock()[0] - began[0], "status": found.status, "keeps every rule": kept, "gap %": 100 * gap}


def _clock() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _held() -> float:
    """The memory this process holds now, in MB; from here on the greatest is counted anew where the system lets us."""
    clear, status = Path("/proc/self/clear_refs"), Path("/proc/self/status")
    if not clear.exists():
        return _greatest()
    clear.write_text("5", encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", status.read_text(encoding="ascii"))[0]) / 1024


def _greatest() -> float:
    """The most memory it has held since, in MB."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))[0]) / 1024


def _apart(*arguments: object, patience: float | None = None) -> dict[str, Any]:
    """One run in a process of its own, ended after so many seconds."""
    call = [sys.executable, __file__, *map(str, arguments)]
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=patience)
    except subprocess.TimeoutExpired:  # a solver's own limit is soft
        return {"seconds": patience, "status": "ended", "objective": None}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def table(cases: Iterable[tuple[int, int, int]], limit: float, out: Callable[[str], None]) -> None:
    heads = ("nominees", "places", "s", "cpu s", "MB", "status", "core", "shown by", "recheck s", "cpu s")
    heads += ("plain s", "plain", "ratio")  # type: ignore[assignment]  # the same strings, more of them
    widths = (9, 11, 7, 7, 6, 9, 5, 13, 10, 7, 8, 9, 7)
    out("".join(head.rjust(width) for head, width in zip(heads, widths, strict=True)))
    for size, people, teams in cases:
        mine = _apart("--one", "ours", size, people, teams)
        told = ("--one", "plain", size, people, teams, "--plain-limit", limit)
        peer = _apart(*told, patience=3 * limit + 60) if limit else None
        cells = [f"{size}", f"{people}+{teams}", f"{mine['seconds']:.2f}", f"{mine['cpu']:.2f}", f"{mine['mb']:.0f}"]
        how = f"{mine.get('how', '-')}{', ties' if mine.get('ties') else ''}"
        cells += [mine["status"], f"{mine.get('core', '-')}", how, f"{mine.get('recheck', 0):.2f}"]
        cells += [f"{mine.get('recheck cpu', 0):.2f}"]
        if peer:
            unsolved = ">" if peer["status"] != "optimal" else ""
            ratio = peer["seconds"] / mine["seconds"]
            cells += [f"{peer['seconds']:.1f}", peer["status"], f"{unsolved}{ratio:.0f}"]
            if peer["status"] == "optimal" and peer["objective"] != mine["objective"]:
                out(f"the plain solver found {peer['objective']}, we found {mine['objective']}")
        out("".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=False)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--plain-limit", type=float, default=60.0, help="seconds for the plain solver; 0 leaves it out")
    parser.add_argument("--only", choices=["table", *ASIDE], help="one part; all of them when left out")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        which, *numbers = given.one
        size, people, teams = map(int, numbers)
        runs = {"ours": ours, "explained": explained, "impossible": impossible, "stopped": stopped}
        row = plain(size, people, teams, given.plain_limit) if which == "plain" else runs[which](size, people, teams)
        sys.stdout.write(json.dumps(row))
        return
    cases = [(size, 120, 30) for size in given.sizes]
    cases += [(size, 10_000, 2_500) for size in given.sizes if size >= 1_000_000]
    if given.only in (None, "table"):
        table(cases, given.plain_limit, _out)
    for name, size in ASIDE.items():
        if given.only in (None, name):
            told = _apart("--one", name, size, 120, 30)
            _out(f"{name}, {size} nominees: " + ", ".join(f"{key} {_shown(value)}" for key, value in told.items()))


ASIDE = {"explained": 10_000, "impossible": 1_000_000, "stopped": 10_000}


def _out(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
