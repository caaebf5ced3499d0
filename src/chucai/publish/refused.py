"""What the rooms refuse, in words: pages and commands say it alike."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.charter.model import Charter

ROOMS = ("gates", "charter", "ledger", "intake", "publish", "web", "engine", "cli")


class Count(int):
    """A whole number that formats itself with the right form of its noun: ``{n:fault|faults}``."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if bar else int(self).__format__(spec)


def counted(value: Any) -> Any:
    """A whole number as a `Count`; anything else as it is."""
    return Count(value) if type(value) is int else value


def said(refused: Refused, language: str, charter: Charter | None = None) -> str:
    """The words for a refusal, from whichever room knows its code. `language`: zh, zh-hans or en.

    With the charter, what it names goes by its names.
    """
    tongue = "en" if language.startswith("en") else "zh"
    for room in ROOMS:
        try:
            module = importlib.import_module(f"chucai.{room}.words")
        except ImportError:  # a room whose packages are not installed has refused nothing
            continue
        known = getattr(module, "REFUSALS", {})
        if refused.code in known:
            if room == "gates":
                return str(module.say(refused, tongue, charter))
            return filled(known[refused.code][tongue], refused.facts)
    return str(refused)


class _Dashes(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "-"


def filled(template: str, facts: Mapping[str, Any]) -> str:
    """Words with their facts; what is missing is a dash."""

    def plain(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        return "-" if value is None else counted(value)

    return template.format_map(_Dashes({name: plain(value) for name, value in facts.items()}))
