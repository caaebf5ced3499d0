"""The page of one nomination, and each act on it with its confirmation."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.model import Nomination
from chucai.gates.standing import standing
from chucai.gates.visibility import About, fields
from chucai.web import handing_out
from chucai.web.desk import Desk
from chucai.web.office import alike, casework, dossier
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, readers, words
from chucai.web.office.naming import COLOURS, Names

LONGEST = 2000


@readers
@require_safe
def case(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """Everything there is to see of it, and what can be done with it."""
    one, row = dossier.with_row(desk, nomination)
    names = Names(desk)
    where = standing(desk.charter, desk.state, one)
    seen = dossier.shown(desk, one)
    context = {
        "one": one,
        "seen": seen,
        "unit": names.unit(one.unit) if "unit" in _allowed(desk, one) else "",
        "category": names.categories.get(one.category, one.category),
        "theme": names.themes.get(one.theme or "", ""),
        "standing": names.standing(where.status),
        "colour": COLOURS.get(where.status, "grey"),
        "stage": names.stages.get(where.stage or "", ""),
        "history": dossier.history(desk, names, one),
        "opinions": dossier.opinions(desk, names, one),
        "sheets": dossier.sheets(desk, names, one),
        "merit": row if row.sheets and desk.may_see("merit", About(nomination=one)) else None,
        "referrals": dossier.referrals(desk, one) if desk.may_see("referral", About(nomination=one)) else [],
        "objections": dossier.objections(desk, one),
        "answers": desk.holds(SECRETARY),
        "steps": [(kind, step.label) for kind, step in casework.possible(desk, one).items()],
        "acting": alike.acting(desk, names, one, seen) if desk.holds(SECRETARY) else [],
    }
    return page(request, desk, "case.html", context)


@readers
@require_safe
def document(request: HttpRequest, desk: Desk, nomination: str, digest: str) -> HttpResponse:
    """A document that stands behind its claims."""
    return handing_out.of_case(desk, dossier.found(desk, nomination), digest)


def _allowed(desk: Desk, one: Nomination) -> frozenset[str]:
    return fields(desk.charter, desk.state, desk.viewer, one, desk.today)


@office
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, desk: Desk, nomination: str, kind: str) -> HttpResponse:
    """One act: what it will do, what it needs to be told, and then the act."""
    one = dossier.found(desk, nomination)
    offered = casework.possible(desk, one)
    if kind not in offered:
        raise Http404
    what = offered[kind]
    abouts = what.abouts(desk, one) if what.abouts else []
    wish = _wish(request)
    faults = casework.faults(what, wish, abouts) if request.method == "POST" else []
    if request.method == "POST" and not faults:
        act, openings = what.made(one, wish)
        try:
            desk.perform(SECRETARY, act, openings)
        except Refused as refused:
            faults = [(words(desk, refused), "")]
        else:
            done(request, gettext("Done: %(what)s") % {"what": what.label})
            return redirect("office:case", desk.round_id, one.id)
    context = {
        "one": one,
        "name": dossier.shown(desk, one).get("name", ""),
        "kind": kind,
        "step": what,
        "abouts": abouts,
        "wish": wish,
        "letters": casework.letters(desk, one, what, wish, abouts),
        "faults": faults,
    }
    return page(request, desk, "step.html", context, status=UNPROCESSABLE if faults else 200)


def _wish(request: HttpRequest) -> casework.Wish:
    given = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("clause", "reason", "about", "outcome")}
    return casework.Wish(**given)
