"""`chucai round publish`: what everybody may have of a round, what auditors may, and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chucai.charter.calendar import shipped
from chucai.charter.load import read
from chucai.cli import talk
from chucai.cli.rehearsal.play import Play
from chucai.cli.rehearsal.records import RecordsDoor
from chucai.cli.rehearsal.run import run as run_round
from chucai.web.home import ledger_key
from chucai.web.records import models
from tests.unit.cli.village import CHARTER, HAMLET, Hamlet, Village

pytestmark = pytest.mark.django_db

SEALED = HAMLET.replace('visibility = "open"', 'visibility = "sealed"\nrelease_after_years = 30')
ROUND = "held-2026"


def play(text: str, script: Village) -> Play:
    charter, calendar = read(text).wanted(), shipped("plain")
    door = RecordsDoor(ROUND, text, calendar)
    return Play(charter, calendar, door, script, seed="held", verifier_key=ledger_key().verifier_key())


@pytest.fixture
def office(run, tmp_path, monkeypatch) -> Callable:
    monkeypatch.chdir(tmp_path)
    return run


@pytest.fixture
def village(office) -> Callable:
    """A round in the rows of this installation, over, and not sealed yet."""
    run_round(play(CHARTER, Village()))
    assert models.Event.objects.filter(position=None).exists()
    return office


def test_what_is_published_verifies(village):
    told = village("round", "publish", ROUND, "--out", "public")
    assert told.exit_code == talk.DONE, told.stderr
    assert told.stderr.splitlines()[-1] == "The bundle holds."
    assert {each.name for each in Path("public").iterdir()} >= {"roll.zh.html", "report.en.html", "round.public.chucai"}
    assert not models.Event.objects.filter(position=None).exists()
    again = village("verify", "public/round.public.chucai", "--key", ledger_key().verifier_key())
    assert again.exit_code == talk.DONE


def test_nothing_for_auditors_lies_beside_what_is_for_everybody(village):
    village("round", "publish", ROUND, "--out", "public")
    assert not [each for each in Path("public").rglob("*") if "auditor" in each.name]
    told = village("round", "publish", ROUND, "--out", "closed", "--depth", "auditor")
    assert told.exit_code == talk.DONE
    assert [each.name for each in Path("closed").iterdir()] == ["round.auditor.chucai"]


def test_the_outcome_as_data(village):
    told = json.loads(village("round", "publish", ROUND, "--out", "public", "--json").stdout)
    assert told["verdict"]["holds"]
    assert Path(told["files"]["public-file"]).read_bytes().startswith(b'{"chucai-bundle":1')


def test_a_folder_with_something_in_it_is_left_alone(village):
    Path("public").mkdir()
    mine = Path("public/notes.txt")
    mine.write_text("mine", "utf-8")
    told = village("round", "publish", ROUND, "--out", "public")
    assert (told.exit_code, [mine]) == (talk.FAILED, list(Path("public").iterdir()))
    assert "--replace" in told.stderr
    assert village("round", "publish", ROUND, "--out", "public", "--replace").exit_code == talk.DONE
    assert mine.read_text("utf-8") == "mine"
    assert not Path("public.part").exists()


def test_a_bundle_that_does_not_hold_goes_nowhere(village):
    """Somebody has changed an award behind the ledger's back: the roll is as the events say, the text is not."""
    name = models.Opening.objects.filter(field="name").first()
    name.salt = bytes(32)
    name.save()
    told = village("round", "publish", ROUND, "--out", "closed", "--depth", "auditor")
    assert told.exit_code == talk.UNPROVED
    assert not Path("closed").exists()
    assert not Path("closed.part").exists()


def test_somebody_honoured_may_be_erased(village):
    village("round", "publish", ROUND, "--out", "before")
    assert "An (invented)" in Path("before/roll.csv").read_text("utf-8-sig")
    assert village("round", "erase", ROUND, "an", "--yes").exit_code == talk.DONE
    for depth in ("public", "auditor"):
        told = village("round", "publish", ROUND, "--out", depth, "--depth", depth)
        assert told.exit_code == talk.DONE, told.stderr
        assert "Not checked: some names on the roll (erased" in told.stderr
        written = [each for each in Path(depth).rglob("*") if each.is_file()]
        assert not any("An (invented)" in each.read_text("utf-8") for each in written)
    assert "（姓名已删除）" in Path("public/roll.csv").read_text("utf-8-sig")
    assert "(name erased)" in Path("public/roll.en.html").read_text("utf-8")


def test_what_would_be_erased_is_told_before_it_is(village):
    told = village("round", "erase", ROUND, "an", "--json")
    assert told.exit_code == talk.DONE
    assert json.loads(told.stdout)["erased"] is False
    assert "--yes" in told.stderr
    held = json.loads(told.stdout)["fields"]
    assert "name" in held
    told = village("round", "erase", ROUND, "an", "--field", "name", "--yes", "--json")
    assert json.loads(told.stdout) == {"erased": True, "texts": 1, "fields": {"name": 1}}
    assert json.loads(village("round", "erase", ROUND, "an", "--json").stdout)["fields"].keys() == held.keys() - {
        "name"
    }


def test_what_is_not_there_is_not_erased(village):
    assert village("round", "erase", ROUND, "nobody", "--yes").exit_code == talk.USAGE
    assert village("round", "erase", ROUND, "an", "--field", "nome", "--yes").exit_code == talk.USAGE


# --- when


def test_nothing_is_published_before_the_awards_are_announced(office):
    running = play(HAMLET, Hamlet())
    running.open()
    told = office("round", "publish", ROUND, "--out", "public")
    assert told.exit_code == talk.REFUSED
    assert "not been announced" in told.stderr
    assert not Path("public").exists()
    assert office("round", "publish", ROUND, "--out", "closed", "--depth", "auditor").exit_code == talk.DONE


def test_a_sealed_programme_is_published_when_its_papers_open(office):
    run_round(play(SEALED, Hamlet()))
    for day in ("2026-06-01T09:00+08:00", "2056-03-02T09:00+08:00"):
        told = office("round", "publish", ROUND, "--out", "public", "--at", day)
        assert told.exit_code == talk.REFUSED
        assert "open 30 years after the round has ended" in told.stderr
        assert not Path("public").exists()
    zh = office("round", "publish", ROUND, "--out", "public", "--lang", "zh", "--at", "2026-06-01T09:00+08:00")
    assert "本评选封存" in zh.stderr
    assert office("round", "publish", ROUND, "--out", "closed", "--depth", "auditor").exit_code == talk.DONE
    opened = office("round", "publish", ROUND, "--out", "public", "--at", "2056-06-01T09:00+08:00")
    assert opened.exit_code == talk.DONE, opened.stderr


def test_a_round_that_is_not_there(office):
    assert office("round", "publish", "nowhere", "--out", "public").exit_code == talk.USAGE
