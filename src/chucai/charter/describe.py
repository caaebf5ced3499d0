"""The charter's parts in words: conditions, rules, votes, bodies and notices, in simplified Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from chucai.charter.catalogue.phrases import FIELDS
from chucai.charter.judging import Vote
from chucai.charter.known import kind_of
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute
from chucai.charter.predicate import ALWAYS, All, AnyOf, Compare, Not, Predicate_, Value
from chucai.charter.rules import Condition, Pool, Rule
from chucai.charter.stages import Body, Notice, Objections
from chucai.charter.telling import clauses, day, listed, measure, phrase, quoted, share, time, worded

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def label(charter: Charter, name: str, language: str) -> str:
    """What an attribute or a built-in field is called."""
    attribute = charter.attributes.get(name)
    if attribute is None:
        return worded(FIELDS, name, language)
    text = attribute.name or attribute.ask
    return text.said(language) if text else name


def predicate(charter: Charter, condition: Predicate_, language: str) -> str:
    """A condition in words, e.g. 好干部，且基层一线人员."""
    match condition:
        case Compare():
            return _compare(charter, condition, language)
        case All(()):
            return phrase("everybody", language)
        case All(parts):
            return phrase("and", language).join(_part(charter, part, language) for part in parts)
        case AnyOf(parts):
            return phrase("or", language).join(_part(charter, part, language) for part in parts)
        case Not(part):
            return phrase("not", language, part=_part(charter, part, language))


def _part(charter: Charter, part: Predicate_, language: str) -> str:
    words = predicate(charter, part, language)
    return words if isinstance(part, Compare) else phrase("group", language, parts=words)


def _compare(charter: Charter, compare: Compare, language: str) -> str:
    name, op = compare.attribute, compare.op
    kind = kind_of(charter, name)
    called = label(charter, name, language)
    if op in ("absent", "present"):
        return phrase(op, language, label=called)
    if kind == "yes-no":
        return called if compare.value is True else phrase("not-yes", language, label=called)
    values = compare.value if isinstance(compare.value, tuple) else (compare.value,)
    said = [value_words(charter, name, value, language) for value in values]
    if name == "category":
        return phrase("value-or", language).join(said)
    if kind in ("number", "date"):
        return phrase(f"{kind}-{op}", language, label=called, value=phrase("value-or", language).join(said))
    names = (quoted(value, language) for value in said)
    return phrase(op, language, label=called, value=phrase("value-or", language).join(names))


def value_words(charter: Charter, name: str, value: Value, language: str) -> str:
    """A value of an attribute as a reader would see it."""
    if name == "category" and value in charter.categories:
        return charter.categories[str(value)].name.said(language)
    if name == "theme" and value in charter.themes:
        return charter.themes[str(value)].said(language)
    attribute = charter.attributes.get(name)
    if attribute is not None and isinstance(value, str):
        value = _typed(attribute, value)
    if isinstance(value, date):
        return day(value, language)
    if attribute is not None and attribute.kind == "date":
        return _moment(charter, str(value), language)
    if attribute is not None and value in attribute.names:
        return attribute.names[str(value)].said(language)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return measure(value, attribute.unit if attribute else None, language)
    return str(value)


def _typed(attribute: Attribute, text: str) -> Value:
    """A date or number that came as text, from the JSON of a charter."""
    if attribute.kind == "date" and _ISO.fullmatch(text):
        return date.fromisoformat(text)
    return Decimal(text) if attribute.kind == "number" and _NUMBER.fullmatch(text) else text


def _moment(charter: Charter, moment: str, language: str) -> str:
    if moment == "round.opens":
        return phrase("round-opens", language)
    stage_id = moment.removeprefix("stage.").removesuffix(".opens")
    names = {stage.id: stage.name for stage in charter.stages}
    name = names.get(stage_id)
    return phrase("stage-opens", language, stage=name.said(language) if name else stage_id)


def rule(charter: Charter, found: Rule, language: str) -> str:
    """A composition rule as its author says it, or else in words made from its parts."""
    return found.says.said(language) if found.says else rule_in_full(charter, found, language)


def rule_in_full(charter: Charter, found: Rule, language: str) -> str:
    """A composition rule in words made from its parts: among whom, whom it counts, the bounds, the rounding."""
    bounds = phrase("bounds-and", language).join(_bounds(found, language))
    among = _part(charter, found.among, language) if found.among != ALWAYS else phrase("everybody", language)
    sentence = (
        _sentence(charter, found, among, bounds, language) if bounds else _number(charter, found, among, language)
    )
    rounding = "" if found.round == "exact" else phrase(f"rounded-{found.round}", language)
    condition = _condition(found.if_among, language) if found.if_among else ""
    return sentence + rounding + condition + (phrase("report-only", language) if found.report_only else "")


def _sentence(charter: Charter, found: Rule, among: str, bounds: str, language: str) -> str:
    key = "rule" + ("-each" if found.each else "") + ("-counted" if found.count != ALWAYS else "")
    count = predicate(charter, found.count, language)
    each = _each(charter, found.each, language) if found.each else ""
    return phrase(key, language, among=among, count=count, each=each, bounds=bounds)


def _number(charter: Charter, found: Rule, among: str, language: str) -> str:
    """A rule without a bound reports a number."""
    each = phrase("rule-number-each", language, each=_each(charter, found.each, language)) if found.each else ""
    counted = found.count != ALWAYS
    count = predicate(charter, found.count, language) if counted else phrase("rule-number-all", language)
    return phrase("rule-number", language, among=among, each=each, count=count)


def _bounds(found: Rule, language: str) -> Iterator[str]:
    for key, count in (("at_least", found.at_least), ("at_most", found.at_most)):
        if count is not None:
            yield phrase(f"count-{key}", language, n=count)
    shares = (
        ("share_above", found.share_above),
        ("share_at_least", found.share_at_least),
        ("share_at_most", found.share_at_most),
    )
    for key, value in shares:
        if value is not None:
            yield phrase(key, language, share=share(value, language))


def _each(charter: Charter, each: str, language: str) -> str:
    kind, _, name = each.partition("@")
    if kind == "attribute":
        return label(charter, name, language)
    tiers = {tier.id: tier.name.said(language) for tier in charter.tiers}
    return tiers.get(name, name)


def _condition(condition: Condition, language: str) -> str:
    if condition.at_most is None:
        return phrase("if-at_least", language, n=condition.at_least)
    if condition.at_least is None:
        return phrase("if-at_most", language, n=condition.at_most)
    return phrase("if-between", language, low=condition.at_least, high=condition.at_most)


def pool(charter: Charter, found: Pool, language: str) -> str:
    """Ring-fenced places in words."""
    category = charter.categories.get(found.category)
    words = phrase(
        "pool",
        language,
        name=found.name.said(language),
        category=category.name.said(language) if category else found.category,
        n=found.places,
        where=predicate(charter, found.where, language),
    )
    outside = [rule(charter, each, language) for each in charter.rules if each.id in found.outside]
    names = (quoted(each, language) for each in outside)
    return words + (phrase("pool-outside", language, rules=clauses(names, language)) if outside else "")


def vote(charter: Charter, found: Vote, language: str) -> str:
    """Who votes, the quorum, the pass mark and its base, and what a tie means (V1, V2, V3)."""
    return _voters(charter, found, language) + clauses(_vote_parts(charter, found, language), language)


def _voters(charter: Charter, found: Vote, language: str) -> str:
    electorate = charter.electorates.get(found.asked)
    who = electorate.name.said(language) if electorate else found.asked
    return phrase("vote", language, who=who, secret=phrase("secret" if found.secret else "named", language))


def _vote_parts(charter: Charter, found: Vote, language: str) -> Iterator[str]:
    if found.quorum is not None:
        yield phrase("quorum", language, share=share(found.quorum, language))
    base = phrase(f"base-{found.base}", language)
    for key, mark in (("pass-above", found.pass_above), ("pass-at-least", found.pass_at_least)):
        if mark is not None:
            yield phrase(key, language, base=base, share=share(mark, language))
    yield phrase(f"tie-{found.tie}", language)
    if found.chair_speaks:
        yield phrase(f"chair-{found.chair_speaks}", language)
    if found.only_if:
        yield phrase("only-if", language, label=label(charter, found.only_if, language))
    yield found.clause or ""


def body(charter: Charter, found: Body, language: str) -> str:
    """Whom a body is asked about, by when, and what its silence means (T1-T8)."""
    about = phrase("everybody", language) if found.about == ALWAYS else _part(charter, found.about, language)
    return clauses(
        [phrase("body", language, name=found.name.said(language), about=about), *_body(found, language)], language
    )


def _body(found: Body, language: str) -> Iterator[str]:
    yield phrase("answers-in", language, time=time(found.working_days, found.days, language))
    yield phrase(f"silence-{found.silence}", language)
    for key, value in (("valid-from", found.valid_from), ("valid-until", found.valid_until)):
        if value is not None:
            yield phrase(key, language, day=day(value, language))
    if found.keep_months is not None:
        yield phrase("keep-months", language, n=found.keep_months)


def notice(charter: Charter, found: Notice, language: str) -> str:
    """How long a notice runs, what it shows, and how objections are taken (P2-P7)."""
    return clauses(_notice(charter, found, language), language)


def _notice(charter: Charter, found: Notice, language: str) -> Iterator[str]:
    first = phrase("first-counts" if found.count_first_day else "first-not", language)
    yield phrase("notice", language, time=time(found.working_days, found.days, language), first=first)
    shown = listed((label(charter, field, language) for field in found.shows), language)
    yield phrase("shows", language, fields=shown)
    if found.reserves:
        yield phrase("with-reserves", language)
    if found.objections is None:
        yield phrase("no-objections", language)
    else:
        yield from _objections(found.objections, language)


def _objections(found: Objections, language: str) -> Iterator[str]:
    yield phrase("real-name" if found.real_name else "any-name", language)
    if found.real_name:
        yield phrase(f"anonymous-{found.anonymous}", language)
    yield phrase(f"post-{found.post_counts_by}", language)
    if found.answer_working_days is not None:
        yield phrase("answer-in", language, time=time(found.answer_working_days, None, language))
    yield phrase(f"upheld-{found.upheld}", language)
    if found.channel is not None:
        yield phrase("channel", language, channel=found.channel.said(language))
