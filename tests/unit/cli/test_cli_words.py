"""Everything a command says exists in both languages, and every code of a verdict has its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import chucai.cli
from chucai.cli import talk, verdicts
from chucai.cli.words import WORDS
from chucai.engine import reproduce
from chucai.ledger.words import FAULTS, PROOFS
from chucai.publish import attached, findings, verdict

CLI = Path(chucai.cli.__file__).parent
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in CLI.rglob("*.py")]
SPOKEN = {"words": 0, "say": 0, "fail": 0, "stop": 1}  # function of talk -> which argument is the key
CATALOGUES = {"WORDS": WORDS, "VERDICTS": verdicts.VERDICTS}


def calls(*trees: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """(name of what is called, the call)"""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def texts(node: ast.AST) -> set[str]:
    """The texts an expression can be; of an f-string its beginning, with a star."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return {f"{node.values[0].value}*"}
    return set()


def spoken() -> set[str]:
    return {
        key
        for name, call in calls(*TREES)
        if name in SPOKEN and len(call.args) > SPOKEN[name]
        for key in texts(call.args[SPOKEN[name]])
    }


def test_what_is_said_has_words():
    keys = spoken()
    assert keys >= {"import-sheet", "depth-*", "no-such-file"}
    exact = {key for key in keys if not key.endswith("*")}
    assert exact - WORDS.keys() == set()
    families = {key[:-1] for key in keys if key.endswith("*")}
    assert {family for family in families if not any(key.startswith(family) for key in WORDS)} == set()


def test_no_words_that_nobody_says():
    """Of keys that come from data it is enough that they stand somewhere in the source."""
    constants = {node.value for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    constants |= {key for tree in TREES for node in ast.walk(tree) for key in texts(node) if key.endswith("*")}
    families = tuple(key[:-1] for key in spoken() if key.endswith("*"))
    unsaid = {key for key in WORDS if not key.startswith((*families, "doing-"))}
    used = {key for key in unsaid if sum(value == key for value in constants)}
    assert unsaid - used == set()


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_say_the_same_facts(name):
    for key, both in CATALOGUES[name].items():
        assert both.keys() == {"zh", "en"}, key
        facts = {
            tongue: {field for _, field, _, _ in Formatter().parse(text) if field} for tongue, text in both.items()
        }
        assert facts["zh"] == facts["en"], key
        wordless = not re.search("[a-z]", re.sub(r"{[^}]*}", "", both["en"]))  # only facts and signs
        assert wordless or re.search("[\u4e00-\u9fff]", both["zh"]), key
        assert not re.search("[\u4e00-\u9fff]", both["en"]), key


def codes_of_a_verdict() -> set[str]:
    """Every code that judging a bundle can find, prove or leave open."""
    modules = (verdict, attached, findings, reproduce)
    found = set()
    for name, call in calls(*(ast.parse(Path(module.__file__).read_text(encoding="utf-8")) for module in modules)):
        if name in {"found", "prove", "Proved", "Finding", "Recounted"} and call.args:
            found |= texts(call.args[0])
        if name == "append" and ast.unparse(call.func).endswith("unchecked.append"):
            found |= {f"unchecked-{code}" for code in texts(call.args[0])}
    return found | {f"unchecked-{code}" for code in (*verdict.ABOVE_BYTES, "key-expected")}


def test_every_code_of_a_verdict_has_words():
    codes = codes_of_a_verdict()
    assert codes >= {"gate-broken", "roll-differs", "ranking-reproduced", "unchecked-calendar-known"}
    known = verdicts.VERDICTS.keys() | FAULTS.keys() | PROOFS.keys()
    assert codes - known == set()


def test_no_words_for_codes_nobody_gives():
    from chucai.gates import openings

    misfits = {
        key
        for _, call in calls(ast.parse(Path(openings.__file__).read_text("utf-8")))
        for a in call.args
        for key in texts(a)
    }
    assert verdicts.VERDICTS.keys() - codes_of_a_verdict() - misfits == set()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(monkeypatch, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert talk.language() == language


def test_numbers_agree_with_their_nouns(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en")
    assert "1 row, 2 acts" in talk.words("import-done", round="r", rows=1, acts=2)
    assert talk.words("verify-fails", number=1) == "The bundle does not hold: 1 fault."
