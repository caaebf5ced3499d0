"""The page that answers "what if": the list that would then be best, who comes and goes, and the price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chucai.errors import Refused
from chucai.publish.figures import exact_points, points
from chucai.web.access import seated
from chucai.web.office.decision import supposing, telling
from chucai.web.office.decision.desk import Decision
from chucai.web.office.decision.frame import back, of_comparison, page
from chucai.web.office.decision.supposing import Answer, Wish
from chucai.web.refusals import said


@seated("secretary", second_factor=True)
@require_safe
@of_comparison
def what_if(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Ask and be told; nothing is recorded by it."""
    if not supposing.may_ask(decision):
        if decision.work is None:
            return back(decision)
        raise PermissionDenied
    wish, faults = supposing.wished(decision, request.GET)
    told: dict[str, Any] = {"wish": wish, "form": list(_rows(decision, wish, request.GET)), "given": request.GET}
    told |= {side: ", ".join(request.GET.getlist(side)) for side in ("on", "off")}
    told["supposed"] = list(_supposed(decision, wish))
    if wish and not faults:
        try:
            told |= _told(decision, wish, supposing.answered(decision, wish))
        except Refused as refused:
            faults = [(said(refused, decision.desk.language, decision.desk.charter), "")]
    return render(request, "decision/what_if.html", page(decision, faults=faults, **told))


def _rows(decision: Decision, wish: Wish, given: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The numbers of the form, each with what is in force; what was typed stands there again."""
    for bound in supposing.bounds(decision):
        number = wish.numbers.get(bound.name, bound.now)
        yield {
            "name": bound.name,
            "words": telling.words_of(decision, bound),
            "side": telling.SIDES[bound.field],
            "now": supposing.written(bound.now),
            "value": given.get(bound.name, supposing.written(number)),
            "changed": bound.name in wish.numbers,
        }


def _supposed(decision: Decision, wish: Wish) -> Iterator[str]:
    """The wish in words, one sentence for each part of it."""
    for name in wish.on:
        yield _("%(name)s is on the list") % {"name": decision.said(name)}
    for name in wish.off:
        yield _("%(name)s is not on the list") % {"name": decision.said(name)}
    for bound in supposing.bounds(decision):
        if bound.name in wish.numbers:
            yield telling.changed(decision, bound, wish)


def _told(decision: Decision, wish: Wish, answer: Answer) -> dict[str, Any]:
    """The finding, and the table beneath it."""
    between = answer.between
    told: dict[str, Any] = {"finding": _finding(answer), "is_stale": _is_stale(decision, answer)}
    if between.status == "infeasible":
        return told | {"conflict": telling.conflict(decision, asdict(answer.then), wish)}
    if decision.is_kept:
        return told
    told["moved"] = [_line(decision, name, True) for name in between.enters]
    told["moved"] += [_line(decision, name, False) for name in between.leaves]
    told["lists"] = _lists(decision, answer)
    told["rules"] = telling.rules(decision, answer.counts)
    return told


def _finding(answer: Answer) -> str:
    """What there is to know first, in a sentence."""
    between = answer.between
    if between.status == "infeasible":
        return _("No list could keep every rule")
    if answer.now.status == "infeasible":
        number = len(answer.then.chosen)
        words = ngettext(
            "A list could be made, with %(number)s name", "A list could be made, with %(number)s names", number
        )
        return words % {"number": number}
    if not between.enters and not between.leaves:
        return _("The list would stay as it is")
    comes = ngettext("%(n)s name would come in", "%(n)s names would come in", len(between.enters))
    goes = ngettext("%(n)s would drop out", "%(n)s would drop out", len(between.leaves))
    return _("%(comes)s and %(goes)s; %(price)s") % {
        "comes": comes % {"n": len(between.enters)},
        "goes": goes % {"n": len(between.leaves)},
        "price": _price(between.merit),
    }


def _price(merit: int) -> str:
    """Of the whole list; a difference too small for one decimal is told with all it has."""
    number = points(abs(merit)) if abs(merit) >= 50_000 else exact_points(abs(merit))
    if merit < 0:
        return _("the list would have %(points)s points less merit") % {"points": number}
    if merit > 0:
        return _("the list would have %(points)s points more merit") % {"points": number}
    return _("the merit of the list would be the same")


def _is_stale(decision: Decision, answer: Answer) -> bool:
    """Whether the list as things are is no longer the one that was worked out."""
    return set(answer.now.chosen) != {name for names in decision.proposed.values() for name in names}


def _line(decision: Decision, name: str, enters: bool) -> dict[str, Any]:
    told = decision.ranked.get(name, {})
    if not decision.shows(name):
        return {"enters": enters, "name": decision.said(name)}
    return {
        "enters": enters,
        "id": name,
        "name": decision.names.get(name, "–"),
        "unit": decision.unit(name),
        "category": decision.desk.said(decision.desk.charter.categories[decision.nomination(name).category].name),
        "rank": told.get("rank"),
        "merit": told.get("merit"),
    }


def _lists(decision: Decision, answer: Answer) -> list[dict[str, Any]]:
    """The whole of the other list by category, and who of it is new."""
    entering = set(answer.between.enters)
    found: dict[str, list[tuple[str, bool]]] = {}
    for name in answer.then.chosen:
        found.setdefault(decision.nomination(name).category, []).append((decision.said(name), name in entering))
    categories = decision.desk.charter.categories
    return [{"category": decision.desk.said(categories[name].name), "names": names} for name, names in found.items()]
