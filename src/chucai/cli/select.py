"""`chucai select`: choose the best list from a file of nominees, prove it and explain it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.engine.explain import Explanation
    from chucai.engine.select import Selection
    from chucai.engine.select.from_file import Request
    from chucai.engine.select.rules_file import RulesRead

FEW = 5_000  # up to so many nominees the reasons of everybody are told without being asked for
SHOWN = 20  # reasons told on the screen; --json and --all have them all
REASONS = ("displaced", "needed", "equal")


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
@click.option("--what-if", type=talk.file(), help="Another rules file: who would come and go under it.")
@click.option("--draws", type=click.IntRange(0, 100_000), default=0, help="Draw merits so often (column se) and count.")
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
    """
    with talk.refusals_end_it():
        asked, table = _asked(nominees, rules)
        if wished["answer"] is not None:
            _recheck(asked, wished["answer"])
            return
        reasons = len(table.ids) <= FEW if wished["reasons"] is None else wished["reasons"]
        found = _selected(asked, wished["time_limit"], reasons)
        explained = _explained(asked, found, wished["names"], wished["prices"])
        data = _as_data(asked, found, explained)
        if wished["what_if"] is not None:
            data["what_if"] = _other(asked, found, wished["what_if"], nominees)
        if wished["draws"]:
            data["draws"] = wished["draws"]
            data["chances"] = _chances(asked, table.se, wished["draws"], wished["draw_seed"])
    if as_json:
        talk.data(data)
    elif as_csv:
        _write_csv(asked, found)
    else:
        _tell(asked, found, explained, data, None if wished["everything"] else SHOWN)
    sys.exit({"optimal": talk.DONE, "infeasible": talk.REFUSED}.get(found.status, talk.UNPROVED))


def _asked(nominees: Path, rules: Path) -> tuple[Request, Any]:
    from chucai.engine.select.from_file import request
    from chucai.engine.select.table import read_table

    table = read_table(talk.read(nominees))
    return request(table, _rules(rules).rules), table  # type: ignore[arg-type]  # the command has ended where there are none


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


def _explained(asked: Request, found: Selection, names: Sequence[str], prices: bool) -> Explanation:
    from chucai.engine.explain import explain

    progress = talk.Progress()
    explained = explain(
        asked.nominees,
        found,
        **asked.asked,
        tie_seed=asked.seed,
        price_of=None if prices else (),
        turns_of=names,
        progress=lambda done, of: progress("explaining", done, of),
    )
    progress.end()
    return explained


def _recheck(asked: Request, answer: Path) -> None:
    from chucai.engine.select import recheck
    from chucai.gates.proof import proof_from

    try:
        given = json.loads(talk.read(answer))
        chosen = [str(one["id"]) for one in given["chosen"]]
    except (KeyError, TypeError, ValueError):
        talk.stop(talk.REFUSED, "select-no-answer", file=answer)
    try:
        shown = recheck(proof_from(given.get("proof")), chosen, asked.nominees, **asked.asked)
    except Refused as refused:
        click.echo(talk.refusal(refused), err=True)
        sys.exit(talk.UNPROVED)
    talk.say(f"select-proof-{shown.how}", core=shown.core, gap=_points(shown.gap))
    sys.exit(talk.UNPROVED if shown.how == "gap" else talk.DONE)


def _other(asked: Request, found: Selection, rules: Path, nominees: Path) -> dict[str, Any]:
    from chucai.engine.select import difference

    other, _ = _asked(nominees, rules)
    return asdict(difference(found, _selected(other, None, False)))


