"""Changes between editions in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from chucai.charter import describe, telling
from chucai.charter.catalogue.fields import FIELD_WORDS
from chucai.charter.catalogue.values import VALUES
from chucai.charter.diff import Change, in_full
from chucai.charter.model import Charter
from chucai.charter.predicate import parse
from chucai.charter.schema import field_of, model_at

_STEP = re.compile(r"[^.\[\]]+")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHARE = re.compile(r"-?\d+(/\d+)?")

SENTENCES = {
    "changed": {"zh": "{where}：由{before}改为{after}", "en": "{where}: from {before} to {after}"},
    "added": {"zh": "{where}：新增{after}", "en": "{where}: added {after}"},
    "removed": {"zh": "{where}：删去{before}", "en": "{where}: removed {before}"},
    "added-whole": {"zh": "新增{where}", "en": "added: {where}"},
    "removed-whole": {"zh": "删去{where}", "en": "removed: {where}"},
    "approval": {"zh": "（须重新报批）", "en": " (reopens approval)"},
    "item": {"zh": "{kind}{name}", "en": "{kind} {name}"},
    "yes": {"zh": "是", "en": "yes"},
    "no": {"zh": "否", "en": "no"},
    "order": {"zh": "顺序", "en": "order"},
}
CONDITIONS = ("when", "must", "among", "count", "where", "about", "unless")
SHARES = ("slate", "share", "share_at_least", "share_at_most", "share_above", "quorum", "pass_above", "pass_at_least")


def tell_change(change: Change, before: Charter, after: Charter, language: str) -> str:
    """One change as a sentence: where, from what, to what; and whether an approval has to be asked for again."""
    steps = _STEP.findall(change.path)
    where = _where(steps, in_full(before), in_full(after), language)
    kind = "added" if change.before is None else "removed" if change.after is None else "changed"
    if kind != "changed" and not _field_words(steps, language):
        sentence = _say(f"{kind}-whole", language, where=where)
    else:
        sides = ((change.before, before), (change.after, after))
        told = [_value(steps, value, charter, language) for value, charter in sides]
        if told[0] == told[1]:  # only the other language changed
            told = [_both(change.before), _both(change.after)]
        sentence = _say(kind, language, where=where, before=told[0], after=told[1])
    return sentence + (_say("approval", language) if change.reopens_approval else "")


def _say(key: str, language: str, **facts: Any) -> str:
    return SENTENCES[key][telling.tongue_of(language)].format_map(facts)


def _where(steps: Sequence[str], before: Any, after: Any, language: str) -> str:
    """The path in words: 环节“审核把关” · 工作日数."""
    parts: list[str] = []
    field = ""
    for depth, step in enumerate(steps):
        before, after = _inside(before, step), _inside(after, step)
        words = _field_words(steps[: depth + 1], language)
        if words:
            field = words
            parts.append(words)
        else:
            if parts:
                parts.pop()
            parts.append(
                _say(
                    "item", language, kind=field, name=telling.quoted(_name(after or before, step, language), language)
                )
            )
    return " · ".join(parts)


def _inside(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list):
        return next((item for item in value if isinstance(item, Mapping) and item.get("id") == step), None)
    return None


def _field_words(steps: Sequence[str], language: str) -> str:
    """The words of a key; empty for a name the charter gave (of a stage, a body ...)."""
    model = model_at(steps[:-1], Charter)
    name = field_of(model, steps[-1]) if model else None
    if model is None or name is None:
        return ""
    words = FIELD_WORDS[model.__name__][name]
    return words.zh if telling.tongue_of(language) == "zh" else words.en


def _name(item: Any, step: str, language: str) -> str:
    tongue = telling.tongue_of(language)
    if isinstance(item, Mapping):
        if tongue in item:
            return str(item[tongue])
        for key in ("name", "says", "ask"):
            if isinstance(item.get(key), Mapping):
                return str(item[key][tongue])
    return step


def _value(steps: Sequence[str], value: Any, charter: Charter, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _say("yes" if value else "no", language)
    if isinstance(value, Mapping):
        return _table(steps, value, charter, language)
    if isinstance(value, list):
        items = (item["id"] if isinstance(item, Mapping) and "id" in item else item for item in value)
        return telling.listed((_value(steps, item, charter, language) for item in items), language)
    return _scalar(steps, value, charter, language)


def _table(steps: Sequence[str], value: Mapping[str, Any], charter: Charter, language: str) -> str:
    if steps[-1] in CONDITIONS:
        return describe.predicate(charter, parse(value), language)
    name = _name(value, "", language)
    if name:
        return telling.quoted(name, language)
    return telling.clauses(_pairs(steps, value, charter, language), language)


def _pairs(steps: Sequence[str], value: Mapping[str, Any], charter: Charter, language: str) -> Iterator[str]:
    for key, inner in value.items():
        said = _value([*steps, key], inner, charter, language)
        if said:
            yield f"{_field_words([*steps, key], language) or key} {said}"


def _both(value: Any) -> str:
    """A text in both languages."""
    bilingual = isinstance(value, Mapping) and {"zh", "en"} <= {*value}
    return f"“{value['zh']}” / “{value['en']}”" if bilingual else str(value)


def _scalar(steps: Sequence[str], value: Any, charter: Charter, language: str) -> str:
    text, key = str(value), steps[-1]
    if _ISO.fullmatch(text):
        return telling.day(date.fromisoformat(text), language)
    if key in SHARES and _SHARE.fullmatch(text):
        return telling.share(Fraction(text), language)
    if not isinstance(value, str):
        return text
    words = VALUES.get(key, {}).get(text)
    return (
        words[telling.tongue_of(language)]
        if words
        else telling.quoted(_referred(charter, key, text, language), language)
    )


def _referred(charter: Charter, key: str, name: str, language: str) -> str:
    """What a name points to is called."""
    tables: dict[str, Mapping[str, Any]] = {
        "bodies": charter.bodies,
        "notice": charter.notices,
        "criteria": charter.criteria,
        "asked": charter.electorates,
        "by": charter.electorates,
        "for": charter.categories,
        "category": charter.categories,
        "only": charter.categories,
        "tier": {tier.id: tier for tier in charter.tiers},
        "own_unit_tier": {tier.id: tier for tier in charter.tiers},
        "stage": {stage.id: stage for stage in charter.stages},
    }
    if key in ("shows", "blind", "only_if", "attribute"):
        return describe.label(charter, name, language)
    found = tables.get(key, {}).get(name)
    text = getattr(found, "name", None)
    return text.said(language) if text else name
