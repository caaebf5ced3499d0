"""My tasks: for each unit what comes next, what came back, what is being written, and how far things are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chucai.charter.stages import Stage
from chucai.gates.standing import paper_id
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.nominate import reading, texts
from chucai.web.nominate.paper import Paper, of_units
from chucai.web.nominate.units import Units, is_early, open_stage, takes_nominations, unit_name, unit_shown
from chucai.web.nominate.views.ballots import candidates as voted_on
from chucai.web.nominate.views.cases import clause_in_words, standing_in_words
from chucai.web.nominate.views.desks import ROLE, address, show
from chucai.web.nominate.views.notices import who
from chucai.web.nominate.views.parts import carried_in, state_of
from chucai.web.nominate.views.places import issued

SHOWN = 50  # nominations of a unit on this page


@seated(ROLE)
@require_safe
def tasks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where a coordinator begins."""
    units = Units(desk)
    papers = list(of_units(desk, units.own))
    stage = open_stage(desk)
    carried = carried_in(desk, papers)
    units.learn_names(one for unit in units.own for one in (*units.of(unit)[:SHOWN], *units.returned(unit)))
    written = [_draft(desk, paper, carried.get(paper.key, {})) for paper in papers]
    returned = _returned(units)
    return show(
        request,
        desk,
        "tasks",
        units=[_unit(units, unit, written, returned) for unit in units.own],
        stage=desk.called(stage) if stage else "",
        window=desk.round.windows.get(stage.id) if stage else None,
        takes=takes_nominations(desk),
    )


def _unit(units: Units, unit: str, written: list[dict[str, Any]], back: list[dict[str, Any]]) -> dict[str, Any]:
    desk = units.desk
    stage = units.stage_of(unit)
    own = [draft for draft in written if draft["paper"].unit == unit]
    returned = [item for item in back if item["unit"] == unit]
    tiers = {tier.id: desk.said(tier.name) for tier in desk.charter.tiers}
    all_ = units.of(unit)
    return {
        **unit_shown(desk, unit),
        "tier": tiers[units.unit(unit).tier],
        "categories": _categories(units, stage, unit),
        "next": _next(units, unit, own, returned),
        "returned": returned,
        "drafts": own,
        "nominations": [_line(units, one) for one in all_[:SHOWN]],
        "more": max(0, len(all_) - SHOWN),
        "below": _below(units, unit),
        "may_start": takes_nominations(desk) or is_early(desk),
        "passes_on": bool(issued(units, unit)),
        "vote": _votes(units, unit),
        "notice": _notice_stage(desk, units, unit) is not None,
    }


def _draft(desk: Desk, paper: Paper, kept: dict[str, Any]) -> dict[str, Any]:
    read = reading.read(desk, paper, kept)
    done = sum(state_of(read, section) == "done" for section in read.sections)
    return {
        "paper": paper,
        "name": paper.name or _("no name yet"),
        "category": desk.said(desk.charter.categories[paper.category].name),
        "done": done,
        "of": len(read.sections),
        "href": address(desk, "draft", paper.unit, paper.key),
        "complete": done == len(read.sections),
    }


def _returned(units: Units) -> list[dict[str, Any]]:
    """What came back, with the clause and the reason."""
    desk = units.desk
    back = [one for unit in units.own for one in units.returned(unit)]
    told = texts.history(desk.round_id, [one.id for one in back]) if back else {}
    found = []
    for one in back:
        last: dict[str, Any] = next((step for step in reversed(told[one.id]) if step["kind"] == "returned"), {})
        clause = clause_in_words(desk, last.get("clause", ""))
        line = {"id": one.id, "unit": one.unit, "name": units.named(one.id)}
        found.append({**line, "clause": clause, "reason": last.get("reason", "")})
    return found


def _categories(units: Units, stage: Stage | None, unit: str) -> list[dict[str, Any]]:
    """Places issued, used and left, and how many names may go up for them."""
    desk = units.desk
    found = []
    for key, category in desk.charter.categories.items() if stage else ():
        assert stage is not None
        places, names = units.room(stage, unit, key)
        sent = units.slate(stage, unit).lists.get(key)
        used = len(sent.ranked) + len(sent.promoted) if sent else len(units.candidates(stage, unit, key))
        found.append(
            {
                "id": key,
                "name": desk.said(category.name),
                "places": places,
                "names": names,
                "used": used,
                "left": None if names is None else max(0, names - used),
                "over": names is not None and used > names,
                "ratio": category.slate,
                "sent": sent is not None,
                "issued": (unit, key) in desk.tree.places,
            }
        )
    return found


