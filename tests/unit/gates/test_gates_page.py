"""What the reference says of gates, sight and refusals is what the code does, and the picture is the table drawn.

After a change that is meant: ``CHUCAI_REDRAW=1 python -m pytest tests/unit/gates/test_gates_page.py``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from chucai.gates.table import FOLLOWING, TABLE
from chucai.publish.charts import standings
from chucai.publish.picture import picture_file
from tests.unit.gates.gate_pages import PARTS

PAGES = Path(__file__).resolve().parents[3] / "docs" / "reference"


def part_of(text: str, name: str) -> re.Match[str]:
    found = re.search(rf"(?<=<!-- {name}: from the code -->\n\n).*?(?=\n\n<!-- {name}: end -->)", text, re.DOTALL)
    assert found, f"the page has no part {name!r}"
    return found


@pytest.mark.parametrize(("page", "name"), [(page, name) for page, parts in PARTS.items() for name in parts])
def test_a_page_says_what_the_code_does(page: str, name: str):
    file, made = PAGES / page, PARTS[page][name]()
    text = file.read_text(encoding="utf-8")
    if os.environ.get("CHUCAI_REDRAW"):
        found = part_of(text, name)
        text = text[: found.start()] + made + text[found.end() :]
        file.write_text(text, encoding="utf-8")
    assert part_of(text, name)[0] == made


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_picture_is_the_table_as_it_is_drawn_now(language: str):
    file = PAGES / "pictures" / f"standings.{language}.svg"
    drawn = picture_file(standings.picture(language))
    if os.environ.get("CHUCAI_REDRAW"):
        file.write_text(drawn, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_way_from_one_standing_to_another_is_in_the_picture(language: str):
    """As an arrow with its acts, as a line in the box of an end, or as a way on from a standing."""
    picture = standings.picture(language)
    pairs = {pair for line in TABLE for pair in line.moves} | {pair for moves in FOLLOWING.values() for pair in moves}
    assert len(picture.table.rows) == len(pairs)
    words = re.sub(r"\s", "", "".join(re.findall(r">([^<]+)</text>", picture.wide.content)))
    for before, after, acts in picture.table.rows:
        assert re.sub(r"\s", "", str(after)) in words
        for act in re.split(r"、|, ", str(acts)):
            assert re.sub(r"\s", "", act) in words, (before, after, act)


def test_the_picture_draws_only_ways_there_are():
    assert standings._ARROWS.keys() <= standings.moves().keys()
