"""A programme as those who work in it will meet it: its calendar, what is asked of a nominee, what an assessor judges
by, and who has something to do at which stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chucai.charter.calendar import shipped
from chucai.charter.known import asked_in
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute
from chucai.charter.plan import plan
from chucai.charter.stages import Stage
from chucai.gates.words import word
from chucai.publish.figures import listed
from chucai.publish.picture import Picture
from chucai.web.office.pictures import timeline

ORDER = ("secretary", "coordinator", "assessor", "officer", "elector", "authority", "public")
ACTS = {"recommend": "coordinator", "compare": "assessor", "confer": "authority"}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked on the form of a category; `seen`: by whom it may be seen."""

    words: str
    kind: str
    choices: tuple[str, ...]
    seen: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion as it stands on a score page."""

    words: str
    ask: str
    share: int  # per cent of the whole
    scale: str
    rubric: tuple[tuple[str, str], ...]


def as_office(charter: Charter, today: date, language: str) -> Picture | None:
    """The stages on the calendar, were the round opened today; None where no stage has a day."""
    calendar = shipped(charter.calendar)
    spans = [
        timeline.Span(_stage(one.stage, language), one.window.first, one.window.last, "planned", one.window.provisional)
        for one in plan(charter, calendar, today)
        if one.window
    ]
    return timeline.picture(spans, calendar, today, language) if spans else None


def duties(charter: Charter, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """By role the stages at which it has something to do, and of which bodies or electorates it is."""
    found: dict[str, list[tuple[str, str]]] = {}
    for stage in charter.stages:
        for role, of in _acting(charter, stage, language):
            found.setdefault(role, []).append((_stage(stage, language), of))
    return [(word("role", role, language), found[role]) for role in ORDER if role in found]


def _acting(charter: Charter, stage: Stage, language: str) -> Iterator[tuple[str, str]]:
    if stage.gate in ACTS:
        yield ACTS[stage.gate], ""
    if stage.gate == "vet":
        yield "officer", listed([charter.bodies[body].name.said(language) for body in stage.bodies], language)
    if stage.vote:
        yield "elector", charter.electorates[stage.vote.asked].name.said(language)
    if stage.notice:
        yield "public", _("may object")
    yield "secretary", ""


def _stage(stage: Stage, language: str) -> str:
    return stage.name.said(language) if stage.name else stage.id


def as_coordinator(charter: Charter, language: str) -> list[tuple[str, list[Question]]]:
    """By category what the form asks, in its order."""
    seen = {"public": _("may stand in a notice"), "office": _("stays inside"), "sensitive": _("masked even inside")}
    kinds = {
        "choice": _("a choice"),
        "yes-no": _("yes or no"),
        "number": _("a number"),
        "date": _("a date"),
        "text": _("a text"),
    }
    found = []
    for name, category in charter.categories.items():
        questions = [
            Question(
                words=_words(attribute, key, language),
                kind=kinds[attribute.kind],
                choices=tuple(
                    attribute.names[choice].said(language) if choice in attribute.names else choice
                    for choice in attribute.of
                ),
                seen=seen[attribute.see],
                optional=attribute.optional,
            )
            for key, attribute in charter.attributes.items()
            if asked_in(attribute, name)
        ]
        found.append((category.name.said(language), questions))
    return found


def _words(attribute: Attribute, key: str, language: str) -> str:
    words = attribute.ask or attribute.name
    return words.said(language) if words else key


def as_assessor(charter: Charter, language: str) -> list[tuple[str, list[Judged], str]]:
    """By way of judging its criteria, and what is kept from assessors."""
    found = []
    for key, judging in charter.judging.items():
        criteria = charter.criteria_of(judging)
        whole = sum(criterion.weight for criterion in criteria.values())
        judged = [
            Judged(
                words=criterion.name.said(language),
                ask=criterion.ask.said(language) if criterion.ask else "",
                share=round(100 * criterion.weight / whole),
                scale=f"{criterion.scale[0]}–{criterion.scale[1]}",
                rubric=tuple((level, words.said(language)) for level, words in criterion.rubric.items()),
            )
            for criterion in criteria.values()
        ]
        found.append((key, judged, ", ".join(_hidden(charter, field, language) for field in judging.blind)))
    return found


def _hidden(charter: Charter, field: str, language: str) -> str:
    attribute = charter.attributes.get(field)
    if attribute and attribute.name:
        return attribute.name.said(language)
    return {"name": _("name"), "unit": _("unit")}.get(field, field)
