"""The decision desk: what was worked out, the moves people made since, and what the gates count, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chucai.charter.rules import Rule
from chucai.charter.stages import Stage
from chucai.gates.acts import act_from
from chucai.gates.composition import Count, count
from chucai.gates.model import Comparison, Nomination
from chucai.gates.visibility import About
from chucai.publish.bilingual import own_part
from chucai.publish.charts.composition import key_words
from chucai.web.desk import Desk
from chucai.web.office.decision import work
from chucai.web.office.decision.whose import Whose
from chucai.web.records import drafts, models
from chucai.web.records.state import Rows

KIND = "list"
PLACES, ON_THE_LIST = "places", "must-include"  # what the engine calls rules that no charter has
PLACED = {
    "one-honour-each": gettext_lazy("One honour for each person"),
    PLACES: gettext_lazy("The places of the charter"),
}
STANDING = ("nomination", "slate", "notice", "ballot", "comparison")  # families of streams that a standing follows from
SHEETS = ("assessed", "assessment-amended", "abstained", "recused", "declared")


@dataclass(frozen=True, slots=True)
class Move:
    """A name out and a name in, and why; the reason stands in the ledger and in the report."""

    out: str
    into: str
    reason: str


def foresee(desk: Desk) -> None:
    """All that says who is in the running: nominations and what became of them, in one go."""
    streams = models.Stream.objects.filter(round_id=desk.round_id, family__in=STANDING, version__gt=0)
    desk.state.foresee(set(streams.values_list("key", flat=True)))


class Decision:
    """The desk of one comparison. `work` is None until somebody has had it worked out."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        self.desk, self.stage = desk, stage
        found = work.kept(desk.round_id, stage.id)
        self.work: Mapping[str, Any] | None = found[0] if found else None
        self.worked_at = self.here(found[1]) if found else None

    def here(self, moment: datetime) -> datetime:
        """A moment in the programme's own time zone."""
        return moment.astimezone(ZoneInfo(self.desk.charter.timezone))

    @property
    def owner(self) -> str:
        return f"panel/{self.stage.id}"

    @cached_property
    def draft(self) -> drafts.Kept:
        return drafts.found(self.desk.round_id, self.owner, KIND, self.stage.id)

    @cached_property
    def signed(self) -> Comparison:
        return self.state.comparison(self.stage.id)

    @cached_property
    def since(self) -> int:
        """Sheets that were handed in, amended or given up since it was worked out; the gates look closer at signing."""
        events = models.Event.objects.filter(round_id=self.desk.round_id, kind__in=SHEETS, at__gt=self.worked_at)
        return events.count() if self.worked_at else 0

    @property
    def is_possible(self) -> bool:
        return self.work is not None and self.work["list"]["act"] is not None

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Of the draft, if it was made on what is worked out now."""
        data = self.draft.data
        if self.work is None or data.get("sheets") != self.work["sheets"]:
            return ()
        return tuple(Move(**move) for move in data.get("moves", ()))

    def keep(self, moves: Sequence[Move], account: int | None) -> None:
        """Save the moves. Raises Refused("draft-moved-on") when somebody else has moved meanwhile."""
        assert self.work is not None
        data = {
            "sheets": self.work["sheets"],
            "moves": [{"out": move.out, "into": move.into, "reason": move.reason} for move in moves],
        }
        desk = self.desk
        drafts.save(desk.round_id, self.owner, KIND, self.stage.id, data, self.draft.version, desk.at, account)

    @cached_property
    def proposed(self) -> dict[str, tuple[str, ...]]:
        """The solver's list by category."""
        act = self.work["list"]["act"] if self.work else None
        return {name: tuple(names) for name, names in (act or {}).get("chosen", {}).items()}

    @cached_property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The list with the moves made: those out give their places to those in."""
        found = {}
        into = {move.out: move.into for move in self.moves}
        for category, names in self.proposed.items():
            found[category] = tuple(into.get(name, name) for name in names)
        return found

    @cached_property
    def reserve(self) -> dict[str, tuple[str, ...]]:
        act = self.work["list"]["act"] if self.work else None
        given = {name: tuple(names) for name, names in (act or {}).get("reserve", {}).items()}
        taken = {name for names in self.chosen.values() for name in names}
        return {category: tuple(n for n in names if n not in taken) for category, names in given.items()}

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Every rule of the charter on the list as it is, counted by the gates."""
        return count(self.desk.charter, self.desk.tree, [self.nomination(n) for n in self._flat(self.chosen)])

    @property
    def broken(self) -> tuple[Count, ...]:
        return tuple(line for line in self.counts if line.binding and not line.holds)

    def nomination(self, name: str) -> Nomination:
        return self.state.nomination(name)

    @staticmethod
    def _flat(lists: Mapping[str, Sequence[str]]) -> list[str]:
        return [name for names in lists.values() for name in names]

    @cached_property
    def whose(self) -> Whose:
        return Whose(self.desk)

    @cached_property
    def names(self) -> dict[str, str]:
        """Of those whose name the reader may know."""
        rows = models.NominationRow.objects.filter(round_id=self.desk.round_id, name__gt="")
        found = dict(rows.values_list("nomination", "name"))
        return {key: name for key, name in found.items() if self.whose.knows(self.nomination(key), "name")}

    def unit(self, nomination: str) -> str:
        """Its unit, where the reader may know it."""
        return self.whose.unit(self.nomination(nomination))

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(self.state.nominations())

    @cached_property
    def state(self) -> Rows:
        """The round, with all its nominations, who may judge them and what was signed here loaded in one go."""
        state = self.desk.state
        assessors = {f"assessor/{who}" for who in state.roster.of_any("assessor")}
        nominations = {f"nomination/{name}" for name in state.nominations()}
        state.foresee({f"comparison/{self.stage.id}"} | nominations | assessors)
        return state

    def shows(self, nomination: str) -> bool:
        """Whether there is such a nomination and the reader may be told of it; nobody finds their own case here."""
        if nomination not in self._there:
            return False
        return self.desk.may_see("merit", About(nomination=self.nomination(nomination), stage=self.stage.id))

    @cached_property
    def is_kept(self) -> bool:
        """Whether a case that competes here is kept from the reader: then the list is neither read nor signed by them.

        All who compete count, on the list or not: else this would tell somebody how they have done.
        """
        ranking = (self.work["ranking"] if self.work else None) or {}
        competing = [*self.ranked, *ranking.get("unranked", ())] or self._there
        return any(self.whose.is_apart(self.nomination(name)) for name in competing)

    def said(self, nomination: str) -> str:
        """Name and number; the number alone where the name is gone or hidden, and neither of the reader's own case."""
        if not self.shows(nomination):
            return _("a case that is kept from you")
        name = self.names.get(nomination)
        return f"{name} ({nomination})" if name else nomination

    @property
    def told_moves(self) -> tuple[Move, ...]:
        """The moves as the reader is told of them."""
        return tuple(move for move in self.moves if self.shows(move.out) and self.shows(move.into))

    def rule(self, name: str, of: str | None = None) -> str:
        """A rule, or a part of one such as per-bureau@b07, in the charter's words; what the engine adds, in ours.

        Said of a nomination it does not name the unit where the reader may not know that.
        """
        whole, _sign, part = name.replace(":", "@").partition("@")
        if whole == ON_THE_LIST:
            return _("%(name)s is on the list") % {"name": self.said(part)}
        if whole == PLACES and part in self.desk.charter.categories:
            return f"{PLACED[whole]}: {self.desk.said(self.desk.charter.categories[part].name)}"
        if whole in PLACED:
            return str(PLACED[whole])
        for pool in self.desk.charter.pools:
            if pool.id == name:
                return self.desk.said(pool.name)
        for rule in self.desk.charter.rules:
            if rule.id in (name, whole):
                words = rule.says.said(self.desk.language) if rule.says else rule.id
                told = f"{words} ({rule.clause})" if rule.clause else words
                if of and (rule.each or "").startswith("unit@") and not self.unit(of):
                    return told
                return _("%(rule)s: %(part)s") % {"rule": told, "part": self.part(rule, part)} if part else told
        return name

    def part(self, rule: Rule, key: str) -> str:
        """What one part of a rule that says `each` is called."""
        words = key_words(self.desk.charter, self.desk.tree, rule.each or "", key).said(self.desk.language)
        return own_part(words, self.desk.language)

    def clause(self, name: str) -> str:
        """Where a rule stands in the charter, or its words if that is not said."""
        return next(
            (rule.clause for rule in self.desk.charter.rules if rule.id == name and rule.clause), self.rule(name)
        )

    @cached_property
    def ranked(self) -> dict[str, Mapping[str, Any]]:
        """The lines of the ranking as it would be adopted, by nomination."""
        ranking = self.work["ranking"] if self.work else None
        return {line["nomination"]: line for line in (ranking or {}).get("ranking", ())}

    def acts(self) -> Iterator[Any]:
        """What is signed: the ranking unless it is adopted already, then the list with its moves."""
        assert self.work is not None
        if self.work["ranking"] and self.signed.sheets != self.work["sheets"]:
            yield act_from("adopt-ranking", self.work["ranking"])
        fields = dict(self.work["list"]["act"])
        fields |= {
            "chosen": self.chosen,
            "reserve": self.reserve,
            "moves": [{"out": move.out, "into": move.into, "reason": move.reason} for move in self.moves],
        }
        yield act_from("adopt-shortlist", fields)

    def difference(self) -> dict[str, tuple[list[str], list[str]]] | None:
        """By category who comes in and who goes out beside the last signed list; None where none was signed."""
        before = self.signed.chosen
        if before is None:
            return None
        found = {}
        for category, names in self.chosen.items():
            old = set(before.get(category, ()))
            found[category] = ([n for n in names if n not in old], sorted(old - set(names)))
        return found
