"""Everything a finished round leaves behind: roll, report, and the two bundles, written into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chucai.charter.calendar import Calendar
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.cli.telling import comparison, facts
from chucai.cli.telling.pages import AUDITOR, PUBLIC, write_pages
from chucai.errors import Refused
from chucai.gates.audit import audit
from chucai.gates.state import Memory
from chucai.ledger.checkpoint import SigningKey, verify_checkpoint
from chucai.ledger.event import Event
from chucai.publish.bundle import Depth, Opened, shown_on_roll, write_round
from chucai.publish.proof import Proof
from chucai.publish.report import ReportData
from chucai.publish.roll import Roll, roll_csv, roll_json, roll_of
from chucai.web.home import ledger_key
from chucai.web.records.export import Collected, collect
from chucai.web.records.sealing import seal


@dataclass(frozen=True)
class Told:
    """A round replayed from its ledger, ready to be shown."""

    round: str
    charter: Charter
    state: Memory
    events: tuple[Event, ...]
    roll: Roll
    report: ReportData
    collected: Collected
    openings: tuple[Opened, ...]


def tell(round_id: str, rehearsal: bool) -> Told:
    """Seal what is not sealed, replay the ledger, and do the engine's sums again. Raises Refused where it breaks."""
    key = ledger_key()
    seal(round_id, key)
    collected = collect(round_id)
    events = tuple(Event.from_bytes(data) for data in collected.events)
    watched = comparison.Watched()
    result = audit(round_id, events, _charters(collected), _calendars(collected), watch=watched)
    if result.breaches or result.state is None or result.charter is None:
        codes = [f"{breach.receipt}: {breach.code}" for breach in result.breaches]
        raise Refused("replay-broken", round=round_id, breaches=codes)
    openings = tuple(Opened(each.event, each.field, each.value, each.salt) for each in collected.openings)
    roll = roll_of(result.charter, result.state, openings)
    proof = _proof(collected, key)
    report = _report(result.charter, result.state, events, roll, watched, proof, rehearsal)
    return Told(round_id, result.charter, result.state, events, roll, report, collected, openings)


def _charters(collected: Collected) -> dict[str, Charter]:
    return {each.digest: read(each.text).wanted() for each in collected.attachments if each.kind == "charter"}


def _calendars(collected: Collected) -> dict[str, Calendar]:
    tables = (each for each in collected.attachments if each.kind == "calendar")
    return {each.digest: Calendar.from_json(each.text) for each in tables}


def _proof(collected: Collected, key: SigningKey) -> Proof:
    vkey = key.verifier_key()
    last = verify_checkpoint(collected.checkpoints[-1], vkey)
    return Proof(PUBLIC, vkey, last.size, last.root.hex())


def _report(
    charter: Charter,
    state: Memory,
    events: tuple[Event, ...],
    roll: Roll,
    watched: comparison.Watched,
    proof: Proof,
    rehearsal: bool,
) -> ReportData:
    ends = facts.standings(charter, state)
    selection, moves = comparison.adopted(events)
    return ReportData(
        charter=charter,
        roll=roll,
        windows=state.round.windows,
        gates=facts.flows(charter, state, events, ends),
        merit=tuple(comparison.merits(charter, state, watched)),
        severity=tuple(comparison.severities(charter, watched)),
        chances=tuple(comparison.chances(charter, state, watched)),
        hanging=tuple(comparison.hanging(charter, watched)),
        composition=facts.composition(charter, state, [entry.nomination for entry in roll.held]),
        judging=tuple(comparison.judging(state, events, watched)),
        selection=selection,
        fills=tuple(facts.fills(state, ends)),
        moves=moves,
        opinions=tuple(facts.opinions(charter, state)),
        notices=tuple(facts.notices(state)),
        ballots=tuple(facts.ballots(state)),
        proof=proof,
        rehearsal=rehearsal,
    )


def write(told: Told, folder: Path) -> dict[str, Path]:
    """Write roll, report and bundles; returns what each file is for."""
    folder.mkdir(parents=True, exist_ok=True)
    written = write_pages(told.report, told.roll, folder)
    csv = folder / "roll.csv"
    csv.write_text(roll_csv(told.roll, told.charter, "zh"), "utf-8")
    (folder / "roll.json").write_text(roll_json(told.roll) + "\n", "utf-8")
    return {
        **written,
        "roll-csv-file": csv,
        "public-file": _bundle(told, "public", folder / PUBLIC),
        "auditor-file": _bundle(told, "auditor", folder / AUDITOR),
    }


def _bundle(told: Told, depth: Depth, path: Path) -> Path:
    """Written beside its place and moved there when it is whole."""
    shown = shown_on_roll(told.charter, told.state, told.openings) if depth == "public" else told.openings
    draft = path.with_suffix(".part")
    with draft.open("wb") as out:
        write_round(
            out,
            ledger_key(),
            depth,
            told.round,
            charters=_texts(told.collected, "charter"),
            calendars=_texts(told.collected, "calendar"),
            roll_text=roll_json(told.roll),
            events=told.collected.events,
            checkpoints=told.collected.checkpoints,
            openings=shown,
        )
    draft.replace(path)
    return path


def _texts(collected: Collected, kind: str) -> Mapping[str, str]:
    return {each.digest: each.text for each in collected.attachments if each.kind == kind}
