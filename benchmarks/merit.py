"""Merit at full size, beside what statisticians use for the same model.

    python benchmarks/merit.py                                   everything up to 10^7 ratings
    python benchmarks/merit.py insteval --ratings FILE.csv       one figure; FILE has judge, nominee, score
    python benchmarks/merit.py lme4 --ratings FILE.csv           what lme4 can do too, lme4 in the same run
    python benchmarks/merit.py gpboost --size 1e6                random assessors, GPBoost in the same run
    python benchmarks/merit.py iterations                        of merits at 10^5, 10^6, 10^7
    python benchmarks/merit.py parquet --size 1e8                merits from Parquet blocks (a file of 1.2 GB)
    python benchmarks/merit.py cluster --size 1e6                four processes of a local cluster

Each run is a process of its own. Imports and the making of the data are not counted; the time from columns of codes
(for `parquet`, from the file) to the figures named is, by the clock and in processor seconds. Memory is the most the
process ever held. The data are invented: five readings a nominee, fifty an assessor, variances 1, 0.25, 1; "random"
draws assessors from all, "chain" from a window of twenty that slides along.

The peer is lme4 where `Rscript` finds it (Debian: r-cran-lme4), measured in the same run, its factors made beforehand;
it is given up after --limit seconds. So is GPBoost, where Python finds it (`pip install gpboost`, best in a folder of
its own on PYTHONPATH). Beside them statsmodels' MixedLM at a size it can do, and our factorised kernels.
Figures for lme4 at other times are quoted, and say so.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import merit_peers
import numpy as np
import numpy.typing as npt
from merit_peers import lme4

from chucai.engine.kernels.blocks import Here, cut
from chucai.engine.kernels.crossed import Design, Variances
from chucai.engine.kernels.precision import precision
from chucai.engine.kernels.reml import reml
from chucai.engine.kernels.sampled import sampled_reml
from chucai.engine.kernels.schur import Table, gather
from chucai.engine.merit import large
from chucai.engine.merit.steady import one_thread

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
QUOTED = {  # lme4 1.1-31 on two cores of an idle machine, once; seconds
    "insteval": "3.3 s",
    "random 100000": "35 s",
    "chain 1000000": "24.9 and 30.6 s",
}


def ratings(size: int, *, chain: bool, seed: int = 1) -> tuple[int, Ints, Floats]:
    """Assessors J, who read (N,) sorted by nominee, and centred marks (N,)."""
    chance = np.random.default_rng(seed)
    n, j = size // 5, max(size // 50, 20)
    if chain:
        near = np.argsort(chance.random((n, 20), dtype=np.float32), axis=1)[:, :5]
        first = np.clip(np.arange(n) * j // n - 10, 0, j - 20)
        assessor = first[:, None] + near
    else:
        rise = np.sort(chance.integers(0, j - 5, (n, 5)), axis=1) + np.arange(5)
        assessor = (chance.integers(0, j, n)[:, None] + rise) % j
    assessor = np.sort(assessor, axis=1).ravel().astype(np.int32)
    y = np.repeat(chance.normal(0, 1, n), 5) + chance.normal(0, 0.5, j)[assessor] + chance.normal(0, 1, size)
    return j, assessor, y - y.mean()


def table(j: int, assessor: Ints, y: Floats, threads: int | None = None) -> Table:
    n = len(y) // 5
    none = np.zeros(n, dtype=np.int64)
    blocks = cut(np.arange(0, len(y) + 1, 5), assessor, y, None, (none, none), j)
    return gather(Here(blocks, threads), np.zeros(j, dtype=np.int64), 1)


def full(size: int, chain: bool, threads: int | None) -> dict[str, Any]:
    """REML, merits, standard errors, severities, and chances of a tenth as places."""
    data = ratings(size, chain=chain)
    clock = Clock()
    fit = large.severity_fit(table(*data, threads), 0.0, 7, fixed=True)
    chance = large.chances(fit, size // 50)
    facts = clock.stop()
    notes = {note.code: dict(note.facts) for note in fit.warnings}
    return {**facts, "variances": _sizes(fit.variances), "sum of chances": float(chance.sum()), "warnings": notes}


def variances(size: int, chain: bool, threads: int | None) -> dict[str, Any]:
    data = ratings(size, chain=chain)
    clock = Clock()
    found = sampled_reml(table(*data, threads), fixed=True)
    return {**clock.stop(), "steps": found.iterations, "variances": _sizes(found.variances), "error": found.error}


def lmer(size: int, chain: bool, threads: int | None) -> dict[str, Any]:
    """lme4's model: both random; variances and the predicted effects."""
    data = ratings(size, chain=chain)
    clock = Clock()
    found = sampled_reml(table(*data, threads), fixed=False)
    return {**clock.stop(), "steps": found.iterations, "variances": _sizes(found.variances), "error": found.error}


