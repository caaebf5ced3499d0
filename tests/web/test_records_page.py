"""docs/reference/records.md names every table, column, setting and difference there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

from chucai.web.words import DIFFERENCES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "records.md").read_text("utf-8")


@pytest.mark.parametrize(
    "model", [*apps.get_app_config("records").get_models()], ids=lambda model: model._meta.model_name
)
def test_every_column_is_told(model: type):
    table = re.search(rf"^`{model._meta.model_name}` — .*?(?=^`\w+` — |^## )", PAGE, flags=re.MULTILINE | re.DOTALL)  # type: ignore[attr-defined]
    assert table, "the table is missing"
    told = {
        name
        for line in re.findall(r"^\|([^|]*)\|", table[0], flags=re.MULTILINE)
        for name in re.findall(r"`(\w+)`", line)
    }
    there = {field.name for field in model._meta.fields}  # type: ignore[attr-defined]
    assert told - there == set()
    assert there - told <= {"id"}


def test_every_setting_is_told():
    sources = [path.read_text("utf-8") for path in (ROOT / "src" / "chucai" / "web").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r'environ(?:\.get\(|\[)"(\w+)"', text)}
    told = set(re.findall(r"^\| `([A-Z_]+)` ", PAGE, flags=re.MULTILINE))
    assert read - {"XDG_DATA_HOME"} == told


def test_every_difference_is_told():
    assert [code for code in DIFFERENCES if f"`{code}`" not in PAGE] == []
