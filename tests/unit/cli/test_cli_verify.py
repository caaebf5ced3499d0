"""`chucai verify`: needs nothing but the bundle, and says what it proved, what it did not look at, what is wrong."""

from __future__ import annotations

import json

import pytest

from chucai.cli import talk, verify
from tests.unit.cli.village import KEY, THIEF, played

NOT_NEEDED = ("django", "numpy", "scipy", "ortools", "psycopg", "granian", "chucai.web", "chucai.engine")


def test_what_holds_ends_with_0_and_says_so(run, bundles):
    told = run("verify", bundles["public"])
    assert told.exit_code == talk.DONE
    assert told.stdout.splitlines()[0] == "Bundle of round village-2026, public depth, 54 events."
    assert "Under the charter “Village honours”, edition 2026" in told.stdout
    assert "✓ The ranking was reproduced from the score sheets" in told.stdout
    assert told.stdout.splitlines()[-1] == "The bundle holds."
    assert told.stderr == ""


def test_everything_known_from_elsewhere_is_proved(run, bundles):
    told = run("verify", bundles["auditor"], "--key", KEY.verifier_key(), "--charter", bundles["charter"], "--json")
    verdict = json.loads(told.stdout)
    assert verdict["holds"]
    assert verdict["unchecked"] == verdict["findings"] == []
    assert {"key-expected", "charter-expected", "memberships-follow"} <= {each["code"] for each in verdict["proved"]}
    assert (verdict["depth"], verdict["closed"], verdict["until"]) == ("auditor", True, "2026-03-24T01:00:00Z")


def test_another_key_or_charter_ends_with_4(run, bundles):
    assert run("verify", bundles["public"], "--key", THIEF.verifier_key()).exit_code == talk.UNPROVED
    assert run("verify", bundles["public"], "--charter", "district").exit_code == talk.UNPROVED


def test_a_finding_names_its_line(run, bundles, tmp_path):
    whole = bundles["public"].read_bytes()
    forged = tmp_path / "forged.chucai"
    forged.write_bytes(whole.replace(b'"deeds":10', b'"deeds":11'))
    told = run("verify", forged)
    assert told.exit_code == talk.UNPROVED
    line = next(n for n, text in enumerate(whole.split(b"\n"), 1) if b'"deeds":10' in text)
    assert f"✗ line {line}: " in told.stdout
    assert told.stdout.splitlines()[-1].startswith("The bundle does not hold: ")


def test_it_speaks_chinese(run, bundles):
    for told in (run("verify", bundles["public"], "--lang", "zh"), run("verify", bundles["public"], LC_ALL="zh_CN")):
        assert told.stdout.splitlines()[-1] == "核验通过。"


def test_without_the_engine_it_says_what_it_did_not_check(run, bundles):
    told = run("verify", bundles["public"], "--no-engine")
    assert told.exit_code == talk.DONE
    assert "– Not checked: ranking and shortlist were not computed again" in told.stdout


def test_an_engine_that_is_not_there_cannot_be_asked_for(run, bundles, monkeypatch):
    monkeypatch.setattr(verify, "ENGINE", ("no_such_package",))
    assert run("verify", bundles["public"]).exit_code == talk.DONE
    told = run("verify", bundles["public"], "--engine")
    assert told.exit_code == talk.FAILED
    assert "chucai[engine]" in told.stderr


def test_numbers_that_make_the_engine_stumble_are_a_finding(run, bundles, monkeypatch):
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("chucai.engine.reproduce.recount", stumble)
    told = run("verify", bundles["public"], "--engine")
    assert told.exit_code == talk.UNPROVED
    assert "ZeroDivisionError" in told.stdout


def test_it_imports_neither_database_nor_numbers(program, bundles):
    code = f"""
import sys
from chucai.cli import main
try:
    main()
finally:
    print(sorted(name for name in sys.modules if name.startswith({NOT_NEEDED!r})), file=sys.stderr)
"""
    told = program("verify", bundles["auditor"], "--no-engine", code=code)
    assert told.returncode == 0, told.stderr
    assert told.stderr.strip() == "[]"


def test_a_machine_without_the_engine_verifies_as_well(program, bundles):
    """None of its packages can be imported; they are not looked for either."""
    code = """
import sys
class Nowhere:
    def find_spec(self, name, *_):
        if name.partition(".")[0] in ("numpy", "scipy", "ortools", "django"):
            raise ModuleNotFoundError(name, name=name)
for name in ("numpy", "scipy", "ortools", "django"):
    sys.modules[name] = None
sys.meta_path.insert(0, Nowhere())
from chucai.cli import main
main()
"""
    told = program("verify", bundles["public"], code=code)
    assert told.returncode == 0, told.stderr
    assert "Not checked: ranking and shortlist" in told.stdout


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 400, b"charter = 1\n", b"<html>", b'{"a":1}\n'])
def test_what_is_no_bundle_is_told_in_two_lines(run, tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    told = run("verify", file)
    assert told.exit_code == talk.UNPROVED
    assert [line.strip()[:24] for line in told.stdout.splitlines()] == [
        "✗ This is not a bundle: ",
        "The bundle does not hold",
    ]


def test_many_findings_are_not_all_told_on_the_screen(run, bundles, tmp_path):
    spoiled = tmp_path / "spoiled.chucai"
    spoiled.write_bytes(bundles["public"].read_bytes().replace(b'"role":', b'"Role":'))
    told = run("verify", spoiled)
    assert told.stdout.count("✗") == verify.TOLD
    assert "--json lists them all" in told.stdout
    assert len(json.loads(run("verify", spoiled, "--json").stdout)["findings"]) > verify.TOLD


def test_wrong_arguments_are_wrong_usage(run, tmp_path, bundles):
    for wrong in (["nowhere"], [tmp_path], [], [bundles["public"], "--key", "chucai"]):
        assert run("verify", *wrong).exit_code == talk.USAGE
    assert "no valid verifier key" in run("verify", bundles["public"], "--key", "chucai").stderr


def test_a_file_that_may_not_be_read_is_said(run, bundles, monkeypatch):
    def refuse(self: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    told = run("verify", bundles["public"])
    assert told.exit_code == talk.FAILED
    assert "cannot be read: Permission denied" in told.stderr


def test_colours_are_for_terminals_and_for_who_wants_them(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert talk.coloured("✓", "green") != "✓"
    monkeypatch.setenv("NO_COLOR", "1")
    assert talk.coloured("✓", "green") == "✓"


def test_the_cache_of_bundles_is_the_village(bundles):
    assert bundles["public"].read_bytes() == played().bundle("public")
