"""The same ratings give the same bytes, however many threads there are and in whatever order they come."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

SCRIPT = """
import os, sys
threads, order, limit = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
os.cpu_count = lambda: threads
import numpy as np
from chucai.engine.kernels import blocks
from chucai.engine.merit import estimate_columns, run
run.DENSE_LEVELS, blocks.BLOCK_RATINGS = limit, 5_000
chance = np.random.Generator(np.random.PCG64(3))
n, j = (4_000, 80) if limit < 100 else (900, 400)  # the former makes four blocks
readers = np.sort(np.argsort(chance.random((n, j)), axis=1)[:, :5], axis=1).ravel()
nominee = np.repeat(np.arange(n), 5)
y = chance.normal(0, 10, n)[nominee] + chance.normal(0, 5, j)[readers] + chance.normal(0, 10, len(nominee))
rows = np.arange(len(y))
if order == "shuffled":
    rows = np.random.Generator(np.random.PCG64(9)).permutation(len(y))
report = estimate_columns(
    nominee[rows], readers[rows], np.rint(100 * y[rows]).astype(np.int64), unit=100, places=50, seed=7,
    nominee_ids=[f"N{k:05}" for k in range(n)], assessor_ids=[f"J{k:03}" for k in range(j)], influence=limit > 100,
)
print(report.digest(), "traces-sampled" in [note.code for note in report.round.warnings])
"""


OLDER = {  # a processor without the wide registers of this one: other kernels, other orders of adding
    "OPENBLAS_CORETYPE": "Sandybridge",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR AVX2 FMA3 AVX512F AVX512_SKX",  # names of 2.4 and before
}


def told(threads: int, order: str, limit: int, **machine: str) -> str:
    """Digest of the report, computed by a process of its own with so many threads for blocks and for linear algebra."""
    own = machine | {f"{name}_NUM_THREADS": str(threads) for name in ("OPENBLAS", "OMP", "MKL")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(threads), order, str(limit)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **own, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.stdout.strip()


@pytest.mark.parametrize(("limit", "sampled"), [(4_000, False), (50, True)], ids=["factorised", "iterated"])
def test_one_thread_two_threads_and_shuffled_input_give_the_same_bytes(limit: int, sampled: bool) -> None:
    found = {told(1, "sorted", limit), told(2, "shuffled", limit)}
    assert len(found) == 1
    assert found.pop().endswith(str(sampled))


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64"), reason="takes a processor that can pass for an older one"
)
@pytest.mark.parametrize("limit", [4_000, 50], ids=["factorised", "iterated"])
def test_an_older_processor_gives_the_same_bytes(limit: int) -> None:
    assert told(2, "sorted", limit, **OLDER) == told(2, "sorted", limit)
