"""What a desk has found, told in words: lists, rules, differences, conflicts, and the questions they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chucai.gates.composition import Count
from chucai.web.office.decision import supposing
from chucai.web.office.decision.desk import PLACES, Decision
from chucai.web.office.decision.supposing import Bound, Wish

SIDES = {
    "at_least": gettext_lazy("at least"),
    "at_most": gettext_lazy("at most"),
    "share_at_least": gettext_lazy("at least, as a share"),
    "share_at_most": gettext_lazy("at most, as a share"),
    "share_above": gettext_lazy("more than, as a share"),
    "places": gettext_lazy("places"),
}


def lists(decision: Decision) -> list[dict[str, Any]]:
    """By category who is chosen and who is in reserve."""
    categories = decision.desk.charter.categories
    return [
        {
            "category": decision.desk.said(categories[name].name),
            "chosen": [decision.said(one) for one in names],
            "reserve": [decision.said(one) for one in decision.reserve.get(name, ())],
        }
        for name, names in decision.chosen.items()
    ]


def moves(decision: Decision) -> list[dict[str, str]]:
    """What people have moved, with their reasons; `number` is that of the name taken out."""
    return [
        {
            "number": move.out,
            "out": decision.said(move.out),
            "into": decision.said(move.into),
            "reason": move.reason,
        }
        for move in decision.told_moves
    ]


def rules(decision: Decision, counts: Iterable[Count]) -> list[dict[str, Any]]:
    """Every rule as it was counted; of one with many parts those that are broken, or else all of them in one line."""
    found: list[dict[str, Any]] = []
    for rule, group in groupby(counts, key=lambda line: line.rule):
        parts = list(group)
        broken = [line for line in parts if line.each is not None and not line.holds]
        if parts[0].each is None or broken:
            found += [_counted(decision, line) for line in broken or parts]
        else:
            found.append(_counted_together(decision, rule, parts))
    return found


def _counted(decision: Decision, line: Count) -> dict[str, Any]:
    return {
        "words": decision.rule(f"{line.rule}@{line.each}" if line.each else line.rule),
        "counted": line.counted,
        "among": line.among,
        "low": line.low,
        "high": line.high,
        "holds": line.holds,
        "binding": line.binding,
    }


def _counted_together(decision: Decision, rule: str, parts: Sequence[Count]) -> dict[str, Any]:
    """A rule with many parts that are all kept: what was counted, and the bounds if alike."""
    few, most = min(line.counted for line in parts), max(line.counted for line in parts)
    lows, highs = {line.low for line in parts}, {line.high for line in parts}
    words = ngettext("%(rule)s: %(number)s part", "%(rule)s: %(number)s parts", len(parts))
    return {
        "words": words % {"rule": decision.rule(rule), "number": len(parts)},
        "counted": few if few == most else f"{few}–{most}",
        "among": sum(line.among for line in parts),
        "low": lows.pop() if len(lows) == 1 else None,
        "high": highs.pop() if len(highs) == 1 else None,
        "holds": True,
        "binding": parts[0].binding,
    }


def difference(decision: Decision) -> list[dict[str, Any]] | None:
    """Beside the last signed list who comes in and goes out; None where none was signed."""
    found = decision.difference()
    if found is None:
        return None
    categories = decision.desk.charter.categories
    return [
        {
            "category": decision.desk.said(categories[name].name),
            "enters": [decision.said(one) for one in enters],
            "leaves": [decision.said(one) for one in leaves],
        }
        for name, (enters, leaves) in found.items()
        if enters or leaves
    ]


def others(decision: Decision) -> list[dict[str, Any]]:
    """The next best lists."""
    assert decision.work is not None
    return [
        {
            "less": other["less"],
            "enters": [decision.said(name) for name in other["enters"]],
            "leaves": [decision.said(name) for name in other["leaves"]],
        }
        for other in decision.work["list"]["others"]
    ]


def conflict(decision: Decision, told: Mapping[str, Any], wish: Wish | None = None) -> dict[str, Any]:
    """Why no list can be made: the rules that cannot hold together, counted in people, and what would mend it.

    `told` as of a selection; each way out leads to the question what the list would be.
    """
    return {
        "rules": [
            {
                "words": decision.rule(item["rule"]),
                "bound": None if item["side"] == "include" else item["bound"],
                "standing": item["standing"],
                "side": item["side"],
            }
            for item in told["conflict"]
        ],
        "repairs": [_repair(decision, repair["changes"], wish or Wish()) for repair in told["repairs"][:3]],
    }


def _repair(decision: Decision, changes: Iterable[Mapping[str, Any]], wish: Wish) -> dict[str, Any]:
    return {
        "changes": [
            {"words": decision.rule(change["rule"]), "to": change["to"], "people": change["people"]}
            for change in changes
        ],
        "href": address(decision, supposing.repaired(decision, wish, changes)),
    }


def address(decision: Decision, wish: Wish) -> str:
    """Where this question is asked."""
    return f"{reverse('decision:what-if', args=[decision.desk.round_id, decision.stage.id])}?{wish.address()}"


def words_of(decision: Decision, bound: Bound) -> str:
    """What a number is of: the rule in the charter's words, the pool, the category."""
    return decision.rule(f"{PLACES}:{bound.id}" if bound.kind == "places" else bound.id)


def changed(decision: Decision, bound: Bound, wish: Wish, short: bool = False) -> str:
    """One number that is another, in words; `short`: the rule by its clause."""
    number = wish.numbers[bound.name]
    facts = {
        "rule": decision.clause(bound.id) if short else words_of(decision, bound),
        "side": SIDES[bound.field],
        "number": supposing.written(number),
        "now": supposing.written(bound.now) or "–",
    }
    if number is None:
        left = _("%(rule)s: no limit of places") if bound.kind == "places" else _("without “%(rule)s”")
        return left % facts
    return _("%(rule)s: %(side)s %(number)s instead of %(now)s") % facts


def eased(decision: Decision, rules: Iterable[str]) -> list[tuple[str, str]]:
    """What there is to ask about rules that moved a name: in words, and where the answer is."""
    return [
        (changed(decision, bound, wish, short=True), address(decision, wish))
        for bound, wish in supposing.eased(decision, rules)
    ]
