"""My nominations, where anybody may nominate: what one person writes and has handed in, and nobody else's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chucai.web.access import account, seated
from chucai.web.desk import NOMINATOR, Desk
from chucai.web.nominate import paper as papers
from chucai.web.nominate.paper import Paper
from chucai.web.nominate.units import Units, first_units, open_stage, takes_from_anybody
from chucai.web.nominate.views.desks import address, show, to
from chucai.web.nominate.views.home import came_back, draft, listed, mending, writing
from chucai.web.nominate.views.parts import carried_in
from chucai.web.nominate.views.unsent import unsent

AT_ONCE = 20  # drafts of one person: more are begun by programs only


@seated(NOMINATOR)
@require_safe
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What comes next, what came back, what is being written, and what is in."""
    units = Units(desk)
    own = list(papers.own(desk))
    carried = carried_in(desk, own)
    drafts = [draft(desk, paper, carried.get(paper.key, {})) for paper in own]
    cases = [one for one in units.nominated if units.from_outside(one)]
    units.learn_names(cases)
    returned = came_back(units, [one for one in cases if units.is_back(one)])
    stage = open_stage(desk)
    return show(
        request,
        desk,
        "mine",
        mine=True,
        stage=desk.called(stage) if stage else "",
        window=desk.round.windows[stage.id] if stage else None,
        next=_next(units, own, drafts, returned),
        returned=returned,
        drafts=drafts,
        unsent=unsent(desk, drafts),
        nominations=[listed(units, one) for one in cases],
        may_start=may_start(units, own),
        most=desk.charter.nominating.per_nominator,
        used=len(units.handed_in),
        also=desk.holds("coordinator"),
    )


def _next(
    units: Units, own: list[Paper], drafts: list[dict[str, Any]], returned: list[dict[str, Any]]
) -> dict[str, str]:
    """The one thing to do first."""
    desk = units.desk
    if returned:
        return mending(desk, returned[0])
    going_on = writing(desk, drafts)
    if going_on:
        return going_on
    if may_start(units, own):
        return {"text": _("Put a name forward"), "href": address(desk, "mine-start")}
    return {"text": "", "href": ""}


def may_start(units: Units, own: list[Paper]) -> bool:
    """Whether another nomination may be begun: they are taken, neither those handed in nor those being written use
    the charter's number up, and not too many are being written.
    """
    desk = units.desk
    most = desk.charter.nominating.per_nominator
    begun = sum(not paper.revises for paper in own)
    left = most is None or len(units.handed_in) + begun < most
    return left and begun < AT_ONCE and takes_from_anybody(desk) is not None and bool(first_units(desk))


@seated(NOMINATOR)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For which kind of honour; what is known already is filled in."""
    may, faults = may_start(Units(desk), list(papers.own(desk))), []
    if request.method == "POST" and may:
        category = request.POST.get("category", "")
        if category in desk.charter.categories:
            return to(desk, "draft", papers.OWN, papers.begin_own(desk, category, _known(request, desk)))
        faults = [(_("Choose the kind of honour."), "category-1")]
    kinds = [{"id": key, "name": desk.said(one.name)} for key, one in desk.charter.categories.items()]
    last = takes_from_anybody(desk)
    return show(request, desk, "mine_start", mine=True, kinds=kinds, faults=faults, may=may, last=last)


def _known(request: HttpRequest, desk: Desk) -> dict[str, dict[str, str]]:
    """Sections that need not be asked: the name of the account, and the unit where there is but one."""
    name, units = account(request).name, first_units(desk)
    known = {"you": {"name": name}} if name else {}
    return known | ({"where": {"unit": units[0][0]}} if len(units) == 1 else {})
