"""Every label exists in both languages, and every key that is used exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import chucai.publish
from chucai.publish.figures import as_of, claimed
from chucai.publish.words import REFUSALS, WORDS, say

ROOM = Path(chucai.publish.__file__).parent
HAN = re.compile("[\u3400-\u9fff]")


def test_every_label_has_both_languages_and_each_is_in_its_own():
    missing = [key for key, words in {**WORDS, **REFUSALS}.items() if set(words) != {"zh", "en"}]
    assert missing == []
    assert [key for key, words in WORDS.items() if HAN.search(words["en"])] == []
    signs = [key for key, words in WORDS.items() if HAN.search(words["zh"]) is None]
    assert set(signs) == {
        *("composition-clause", "composition-counted", "notice-deeds-of", "notice-join", "notice-line", "report-place")
    }, "numbers and signs alone need no words"


def test_no_key_is_written_twice():
    """Later tables would silently win."""
    parts = [path for path in (ROOM / "wording").glob("*.py") if path.stem != "__init__"]
    keys = [key for path in parts for key in _keys(path)]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def _keys(path: Path) -> list[str]:
    tables = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Dict)]
    return [
        key.value
        for table in tables
        for key, value in zip(table.keys, table.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Dict)
    ]


def test_every_key_that_is_said_exists():
    used = {key for path in ROOM.rglob("*.py") for key in _said(path)}
    assert len(used) > 80
    assert used - WORDS.keys() == set()


def _said(path: Path) -> list[str]:
    """Literal keys given to `say`."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    found = []
    for call in calls:
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name == "say":
            found += [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return [key for key in found if key not in ("zh", "en")]


def test_no_label_is_left_over():
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py") if "wording" not in path.parts)
    # Keys put together at run time start with one of these, as in say(f"end-{why}").
    made = tuple(re.findall(r'f"([a-z]+-(?:[a-z]+-)*)\{', source))
    bare = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source))
    unused = [key for key in WORDS if key not in bare and not key.startswith(made)]
    assert unused == []


def test_facts_in_chinese_are_given_in_english_too():
    """A sentence may leave a measure word out in English, and nothing else."""

    def facts(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    differ = {key: facts(words["zh"]) ^ facts(words["en"]) for key, words in WORDS.items()}
    assert {key: names for key, names in differ.items() if names - {"unit"}} == {}


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 working days"), (1, "1 working day"), (5_000, "5\u202f000 working days")]
)
def test_numbers_know_their_plural(n: int, said: str):
    assert say("en", "working-days", n=n) == said


def test_any_chinese_is_chinese_and_anything_else_is_english():
    assert say("zh-Hans", "yes") == say("zh", "yes") == "是"
    assert say("en-GB", "yes") == say("fr", "yes") == "yes"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2020", "2020年", "2020"),
        ("2020-12", "2020年12月", "December 2020"),
        ("2020-12-05", "2020年12月5日", "5 December 2020"),
        ("2020-02-31", "2020-02-31", "2020-02-31"),
        ("the end of 2020", "the end of 2020", "the end of 2020"),
        ("", "", ""),
    ],
)
def test_a_year_a_month_or_a_day_is_said_as_people_say_it(text: str, zh: str, en: str):
    assert (as_of(text, "zh-hans"), as_of(text, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("figure", "bound", "unit", "zh", "en"),
    [
        ("300000", "at-least", "次", "不少于300,000次", "at least 300,000 次"),
        ("984", "exact", "户", "984户", "984 户"),
        ("95", "at-least", "%", "不少于95%", "at least 95%"),
        ("12.5", "at-most", "", "不超过12.5", "at most 12.5"),
        ("many", "exact", "", "many", "many"),
        (None, "exact", "", "", ""),
    ],
)
def test_a_figure_is_said_with_its_bound_and_unit(figure: str | None, bound: str, unit: str, zh: str, en: str):
    assert (claimed(figure, bound, unit, "zh-hans"), claimed(figure, bound, unit, "en")) == (zh, en)
