"""Every code the merit engine can raise has words in both languages, and they use the facts that come with it."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import chucai.engine.merit
from chucai.engine.merit.words import REFUSALS, WARNINGS

ROOM = Path(chucai.engine.merit.__file__).parent


def codes(callee: str) -> set[str]:
    """First arguments of every call of `callee` in the room."""
    found = set()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == callee and node.args:
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno} hides its code"
                found.add(node.args[0].value)
    return found


def test_every_refusal_has_words_and_every_word_is_needed() -> None:
    assert codes("Refused") == set(REFUSALS)


def test_every_warning_has_words_and_every_word_is_needed() -> None:
    assert codes("MeritWarning") == set(WARNINGS)


@pytest.mark.parametrize("code", sorted(REFUSALS | WARNINGS))
def test_both_languages_say_the_same_facts(code: str) -> None:
    words = (REFUSALS | WARNINGS)[code]
    assert set(words) == {"zh", "en"}
    fields = {
        language: {name for _, name, _, _ in string.Formatter().parse(text) if name} for language, text in words.items()
    }
    assert fields["zh"] == fields["en"]