def _chances(asked: Request, se: list[int] | None, number: int, seed: int) -> dict[str, int]:
    import numpy as np

    from chucai.engine.select import chances, normal_draws

    if se is None:
        talk.stop(talk.REFUSED, "select-no-se")
    progress = talk.Progress()
    drawn = normal_draws(asked.nominees.merit, np.array(se, dtype=np.int64), number, seed)
    counts = chances(
        asked.nominees,
        drawn,
        **asked.asked,
        tie_seed=asked.seed,
        progress=lambda done, of: progress("draws", done, of),
    )
    progress.end()
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _as_data(asked: Request, found: Selection, explained: Explanation) -> dict[str, Any]:
    """Merits are in millionths of a point: whole numbers, as they were added up."""
    return {
        "status": found.status,
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "chosen": [one for one in _listed(asked, found) if one["place"] == "chosen"],
        "reserves": {name: list(ids) for name, ids in found.reserves.items()},
        "include": dict(asked.include),
        "exclude": dict(asked.exclude),
        "tallies": [asdict(one) for one in found.tallies],
        "displaced": [asdict(one) for one in found.displaced],
        "needed_by": [asdict(one) for one in found.needed_by],
        "equals": [asdict(one) for one in found.equals],
        "prices": [asdict(one) for one in explained.prices],
        "turns": [asdict(one) for one in explained.turns],
        "conflict": [asdict(one) for one in found.conflict],
        "repairs": [asdict(one) for one in found.repairs],
        "proof": found.proof.as_data() if found.proof else None,
    }


def _listed(asked: Request, found: Selection) -> list[dict[str, Any]]:
    named = asked.nominees
    wanted = {*found.chosen, *(name for names in found.reserves.values() for name in names)}
    at = {name: place for place, name in enumerate(named.ids) if name in wanted}
    lines: list[dict[str, Any]] = []
    for place, names in [("chosen", found.chosen), *(("reserve", names) for names in found.reserves.values())]:
        ranks: dict[str, int] = {}
        for name in names:
            category = named.categories[int(named.category[at[name]])]
            ranks[category] = ranks.get(category, 0) + 1
            merit = int(named.merit[at[name]])
            lines.append({"id": name, "category": category, "merit": merit, "place": place, "rank": ranks[category]})
    return lines


def _write_csv(asked: Request, found: Selection) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", "category", "merit", "place", "rank"])
    for one in _listed(asked, found):
        writer.writerow([one["id"], one["category"], _points(one["merit"]), one["place"], one["rank"]])
    if found.status != "optimal":
        _tell_status(found)


def _points(merit: int) -> str:
    from chucai.engine.sentences import points

    return points(merit)


def _tell(asked: Request, found: Selection, explained: Explanation, data: dict[str, Any], shown: int | None) -> None:
    from chucai.engine.sentences import lines
    from chucai.engine.words import EXPLANATIONS

    for one in _listed(asked, found):
        click.echo(talk.words(f"select-{one['place']}", **(one | {"merit": _points(one["merit"])})))
    _tell_status(found)
    for name, reason in [*asked.include.items(), *asked.exclude.items()]:
        click.echo(talk.words("select-in" if name in asked.include else "select-out", id=name, reason=reason))
    told, hidden = 0, 0
    for line in lines(explained):
        is_reason = line.code.startswith(REASONS)
        hidden += is_reason and shown is not None and told >= shown
        if not (is_reason and shown is not None and told >= shown):
            click.echo(f"  {talk.filled(EXPLANATIONS[line.code][talk.language()], line.facts)}")
        told += is_reason
    if hidden:
        click.echo(talk.words("select-more", number=hidden))
    _tell_asides(data)


def _tell_status(found: Selection) -> None:
    if found.status == "infeasible":
        talk.say("select-infeasible")
    elif found.status == "feasible":
        total, share = _points(found.objective), 100 * found.gap / max(1, abs(found.objective))
        talk.say(
            "select-stopped", total=total, bound=_points(found.bound), gap=_points(found.gap), share=f"{share:.3g}"
        )
    else:
        by = "core" if found.proof is None or not found.proof.by_bound else "bound"
        core = len(found.proof.core) if found.proof else 0
        talk.say("select-optimal", number=len(found.chosen), total=_points(found.objective))
        talk.say(f"select-proof-{by}", core=core, gap="0")


def _tell_asides(data: dict[str, Any]) -> None:
    if other := data.get("what_if"):
        names = {"enters": ", ".join(other["enters"]) or "-", "leaves": ", ".join(other["leaves"]) or "-"}
        known = other["status"] != "infeasible"
        click.echo(
            talk.words("select-what-if" if known else "select-infeasible", **names, merit=_points(other["merit"]))
        )
    for name, count in data.get("chances", {}).items():
        click.echo(talk.words("select-chance", id=name, count=count, draws=data["draws"]))
