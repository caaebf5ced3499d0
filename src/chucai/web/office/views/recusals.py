"""Recusals: all there are, one made by the office, and one lifted by two people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.gates.acts import Act, ConfirmLift, ProposeLift, Recuse
from chucai.web.committed import committed
from chucai.web.desk import Desk
from chucai.web.office import recusing
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.records import lists, sheets

LONGEST = 2000
Faults = list[tuple[str, str]]


@office
@require_http_methods(["GET", "POST"])
def recusals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list; a POST recuses a judge from a case by hand."""
    data = request.POST if request.method == "POST" else request.GET
    given = {name: data.get(name, "").strip()[:80] for name in ("assessor", "nomination", "interest")}
    faults = _recuse(desk, given) if request.method == "POST" else []
    if request.method == "POST" and not faults:
        text = gettext("%(who)s is recused from %(cases)s.")
        done(request, text % {"who": given["assessor"], "cases": given["nomination"]})
        return redirect("office:recusals", desk.round_id)
    context = {
        "lines": recusing.recusals(desk),
        "judges": recusing.judges(desk),
        "kinds": recusing.kinds(desk),
        "given": given,
        "faults": faults,
    }
    return page(request, desk, "recusals.html", context, status=UNPROCESSABLE if faults else 200)


def _recuse(desk: Desk, given: dict[str, str]) -> Faults:
    """What is wrong with it, if it was not done."""
    assessor, nomination, interest = given["assessor"], given["nomination"], given["interest"]
    if assessor not in {who for who, _ in recusing.judges(desk)}:
        return [(gettext("Choose a judge."), "assessor")]
    rows = lists.at_work(desk.charter, desk.state, desk.viewer, desk.today)
    if not rows.filter(nomination=nomination).exists():
        return [(gettext("There is no nomination of this number."), "nomination")]
    if interest not in {kind for kind, _ in recusing.kinds(desk)}:
        return [(gettext("Choose what the interest is."), "interest")]
    try:
        desk.perform(SECRETARY, Recuse(assessor=assessor, nomination=nomination, interest=interest))
    except Refused as refused:
        return [(words(desk, refused), "")]
    for stage in desk.charter.stages:
        if stage.gate == "compare":
            sheets.drop(desk.round_id, assessor, stage.id, [nomination])
    return []


@office
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, desk: Desk, assessor: str, nomination: str) -> HttpResponse:
    """One person proposes with a reason, another confirms; neither is the recused."""
    found = (one for one in recusing.recusals(desk) if (one.assessor, one.nomination) == (assessor, nomination))
    line = next(found, None)
    if line is None:
        raise Http404
    if line.lifted:
        return redirect("office:recusals", desk.round_id)
    why = request.POST.get("reason", "").strip()[:LONGEST]
    faults = _lifted(request, desk, line, why) if request.method == "POST" else []
    if request.method == "POST" and not faults:
        return redirect("office:recusals", desk.round_id)
    reason = recusing.reason(desk, assessor, nomination) if line.proposed else ""
    context = {"line": line, "reason": reason, "given": why, "faults": faults}
    return page(request, desk, "lift.html", context, status=UNPROCESSABLE if faults else 200)


def _lifted(request: HttpRequest, desk: Desk, line: recusing.Line, why: str) -> Faults:
    """What is wrong with it, if it was not done."""
    opening = committed("reason", why)
    act: Act
    if request.POST.get("what") == "confirm":
        act, openings = ConfirmLift(assessor=line.assessor, nomination=line.nomination), []
        said = gettext("The recusal is lifted.")
    elif why:
        act = ProposeLift(assessor=line.assessor, nomination=line.nomination, reason=opening.commitment)
        openings = [opening]
        said = gettext("Proposed. It is lifted once somebody else of the office confirms it.")
    else:
        return [(gettext("Give a reason."), "reason")]
    try:
        desk.perform(SECRETARY, act, openings)
    except Refused as refused:
        return [(words(desk, refused), "")]
    done(request, said)
    return []
