"""Every refusal of selection and assignment has words in both languages, with the same facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import chucai.engine
from chucai.engine.words import ASSIGN, EXPLANATIONS, REFUSALS, SELECT
from chucai.gates.words import REFUSALS as GATES

ENGINE = Path(chucai.engine.__file__).parent
SOURCES = [*ENGINE.glob("select/*.py"), *ENGINE.glob("assign/*.py"), ENGINE / "explain.py"]
FOUND = {code for path in SOURCES for code in re.findall(r'Refused\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))}
RAISED = FOUND - set(GATES)  # a proof is refused by the gates' own words


def test_every_code_raised_has_words_and_every_word_is_used() -> None:
    assert set(SELECT) | set(ASSIGN) == RAISED
    assert set(REFUSALS) >= RAISED


@pytest.mark.parametrize("code", sorted({**SELECT, **ASSIGN, **EXPLANATIONS}))
def test_both_languages_tell_the_same_facts(code: str) -> None:
    said = {**SELECT, **ASSIGN, **EXPLANATIONS}[code]
    facts = {language: set(re.findall(r"{(\w+)}", said[language])) for language in ("zh", "en")}
    assert facts["zh"] == facts["en"]
    assert re.search("[\u4e00-\u9fff]", said["zh"])
