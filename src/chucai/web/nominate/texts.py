"""The texts behind nominations, as far as somebody may see them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from chucai.gates.dossier import Opening, typed
from chucai.gates.model import Nomination
from chucai.gates.visibility import fields
from chucai.web.desk import Desk
from chucai.web.records import models
from chucai.web.records.streams import chunks

DEEDS = ("statement", "claims", "evidence")
ALL = ("name", "attributes", "members", *DEEDS)
Texts = Mapping[str, Any]


def texts_of(round_id: str, nominations: Iterable[Nomination], wanted: Collection[str]) -> dict[str, dict[str, Any]]:
    """Nomination -> field -> text, of the dossier as it stands now; what was erased is not there.

    Everything there is: ask `seen` before showing any of it.
    """
    known = {f"nomination/{one.id}": one for one in nominations}
    found: dict[str, dict[str, Any]] = {one.id: {} for one in known.values()}
    for some in chunks(sorted(known)):
        rows = models.Opening.objects.filter(stream__round_id=round_id, stream__key__in=some, field__in=wanted)
        for key, field, salt, value in rows.values_list("stream__key", "field", "salt", "value"):
            opening = Opening(field, bytes(salt), json.loads(value))
            if known[key].commitments.get(field) == opening.commitment:
                found[known[key].id][field] = opening.value
    return found


def seen(desk: Desk, nomination: Nomination, texts: Texts) -> dict[str, Any]:
    """Those of a dossier's texts that the person at the desk may see; of the attributes, those they may."""
    allowed = fields(desk.charter, desk.state, desk.viewer, nomination, desk.today)
    shown: dict[str, Any] = {name: texts[name] for name in ("name", "members") if name in allowed and name in texts}
    if "deeds" in allowed:
        shown |= {name: texts[name] for name in DEEDS if name in texts}
    answers = typed(desk.charter, texts.get("attributes", {}))
    shown["attributes"] = {name: value for name, value in answers.items() if name in allowed}
    return shown


def withheld(desk: Desk, nomination: Nomination, texts: Texts) -> dict[str, Any]:
    """Answers that were handed in and that the person at the desk may not see (again): carried on, never shown."""
    allowed = fields(desk.charter, desk.state, desk.viewer, nomination, desk.today)
    answers = typed(desk.charter, texts.get("attributes", {}))
    return {name: value for name, value in answers.items() if name not in allowed}


def names_of(desk: Desk, nominations: Iterable[Nomination]) -> dict[str, str]:
    """Nomination -> name, where it may be seen and was not erased."""
    some = list(nominations)
    found = {}
    there = texts_of(desk.round_id, some, ("name",))
    for one in some:
        if "name" in there[one.id] and "name" in fields(desk.charter, desk.state, desk.viewer, one, desk.today):
            found[one.id] = str(there[one.id]["name"])
    return found


RULED = "referral-ruled"
HISTORY = ("submitted", "revised", "returned", "withdrawn", "stopped", RULED)  # none of what assessors and bodies did
SAID = {"returned": ("clause",), "stopped": ("clause",), RULED: ("rule", "outcome")}  # what an event says beside


def history(round_id: str, nominations: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """What happened to nominations among units and office, oldest first: kind, at, role, clause, reason, receipt.

    Rulings on conditions also say rule and outcome: ask for `referral` before showing them.
    """
    keys = [f"nomination/{name}" for name in nominations]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in nominations}
    events = models.Event.objects.filter(round_id=round_id, stream__key__in=keys, kind__in=HISTORY)
    reasons = models.Opening.objects.filter(stream__round_id=round_id, stream__key__in=keys, field="reason")
    told = {
        (key, version): json.loads(value)
        for key, version, value in reasons.values_list("stream__key", "version", "value")
    }
    for key, version, kind, role, at, data in events.order_by("stream_id", "version").values_list(
        "stream__key", "version", "kind", "role", "at", "data"
    ):
        said = json.loads(bytes(data))["data"] if kind in SAID else {}
        facts = {name: said.get(name) for name in SAID.get(kind, ())}
        found[key.partition("/")[2]].append(_step(key, version, kind, role, at, facts, told.get((key, version))))
    return found


def _step(
    key: str, version: int, kind: str, role: str, at: datetime, facts: dict[str, Any], reason: str | None
) -> dict[str, Any]:
    return {
        "receipt": f"{key}@{version}",
        "kind": kind,
        "role": role,
        "at": at,
        "rule": facts.get("rule", ""),
        "outcome": facts.get("outcome", ""),
        "clause": facts.get("clause") or "",
        "reason": reason or "",
    }
