"""Rounds too large for a report of Python objects: ratings from Parquet in blocks, here or on a cluster, arrays out.

    table, base = read_parquet("sheets.parquet")
    fit = severity_fit(table, base, seed=7, fixed=True)       # merit, merit_se, severity ... as arrays
    chance = chances(fit, places=1000)

Needs the extra `chucai[cluster]`. How to: docs/how-to/merit-on-a-cluster.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
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
KINDS = (np.int32, np.int32, np.float32, np.float64)  # of these columns and of weight
LARGEST_CODE = 2**31 - 1
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
    Raises Refused: file-columns, file-cells, file-unsorted, repeated-rating, no-ratings.
    """
    blocks, base = read_blocks(path)
    where: Blocks = Here(blocks, threads) if client is None else Cluster(client, blocks)
    return gather(where, np.zeros(blocks[0].assessors, dtype=np.int64), 1), base


def read_blocks(path: str | Path) -> tuple[list[Block], float]:
    """Blocks of whole nominees, as many as the number of rows says; what a block does not keep is let go at once."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        names = file.schema_arrow.names
        if not set(COLUMNS) <= set(names):
            raise Refused("file-columns", needed=", ".join(COLUMNS), found=", ".join(names))
        if not file.metadata.num_rows:
            raise Refused("no-ratings")
        wanted = [*COLUMNS, *(["weight"] if "weight" in names else [])]
        size = -(-file.metadata.num_rows // MOST_BLOCKS)
        blocks, base = _blocks(_whole_nominees(_batches(file, wanted), size))
    assessors = 1 + max(int(block.assessor.max()) for block in blocks)
    return [replace(block, assessors=assessors) for block in blocks], base


def _blocks(pieces: Iterator[Rows]) -> tuple[list[Block], float]:
    blocks: list[Block] = []
    base, first, nominee = 0.0, 0, 0
    for rows in pieces:
        if not blocks:
            base = float(np.mean(rows[2][:100_000], dtype=np.float64))
        blocks.append(_block(rows, base, first, nominee))
        first, nominee = first + len(rows[0]), int(rows[0][-1]) + 1
    return blocks, base


def _batches(file: Any, wanted: Sequence[str]) -> Iterator[Rows]:
    """Row groups in order, the next one being read while one is worked on."""

    def read(group: int) -> Rows:
        table = file.read_row_group(group, columns=list(wanted), use_threads=False)
        return tuple(_column(table.column(name), name, kind) for name, kind in zip(wanted, KINDS, strict=False))

    with ThreadPoolExecutor(1) as reader:
        ahead = [reader.submit(read, group) for group in range(min(1, file.num_row_groups))]
        for group in range(file.num_row_groups):
            rows = ahead.pop().result()
            if group + 1 < file.num_row_groups:
                ahead.append(reader.submit(read, group + 1))
            yield rows


def _column(column: Any, name: str, kind: type) -> NDArray[Any]:
    """A column as an array. Refused("file-cells") where a cell is empty, no number, or too large a code."""
    values = column.to_numpy() if column.null_count == 0 else np.array([np.nan])
    number = np.issubdtype(values.dtype, np.number) and np.isfinite(values.sum(dtype=np.float64))
    if number and kind is np.int32 and values.dtype != np.int32 and len(values):
        number = np.issubdtype(values.dtype, np.integer) and values.min() >= 0 and values.max() < LARGEST_CODE
    if not number:
        raise Refused("file-cells", column=name)
    return values.astype(kind, copy=False)


def _whole_nominees(batches: Iterator[Rows], size: int) -> Iterator[Rows]:
    """Batches joined up to `size` rows and then to the end of a nominee."""
    held: list[Rows] = []
    for rows in batches:
        held.append(rows)
        if sum(len(one[0]) for one in held) < size:
            continue
        cut = int(np.searchsorted(rows[0], rows[0][-1]))
        if cut:
            yield _joined([*held[:-1], tuple(column[:cut] for column in rows)])
            held = [tuple(column[cut:].copy() for column in rows)]
    if held and sum(len(one[0]) for one in held):
        yield _joined(held)


def _joined(held: list[Rows]) -> Rows:
    return tuple(np.concatenate(column) for column in zip(*held, strict=True))


def _block(rows: Rows, base: float, first: int, nominee: int) -> Block:
    codes, mark = rows[0], rows[2]
    rises = codes[1:] != codes[:-1]
    steps = codes[1:][rises] - codes[:-1][rises]
    if int(codes[0]) != nominee or (len(steps) and not (steps == 1).all()):
        raise Refused("file-unsorted", row=first)
    _check_pairs(codes, rows[1], rises)
    starts = np.concatenate(([0], np.flatnonzero(rises) + 1, [len(codes)])).astype(np.int32)
    root = np.sqrt(rows[3]) if len(rows) > 3 else None
    none = np.zeros(len(starts) - 1, dtype=np.int32)
    mark -= np.float32(base)
    return Block(first, 0, starts, rows[1], mark, root, none, none)


def _check_pairs(nominee: NDArray[np.int32], assessor: NDArray[np.int32], rises: NDArray[np.bool_]) -> None:
    """Refused("repeated-rating") for a pair that comes twice. Where assessors are in order one pass shows it."""
    if int(assessor.min()) < 0:
        raise Refused("file-cells", column="assessor")
    if (rises | (assessor[1:] > assessor[:-1])).all():
        return
    pairs = nominee.astype(np.int64) << 32 | assessor
    pairs.sort()
    twice = np.flatnonzero(pairs[1:] == pairs[:-1])
    if len(twice):
        at = int(pairs[twice[0]])
        raise Refused("repeated-rating", nominee=at >> 32, assessor=at & 0xFFFFFFFF)


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
