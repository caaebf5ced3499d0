"""Whatever the gates refuse or deal in has good words in both languages."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from chucai.errors import Refused
from chucai.gates import words
from chucai.gates.acts import ACTS
from chucai.gates.people import LISTED, UNLISTED
from chucai.gates.standing import ENDS, HELD, IN_PLAY, RETURNED
from chucai.gates.table import FOLLOWING, TABLE
from chucai.gates.viewing import MOMENTS, RELATIONS
from chucai.gates.visibility import THINGS
from tests.spec.tiny import CONFER, RECOMMEND, tiny

ROOM = Path(words.__file__).parent


@cache
def raised() -> dict[str, set[str]]:
    """Every code the gates refuse with, and the facts that go with it."""
    codes: dict[str, set[str]] = {}
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                code = {"require": node.args[1:2], "Refused": node.args[:1]}.get(node.func.id, [])
                if code and isinstance(code[0], ast.Constant):
                    codes.setdefault(code[0].value, set()).update(k.arg for k in node.keywords if k.arg)
    return codes


def facts_of(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("code", sorted(raised()))
def test_a_refusal_has_words_in_both_languages_and_uses_its_facts(code):
    both = words.REFUSALS[code]
    assert facts_of(both["zh"]) == facts_of(both["en"])
    assert facts_of(both["zh"]) <= raised()[code]
    assert re.search(r"[\u4e00-\u9fff]", both["zh"])
    assert both["zh"].endswith("。")
    assert both["en"].endswith(".")


def test_there_are_no_words_for_refusals_nobody_makes():
    assert words.REFUSALS.keys() - raised().keys() == set()


def test_no_code_has_words_twice():
    parts = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOM / "wording").glob("*.py")]
    keys = [
        key.value
        for tree in parts
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and node.targets[0].id == "REFUSALS"
        for key in node.value.keys
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("act", ACTS),
        ("event", [*(line.event for line in TABLE), *FOLLOWING]),
        ("standing", [*IN_PLAY, RETURNED, HELD, *ENDS]),
        ("role", [*LISTED, *UNLISTED]),
        ("gate", {gate for line in TABLE for gate in line.gates}),
        ("answer", ["clear", "concern", "object", "none-held", "silence", "admit", "stop", "upheld", "dismissed"]),
        ("thing", THINGS),
        ("relation", RELATIONS),
        ("moment", MOMENTS),
        ("interest", ["own-unit", "nominator", "nominee", "kin", "superior", "co-member", "business", "co-author"]),
    ],
)
def test_everything_the_gates_deal_in_has_a_name(kind, keys):
    lacking = {key for key in keys if {"zh", "en"} - words.WORDS[kind].get(key, {}).keys()}
    assert lacking == set()


def said(code: str, language: str = "en", **facts: object) -> str:
    return words.say(Refused(code, **facts), language)


def test_facts_stand_in_the_words():
    facts = {"unit": "b01", "category": "person", "places": 4, "names": 5}
    assert said("slate-full", **facts) == (
        "Unit b01 may forward 4 names in category person; the slate has 5: take some off or ask for places."
    )
    assert said("slate-full", "zh-Hans", **facts) == (
        "单位 b01 的“person”最多上报 4 名，名单中有 5 名。请减少人选，或申请增加名额。"
    )
    assert "may forward 1 name in" in said("slate-full", **{**facts, "places": 1})


def test_lists_are_joined_and_parts_without_facts_fall_away():
    assert "missing: an, bo" in said("list-differs", missing=["an", "bo"], extra=[])
    assert "too many" not in said("list-differs", missing=["an", "bo"], extra=[])
    assert "缺少：an、bo" in said("list-differs", "zh", missing=["an", "bo"], extra=[])
    only_high = said("rule-broken", rule="few", each=None, counted=3, among=9, low=None, high=2)
    assert only_high == "The list breaks the rule “few”: 3 of 9, at most 2 allowed. Change the list."


@pytest.mark.parametrize("code", sorted(words.REFUSALS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_missing_fact_is_a_dash_and_never_an_error(code, language):
    text = said(code, language)
    assert not re.search(r"[{}\[\]]", text)
    assert not re.search(
        r"[{}\[\]]", said(code, language, **dict.fromkeys(raised()[code], "x{y}[z]")).replace("x{y}[z]", "")
    )


def test_a_code_the_gates_do_not_know_is_said_as_it_is():
    assert said("cheese", colour="blue") == "cheese (colour='blue')"


def test_the_charter_gives_things_their_names():
    charter = tiny({**RECOMMEND, "name": {"zh": "单位推荐", "en": "Recommendation"}}, CONFER)
    over = Refused("window-over", stage="recommend", last="2026-03-06")
    assert words.say(over, "en", charter).startswith("The window of stage “Recommendation” ended on 2026-03-06.")
    assert words.say(over, "zh", charter).startswith("环节“单位推荐”已于 2026-03-06 截止。")
    where = Refused("not-standing", nomination="an", status="held", stage="recommend")
    assert "is “held in reserve by its unit” at stage “Recommendation”" in words.say(where, "en", charter)
