"""A programme as its reader would want it: plain text under headings, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chucai.charter import describe, show_way, telling
from chucai.charter.calendar import Calendar, shipped
from chucai.charter.catalogue.headings import HEADINGS, LEVELS
from chucai.charter.catalogue.phrases import ROLES
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute, Category
from chucai.charter.predicate import ALWAYS
from chucai.charter.show_line import line
from chucai.errors import Refused

FIRST_YEAR = 1900  # editions from here on are years, smaller ones count from the first
Section = Callable[[Charter, str], Iterator[str]]


def show(charter: Charter, language: str, calendar: Calendar | None = None) -> str:
    """The whole programme in words: who and how many, steps with dates, judging, rules, vetting, notices, honours.

    Dates are worked out with `calendar`, by default the shipped one of the charter's name.
    """
    key = "title-year" if charter.edition >= FIRST_YEAR else "title"
    title = line(key, language, name=charter.name.said(language), edition=charter.edition)
    parts = [title, "=" * _width(title), ""]
    sections = _sections(calendar or _shipped(charter))
    for name, section in sections.items():
        lines = list(section(charter, language))
        if lines:
            heading = telling.worded(HEADINGS, name, language)
            parts += [heading, "-" * _width(heading), *lines, ""]
    return "\n".join(parts)


def _shipped(charter: Charter) -> Calendar | None:
    try:
        return shipped(charter.calendar)
    except Refused:
        return None


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(1 if character.isascii() else 2 for character in text)


def _sections(calendar: Calendar | None) -> dict[str, Section]:
    return {
        "programme": lambda charter, language: _programme(charter, language, calendar),
        "who": _who,
        "asked": _asked,
        "eligible": _eligible,
        "way": lambda charter, language: show_way.stages(charter, language, calendar),
        "judging": show_way.judging,
        "rules": show_way.rules,
        "bodies": lambda charter, language: (
            f"- {describe.body(charter, body, language)}" for body in charter.bodies.values()
        ),
        "notices": show_way.notices,
        "honours": show_way.honours,
        "revocation": show_way.revocation,
    }


def _programme(charter: Charter, language: str, calendar: Calendar | None) -> Iterator[str]:
    def item(key: str, **facts: Any) -> str:
        return f"- {line(key, language, **facts)}"

    yield item("host", host=charter.host)
    if charter.basis:
        yield item("basis", basis=telling.clauses((text.said(language) for text in charter.basis), language))
    if charter.approval:
        yield item("approval", approval=charter.approval)
    if charter.level != "own":
        yield item("level", level=telling.worded(LEVELS, charter.level, language))
    if charter.cycle_years:
        yield item("cycle", years=charter.cycle_years)
    if charter.funding:
        yield item("funding", funding=charter.funding.said(language))
    if charter.immediate:
        yield item("immediate")
    yield item(charter.visibility, years=charter.release_after_years)
    days = calendar.name.said(language) if calendar else charter.calendar
    yield item("calendar", calendar=days, timezone=charter.timezone)


def _who(charter: Charter, language: str) -> Iterator[str]:
    for category in charter.categories.values():
        yield "- " + telling.clauses(_category(category, language), language)
    for pool in charter.pools:
        yield "- " + line("pool", language, pool=describe.pool(charter, pool, language))
    if charter.themes:
        themes = telling.listed((theme.said(language) for theme in charter.themes.values()), language)
        yield "- " + line("themes", language, themes=themes)
    yield "- " + telling.clauses(_nominating(charter, language), language)


def _category(category: Category, language: str) -> Iterator[str]:
    key = "category-free" if category.places is None else "category-places"
    yield line(key, language, name=category.name.said(language), n=category.places)
    for grade in category.grades:
        yield line("grade", language, name=grade.name.said(language), n=grade.places)
    if category.may_leave_empty:
        yield line("up-to", language)
    if category.cap is not None:
        cap = category.cap
        facts = {"of": cap.of, "share": telling.share(cap.share, language), "day": telling.day(cap.as_of, language)}
        yield line("cap", language, says=cap.says.said(language), **facts)
    if category.slate is not None:
        names, places = category.slate.as_integer_ratio()
        yield line("slate", language, names=names, places=places)
    if category.reserve:
        yield line("reserve", language, n=category.reserve)
    if category.members is not None:
        low, high = category.members.min, category.members.max
        yield line("members-from" if high is None else "members", language, low=low, high=high)


def _nominating(charter: Charter, language: str) -> Iterator[str]:
    rules = charter.nominating
    yield line(f"by-{rules.by}", language)
    yield line("self-yes" if rules.self_nomination else "self-no", language)
    if rules.independent:
        yield line("independent", language)
    if rules.per_nominator is not None:
        yield line("per-nominator", language, n=rules.per_nominator)
    if rules.support is not None:
        says = line("support-by", language, says=rules.support.says.said(language)) if rules.support.says else ""
        yield line("support", language, low=rules.support.min, high=rules.support.max) + says
    if rules.statement_max is not None:
        yield line("statement", language, n=rules.statement_max)
    if rules.barred_roles:
        roles = telling.listed((telling.worded(ROLES, role, language) for role in rules.barred_roles), language)
        yield line("barred", language, roles=roles)
    if rules.one_honour_each:
        yield line("one-each", language)


def _asked(charter: Charter, language: str) -> Iterator[str]:
    for name, attribute in charter.attributes.items():
        yield "- " + _attribute(charter, name, attribute, language)


def _attribute(charter: Charter, name: str, attribute: Attribute, language: str) -> str:
    facts = {"name": describe.label(charter, name, language), "see": line(f"see-{attribute.see}", language)}
    if attribute.only in charter.categories:
        facts["only"] = charter.categories[attribute.only].name.said(language)
    said = line("attribute-only" if "only" in facts else "attribute", language, **facts)
    if attribute.of:
        choices = (describe.value_words(charter, name, value, language) for value in attribute.of)
        said = line("choices", language, line=said, choices=telling.listed(choices, language))
    if attribute.when != ALWAYS:
        when = describe.predicate(charter, attribute.when, language)
        said = line("when", language, line=said, when=when)
    return said


def _eligible(charter: Charter, language: str) -> Iterator[str]:
    for rule in charter.eligibility:
        otherwise = line(rule.otherwise, language)
        facts = {"says": rule.says.said(language), "clause": rule.clause, "otherwise": otherwise}
        yield "- " + line("eligibility", language, **facts)
    if charter.reaward is not None:
        says = charter.reaward.says.said(language)
        yield "- " + line("reaward", language, says=says, clause=charter.reaward.clause)
