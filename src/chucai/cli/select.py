"""`chucai select`: choose the best list from a file of nominees, prove it and explain it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import selection, talk
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.engine.explain import Explanation
    from chucai.engine.select import Selection
    from chucai.engine.select.from_file import Request
    from chucai.engine.select.rules_file import RulesRead
    from chucai.engine.select.table import Table
    from chucai.gates.proof import Proved

FEW = 5_000  # up to so many nominees the reasons of everybody are told without being asked for
SHOWN = 20  # reasons told on the screen; --json and --all have them all


class _Places(click.ParamType[tuple[str, int]]):
    """CATEGORY=PLACES."""

    name = "category=places"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        category, _, places = str(value).rpartition("=")
        if not category or not places.isdecimal():
            self.fail(talk.words("select-if-places", text=value), param, ctx)
        return category, int(places)


@click.command()
@click.argument("nominees", type=talk.file())
@click.argument("rules", type=talk.file())
@talk.as_json
@click.option("--csv", "as_csv", is_flag=True, help="The list as CSV: id, category, merit, place, rank.")
@click.option("--time-limit", type=click.FloatRange(0), help="Seconds of solving, then the best list so far.")
@click.option("--explain", "names", multiple=True, metavar="ID", help="What would bring this name in, or out.")
@click.option("--prices", is_flag=True, help="What every rule costs in merit, exactly (solves again for each).")
@click.option("--reasons/--no-reasons", default=None, help=f"Who was displaced and why (if up to {FEW} nominees).")
@click.option("--all", "everything", is_flag=True, help=f"Tell all reasons, not the first {SHOWN}.")
@click.option("--others", type=click.IntRange(0, 100), default=0, help="So many of the next best lists, exactly.")
@click.option("--what-if", type=talk.file(), help="Another rules file: who would come and go under it.")
@click.option("--if-places", type=_Places(), multiple=True, metavar="CATEGORY=PLACES", help="What if: other places.")
@click.option("--if-without", multiple=True, metavar="RULE", help="What if: a rule less.")
@click.option("--if-removed", multiple=True, metavar="ID", help="What if: this name were not there.")
@click.option("--against", type=talk.file(), help="An adopted list (CSV with ids, or an answer): who comes and goes.")
@click.option("--draws", type=click.IntRange(0, 100_000), default=0, help="Draw merits so often (column se) and count.")
@click.option("--spread", type=float, help="Standard deviation of true merits: draws then lean to the mean.")
@click.option("--draw-seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the draws.")
@click.option(
    "--check", "answer", type=talk.file(), help="Re-count the proof in this answer (--json) without a solver."
)
@talk.lang
def command(nominees: Path, rules: Path, as_json: bool, as_csv: bool, **wished: Any) -> None:
    """Choose the places in RULES (TOML) from NOMINEES (CSV: id, merit, category, attributes), with the most merit.

    Exit code 0: proved best (or the proof holds). 2: wrong usage. 3: faults in the files, or the rules cannot hold
    together; the conflict and ways out are told. 4: not proven, the time limit came first; the best list found, its
    bound and the gap are told (or the proof to be checked does not hold).

    \b
    chucai select nominees.csv rules.toml
    chucai select nominees.csv rules.toml --json > answer.json
    chucai select nominees.csv rules.toml --check answer.json
    chucai select nominees.csv rules.toml --if-places person=100 --if-without few-county --if-removed n017
    """
    with talk.refusals_end_it():
        asked, table = _asked(nominees, rules)
        if wished["answer"] is not None:
            _recheck(asked, wished["answer"])
            return
        reasons = len(table.ids) <= FEW if wished["reasons"] is None else wished["reasons"]
        found = _selected(asked, wished["time_limit"], reasons)
        explained = _explained(asked, found, wished)
        shown = _shown(asked, found)
        data = selection.as_data(asked, found, explained, shown) | _asides(asked, table, found, wished, nominees)
    if as_json:
        talk.data(data)
    elif as_csv:
        selection.write_csv(asked, found, shown)
    else:
        selection.tell(asked, found, explained, data, shown, None if wished["everything"] else SHOWN)
    sys.exit({"optimal": talk.DONE, "infeasible": talk.REFUSED}.get(found.status, talk.UNPROVED))


def _shown(asked: Request, found: Selection) -> Proved | None:
    """The proof counted again without a solver, before anything is said of it."""
    from chucai.engine.select import recheck

    if found.proof is None:
        return None
    return recheck(found.proof, found.chosen, asked.nominees, **asked.asked, tie_seed=asked.seed)


def _asides(
    asked: Request, table: Table, found: Selection, wished: Mapping[str, Any], nominees: Path
) -> dict[str, Any]:
    """What was asked beside the list: another question, an adopted list, draws."""
    from chucai.engine.select import difference

    data: dict[str, Any] = {}
    other = _other(asked, wished, nominees)
    if other is not None:
        data["what_if"] = asdict(difference(found, _selected(other, wished["time_limit"], False)))
    if wished["against"] is not None:
        data["against"] = asdict(difference(_adopted(asked, wished["against"]), found))
    if wished["draws"]:
        data["draws"] = wished["draws"]
        data["chances"] = _chances(asked, table.se, wished)
    return data


def _asked(nominees: Path, rules: Path) -> tuple[Request, Table]:
    from chucai.engine.select.from_file import request
    from chucai.engine.select.table import read_table

    content, progress = talk.read(nominees), talk.Progress()
    lines = content.count(b"\n")
    with _of_file(nominees):
        table = read_table(content, lambda done: progress("rows", done, max(done, lines)))
    progress.end()
    return request(table, _rules(rules).rules), table  # type: ignore[arg-type]  # the command has ended where there are none


@contextmanager
def _of_file(path: Path) -> Iterator[None]:
    """A fault of a table is told with the name of its file."""
    try:
        yield
    except Refused as refused:
        click.echo(f"{path}: {talk.refusal(refused)}", err=True)
        sys.exit(talk.REFUSED)


def _rules(path: Path) -> RulesRead:
    from chucai.charter.words import tell
    from chucai.engine.select.rules_file import read_rules

    try:
        text = talk.read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        talk.stop(talk.REFUSED, "select-not-utf-8", file=path)
    read = read_rules(text)
    if read.rules is None:
        for fault in read.faults:
            click.echo(f"{path}: {tell(fault, talk.language())}", err=True)
        sys.exit(talk.REFUSED)
    return read


def _selected(asked: Request, time_limit: float | None, reasons: bool) -> Selection:
    from chucai.engine.select import select

    try:
        return select(
            asked.nominees,
            **asked.asked,
            reserve=asked.reserve,
            tie_seed=asked.seed,
            time_limit=time_limit,
            reasons=reasons or any(asked.reserve.values()),
        )
    except Refused as refused:
        if refused.code != "selection-unfinished":
            raise
        click.echo(talk.refusal(refused), err=True)
        sys.exit(talk.UNPROVED)


def _explained(asked: Request, found: Selection, wished: Mapping[str, Any]) -> Explanation:
    from chucai.engine.explain import explain, other_lists

    progress = talk.Progress()
    explained = explain(
        asked.nominees,
        found,
        **asked.asked,
        tie_seed=asked.seed,
        price_of=None if wished["prices"] else (),
        turns_of=wished["names"],
        progress=lambda done, of: progress("explaining", done, of),
    )
    progress.end()
    if not wished["others"] or found.status == "infeasible":
        return explained
    others = other_lists(asked.nominees, found, wished["others"], **asked.asked, tie_seed=asked.seed)
    return replace(explained, others=others)


def _recheck(asked: Request, answer: Path) -> None:
    from chucai.engine.select import recheck
    from chucai.gates.proof import proof_from

    content = talk.read(answer)
    chosen = _ids_of_answer(answer, content)
    given = json.loads(content)
    try:
        shown = recheck(proof_from(given.get("proof")), chosen, asked.nominees, **asked.asked, tie_seed=asked.seed)
    except Refused as refused:
        click.echo(talk.refusal(refused), err=True)
        sys.exit(talk.UNPROVED)
    selection.tell_proof(shown)
    sys.exit(talk.UNPROVED if shown.how == "gap" else talk.DONE)


def _other(asked: Request, wished: Mapping[str, Any], nominees: Path) -> Request | None:
    """The other question, if one is asked."""
    rules, places = wished["what_if"], dict(wished["if_places"])
    if rules is None and not (places or wished["if_without"] or wished["if_removed"]):
        return None
    other = asked if rules is None else _asked(nominees, rules)[0]
    return other.changed(places, wished["if_without"], wished["if_removed"])


def _adopted(asked: Request, path: Path) -> Selection:
    """A list as it was adopted, from an answer of this command or from a CSV with a column of ids."""
    from chucai.engine.select import Selection
    from chucai.engine.select.table import read_ids

    content = talk.read(path)
    with _of_file(path):
        ids = _ids_of_answer(path, content) if content.lstrip()[:1] == b"{" else read_ids(content)
    worth = dict(zip(asked.nominees.ids, asked.nominees.merit.tolist(), strict=True))
    for name in ids:
        if name not in worth:
            raise Refused("candidate-unknown", candidate=name)
    return Selection("feasible", tuple(ids), objective=sum(worth[name] for name in ids))


def _ids_of_answer(path: Path, content: bytes) -> list[str]:
    try:
        return [str(one["id"]) for one in json.loads(content)["chosen"]]
    except (KeyError, TypeError, ValueError):
        talk.stop(talk.REFUSED, "select-no-answer", file=path)


def _chances(asked: Request, se: list[int] | None, wished: Mapping[str, Any]) -> dict[str, int]:
    import numpy as np

    from chucai.engine.select import chances, normal_draws, shrunk

    if se is None:
        talk.stop(talk.REFUSED, "select-no-se")
    progress = talk.Progress()
    centre, error = asked.nominees.merit, np.array(se, dtype=np.int64)
    if wished["spread"] is not None:
        centre, error = shrunk(centre, error, wished["spread"] * selection.MICRO)
    drawn = normal_draws(centre, error, wished["draws"], wished["draw_seed"])
    counts = chances(
        asked.nominees,
        drawn,
        **asked.asked,
        tie_seed=asked.seed,
        progress=lambda done, of: progress("draws", done, of),
    )
    progress.end()
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
