"""Assessors who agree to the last mark: the merits are the marks, nothing is uncertain, and no sum breaks down."""

from __future__ import annotations

import pytest

from chucai.engine import merit


def agreed(nominees: int, assessors: int, criteria: int) -> list[merit.Rating]:
    """Everybody reads everybody, and all give a nominee the same mark."""
    return [
        merit.Rating(f"n{i}", f"a{j}", {f"c{c}": i % 7 for c in range(criteria)})
        for i in range(nominees)
        for j in range(assessors)
    ]


@pytest.mark.parametrize("method", ["severity", "mean", "trimmed", "zscore"])
@pytest.mark.parametrize(("nominees", "assessors"), [(3, 2), (10, 3), (60, 8)])
@pytest.mark.parametrize("criteria", [1, 2])
def test_full_agreement_is_an_answer(method: str, nominees: int, assessors: int, criteria: int) -> None:
    names = [f"c{c}" for c in range(criteria)]
    report = merit.estimate(
        agreed(nominees, assessors, criteria),
        weights=dict.fromkeys(names, 1),
        scale=dict.fromkeys(names, (0, 10)),
        places=2,
        seed=1,
        method=method,
    )
    found = {line.nominee: line for line in report.nominees}
    best = max(range(nominees), key=lambda i: i % 7)
    assert found[f"n{best}"].rank == 1
    for i in range(nominees):
        assert found[f"n{i}"].plain_mean == (i % 7) * 10_000_000
        assert found[f"n{i}"].se_relative <= 50_000  # a twentieth of a point, of 100
        if method != "zscore":
            assert abs(found[f"n{i}"].merit - (i % 7) * 10_000_000) <= 1
