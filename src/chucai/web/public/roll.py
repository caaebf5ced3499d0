"""The roll of honour as a wall of stories: by theme, then by honour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chucai.charter.model import Charter
from chucai.publish.bilingual import other_part, own_part
from chucai.publish.wall import written_name
from chucai.web.public.words import lost
from chucai.web.records.showing import LineShown, RoundShown

Line = dict[str, Any]


def language() -> str:
    return get_language() or "zh-hans"


def line(charter: Charter, each: LineShown) -> Line:
    """One award as pages show it; `name` is empty where it was erased."""
    award, tongue = each.line, language()
    own = own_part(each.name or "", tongue)
    return {
        "id": award.nomination,
        "name": own,
        "written": written_name(own),
        "other": other_part(each.name or "", tongue),
        "unit": own_part(each.unit, tongue),
        "category": award.category,
        "kind": charter.categories[award.category].kind,
        "theme": award.theme if award.theme in charter.themes else None,
        "theme_name": charter.themes[award.theme].said(tongue) if award.theme in charter.themes else "",
        "honour": charter.honours[award.honour].name.said(tongue),
        "grade": grade(charter, award.category, award.grade),
        "citation": own_part(each.citation or "", tongue),
        "document": award.document,
        "day": each.day,
        "lost": lost(award.lost),
    }


def grade(charter: Charter, category: str, grade_id: str | None) -> str:
    names = {each.id: each.name.said(language()) for each in charter.categories[category].grades}
    return names.get(grade_id or "", "")


def wall(shown: RoundShown, lines: Sequence[LineShown]) -> dict[str, Any]:
    """Everything the wall shows: counts, themes with their walls, and what is no longer held."""
    every = [line(shown.charter, each) for each in lines]
    held = [each for each in every if not each["lost"]]
    return {
        "counts": list(_counts(shown.charter, held)),
        "documents": list(dict.fromkeys(each["document"] for each in held)),
        "days": sorted({each["day"] for each in held}),
        "groups": list(_groups(shown.charter, held)),
        "lost": [each for each in every if each["lost"]],
    }


def _counts(charter: Charter, held: Sequence[Line]) -> Iterable[tuple[str, int]]:
    for key, category in charter.categories.items():
        number = sum(each["category"] == key for each in held)
        if number:
            yield category.name.said(language()), number


def _groups(charter: Charter, held: Sequence[Line]) -> Iterable[dict[str, Any]]:
    """By theme in the charter's order; those without one come last, or all together where there are none."""
    names = {key: words.said(language()) for key, words in charter.themes.items()}
    rest = _("Others") if charter.themes else _("Honoured")
    for key, name in (*names.items(), (None, rest)):
        mine = [each for each in held if each["theme"] == key]
        if mine:
            yield {"name": name, "chop": name[:1], "number": len(mine), "walls": list(_walls(mine))}


def _walls(mine: Sequence[Line]) -> Iterable[dict[str, Any]]:
    for category, honour in dict.fromkeys((each["category"], each["honour"]) for each in mine):
        own = [each for each in mine if (each["category"], each["honour"]) == (category, honour)]
        yield {"honour": honour, "kind": own[0]["kind"], "lines": own}
