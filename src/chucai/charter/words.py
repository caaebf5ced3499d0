"""What the room says, in simplified Chinese and in English.

`FAULTS` has every code of a `Fault`, `REFUSALS` every code of a `Refused` raised here; placeholders are the facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chucai.charter.catalogue.form import FORM
from chucai.charter.catalogue.names import NAMES
from chucai.charter.catalogue.nominees import NOMINEES
from chucai.charter.catalogue.way import REFUSALS, WAY
from chucai.charter.faults import Fault

__all__ = ["FAULTS", "REFUSALS", "say", "tell"]

FAULTS: Mapping[str, Mapping[str, str]] = {**FORM, **NAMES, **NOMINEES, **WAY}

SEVERITY = {"fault": {"zh": "错误", "en": "fault"}, "warning": {"zh": "提醒", "en": "warning"}}
SUGGESTION = {"zh": "是否应为“{near}”？", "en": "Did you mean “{near}”?"}
CHOICE = {"zh": "可用的有：{known}。", "en": "There are: {known}."}
NO_CHOICE = {"zh": "请删去或补充定义。", "en": "Remove it, or define it."}
KEYS = {"zh": "表中各项：{known}。", "en": "Its keys: {known}."}
SHARE_HINT = {
    "zh": "比例请用 share_at_least 或 share_at_most。",
    "en": "For a share use share_at_least or share_at_most.",
}


def say(fault: Fault, language: str) -> str:
    """What is wrong and how to mend it, as a sentence or two."""
    tongue = "zh" if language.startswith("zh") else "en"
    hints = {
        "hint": _hint(fault.facts, tongue),
        "share_hint": _share_hint(fault, tongue),
        "keys_hint": KEYS[tongue].format_map(fault.facts) if fault.facts.get("known") else "",
    }
    return FAULTS[fault.code][tongue].format_map({**fault.facts, **hints}).strip()


def tell(fault: Fault, language: str) -> str:
    """The fault with its place, as one line of a report."""
    tongue = "zh" if language.startswith("zh") else "en"
    severity = SEVERITY[fault.severity][tongue]
    place = (f"第{fault.line}行" if tongue == "zh" else f"line {fault.line}") if fault.line else ""
    where = (" " if tongue == "zh" else ", ").join(part for part in (place, fault.path) if part)
    return ("：" if tongue == "zh" else ": ").join(part for part in (severity, where, say(fault, language)) if part)


def _hint(facts: Mapping[str, Any], tongue: str) -> str:
    if facts.get("near"):
        return SUGGESTION[tongue].format_map(facts)
    return CHOICE[tongue].format_map(facts) if facts.get("known") else NO_CHOICE[tongue]


def _share_hint(fault: Fault, tongue: str) -> str:
    """Whoever writes "1/2" for a count means a share."""
    value = str(fault.facts.get("value", ""))
    return SHARE_HINT[tongue] if "/" in value or "%" in value else ""
