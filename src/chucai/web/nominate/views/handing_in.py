"""Check your answers, declare, hand in: then the dossier is frozen and has its number and receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.acts import Act, Revise, Submit
from chucai.gates.dossier import Claim, Opening, write
from chucai.publish.figures import as_of
from chucai.web.access import seated
from chucai.web.committed import fresh_salt
from chucai.web.desk import NOMINATOR, Desk
from chucai.web.nominate import forms, questions, reading, words
from chucai.web.nominate import paper as papers
from chucai.web.nominate.paper import Paper
from chucai.web.nominate.reading import Read
from chucai.web.nominate.units import COORDINATOR, Units, first_tier, is_early, unit_name
from chucai.web.nominate.views.desks import (
    BOTH,
    address,
    kept,
    may_hand_in,
    own_case,
    show,
    to,
    told,
    writing,
)
from chucai.web.nominate.views.parts import alike, carried, frame, rules
from chucai.web.records import people
from chucai.web.records.sight import submitted_by


@writing
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, desk: Desk, found: Paper) -> HttpResponse:
    """Everything once more, with links to change it; with the declaration it is handed in."""
    read = reading.read(desk, found, carried(desk, found))
    faults = list(_faults(desk, read))
    if request.method == "POST" and not faults:
        if request.POST.get("declared") != "yes":
            faults = [(_("Tick the declaration before you hand in."), "id_declared")]
        else:
            try:
                _hand_in(desk, read)
                return to(desk, "received", found.key)
            except Refused as refused:
                faults = [(told(desk, refused), "")]
    return show(
        request,
        desk,
        "check",
        **frame(desk, found),
        faults=faults,
        rows=list(_rows(desk, read)),
        rules=rules(desk, read),
        likes=alike(desk, found),
        one_each=desk.charter.nominating.one_honour_each,
        early=is_early(desk) and not found.mine,
        may=may_hand_in(desk, found),
    )


def _faults(desk: Desk, read: Read) -> Iterator[tuple[str, str]]:
    """What keeps it from being handed in, section by section."""
    for section in read.sections:
        title = str(words.TITLES[section])
        if section in read.unseen:
            yield _("“%(section)s” is not finished.") % {"section": title}, f"row-{section}"
            continue
        for text, _id in read.faults.get(section, ()):
            yield words.about(title, text), f"row-{section}"


def _hand_in(desk: Desk, read: Read) -> None:
    """Through the door, with the texts behind it. Raises Refused."""
    paper = read.paper
    written = write(desk.charter, reading.dossier(desk, read), read.moments, fresh_salt)
    fields: dict[str, Any] = dict(written.fields)
    act: Act
    if paper.revises:
        act = Revise(nomination=paper.key, **fields)
    else:
        act = Submit(nomination=paper.key, category=paper.category, unit=paper.unit, **fields)
    openings: tuple[Opening, ...] = written.openings
    desk.perform(NOMINATOR if paper.mine else COORDINATOR, act, openings)
    papers.drop(desk, paper)
    if "you" in read.values:
        people.known_as(desk.request.user.pk or 0, read.values["you"])


def _rows(desk: Desk, read: Read) -> Iterator[dict[str, Any]]:
    """The summary list, each row with the address where it can be changed."""
    for section in read.sections:
        first = True
        lines = list(_lines(desk, read, section)) or [(str(words.TITLES[section]), "")]
        for name, value in lines:
            several = value if isinstance(value, list) else None
            yield {
                "section": section,
                "first": first,
                "name": name,
                "several": several,
                "value": None if several else value,
                "change": _change(desk, read, section),
            }
            first = False


def _change(desk: Desk, read: Read, section: str) -> str:
    parts = (read.paper.keeper, read.paper.key)
    if section in ("members", "evidence", "claims"):
        return kept(desk.request, address(desk, section, *parts))
    return address(desk, "section", *parts, section) + "?back=check"


def _lines(desk: Desk, read: Read, section: str) -> Iterator[tuple[str, Any]]:
    paper, title = read.paper, str(words.TITLES[section])
    if section == "who":
        yield _("Name"), paper.name
    elif section == "you":
        yield _("Your name"), (paper.part(section) or {}).get("name", "")
    elif section == "where":
        yield desk.said(first_tier(desk.charter).name), unit_name(desk, paper.unit)
    elif section == "theme":
        yield title, desk.said(desk.charter.themes.get(read.theme or ""))
    elif section == "about":
        yield from answers(desk, read.attributes)
    elif section == "members":
        yield title, [line["name"] for line in paper.lines("members")]
    elif section == "evidence":
        yield title, [line["name"] for line in paper.lines("evidence")]
    elif section == "claims":
        yield title, [claim_in_words(claim) for claim in read.values.get("claims", ())]
    else:
        yield title, (paper.part(section) or {}).get(section, "")


def answers(desk: Desk, attributes: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What was answered, in words, in the charter's order. Sensitive answers are masked."""
    for name, attribute in desk.charter.attributes.items():
        if name in attributes:
            sensitive = attribute.see == "sensitive"
            yield (
                questions.asked(name, attribute),
                _("given, not shown") if sensitive else questions.in_words(attribute, attributes[name]),
            )


def claim_in_words(claim: Claim) -> str:
    """A claim in one line: at least 300,000 views, as of the end of 2020."""
    if claim.figure is None:
        return claim.says
    bound = str(words.BOUNDS[claim.bound])
    figure = " ".join(filter(None, [bound, forms.grouped(claim.figure), claim.unit]))
    if claim.as_of:
        figure = _("%(figure)s, as of %(day)s") % {"figure": figure, "day": as_of(claim.as_of, get_language() or "")}
    return words.about(claim.says, figure)


@seated(*BOTH)
@require_safe
def received(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """It is in: the number, the receipt, and what happens next."""
    units = Units(desk)
    seen = {one.id for one in units.nominations}
    if nomination not in seen and nomination in submitted_by(desk.round_id, desk.actor_id or ""):
        # A judge is barred from what they nominated from the moment it is in; so is a coordinator who is in it.
        messages.success(request, _("The nomination is in. Number: %(number)s") % {"number": nomination})
        return to(desk, "mine" if nomination in units.handed_in else "tasks")
    case = own_case(units, nomination)
    stages = desk.charter.stages
    here = desk.round.stage or stages[0].id
    coming = [
        {"name": desk.called(stage), "window": desk.round.windows.get(stage.id)}
        for stage in stages[desk.charter.position(here) :][:4]
    ]
    return show(
        request,
        desk,
        "received",
        case=case,
        name=units.named(case.id),
        receipt=f"nomination/{case.id}@{case.version}",
        coming=coming,
    )
