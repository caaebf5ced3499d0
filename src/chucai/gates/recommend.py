"""The gate *recommend*: nominations come in and go up the unit tree on ranked slates."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from chucai.charter.model import Charter
from chucai.charter.nominee import Eligibility
from chucai.charter.predicate import Facts, Moments, compares, holds
from chucai.charter.stages import Stage
from chucai.gates.acts import Dossier, ForwardSlate, PromoteReserve, Revise, Stop, Submit, Withdraw
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.filling import fill_place
from chucai.gates.model import Nomination, SlateList
from chucai.gates.people import barred_by_role
from chucai.gates.standing import HELD, RETURNED, STANDING, asked_in_vote, paper_id, standing
from chucai.gates.state import State

WITHHELD = "withheld"


def screen(charter: Charter, facts: Facts, moments: Moments) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Eligibility of a nominee: (rules that stop it, rules referred to a person), by id in the charter's order.

    A rule about a sensitive attribute is referred under the name ``withheld-<n>``: published events must not show it.
    """
    stops, refers = [], []
    for number, rule in enumerate(charter.eligibility, 1):
        if not holds(rule.when, facts, moments) or holds(rule.must, facts, moments):
            continue
        if rule.otherwise == "stop":
            stops.append(rule.id)
        else:
            refers.append(referral_name(charter, number, rule))
    if charter.reaward and _sits_out(charter, facts, moments):
        stops.append("reaward")
    return tuple(stops), tuple(refers)


def referral_name(charter: Charter, number: int, rule: Eligibility) -> str:
    """What a referral under this rule is called in events; `number` counts the charter's rules from 1."""
    sensitive = any(_is_sensitive(charter, compare.attribute) for compare in compares(rule.must))
    return f"{WITHHELD}-{number}" if sensitive else rule.id


def _is_sensitive(charter: Charter, attribute: str) -> bool:
    found = charter.attributes.get(attribute)
    return found is not None and found.see == "sensitive"


def _sits_out(charter: Charter, facts: Facts, moments: Moments) -> bool:
    """Whether an earlier award still keeps the nominee out (X6, E2)."""
    rule = charter.reaward
    last = facts.get(rule.attribute) if rule else None
    if rule is None or last is None:
        return False
    if rule.unless is not None and holds(rule.unless, facts, moments):
        return False
    if rule.years is None:
        return True
    opened = moments["round.opens"]
    return (opened.year - rule.years, opened.month, opened.day) < (last.year, last.month, last.day)  # type: ignore[union-attr]  # a date by the charter's check


def first_stage(charter: Charter) -> Stage:
    return charter.stages[0]


def submit(asked: Asked) -> list[Happened]:
    act: Submit = asked.act
    stream = f"nomination/{act.nomination}"
    require(asked.state.read(stream) is None, "nomination-exists", nomination=act.nomination)
    asked.category(act.category)
    require(act.unit in asked.state.tree.units, "no-such-unit", unit=act.unit)
    require(act.theme is None or act.theme in asked.charter.themes, "no-such-theme", theme=act.theme)
    require(asked.stage.id == first_stage(asked.charter).id, "submissions-closed", stage=asked.stage.id)
    _may_nominate(asked, act)
    _check_dossier(asked, act, act.category)
    return [Happened(stream)]


def _may_nominate(asked: Asked, act: Submit) -> None:
    rules = asked.charter.nominating
    if asked.by.role == "nominator":
        require(rules.by == "anyone", "units-nominate")
        if not rules.self_nomination:
            require(asked.by.id not in (act.person, *act.members), "self-nomination", clause="N12")
        if rules.per_nominator is not None:
            made = sum(asked.state.nomination(n).nominator == asked.by.id for n in asked.state.nominations())
            require(made < rules.per_nominator, "nominations-used-up", most=rules.per_nominator)
    if asked.by.role == "coordinator":
        require(asked.state.roster.holds(asked.by.id, "coordinator", act.unit), "not-your-unit", unit=act.unit)


