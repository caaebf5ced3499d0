"""The lines of a decision desk: each name with its merit, where it is, and the sentences that say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chucai.charter.values import Text
from chucai.gates.model import Nomination
from chucai.publish.figures import points
from chucai.web.office.decision import telling
from chucai.web.office.decision.desk import Decision
from chucai.web.office.decision.disagreeing import disagreed

NEAR = 8  # rows shown on either side of the cut, besides everybody whom rules or people moved
CHOSEN, RESERVE, OUT = "chosen", "reserve", "not-chosen"


@dataclass(frozen=True, slots=True)
class Line:
    """One nomination on the desk; merit, low, high and mean in millionths of a point, chance per million. `name` and
    `unit` are empty for whoever may not know them.

    `status` is where the list has it now, `proposed` where the solver put it. `why` are sentences, `ifs` (words,
    address) the questions that lead on from them, `flags` (words, colour of the tag, the rule behind it if it is not
    plain) what else has to be known before signing.
    """

    id: str
    name: str
    unit: str
    rank: int
    merit: int
    low: int
    high: int
    mean: int
    mean_rank: int
    readings: int
    chance: int | None
    status: str
    proposed: str
    is_toss_up: bool
    why: tuple[str, ...]
    ifs: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, str, str], ...]

    @property
    def percent(self) -> str:
        """The chance of a place in words."""
        return "" if self.chance is None else f"{round(self.chance / 10_000)} %"

    @property
    def is_moved(self) -> bool:
        return (self.status == CHOSEN) != (self.proposed == CHOSEN)


def lines(decision: Decision, category: str) -> list[Line]:
    """Every ranked nomination of a category, the best first."""
    assert decision.work is not None
    report = decision.work["reports"].get(category)
    if report is None:
        return []
    reasons, apart = _Reasons(decision), disagreed(decision)
    cut = _cut(report["nominees"], len(decision.proposed.get(category, ())))
    return [_line(decision, category, told, cut, reasons, apart) for told in report["nominees"]]


def departures(decision: Decision) -> list[tuple[str, list[str]]]:
    """Who is not where merit alone would have put them, the best first, each with the sentences that say why."""
    reasons = _Reasons(decision)
    moved = [name for move in decision.told_moves for name in (move.out, move.into)]
    names = dict.fromkeys(name for name in (*reasons.displaced, *reasons.needed, *moved) if decision.shows(name))
    ordered = sorted(names, key=lambda name: (decision.ranked.get(name, {}).get("rank", 0), name))
    return [(decision.said(name), list(reasons.departure(name))) for name in ordered]


def _cut(told: Sequence[Mapping[str, Any]], places: int) -> int | None:
    """Half way between the last place and the next rank, as the picture draws it; None with a place for everybody."""
    merits = sorted((each["merit"] for each in told), reverse=True)
    return (merits[places - 1] + merits[places]) // 2 if 0 < places < len(merits) else None


def _line(
    decision: Decision,
    category: str,
    told: Mapping[str, Any],
    cut: int | None,
    reasons: _Reasons,
    apart: frozenset[str],
) -> Line:
    """`told` is the report's line of the nominee."""
    name = told["nominee"]
    nomination, ranked = decision.nomination(name), decision.ranked[name]
    return Line(
        id=name,
        name=decision.names.get(name, ""),
        unit=decision.unit(name),
        rank=told["rank"],
        merit=told["merit"],
        low=ranked["low"],
        high=ranked["high"],
        mean=told["plain_mean"],
        mean_rank=told["plain_rank"],
        readings=told["readings"],
        chance=told.get("p_place"),
        status=_place(decision.chosen, decision.reserve, category, name),
        proposed=_place(decision.proposed, {}, category, name),
        is_toss_up=cut is not None and ranked["low"] <= cut <= ranked["high"],
        why=tuple(reasons.of(name)),
        ifs=tuple(reasons.questions(name)),
        flags=tuple(_flags(nomination, disagree=name in apart)),
    )


def _place(
    chosen: Mapping[str, tuple[str, ...]], reserve: Mapping[str, tuple[str, ...]], category: str, name: str
) -> str:
    if name in chosen.get(category, ()):
        return CHOSEN
    return RESERVE if name in reserve.get(category, ()) else OUT


def _flags(nomination: Nomination, *, disagree: bool) -> Iterator[tuple[str, str, str]]:
    if any(outcome is None for outcome in nomination.referred.values()):
        yield _("referral open"), "amber", ""
    answers = [opinion.answer for opinion in nomination.opinions.values()]
    if "object" in answers:
        yield _("a body objects"), "red", ""
    if "concern" in answers:
        yield _("a body has a concern"), "amber", ""
    if disagree:
        yield (
            _("readers disagree"),
            "amber",
            _(
                "The highest and the lowest sheet of this case, corrected for strictness as the merit is, are more "
                "than 25 points of 100 apart, which is among the widest tenth of all cases."
            ),
        )


