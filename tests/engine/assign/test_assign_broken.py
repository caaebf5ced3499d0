"""Broken files end in a sentence with an exit code, never in a trace: cells, lines and bytes at random."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chucai.cli.main import chucai

CASES = 60
JUNK = (
    "NaN",
    "inf",
    "1e999",
    "",
    '"',
    "\x00",
    "人",
    "1,2",
    "-1",
    "9" * 40,
    "[",
    "=",
    "\ufeff",
    "n1",
    "１",
    "1_000",
    "--",
)
PAIRS = "nominee,assessor,affinity\n" + "".join(f"n{n},a{a},0.{n * 7 + a}\n" for n in range(8) for a in range(5))
NOMINEES = "id,merit,category,front,se\n" + "".join(
    f"n{at},{at * 7 % 31}.5,person,{'yes' if at % 3 else 'no'},1\n" for at in range(20)
)
RULES = """selection = 1
places = { person = 5 }
[[rule]]
id = "front"
count = { front = true }
share_at_least = "1/2"
[include]
n3 = "board"
"""
SMALL = "nominee,assessor\nn1,a1\n"


def broken(chance: random.Random, text: str) -> bytes:
    lines = text.split("\n")
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(lines))
        cells = lines[at].split(chance.choice([",", " "]))
        cells[chance.randrange(len(cells))] = chance.choice(JUNK)
        lines[at] = ",".join(cells)
        if chance.random() < 0.2:
            del lines[at]
    content = "\n".join(lines).encode()
    cut = chance.randrange(len(content) + 1)
    return content if chance.random() < 0.9 else content[:cut] + bytes([0xFF, chance.randrange(256)])


def ended(result: Result, chance: random.Random) -> int:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 2, 3, 4), result.output
    assert result.exit_code == 0 or result.stderr.strip() or result.stdout.strip(), chance
    return result.exit_code


@pytest.mark.parametrize("command", ["assign", "select"])
def test_whatever_is_in_the_files_it_ends_in_a_sentence(command: str, tmp_path: Path) -> None:
    chance, codes = random.Random(command), set()
    first, second = tmp_path / "first.csv", tmp_path / "second"
    for _ in range(CASES):
        first.write_bytes(broken(chance, PAIRS if command == "assign" else NOMINEES))
        second.write_bytes(broken(chance, SMALL if command == "assign" else RULES))
        option = chance.choice(["--conflicts", "--fixed", "--previous", "--blocks", "--loads", "--check"])
        more = ["--readings", "2", option, str(second)] if command == "assign" else [str(second), "--draws", "2"]
        language = chance.choice(["zh", "en"])
        codes.add(ended(CliRunner().invoke(chucai, [command, str(first), *more, "--lang", language]), chance))
    assert {0, 3} <= codes, "some must be broken and some whole"


def test_a_fault_of_a_table_names_its_file(tmp_path: Path) -> None:
    nominees, rules = tmp_path / "n.csv", tmp_path / "r.toml"
    nominees.write_text("id,merit\na,1\na,2\n", encoding="utf-8")
    rules.write_text("selection = 1\nplaces = 1\n", encoding="utf-8")
    result = CliRunner().invoke(chucai, ["select", str(nominees), str(rules), "--lang", "en"])
    assert result.exit_code == 3
    assert "n.csv: Line 3: the id “a” stands in line 2 already. Remove one of them." in result.stderr


def test_groups_that_no_swap_links_are_told_so(tmp_path: Path) -> None:
    pairs = tmp_path / "p.csv"
    pairs.write_text(
        "nominee,assessor\n" + "".join(f"n{n},a{a}\n" for n in range(4) for a in range(4) if n // 2 == a // 2)
    )
    result = CliRunner().invoke(chucai, ["assign", str(pairs), "--readings", "2", "--connect", "--lang", "en"])
    assert "No swap that the terms allow links them." in result.stderr
