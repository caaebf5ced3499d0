"""My tasks: for each unit what comes next, what came back, what is being written, and how far things are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from chucai.charter.stages import Stage
from chucai.gates.model import Nomination
from chucai.gates.standing import paper_id
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.nominate import reading, texts
from chucai.web.nominate.paper import Paper, of_units, own
from chucai.web.nominate.units import (
    Units,
    is_early,
    open_stage,
    takes_from_anybody,
    takes_nominations,
    unit_name,
    unit_shown,
)
from chucai.web.nominate.views.ballots import candidates as voted_on
from chucai.web.nominate.views.cases import clause_in_words, standing_in_words
from chucai.web.nominate.views.desks import BOTH, ROLE, address, may_hand_in, show, to
from chucai.web.nominate.views.notices import who
from chucai.web.nominate.views.parts import carried_in, state_of
from chucai.web.nominate.views.places import issued
from chucai.web.nominate.views.unsent import unsent

SHOWN = 50  # nominations of a unit on this page


@seated(*BOTH)
@require_safe
def tasks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where a coordinator begins; whoever nominates for no unit has a page of their own."""
    if not desk.holds(ROLE):
        return to(desk, "mine")
    units = Units(desk)
    papers = list(of_units(desk, units.own))
    stage = open_stage(desk)
    carried = carried_in(desk, papers)
    units.learn_names(one for unit in units.own for one in (*units.of(unit)[:SHOWN], *units.returned(unit)))
    written = [draft(desk, paper, carried.get(paper.key, {})) for paper in papers]
    returned = came_back(units, [one for unit in units.own for one in units.returned(unit)])
    return show(
        request,
        desk,
        "tasks",
        units=[_unit(units, unit, written, returned) for unit in units.own],
        stage=desk.called(stage) if stage else "",
        window=desk.round.windows.get(stage.id) if stage else None,
        takes=takes_nominations(desk),
        also=bool(units.handed_in or list(own(desk))) or takes_from_anybody(desk) is not None,
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
        "unsent": unsent(desk, own),
        "nominations": [listed(units, one) for one in all_[:SHOWN]],
        "more": max(0, len(all_) - SHOWN),
        "below": _below(units, unit),
        "may_start": takes_nominations(desk) or is_early(desk),
        "passes_on": bool(issued(units, unit)),
        "vote": _votes(units, unit),
        "notice": _notice_stage(desk, units, unit) is not None,
    }


def draft(desk: Desk, paper: Paper, kept: dict[str, Any]) -> dict[str, Any]:
    """A draft in a list: how far it is."""
    read = reading.read(desk, paper, kept)
    done, of = sum(state_of(read, section) == "done" for section in read.sections), len(read.sections)
    status, colour = _("%(done)s of %(of)s done") % {"done": done, "of": of}, "blue"
    if done == of:
        colour = "amber"
        status = pgettext("by anybody", "complete, not handed in") if paper.mine else _("complete, not handed in")
    return {
        "paper": paper,
        "name": paper.name or _("no name yet"),
        "category": desk.said(desk.charter.categories[paper.category].name),
        "status": status,
        "colour": colour,
        "href": address(desk, "draft", paper.keeper, paper.key),
        "complete": done == of,
    }


def came_back(units: Units, back: Sequence[Nomination]) -> list[dict[str, Any]]:
    """What was returned, with the clause and the reason."""
    desk = units.desk
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


def listed(units: Units, one: Nomination) -> dict[str, Any]:
    """A nomination in a list."""
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
        return mending(desk, returned[0])
    for act in (_notice_due, _writing, _vote_due, _slate_due, _nominating):
        found = act(units, unit, drafts)
        if found:
            return found
    return {"text": "", "href": ""}


def mending(desk: Desk, item: dict[str, Any]) -> dict[str, str]:
    return _to(desk, _("Mend what was returned: %(name)s") % {"name": item["name"]}, "case", item["id"])


def _to(desk: Desk, text: str, name: str, *parts: str) -> dict[str, str]:
    return {"text": text, "href": address(desk, name, *parts)}


def _writing(units: Units, _unit: str, drafts: list[dict[str, Any]]) -> dict[str, str] | None:
    return writing(units.desk, drafts)


def writing(desk: Desk, drafts: list[dict[str, Any]]) -> dict[str, str] | None:
    """To go on with the draft that was written last."""
    if not drafts or not may_hand_in(desk, drafts[0]["paper"]):
        return None
    first = drafts[0]
    ready = pgettext("by anybody", "Hand in: %(name)s") if first["paper"].mine else _("Hand in: %(name)s")
    text = ready if first["complete"] else _("Finish writing: %(name)s")
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
        due = category not in units.slate(stage, unit).lists and units.candidates(stage, unit, category)
        if due and not units.stands_apart(stage, unit, category):
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