class _Reasons:
    """Sentences that say why a name is where it is."""

    def __init__(self, decision: Decision) -> None:
        assert decision.work is not None
        self.decision = decision
        told = decision.work["list"]
        self.displaced = {each["id"]: each for each in told["displaced"]}
        self.needed = {each["id"]: each for each in told["needed"]}
        self.turns = told["turns"]

    def of(self, name: str) -> Iterator[str]:
        yield from self.departure(name)
        if name in self.turns:
            yield self._turn(self.turns[name])

    def departure(self, name: str) -> Iterator[str]:
        """Why it is not where merit alone would have put it: what people and rules have done."""
        for move in self.decision.told_moves:
            if name == move.out:
                yield _("Taken out for %(into)s: %(reason)s") % {
                    "into": self.decision.said(move.into),
                    "reason": move.reason,
                }
            if name == move.into:
                yield _("Put in for %(out)s: %(reason)s") % {"out": self.decision.said(move.out), "reason": move.reason}
        if name in self.displaced:
            yield _("High enough, kept out by: %(rules)s") % {"rules": self._rules(name, self.displaced[name])}
        if name in self.needed:
            yield _("Below the cut, needed for: %(rules)s") % {"rules": self._rules(name, self.needed[name])}

    def questions(self, name: str) -> list[tuple[str, str]]:
        """What to ask next about the rules that moved a name."""
        told = self.displaced.get(name) or self.needed.get(name)
        return telling.eased(self.decision, told["rules"]) if told else []

    def _rules(self, name: str, told: Mapping[str, Any]) -> str:
        mark = _("; ")
        return mark.join(dict.fromkeys(self.decision.rule(rule, name) for rule in told["rules"]))

    def _turn(self, turn: Mapping[str, Any]) -> str:
        if turn["change"] is None:
            return _("No change of merit would turn this.")
        change = points(max(turn["change"], 0))
        if turn["chosen"]:
            return _("Would drop out with %(change)s points less.") % {"change": change}
        return _("Would come in with %(change)s points more.") % {"change": change}


def near(found: list[Line], places: int) -> list[Line]:
    """The lines to look at first: whom rules or people moved, and some on either side of the cut."""
    return [line for line in found if line.is_moved or line.why or abs(line.rank - places - 0.5) < NEAR]


def in_doubt(found: list[Line], _places: int) -> list[Line]:
    """The toss-up band: who cannot be told from the cut."""
    return [line for line in found if line.is_toss_up]


def everybody(found: list[Line], _places: int) -> list[Line]:
    return found


SHOWN = {"near": near, "doubt": in_doubt, "all": everybody}


@dataclass(frozen=True, slots=True)
class Band:
    """The toss-ups: the first and last rank of them, how many they are, and how many others rank in between."""

    first: int
    last: int
    number: int
    others: int

    @staticmethod
    def of(found: Sequence[Line]) -> Band | None:
        tossed = [line.rank for line in found if line.is_toss_up]
        if not tossed:
            return None
        first, last = min(tossed), max(tossed)
        between = sum(first <= line.rank <= last for line in found)
        return Band(first, last, len(tossed), between - len(tossed))


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands at the top of a desk, by category."""

    places: int
    ranked: int
    unranked: int
    reliability: int | None  # per cent
    toss_up: Band | None
    more: int | None  # sheets that would settle the cut


def figures(decision: Decision, category: str, found: list[Line]) -> Figures:
    assert decision.work is not None
    ranking = decision.work["ranking"] or {}
    unranked = [name for name in ranking.get("unranked", ()) if decision.nomination(name).category == category]
    told = (decision.work["reports"].get(category) or {}).get("round", {})
    return Figures(
        places=len(decision.proposed.get(category, ())),
        ranked=len(found),
        unranked=len(unranked),
        reliability=round(told["reliability"] / 10_000) if "reliability" in told else None,
        toss_up=Band.of(found),
        more=(told.get("plan") or {}).get("more"),
    )


def band_words(band: Band | None) -> list[str]:
    """The toss-up band in a sentence, and another where somebody ranks within it whose interval is too short for it."""
    if band is None:
        return [_("Nobody near the cut is in doubt.")]
    facts = {"first": band.first, "last": band.last, "number": band.number, "others": band.others}
    if band.number == 1:
        return [_("Rank %(first)s cannot be told from the cut.") % facts]
    told = _(
        "%(number)s nominations, ranked from %(first)s to %(last)s, cannot be told apart from the cut by these sheets: "
        "deliberate on them."
    )
    apart = ngettext(
        "%(others)s other nomination between these ranks can be told from it: its interval does not reach the cut.",
        "%(others)s other nominations between these ranks can be told from it: their intervals do not reach the cut.",
        band.others,
    )
    return [told % facts, apart % facts] if band.others else [told % facts]


def rule_words(decision: Decision) -> dict[str, Text]:
    """The charter's rules in words, by id."""
    return {rule.id: rule.says or Text(zh=rule.id, en=rule.id) for rule in decision.desk.charter.rules}
