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


def test_all_tables_and_the_round_are_written_to_a_folder(table: Path, tmp_path: Path) -> None:
    assert run(table, "--places", 2, "--out", tmp_path / "result").exit_code == 0
    names = {"nominees.csv", "assessors.csv", "round.csv", "plan.csv", "without.csv", "round.json"}
    assert {path.name for path in (tmp_path / "result").iterdir()} == names


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("model", ["severity", "random", "mean", "trimmed", "zscore", "rating-scale"])
def test_parquet_says_what_json_and_csv_say(table: Path, tmp_path: Path, model: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    asked = (table, "--places", 2, "--model", model)
    for form in ("parquet", "json", "csv"):
        assert run(*asked, "--format", form, "--out", tmp_path / form).exit_code == 0
    for name in ("nominees", "assessors", "plan", "without"):
        rows = parquet.read_table(tmp_path / "parquet" / f"{name}.parquet").to_pylist()
        assert rows == json.loads((tmp_path / "json" / f"{name}.json").read_text(encoding="utf-8"))
        written = read_csv((tmp_path / "csv" / f"{name}.csv").read_text(encoding="utf-8-sig"))
        assert [row.get("nominee") for row in written] == [row.get("nominee") for row in rows]
    whole = parquet.read_table(tmp_path / "parquet" / "round.parquet").to_pylist()
    assert len(whole) == 1
    assert whole[0]["readings"] == 21


def test_empty_columns_keep_their_kind_in_parquet(table: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run(table, "--format", "parquet", "--out", tmp_path).exit_code == 0
    kinds = {field.name: str(field.type) for field in parquet.read_schema(tmp_path / "nominees.parquet")}
    assert (kinds["p_place"], kinds["rank"], kinds["nominee"]) == ("double", "int64", "string")


def test_assessors_come_with_what_hangs_on_them_and_the_round_with_its_plan(table: Path) -> None:
    asked = (table, "--places", 3, "--scale", "0:10")
    rows = {row["assessor"]: row for row in read_csv(run(*asked, "--table", "assessors").stdout)}
    assert all(float(row["shift"]) > 0 for row in rows.values())
    assert {"severity", "low", "high", "spread", "infit", "load", "enters", "leaves"} <= rows["Brahe"].keys()
    without = read_csv(run(*asked, "--table", "without").stdout)
    assert {(row["assessor"], row["nominee"]) for row in without if row["change"] == "leaves"} == {
        (name, nominee) for name, row in rows.items() for nominee in row["leaves"].split("; ") if nominee
    }
    (whole,) = read_csv(run(*asked, "--table", "round").stdout)
    plan = read_csv(run(*asked, "--table", "plan").stdout)
    assert {row["nominee"] for row in plan} == set(whole["toss_up"].split("; "))
    assert sum(int(row["more"] or 0) for row in plan) == int(whole["more"])
    wanted = read_csv(run(*asked, "--table", "plan", "--wanted-se", 5).stdout)
    assert len(wanted) == 7


def test_what_is_left_out_is_said(table: Path) -> None:
    assert "no influence is given" in run(table, "--model", "rating-scale", "--places", 2).stderr
    apart = run(table, "--places", 7)
    assert "no cut to cross" in apart.stderr
    quiet = run(table, "--places", 2, "--no-influence", "--table", "round")
    assert read_csv(quiet.stdout)[0]["influence"] == "not-asked"


def test_a_column_of_groups_draws_nominees_to_their_own_mean(table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    grouped = [f"{line},{'early' if 'A' <= line.split(',')[1][0] <= 'C' else 'late'}" for line in lines[1:]]
    table.write_text("\n".join([f"{lines[0]},group", *grouped]), encoding="utf-8")
    assert run(table, "--places", 2).exit_code == 0
    table.write_text("\n".join([f"{lines[0]},group", *grouped, "Brahe,Anne,other,5,late"]), encoding="utf-8")
    assert 'puts "Anne" in group "late"' in run(table).stderr


# Pictures


def test_pictures_are_drawn_in_both_languages_where_they_say_something(table: Path, tmp_path: Path) -> None:
    assert run(table, "--places", 2, "--scale", "0:10", "--out", tmp_path / "cut", "--pictures").exit_code == 0
    names = {path.stem for path in (tmp_path / "cut").glob("*.svg")}
    assert names == {
        f"{name}.{tongue}" for name in ("merit", "chance", "severity", "without") for tongue in ("zh", "en")
    }
    drawn = (tmp_path / "cut" / "merit.en.svg").read_text(encoding="utf-8")
    assert "2 chosen" in drawn
    assert "Betty" in drawn
    assert run(table, "--out", tmp_path / "plain", "--pictures").exit_code == 0
    assert {path.stem for path in (tmp_path / "plain").glob("*.svg")} == {"severity.zh", "severity.en"}
    logits = run(table, "--model", "rating-scale", "--out", tmp_path / "logits", "--pictures")
    assert "none were drawn" in logits.stderr
    assert run(table, "--pictures").exit_code == 2


# Ballots


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    rows = ["P,Betty,1", "P,Anne,2", "P,David,3", "P,Fred,", "Q,George,1", "Q,Betty,2", "Q,Chris,3", "Q,Edward,"]
    rows += ["R,Fred,1", "R,Edward,2", "R,George,3", "R,Anne,", "S,David,1", "S,Chris,2", "S,Betty,3"]
    path.write_text("\n".join(["judge,nominee,place", *rows]), encoding="utf-8")
    return path


def test_ballots_alone_fill_the_same_tables(orders: Path) -> None:
    done = run("--ballots", orders, "--places", 2, "--format", "json")
    found = json.loads(done.stdout)
    assert found["round"]["method"] == "plackett-luce"
    assert sum(row["p_place"] for row in found["nominees"]) == pytest.approx(2, abs=1e-5)
    assert {row["assessor"] for row in found["assessors"]} == {"P", "Q", "R", "S"}
    assert found["round"]["influence"] == "other-model"


def test_ballots_and_ratings_share_the_merits(table: Path, orders: Path) -> None:
    together = json.loads(run(table, "--ballots", orders, "--places", 2, "--format", "json").stdout)
    scored = json.loads(run(table, "--places", 2, "--format", "json").stdout)
    assert together["round"]["method"] == "joint"
    ours, theirs = ({row["nominee"]: row for row in each["nominees"]} for each in (together, scored))
    assert ours.keys() == theirs.keys()
    assert all(ours[name]["se_relative"] < theirs[name]["se_relative"] for name in ours), "ballots add to what is known"
    assert {row["assessor"] for row in together["assessors"]} >= {"Brahe", "P"}


def test_choices_of_two(tmp_path: Path) -> None:
    path = tmp_path / "choices.csv"
    rows = ["评委,优者,次者", "P,a,b", "P,b,c", "Q,c,a", "Q,a,c", "R,b,a"]
    path.write_text("\n".join(rows), encoding="utf-8")
    found = json.loads(run("--ballots", path, "--format", "json").stdout)
    assert {row["nominee"] for row in found["nominees"]} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["judge,nominee,place", "P,a,1", "P,b,1"], 'has already put "a" in place 1'),
        (["judge,nominee,place", "P,a,first"], 'the place "first"'),
        (["judge,nominee,place", "P,a,0"], 'the place "0"'),
        (["judge,nominee,place", "P,a,1", "P,a,2"], "more than once"),
        (["judge,nominee,place", "P,a,", "P,b,"], "puts nobody before anybody"),
        (["judge,nominee,place", "P,a,1", "P,b,2", "Q,c,1", "Q,d,2"], "a, b | c, d"),
        (["judge,better,worse", "P,a,"], "worse is blank"),
        (["judge,nominee"], "lacks place"),
    ],
)
def test_ballots_that_cannot_be_counted_are_refused(tmp_path: Path, rows: list[str], says: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    done = run("--ballots", path)
    assert done.exit_code == 3
    assert says in done.stderr


def test_neither_ratings_nor_ballots(table: Path, orders: Path) -> None:
    assert run().exit_code == 2
    assert "beside" in run(table, "--ballots", orders, "--model", "mean").stderr


# What is refused


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


def test_a_scale_may_have_decimals_that_no_mark_has(table: Path) -> None:
    plain = {row["nominee"]: float(row["merit"]) for row in read_csv(run(table, "--model", "mean").stdout)}
    scaled = {
        row["nominee"]: float(row["merit"])
        for row in read_csv(run(table, "--model", "mean", "--scale", "0.5:10.5").stdout)
    }
    assert scaled == pytest.approx({name: 10 * (merit - 0.5) for name, merit in plain.items()}, abs=1e-5)


@pytest.mark.parametrize("said", ["1", "nan:1", "inf:1", "0:1e999999", "a:b"])
def test_a_scale_that_is_none(table: Path, said: str) -> None:
    done = run(table, "--scale", said)
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr


def test_a_mark_off_the_scale_is_told_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "halves.csv"
    path.write_text("judge,nominee,score\nP,a,7.5\nP,b,10.5\n", encoding="utf-8")
    assert "10.5" in run(path, "--scale", "0:10").stderr
    assert "0 to 10" in run(path, "--scale", "0:10").stderr