def _line(units: Units, one: Any) -> dict[str, Any]:
    desk = units.desk
    return {
        "id": one.id,
        "name": units.named(one.id),
        "unit": unit_name(desk, one.unit),
        "category": desk.said(desk.charter.categories[one.category].name),
        "standing": standing_in_words(units, one),
    }


# --- the one next action


def _next(units: Units, unit: str, drafts: list[dict[str, Any]], returned: list[dict[str, Any]]) -> dict[str, str]:
    """What to do first: mend what came back, then whatever the open stage waits for."""
    desk = units.desk
    if returned:
        return _to(
            desk, _("Mend what was returned: %(name)s") % {"name": returned[0]["name"]}, "case", returned[0]["id"]
        )
    for act in (_notice_due, _writing, _vote_due, _slate_due, _nominating):
        found = act(units, unit, drafts)
        if found:
            return found
    return {"text": "", "href": ""}


def _to(desk: Desk, text: str, name: str, *parts: str) -> dict[str, str]:
    return {"text": text, "href": address(desk, name, *parts)}


def _writing(units: Units, _unit: str, drafts: list[dict[str, Any]]) -> dict[str, str] | None:
    if not drafts or not (takes_nominations(units.desk) or drafts[0]["paper"].revises):
        return None
    first = drafts[0]
    text = _("Hand in: %(name)s") if first["complete"] else _("Finish writing: %(name)s")
    return {"text": text % {"name": first["name"]}, "href": first["href"]}


def _votes(units: Units, unit: str) -> bool:
    """Whether the open stage has a vote of this unit about somebody."""
    stage = open_stage(units.desk)
    tier = units.unit(unit).tier
    if stage is None or stage.vote is None or stage.tier != tier or tier == units.desk.charter.tiers[-1].id:
        return False
    return bool(voted_on(units, stage, unit))


def _vote_due(units: Units, unit: str, _drafts: object) -> dict[str, str] | None:
    return _to(units.desk, _("Record the vote of your unit"), "vote", unit) if _votes(units, unit) else None


def _slate_due(units: Units, unit: str, _drafts: object) -> dict[str, str] | None:
    stage, desk = units.stage_of(unit), units.desk
    if stage is None or not desk.round.is_open(stage.id):
        return None
    for category, rules in desk.charter.categories.items():
        if category not in units.slate(stage, unit).lists and units.candidates(stage, unit, category):
            return _to(
                desk,
                _("Put in order and forward: %(category)s") % {"category": desk.said(rules.name)},
                "slate",
                unit,
                category,
            )
    return None


def _nominating(units: Units, unit: str, _drafts: object) -> dict[str, str] | None:
    desk, stage = units.desk, units.stage_of(unit)
    if stage is None or not takes_nominations(desk) or stage.id != desk.charter.stages[0].id:
        return None
    left = [line for line in _categories(units, stage, unit) if not line["sent"] and line["left"] != 0]
    return {"text": _("Put a name forward"), "href": address(desk, "start") + f"?unit={unit}"} if left else None


def _notice_stage(desk: Desk, units: Units, unit: str) -> Stage | None:
    tier = units.unit(unit).tier
    top = desk.charter.tiers[-1].id
    opened = [s for s in desk.charter.stages if s.notice and s.tier == tier != top and s.id in desk.round.windows]
    return opened[-1] if opened else None


def _notice_due(units: Units, unit: str, _drafts: object) -> dict[str, str] | None:
    desk = units.desk
    stage = _notice_stage(desk, units, unit)
    if stage is None or not desk.round.is_open(stage.id) or desk.state.notice(paper_id(stage.id, unit)):
        return None
    listed, reserves = who(units, stage, unit)
    return _to(desk, _("Publish the notice in your unit"), "notice", unit) if listed or reserves else None


# --- units below


def _below(units: Units, unit: str) -> list[dict[str, Any]]:
    """The units right below: what they have forwarded, and who is late."""
    desk = units.desk
    found = []
    for child in units.children(unit):
        stage = units.stage_of(child.id)
        if stage is None:
            continue
        waiting = [c for c in desk.charter.categories if units.candidates(stage, child.id, c)]
        sent = units.slate(stage, child.id).lists
        window = desk.round.windows.get(stage.id)
        late = window is not None and bool(set(waiting) - set(sent)) and desk.today > window.last
        found.append(
            {
                **unit_shown(desk, child.id),
                "nominations": len(units.of(child.id)),
                "sent": [
                    {"name": desk.said(desk.charter.categories[key].name), "n": len(names.ranked) + len(names.promoted)}
                    for key, names in sent.items()
                ],
                "waits": bool(set(waiting) - set(sent)),
                "late": late,
                "none": not waiting and not sent,
            }
        )
    return found
