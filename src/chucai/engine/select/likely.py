"""How often each name is in the best list, when merits are not known exactly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from chucai.engine.select.model import Candidate, Nominees
from chucai.engine.select.question import LARGEST_MERIT, ask
from chucai.engine.select.solve import best_list
from chucai.errors import Refused
from chucai.gates.limits import Rule

Ints = npt.NDArray[np.int64]
Progress = Callable[[int, int], None]


def normal_draws(merit: Ints, se: Ints, number: int, seed: int) -> Ints:
    """[number, n] merits drawn independently from normal distributions, rounded to whole units.

    `merit`, `se` [n] in the same unit. The generator is numpy's PCG64 with this seed, so the draws repeat.
    """
    if number < 1 or (se < 0).any():
        raise Refused("draws-wrong", number=number)
    noise = np.random.Generator(np.random.PCG64(seed)).standard_normal((number, len(merit)))
    drawn = np.rint(merit + noise * se)
    return np.clip(drawn, -LARGEST_MERIT, LARGEST_MERIT).astype(np.int64)


def shrunk(merit: Ints, se: Ints, spread: float) -> tuple[Ints, Ints]:
    """Merits and standard errors of the posterior, when true merits spread normally with standard deviation `spread`.

    `merit`, `se` [n] in the same unit. Who was read less is drawn nearer to the mean (Efron and Morris 1975), so that
    an estimate far out on few readings is not taken at its word. The mean is weighted by precision.
    """
    if not len(merit) or not spread > 0:
        return merit, se
    total = spread**2 + np.square(se.astype(np.float64))
    level = float(np.average(merit, weights=1 / total))
    kept = spread**2 / total
    centre = np.rint(level + kept * (merit - level)).astype(np.int64)
    return centre, np.rint(np.sqrt(kept) * se).astype(np.int64)


def chances(
    candidates: Iterable[Candidate] | Nominees,
    draws: Ints,
    *,
    places: Mapping[str, int | tuple[int, int]],
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    tie_seed: str = "",
    progress: Progress | None = None,
) -> dict[str, int]:
    """In how many of the draws [number, n] each name is in the best list; names that never are, are left out.

    The columns of `draws` stand in the order of the candidates. Every draw is solved exactly. Rules that cannot hold
    together cannot for any merits: then the answer is empty. Raises `Refused` as `select` does, and "draws-wrong".
    """
    people = candidates if isinstance(candidates, Nominees) else list(candidates)
    ids = list(people.ids) if isinstance(people, Nominees) else [one.id for one in people]
    if draws.ndim != 2 or draws.shape[1] != len(ids) or np.abs(draws).max(initial=0) > LARGEST_MERIT:
        raise Refused("draws-wrong", number=len(draws))
    question = ask(people, places, bounds, must_include, must_exclude, tie_seed)
    column = {name: at for at, name in enumerate(ids)}
    order = np.array([column[name] for name in question.ids], dtype=np.int64)
    counts = np.zeros(len(question), dtype=np.int64)
    for done, merit in enumerate(draws, 1):
        counts[best_list(replace(question, merit=merit[order])).picked] += 1
        if progress:
            progress(done, len(draws))
    return {question.ids[at]: int(counts[at]) for at in np.flatnonzero(counts).tolist()}
