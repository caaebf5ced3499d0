"""The public bundle of a round, made of what is sealed and kept in the data folder until that changes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from chucai.charter.calendar import Calendar
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.gates.state import Memory
from chucai.ledger.event import Event
from chucai.publish.bundle import Opened, shown_on_roll, write_round
from chucai.publish.roll import roll_json, roll_of
from chucai.web.home import ledger_key, made
from chucai.web.records import models
from chucai.web.records.export import Collected, collect

MAKING = Lock()  # whoever asks while one is made waits for it, and makes no other


def public_bundle(round_id: str) -> Path | None:
    """The file; None as long as nothing is sealed, or the award itself is not.

    Whoever publishes has looked whether the round may be shown (`publish.release`); here it is looked at again, as the
    sealed events have it.
    """
    known = models.Checkpoint.objects.filter(round_id=round_id).order_by("size").last()
    if known is None:
        return None
    erased = models.Round.objects.values_list("erased", flat=True).get(id=round_id)
    folder = made() / "published"
    own, state = (hashlib.sha256(text.encode()).hexdigest()[:32] for text in (round_id, f"{known.text}\n{erased}"))
    path = folder / f"{own}-{state}.chucai"
    with MAKING:
        if not path.exists():
            folder.mkdir(exist_ok=True)
            if not _write(collect(round_id), path):
                return None
            _forget(folder.glob(f"{own}-*.chucai"), path)
    return path


def _forget(found: Iterable[Path], newest: Path) -> None:
    """Older bundles of the round go: a name that was erased must not lie about in one of them."""
    for path in found:
        if path != newest:
            path.unlink(missing_ok=True)


def _write(collected: Collected, path: Path) -> bool:
    """Written beside its place and moved there whole: of several who write it at once, all write the same."""
    state, rules = _replayed(collected)
    if not all(stage.id in state.round.closed for stage in rules.stages if stage.gate == "confer"):
        return False
    openings = [Opened(each.event, each.field, each.value, each.salt) for each in collected.openings]
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        write_round(
            out,
            ledger_key(),
            "public",
            collected.round,
            charters=_texts(collected, "charter"),
            calendars=_texts(collected, "calendar"),
            roll_text=roll_json(roll_of(rules, state, openings)),
            events=collected.events,
            checkpoints=collected.checkpoints,
            openings=shown_on_roll(rules, state, openings),
        )
    Path(draft).replace(path)
    return True


def _replayed(collected: Collected) -> tuple[Memory, Charter]:
    """What the sealed events add up to, and the charter then in force."""
    charters = {each.digest: read(each.text).wanted() for each in collected.attachments if each.kind == "charter"}
    calendars = {
        each.digest: Calendar.from_json(each.text) for each in collected.attachments if each.kind == "calendar"
    }
    events = map(Event.from_bytes, collected.events)
    state = Memory(collected.round, next(iter(calendars.values())), events)
    return state, charters[state.round.charter]


def _texts(collected: Collected, kind: str) -> dict[str, str]:
    return {each.digest: each.text for each in collected.attachments if each.kind == kind}
