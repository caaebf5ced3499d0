"""Rows for lists of nominations, kept in the transaction of the acts. All of it follows from events; `replay` recounts.

The row of a nomination with events of its own is worked out before the streams it follows from are held, so that
nobody changes them meanwhile. Those that other streams speak about are brought up to date after that, in bulk: who
changes such a stream holds it, and whatever else could change these nominations wants it too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from chucai.charter.model import Charter
from chucai.gates.model import Nomination
from chucai.gates.standing import standing
from chucai.gates.state import State
from chucai.web.records.composite import Plain
from chucai.web.records.models import NominationRow, NomineeRow
from chucai.web.records.state import Rows
from chucai.web.records.streams import AT_ONCE, chunks
from chucai.web.records.touched import Touched

KEY = ("round", "nomination")
FOLLOWING = (
    *("version", "category", "unit", "theme", "returned", "ended", "sheets", "honour", "updated"),
    *("standing", "stage", "mean"),
)
MERIT = ("merit", "se", "rank")
NAME_LENGTH = 200
Line = tuple[int | None, int | None, int | None]  # merit, se, rank
NO_MERIT: Line = (None, None, None)
Rankings = Sequence[tuple[str, Mapping[str, Line]]]  # stage, nomination -> its line; the last stage's first
SET_MERIT = "UPDATE records_nominationrow SET merit = %s, se = %s, rank = %s WHERE round_id = %s AND nomination = %s"


def row(charter: Charter, state: State, plain: Plain, nomination: Nomination) -> dict[str, Any]:
    """The columns that follow from a nomination and where it stands, but for the round."""
    award = nomination.award
    ended = (award.lost or "conferred") if award else "declined" if nomination.declined else nomination.ended
    where = standing(charter, state, nomination)
    return {
        "nomination": nomination.id,
        "version": nomination.version,
        "category": nomination.category,
        "unit": nomination.unit,
        "theme": nomination.theme or "",
        "returned": nomination.returned,
        "ended": ended or "",
        "sheets": sum(len(sheets) for sheets in nomination.sheets.values()),
        "honour": award.honour if award else "",
        "updated": nomination.at,
        "standing": where.status,
        "stage": where.stage or "",
        "mean": plain.mean(nomination),
    }


def wanted(charter: Charter, state: State, nomination: str) -> int:
    """Sheets assigned at all stages."""
    stages = (stage.id for stage in charter.stages if stage.gate == "compare")
    return sum(len(state.comparison(stage).assigned.get(nomination, ())) for stage in stages)


def merits(charter: Charter, state: State) -> Rankings:
    """The adopted rankings, the last stage's first; who had too few sheets there has no merit."""
    found = []
    for stage in reversed(charter.stages):
        comparison = state.comparison(stage.id) if stage.gate == "compare" else None
        if comparison is not None and comparison.sheets is not None:
            lines: dict[str, Line] = dict.fromkeys(comparison.unranked, NO_MERIT)
            lines |= {line.nomination: (line.merit, line.se, line.rank) for line in comparison.ranking}
            found.append((stage.id, lines))
    return found


def line_of(rankings: Rankings, nomination: str) -> Line:
    """Merit, standard error and rank by the first of these rankings that names it."""
    return next((lines[nomination] for _, lines in rankings if nomination in lines), NO_MERIT)


def own(state: Rows, touched: Touched) -> list[dict[str, Any]]:
    """The rows of nominations with events of their own, as the batch leaves them."""
    if not touched.written:
        return []
    charter = state.charter()
    plain = Plain(charter)
    return [row(charter, state, plain, state.nomination(name)) for name in sorted(touched.written)]


def keep(state: Rows, touched: Touched, rows: Sequence[dict[str, Any]], names: Mapping[str, str]) -> None:
    """Write these rows, then bring up to date whatever else was touched. `names` are those told in the batch."""
    round_id = state.round_id
    _upsert(round_id, [row for row in rows if row["nomination"] not in names], FOLLOWING)
    named = [{**row, "name": names[row["nomination"]]} for row in rows if row["nomination"] in names]
    _upsert(round_id, named, (*FOLLOWING, "name"))
    _people(state, touched.dossiers)
    _others(round_id, touched)


def _upsert(round_id: str, rows: Sequence[dict[str, Any]], columns: Collection[str]) -> None:
    made = [NominationRow(round_id=round_id, **row) for row in rows]
    NominationRow.objects.bulk_create(
        made, batch_size=AT_ONCE, update_conflicts=True, unique_fields=KEY, update_fields=columns
    )


