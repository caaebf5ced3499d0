"""What holds at every step of every walk, said as slowly and plainly as it can be.

Nothing here asks `standing`, `composition` or any rule of a gate how it is: it counts again from events and drafts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, cast

from chucai.charter.predicate import holds
from chucai.charter.rules import Rule
from chucai.charter.stages import Stage
from chucai.gates.asked import moments
from chucai.gates.audit import audit
from chucai.gates.dossier import facts_of
from chucai.gates.model import Nomination
from chucai.gates.roll import roll
from chucai.gates.standing import ENDS, standing
from chucai.gates.state import Memory
from chucai.gates.table import BY_EVENT, FOLLOWING
from chucai.ledger.event import Event

if TYPE_CHECKING:
    from tests.spec.walks.walker import Walk

KNOWN = {"standing", "reserve", "returned", "held", *ENDS}


# --- at every event, before the state moves on


def check_event(walk: Walk, event: Event) -> None:
    _by_somebody_in_the_role(walk, event)
    check = CHECKS.get(event.kind)
    if check:
        check(walk, cast(Any, event.data), event)


LINKED = {"nominator", "nominee", "public", "system"}  # who comes by a link, and the clock


def _by_somebody_in_the_role(walk: Walk, event: Event) -> None:
    if event.role not in LINKED and event.kind != "round-opened":
        holders = walk.state.roster.holders.items()
        appointed = any(role == event.role and event.actor in who for (role, _), who in holders)
        assert appointed or (event.role, event.actor) == ("secretary", walk.state.round.secretary)


def _sheet(walk: Walk, data: Any, event: Event) -> None:
    """Handed in by its assessor, who is assigned where somebody assigns, and neither recused nor concerned."""
    who, name = data["assessor"], data["nomination"]
    assert event.actor == who
    judging = walk.charter.judging_of(walk.charter.stage(data["stage"]))
    assert judging is not None
    assert not judging.assigned or who in walk.state.comparison(data["stage"]).assigned[name]
    nomination = walk.state.nomination(name)
    assert who not in nomination.people
    recusal = walk.state.assessor(who).recusals.get(name)
    assert recusal is None or recusal.lifted
    own = walk.state.roster.units.get(who)
    if "own-unit" in judging.recuse and own and not recusal:
        tier = judging.own_unit_tier
        assert own != nomination.unit
        assert tier is None or walk.state.tree.ancestor(own, tier) != walk.state.tree.ancestor(nomination.unit, tier)
    for criterion, mark in data["marks"].items():
        low, high = walk.charter.criteria[criterion].scale
        assert low <= mark * walk.charter.criteria[criterion].step <= high


def _slate(walk: Walk, data: Any, event: Event) -> None:
    """No more names than places, none twice, all from this unit or below it, all of the category."""
    stage, unit, category = walk.charter.stage(data["stage"]), data["unit"], data["category"]
    names = [*data["ranked"], *data["reserve"]]
    assert len(names) == len(set(names))
    places = walk.state.tree.places.get((unit, category), stage.places.get(category))
    if places is not None:
        ratio = walk.charter.categories[category].slate or 1
        assert len(data["ranked"]) <= ceil(places * ratio)
    for name in names:
        nomination = walk.state.nomination(name)
        if stage.vote and name in data["ranked"] and _is_asked_about(walk, stage, nomination):
            _voted_in(walk, stage, nomination)
        assert nomination.category == category
        assert unit in [above.id for above in walk.state.tree.path(nomination.unit)]
    if event.role == "coordinator":
        assert event.actor in walk.state.roster.of("coordinator", unit)


def _shortlist(walk: Walk, data: Any, _: Event) -> None:
    """No more than the places, nobody twice, and every binding rule kept, counted from what the drafts say."""
    stage = walk.charter.stage(data["stage"])
    chosen = [walk.state.nomination(name) for names in data["chosen"].values() for name in names]
    for category, names in data["chosen"].items():
        places = walk.charter.categories[category].places
        assert places is None or len(names) <= ceil(places * stage.keep)
        assert len(data["reserve"].get(category, ())) <= walk.charter.categories[category].reserve
    _one_each(walk, chosen)
    _rules_kept(walk, stage, chosen)


def _one_each(walk: Walk, chosen: list[Nomination]) -> None:
    people = [person for nomination in chosen for person in nomination.people]
    assert not walk.charter.nominating.one_honour_each or len(people) == len(set(people))


def _rules_kept(walk: Walk, stage: Stage, chosen: list[Nomination]) -> None:
    for rule in walk.charter.rules if stage.composition else ():
        assert rule.report_only or _kept(walk, rule, chosen), (rule.id, chosen)


def _kept(walk: Walk, rule: Rule, chosen: list[Nomination]) -> bool:
    if rule.each is None:
        return _part_kept(walk, rule, chosen)
    kind, _, name = rule.each.partition("@")
    if kind == "unit":
        parts = {unit.id for unit in walk.state.tree.units.values() if unit.tier == name}
        part_of: Callable[[Nomination], object] = lambda n: walk.state.tree.ancestor(n.unit, name)  # noqa: E731
    else:
        parts = set(walk.charter.themes) if name == "theme" else set(walk.charter.attributes[name].of)
        part_of = lambda n: _facts(walk, n).get(name)  # noqa: E731
    return all(_part_kept(walk, rule, [n for n in chosen if part_of(n) == part]) for part in parts)


def _part_kept(walk: Walk, rule: Rule, chosen: list[Nomination]) -> bool:
    when = moments(walk.charter, walk.state)
    inside = [n for n in chosen if rule.id not in _outside(walk, n) and holds(rule.among, _facts(walk, n), when)]
    among = len(inside)
    counted = sum(holds(rule.count, _facts(walk, n), when) for n in inside)
    if rule.if_among and among < (rule.if_among.at_least or 0):
        return True
    if rule.if_among and rule.if_among.at_most is not None and among > rule.if_among.at_most:
        return True
    allowed = among if rule.share_at_most is None else rule.share_at_most * among
    if rule.share_at_most is not None and rule.round == "up":
        allowed = ceil(allowed)
    wanted = 0 if rule.share_at_least is None else rule.share_at_least * among
    if rule.share_at_least is not None and rule.round == "down":
        wanted = int(wanted)
    return (
        (rule.at_least or 0) <= counted
        and (rule.at_most is None or counted <= rule.at_most)
        and wanted <= counted <= allowed
        and (rule.share_above is None or among == 0 or counted > rule.share_above * among)
    )


def _outside(walk: Walk, nomination: Nomination) -> set[str]:
    """Rules that do not count a nominee of a pool."""
    when = moments(walk.charter, walk.state)
    facts = _facts(walk, nomination)
    mine = [p for p in walk.charter.pools if p.category == nomination.category and holds(p.where, facts, when)]
    return {rule for pool in mine for rule in pool.outside}


def _facts(walk: Walk, nomination: Nomination) -> Any:
    draft = walk.drafts[nomination.id]
    return facts_of(draft.category, draft.unit, nomination.theme, draft.attributes)


def _conferred(walk: Walk, data: Any, event: Event) -> None:
    """Whoever is honoured passed every stage, one after another, and holds a place."""
    nomination = walk.state.nomination(data["nomination"])
    assert event.role == "authority"
    assert nomination.award is None
    assert nomination.ended is None
    assert not nomination.declined
    assert set(nomination.referred.values()) <= {"admit"}
    assert not walk.charter.honours[data["honour"]].acceptance or nomination.accepted
    for stage in walk.charter.stages:
        assert stage.id in walk.state.round.windows
        PASSED[stage.gate](walk, stage, nomination)
    honoured = [n for n in walk.nominations() if n.award and n.award.lost is None]
    if walk.charter.nominating.one_honour_each:
        assert not any(n.people & nomination.people for n in honoured)


def _on_slate(walk: Walk, stage: Stage, nomination: Nomination) -> None:
    unit = walk.state.tree.ancestor(nomination.unit, stage.tier)
    if unit is None:
        return
    names = walk.state.slate(stage.id, unit).lists[nomination.category]
    assert nomination.id in (*names.ranked, *names.promoted)
    if _is_asked_about(walk, stage, nomination):
        _voted_in(walk, stage, nomination)


def _is_asked_about(walk: Walk, stage: Stage, nomination: Nomination) -> bool:
    vote = stage.vote
    return vote is not None and (vote.only_if is None or _facts(walk, nomination).get(vote.only_if) is True)


def _holds_place(walk: Walk, stage: Stage, nomination: Nomination) -> None:
    comparison = walk.state.comparison(stage.id)
    assert comparison.chosen is not None
    names = comparison.chosen[nomination.category]
    filled = [fill.into for fill in comparison.fills]
    assert nomination.id in (*names, *filled)
    assert nomination.id not in [fill.out for fill in comparison.fills]
    places = walk.charter.categories[nomination.category].places
    holders = comparison.holders(nomination.category)
    assert places is None or len(holders) <= ceil(places * stage.keep)


def _cleared(walk: Walk, stage: Stage, nomination: Nomination) -> None:
    """Every body that the charter asks about this nominee has spoken, or its silence has been dealt with."""
    when = moments(walk.charter, walk.state)
    opened = walk.state.round.windows[stage.id].first
    for name in stage.bodies:
        body = walk.charter.bodies[name]
        valid = (body.valid_from or opened) <= opened <= (body.valid_until or opened)
        if not valid or not holds(body.about, _facts(walk, nomination), when):
            continue
        opinion = nomination.opinions[name]
        assert opinion.answer in ("clear", "none-held") or opinion.ruled == "admit"


def _consulted_on(walk: Walk, stage: Stage, nomination: Nomination) -> None:
    unit = None if stage.tier == walk.charter.tiers[-1].id else walk.state.tree.ancestor(nomination.unit, stage.tier)
    if stage.notice:
        notice = walk.state.notice(stage.id if unit is None else f"{stage.id}.{unit}")
        assert notice is not None
        assert nomination.id in (*notice.listed, *notice.reserves)
        assert notice.window.last < walk.today
        about = [o for o in notice.objections.values() if o.about == nomination.id]
        assert {o.outcome for o in about} <= {"dismissed", "out-of-scope"}
    if _is_asked_about(walk, stage, nomination):
        _voted_in(walk, stage, nomination)


def _confirmed(walk: Walk, stage: Stage, nomination: Nomination) -> None:
    if stage.vote:
        _voted_in(walk, stage, nomination)


def _voted_in(walk: Walk, stage: Stage, nomination: Nomination) -> None:
    """Its votes reach the pass mark over the base, in the last count about it, with a quorum (counted from events)."""
    vote = stage.vote
    assert vote is not None
    counts = [
        (data, event)
        for event in walk.events
        if event.kind in ("ballot-counted", "ballot-recorded")
        and nomination.id in (data := cast(Any, event.data))["tallies"]
        and walk.charter.stage(str(data["ballot"]).partition(".")[0]).id == stage.id
    ]
    data, event = counts[-1]
    tally = data["tallies"][nomination.id]
    cast_ = sum(tally.values())
    entitled, present = _turnout(walk, data, event)
    base = {"entitled": entitled, "present": present, "cast": cast_}[vote.base]
    assert vote.quorum is None or present >= vote.quorum * entitled
    above = vote.pass_above is None or tally["agree"] > vote.pass_above * base
    enough = vote.pass_at_least is None or tally["agree"] >= vote.pass_at_least * base
    tied = vote.pass_above is not None and tally["agree"] == vote.pass_above * base and vote.tie in ("chair", "lot")
    assert (above and enough) or tied


def _turnout(walk: Walk, data: Any, counted: Event) -> tuple[int, int]:
    if counted.kind == "ballot-recorded":
        return data["entitled"], data["present"]
    before = [e for e in walk.events if e.stream == counted.stream and e.version < counted.version]
    opened = [cast(Any, e.data) for e in before if e.kind == "ballot-opened"][-1]
    closed = [cast(Any, e.data) for e in before if e.kind == "ballot-closed"][-1]
    return opened["entitled"], closed["present"]


PASSED: dict[str, Callable[[Any, Stage, Nomination], None]] = {
    "recommend": _on_slate,
    "compare": _holds_place,
    "vet": _cleared,
    "consult": _consulted_on,
    "confer": _confirmed,
}


def _allotted(walk: Walk, data: Any, _: Event) -> None:
    """All places of the formula, to the units of its tier and no other, and nobody below the least."""
    stage = walk.charter.stage(data["stage"])
    formula = stage.allot[data["category"]]
    assert sorted(data["places"]) == walk.units(stage.tier)
    assert sum(data["places"].values()) == formula.places
    assert min(data["places"].values()) >= formula.least


def _lifted(walk: Walk, data: Any, event: Event) -> None:
    """By two people, neither of them the recused."""
    recusal = walk.state.assessor(data["assessor"]).recusals[data["nomination"]]
    assert len({event.actor, recusal.lift_proposed_by, data["assessor"]}) == 3


def _filled(walk: Walk, data: Any, _: Event) -> None:
    """Only who waits in line takes a place, and only one that somebody leaves."""
    comparison = walk.state.comparison(data["stage"])
    assert data["out"] in comparison.holders(data["category"])
    assert data["into"] in comparison.waiting(data["category"])
    into = walk.state.nomination(data["into"])
    held = [name for category in comparison.chosen or {} for name in comparison.holders(category)]
    after = [into, *(walk.state.nomination(name) for name in held if name != data["out"])]
    assert walk.stands[into.id] == "reserve"
    _one_each(walk, after)
    _rules_kept(walk, walk.charter.stage(data["stage"]), after)


def _promoted(walk: Walk, data: Any, _: Event) -> None:
    """Nobody comes up from a slate past anything but recommending."""
    first, now = walk.charter.position(data["stage"]), walk.charter.position(walk.state.round.stage or "")
    assert {stage.gate for stage in walk.charter.stages[first : now + 1]} == {"recommend"}
    assert data["promoted"] in walk.state.slate(data["stage"], data["unit"]).lists[data["category"]].reserve


def _cast(walk: Walk, data: Any, event: Event) -> None:
    """Once each, by electors; a secret ballot keeps no choice."""
    ballot = walk.state.ballot(data["ballot"])
    assert ballot is not None
    assert event.actor == data["voter"] not in ballot.cast
    vote = walk.charter.stage(ballot.stage).vote
    assert vote is not None
    assert not vote.secret or not data["choices"]
    scope = vote.asked if ballot.unit is None else f"{vote.asked}@{ballot.unit}"
    chairs = walk.state.roster.of("chair", scope)
    assert event.actor in walk.state.roster.of("elector", scope)
    assert vote.chair_speaks != "last" or event.actor in chairs or not chairs & ballot.cast.keys()


CHECKS: dict[str, Callable[[Any, Any, Event], None]] = {
    "places-allotted": _allotted,
    "assessed": _sheet,
    "assessment-amended": _sheet,
    "slate-forwarded": _slate,
    "shortlist-adopted": _shortlist,
    "recusal-lifted": _lifted,
    "place-filled": _filled,
    "reserve-promoted": _promoted,
    "conferred": _conferred,
    "vote-cast": _cast,
}


def check_moves(walk: Walk, events: Sequence[Event]) -> None:
    """The standing of every nomination changed only as the table says it may by this act, and what followed from it."""
    allowed = set(BY_EVENT[events[0].kind].moves)
    for event in events[1:]:
        allowed |= set(FOLLOWING[event.kind])
    for nomination in walk.nominations():
        now, before = walk.status(nomination), walk.stands.get(nomination.id)
        assert now == before or (before, now) in allowed, (events[0].kind, nomination.id, before, now)
        walk.stands[nomination.id] = now


# --- between steps, and at the end


def check_state(walk: Walk) -> None:
    """Every nomination stands somewhere we know, and no list is longer than its places."""
    if walk.state.read("round") is None:
        return
    stages = {stage.id for stage in walk.charter.stages} | {None}
    for nomination in walk.nominations():
        where = standing(walk.charter, walk.state, nomination)
        assert where.status in KNOWN
        assert where.stage in stages
        if where.in_play:
            assert where.stage == walk.state.round.stage
    for stage in walk.charter.stages:
        comparison = walk.state.comparison(stage.id)
        for category in comparison.chosen or {}:
            places = walk.charter.categories[category].places
            holders = comparison.holders(category)
            assert len(holders) == len(set(holders))
            assert places is None or len(holders) <= ceil(places * stage.keep)
    _no_place_is_held_by_somebody_who_is_out(walk)


def _no_place_is_held_by_somebody_who_is_out(walk: Walk) -> None:
    comparisons = [walk.state.comparison(stage.id) for stage in walk.charter.stages if stage.gate == "compare"]
    chosen = [comparison for comparison in comparisons if comparison.chosen is not None]
    for category in chosen[-1].chosen or {} if chosen else ():
        for name in chosen[-1].holders(category):
            assert walk.stands[name] not in ("withdrawn", "stopped", "disqualified", "declined")


def check_end(walk: Walk) -> None:
    """The whole ledger, once more: replayed, audited, and its roll counted."""
    calendar = next(iter(walk.calendars.values()))
    again = Memory("walk", calendar, [Event.from_bytes(event.to_bytes()) for event in walk.events])
    keys = walk.state.keys()
    assert again.keys() == keys
    assert all(again.read(key) == walk.state.read(key) for key in keys)
    found = audit("walk", walk.events, walk.charters, walk.calendars)
    assert found.breaches == ()
    assert found.acts == sum(event.cause is None for event in walk.events)
    awards = roll(walk.charter, walk.state)
    made = [event.data["nomination"] for event in walk.events if event.kind == "conferred"]
    assert sorted(line.nomination for line in awards) == sorted(made)
    for category, number in Counter(line.category for line in awards).items():
        places = walk.charter.categories[category].places
        assert places is None or number <= places