def merits(size: int, chain: bool, threads: int | None) -> dict[str, Any]:
    data = ratings(size, chain=chain)
    clock = Clock()
    _, _, iterations = large.merits(table(*data, threads), 0.0, Variances(None, 0.25, 1.0))
    return {**clock.stop(), "iterations": iterations}


def exact(size: int, chain: bool, threads: int | None) -> dict[str, Any]:
    """The factorised kernels on the same data: what the sampled ones are held against."""
    del threads
    j, assessor, y = ratings(size, chain=chain)
    clock = Clock()
    with one_thread():
        nominee, none = np.repeat(np.arange(size // 5), 5), np.zeros(size // 5, dtype=np.int64)
        found = reml(Design(nominee, assessor.astype(np.int64), np.ones(size), none, j), y, fixed=True)
    return {**clock.stop(), "variances": _sizes(found.variances)}


def insteval(path: Path) -> dict[str, Any]:
    """Both random, as lme4 has it, with all standard errors."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    nominee = np.unique([row["nominee"] for row in rows], return_inverse=True)[1].astype(np.int64)
    assessor = np.unique([row["judge"] for row in rows], return_inverse=True)[1].astype(np.int64)
    y = np.array([float(row["score"]) for row in rows])
    clock = Clock()
    with one_thread():
        group = np.zeros(int(nominee.max()) + 1, dtype=np.int64)
        design = Design(nominee, assessor, np.ones(len(y)), group, int(assessor.max()) + 1)
        found = reml(design, y - y.mean(), fixed=False)
        precision(found.eq)
    return {**clock.stop(), "variances": _sizes(found.variances)}


def written(size: int, path: Path) -> None:
    """A file of `size` ratings, a piece at a time."""
    import pyarrow as pa
    from pyarrow import parquet

    chance = np.random.default_rng(1)
    j, piece = size // 50, 5_000_000
    lean = chance.normal(0, 0.5, j).astype(np.float32)
    kinds = pa.schema([("nominee", pa.int32()), ("assessor", pa.int32()), ("mark", pa.float32())])
    with parquet.ParquetWriter(path, kinds, compression="none", use_dictionary=False) as file:
        for first in range(0, size, piece):
            n = min(piece, size - first) // 5
            rise = np.sort(chance.integers(0, j - 5, (n, 5)), axis=1) + np.arange(5)
            who = np.sort((chance.integers(0, j, n)[:, None] + rise) % j, axis=1).ravel().astype(np.int32)
            y = np.repeat(chance.standard_normal(n, dtype=np.float32), 5) + lean[who]
            y += chance.standard_normal(5 * n, dtype=np.float32)
            nominee = np.repeat(np.arange(first // 5, first // 5 + n, dtype=np.int32), 5)
            file.write_table(pa.table([nominee, who, y], schema=kinds), row_group_size=piece)


def from_parquet(path: Path) -> dict[str, Any]:
    import pyarrow.parquet  # noqa: F401  (imports are not counted)

    clock = Clock()
    read, base = large.read_parquet(path)
    facts = {"reading": round(time.perf_counter() - clock.began, 2)}
    _, _, iterations = large.merits(read, base, Variances(None, 0.25, 1.0))
    return {**clock.stop(), **facts, "iterations": iterations}


def on_cluster(path: Path) -> dict[str, Any]:
    from distributed import Client, LocalCluster

    variances = Variances(None, 0.25, 1.0)
    here, _, _ = large.merits(*large.read_parquet(path), variances)
    with LocalCluster(n_workers=4, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        clock = Clock()
        there, _, _ = large.merits(*large.read_parquet(path, client), variances)
        facts = clock.stop()
    return {**facts, "largest difference": float(np.abs(here - there).max())}


def lme4_made(size: int, chain: bool, limit: float) -> dict[str, Any] | None:
    """The same on the data of `ratings`."""
    if shutil.which("Rscript") is None:
        return None
    _, assessor, y = ratings(size, chain=chain)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.csv"
        columns = np.column_stack([np.repeat(np.arange(size // 5), 5), assessor, y])
        np.savetxt(path, columns, delimiter=",", header="n,a,y", comments="", fmt=("%d", "%d", "%.9f"))
        return lme4(path, ("n", "a", "y"), limit)


def statsmodels(size: int) -> dict[str, Any]:
    """Dense, so a small table only."""
    _, assessor, y = ratings(size, chain=False)
    run = merit_peers.statsmodels(size // 5, assessor, y)
    clock = Clock()
    run()
    return clock.stop()


def gpboost(size: int) -> dict[str, Any]:
    """Both random, by its iterative methods."""
    _, assessor, y = ratings(size, chain=False)
    run = merit_peers.gpboost(np.repeat(np.arange(size // 5), 5), assessor, y)
    clock = Clock()
    found = run()
    return {**clock.stop(), "variances": found}


class Clock:
    def __init__(self) -> None:
        self.began, self.spent = time.perf_counter(), time.process_time()

    def stop(self) -> dict[str, Any]:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        taken = {"seconds": time.perf_counter() - self.began, "processor": time.process_time() - self.spent}
        return {**{name: round(value, 3) for name, value in taken.items()}, "MB": most // 1024}


def _sizes(found: Variances) -> list[float | None]:
    return [found.nominee, found.assessor, found.residual]


KINDS: dict[str, Callable[[int, bool, int | None], dict[str, Any]]] = {
    "full": full,
    "variances": variances,
    "lmer": lmer,
    "merits": merits,
    "exact": exact,
}


def alone(*words: str, limit: float | None = None) -> dict[str, Any]:
    """One measurement in a process of its own, given up after `limit` seconds."""
    command = [sys.executable, __file__, "--one", *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"seconds": limit, "given up": True}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def by_gpboost(size: int, limit: float) -> None:
    ours = alone("lmer", str(size), "random")
    show(f"random {size} lme4's model", ours)
    peer = alone("gpboost", str(size), limit=limit) if find_spec("gpboost") else None
    show("  GPBoost in this run", peer)
    if peer:
        print(f"  GPBoost takes {peer['seconds'] / ours['seconds']:.0f} times as long")
    print("  GPBoost 1.8, quoted for 10^6: 40 s")


def one(words: list[str]) -> dict[str, Any]:
    kind, *rest = words
    if kind == "insteval":
        return insteval(Path(rest[0]))
    if kind in {"statsmodels", "gpboost"}:
        return (statsmodels if kind == "statsmodels" else gpboost)(int(rest[0]))
    if kind in {"parquet", "cluster"}:
        return (from_parquet if kind == "parquet" else on_cluster)(Path(rest[0]))
    threads = int(rest[2]) if len(rest) > 2 else None
    return KINDS[kind](int(rest[0]), rest[1] == "chain", threads)


def show(title: str, found: dict[str, Any] | None) -> dict[str, Any] | None:
    print(f"{title:34} {json.dumps(found) if found else 'not installed'}", flush=True)
    return found


def beside(ours: dict[str, Any], peer: dict[str, Any] | None, what: str) -> None:
    """lme4 in this run and at another time, and how many times faster we were."""
    show("  lme4 in this run", peer)
    if peer:
        least = "more than " if peer.get("given up") else ""
        print(f"  lme4 takes {least}{peer['seconds'] / ours['seconds']:.0f} times as long")
    if what in QUOTED:
        print(f"  lme4, quoted: {QUOTED[what]}")


def compared(source: Path | None, limit: float) -> None:
    """Every figure that lme4 can be held against, smallest first."""
    if source:
        ours = alone("insteval", str(source))
        show("insteval, exact", ours)
        beside(ours, lme4(source, ("nominee", "judge", "score"), limit), "insteval")
    for shape, size in (("chain", 100_000), ("random", 100_000), ("chain", 1_000_000)):
        ours = alone("lmer", str(size), shape)
        show(f"{shape} {size} lme4's model", ours)
        beside(ours, lme4_made(size, shape == "chain", limit), f"{shape} {size}")


def steady() -> None:
    """How many iterations merits take, from small to large."""
    taken = {}
    for size in (100_000, 1_000_000, 10_000_000):
        found = alone("merits", str(size), "random")
        show(f"random {size} merits", found)
        taken[size] = found["iterations"]
    print(f"iterations: {taken}; they differ by {max(taken.values()) - min(taken.values())}")


def everything(source: Path | None, limit: float) -> None:
    compared(source, limit)
    for shape, size in (("random", 100_000), ("random", 1_000_000), ("chain", 1_000_000)):
        show(f"{shape} {size} full", alone("full", str(size), shape))
        show(f"{shape} {size} variances", alone("variances", str(size), shape))
    print(
        "  lme4 at random 1000000: hours, extrapolated from the growth of one evaluation (0.56 s to 4.4 s from 2,000 to"
    )
    print("  2,000 to 4,000 assessors); GPBoost 40 s, quoted")
    show("random 100000 exact twin", alone("exact", "100000", "random"))
    show("random 1000 statsmodels", alone("statsmodels", "1000"))
    steady()
    show("random 10000000 variances", alone("variances", "10000000", "random"))


def on_file(what: str, size: int, folder: Path | None) -> None:
    """`parquet` or `cluster`, on a file of 12 bytes a rating that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        path = Path(own) / "ratings.parquet"
        written(size, path)
        print(f"{path}: {path.stat().st_size // 2**20} MB", file=sys.stderr)
        show(f"{what} {size}", alone(what, str(path)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = ["all", "insteval", "lme4", "gpboost", "iterations", "parquet", "cluster", *KINDS]
    parser.add_argument("what", nargs="?", default="all", choices=kinds)
    parser.add_argument("--ratings", type=Path, help="insteval, lme4, all: a table with judge, nominee, score")
    parser.add_argument("--size", type=float, default=1e6)
    parser.add_argument("--chain", action="store_true")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--limit", type=float, default=300, help="seconds after which a peer is given up")
    parser.add_argument("--folder", type=Path, help="parquet, cluster: where the file is made")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one)))
    elif asked.what == "all":
        everything(asked.ratings, asked.limit)
    elif asked.what == "lme4":
        compared(asked.ratings, asked.limit)
    elif asked.what == "gpboost":
        by_gpboost(int(asked.size), asked.limit)
    elif asked.what == "iterations":
        steady()
    elif asked.what == "insteval":
        show("insteval", alone("insteval", str(asked.ratings)))
    elif asked.what in KINDS:
        words = [asked.what, str(int(asked.size)), "chain" if asked.chain else "random"]
        show(" ".join(words), alone(*words, *([str(asked.threads)] if asked.threads else [])))
    else:
        on_file(asked.what, int(asked.size), asked.folder)


if __name__ == "__main__":
    main()
