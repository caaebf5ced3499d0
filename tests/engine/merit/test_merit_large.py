"""Ratings in Parquet, on one process and on a cluster of four: the same merits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chucai.engine.kernels.crossed import Design, Variances, equations
from chucai.engine.merit import large
from chucai.errors import Refused

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def sheets(tmp_path: Path) -> tuple[Path, Design, np.ndarray]:
    """Three to seven readings a nominee, in row groups that cut nominees apart."""
    chance = np.random.Generator(np.random.PCG64(2))
    readings = chance.integers(3, 8, 900)
    nominee = np.repeat(np.arange(900), readings)
    assessor = np.concatenate([np.sort(chance.permutation(60)[:k]) for k in readings])
    mark = np.rint(60 + 5 * chance.normal(size=len(nominee)) + 3 * chance.normal(size=60)[assessor])
    table = pyarrow.table({"nominee": nominee, "assessor": assessor, "mark": mark.astype(np.int16)})
    parquet.write_table(table, tmp_path / "sheets.parquet", row_group_size=333)
    design = Design(nominee, assessor, np.ones(len(mark)), np.zeros(900, dtype=np.int64), 60)
    return tmp_path / "sheets.parquet", design, mark


def test_merits_from_a_file_are_those_of_the_factorised_equations(sheets: tuple[Path, Design, np.ndarray]) -> None:
    path, design, mark = sheets
    variances = Variances(None, 9.0, 25.0)
    exact = equations(design, variances).solve(mark[:, None])
    merit, severity, _ = large.merits(*large.read_parquet(path), variances)
    np.testing.assert_allclose(merit, exact.nominee[:, 0], atol=1e-6)
    np.testing.assert_allclose(severity, -exact.assessor[:, 0], atol=1e-6)


def test_blocks_hold_whole_nominees(sheets: tuple[Path, Design, np.ndarray]) -> None:
    path, design, _ = sheets
    blocks, _ = large.read_blocks(path)
    assert len(blocks) > 2
    assert sum(block.nominees for block in blocks) == 900
    whole = np.concatenate([np.diff(block.starts) for block in blocks])
    np.testing.assert_array_equal(whole, np.bincount(design.nominee))


def test_a_cluster_gives_the_same_merits(sheets: tuple[Path, Design, np.ndarray]) -> None:
    distributed = pytest.importorskip("distributed")
    path, _, _ = sheets
    variances = Variances(None, 9.0, 25.0)
    here = large.merits(*large.read_parquet(path), variances)
    cluster = distributed.LocalCluster(
        n_workers=4, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with cluster, distributed.Client(cluster) as client:
        there = large.merits(*large.read_parquet(path, client), variances)
    np.testing.assert_allclose(there[0], here[0], rtol=0, atol=1e-9)
    np.testing.assert_allclose(there[1], here[1], rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"nominee": [0, 2], "assessor": [0, 0], "mark": [1, 2]}, "file-unsorted"),
        ({"nominee": [1, 0], "assessor": [0, 0], "mark": [1, 2]}, "file-unsorted"),
        ({"nominee": [0], "judge": [0], "mark": [1]}, "file-columns"),
        ({"nominee": [0, 0], "assessor": [0, 0], "mark": [1, 2]}, "repeated-rating"),
        ({"nominee": [0, 0, 0], "assessor": [1, 0, 1], "mark": [1, 2, 3]}, "repeated-rating"),
        ({"nominee": [0, 0], "assessor": [0, None], "mark": [1, 2]}, "file-cells"),
        ({"nominee": [0, 0], "assessor": [0, 2**40], "mark": [1, 2]}, "file-cells"),
        ({"nominee": [0, 0], "assessor": [0, -1], "mark": [1, 2]}, "file-cells"),
        ({"nominee": [0, 0], "assessor": [0, 1], "mark": [1.0, float("nan")]}, "file-cells"),
        ({"nominee": ["a", "b"], "assessor": [0, 1], "mark": [1.0, 2.0]}, "file-cells"),
        ({"nominee": [], "assessor": [], "mark": []}, "no-ratings"),
    ],
)
def test_files_that_cannot_be_read_are_refused(tmp_path: Path, columns: dict[str, list[int]], code: str) -> None:
    parquet.write_table(pyarrow.table(columns), tmp_path / "bad.parquet")
    with pytest.raises(Refused, match=code):
        large.read_parquet(tmp_path / "bad.parquet")
