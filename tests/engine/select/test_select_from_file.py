"""`chucai select` on plain files: what comes out, what is refused and with which words, the exit codes."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chucai.cli import select as command_room
from chucai.cli.main import chucai
from chucai.engine.select import AtMostOne, Bound, Conditional, ShareBound
from chucai.engine.select.from_file import Request, request
from chucai.engine.select.rules_file import read_rules
from chucai.engine.select.table import read_table, typed
from chucai.errors import Refused

NOMINEES = """\
id,merit,category,frontline,post,years,person,se
ann,95,person,no,county,12,p1,2
bob,93,person,no,county,3,p2,2
dan,88.5,person,yes,town,5,p3,1
eve,85,person,yes,,4,p4,1
fay,80,person,yes,town,20,p5,1
one,70,team,yes,town,,p1,1
two,69,team,no,,,,1
"""
RULES = """\
selection = 1
seed = "2026|"
places = { person = 3, team = 1 }
reserve = { person = 1 }

[[rule]]
id = "few-county"
count = { post = "county" }
at_most = 1
standing = "statute"

[[at_most_one]]
id = "once"
each = "attribute@person"
"""


def asked(rules: str = RULES, nominees: str = NOMINEES) -> Request:
    read = read_rules(rules)
    assert read.rules is not None, read.faults
    return request(read_table(nominees.encode()), read.rules)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def runs(*options: str, rules: str = RULES, nominees: str = NOMINEES) -> Result:
        (tmp_path / "n.csv").write_text(nominees, encoding="utf-8")
        (tmp_path / "r.toml").write_text(rules, encoding="utf-8")
        return CliRunner().invoke(chucai, ["select", str(tmp_path / "n.csv"), str(tmp_path / "r.toml"), *options])

    runs.folder = tmp_path  # type: ignore[attr-defined]
    return runs


def test_the_best_list_comes_out_as_json(run) -> None:
    done = run("--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert [one["id"] for one in answer["chosen"]] == ["ann", "dan", "eve", "two"]
    assert answer["objective"] == answer["bound"] == (95_000_000 + 88_500_000 + 85_000_000 + 69_000_000)
    assert answer["reserves"]["person"] == ["fay"], "she can follow dan or eve; bob only ann"
    assert answer["displaced"][0]["rules"] == ["few-county"]
    assert answer["proof"]["objective"] == answer["objective"]


def test_the_list_comes_out_as_csv(run) -> None:
    assert run("--csv").stdout.splitlines()[:2] == ["id,category,merit,place,rank", "ann,person,95,chosen,1"]


def test_the_reader_is_told_who_why_and_at_what_price(run) -> None:
    done = run("--explain", "bob", "--prices")
    assert '"bob" with merit 93 was left out' in done.stdout
    assert '"bob" would be chosen with' in done.stdout
    assert 'Without rule "few-county"' in done.stdout
    zh = run("--lang", "zh").stdout
    assert "“bob”成绩 93，未入选" in zh


def test_an_answer_is_checked_again_and_a_forged_one_refused(run) -> None:
    answer = run("--json").stdout
    path = run.folder / "answer.json"
    path.write_text(answer, encoding="utf-8")
    assert run("--check", str(path)).exit_code == 0
    path.write_text(answer.replace('"id": "eve"', '"id": "bob"'), encoding="utf-8")
    forged = run("--check", str(path))
    assert forged.exit_code == 4
    assert "few-county" in forged.stderr
    path.write_text("[]", encoding="utf-8")
    assert run("--check", str(path)).exit_code == 3


def test_rules_that_cannot_hold_end_with_three_and_say_what_would_help(run) -> None:
    done = run(rules=RULES + '\n[[rule]]\nid = "front"\ncount = { frontline = true }\nat_least = 5\n')
    assert done.exit_code == 3
    assert 'Rule "front" needs at least 5; 4 candidates stand for it.' in done.stdout
    assert "Way 1" in done.stdout


def test_a_stopped_search_ends_with_four(run, monkeypatch: pytest.MonkeyPatch) -> None:
    many = "id,merit,category,a\n" + "".join(f"n{at},{at * 7919 % 1000},person,{at % 7}\n" for at in range(900))
    rules = (
        'selection = 1\nplaces = { person = 60 }\n[[rule]]\nid = "a"\neach = "attribute@a"\nat_least = 8\nat_most = 9\n'
    )
    none = run("--time-limit", "0", rules=rules, nominees=many)
    assert none.exit_code == 4
    assert "No list that keeps the rules was found" in none.stderr
    whole = command_room._selected

    def stopped(*given: object) -> object:
        found = whole(*given)  # type: ignore[arg-type]
        return replace(found, status="feasible", bound=found.bound + 2_500_000)

    monkeypatch.setattr(command_room, "_selected", stopped)
    found = run(rules=rules, nominees=many)
    assert found.exit_code == 4
    assert "Not proven best" in found.stderr
    assert "up to 2.5 points" in found.stderr


def test_a_hard_question_ends_at_its_limit_with_a_list_a_bound_and_exit_code_four(run) -> None:
    """No stub: thirty random groups with little room are more than so much work decides."""
    chance = random.Random(4)
    people = [(chance.randint(0, 90_000), [chance.random() < 0.4 for _ in range(50)]) for _ in range(800)]
    heads = [f"g{at}" for at in range(50)]
    lines = [
        f"n{at:04},{merit}," + ",".join("yes" if one else "no" for one in groups)
        for at, (merit, groups) in enumerate(people)
    ]
    planted = chance.sample(people, 40)
    rules = "selection = 1\nplaces = 40\n"
    for at, head in enumerate(heads):
        count = sum(groups[at] for _, groups in planted)
        rules += f'[[rule]]\nid = "{head}"\ncount = {{ {head} = true }}\nat_least = {max(0, count - 2)}\nat_most = {count + 2}\n'
    table = f"id,merit,{','.join(heads)}\n" + "\n".join(lines)
    done = run("--json", "--time-limit", "0.5", "--no-reasons", rules=rules, nominees=table)
    assert done.exit_code == 4, done.output
    found = json.loads(done.stdout)
    assert found["status"] == "feasible"
    assert found["shown"]["how"] == "gap"
    assert found["bound"] - found["objective"] == found["gap"] > 0
    assert len(found["chosen"]) == 40


def test_other_rules_show_who_would_come_and_go(run) -> None:
    other = run.folder / "other.toml"
    other.write_text(RULES.replace("at_most = 1", "at_most = 2"), encoding="utf-8")
    assert "in bob; out eve" in run("--what-if", str(other)).stdout


def test_draws_count_how_often_each_is_on_the_best_list(run) -> None:
    done = run("--draws", "20", "--json")
    counts = json.loads(done.stdout)["chances"]
    assert counts["two"] + counts.get("one", 0) == 20
    assert sum(counts.values()) == 20 * 4
    assert run("--draws", "20", "--json").stdout == done.stdout
    assert run("--draws", "5", nominees=NOMINEES.replace(",se", ",other")).exit_code == 3


def test_orders_carry_their_reasons(run) -> None:
    ordered = RULES + '\n[include]\nfay = "minute 7 of the board"\n[exclude]\nann = "withdrew"\n'
    done = run(rules=ordered)
    assert "fay is included by order: minute 7 of the board" in done.stdout
    assert [line.split()[2] for line in done.stdout.splitlines()[:3]] == ["bob", "dan", "fay"]


def test_every_rule_form_of_the_charter_is_understood() -> None:
    rules = """\
