"""People: who holds which role for what, seating somebody new, ending a role, and a link to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from chucai.errors import Refused
from chucai.gates.acts import Dismiss
from chucai.gates.people import LISTED
from chucai.web.desk import Desk
from chucai.web.mail import outbox
from chucai.web.office import seating
from chucai.web.office.alike import Like
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.office.naming import Names
from chucai.web.office.seating import Sitter, Wish
from chucai.web.records import people as seats
from chucai.web.records.models import Account


@office
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The roster; a POST appoints somebody and gives them their seat, once it is said whether they are a nominee."""
    if request.method != "POST":
        return _listed(request, desk, {}, [])
    wanted = seating.wish(desk, request.POST)
    who = seating.sitter(desk, wanted)
    found = seating.alike(desk, wanted, who)
    same = seating.answered(found, request.POST)
    if same is None:
        return _asked(request, desk, wanted, who, found)
    problem = seating.why_not(desk, wanted, who, same)
    if problem:
        return _listed(request, desk, wanted.given, [(problem, "")])
    try:
        account, actor = seating.seat(desk, wanted, who, found, same)
    except Refused as refused:
        return _listed(request, desk, wanted.given, [(words(desk, refused), "")])
    _write(desk, account, wanted["role"])
    text = gettext("%(who)s now has this role; a letter with a link to sign in is on its way.")
    done(request, text % {"who": actor})
    if cases := seating.apart(actor, same):
        done(request, gettext("%(who)s is recused from %(cases)s.") % {"who": actor, "cases": ", ".join(cases)})
    return redirect("office:people", desk.round_id)


def _listed(request: HttpRequest, desk: Desk, given: Mapping[str, str], faults: list[tuple[str, str]]) -> HttpResponse:
    names = Names(desk)
    context = {
        "groups": _groups(desk, names),
        "roles": [(role, names.role(role)) for role in LISTED],
        "scopes": _scopes(desk, names),
        "units": sorted((names.unit(key), key) for key in desk.tree.units),
        "given": given,
        "faults": faults,
    }
    return page(request, desk, "people.html", context, status=UNPROCESSABLE if faults else 200)


def _asked(request: HttpRequest, desk: Desk, wanted: Wish, who: Sitter, found: list[Like]) -> HttpResponse:
    """Is this the same person? Asked of each nominee of such a name, and nobody is seated before it is answered."""
    names = Names(desk)
    answers = {like.field: request.POST.get(like.field, "") for like in found}
    open_ = next((like.field for like in found if answers[like.field] not in (seating.YES, seating.NO)), "")
    faults = (
        [(gettext("Say of each whether it is the same person."), f"{open_}-yes")] if "asked" in request.POST else []
    )
    likes = [
        {
            "like": like,
            "unit": names.unit(like.unit),
            "category": names.categories.get(like.category, like.category),
            "answer": answers[like.field],
        }
        for like in found
    ]
    context = {
        "likes": likes,
        "given": wanted.given.items(),
        "key": wanted.key,
        "name": wanted["name"] or (who.account.name if who.account else ""),
        "role": names.role(wanted["role"]),
        "own": who.actor,
        "faults": faults,
    }
    return page(request, desk, "people_same.html", context, status=UNPROCESSABLE if faults else 200)


def _write(desk: Desk, account: Account, role: str) -> None:
    """A judge is invited to what is judged now; before that, and anybody else, is told of the role."""
    onward = reverse("judge:queue", args=[desk.round_id]) if role == "assessor" else reverse("accounts:me")
    kind, facts = "seated", {"role": role, "onward": onward}
    stage = next((each for each in desk.charter.stages if desk.round.is_open(each.id)), None)
    if role == "assessor" and stage and stage.gate == "compare":
        kind, facts = (
            "judge-invited",
            {"stage": stage.id, "last": str(desk.round.windows[stage.id].last), "onward": onward},
        )
    with transaction.atomic():
        outbox.post(desk.round_id, account, kind, facts, at=desk.at)


def _groups(desk: Desk, names: Names) -> list[dict[str, Any]]:
    """Holders by role, in the order of the roles."""
    seated = seats.seated(desk.round_id)
    holders: dict[str, list[dict[str, Any]]] = {role: [] for role in LISTED}
    every = dict(desk.state.roster.holders)
    every[SECRETARY, None] = every.get((SECRETARY, None), frozenset()) | {desk.round.secretary}
    for (role, scope), who in sorted(every.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        for one in sorted(who):
            account = seated.get(one)
            holders.setdefault(role, []).append(
                {
                    "who": one,
                    "name": account.get_full_name() if account else "",
                    "email": account.email if account else "",
                    "scope": names.scope(role, scope),
                    "key": scope or "",
                    "unit": names.unit(desk.state.roster.units.get(one)),
                    "founder": role == SECRETARY and one == desk.round.secretary,
                }
            )
    return [{"role": role, "name": names.role(role), "holders": some} for role, some in holders.items() if some]


def _scopes(desk: Desk, names: Names) -> list[tuple[str, str]]:
    """(role|scope, words) of everything a role can be held for."""
    found = [(f"coordinator|{key}", names.scope("coordinator", key)) for key in desk.tree.units]
    found += [(f"officer|{key}", names.scope("officer", key)) for key in desk.charter.bodies]
    for stage in desk.charter.stages:
        if stage.vote is None:
            continue
        top = stage.tier == desk.charter.tiers[-1].id
        units = [None] if top else [key for key, unit in desk.tree.units.items() if unit.tier == stage.tier]
        for unit in units:
            scope = stage.vote.asked if unit is None else f"{stage.vote.asked}@{unit}"
            found.append((f"elector|{scope}", names.scope("elector", scope)))
    return sorted(set(found), key=lambda pair: (pair[0].partition("|")[0], pair[1]))


@office
@require_POST
def dismiss(request: HttpRequest, desk: Desk) -> HttpResponse:
    """End a role. The seat stays: what somebody did stays theirs."""
    reason = request.POST.get("reason", "").strip()[:500]
    scope = request.POST.get("scope", "") or None
    who = (request.POST.get("who", "-"),)
    act = Dismiss(role=request.POST.get("role", ""), who=who, scope=scope, reason=reason or "-")
    try:
        desk.perform(SECRETARY, act)
    except Refused as refused:
        done(request, words(desk, refused))
    else:
        done(request, gettext("The role is ended."))
    return redirect("office:people", desk.round_id)


@office
@require_POST
def link(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A letter with a fresh link to sign in."""
    account = seats.seated(desk.round_id).get(request.POST.get("who", ""))
    if account is None:
        raise Http404
    with transaction.atomic():
        outbox.post(desk.round_id, account, "sign-in", {"onward": reverse("accounts:me")}, at=desk.at)
    done(request, gettext("A letter with a link is on its way."))
    return redirect("office:people", desk.round_id)