def _check_dossier(asked: Asked, act: Dossier, category: str) -> None:
    rules = asked.charter.nominating
    kind = asked.charter.categories[category]
    require("name" in act.commitments, "no-name-committed")
    require(len(set(act.members)) == len(act.members), "member-twice")
    barred = barred_by_role(asked.charter, asked.state, (*act.members, *filter(None, [act.person])))
    require(barred is None, "nominee-in-role", role=barred and barred[1], who=barred and [barred[0]])
    if kind.members and act.members:
        most = kind.members.max or len(act.members)
        fits = kind.members.min <= len(act.members) <= most
        require(fits, "team-size", members=len(act.members), min=kind.members.min, max=kind.members.max)
    if kind.kind == "team" and kind.members:
        require(act.members, "team-without-members")
    if rules.support:
        fits = rules.support.min <= act.support <= rules.support.max
        require(fits, "support-letters", given=act.support, min=rules.support.min, max=rules.support.max)
    if rules.statement_max:
        require(act.length <= rules.statement_max, "statement-too-long", length=act.length, most=rules.statement_max)


def revise(asked: Asked) -> list[Happened]:
    act: Revise = asked.act
    nomination = asked.nomination
    where = standing(asked.charter, asked.state, nomination)
    in_first = where.stage == first_stage(asked.charter).id
    require(nomination.returned or in_first, "dossier-frozen", nomination=nomination.id)
    require(act.theme is None or act.theme in asked.charter.themes, "no-such-theme", theme=act.theme)
    _own_unit(asked, nomination)
    _check_dossier(asked, act, nomination.category)
    return [Happened(f"nomination/{nomination.id}")]


def _own_unit(asked: Asked, nomination: Nomination) -> None:
    if asked.by.role == "coordinator":
        own = asked.state.roster.holds(asked.by.id, "coordinator", nomination.unit)
        require(own, "not-your-unit", unit=nomination.unit)
    if asked.by.role == "nominator":
        require(asked.by.id == nomination.nominator, "not-your-nomination", nomination=nomination.id)


def return_(asked: Asked) -> list[Happened]:
    nomination = asked.nomination
    require(not nomination.returned, "already-returned", nomination=nomination.id)
    _handles(asked, nomination)
    return [Happened(f"nomination/{nomination.id}", {"stage": asked.stage.id})]


def _handles(asked: Asked, nomination: Nomination) -> None:
    """A coordinator acts for the unit that has the nomination before it at this stage."""
    if asked.by.role == "coordinator":
        unit = asked.state.tree.ancestor(nomination.unit, asked.stage.tier)
        require(asked.state.roster.holds(asked.by.id, "coordinator", unit), "not-your-unit", unit=unit)


def withdraw(asked: Asked) -> list[Happened]:
    _: Withdraw = asked.act
    nomination = asked.nomination
    _own_unit(asked, nomination)
    return [Happened(f"nomination/{nomination.id}"), *fill_place(asked, nomination)]


def stop(asked: Asked) -> list[Happened]:
    _: Stop = asked.act
    nomination = asked.nomination
    _handles(asked, nomination)
    return [Happened(f"nomination/{nomination.id}"), *fill_place(asked, nomination)]


def capacity(charter: Charter, state: State, stage: Stage, unit: str, category: str) -> int | None:
    """How many names a unit may forward at a stage: places issued to it, or the stage's, times the slate ratio.

    None: no number is set.
    """
    places = state.tree.places.get((unit, category), stage.places.get(category))
    if places is None:
        return None
    ratio = charter.categories[category].slate
    return ceil(places * ratio) if ratio else places


def forward_slate(asked: Asked) -> list[Happened]:
    act: ForwardSlate = asked.act
    require(act.unit in asked.state.tree.units, "no-such-unit", unit=act.unit)
    asked.category(act.category)
    require(
        asked.state.tree.units[act.unit].tier == asked.stage.tier, "other-tier", unit=act.unit, tier=asked.stage.tier
    )
    if asked.by.role == "coordinator":
        require(asked.state.roster.holds(asked.by.id, "coordinator", act.unit), "not-your-unit", unit=act.unit)
    names = (*act.ranked, *act.reserve)
    require(len(set(names)) == len(names), "name-twice", unit=act.unit)
    allotted = act.category not in asked.stage.allot or (act.unit, act.category) in asked.state.tree.places
    require(allotted, "not-allotted", unit=act.unit, category=act.category, stage=asked.stage.id)
    limit = capacity(asked.charter, asked.state, asked.stage, act.unit, act.category)
    if limit is not None:
        require(
            len(act.ranked) <= limit,
            "slate-full",
            unit=act.unit,
            category=act.category,
            places=limit,
            names=len(act.ranked),
        )
    for name in names:
        _may_stand_on_slate(asked, act, asked.state.nomination(name))
    _passed_vote(asked, act.unit, act.ranked)
    return [Happened(f"slate/{asked.stage.id}/{act.unit}")]


