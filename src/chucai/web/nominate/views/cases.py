"""One nomination that is in: what it says, what happened to it, and what can still be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.acts import Act, Return, Stop, Withdraw
from chucai.gates.dossier import Claim
from chucai.gates.model import Nomination
from chucai.gates.standing import HELD, RETURNED, STANDING
from chucai.gates.visibility import About
from chucai.gates.words import word
from chucai.web import course
from chucai.web.access import seated
from chucai.web.committed import committed
from chucai.web.desk import NOMINATOR, Desk
from chucai.web.nominate import endings, questions, texts, words
from chucai.web.nominate import paper as papers
from chucai.web.nominate.units import Units, open_stage, unit_name
from chucai.web.nominate.views.desks import BOTH, ROLE, own_case, show, to, told
from chucai.web.nominate.views.handing_in import answers, claim_in_words
from chucai.web.records import people

LONGEST = 2000
KEPT_BACK = ("stopped",)  # what happened for reasons that stay among units and office
NOMINATING = "nominating"  # the part of the charter that says what papers are asked for


@seated(*BOTH)
@require_safe
def case(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """The nomination as its unit and those above it see it."""
    units = Units(desk)
    found = own_case(units, nomination)
    more = {"history": _history(units, found), "may": may(units, found), "ended": endings.ended(units, found)}
    return show(request, desk, "case", **dossier(units, found), by=_by(units, found), **more)


def dossier(units: Units, found: Nomination, there: texts.Texts | None = None) -> dict[str, Any]:
    """What a page shows of a nomination: its visible texts and where it stands. `there`: read already."""
    desk = units.desk
    there = texts.texts_of(desk.round_id, [found], texts.ALL)[found.id] if there is None else there
    shown = texts.seen(desk, found, there)
    claims = [Claim(**{**claim, "evidence": tuple(claim["evidence"])}) for claim in shown.get("claims", ())]
    return {
        "case": found,
        "name": shown.get("name", found.id),
        "unit": unit_name(desk, found.unit),
        "category": desk.said(desk.charter.categories[found.category].name),
        "theme": desk.said(desk.charter.themes.get(found.theme or "")),
        "answers": list(answers(desk, shown["attributes"])),
        "members": shown.get("members", []),
        "statement": shown.get("statement", ""),
        "claims": [claim_in_words(claim) for claim in claims],
        "documents": shown.get("evidence", []),
        "standing": standing_in_words(units, found),
        "referred": endings.referred(desk, found),
    }


def _by(units: Units, found: Nomination) -> str:
    """The name of whoever nominated for no unit, for those who receive it."""
    desk = units.desk
    if not units.from_outside(found) or not desk.may_see("nominator", About(nomination=found)):
        return ""
    there = people.seated_as(desk.round_id, [found.nominator]).get(found.nominator)
    return there.get_full_name() if there else ""


def standing_in_words(units: Units, found: Nomination) -> dict[str, str]:
    """Where it stands, in a word and a colour; while judges compare, nobody outside is told."""
    desk = units.desk
    where = units.standing(found)
    if where is None:
        return {"text": _("with the judges"), "colour": "grey", "stage": "", "status": ""}
    stage = next((stage for stage in desk.charter.stages if stage.id == where.stage), None)
    return {
        "text": _status(units, found, where.status),
        "colour": words.COLOURS.get(where.status, "grey"),
        "stage": desk.called(stage) if stage else "",
        "status": where.status,
    }


def _status(units: Units, found: Nomination, status: str) -> str:
    if status == RETURNED and units.from_outside(found):
        return _("returned to be mended")
    return word("standing", status, units.desk.language)


def _history(units: Units, found: Nomination) -> list[dict[str, Any]]:
    desk = units.desk
    inside = found.unit in units.below
    zone = ZoneInfo(desk.charter.timezone)
    own = list(endings.told(desk, found, texts.history(desk.round_id, [found.id])[found.id]))
    others = [asdict(step) for step in course.steps(desk, found, own[0]["at"])]
    return [
        {
            **step,
            "clause": clause_in_words(desk, step["clause"]) if step.get("clause") else "",
            "reason": "" if step["kind"] in KEPT_BACK and not inside else step.get("reason", ""),
            "what": word("event", step["kind"], desk.language),
            "who": word("role", step["role"], desk.language),
            "at": step["at"].astimezone(zone),
        }
        for step in sorted([*own, *others], key=itemgetter("at"))
    ]


def may(units: Units, found: Nomination) -> dict[str, bool]:
    """Which acts make sense now; the gates have the last word."""
    desk = units.desk
    where = units.standing(found)
    status = where.status if where else ""
    own = found.id in units.handed_in if units.from_outside(found) else units.coordinates(found.unit)
    stage = open_stage(desk, "recommend")
    first = desk.charter.stages[0]
    handles = stage is not None and units.coordinates(desk.tree.ancestor(found.unit, stage.tier) or "")
    here = where is not None and stage is not None and where.stage == stage.id
    below = stage is not None and (desk.tree.units[found.unit].tier != stage.tier or units.from_outside(found))
    return {
        "revise": own and stage is not None and (status == RETURNED or (status == STANDING and stage.id == first.id)),
        "withdraw": own and status in (STANDING, RETURNED, HELD, "reserve"),
        "return": handles and here and below and status == STANDING and not units.concerned(found),
        "stop": handles and here and status in (STANDING, RETURNED) and not units.concerned(found),
    }


# --- mending


@seated(*BOTH)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """Open the dossier as a draft, filled with what was handed in; or go on with the draft there is."""
    units = Units(desk)
    found = own_case(units, nomination)
    if request.method == "POST" and may(units, found)["revise"]:
        keeper = papers.OWN if units.role(found) == NOMINATOR else found.unit
        if papers.found(desk, keeper, found.id) is None:
            papers.put(desk, keeper, found.id, _filled(desk, found))
        return to(desk, "draft", keeper, found.id)
    return to(desk, "case", nomination)


def _filled(desk: Desk, found: Nomination) -> dict[str, Any]:
    """A draft that says what the dossier says. Sensitive answers are named in `kept`, not repeated."""
    there = texts.texts_of(desk.round_id, [found], texts.ALL)[found.id]
    shown = texts.seen(desk, found, there)
    attributes = desk.charter.attributes
    data: dict[str, Any] = {
        "unit": found.unit,
        "where": {"unit": found.unit},
        "category": found.category,
        "revises": found.version,
        "who": {"name": shown.get("name", ""), **({"key": found.person} if found.person else {})},
        "members": list(_members(found, shown.get("members", []))),
        "theme": {"theme": found.theme or ""},
        "about": {name: questions.as_typed(attributes[name], value) for name, value in shown["attributes"].items()},
        "kept": sorted(texts.withheld(desk, found, there)),
        "statement": {"statement": shown.get("statement", "")},
        "evidence": [{**line, "id": line["digest"]} for line in shown.get("evidence", [])],
        "claims": [_claim(n, claim) for n, claim in enumerate(shown.get("claims", []))],
    }
    return {**data, "done": list(papers.sections(desk.charter, found.category))}


def _members(found: Nomination, names: list[str]) -> Iterator[dict[str, str]]:
    """Names with the pseudonyms they had; those without a name are left out."""
    keys = found.members if len(found.members) == len(names) else [None] * len(names)
    for name, key in zip(names, keys, strict=True):
        yield {"name": name, **({"key": key} if key else {})}


def _claim(number: int, claim: dict[str, Any]) -> dict[str, Any]:
    return {**claim, "figure": claim["figure"] or "", "id": f"c{number}"}


# --- sent back, withdrawn, stopped: each after a question


@seated(*BOTH)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """The unit takes its nomination back."""
    return _ask(request, desk, nomination, "withdraw")


@seated(ROLE)
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """Back to the unit below to be mended, with the clause and the reason."""
    return _ask(request, desk, nomination, "return")


@seated(ROLE)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """Ended here, under a clause."""
    return _ask(request, desk, nomination, "stop")


def _ask(request: HttpRequest, desk: Desk, nomination: str, what: str) -> HttpResponse:
    units = Units(desk)
    found = own_case(units, nomination)
    if what != "withdraw" and units.concerned(found):  # who put themselves forward takes it back, and no more
        raise Http404
    clauses = list(clauses_of(desk)) if what != "withdraw" else []
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        faults = list(_missing(request, what, [clause for clause, _said in clauses]))
        if not faults:
            try:
                _perform(units, found, what, request.POST.get("clause", ""), request.POST.get("reason", "").strip())
            except Refused as refused:
                faults = [(told(desk, refused), "")]
            else:
                messages.success(request, _DONE[what]())
                stays = units.coordinates(found.unit) or found.id in units.handed_in
                return to(desk, "case", found.id) if stays else to(desk, "tasks")
    stage = open_stage(desk)
    context = {"what": what, "clauses": clauses, "faults": faults, "typed": request.POST, "longest": LONGEST}
    more = {
        "may": may(units, found)[what],
        "outside": units.from_outside(found),
        "window": desk.round.windows[stage.id] if stage else None,
    }
    return show(request, desk, "ask", case=found, name=units.named(found.id), **context, **more)


_DONE = {
    "withdraw": lambda: _("The nomination was withdrawn."),
    "return": lambda: _("The nomination was returned."),
    "stop": lambda: _("The nomination was stopped."),
}


def _missing(request: HttpRequest, what: str, clauses: list[str]) -> Iterator[tuple[str, str]]:
    reason = request.POST.get("reason", "").strip()
    if what != "withdraw" and request.POST.get("clause") not in clauses:
        yield _("Choose the clause it rests on."), "clause-1"
    if not reason:
        yield _("Give the reason."), "id_reason"
    if len(reason) > LONGEST:
        yield _("Give the reason in at most %(most)s characters.") % {"most": LONGEST}, "id_reason"


def _perform(units: Units, found: Nomination, what: str, clause: str, reason: str) -> None:
    opening = committed("reason", reason)
    sealed = opening.commitment
    acts: dict[str, Act] = {
        "withdraw": Withdraw(nomination=found.id, reason=sealed),
        "return": Return(nomination=found.id, clause=clause, reason=sealed),
        "stop": Stop(nomination=found.id, clause=clause, reason=sealed),
    }
    units.desk.perform(units.role(found) if what == "withdraw" else ROLE, acts[what], [opening])


def clauses_of(desk: Desk) -> Iterator[tuple[str, str]]:
    """The clauses of the charter that a nomination can be measured by, each once, with its words."""
    charter = desk.charter
    known: dict[str, str] = {}
    for rule in charter.eligibility:
        known.setdefault(rule.clause, desk.said(rule.says))
    if charter.reaward:
        known.setdefault(charter.reaward.clause, desk.said(charter.reaward.says))
    for stage in charter.stages:
        if stage.vote and stage.vote.clause and stage.gate == "recommend":
            known.setdefault(stage.vote.clause, desk.said(stage.name))
    for composed in charter.rules:
        if composed.clause:
            known.setdefault(composed.clause, desk.said(composed.says))
    yield from known.items()
    yield NOMINATING, _("The statement or the papers are incomplete or unclear")


def clause_in_words(desk: Desk, clause: str) -> str:
    """A clause as it is quoted: its number and its words."""
    says = dict(clauses_of(desk)).get(clause, "")
    return says if clause == NOMINATING else " ".join(filter(None, [clause, says]))