selection = 1
places = { person = { at_least = 1, at_most = 3 }, team = 1 }
[[rule]]
id = "front"
among = { category = "person" }
count = { any = [ { frontline = true }, { years = { at_least = 10 } } ] }
share_above = "1/2"
[[rule]]
id = "some"
count = { frontline = true }
at_least = 1
if_among = { at_least = 2 }
[[rule]]
id = "each"
each = "attribute@post"
share_at_most = "50 %"
round = "down"
[[rule]]
id = "shown"
at_most = 0
report_only = true
[[pool]]
id = "towns"
category = "person"
where = { post = "town" }
places = 1
outside = ["front"]
"""
    found = asked(rules)
    assert [type(rule) for rule in found.rules] == [Bound, ShareBound, Conditional, ShareBound, ShareBound]
    assert {rule.id for rule in found.rules} == {"towns", "front", "some", "each@county", "each@town"}
    assert found.places == {"person": (1, 3), "team": 1}
    among = found.nominees.member_of["front:among"]
    assert [name for name, inside in zip(found.nominees.ids, among, strict=True) if inside] == ["ann", "bob", "eve"]


def test_a_column_can_say_who_is_the_same_person() -> None:
    groups = [rule for rule in asked().rules if isinstance(rule, AtMostOne)]
    assert [(rule.id, rule.ids) for rule in groups] == [("once@p1", frozenset({"ann", "one"}))]


def test_types_are_seen_from_the_values() -> None:
    assert typed(["yes", "", "NO", "是"]) == [True, None, False, True]
    assert typed(["1", "-20", ""]) == [1, -20, None]
    assert typed(["1", "2.5"]) == [Decimal(1), Decimal("2.5")]
    assert typed(["2026-03-01"]) == [date(2026, 3, 1)]
    assert typed(["1", "x", "nan"]) == ["1", "x", "nan"]


def test_chinese_headers_and_encodings_are_read() -> None:
    table = read_table("编号;成绩;类别\n甲;90,5\n".replace(",", ".").replace("90.5", "90.5;好干部").encode("gb18030"))
    assert (table.ids, table.merit, table.category) == (["甲"], [90_500_000], ["好干部"])


@pytest.mark.parametrize(
    ("nominees", "code", "facts"),
    [
        ("id,points\na,1\n", "table-column-missing", {"column": "merit", "known": "id, points"}),
        ("id,merit,score\na,1,2\n", "table-column-twice", {"column": "score", "first": "merit"}),
        ("id,merit\na,1,2\n", "table-row-length", {"line": 2, "cells": 3, "columns": 2}),
        ("id,merit\na,1\n\nb,much\n", "table-cell-wrong", {"line": 4, "column": "merit", "found": "much"}),
        ("id,merit\na,inf\n", "table-cell-wrong", {"line": 2, "column": "merit", "found": "inf"}),
        ("id,merit\n,1\n", "table-cell-wrong", {"line": 2, "column": "id", "found": ""}),
        ("id,merit\na,1\na,2\n", "table-id-twice", {"line": 3, "first": 2, "id": "a"}),
        ('id,merit\n"a,1\n', "table-unreadable", None),
        ("id,merit,lot\na,1,-4\n", "table-cell-wrong", {"line": 2, "column": "lot", "found": "-4"}),
        ("id,merit,se\na,1,-4\n", "table-cell-wrong", {"line": 2, "column": "se", "found": "-4"}),
        ("", "table-column-missing", {"column": "id", "known": ""}),
    ],
)
def test_a_faulty_table_is_refused_with_line_and_column(nominees: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        read_table(nominees.encode())
    assert refused.value.code == code
    assert facts is None or dict(refused.value.facts) == facts


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_table(b"id,merit\n\xff\xff\xff,1\n")
    assert refused.value.code == "table-encoding"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ('count = { rank = "x" }', "rule-column-unknown"),
        ('each = "attribute@rank"', "rule-column-unknown"),
        ("count = { post = { at_least = 3 } }", "rule-does-not-fit"),
    ],
)
def test_a_rule_that_does_not_fit_the_table_is_refused(rule: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(RULES + f'\n[[rule]]\nid = "odd"\n{rule}\nat_least = 1\n')
    assert (refused.value.code, refused.value.facts["rule"]) == (code, "odd")


def test_a_fault_in_the_rules_file_is_told_with_its_line(run) -> None:
    done = run(rules=RULES.replace("at_most", "at_mots"))
    assert done.exit_code == 3
    assert "line 9" in done.stderr
    assert "at_most" in done.stderr
    assert run(rules="selection = ").exit_code == 3


def test_what_does_not_exist_is_wrong_usage(run) -> None:
    assert CliRunner().invoke(chucai, ["select", "nobody.csv", "nothing.toml"]).exit_code == 2


def test_a_group_by_an_unknown_column_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        asked(RULES.replace("attribute@person", "attribute@kin"))
    assert refused.value.code == "rule-column-unknown"


def test_without_a_category_column_there_is_one_category() -> None:
    plain = "id,merit\na,3\nb,2\n"
    assert asked("selection = 1\nplaces = 1\n", plain).places == {"nominee": 1}
    with pytest.raises(Refused) as refused:
        asked(RULES, plain)
    assert refused.value.facts["column"] == "category"


def test_what_if_places_a_rule_or_a_person_were_other(run) -> None:
    """Nothing is changed: the answer stays what it was, and the difference stands beside it."""
    plain = json.loads(run("--json").stdout)
    wider = json.loads(run("--json", "--if-places", "person=4").stdout)
    assert wider["chosen"] == plain["chosen"]
    assert wider["what_if"]["places"] == 1
    freed = json.loads(run("--json", "--if-without", "few-county").stdout)["what_if"]
    assert (freed["enters"], freed["leaves"], freed["merit"]) == (["bob"], ["eve"], 8_000_000)
    gone = json.loads(run("--json", "--if-removed", "ann").stdout)["what_if"]
    assert "ann" in gone["leaves"]
    both = json.loads(run("--json", "--if-removed", "ann", "--if-without", "once", "--if-places", "team=2").stdout)
    assert both["what_if"]["places"] == 1
    said = run("--if-without", "few-county")
    assert "If it were so: in bob; out eve; merit changes by 8, places by +0." in said.output
    assert "no list keeps" in run("--if-places", "person=9").output


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--if-places", "person"), 2, "not CATEGORY=PLACES"),
        (("--if-places", "person=-1"), 2, "not CATEGORY=PLACES"),
        (("--if-places", "poet=1"), 3, "There are: person, team"),
        (("--if-without", "zoe"), 3, "There are: few-county, once"),
        (("--if-removed", "zoe"), 3, '"zoe", to be included or excluded'),
        (("--explain", "zoe"), 3, '"zoe"'),
    ],
)
def test_a_what_if_about_nothing_is_told(run, options: tuple[str, ...], code: int, said: str) -> None:
    done = run(*options)
    assert done.exit_code == code, done.output
    assert said in done.output


def test_the_answer_is_laid_beside_an_adopted_list(run) -> None:
    adopted = run.folder / "adopted.csv"
    adopted.write_text("id,place\nann,chosen\neve,chosen\nfay,chosen\ntwo,chosen\nbob,reserve\n", encoding="utf-8")
    found = json.loads(run("--json", "--against", str(adopted)).stdout)["against"]
    assert (found["enters"], found["leaves"], found["merit"]) == (["dan"], ["fay"], 8_500_000)
    answer = run.folder / "answer.json"
    answer.write_text(run("--json").stdout, encoding="utf-8")
    assert json.loads(run("--json", "--against", str(answer)).stdout)["against"]["enters"] == []
    assert "Beside the adopted list: in dan; out fay" in run("--against", str(adopted)).output
    for content, code in (("name\nx\n", "no column"), ("id\nzoe\n", "zoe"), ("{}", "no answer")):
        adopted.write_text(content, encoding="utf-8")
        assert code in run("--against", str(adopted)).output


def test_the_next_best_lists_are_told(run) -> None:
    found = json.loads(run("--json", "--others", "2").stdout)
    assert [one["less"] for one in found["others"]] == sorted(one["less"] for one in found["others"])
    assert "No other list that keeps every rule is as good" in run("--others", "1").output
    assert json.loads(run("--json").stdout)["others"] is None


def test_draws_lean_to_the_mean_where_the_spread_is_known(run) -> None:
    plain, leaning = (
        json.loads(run("--json", "--draws", "40", *more).stdout)["chances"] for more in ((), ("--spread", "1"))
    )
    assert sum(plain.values()) == sum(leaning.values()) == 160
    assert plain != leaning
