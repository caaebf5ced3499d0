"""The one way the core says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """The core declines an act or an input.

    `code` is kebab-case and stable; `facts` are JSON-able values that fill the words for that code.
    Shells turn codes into words (each room's ``words.py`` has them in zh-Hans and English).
    """

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value!r}" for key, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code
