"""What the views share: the draft an address names, if it is the asker's, and answers to whoever was refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.model import Nomination
from chucai.web import refusals
from chucai.web.access import seated
from chucai.web.desk import NOMINATOR, Desk
from chucai.web.nominate import paper as papers
from chucai.web.nominate.paper import Paper
from chucai.web.nominate.units import COORDINATOR, Units, takes_nominations, unit_name

ROLE = COORDINATOR
BOTH = (COORDINATOR, NOMINATOR)


def address(desk: Desk, name: str, *parts: str) -> str:
    """The address of a page of this round."""
    return reverse(f"nominate:{name}", args=[desk.round_id, *parts])


def to(desk: Desk, name: str, *parts: str) -> HttpResponseRedirect:
    """Onward to a page, after something was done."""
    return HttpResponseRedirect(kept(desk.request, address(desk, name, *parts)))


def kept(request: HttpRequest, where: str) -> str:
    """An address that keeps the language the page was asked for in."""
    asked = request.GET.get("lang")
    return f"{where}?lang={asked}" if asked in ("en", "zh-hans") else where


def show(request: HttpRequest, desk: Desk, template: str, **context: Any) -> HttpResponse:
    """A page of this room; nobody else may keep it."""
    mine = "paper" not in context and not desk.holds(ROLE)
    response = render(request, f"nominate/{template}.html", {"desk": desk, "mine": mine, **context})
    response.headers["Cache-Control"] = "private, no-store"
    return response


def keeps(desk: Desk, keeper: str) -> bool:
    """Whether the person writes drafts under this name: their unit's, or their own where anybody may nominate."""
    if keeper == papers.OWN:
        return desk.holds(NOMINATOR) and desk.actor_id is not None
    return desk.viewer.holds(ROLE, keeper)


def may_hand_in(desk: Desk, paper: Paper) -> bool:
    """Whether a draft can become a nomination today, or mend one."""
    return takes_nominations(desk) or paper.revises


def own_paper(desk: Desk, keeper: str, key: str) -> Paper:
    """The draft, which only its own unit's coordinators find, or whoever writes it for themselves."""
    found = papers.found(desk, keeper, key) if keeps(desk, keeper) else None
    if found is None or found.category not in desk.charter.categories:
        raise Http404
    return found


def writing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a draft, for whoever keeps it: the view is given request, desk and paper, and what else is named.

    Once the paper is in, the addresses of its draft lead to the nomination.
    """

    @seated(*BOTH)
    @wraps(view)
    def opened(request: HttpRequest, desk: Desk, unit: str, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            found = own_paper(desk, unit, key)
        except Http404:
            by_program = "X-Saving" in request.headers or "HX-Request" in request.headers
            if by_program or not keeps(desk, unit) or not _is_in(desk, unit, key):
                raise
            if "declared" in request.POST:  # the last button, pressed twice
                return to(desk, "received", key)
            if request.method == "POST":
                messages.warning(request, _("This is no longer a draft. What you typed last was not kept."))
            return to(desk, "case", key)
        return view(request, desk, found, *args, **kwargs)

    return opened


def _is_in(desk: Desk, keeper: str, key: str) -> bool:
    """Whether the draft has become a nomination of theirs."""
    try:
        there = desk.state.nomination(key)
    except Refused:
        return False
    return there.nominator == desk.actor_id if keeper == papers.OWN else there.unit == keeper


def own_unit(units: Units, unit: str) -> str:
    """The unit, which only its own coordinators find."""
    if not units.coordinates(unit):
        raise Http404
    return unit


class ConcernedError(Exception):
    """The person is concerned by somebody they would decide on."""


def impartial(units: Units, stage: Stage, unit: str, category: str | None = None) -> None:
    """Raises ConcernedError where the unit's list, vote or notice is about the person or who they are recused from."""
    if units.stands_apart(stage, unit, category):
        raise ConcernedError


def deciding(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page on which a unit decides on its names: for those of its coordinators whom none of them concerns."""

    @seated(ROLE)
    @wraps(view)
    def opened(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, desk, *args, **kwargs)
        except ConcernedError:
            response = show(request, desk, "apart")
            response.status_code = 403
            return response

    return opened


def own_case(units: Units, nomination: str) -> Nomination:
    """The nomination, which only coordinators of its unit and of those above find, and who handed it in."""
    for one in units.nominations:
        if one.id == nomination:
            return one
    raise Http404


def own_category(desk: Desk, category: str) -> str:
    if category not in desk.charter.categories:
        raise Http404
    return category


def told(desk: Desk, refused: Refused) -> str:
    """Why not, in the reader's words, with units by their names."""
    facts = dict(refused.facts)
    if facts.get("unit") in desk.tree.units:
        facts["unit"] = unit_name(desk, facts["unit"])
    if "rules" in facts and refused.code == "not-eligible":
        facts["rules"] = [_rule(desk, rule) for rule in facts["rules"]]
    return refusals.said(Refused(refused.code, **facts), desk.language, desk.charter)


def _rule(desk: Desk, rule: str) -> str:
    says = {one.id: one.says for one in desk.charter.eligibility}
    if desk.charter.reaward:
        says["reaward"] = desk.charter.reaward.says
    return desk.said(says[rule]) if rule in says else rule


def moved_on() -> str:
    """Said where two have written the same part."""
    return _(
        "Somebody else has changed this part since you opened it. Nothing of theirs is lost and nothing of yours: "
        "both are shown below. Save again to replace theirs."
    )


def beside() -> str:
    """Said of the same while somebody still types: what the button will do."""
    return _(
        "Not saved: this part was changed elsewhere since you opened it. Press the button: both versions are shown, "
        "and you choose."
    )


__all__ = [
    "BOTH",
    "ROLE",
    "address",
    "deciding",
    "impartial",
    "keeps",
    "kept",
    "may_hand_in",
    "moved_on",
    "own_case",
    "own_category",
    "own_paper",
    "own_unit",
    "show",
    "to",
    "told",
    "writing",
]
