"""Score sheets while they are written, and the word that an assessor has looked for interests."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from chucai.errors import Refused
from chucai.web.records import drafts, models
from chucai.web.records.drafts import Kept
from chucai.web.records.state import Rows
from chucai.web.records.streams import chunks

SHEET = "sheet"
HANDED_IN = ("assessed", "assessment-amended")
INTERESTS = "interests"  # which cases an assessor has said of whether they have an interest in them
TRIES = 8


@dataclass(frozen=True, slots=True)
class Papers:
    """What an assessor has lying there at a stage: sheets by nomination, and the cases looked through for interests."""

    sheets: Mapping[str, Kept]
    declared: frozenset[str]

    def sheet(self, nomination: str) -> Kept:
        return self.sheets.get(nomination) or Kept(nomination, {}, 0, None)


def owner(assessor: str) -> str:
    return f"assessor/{assessor}"


def key(stage: str, nomination: str) -> str:
    return f"{stage}/{nomination}"


def papers(round_id: str, assessor: str, stage: str, nomination: str | None = None) -> Papers:
    """Everything an assessor has lying there at a stage, or what concerns one nomination."""
    which = (
        Q(kind=SHEET, key__startswith=key(stage, ""))
        if nomination is None
        else Q(kind=SHEET, key=key(stage, nomination))
    )
    rows = models.Draft.objects.filter(which | Q(kind=INTERESTS, key=stage), round_id=round_id, owner=owner(assessor))
    sheets, declared = {}, frozenset[str]()
    # Not the edits a sheet was made of: of many sheets they are most of what is kept.
    columns = ("kind", "key", "data__values", "data__cases", "version", "updated")
    for kind, name, values, cases, version, updated in rows.values_list(*columns):
        if kind == INTERESTS:
            declared = frozenset(cases)
        else:
            sheets[name.removeprefix(key(stage, ""))] = Kept(name, {"values": values or {}}, version, updated)
    return Papers(sheets, declared)


def looked_through(
    round_id: str, assessor: str, stage: str, cases: Iterable[str], at: datetime, account: int | None
) -> None:
    """Note that the assessor has been asked about these cases and has said what there was to say."""
    for _ in range(TRIES):
        before = drafts.found(round_id, owner(assessor), INTERESTS, stage)
        data = {"cases": sorted({*before.data.get("cases", ()), *cases})}
        try:
            drafts.save(round_id, owner(assessor), INTERESTS, stage, data, before.version, at, account)
            return
        except Refused:
            continue
    raise Refused("conflict", round=round_id, tries=TRIES)


def drop(round_id: str, assessor: str, stage: str, nominations: Collection[str]) -> None:
    """These sheets have been handed in, or the assessor has stepped aside."""
    rows = models.Draft.objects.filter(round_id=round_id, owner=owner(assessor), kind=SHEET)
    for some in chunks(sorted(nominations)):
        rows.filter(key__in=[key(stage, name) for name in some]).delete()


def handed_in_comment(state: Rows, nomination: str, assessor: str) -> str:
    """What an assessor wrote beside the marks of their last sheet on a nomination; empty if nothing, or erased."""
    stream = state.place(f"nomination/{nomination}").id or 0
    sheets = models.Event.objects.filter(stream_id=stream, actor=assessor, kind__in=HANDED_IN).order_by("-version")
    version = sheets.values_list("version", flat=True).first() or 0
    rows = models.Opening.objects.filter(stream_id=stream, version=version, field="comment")
    value = rows.values_list("value", flat=True).first()
    return str(json.loads(value)) if value else ""


def found(round_id: str, assessor: str, stage: str, nomination: str) -> Kept:
    return drafts.found(round_id, owner(assessor), SHEET, key(stage, nomination))


def found_declared(round_id: str, assessor: str, stage: str, nomination: str) -> tuple[Kept, frozenset[str]]:
    """A sheet with all that is kept of it, and the cases looked through for interests, in one go."""
    which = Q(kind=SHEET, key=key(stage, nomination)) | Q(kind=INTERESTS, key=stage)
    rows = models.Draft.objects.filter(which, round_id=round_id, owner=owner(assessor))
    there = {kind: (data, *rest) for kind, data, *rest in rows.values_list("kind", "data", "version", "updated")}
    sheet, interests = (there.get(kind, ({}, 0, None)) for kind in (SHEET, INTERESTS))
    return Kept(key(stage, nomination), *sheet), frozenset(interests[0].get("cases", ()))


def save(
    round_id: str,
    assessor: str,
    stage: str,
    nomination: str,
    data: Mapping[str, Any],
    seen: int,
    at: datetime,
    account: int | None,
) -> int:
    """Keep a sheet over version `seen`; returns the new version. Raises Refused("draft-moved-on")."""
    return drafts.save(round_id, owner(assessor), SHEET, key(stage, nomination), data, seen, at, account)
