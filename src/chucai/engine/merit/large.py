"""Rounds too large for a report of Python objects: ratings from Parquet in blocks, here or on a cluster, arrays out.

    table, base = read_parquet("sheets.parquet")
    fit = severity_fit(table, base, seed=7, fixed=True)       # merit, merit_se, severity ... as arrays
    chance = chances(fit, places=1000)

Needs the extra `chucai[cluster]`. How to: docs/how-to/merit-on-a-cluster.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chucai.engine.kernels.blocks import MOST_BLOCKS, Block, Blocks, Here
from chucai.engine.kernels.crossed import Variances
from chucai.engine.kernels.schur import Schur, Table, gather
from chucai.engine.merit.wide import Wide, chances, severity_fit, solve
from chucai.errors import Refused

__all__ = ["Cluster", "Wide", "chances", "merits", "read_blocks", "read_parquet", "severity_fit"]

Floats = NDArray[np.float64]
COLUMNS = ("nominee", "assessor", "mark")
Rows = tuple[NDArray[Any], ...]


def merits(table: Table, base: float, variances: Variances) -> tuple[Floats, Floats, int]:
    """Merit (n,) and severity (J,) at given variances, and the iterations it took."""
    schur = Schur(table, variances)
    found = solve(schur)
    merit = np.concatenate([part[:, 0] for part in found.nominee])
    return base + merit, -found.assessor[:, 0], schur.iterations


def read_parquet(path: str | Path, client: Any = None, threads: int | None = None) -> tuple[Table, float]:
    """A table of ratings and the number its marks are centred on; on a `distributed.Client`'s workers if there is one.

    Columns nominee and assessor (codes from 0, every nominee read), mark (a number), and perhaps weight; sorted by
    nominee. All nominees are held to be connected: read `panels.parts` first where they may not be.
    Raises Refused("file-unsorted") and ("file-columns").
    """
    blocks, base = read_blocks(path)
    where: Blocks = Here(blocks, threads) if client is None else Cluster(client, blocks)
    return gather(where, np.zeros(blocks[0].assessors, dtype=np.int64), 1), base


def read_blocks(path: str | Path) -> tuple[list[Block], float]:
    """Blocks of whole nominees, as many as the number of rows says; only one block's rows are held twice."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        names = file.schema_arrow.names
        if not set(COLUMNS) <= set(names):
            raise Refused("file-columns", needed=", ".join(COLUMNS), found=", ".join(names))
        wanted = [*COLUMNS, *(["weight"] if "weight" in names else [])]
        size = max(1, -(-file.metadata.num_rows // MOST_BLOCKS))
        pieces = list(_whole_nominees(_batches(file, wanted), size))
    assessors = 1 + max(int(piece[1].max()) for piece in pieces)
    base = float(np.mean(pieces[0][2][:100_000], dtype=np.float64))
    blocks, first, nominee = [], 0, 0
    while pieces:
        rows = pieces.pop(0)
        blocks.append(_block(rows, base, first, nominee, assessors))
        first, nominee = first + len(rows[0]), int(rows[0][-1]) + 1
    return blocks, base


def _batches(file: Any, wanted: Sequence[str]) -> Iterator[Rows]:
    for group in range(file.num_row_groups):
        read = file.read_row_group(group, columns=list(wanted))
        columns = [read.column(name).to_numpy() for name in wanted]
        nominee, assessor = columns[0].astype(np.int32), columns[1].astype(np.int32)
        yield nominee, assessor, columns[2].astype(np.float32), *columns[3:]


def _whole_nominees(batches: Iterator[Rows], size: int) -> Iterator[Rows]:
    """Batches joined up to `size` rows and then to the end of a nominee."""
    held: list[Rows] = []
    for rows in batches:
        held.append(rows)
        if sum(len(one[0]) for one in held) < size:
            continue
        joined = _joined(held)
        cut = int(np.searchsorted(joined[0], joined[0][-1]))
        if cut:
            yield tuple(column[:cut].copy() for column in joined)
        held = [tuple(column[cut:].copy() for column in joined)]
    if held and len(held[0][0]):
        yield _joined(held)


def _joined(held: list[Rows]) -> Rows:
    return tuple(np.concatenate(column) for column in zip(*held, strict=True))


def _block(rows: Rows, base: float, first: int, nominee: int, assessors: int) -> Block:
    codes = rows[0]
    steps = np.diff(codes)
    if int(codes[0]) != nominee or (len(steps) and not (int(steps.min()) >= 0 and int(steps.max()) <= 1)):
        raise Refused("file-unsorted", row=first)
    starts = np.concatenate(([0], np.flatnonzero(steps) + 1, [len(codes)])).astype(np.int32)
    root = np.sqrt(rows[3]).astype(np.float64) if len(rows) > 3 else None
    none = np.zeros(len(starts) - 1, dtype=np.int32)
    return Block(first, assessors, starts, rows[1], rows[2] - np.float32(base), root, none, none)


class Cluster:
    """Blocks on the workers of a `distributed.Client`; sums come back and are added here, in the same order."""

    def __init__(self, client: Any, blocks: Sequence[Block]) -> None:
        self._client = client
        workers = sorted(client.scheduler_info()["workers"])
        self._workers = [workers[at % len(workers)] for at in range(len(blocks))]
        self._blocks = [
            client.scatter(block, workers=[worker], hash=False)
            for block, worker in zip(blocks, self._workers, strict=True)
        ]

    def each(self, task: Callable[..., Any], *shared: Any, own: Sequence[Any] | None = None) -> list[Any]:
        client = self._client
        sent = client.scatter(shared, broadcast=True, hash=False) if shared else ()
        pending = []
        for at, (block, worker) in enumerate(zip(self._blocks, self._workers, strict=True)):
            mine = () if own is None else (client.scatter((own[at],), workers=[worker], hash=False),)
            pending.append(client.submit(_call, task, block, sent, *mine, workers=[worker], pure=False))
        return list(client.gather(pending))


def _call(task: Callable[..., Any], block: Block, shared: tuple[Any, ...], own: tuple[Any, ...] = ()) -> Any:
    return task(block, *own, *shared)
