"""The units somebody coordinates and the nominations there: read in as many queries however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.db.models import Q

from chucai.charter.model import Charter
from chucai.charter.stages import Stage, Tier
from chucai.gates.acts import Unit
from chucai.gates.model import Nomination, Slate
from chucai.gates.recommend import capacity
from chucai.gates.standing import HELD, RETURNED, STANDING, Standing, paper_id, standing
from chucai.gates.viewing import Look, concerned
from chucai.gates.visibility import About, only_seen
from chucai.publish.bilingual import own_part
from chucai.web.desk import NOMINATOR, Desk
from chucai.web.nominate import texts
from chucai.web.records import models
from chucai.web.records.newcomers import last_day
from chucai.web.records.sight import submitted_as, submitted_by

COORDINATOR = "coordinator"
ON_A_SLATE = (STANDING, HELD, "not-selected")  # a slate may be sent again while its stage is open


class Units:
    """Whoever asks for anything here sees only their own units and what lies below them.

    Where anybody may nominate they also see what they have handed in themselves, and of others nothing.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        tree = desk.tree
        self.own = [unit for unit in desk.scopes(COORDINATOR) if unit in tree.units]
        self._names: dict[str, str] = {}
        self.below: frozenset[str] = frozenset().union(*(tree.below(unit) for unit in self.own))

    # --- the tree

    def unit(self, id_: str) -> Unit:
        return self.desk.tree.units[id_]

    def coordinates(self, unit: str) -> bool:
        """Whether the person coordinates this very unit."""
        return unit in self.own

    def children(self, unit: str) -> list[Unit]:
        tree = self.desk.tree
        return [tree.units[child] for child in tree.children.get(unit, ())]

    # --- nominations

    @cached_property
    def _there(self) -> list[Nomination]:
        """Every nomination from these units, sorted by number."""
        desk = self.desk
        seen = Q(unit__in=self.below) | Q(nomination__in=self.handed_in)
        rows = models.NominationRow.objects.filter(seen, round_id=desk.round_id).order_by("nomination")
        units = dict(rows.values_list("nomination", "unit"))
        ids = list(units)
        desk.state.foresee({f"nomination/{name}" for name in ids} | self._papers(units.values()))
        return [desk.state.nomination(name) for name in ids]

    @cached_property
    def nominations(self) -> list[Nomination]:
        """Those that may be seen and are the person's work, sorted by number: none that they are concerned by, unless
        they nominated themselves where anybody may.
        """
        desk = self.desk
        seen = only_seen(desk.charter, desk.state, desk.viewer, self._there, desk.today)
        return [one for one in seen if not self.concerned(one) or self._put_forward_oneself(one)]

    def concerned(self, nomination: Nomination) -> bool:
        """Whether it would honour the person, or they are recused from it."""
        return nomination.id in self._concerning

    @cached_property
    def _concerning(self) -> frozenset[str]:
        desk = self.desk
        looks = (Look(desk.charter, desk.state, desk.viewer, About(nomination=one), desk.today) for one in self._there)
        return frozenset(look.about.nomination.id for look in looks if look.about.nomination and concerned(look))

    def _put_forward_oneself(self, nomination: Nomination) -> bool:
        own = nomination.id in self.handed_in and self.from_outside(nomination)
        return own and self.desk.actor_id in nomination.people

    def stands_apart(self, stage: Stage, unit: str, category: str | None = None) -> bool:
        """Whether somebody whom the person is concerned by came to this stage by this unit (in this category): its
        list, vote and notice are then for others to make.
        """
        desk = self.desk
        for one in filter(self.concerned, self._there):
            if category in (None, one.category) and desk.tree.ancestor(one.unit, stage.tier) == unit:
                where = standing(desk.charter, desk.state, one).stage
                if where is None or desk.charter.position(where) >= desk.charter.position(stage.id):
                    return True
        return False

    @cached_property
    def handed_in(self) -> frozenset[str]:
        """What the person nominated for no unit, where anybody may."""
        desk = self.desk
        mine = desk.holds(NOMINATOR) and desk.actor_id is not None
        return frozenset(submitted_by(desk.round_id, desk.actor_id or "")) if mine else frozenset()

    @property
    def nominated(self) -> list[Nomination]:
        """The same as nominations, sorted by number."""
        return [one for one in self.nominations if one.id in self.handed_in]

    def role(self, nomination: Nomination) -> str:
        """In which of their roles the person acts for a nomination: for its unit, or as whoever handed it in."""
        return COORDINATOR if self.coordinates(nomination.unit) or nomination.id not in self.handed_in else NOMINATOR

    def from_outside(self, nomination: Nomination) -> bool:
        """Whether somebody handed it in for no unit: it is theirs to mend and to take back."""
        return nomination.id in self._from_outside

    @cached_property
    def _from_outside(self) -> frozenset[str]:
        if self.desk.charter.nominating.by != "anyone":
            return frozenset()
        alone = None if self.own else self.desk.actor_id
        return frozenset(submitted_as(self.desk.round_id, NOMINATOR, alone))

    def _papers(self, units: Iterable[str]) -> set[str]:
        """Streams that say where nominations of these units stand: slates, lists, notices and ballots."""
        tree, charter = self.desk.tree, self.desk.charter
        above = {one.id for unit in {*self.own, *units} for one in tree.path(unit)}
        keys: set[str] = set()
        for stage in charter.stages:
            at = [unit for unit in self.below | above if tree.units[unit].tier == stage.tier]
            if stage.gate == "recommend":
                keys |= {f"slate/{stage.id}/{unit}" for unit in at}
            if stage.gate == "compare":
                keys.add(f"comparison/{stage.id}")
            kinds = [kind for kind, held in (("notice", stage.notice), ("ballot", stage.vote)) if held]
            keys |= {f"{kind}/{paper_id(stage.id, unit)}" for kind in kinds for unit in (*at, None)}
        return keys

    def learn_names(self, some: Iterable[Nomination]) -> None:
        """Read the names of these in one go, where a page shows only some of all there are."""
        new = list({one.id: one for one in some if one.id not in self._names}.values())
        found = texts.names_of(self.desk, new)
        self._names |= {one.id: found.get(one.id, one.id) for one in new}

    def named(self, nomination: str) -> str:
        """The name, or the number where the name was erased."""
        if nomination not in self._names:
            self.learn_names(self.nominations)
        return self._names.get(nomination, nomination)

    @cached_property
    def _standings(self) -> dict[str, Standing | None]:
        return {one.id: self._told(one) for one in self.nominations}

    def _told(self, nomination: Nomination) -> Standing | None:
        """Awards are announced together: until then each stands as it would without its own."""
        desk, about = self.desk, About(nomination=nomination)
        if not desk.may_see("standing", about):
            return None
        if nomination.award is not None and not desk.may_see("award", about):
            nomination = replace(nomination, award=None)
        return standing(desk.charter, desk.state, nomination)

    def standing(self, nomination: Nomination) -> Standing | None:
        """Where it stands; None while that is not told to its unit."""
        return self._standings[nomination.id]

    @cached_property
    def _by_unit(self) -> dict[str, list[Nomination]]:
        found: dict[str, list[Nomination]] = {}
        for one in self.nominations:
            if not self.concerned(one):
                found.setdefault(one.unit, []).append(one)
        return found

    def of(self, unit: str) -> list[Nomination]:
        """Nominations from a unit and below it, sorted by number."""
        some = (one for below in self.desk.tree.below(unit) for one in self._by_unit.get(below, ()))
        return sorted(some, key=lambda one: one.id)

    # --- recommending

    def stage_of(self, unit: str) -> Stage | None:
        """The stage at which this unit recommends; the open one where there are several."""
        charter = self.desk.charter
        found = [s for s in charter.stages if s.gate == "recommend" and s.tier == self.unit(unit).tier]
        opened = [stage for stage in found if stage.id in self.desk.round.windows]
        return opened[-1] if opened else next(iter(found), None)

    def slate(self, stage: Stage, unit: str) -> Slate:
        return self.desk.state.slate(stage.id, unit)

    def candidates(self, stage: Stage, unit: str, category: str) -> list[Nomination]:
        """Who may stand on the unit's slate now."""
        return [one for one in self.of(unit) if one.category == category and self._may_stand(stage, unit, one)]

    def _may_stand(self, stage: Stage, unit: str, nomination: Nomination) -> bool:
        where = self.standing(nomination)
        here = self.desk.tree.ancestor(nomination.unit, stage.tier) == unit
        return here and where is not None and where.stage == stage.id and where.status in ON_A_SLATE

    def returned(self, unit: str) -> list[Nomination]:
        """Nominations of this very unit that came back to be mended by it."""
        own = (one for one in self.nominations if one.unit == unit and not self.from_outside(one))
        return [one for one in own if self.is_back(one)]

    def is_back(self, nomination: Nomination) -> bool:
        where = self.standing(nomination)
        return where is not None and where.status == RETURNED

    def room(self, stage: Stage, unit: str, category: str) -> tuple[int | None, int | None]:
        """Places of a unit in a category, and how many names it may forward for them; None: no number is set."""
        desk = self.desk
        places = desk.tree.places.get((unit, category), stage.places.get(category))
        return places, capacity(desk.charter, desk.state, stage, unit, category)


