"""Every code this room can say has words in both languages, and the facts those words need."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from chucai.intake import words
from chucai.intake.shape import Fault
from chucai.intake.words import FAULTS, REFUSALS, fault_words, say

ROOM = Path(words.__file__).parent
CARRIED = {"refused"}  # what the door said, in its own words; the command line puts it beside the row
REFERENCES = {
    f"{how}-{what}{near}"
    for how, near in (("unknown", ""), ("unknown", "-near"), ("ambiguous", ""))
    for what in ("unit", "nomination", "assessor")
}


def calls(name):
    """Every call of `name` in the room: (its code or None, the names of its facts, or None if they are not listed)."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                at = 2 if name == "Fault" else 0
                code = node.args[at].value if len(node.args) > at and isinstance(node.args[at], ast.Constant) else None
                facts = {keyword.arg for keyword in node.keywords}
                yield code, None if None in facts or name == "Fault" else facts, f"{path.name}:{node.lineno}"


def needed(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("catalogue", [FAULTS, REFUSALS], ids=["faults", "refusals"])
def test_both_languages_are_there_and_chinese_is_chinese(catalogue):
    for code, said in catalogue.items():
        assert set(said) == {"zh", "en"}, code
        if code in CARRIED:
            continue
        assert re.search("[\u4e00-\u9fff]", said["zh"]), code
        assert not re.search("[\u4e00-\u9fff]", said["en"]), code


def test_every_fault_raised_has_words_and_the_facts_they_need():
    found = {code for name in ("Wrong", "Fault") for code, _, _ in calls(name) if code}
    assert found
    for code, facts, place in calls("Wrong"):
        if code and facts is not None:
            assert needed(FAULTS[code]["zh"]) | needed(FAULTS[code]["en"]) <= facts, place
    assert found <= set(FAULTS)


def test_every_refusal_raised_has_words_and_the_facts_they_need():
    for code, facts, place in calls("Refused"):
        if code and facts is not None:
            assert needed(REFUSALS[code]["zh"]) | needed(REFUSALS[code]["en"]) <= facts, place
        if code:
            assert code in REFUSALS, place


def test_no_words_are_left_over():
    source = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py") if path.name != "words.py")
    unused = {code for code in {**FAULTS, **REFUSALS} if f'"{code}"' not in source}
    assert unused == REFERENCES | CARRIED


def test_a_fault_is_told_with_its_column():
    fault = Fault(3, "姓名", "missing")
    assert fault_words(fault, "zh-Hans") == "“姓名”：此项必填。"
    assert fault_words(fault, "en") == "“姓名”: This must be filled in."
    assert fault_words(Fault(3, None, "duplicate-row", {"other": 2}), "en").startswith("Repeats row 2")


def test_a_choice_is_told_in_the_language_spoken():
    facts = {"found": "x", "known_zh": "甲、乙", "known_en": "A, B"}
    assert "甲、乙" in say("not-a-choice", facts, "zh")
    assert "A, B" in say("not-a-choice", facts, "en")
