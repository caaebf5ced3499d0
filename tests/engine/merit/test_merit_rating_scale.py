"""The many-facet rating scale model: for short scales, where a step from 2 to 3 need not be a step from 4 to 5."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from chucai.engine.kernels.plain_rating_scale import PlainRatingScale
from chucai.engine.kernels.rating_scale import Marks, fit
from chucai.engine.merit import MeritReport, Rating, estimate, estimate_columns
from chucai.errors import Refused
from tests.engine.merit.guilford import TRAITS, sheets

LOGIT = 1_000_000


def measured(ratings: list[Rating], **options: Any) -> MeritReport:
    traits = sorted({trait for rating in ratings for trait in rating.marks})
    asked: dict[str, Any] = {
        "weights": dict.fromkeys(traits, 1),
        "scale": dict.fromkeys(traits, (1, 9)),
        "places": 2,
        "seed": 3,
        "method": "rating-scale",
    }
    return estimate(ratings, **(asked | options))


def guilford_marks() -> Marks:
    rows = sheets()
    nominees, assessors = (sorted({getattr(row, side) for row in rows}) for side in ("nominee", "assessor"))
    table = [
        (nominees.index(r.nominee), assessors.index(r.assessor), k, r.marks[trait] - 1)
        for r in rows
        for k, trait in enumerate(TRAITS)
    ]
    codes = np.array(table).T
    return Marks(codes[0], codes[1], codes[2], codes[3], np.zeros(3, dtype=np.int64), 7, 5)


def test_guilfords_juniors_stand_where_an_adjacent_category_logit_puts_them() -> None:
    """Values of R's VGAM, acat(parallel = TRUE), all effects summing to zero."""
    merit = {line.nominee: line.merit / LOGIT for line in measured(sheets()).nominees}
    expected = {
        "Betty": 0.6638,
        "Edward": 0.4407,
        "George": 0.2880,
        "Anne": -0.0715,
        "Chris": -0.2554,
        "David": -0.4815,
        "Fred": -0.5841,
    }
    assert list(merit) == list(expected), "from best to worst"
    assert merit == pytest.approx(expected, abs=1e-4)


def test_their_errors_and_misfit_are_the_textbooks() -> None:
    report = measured(sheets())
    errors = {line.nominee: line.se / LOGIT for line in report.nominees}
    of_vgam = {"Betty": 0.182, "Edward": 0.176, "George": 0.174, "Anne": 0.174, "Chris": 0.177, "David": 0.183}
    assert errors == pytest.approx(of_vgam | {"Fred": 0.187}, abs=5e-4)
    found = fit(guilford_marks())
    assert found.nominee_infit[[4, 0]] == pytest.approx([1.99, 0.24], abs=5e-3), "Edward, Anne"


def test_the_seniors_severity_and_the_traits_difficulty() -> None:
    report = measured(sheets())
    severity = {line.assessor: line.severity / LOGIT for line in report.assessors}
    assert severity == pytest.approx({"Brahe": 0.1824, "Avogadro": -0.0234, "Cavendish": -0.1591}, abs=1e-4)
    assert [line.se / LOGIT for line in report.assessors] == pytest.approx([0.117] * 3, abs=1e-3)
    brahe = next(line for line in report.assessors if line.assessor == "Brahe")
    assert brahe.infit == pytest.approx(1.48 * LOGIT, abs=5_000)
    difficulty = dict(zip(TRAITS, fit(guilford_marks()).criterion.tolist(), strict=True))
    assert difficulty == pytest.approx(
        {"enthusiasm": 0.5184, "clarity": 0.2109, "basis": -0.1470, "attack": -0.2800, "daring": -0.3023}, abs=1e-4
    )


def test_the_likelihood_is_that_of_the_twin_that_moves_one_parameter_at_a_time() -> None:
    marks = guilford_marks()
    found = fit(marks)
    columns = (marks.nominee, marks.assessor, marks.criterion, marks.category)
    plain = PlainRatingScale([tuple(row) for row in np.column_stack(columns).tolist()])
    assert found.log_likelihood == pytest.approx(-165.6850, abs=1e-4)
    assert plain.log_likelihood() == pytest.approx(found.log_likelihood, abs=1e-9)
    assert np.allclose(plain.facets[0], found.nominee, atol=1e-9)
    assert np.allclose(plain.facets[1], found.assessor, atol=1e-9)
    assert np.allclose(plain.threshold, found.threshold, atol=1e-9)


def test_chances_add_up_to_the_places_and_the_order_of_sheets_changes_no_byte() -> None:
    report = measured(sheets())
    assert sum(line.p_place or 0 for line in report.nominees) == pytest.approx(2 * LOGIT, abs=7)
    assert measured(sheets()[::-1]).digest() == report.digest()


def test_nothing_is_silent() -> None:
    """Criteria as rows are told of in any case; so is whoever has only top marks, and marks nobody gave."""
    adored = [Rating("Zoe", by, dict.fromkeys(TRAITS, 9)) for by in ("Avogadro", "Brahe", "Cavendish")]
    codes = [note.code for note in measured([*sheets(), *adored]).round.warnings]
    assert codes == ["extreme-marks", "criteria-as-rows"]
    seven = [replace(r, marks={t: 6 if m == 7 else m for t, m in r.marks.items()}) for r in sheets()]
    assert [note.code for note in measured(seven).round.warnings] == ["category-unused", "criteria-as-rows"]


def test_two_panels_that_share_nobody_are_measured_apart() -> None:
    others = [Rating(f"{r.nominee} II", f"{r.assessor} II", r.marks) for r in sheets()]
    report = measured([*sheets(), *others])
    assert len(report.round.parts) == 2
    assert not report.round.comparable
    assert {line.p_place for line in report.nominees} == {None}
    assert [line.rank for line in report.nominees] == [1, 2, 3, 4, 5, 6, 7] * 2


@pytest.mark.parametrize(
    ("ratings", "options", "code"),
    [
        (sheets(), {"scale": dict.fromkeys(TRAITS, (1, 9)) | {"basis": (0, 9)}}, "scale-not-shared"),
        ([replace(r, marks={"deeds": 5}) for r in sheets()], {}, "one-category-only"),
        ([Rating(f"N{k}", f"J{k % 2}", {"deeds": k}) for k in range(99)], {"scale": None}, "scale-too-long"),
        ([Rating("A", "J", {"x": 1}), Rating("B", "J", {"y": 2})], {"scale": None}, "facets-not-connected"),
    ],
)
def test_what_it_cannot_do_it_refuses(ratings: list[Rating], options: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        measured(ratings, **options)
    assert refused.value.code == code


def test_composites_alone_are_not_enough() -> None:
    one = np.array([0])
    with pytest.raises(Refused, match="sheets-needed"):
        estimate_columns(one, one, one, nominee_ids=["N"], assessor_ids=["J"], places=1, seed=1, method="rating-scale")