def _people(state: Rows, nominations: Collection[str]) -> None:
    """Who would be honoured, where a dossier says so anew."""
    for some in chunks(sorted(nominations)):
        NomineeRow.objects.filter(round_id=state.round_id, nomination__in=some).delete()
        rows = [
            NomineeRow(round_id=state.round_id, nomination=name, person=person)
            for name in some
            for person in sorted(state.nomination(name).people)
        ]
        NomineeRow.objects.bulk_create(rows, batch_size=AT_ONCE)


def _others(round_id: str, touched: Touched) -> None:
    """Standings, assignments and merits of nominations that other streams speak about."""
    state = Rows(round_id)
    if names := _standing_touched(state, touched):
        state.foresee({f"nomination/{name}" for name in names})
        _keep_standings(state, state.charter(), names)
    if touched.assigned:
        charter = state.charter()
        counts: dict[Any, list[str]] = defaultdict(list)
        for name in sorted(touched.assigned):
            counts[wanted(charter, state, name)].append(name)
        for number, same in counts.items():
            _update(round_id, same, wanted=number)
    if touched.ranked:
        _keep_merits(round_id, merits(state.charter(), state))


def _standing_touched(state: Rows, touched: Touched) -> list[str]:
    rows = NominationRow.objects.filter(round_id=state.round_id)
    if touched.everybody:
        return sorted(rows.values_list("nomination", flat=True))
    names = set(touched.stands)
    for notice, objection in touched.notices:
        found = state.notice(notice)
        names |= {found.objections[objection].about} if found else set()
    asked = Q(stage__in=touched.stages)
    for unit, category in touched.slates:
        asked |= Q(unit__in=state.tree.below(unit), category=category)
    if touched.stages or touched.slates:
        names |= set(rows.filter(asked).values_list("nomination", flat=True))
    return sorted(names)


def _keep_standings(state: Rows, charter: Charter, names: Sequence[str]) -> None:
    """Write those that are another than before; there are few standings, so few statements."""
    moved: dict[tuple[str, str], list[str]] = defaultdict(list)
    for some in chunks(names):
        rows = NominationRow.objects.filter(round_id=state.round_id, nomination__in=some)
        for name, status, stage in rows.values_list("nomination", "standing", "stage"):
            where = standing(charter, state, state.nomination(name))
            if (where.status, where.stage or "") != (status, stage):
                moved[where.status, where.stage or ""].append(name)
    for (status, stage), same in moved.items():
        _update(state.round_id, same, standing=status, stage=stage)


def _update(round_id: str, nominations: Sequence[str], **columns: Any) -> None:
    for some in chunks(nominations):
        NominationRow.objects.filter(round_id=round_id, nomination__in=some).update(**columns)


def _keep_merits(round_id: str, rankings: Rankings) -> None:
    rows = NominationRow.objects.filter(round_id=round_id).values_list("nomination", *MERIT)
    lines = ((name, tuple(before), line_of(rankings, name)) for name, *before in rows)
    _set_merits(round_id, [(*line, name) for name, before, line in lines if before != line])


def _set_merits(round_id: str, lines: Sequence[tuple[int | None, int | None, int | None, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(SET_MERIT, [(*line[:3], round_id, line[3]) for line in lines])


def estimated(round_id: str, stage: str, lines: Mapping[str, Line]) -> None:
    """Show these merits in lists until a ranking of the stage is adopted; an adopted one is never written over.

    `lines`: nomination -> (merit, se, rank), in millionths.
    """
    state = Rows(round_id)
    if state.comparison(stage).sheets is None:
        _set_merits(round_id, [(*line, name) for name, line in sorted(lines.items())])


def blank_name(round_id: str, stream: str) -> None:
    """The copy of a name goes with its opening."""
    family, _, nomination = stream.partition("/")
    if family == "nomination":
        NominationRow.objects.filter(round_id=round_id, nomination=nomination).update(name="")


def shown_name(value: Any) -> str:
    """A name as its copy has it."""
    return str(value)[:NAME_LENGTH] if value is not None else ""


def names_in(opened: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Nomination -> name, from (stream, name) in the order of the batch."""
    pairs = ((stream.partition("/"), name) for stream, name in opened)
    return {nomination: shown_name(name) for (family, _, nomination), name in pairs if family == "nomination"}


def name_from(openings: Iterable[tuple[str, str]]) -> str | None:
    """The name among openings given as (field, canonical JSON); None where there is none."""
    return next((shown_name(json.loads(value)) for field, value in openings if field == "name"), None)
