"""`chucai assign` on plain files: decimals exact, faults with their line, what is said and how it exits."""

from __future__ import annotations

import csv
import json
import random
import re
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chucai.cli import assigned
from chucai.cli.assign_words import FAULTS, WORDS
from chucai.cli.assigned import decimal
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


def test_decimals_beyond_the_twelfth_are_rounded_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "fine.csv"
    path.write_text("nominee,assessor,affinity\nn,a,0.12345678912345678\nn,b,0.5\n", encoding="utf-8")
    read = read_pairs(path.read_bytes(), "x.csv")
    assert (read.decimals, read.rounded) == (12, 1)
    assert read.table.affinity.tolist() == [123_456_789_123, 500_000_000_000]
    result = called(path, "--readings", 1, "--lang", "en")
    assert "1 affinities were finer than 12 decimals" in result.stderr


def test_many_names_or_large_numbers_leave_room_for_nine_decimals_only() -> None:
    """Previous pairs weigh more than all others together, and that must fit into 64 bits."""
    long = "".join(f"n{at},a,0.1234567891234\n" for at in range(4_000))
    assert read_pairs(f"nominee,assessor,affinity\n{long}".encode(), "x.csv").decimals == 9
    assert read_pairs(b"nominee,assessor,affinity\nn,a,1000000.1234567891234\n", "x.csv").decimals == 10


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


def test_the_least_and_greatest_load_can_be_said_apart_or_by_assessor(table: Path, tmp_path: Path) -> None:
    one = called(table, "--readings", 3, "--min-load", 2, "--max-load", 9)
    assert one.stdout == called(table, "--readings", 3, "--load", "2..9").stdout
    assert called(table, "--readings", 3, "--load", "2..9", "--max-load", 9).exit_code == 2
    loads = tmp_path / "loads.csv"
    loads.write_text("assessor,low,high\na0,,3\na1,9,9\n", encoding="utf-8")
    found = json.loads(called(table, "--readings", 3, "--max-load", 12, "--loads", loads, "--json").stdout)
    assert found["loads"]["a0"] <= 3
    assert found["loads"]["a1"] == 9
    for content, said in (("assessor,low\nzoe,1\n", "zoe"), ("assessor,low\na0,-1\n", "-1"), ("low\n1\n", "assessor")):
        loads.write_text(content, encoding="utf-8")
        wrong = called(table, "--readings", 3, "--loads", loads, "--lang", "en")
        assert wrong.exit_code == 3
        assert said in wrong.stderr


def test_stand_ins_follow_the_readings(table: Path) -> None:
    result = called(table, "--readings", 3, "--load", "..9", "--stand-ins", 2, "--lang", "en")
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert [row["place"] for row in rows].count("reading") == 90
    assert 0 < [row["place"] for row in rows].count("stand-in") <= 60
    assert "Reserve judges" in result.stderr
    found = json.loads(called(table, "--readings", 3, "--load", "..9", "--stand-ins", 1, "--json").stdout)
    taken = {tuple(pair[:2]) for pair in found["pairs"]}
    assert all((name, judge) not in taken for name, judges in found["stand_ins"].items() for judge in judges)


def test_some_nominations_are_read_across_blocks(table: Path, tmp_path: Path) -> None:
    blocks = tmp_path / "blocks.csv"
    blocks.write_text("assessor,block\n" + "".join(f"a{a},{a % 3}\n" for a in range(12)), encoding="utf-8")
    found = json.loads(called(table, "--readings", 3, "--blocks", blocks, "--anchors", 20, "--json").stdout)
    assert len(found["anchors"]) == 6
    readers = {name: {int(a[1:]) % 3 for n, a, _ in found["pairs"] if n == name} for name in found["anchors"]}
    assert all(len(panels) == 3 for panels in readers.values())
    assert "read across panels" in called(table, "--readings", 3, "--blocks", blocks, "--lang", "en").stderr
    blocks.write_text("assessor,block\na0,1\na0,2\n", encoding="utf-8")
    assert called(table, "--readings", 3, "--blocks", blocks).exit_code == 3


def test_a_precision_is_planned_for_before_anybody_is_asked(table: Path) -> None:
    said = called("--precision", 0.5, "--nominees", 1000, "--max-load", 60, "--lang", "en")
    assert said.stdout.count("5 readings of each nomination") == 2
    ways = json.loads(called("--precision", 0.9, "--json", table).stdout)
    assert ways["nominees"] == 30
    assert all(float(way["merit_se"]) <= 0.9 for way in ways["ways"])
    for wrong in ((0.5,), (-1, "--nominees", 9), ("nan", "--nominees", 9), ("inf", "--nominees", 9)):
        assert called("--precision", *wrong).exit_code == 2
    assert called("--precision", 0.001, "--nominees", 5).exit_code == 3


def test_an_answer_is_counted_again_and_a_forged_one_told(table: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    terms = (table, "--readings", 3, "--load", "2..9")
    for more in ((), ("--fair",), ("--fair-pair",), ("--load-price", "0.01")):
        answer.write_text(called(*terms, *more, "--json", "--proof").stdout, encoding="utf-8")
        held = called(*terms, *more, "--check", answer, "--lang", "en")
        assert (held.exit_code, held.stderr.startswith("It holds")) == (0, True), held.output
    whole = json.loads(answer.read_text(encoding="utf-8"))
    (n, _, _), *rest = whole["pairs"]
    other = next(judge for judge in whole["loads"] if (n, judge) not in {(m, b) for m, b, _ in whole["pairs"]})
    for forged, said in (
        ({"pairs": [[n, other, "0"], *rest]}, "loads that the pairs do not give"),
        ({"objective": "999", "bound": "999"}, "an objective that the pairs do not give"),
        ({"bound": str(float(whole["bound"]) - 0.5)}, "a bound that the prices do not prove"),
        ({"proof": {**whole["proof"], "nominee": whole["proof"]["nominee"][1:]}}, "a proof that cannot be added up"),
        ({"proof": None}, "no answer"),
        ({"pairs": 3}, "no answer"),
    ):
        answer.write_text(json.dumps({**whole, **forged}), encoding="utf-8")
        wrong = called(*terms, "--load-price", "0.01", "--check", answer, "--lang", "en")
        assert wrong.exit_code in (3, 4), wrong.output
        assert said in wrong.stderr
    assert called(*terms, "--check", table).exit_code == 3


def test_what_is_missing_is_asked_for(table: Path) -> None:
    assert "--readings" in called(table, "--lang", "en").stderr
    assert "PAIRS" in called("--readings", 3, "--lang", "en").stderr
    assert "--nominees" in called("--precision", 0.5, "--lang", "zh").stderr


def test_every_fault_of_the_checker_has_words() -> None:
    source = (Path(assigned.__file__).parents[1] / "engine" / "assign" / "check.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'yield f?"([a-z-]+)', source)) | set(re.findall(r'\(f"([a-z-]+) \{', source))
    assert codes == set(FAULTS)
    for words in (*FAULTS.values(), *WORDS.values()):
        assert words.keys() == {"zh", "en"}
