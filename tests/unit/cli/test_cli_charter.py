"""`chucai charter`: every fault with its place and its cure, the programme in words, what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chucai.charter.examples import example_ids, example_text
from chucai.cli import talk
from tests.unit.cli.village import CHARTER, HAMLET


@pytest.fixture
def village(tmp_path: Path) -> Path:
    file = tmp_path / "village.toml"
    file.write_text(CHARTER, "utf-8")
    return file


def changed(file: Path, old: str, new: str) -> Path:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


def test_a_sound_charter_is_said_to_be_sound(run, village):
    told = run("charter", "check", village)
    assert (told.exit_code, told.stdout) == (talk.DONE, "")
    assert told.stderr == f"{village}: no fault found.\n"


@pytest.mark.parametrize("name", example_ids())
def test_every_example_can_be_checked_and_shown_by_its_name(run, name):
    assert run("charter", "check", name).exit_code == talk.DONE
    shown = run("charter", "show", name)
    assert shown.exit_code == talk.DONE
    assert shown.stdout.endswith("\n")
    assert run("charter", "show", name, "--lang", "zh").stdout != shown.stdout


def test_a_fault_is_told_with_file_line_path_rule_and_cure(run, village):
    told = run("charter", "check", changed(village, 'tier = "office"\nopens', 'tier = "offices"\nopens'))
    assert told.exit_code == talk.REFUSED
    line = village.read_text("utf-8").split("\n").index('tier = "offices"') + 1
    assert told.stdout.startswith(f"{village}:{line}: stage[0].tier: fault: ")
    assert "Did you mean “office”?" in told.stdout
    assert told.stderr.startswith(f"{village}: 1 fault, ")


def test_faults_are_told_in_chinese(run, village):
    changed(village, 'tier = "office"\nopens', 'tier = "offices"\nopens')
    assert "错误" in run("charter", "check", village, "--lang", "zh").stdout
    assert "错误" in run("charter", "check", village, LC_ALL="zh_CN.UTF-8").stdout


def test_warnings_come_after_faults_and_do_not_stand_in_the_way(run, village):
    changed(village, 'name = { zh = "一线人员", en = "front line" }\n', "")
    warned = run("charter", "check", village)
    assert (warned.exit_code, warned.stdout.count("warning: ")) == (talk.DONE, 1)
    changed(village, "enough = 2", "enough = 3")
    kinds = [line.split(": ")[2] for line in run("charter", "check", village).stdout.splitlines()]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"fault", "warning"}


def test_several_charters_are_all_checked(run, village, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("charter = 1\nnmae = 3\n")
    told = run("charter", "check", village, bad, "district")
    assert told.exit_code == talk.REFUSED
    assert told.stderr.count("no fault found") == 2
    assert f"{bad}:2: nmae: fault: " in told.stdout


def test_faults_as_data_are_in_both_languages(run, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("charter = 1\nnmae = 3\n")
    told = run("charter", "check", bad, "--json")
    assert told.exit_code == talk.REFUSED
    (charter,) = json.loads(told.stdout)["charters"]
    assert (charter["sound"], charter["digest"]) == (False, None)
    fault = next(each for each in charter["faults"] if each["path"] == "nmae")
    assert (fault["line"], fault["says"].keys()) == (2, {"zh", "en"})


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[[[", b"PK\x03\x04", b"x = 1\nx = 2\n", b"[" * 10_000])
def test_what_is_no_charter_is_a_fault_and_no_traceback(run, tmp_path, content):
    file = tmp_path / "charter.toml"
    file.write_bytes(content)
    told = run("charter", "check", file)
    assert told.exit_code == talk.REFUSED
    assert f"{file}" in told.stdout


def test_a_share_with_an_exponent_is_refused_before_it_fills_the_memory(run, tmp_path):
    """A bundle brings its charter along, and nobody knows who wrote it."""
    file = tmp_path / "charter.toml"
    file.write_text(example_text("district").replace('share_above = "1/2"', 'share_above = "1e999999999"'), "utf-8")
    told = run("charter", "check", file)
    assert told.exit_code == talk.REFUSED
    assert "rule[0].share_above" in told.stdout


def test_a_name_that_is_nothing_is_wrong_usage(run, tmp_path):
    for command in ("check", "show"):
        told = run("charter", command, "distrct")
        assert told.exit_code == talk.USAGE
        assert "Examples: district, " in told.stderr
        assert run("charter", command, tmp_path).exit_code == talk.USAGE


def test_a_faulty_charter_is_not_shown(run, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("charter = 1\n")
    told = run("charter", "show", bad)
    assert (told.exit_code, told.stdout) == (talk.REFUSED, "")
    assert "mend them first" in told.stderr


def test_a_file_goes_before_an_example_of_its_name(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("district").write_text(HAMLET, "utf-8")
    assert run("charter", "show", "district").stdout.startswith("Hamlet honours")


def test_a_charter_as_data_carries_its_digest(run, village):
    shown = json.loads(run("charter", "show", village, "--json").stdout)
    checked = json.loads(run("charter", "check", village, "--json").stdout)
    assert shown["digest"] == checked["charters"][0]["digest"]
    assert shown["charter"]["id"] == "village"


def test_the_examples_are_listed(run):
    told = run("charter", "list")
    assert [line.split()[0] for line in told.stdout.splitlines()] == list(example_ids())
    listed = json.loads(run("charter", "list", "--json").stdout)["examples"]
    assert [each["example"] for each in listed] == list(example_ids())


def test_what_changed_is_told_and_what_reopens_an_approval(run, village, tmp_path):
    later = tmp_path / "later.toml"
    later.write_text(village.read_text("utf-8").replace("places = 2\n", "places = 3\n"), "utf-8")
    told = run("charter", "diff", village, later)
    assert told.exit_code == talk.DONE
    assert "from 2 to 3" in told.stdout
    assert "not covered by an approval" in told.stderr
    (change,) = json.loads(run("charter", "diff", village, later, "--json").stdout)["changes"]
    assert (change["path"], change["before"], change["after"]) == ("categories.person.places", 2, 3)


def test_the_same_programme_spelt_otherwise_has_not_changed(run, tmp_path):
    same = tmp_path / "same.toml"
    same.write_text(f"# a remark\n{example_text('district')}", "utf-8")
    told = run("charter", "diff", "district", same)
    assert (told.stdout, told.stderr) == ("", "The two charters say the same.\n")