def open_stage(desk: Desk, gate: str | None = None) -> Stage | None:
    """The stage that is open now, if it is of this gate."""
    now = desk.round.stage
    if now is None or not desk.round.is_open(now):
        return None
    stage = desk.charter.stage(now)
    return stage if gate in (None, stage.gate) else None


def takes_nominations(desk: Desk) -> bool:
    """Whether nominations come in today."""
    stage = open_stage(desk)
    if stage is None or stage.id != desk.charter.stages[0].id:
        return False
    return desk.today <= desk.round.windows[stage.id].last


def takes_from_anybody(desk: Desk) -> date | None:
    """The last day on which anybody may nominate; None where nobody may, or not today."""
    return last_day(desk.charter, desk.round, desk.today)


def is_early(desk: Desk) -> bool:
    """Whether the first stage has not opened yet: papers may be written, not handed in."""
    return desk.charter.stages[0].id not in desk.round.windows


def first_tier(charter: Charter) -> Tier:
    """The tier whose units take in nominations."""
    return next(tier for tier in charter.tiers if tier.id == charter.stages[0].tier)


def first_units(desk: Desk) -> list[tuple[str, str]]:
    """(unit, name) of every unit that takes in nominations, by name."""
    tier = first_tier(desk.charter).id
    found = [(id_, unit_name(desk, id_)) for id_, unit in desk.tree.units.items() if unit.tier == tier]
    return sorted(found, key=lambda each: (each[1], each[0]))


def unit_name(desk: Desk, unit: str) -> str:
    """The name of a unit in the reader's language; nothing while none is chosen."""
    found = desk.tree.units.get(unit)
    return own_part(found.name, desk.language) if found else ""


def unit_shown(desk: Desk, unit: str) -> dict[str, str]:
    """A unit as pages show it."""
    return {"id": unit, "name": unit_name(desk, unit)}
