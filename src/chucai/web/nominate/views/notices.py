"""The notice in the unit: what it will say, published when it is right, and to be put up on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chucai.charter.calendar import notice_window
from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.model import Nomination, Notice
from chucai.gates.standing import RESERVE, paper_id, unit_at
from chucai.publish.notice import NoticeData, notice_text, notice_title
from chucai.web.desk import Desk
from chucai.web.nominate import texts
from chucai.web.nominate.units import Units, unit_shown
from chucai.web.nominate.views.desks import ROLE, deciding, impartial, own_unit, show, to, told
from chucai.web.noticing import CONTACT, TEXTS, contact, entry, keep_contact, notice_data, published

READ = "id_read"


@deciding
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, desk: Desk, unit: str) -> HttpResponse:
    """Everything a reader of the notice will see, before anybody sees it."""
    units, stage = _meant(desk, unit)
    there = desk.state.notice(paper_id(stage.id, unit))
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and there is None:
        keep_contact(desk, stage, unit, {name: request.POST.get(name, "").strip()[:200] for name in CONTACT})
        if "publish" not in request.POST:
            return to(desk, "notice", unit)
        faults = _publish(desk, units, stage, unit) if request.POST.get("read") else [(_unread(), READ)]
        if not faults:
            messages.success(request, _("The notice is published."))
            return to(desk, "notice", unit)
    context, leaks = shown(desk, units, stage, unit, there)
    unread = any(control == READ for _text, control in faults)
    return show(request, desk, "notice", faults=[*faults, *leaks], unread=unread, **context)


def _unread() -> str:
    return _("Tick the box below the list once you have read it; until then nothing is published")


def _meant(desk: Desk, unit: str) -> tuple[Units, Stage]:
    """The stage with a notice at this unit's tier: the one open now, or the last that was."""
    units = Units(desk)
    tier = desk.tree.units[own_unit(units, unit)].tier
    top = desk.charter.tiers[-1].id
    opened = [s for s in desk.charter.stages if s.notice and s.tier == tier != top and s.id in desk.round.windows]
    if not opened:
        raise Http404
    impartial(units, opened[-1], unit)
    return units, opened[-1]


def _publish(desk: Desk, units: Units, stage: Stage, unit: str) -> list[tuple[str, str]]:
    listed, reserves = who(units, stage, unit)
    try:
        act, text = published(told_data(desk, units, stage, unit, None), unit, listed, reserves)
        desk.perform(ROLE, act, [text])
    except Refused as refused:
        return [(told(desk, refused), "")]
    return []


def who(units: Units, stage: Stage, unit: str) -> tuple[list[Nomination], list[Nomination]]:
    """Those the notice names, and those in reserve; nobody, where it is for others to publish."""
    desk = units.desk
    if units.stands_apart(stage, unit):
        return [], []
    here = [
        (one, where)
        for one in units.of(unit)
        if (where := units.standing(one)) is not None
        and where.in_play
        and where.stage == stage.id
        and unit_at(desk.charter, desk.state, stage, one) == unit
    ]
    reserves = [one for one, where in here if where.status == RESERVE]
    return [one for one, where in here if where.status != RESERVE], reserves


def told_data(desk: Desk, units: Units, stage: Stage, unit: str, there: Notice | None) -> NoticeData:
    """The notice with the texts that the charter lets it show."""
    if there is None:
        listed, reserves = who(units, stage, unit)
    else:
        by_id = {one.id: one for one in units.nominations}
        listed, reserves = ([by_id[n] for n in some if n in by_id] for some in (there.listed, there.reserves))
    rules = desk.charter.notices[stage.notice or ""]
    people = [*listed, *(reserves if rules.reserves else [])]
    dossiers = texts.texts_of(desk.round_id, people, TEXTS)
    seen = {one.id: texts.seen(desk, one, dossiers[one.id]) for one in people}
    entries = [entry(desk, stage, one, seen[one.id], reserve=one in reserves) for one in people]
    window = there.window if there else notice_window(rules, desk.state.calendar, desk.today)
    return notice_data(desk, stage, unit, entries, window, window.first if there else desk.today)


def shown(
    desk: Desk, units: Units, stage: Stage, unit: str, there: Notice | None
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What the pages show, and what keeps the notice from being shown at all."""
    data = told_data(desk, units, stage, unit, there)
    typed = contact(desk, stage, unit)
    try:
        text, faults = notice_text(data, desk.language), []
    except Refused as refused:
        text, faults = "", [(told(desk, refused), "")]
    title, _newline, body = text.partition("\n")
    return {
        "unit": unit_shown(desk, unit),
        "stage": stage,
        "stage_name": desk.called(stage),
        "open": desk.round.is_open(stage.id),
        "title": title or notice_title(desk.charter, stage.id, desk.language),
        "paragraphs": [line for line in body.split("\n") if line.strip()],
        "window": data.window,
        "published": there,
        "contact": {name: typed.get(name, "") for name in CONTACT},
        "number": len(data.entries),
        "address": f"/rounds/{desk.round_id}/notices/{paper_id(stage.id, unit)}/",
    }, faults


@deciding
@require_safe
def notice(request: HttpRequest, desk: Desk, unit: str) -> HttpResponse:
    """The notice for the board, to be printed and sealed."""
    units, stage = _meant(desk, unit)
    there = desk.state.notice(paper_id(stage.id, unit))
    context, faults = shown(desk, units, stage, unit, there)
    return show(request, desk, "notice_form", faults=faults, **context)
