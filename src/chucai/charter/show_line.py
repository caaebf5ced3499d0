"""One line of the shown programme."""

from __future__ import annotations

from typing import Any

from chucai.charter.catalogue.headings import LINES
from chucai.charter.telling import tongue_of


def line(key: str, language: str, /, **facts: Any) -> str:
    """The words of a line, with its facts filled in."""
    return LINES[key][tongue_of(language)].format_map(facts)
