"""What the gates say, in simplified Chinese and in English.

`REFUSALS` has the words of every code the gates refuse with, `WORDS` the names of what they deal in. In a text ``{fact}``
is filled in; ``{n:name|names}`` is a number with its noun; a part in ``[...]`` is left out when a fact in it is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chucai.errors import Refused
from chucai.gates.wording import compare, confer, consult, names, proof, recommend, rounds, seen, vet

if TYPE_CHECKING:
    from chucai.charter.model import Charter

Words = dict[str, dict[str, str]]

REFUSALS: Words = {
    **rounds.REFUSALS,
    **recommend.REFUSALS,
    **compare.REFUSALS,
    **vet.REFUSALS,
    **consult.REFUSALS,
    **confer.REFUSALS,
    **proof.REFUSALS,
}
WORDS: dict[str, Words] = {
    "act": names.ACTS,
    "event": names.EVENTS,
    "standing": names.STANDINGS,
    "gate": names.GATES,
    "role": names.ROLES,
    "answer": names.ANSWERS,
    "interest": names.INTERESTS,
    "diagram": names.DIAGRAM,
    "thing": seen.THINGS,
    "relation": seen.RELATIONS,
    "moment": seen.MOMENTS,
}
# Facts whose values have a name of their own.
_NAMED_BY_US = {
    "act": "act",
    "status": "standing",
    "gate": "gate",
    "gates": "gate",
    "role": "role",
    "roles": "role",
    "interest": "interest",
    "answer": "answer",
    "means": "answer",
    "counts_by": "answer",
    "kind": "event",
    "wanted": "event",
    "found": "event",
}
_PART = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)")
NOTHING = "-"


def say(refused: Refused, language: str, charter: Charter | None = None) -> str:
    """The words of a refusal, with its facts; the code itself where the gates do not know it.

    With the charter, stages, categories, rules and bodies go by the names it gives them. Never raises.
    """
    tongue = "zh" if language.startswith("zh") else "en"
    both = REFUSALS.get(refused.code)
    return str(refused) if both is None else filled(both[tongue], named(refused.facts, tongue, charter), tongue)


def word(kind: str, key: str, language: str) -> str:
    """What we call an act, event, standing, gate, role, answer ... (see `WORDS`); the key itself if it has no name."""
    return WORDS[kind].get(key, {}).get("zh" if language.startswith("zh") else "en", key)


def named(facts: Mapping[str, Any], language: str, charter: Charter | None = None) -> dict[str, Any]:
    """Facts with the keys of things replaced by their names, lists item by item."""
    names_ = dict(_charter_names(charter, language)) if charter else {}

    def name(fact: str, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [name(fact, item) for item in value]
        if not isinstance(value, str):
            return value
        ours = _NAMED_BY_US.get(fact)
        return names_.get((fact, value)) or (word(ours, value, language) if ours else value)

    return {fact: name(fact, value) for fact, value in facts.items()}


def _charter_names(charter: Charter, language: str) -> Iterator[tuple[tuple[str, str], str]]:
    """(fact, key) -> name, for everything a charter names."""
    named_things: tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...] = (
        (("stage", "open", "stages", "waiting"), {stage.id: stage.name for stage in charter.stages}),
        (("tier", "wanted"), {tier.id: tier.name for tier in charter.tiers}),
        (("category",), {key: one.name for key, one in charter.categories.items()}),
        (("theme",), charter.themes),
        (("attribute",), {key: one.name for key, one in charter.attributes.items()}),
        (("criterion", "given", "wanted"), {key: one.name for key, one in charter.criteria.items()}),
        (("rule", "rules"), {rule.id: rule.says for rule in charter.rules}),
        (("rule", "rules"), {rule.id: rule.says for rule in charter.eligibility}),
        (("pool",), {pool.id: pool.name for pool in charter.pools}),
        (("body", "asked"), {key: one.name for key, one in charter.bodies.items()}),
        (("electorate", "scope"), {key: one.name for key, one in charter.electorates.items()}),
        (("honour",), {key: one.name for key, one in charter.honours.items()}),
        (("promise",), {one.id: one.name for honour in charter.honours.values() for one in honour.follow_through}),
        (("ground",), {one.id: one.name for one in charter.revocation.grounds} if charter.revocation else {}),
    )
    for facts, texts in named_things:
        for key, text in texts.items():
            if text is not None:
                for fact in facts:
                    yield (fact, key), text.said(language)


class _Number(int):
    """A whole number that formats itself with the right form of its noun."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if bar else str(int(self))


class _Plain(str):
    """A text that takes any format as it is."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return str(self)


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return _Plain(NOTHING)


def filled(template: str, facts: Mapping[str, Any], language: str) -> str:
    """A text with its facts; lists are joined, what is missing is a dash, and parts that lack a fact fall away."""
    known = {name: _shown(value, language) for name, value in facts.items() if value not in (None, "", [], ())}
    kept = _PART.sub(lambda part: part[1] if set(_FACT.findall(part[1])) <= known.keys() else "", template)
    return kept.format_map(_Facts(known))


def _shown(value: Any, language: str) -> _Number | _Plain:
    if isinstance(value, list | tuple | set | frozenset):
        return _Plain(("、" if language == "zh" else ", ").join(str(_shown(item, language)) for item in value))
    if isinstance(value, int) and not isinstance(value, bool):
        return _Number(value)
    return _Plain(NOTHING if value is None else value)
