"""The reference page of tables says what the code does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from chucai.intake.describe import page_table
from chucai.intake.kinds import KINDS, table_kind
from chucai.intake.shape import LIMITS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "tables.md"
MEANING = {
    "size": "bytes of a file",
    "unpacked": "bytes of a workbook, unpacked",
    "parts": "parts inside a workbook",
    "rows": "rows",
    "columns": "columns",
    "cells": "cells, blank ones before the last of a row counted",
    "cell": "characters in a cell",
    "faults": "faults told; later rows are not looked at",
}


def block(name):
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert found, f"the page has no block “{name}”"
    return found[1].strip()


@pytest.mark.parametrize("name", [*KINDS, "scores-long"])
def test_the_columns_of_each_table(charter, name):
    kind = table_kind(charter, name.removesuffix("-long"))
    assert block(f"columns: {name}") == page_table(kind.other if name == "scores-long" else kind)


def test_the_limits():
    lines = [f"| {MEANING[field.name]} | {getattr(LIMITS, field.name):,} |" for field in fields(LIMITS)]
    assert block("limits") == "\n".join(["| what | at most |", "|---|---|", *lines])
