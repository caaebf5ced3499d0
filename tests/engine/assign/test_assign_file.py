"""`chucai assign` on plain files: decimals exact, faults with their line, what is said and how it exits."""

from __future__ import annotations

import csv
import json
import random
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chucai.cli.assign import decimal
from chucai.cli.main import COMMANDS, chucai
from chucai.engine.assign.from_file import read_named, read_pairs, whole
from chucai.errors import Refused

CHANCE = random.Random(2)
LINES = [f"n{n},a{a},0.{CHANCE.randint(0, 9999):04}" for n in range(30) for a in range(12)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text("\n".join(["nominee,assessor,affinity", *LINES]), encoding="utf-8")
    return path


def called(*told: object) -> Result:
    return CliRunner().invoke(chucai, ["assign", *map(str, told)])


def test_the_command_is_registered() -> None:
    assert COMMANDS["assign"][0] == "chucai.cli.assign"


def test_pairs_go_out_as_csv_and_the_rest_is_told(table: Path) -> None:
    result = called(table, "--readings", 3, "--load", "2..9", "--lang", "en")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert len(rows) == 90
    assert f"{rows[0]['nominee']},{rows[0]['assessor']},{float(rows[0]['affinity']):.4f}" in LINES
    assert "Proven optimal." in result.stderr
    assert "提名" in called(table, "--readings", 3, "--lang", "zh").stderr


def test_json_holds_objective_bound_worst_components_and_variance(table: Path) -> None:
    result = called(table, "--readings", 3, "--load", "..9", "--json", "--fair", "--connect")
    found = json.loads(result.stdout)
    assert found["status"] == "optimal"
    assert found["objective"] == found["bound"] == found["affinity"]
    assert found["worst"] == found["worst_bound"]
    assert found["components"] == 1
    assert 0 < float(found["severity_variance"]) < 2
    assert len(found["pairs"]) == 90
    assert sum(found["loads"].values()) == 90


def test_conflicts_fixed_and_previous_pairs_come_from_files(table: Path, tmp_path: Path) -> None:
    conflicts, fixed, previous = (tmp_path / name for name in ("conflicts.csv", "fixed.csv", "previous.csv"))
    conflicts.write_text("nominee,assessor,reason\nn1,a1,kin\nn2,a2,\n", encoding="utf-8")
    fixed.write_text("评委,提名\na5,n1\n", encoding="utf-8")
    first = called(table, "--readings", 3, "--conflicts", conflicts, "--fixed", fixed, "--load", "..9")
    assert first.exit_code == 0, first.output
    pairs = {line.rpartition(",")[0] for line in first.stdout.splitlines()}
    assert "n1,a5" in pairs
    assert not {"n1,a1", "n2,a2"} & pairs
    previous.write_text(first.stdout, encoding="utf-8")
    again = called(
        table, "--readings", 3, "--load", "..8", "--previous", previous, "--conflicts", conflicts, "--json", "--experts",
        1, "0.5", "--load-price", "0.01"
    )  # fmt: skip
    found = json.loads(again.stdout)
    assert found["removed"] == {"conflict": 1, "kin": 1}
    assert found["kept"] >= 85
    assert max(found["loads"].values()) <= 8


def test_what_cannot_be_done_is_told_with_exit_code_3(table: Path) -> None:
    result = called(table, "--readings", 3, "--load", "..2", "--lang", "en")
    assert result.exit_code == 3
    assert "need 90 more readings" in result.stderr
    assert called(table, "--readings", 3, "--load", "x").exit_code == 2
    assert called(table, "--readings", 3, "--load-price", "0.00001").exit_code == 2
    assert called(table, "--readings", 3, "--fair", "--fair-pair").exit_code == 2


def test_a_search_that_was_stopped_says_not_proven_with_exit_code_4(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chucai.engine.assign import fair
    from chucai.engine.kernels.matching_floor import Floored, above_floors

    def stopped(*asked: object) -> Floored:
        found = above_floors(*asked)  # type: ignore[arg-type]
        return Floored(found.used, found.priced, found.proof, False, found.priced)

    monkeypatch.setattr(fair, "above_floors", stopped)
    result = called(table, "--readings", 3, "--load", "..9", "--fair", "--lang", "en")
    assert result.exit_code == 4, result.output
    assert "Not proven optimal" in result.stderr


def test_decimals_are_read_exactly() -> None:
    read = read_pairs(b"nominee,assessor,affinity\nn,a,0.1\nn,b,1e-05\nn,c,-2\nm,a,\n", "x.csv")
    assert read.decimals == 5
    assert read.table.affinity.tolist() == [0, 10_000, 1, -200_000]
    assert [decimal(value, 5) for value in (10_000, 1, -200_000, None)] == ["0.1", "0.00001", "-2", None]
    assert (whole("0.5", 1), whole("0.55", 1), whole("x", 1)) == (5, None, None)


def test_decimals_beyond_the_ninth_are_rounded_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "fine.csv"
    path.write_text("nominee,assessor,affinity\nn,a,0.12345678912345678\nn,b,0.5\n", encoding="utf-8")
    read = read_pairs(path.read_bytes(), "x.csv")
    assert (read.decimals, read.rounded) == (9, 1)
    assert read.table.affinity.tolist() == [123_456_789, 500_000_000]
    result = called(path, "--readings", 1, "--lang", "en")
    assert "1 affinities were finer" in result.stderr


def test_units_are_read_where_there_is_such_a_column() -> None:
    read = read_pairs("﻿提名,评委,契合度,单位\n甲,子,1,东局\n乙,子,2,西局\n".encode(), "x.csv")
    assert read.units == {"甲": "东局", "乙": "西局"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"nominee,assessor\n\xff\xfe,a\n", "pairs-encoding"),
        (b"nominee,affinity\nn,1\n", "pairs-column-missing"),
        (b"nominee,assessor,affinity\nn,a,much\n", "pairs-cell-wrong"),
        (b"nominee,assessor,affinity\nn,a,NaN\n", "pairs-cell-wrong"),
        (b"nominee,assessor,affinity\nn,,1\n", "pairs-cell-wrong"),
        (b"nominee,assessor\n", "pairs-none"),
        (b"nominee,assessor,affinity\nn,a,1e15\nm,a,1e-9\n", "assignment-affinity-too-large"),
    ],
)
def test_faults_of_a_file_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_pairs(content, "x.csv")


def test_named_pairs_have_a_reason() -> None:
    assert read_named(b"assessor,nominee\na,n\n\n", "x.csv") == [(("n", "a"), "conflict")]
