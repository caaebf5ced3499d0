"""One nomination as the office sees it: what it says, what happened to it, who was asked, and who scored it how."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from chucai.errors import Refused
from chucai.gates.dossier import typed
from chucai.gates.model import Nomination, Notice
from chucai.gates.standing import paper_id, unit_at
from chucai.gates.visibility import About, fields
from chucai.gates.words import word
from chucai.publish import figures
from chucai.web import course
from chucai.web.desk import Desk
from chucai.web.handing_out import WHOSE
from chucai.web.office.naming import Names
from chucai.web.records import dossiers, lists, models

DEEDS = ("statement", "claims", "evidence")
# Facts of events that are told beside their names; never texts, and of a vote or sheet nothing.
TOLD = ("clause", "stage", "body", "opinion", "outcome", "rule", "honour", "document", "ground", "out", "into")
SCORED = ("assessed", "assessment-amended", "abstained")


def found(desk: Desk, name: str) -> Nomination:
    """The nomination; no such page for whoever may not see it, or is honoured by it."""
    return with_row(desk, name)[0]


def with_row(desk: Desk, name: str) -> tuple[Nomination, models.NominationRow]:
    """The nomination and its row in lists, with all that its page tells foreseen; 404 as `found`."""
    rows = lists.at_work(desk.charter, desk.state, desk.viewer, desk.today)
    row = rows.filter(nomination=name).first()
    if row is None:
        raise Http404
    desk.state.foresee({f"nomination/{name}", *course.streams(desk, row.unit)})
    nomination = desk.state.nomination(name)
    readers = {who for stage in desk.charter.stages for who in _readers(desk, stage.id, nomination)}
    told = {nomination.nominator, *desk.state.roster.of("coordinator", nomination.unit)}
    desk.state.foresee({f"assessor/{who}" for who in readers | told})
    return nomination, row


def shown(desk: Desk, nomination: Nomination) -> dict[str, Any]:
    """The texts of the dossier that this person may see; no deeds where whose they are is hidden: they would tell."""
    texts = dossiers.texts(desk.state, [nomination])[nomination.id]
    allowed = fields(desk.charter, desk.state, desk.viewer, nomination, desk.today)
    seen: dict[str, Any] = {name: texts[name] for name in ("name", "members") if name in allowed and name in texts}
    if allowed >= WHOSE:
        seen |= {name: texts[name] for name in DEEDS if name in texts}
        seen["claims"] = [_claim(claim, desk.language) for claim in texts.get("claims", ())]
    seen["answers"] = list(_answers(desk, texts.get("attributes", {}), allowed))
    return seen


def _claim(said: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {**said, "figure": figures.claimed(said.get("figure"), said["bound"], said["unit"], language)}


def _answers(desk: Desk, values: Mapping[str, Any], allowed: frozenset[str]) -> Iterator[dict[str, str]]:
    try:
        known = typed(desk.charter, values)
    except Refused:  # written under an earlier charter
        known = {}
    for name, value in known.items():
        if name in allowed:
            attribute = desk.charter.attributes[name]
            if isinstance(value, bool):
                said = gettext("yes") if value else gettext("no")
            elif isinstance(value, Decimal | int | str):
                said = desk.said(attribute.names.get(str(value))) or str(value)
            else:
                said = figures.day(value, desk.language)
            yield {"name": desk.said(attribute.name) or name, "value": said}


def history(desk: Desk, names: Names, nomination: Nomination) -> list[dict[str, Any]]:
    """What happened to it, in words, the last first; who scored is not told here, nor with which mark."""
    rows = models.Event.objects.filter(round_id=desk.round_id, stream__key=f"nomination/{nomination.id}")
    own = []
    for kind, role, at, version, data in rows.order_by("version").values_list("kind", "role", "at", "version", "data"):
        said = json.loads(bytes(data))["data"]
        if kind in SCORED and not _sees_sheet(desk, nomination, said):
            continue
        told = {} if kind in SCORED else {name: str(said[name]) for name in TOLD if said.get(name)}
        facts = tuple(_fact(desk, names, name, value) for name, value in told.items())
        own.append(course.Step(kind, role, at, f"nomination/{nomination.id}@{version}", facts))
    steps = sorted([*own, *course.steps(desk, nomination, own[0].at)], key=lambda step: step.at)
    return [
        {
            "what": word("event", step.kind, desk.language),
            "who": names.role(step.role),
            "at": names.moment(step.at),
            "facts": step.facts,
        }
        for step in reversed(steps)
    ]


def _sees_sheet(desk: Desk, nomination: Nomination, said: Mapping[str, Any]) -> bool:
    """Even that there is a sheet, and since when, is for those who may see it."""
    return desk.may_see("sheet", About(nomination=nomination, stage=said["stage"], assessor=said["assessor"]))


def _fact(desk: Desk, names: Names, name: str, value: str) -> str:
    known = {"body": names.bodies, "stage": names.stages, "honour": names.honours}.get(name)
    if known is not None:
        return known.get(value, value)
    return word("answer", value, desk.language) if name in ("opinion", "outcome") else value


def opinions(desk: Desk, names: Names, nomination: Nomination) -> list[dict[str, Any]]:
    """Each body that was asked: when, by when, and what it said."""
    told = []
    for body, opinion in nomination.opinions.items():
        if desk.may_see("opinion", About(nomination=nomination, body=body)):
            told.append(
                {
                    "body": body,
                    "name": names.bodies.get(body, body),
                    "asked": names.day(opinion.asked),
                    "due": opinion.due,
                    "late": opinion.answer is None and opinion.due is not None and opinion.due < desk.today,
                    "answer": word("answer", opinion.answer, desk.language) if opinion.answer else "",
                    "ruled": word("answer", opinion.ruled, desk.language) if opinion.ruled else "",
                    "open": opinion.answer in ("concern", "object", "silence") and opinion.ruled is None,
                }
            )
    return told


def sheets(desk: Desk, names: Names, nomination: Nomination) -> list[dict[str, Any]]:
    """Sheets by stage, as far as they may be seen: who read it, with which marks."""
    told = []
    for stage in desk.charter.stages:
        judging = desk.charter.judging_of(stage) if stage.gate == "compare" else None
        if judging is None:
            continue
        criteria = desk.charter.criteria_of(judging)
        lines = []
        for who in _readers(desk, stage.id, nomination):
            if not desk.may_see("sheet", About(nomination=nomination, stage=stage.id, assessor=who)):
                continue
            sheet = nomination.sheets.get(stage.id, {}).get(who)
            marks = (
                [str(sheet.marks[name] * criteria[name].step) if name in sheet.marks else "–" for name in criteria]
                if sheet
                else []
            )
            state = "done" if sheet else _state(desk, stage.id, nomination, who)
            lines.append({"who": who, "marks": marks, "state": state})
        if lines:
            heads = [desk.said(criterion.name) for criterion in criteria.values()]
            told.append({"stage": names.stages[stage.id], "heads": heads, "lines": lines})
    return told


def _readers(desk: Desk, stage: str, nomination: Nomination) -> list[str]:
    assigned = desk.state.comparison(stage).assigned.get(nomination.id, ())
    return sorted({*assigned, *nomination.sheets.get(stage, {}), *nomination.abstained.get(stage, ())})


def _state(desk: Desk, stage: str, nomination: Nomination, who: str) -> str:
    if who in nomination.abstained.get(stage, ()):
        return "abstained"
    return "recused" if desk.state.assessor(who).barred(nomination.id) else "open"


def referrals(desk: Desk, nomination: Nomination) -> list[dict[str, str]]:
    """Conditions that wait for a person's word, or got it."""
    known = {rule.id: desk.said(rule.says) for rule in desk.charter.eligibility}
    return [
        {"rule": rule, "says": known.get(rule, rule), "outcome": word("answer", ruled, desk.language) if ruled else ""}
        for rule, ruled in nomination.referred.items()
    ]


def _notices(desk: Desk, nomination: Nomination) -> Iterator[Notice]:
    """Those it may stand on: one of the round or of its unit for each stage that has any."""
    for stage in desk.charter.stages:
        unit = unit_at(desk.charter, desk.state, stage, nomination)
        notice = desk.state.notice(paper_id(stage.id, unit)) if stage.notice else None
        if notice is not None:
            yield notice


def objections(desk: Desk, nomination: Nomination) -> list[dict[str, Any]]:
    """Objections to it, without a word of who objects."""
    told = []
    for notice in _notices(desk, nomination):
        for key, objection in notice.objections.items():
            seen = objection.about == nomination.id and desk.may_see(
                "objection", About(nomination=nomination, notice=notice, objection=key)
            )
            if seen:
                outcome = word("answer", objection.outcome, desk.language) if objection.outcome else ""
                told.append({"notice": notice.id, "key": key, "outcome": outcome})
    return told