def _may_stand_on_slate(asked: Asked, act: ForwardSlate, nomination: Nomination) -> None:
    require(
        nomination.category == act.category, "other-category", nomination=nomination.id, category=nomination.category
    )
    own = asked.state.tree.ancestor(nomination.unit, asked.stage.tier) == act.unit
    require(own, "not-of-this-unit", nomination=nomination.id, unit=act.unit)
    where = standing(asked.charter, asked.state, nomination)
    # A slate may be sent again while its stage is open, so names left off the first list may come back.
    again = where.stage == asked.stage.id and where.status in (STANDING, HELD, "not-selected")
    require(again, "not-standing", nomination=nomination.id, status=where.status, stage=where.stage)


def _passed_vote(asked: Asked, unit: str, ranked: Sequence[str]) -> None:
    """Where the stage has a vote, only names that passed it go up (N2, N3)."""
    if asked.stage.vote is None:
        return
    top = asked.stage.tier == asked.charter.tiers[-1].id
    ballot = asked.state.ballot(paper_id(asked.stage.id, None if top else unit))
    for name in ranked:
        if asked_in_vote(asked.stage, asked.state.nomination(name)):
            passed = ballot is not None and name in ballot.passed
            require(passed, "vote-not-passed", nomination=name, unit=unit)


def promote_reserve(asked: Asked) -> list[Happened]:
    act: PromoteReserve = asked.act
    _in_time_for_reserves(asked, act)
    names = asked.state.slate(act.stage, act.unit).lists.get(act.category)
    require(names is not None, "no-slate", unit=act.unit, category=act.category)
    if asked.by.role == "coordinator":
        require(asked.state.roster.holds(asked.by.id, "coordinator", act.unit), "not-your-unit", unit=act.unit)
    slate: SlateList = names  # type: ignore[assignment]  # required just above
    out = [name for name in (*slate.ranked, *slate.promoted) if _is_out(asked, name)]
    require(len(out) > len(slate.promoted), "no-vacancy", unit=act.unit, category=act.category)
    ready = [name for name in slate.reserve if not _is_out(asked, name)]
    require(ready, "no-reserve", unit=act.unit, category=act.category)
    _passed_vote(asked, act.unit, ready[:1])
    return [Happened(f"slate/{act.stage}/{act.unit}", {"promoted": ready[0]})]


def _in_time_for_reserves(asked: Asked, act: PromoteReserve) -> None:
    """While the slate's stage is open, or the next if units still recommend there: a reserve may pass no gate by."""
    round_ = asked.state.round
    current = asked.charter.stage(round_.stage or act.stage)
    require(round_.is_open(current.id), "stage-not-open", stage=current.id, open=round_.stage)
    require(current.gate == "recommend", "other-gate", act=act.kind, gate=current.gate, gates=["recommend"])
    steps = asked.charter.position(current.id) - asked.charter.position(asked.stage.id)
    require(0 <= steps <= 1, "too-late-for-reserve", stage=act.stage, open=current.id)


def _is_out(asked: Asked, name: str) -> bool:
    where = standing(asked.charter, asked.state, asked.state.nomination(name))
    return where.status in ("withdrawn", "stopped", "disqualified")


def blockers(asked: Asked, stage: Stage) -> list[str]:
    """Nominations still with their unit to be mended keep a stage of recommending open until its window ends."""
    if asked.today > asked.state.round.windows[stage.id].last:
        return []
    back = [n for n in map(asked.state.nomination, asked.state.nominations()) if n.returned_at == stage.id]
    return [n.id for n in back if standing(asked.charter, asked.state, n).status == RETURNED]
