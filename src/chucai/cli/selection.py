"""The answer of `chucai select`: as data, as a table, in words."""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk

if TYPE_CHECKING:
    from chucai.engine.explain import Explanation
    from chucai.engine.select import Selection
    from chucai.engine.select.from_file import Request
    from chucai.gates.proof import Proved

MICRO = 1_000_000
REASONS = ("displaced", "needed", "equal")


def as_data(asked: Request, found: Selection, explained: Explanation, shown: Proved | None) -> dict[str, Any]:
    """Merits are in millionths of a point: whole numbers, as they were added up."""
    return {
        "status": found.status,
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "chosen": [one for one in listed(asked, found) if one["place"] == "chosen"],
        "reserves": {name: list(ids) for name, ids in found.reserves.items()},
        "include": dict(asked.include),
        "exclude": dict(asked.exclude),
        "tallies": [asdict(one) for one in found.tallies],
        "displaced": [asdict(one) for one in found.displaced],
        "needed_by": [asdict(one) for one in found.needed_by],
        "equals": [asdict(one) for one in found.equals],
        "others": None if explained.others is None else [asdict(one) for one in explained.others],
        "prices": [asdict(one) for one in explained.prices],
        "turns": [asdict(one) for one in explained.turns],
        "conflict": [asdict(one) for one in found.conflict],
        "repairs": [asdict(one) for one in found.repairs],
        "proof": found.proof.as_data() if found.proof else None,
        "shown": asdict(shown) if shown else None,
    }


def listed(asked: Request, found: Selection) -> list[dict[str, Any]]:
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


def write_csv(asked: Request, found: Selection, shown: Proved | None) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", "category", "merit", "place", "rank"])
    for one in listed(asked, found):
        writer.writerow([one["id"], one["category"], points(one["merit"]), one["place"], one["rank"]])
    if found.status != "optimal":
        _tell_status(found, shown)


def points(merit: int) -> str:
    """Merits in points, every decimal that is not zero."""
    from chucai.engine import sentences

    return sentences.points(merit)


def tell(
    asked: Request,
    found: Selection,
    explained: Explanation,
    data: dict[str, Any],
    shown: Proved | None,
    most: int | None,
) -> None:
    """In words; of the reasons at most so many."""
    from chucai.engine.sentences import lines
    from chucai.engine.words import EXPLANATIONS

    for one in listed(asked, found):
        click.echo(talk.words(f"select-{one['place']}", **(one | {"merit": points(one["merit"])})))
    _tell_status(found, shown)
    for name, reason in [*asked.include.items(), *asked.exclude.items()]:
        click.echo(talk.words("select-in" if name in asked.include else "select-out", id=name, reason=reason))
    told, hidden = 0, 0
    for line in lines(explained):
        is_reason = line.code.startswith(REASONS)
        hidden += is_reason and most is not None and told >= most
        if not (is_reason and most is not None and told >= most):
            click.echo(f"  {talk.filled(EXPLANATIONS[line.code][talk.language()], line.facts)}")
        told += is_reason
    if hidden:
        click.echo(talk.words("select-more", number=hidden))
    _tell_asides(data)


def _tell_status(found: Selection, shown: Proved | None) -> None:
    if found.status == "infeasible":
        talk.say("select-infeasible")
    elif found.status == "feasible":
        total, share = points(found.objective), 100 * found.gap / max(1, abs(found.objective))
        talk.say("select-stopped", total=total, bound=points(found.bound), gap=points(found.gap), share=f"{share:.3g}")
    else:
        talk.say("select-optimal", number=len(found.chosen), total=points(found.objective))
        if shown:
            tell_proof(shown)


def tell_proof(shown: Proved) -> None:
    """What the proof shows to whoever counts it again."""
    talk.say(f"select-proof-{shown.how}", core=shown.core, gap=points(shown.gap))
    if shown.ties:
        talk.say("select-ties")


def _tell_asides(data: dict[str, Any]) -> None:
    for what in ("what_if", "against"):
        if found := data.get(what):
            known = found["status"] != "infeasible"
            facts = {name: ", ".join(found[name]) or "-" for name in ("enters", "leaves")}
            facts |= {"merit": points(found["merit"]), "places": f"{found['places']:+}"}
            key = "select-what-if" if known else "select-what-if-not"
            click.echo(talk.words("select-against" if what == "against" and known else key, **facts))
    for name, count in data.get("chances", {}).items():
        click.echo(talk.words("select-chance", id=name, count=count, draws=data["draws"]))
