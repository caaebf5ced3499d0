"""Who sees which nominations, as a query: the fast twin of `gates.visibility.only_seen`, held equal by tests.

What is not seen is not searched, sorted, counted or exported either: every list starts from `visible`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from chucai.charter.judging import Judging
from chucai.charter.model import Charter
from chucai.gates.model import Tree
from chucai.gates.viewing import MOMENTS, About, Look, Viewer, awards_announced, electorate_of, papers_open
from chucai.web.records.models import Event, NominationRow, NomineeRow
from chucai.web.records.state import Rows

NOBODY = Q(pk__in=())
ALL = Q()


def visible(charter: Charter, state: Rows, viewer: Viewer, on: date) -> QuerySet[NominationRow]:
    """The rows of those nominations of which the viewer may see that there is a case; `only_seen` in one query."""
    rows = NominationRow.objects.filter(round_id=state.round_id)
    look = _Looking(charter, state, viewer)
    inside = look.inside_without_recused()
    if inside is ALL or (public := _public(charter, state, on)) is ALL:
        return rows
    return rows.filter(public | look.own() | inside)


def at_work(charter: Charter, state: Rows, viewer: Viewer, on: date) -> QuerySet[NominationRow]:
    """What somebody who runs the round works with: all they may see, but never a case of their own, nor one they are
    recused from, though anybody may see it on a notice: a list shows more of it than a notice does.
    """
    rows = visible(charter, state, viewer, on)
    look = _Looking(charter, state, viewer)
    for apart in (look.own(), look.recused()):
        rows = rows if apart is NOBODY else rows.exclude(apart)
    return rows


def submitted_by(round_id: str, who: str) -> list[str]:
    """Nominations that somebody handed in themselves, whatever became of them."""
    events = Event.objects.filter(round_id=round_id, kind="submitted", actor=who)
    return [key.partition("/")[2] for key in events.values_list("stream__key", flat=True)]


def submitted_as(round_id: str, role: str, who: str | None = None) -> list[str]:
    """Nominations that were handed in by anybody in this role, or by one of them."""
    events = Event.objects.filter(round_id=round_id, kind="submitted", role=role)
    if who is not None:
        events = events.filter(actor=who)
    return [key.partition("/")[2] for key in events.values_list("stream__key", flat=True)]


def _public(charter: Charter, state: Rows, on: date) -> Q:
    """What anybody sees: those on a running notice, those honoured, all once the papers are open."""
    if charter.visibility == "sealed" and papers_open(charter, state.round, on):
        return ALL
    found = NOBODY
    if awards_announced(charter, state.round):
        found |= ~Q(honour="")
    if charter.visibility == "open":
        notices = (state.notice(name) for name in state.notices())
        for notice in notices:
            if notice is not None and notice.window.holds(on):
                found |= Q(nomination__in=(*notice.listed, *notice.reserves))
    return found


class _Looking:
    """One viewer's relations to nominations, as conditions on their rows."""

    def __init__(self, charter: Charter, state: Rows, viewer: Viewer) -> None:
        self.charter, self.state, self.viewer = charter, state, viewer
        self.rules: Sequence[Judging] = tuple(charter.judging.values())

    def own(self) -> Q:
        """Nominations that would honour the viewer."""
        linked = [link.partition("/")[2] for link in self.viewer.links if link.startswith("nomination/")]
        found = Q(nomination__in=linked) if linked else NOBODY
        if self.viewer.id is not None:
            mine = NomineeRow.objects.filter(round_id=self.state.round_id, person=self.viewer.id)
            names = list(mine.values_list("nomination", flat=True))
            found = found | Q(nomination__in=names) if names else found
        return found

    def inside_without_recused(self) -> Q:
        """What the viewer's roles show, without what they are barred from."""
        inside = self.inside()
        recused = NOBODY if inside is NOBODY else self.recused()
        if recused is NOBODY:
            return inside
        return ~recused if inside is ALL else inside & ~recused

    def inside(self) -> Q:
        """What the viewer's roles show, recusals aside."""
        if any(map(self.viewer.is_, ("secretary", "auditor", "authority"))):
            return ALL
        if self.viewer.is_("assessor") and self._moment("ranked"):
            return ALL
        return self._of_units() | self._nominated() | self._read() | self._asked() | self._voted()

    def _moment(self, name: str) -> bool:
        look = Look(self.charter, self.state, self.viewer, About(), date.min)
        return MOMENTS[name](look)

    def _of_units(self) -> Q:
        tree: Tree = self.state.tree
        held = [scope for role, scope in self.viewer.roles if role == "coordinator" and scope]
        units = {unit for scope in held for unit in tree.below(scope)}
        return Q(unit__in=units) if units else NOBODY

    def _nominated(self) -> Q:
        """Where anybody nominates, their own. A nominator is whoever submitted."""
        if self.charter.nominating.by != "anyone" or self.viewer.id is None:
            return NOBODY
        return self._submitted_by(self.viewer.id)

    def _submitted_by(self, who: str) -> Q:
        names = submitted_by(self.state.round_id, who)
        return Q(nomination__in=names) if names else NOBODY

    def _read(self) -> Q:
        """What an assessor who has signed may read: assigned to them, or all where the panel reads freely."""
        who = self.viewer.id
        if who is None or not self.viewer.is_("assessor") or not self.state.assessor(who).undertaken:
            return NOBODY
        names: set[str] = set()
        for stage in self.charter.stages:
            judging = self.charter.judging_of(stage) if stage.gate == "compare" else None
            if judging is None or stage.id not in self.state.round.windows:
                continue
            if not judging.assigned:
                return ALL
            assigned = self.state.comparison(stage.id).assigned
            names |= {nomination for nomination, readers in assigned.items() if who in readers}
        return Q(nomination__in=names) if names else NOBODY

    def _asked(self) -> Q:
        """What an officer's body has been asked about."""
        bodies = {scope for role, scope in self.viewer.roles if role == "officer"}
        if not bodies:
            return NOBODY
        events = Event.objects.filter(round_id=self.state.round_id, kind="opinion-asked")
        keys = set(events.values_list("stream__key", flat=True))
        self.state.foresee(keys)
        asked = (self.state.nomination(key.partition("/")[2]) for key in sorted(keys))
        return Q(nomination__in=[one.id for one in asked if bodies & one.opinions.keys()])

    def _voted(self) -> Q:
        """Candidates of the ballots the viewer has a voice in."""
        if not self.viewer.is_("elector"):
            return NOBODY
        ballots = filter(None, (self.state.ballot(name) for name in self.state.ballots()))
        held = (each for each in ballots if self.viewer.holds("elector", electorate_of(self.charter, each)))
        return Q(nomination__in=[name for each in held for name in each.candidates])

    def recused(self) -> Q:
        """What somebody is recused from, on the panel or off it again; and what an assessor is barred from. A lifted
        recusal bars no more.
        """
        who = self.viewer.id
        if who is None:
            return NOBODY
        recusals = self.state.assessor(who).recusals
        barred = {name for name, recusal in recusals.items() if not recusal.lifted}
        found = Q(nomination__in=barred) if barred else NOBODY
        follows = self._follows(who) if self.viewer.is_("assessor") else NOBODY
        if follows is NOBODY:
            return found
        lifted = recusals.keys() - barred
        return found | (follows & ~Q(nomination__in=lifted) if lifted else follows)

    def _follows(self, who: str) -> Q:
        """Barred by what the assessor is: of the same unit, or who nominated."""
        found = NOBODY
        for judging in self.rules:
            if "nominator" in judging.recuse and (mine := self._submitted_by(who)) is not NOBODY:
                found = mine if found is NOBODY else found | mine
            units = self._same_units(judging, who) if "own-unit" in judging.recuse else ()
            if units:
                found = Q(unit__in=units) if found is NOBODY else found | Q(unit__in=units)
        return found

    def _same_units(self, judging: Judging, who: str) -> Iterable[str]:
        unit = self.state.roster.units.get(who)
        if unit is None or judging.own_unit_tier is None:
            return () if unit is None else (unit,)
        at_tier = self.state.tree.ancestor(unit, judging.own_unit_tier)
        return () if at_tier is None else self.state.tree.below(at_tier)
