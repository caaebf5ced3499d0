"""Everything a round leaves behind: roll, report, and the two bundles, written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from chucai.charter.calendar import Calendar
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.cli.telling import choice, comparison, facts
from chucai.cli.telling.pages import AUDITOR, PUBLIC, write_pages
from chucai.errors import Refused
from chucai.gates.audit import Watch, audit
from chucai.gates.state import Memory
from chucai.ledger.checkpoint import SigningKey, verify_checkpoint
from chucai.ledger.event import Event
from chucai.publish.bundle import Depth, Opened, for_auditors, shown_on_roll, write_round
from chucai.publish.proof import Proof
from chucai.publish.report import ReportData
from chucai.publish.roll import Roll, roll_json, roll_of
from chucai.publish.roll_table import roll_csv
from chucai.web.home import ledger_key
from chucai.web.records.export import Collected, collect
from chucai.web.records.sealing import seal


@dataclass(frozen=True)
class Replayed:
    """A round sealed and replayed from its ledger: what a bundle is made of."""

    round: str
    charter: Charter
    state: Memory
    events: tuple[Event, ...]
    roll: Roll
    collected: Collected
    openings: tuple[Opened, ...]


@dataclass(frozen=True)
class Told:
    """A replayed round with the report on it, ready to be shown to everybody."""

    replayed: Replayed
    report: ReportData

    @property
    def roll(self) -> Roll:
        return self.replayed.roll

    @property
    def events(self) -> tuple[Event, ...]:
        return self.replayed.events


def replayed(round_id: str, watch: Watch | None = None, progress: Callable[[int, int], None] | None = None) -> Replayed:
    """Seal what is not sealed and decide every act again. Refused("replay-broken") where the ledger breaks.

    `progress(events done, events in all)`.
    """
    seal(round_id, ledger_key())
    collected = collect(round_id)
    events = tuple(Event.from_bytes(data) for data in collected.events)
    done = partial(_done, progress, len(events)) if progress else None
    result = audit(round_id, events, _charters(collected), _calendars(collected), done, watch)
    if result.breaches or result.state is None or result.charter is None:
        codes = [f"{breach.receipt}: {breach.code}" for breach in result.breaches]
        raise Refused("replay-broken", round=round_id, breaches=codes)
    openings = tuple(Opened(each.event, each.field, each.value, each.salt) for each in collected.openings)
    roll = roll_of(result.charter, result.state, openings)
    return Replayed(round_id, result.charter, result.state, events, roll, collected, openings)


def _done(progress: Callable[[int, int], None], of: int, done: int) -> None:
    progress(done, of)


def tell(round_id: str, rehearsal: bool, progress: Callable[[int, int], None] | None = None) -> Told:
    """Replay the ledger and do the engine's sums again. Raises what `replayed` raises."""
    watched = comparison.Watched()
    ledger = replayed(round_id, watched, progress)
    return Told(ledger, _report(ledger, watched, _proof(ledger.collected, ledger_key()), rehearsal))


def _charters(collected: Collected) -> dict[str, Charter]:
    return {each.digest: read(each.text).wanted() for each in collected.attachments if each.kind == "charter"}


def _calendars(collected: Collected) -> dict[str, Calendar]:
    tables = (each for each in collected.attachments if each.kind == "calendar")
    return {each.digest: Calendar.from_json(each.text) for each in tables}


def _proof(collected: Collected, key: SigningKey) -> Proof:
    vkey = key.verifier_key()
    last = verify_checkpoint(collected.checkpoints[-1], vkey)
    return Proof(PUBLIC, vkey, last.size, last.root.hex())


def _report(ledger: Replayed, watched: comparison.Watched, proof: Proof, rehearsal: bool) -> ReportData:
    charter, state, events, roll = ledger.charter, ledger.state, ledger.events, ledger.roll
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
        prices=tuple(choice.prices(charter, watched)),
        others=tuple(choice.others(watched)),
        turns=tuple(choice.turns(watched)),
        firm=tuple(choice.firm(charter, state, watched)),
        fills=tuple(facts.fills(state, ends)),
        moves=moves,
        opinions=tuple(facts.opinions(charter, state)),
        notices=tuple(facts.notices(state)),
        ballots=tuple(facts.ballots(state)),
        proof=proof,
        rehearsal=rehearsal,
    )


def write(told: Told, folder: Path) -> dict[str, Path]:
    """Write roll, report and both bundles; returns what each file is for."""
    return {**write_public(told, folder), **write_auditor(told.replayed, folder)}


def write_public(told: Told, folder: Path) -> dict[str, Path]:
    """Write what everybody may have: roll, report and the public bundle."""
    folder.mkdir(parents=True, exist_ok=True)
    written = write_pages(told.report, told.roll, folder)
    csv = folder / "roll.csv"
    csv.write_text(roll_csv(told.roll, told.replayed.charter, "zh"), "utf-8")
    (folder / "roll.json").write_text(roll_json(told.roll) + "\n", "utf-8")
    return {**written, "roll-csv-file": csv, "public-file": _bundle(told.replayed, "public", folder / PUBLIC)}


def write_auditor(ledger: Replayed, folder: Path) -> dict[str, Path]:
    """Write the auditor's bundle."""
    folder.mkdir(parents=True, exist_ok=True)
    return {"auditor-file": _bundle(ledger, "auditor", folder / AUDITOR)}


def _bundle(told: Replayed, depth: Depth, path: Path) -> Path:
    """Written beside its place and moved there when it is whole."""
    shown = shown_on_roll(told.charter, told.state, told.openings) if depth == "public" else for_auditors(told.openings)
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
