"""What the merit engine refuses, and what it warns of while it still answers."""

from __future__ import annotations

from typing import Any

import pytest

from chucai.engine.merit import Rating
from chucai.errors import Refused
from tests.engine.merit.examples import POINT, codes, judged, ring, sheets


@pytest.mark.parametrize(
    ("ratings", "options", "code", "fact"),
    [
        ([], {}, "no-ratings", {}),
        (sheets({"Wei": {"J1": 5}}) * 2, {}, "repeated-rating", {"nominee": "Wei", "assessor": "J1"}),
        (sheets({"Wei": {"J1": 101}}), {}, "mark-off-scale", {"mark": 101, "low": "0", "high": "100"}),
        (sheets({"Wei": {"J1": 10**12}}), {"scale": None}, "mark-off-scale", {"nominee": "Wei"}),
        (sheets({"Wei": {"J1": 0.5}}), {}, "mark-not-whole", {"mark": "0.5"}),  # type: ignore[dict-item]
        ([Rating("Wei", "J1", {"looks": 3})], {}, "criterion-unknown", {"criterion": "looks"}),
        ([Rating("Wei", "J1", {})], {}, "sheet-empty", {"assessor": "J1"}),
        (ring(), {"weights": {}}, "weights-unfit", {"criterion": ""}),
        (ring(), {"weights": {"deeds": 0}}, "weights-unfit", {"criterion": "deeds"}),
        (ring(), {"scale": {}}, "scale-unfit", {"criterion": "deeds"}),
        (ring(), {"scale": {"deeds": (5, 5)}}, "scale-unfit", {"criterion": "deeds"}),
        (ring(), {"groups": {"N00": "a"}}, "group-missing", {"nominee": "N01"}),
        (ring(), {"method": "median"}, "method-unknown", {"method": "median"}),
        (ring(), {"nominees": "both"}, "nominees-unknown", {"nominees": "both"}),
        (ring(), {"level": 100}, "level-unfit", {"level": 100}),
        (ring(), {"places": -1}, "places-unfit", {"places": -1}),
        (ring(), {"seed": -1}, "seed-unfit", {"seed": -1}),
    ],
)
def test_what_cannot_be_estimated_is_refused_by_name(
    ratings: list[Rating], options: dict[str, Any], code: str, fact: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refusal:
        judged(ratings, **options)
    assert refusal.value.code == code
    assert fact.items() <= refusal.value.facts.items()


def test_panels_that_do_not_connect_are_named_and_never_compared() -> None:
    north = {f"n{k}": {"J1": 60 + 3 * k, "J2": 66 + 2 * k, "J3": 61 + 4 * k} for k in range(4)}
    south = {f"s{k}": {"J4": 80 + 3 * k, "J5": 83 + 2 * k} for k in range(3)}
    report = judged(sheets(north | south), places=3)
    warning = report.round.warnings[0]
    assert (warning.code, warning.facts) == ("panels-not-connected", {"parts": 2, "named": "J1, J2, J3 | J4, J5"})
    assert [part.nominees for part in report.round.parts] == [("n0", "n1", "n2", "n3"), ("s0", "s1", "s2")]
    assert [part.readings for part in report.round.parts] == [12, 6]
    assert not report.round.comparable
    assert [(line.nominee, line.rank) for line in report.nominees] == [
        ("n3", 1), ("n2", 2), ("n1", 3), ("n0", 4), ("s2", 1), ("s1", 2), ("s0", 3)
    ]  # fmt: skip
    assert all(line.rank_high <= (4 if line.part == 0 else 3) for line in report.nominees)
    assert {line.p_place for line in report.nominees} == {None}
    for part in (0, 1):
        assert abs(sum(line.severity for line in report.assessors if line.part == part)) < 5


def test_the_plain_mean_compares_across_panels_because_it_was_asked_to() -> None:
    apart = {"n0": {"J1": 60, "J2": 64}, "n1": {"J1": 70, "J2": 71}, "s0": {"J3": 80, "J4": 81}}
    report = judged(sheets(apart), method="mean")
    assert [line.rank for line in report.nominees] == [1, 2, 3]
    assert "panels-not-connected" in codes(report)


def test_an_assessor_who_gives_all_the_same_mark_is_named() -> None:
    ratings = [Rating(r.nominee, r.assessor, {"deeds": 60}) if r.assessor == "J4" else r for r in ring()]
    report = judged(ratings)
    flat = next(warning for warning in report.round.warnings if warning.code == "flat-marks")
    assert flat.facts["assessors"] == ["J4"]
    assert next(line.spread for line in report.assessors if line.assessor == "J4") == 0


def test_nominees_with_a_single_sheet_are_named() -> None:
    report = judged([*ring(), Rating("late", "J0", {"deeds": 70})])
    few = next(warning for warning in report.round.warnings if warning.code == "too-few-readings")
    assert few.facts["nominees"] == ["late"]


def test_one_sheet_each_ranks_raw_marks_and_promises_nothing() -> None:
    report = judged(sheets({f"N{k}": {"J0": 50 + k} for k in range(9)}), places=3)
    assert {"no-nominee-read-twice", "too-few-readings"} <= set(codes(report))
    assert [line.merit for line in report.nominees] == [(58 - k) * POINT for k in range(9)]
    assert all(abs((line.p_place or 0) - POINT / 3) < 10_000 for line in report.nominees)
    assert report.round.reliability == 0


def test_one_sheet_each_by_several_assessors_ranks_inside_each_assessor_alone() -> None:
    report = judged(sheets({f"N{k}": {f"J{k % 3}": 50 + k} for k in range(9)}), places=3)
    assert {"no-nominee-read-twice", "panels-not-connected"} <= set(codes(report))
    assert [line.rank for line in report.nominees] == [1, 2, 3] * 3


def test_assessors_who_read_once_each_leave_severity_unknown() -> None:
    report = judged(sheets({f"N{k}": {f"J{k}{m}": 50 + 5 * k + m for m in range(3)} for k in range(5)}), method="mean")
    assert "severity-unknown" in codes(report)
    assert {line.severity for line in report.assessors} == {0}


def test_two_sheets_that_show_no_more_than_one_difference_leave_severity_unknown() -> None:
    report = judged(sheets({"a": {"J1": 50, "J2": 60}, "b": {"J1": 50}, "c": {"J2": 70}}))
    assert "severity-unknown" in codes(report)


def test_no_difference_in_severity_is_said_and_not_corrected() -> None:
    table = {f"N{k}": {f"J{j}": 40 + 8 * k + (2 if (j + k) % 2 else -2) for j in range(6)} for k in range(4)}
    report = judged(sheets(table))
    assert codes(report) == ["variance-zero-assessor"]
    assert all(line.merit == line.plain_mean for line in report.nominees)


def test_marks_that_two_effects_explain_completely_are_doubted() -> None:
    report = judged(sheets({f"N{k}": {f"J{j}": 40 + 5 * k + 3 * j for j in range(4)} for k in range(4)}))
    assert "variance-zero-residual" in codes(report)
    assert [line.nominee for line in report.nominees] == ["N3", "N2", "N1", "N0"]


def test_nominees_no_more_apart_than_error_are_said_to_be_a_lot() -> None:
    table = {f"N{k}": {f"J{j}": 60 + 6 * ((k + j) % 5) for j in range(5)} for k in range(5)}
    report = judged(sheets(table), places=2)
    assert "variance-zero-nominee" in codes(report)
    assert all(abs((line.p_place or 0) - 400_000) < 10_000 for line in report.nominees)


def test_all_marks_equal() -> None:
    report = judged(sheets({f"N{k}": {"J1": 60, "J2": 60} for k in range(4)}), places=2)
    assert "marks-all-equal" in codes(report)
    assert {(line.rank, line.merit) for line in report.nominees} == {(1, 60 * POINT)}


def test_a_single_sheet_is_still_a_report() -> None:
    report = judged(sheets({"Wei": {"J1": 60}}))
    assert (report.nominees[0].rank, report.nominees[0].p_place) == (1, POINT)
