"""`chucai merit RATINGS`: a table in, tables out, and bad rows told with their line and the cure."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chucai.cli.main import chucai
from tests.engine.merit.examples import ring
from tests.engine.merit.guilford import sheets


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "guilford.csv"
    rows = [f"{r.assessor},{r.nominee},{name},{mark}" for r in sheets() for name, mark in r.marks.items()]
    path.write_text("\n".join(["judge,nominee,criterion,score", *rows]), encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(chucai, ["merit", *map(str, words)], env={"LC_ALL": "C.UTF-8"})


def test_the_nominee_table_goes_to_stdout(table: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(table, "--model", "rating-scale", "--places", "2").stdout)))
    assert [row["nominee"] for row in rows[:3]] == ["Betty", "Edward", "George"]
    assert float(rows[0]["merit"]) == pytest.approx(0.6638, abs=1e-4)
    assert sum(float(row["p_place"]) for row in rows) == pytest.approx(2, abs=1e-5)


def test_json_has_everything_and_warnings_go_to_stderr(table: Path) -> None:
    done = run(table, "--format", "json", "--model", "rating-scale")
    found = json.loads(done.stdout)
    assert {len(found["nominees"]), len(found["assessors"])} == {7, 3}
    assert found["round"]["engine"] == "rating-scale-1"
    assert "halo" in done.stderr


def test_marks_with_decimals_come_back_in_their_own_unit(tmp_path: Path) -> None:
    path = tmp_path / "halves.csv"
    rows = [f"{r.assessor},{r.nominee},{r.marks['deeds'] / 2}" for r in ring()]
    path.write_text("\n".join(["评委,被推荐对象,分数", *rows]), encoding="utf-8")
    found = json.loads(run(path, "--format", "json").stdout)
    plain = {row["nominee"]: row["plain_mean"] for row in found["nominees"]}
    mean = sum(r.marks["deeds"] / 2 for r in ring() if r.nominee == "N00") / 4
    assert plain["N00"] == pytest.approx(mean)
    scaled = json.loads(run(path, "--format", "json", "--scale", "0:50").stdout)
    assert {row["nominee"]: row["plain_mean"] for row in scaled["nominees"]}["N00"] == pytest.approx(2 * mean)


def test_both_tables_and_the_round_are_written_to_a_folder(table: Path, tmp_path: Path) -> None:
    assert run(table, "--out", tmp_path / "result").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "result").iterdir()) == [
        "assessors.csv",
        "nominees.csv",
        "round.json",
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("J,N,attack,nine", 'Line 107: the score "nine"'),
        ("J,,attack,5", "Line 107: nominee is blank"),
        ("Brahe,Anne,attack,5", "Line 107 repeats line"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_nothing_is_estimated(table: Path, row: str, says: str) -> None:
    table.write_text(f"{table.read_text(encoding='utf-8')}\n{row}\n", encoding="utf-8")
    done = run(table)
    assert done.exit_code == 3
    assert says in done.stderr
    assert done.stdout == ""


def test_a_column_that_is_missing_is_named_in_the_readers_language(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("judge,score\nJ,5\n", encoding="utf-8")
    assert "缺少列：nominee" in run(path, "--lang", "zh").stderr


def test_what_the_engine_refuses_is_refused_in_its_words(table: Path) -> None:
    done = run(table, "--scale", "1:5")
    assert done.exit_code == 3
    assert "off the scale of 1 to 5" in done.stderr
    assert run(table, "--weights", "attack").exit_code == 2
