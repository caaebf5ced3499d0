"""Keeping a sheet as it is written, and handing sheets in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chucai.errors import Refused
from chucai.gates.acts import AmendAssessment, Assess
from chucai.gates.dossier import Opening
from chucai.gates.model import Nomination
from chucai.web.committed import committed
from chucai.web.desk import Handed
from chucai.web.judge.bench import Bench
from chucai.web.judge.queue import Case
from chucai.web.judge.sheet import Crossed, Edit, Sheet, merged
from chucai.web.records import sheets
from chucai.web.records.drafts import Kept

TRIES = 20  # a save that another one overtook is made again on what that one left


@dataclass(frozen=True, slots=True)
class Saved:
    """The sheet after a save, and the fields in which another device had been at work."""

    kept: Kept
    crossed: Sequence[Crossed]


def save(bench: Bench, nomination: Nomination, edits: Sequence[Edit]) -> Saved:
    """Put edits into the sheet, each once. Raises Refused("sheet-closed") when it is taken no more; UndeclaredError."""
    _still_open(bench, nomination)
    desk, place = bench.desk, (bench.desk.round_id, bench.who, bench.stage.id, nomination.id)
    now = int(desk.at.timestamp() * 1000) + 999  # the clock of pages knows whole seconds
    for _ in range(TRIES):
        kept, declared = sheets.found_declared(*place)
        bench.ask_first(nomination, declared)
        after = merged(kept, edits, now)
        if not after.changed:
            return Saved(kept, after.crossed)
        try:
            version = sheets.save(*place, after.data, kept.version, desk.at, desk.request.user.pk)
        except Refused:
            continue
        return Saved(Kept(kept.key, after.data, version, desk.at), after.crossed)
    raise Refused("conflict", round=desk.round_id, tries=TRIES)


def _still_open(bench: Bench, nomination: Nomination) -> None:
    done = bench.who in nomination.sheets.get(bench.stage.id, {})
    done |= bench.who in nomination.abstained.get(bench.stage.id, frozenset())
    if done:
        raise Refused("already-assessed", nomination=nomination.id, assessor=bench.who)
    if not bench.is_open:
        raise Refused("sheet-closed", stage=bench.stage.id)


def opened(name: str, text: str) -> Opening | None:
    """A text that an act commits to; nothing for an empty one."""
    return committed(name, text) if text.strip() else None


def _handed_in(bench: Bench, nomination: str, sheet: Sheet) -> Handed:
    comment = opened("comment", sheet.comment)
    act = Assess(
        stage=bench.stage.id,
        nomination=nomination,
        assessor=bench.who,
        marks=dict(sheet.marks),
        comment=comment.commitment if comment else None,
    )
    return act, [comment] if comment else []


def seal(bench: Bench, cases: Sequence[Case], seen: Mapping[str, int], read: Callable[[str], Sheet]) -> list[str]:
    """Hand in the sheets of these cases, all of them or none; returns which were. Those handed in before are no error.

    Raises Refused("sheet-moved-on") for a sheet that is not the one that was `seen` (by version), and what the gate
    refuses.
    """
    handed = []
    for case in cases:
        sheet = read(case.id)
        if sheet.version != seen.get(case.id):
            raise Refused("sheet-moved-on", nomination=case.id)
        handed.append(_handed_in(bench, case.id, sheet))
    if handed:
        bench.desk.perform_many("assessor", handed)
        sheets.drop(bench.desk.round_id, bench.who, bench.stage.id, [case.id for case in cases])
    return [case.id for case in cases]


def amend(bench: Bench, nomination: Nomination, marks: Mapping[str, int], comment: str, reason: str) -> None:
    """Put other marks in the place of those handed in; both stay in the ledger, with the reason."""
    why, said = opened("reason", reason), opened("comment", comment)
    if why is None:
        raise Refused("reason-first")
    act = AmendAssessment(
        stage=bench.stage.id,
        nomination=nomination.id,
        assessor=bench.who,
        marks=dict(marks),
        reason=why.commitment,
        comment=said.commitment if said else None,
    )
    bench.desk.perform("assessor", act, [why, *([said] if said else [])])
