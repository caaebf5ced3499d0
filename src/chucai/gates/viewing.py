"""Who looks, at what, and when: the relations and moments that the table of `visibility` is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.model import Ballot, Nomination, Notice, Round
from chucai.gates.people import SECRETARY
from chucai.gates.recommend import WITHHELD
from chucai.gates.recusal import barred
from chucai.gates.standing import paper_id, unit_at
from chucai.gates.state import State


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. `roles` are (role, scope) of the roster; `links` are streams the shell has proof for.

    A nominee, nominator or objector without an account comes by a link: ``nomination/<id>``, ``objection/<id>``.
    """

    id: str | None = None
    roles: frozenset[tuple[str, str | None]] = frozenset()
    links: frozenset[str] = frozenset()

    def is_(self, role: str) -> bool:
        return any(held == role for held, _ in self.roles)

    def holds(self, role: str, scope: str | None) -> bool:
        return (role, scope) in self.roles


ANYBODY = Viewer()


def viewer(state: State, who: str | None, links: Iterable[str] = ()) -> Viewer:
    """Somebody with the roles the roster gives them now."""
    roles = {key for key, holders in state.roster.holders.items() if who in holders}
    if who is not None and who == state.round.secretary:
        roles.add((SECRETARY, None))
    return Viewer(who, frozenset(roles), frozenset(links))


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is looked at: a nomination, and of it the part that is meant where there are several."""

    nomination: Nomination | None = None
    unit: str | None = None  # of a slate
    stage: str | None = None  # of a sheet, a ranking, a shortlist
    assessor: str | None = None  # of a sheet, an assignment, a declaration
    body: str | None = None  # of an opinion
    notice: Notice | None = None
    objection: str | None = None
    ballot: Ballot | None = None
    voter: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One look: who looks at what, on which day, in which state of the round."""

    charter: Charter
    state: State
    viewer: Viewer
    about: About
    on: date

    def stages(self, gate: str) -> Iterator[Stage]:
        """Stages of this gate that have been opened: the one meant, or all."""
        for stage in self.charter.stages:
            meant = self.about.stage in (None, stage.id)
            if stage.gate == gate and meant and stage.id in self.state.round.windows:
                yield stage


Test = Callable[[Look], bool]

# --- who somebody is to what they look at


def _holds(role: str) -> Test:
    return lambda look: look.viewer.is_(role)


def _coordinator(look: Look) -> bool:
    """Of the unit concerned, or of one above it."""
    about = look.about
    paper = about.ballot or about.notice
    unit = about.nomination.unit if about.nomination else about.unit or (paper.unit if paper else None)
    above = look.state.tree.path(unit) if unit else ()
    return any(look.viewer.holds("coordinator", one.id) for one in above)


def _nominator(look: Look) -> bool:
    """Where units nominate, it is the coordinator of the day who looks, not whoever once was."""
    nomination = look.about.nomination
    outside = look.charter.nominating.by == "anyone"
    return outside and nomination is not None and look.viewer.id == nomination.nominator


def is_nominee(look: Look) -> bool:
    """Whether it would honour the viewer: by themselves or in a team, or they came by its link."""
    nomination = look.about.nomination
    if nomination is None:
        return False
    return look.viewer.id in nomination.people or f"nomination/{nomination.id}" in look.viewer.links


def _reader(look: Look) -> bool:
    """An assessor who has signed and may judge it: assigned, or of a panel that reads freely."""
    who, nomination = look.viewer.id, look.about.nomination
    if who is None or nomination is None or not look.viewer.is_("assessor"):
        return False
    return look.state.assessor(who).undertaken and any(
        not judging.assigned or who in look.state.comparison(stage.id).assigned.get(nomination.id, ())
        for stage in look.stages("compare")
        if (judging := look.charter.judging_of(stage)) is not None
    )


def is_recused(look: Look) -> bool:
    """A recusal stays until two others lift it: giving up the panel lifts none. What the charter bars an assessor
    from (own unit, own nomination) it bars only while they are one.
    """
    who, nomination = look.viewer.id, look.about.nomination
    if who is None or nomination is None:
        return False
    if look.state.assessor(who).barred(nomination.id):
        return True
    if not look.viewer.is_("assessor"):
        return False
    ways = look.charter.judging.values()
    return any(barred(look.charter, look.state, way, who, nomination) is not None for way in ways)


def concerned(look: Look) -> bool:
    """Whether it would honour the viewer, or they are recused from it: then it is no work of theirs in any role."""
    return is_nominee(look) or is_recused(look)


def _oneself(look: Look) -> bool:
    return look.about.assessor is not None and look.about.assessor == look.viewer.id


def _officer(look: Look) -> bool:
    """Of a body that has been asked about it (of the body meant, where one is)."""
    nomination = look.about.nomination
    asked = nomination.opinions if nomination else {}
    return any(look.viewer.holds("officer", body) for body in asked if look.about.body in (None, body))


def _elector(look: Look) -> bool:
    """Of the electorate of the ballot meant, or of one that has the nomination on its paper."""
    nomination, meant = look.about.nomination, look.about.ballot
    ballots = [meant] if meant else _ballots(look)
    return any(
        look.viewer.holds("elector", electorate_of(look.charter, ballot))
        for ballot in ballots
        if nomination is None or nomination.id in ballot.candidates
    )


def _ballots(look: Look) -> list[Ballot]:
    if look.about.nomination is None:
        return []
    papers = (
        paper_id(stage.id, unit_at(look.charter, look.state, stage, look.about.nomination))
        for stage in look.charter.stages
        if stage.vote
    )
    return [ballot for ballot in map(look.state.ballot, papers) if ballot]


def electorate_of(charter: Charter, ballot: Ballot) -> str:
    """Who votes in a ballot, as the roster names them: ``meeting``, or ``meeting@unit`` where it sits in one."""
    vote = charter.stage(ballot.stage).vote
    name = vote.asked if vote else ""
    return name if ballot.unit is None else f"{name}@{ballot.unit}"


def _voter(look: Look) -> bool:
    return look.about.voter is not None and look.about.voter == look.viewer.id


def _objector(look: Look) -> bool:
    return look.about.objection is not None and f"objection/{look.about.objection}" in look.viewer.links


RELATIONS: dict[str, Test] = {
    "secretary": _holds("secretary"),
    "authority": _holds("authority"),
    "auditor": _holds("auditor"),
    "coordinator": _coordinator,
    "nominator": _nominator,
    "nominee": is_nominee,
    "reader": _reader,
    "oneself": _oneself,
    "panel": _holds("assessor"),
    "officer": _officer,
    "elector": _elector,
    "voter": _voter,
    "objector": _objector,
    "public": lambda _: True,
}

# --- when


def _always(_: Look) -> bool:
    return True


def _ranked(look: Look) -> bool:
    found = [look.state.comparison(stage.id).sheets is not None for stage in look.stages("compare")]
    return bool(found) and all(found)


def _ranked_and_own_in(look: Look) -> bool:
    """The ranking is adopted, and the viewer's own sheet (or abstention) was in."""
    nomination, who = look.about.nomination, look.viewer.id
    if nomination is None or not _ranked(look):
        return False
    return all(
        who in nomination.sheets.get(stage.id, {}) or who in nomination.abstained.get(stage.id, frozenset())
        for stage in look.stages("compare")
    )


def _chosen(look: Look) -> bool:
    found = [look.state.comparison(stage.id).chosen is not None for stage in look.stages("compare")]
    return bool(found) and all(found)


def compared(look: Look) -> bool:
    """Every comparison that was opened is closed."""
    return all(stage.id in look.state.round.closed for stage in look.stages("compare"))


def notice_of(look: Look) -> Iterator[tuple[Stage, Notice]]:
    """Notices that name the nomination (or the one meant) and whose period runs on the day."""
    nomination, meant = look.about.nomination, look.about.notice
    for stage in look.charter.stages:
        if not stage.notice:
            continue
        unit = unit_at(look.charter, look.state, stage, nomination) if nomination else None
        notice = meant if meant and meant.stage == stage.id else look.state.notice(paper_id(stage.id, unit))
        named = notice and (nomination is None or nomination.id in (*notice.listed, *notice.reserves))
        if notice and named and (meant is None or meant == notice) and notice.window.holds(look.on):
            yield stage, notice


def _noticed(look: Look) -> bool:
    return look.charter.visibility == "open" and any(True for _ in notice_of(look))


def _conferred(look: Look) -> bool:
    return look.about.nomination is not None and look.about.nomination.award is not None


def announced(look: Look) -> bool:
    """Awards are announced together, when the stage that confers them is closed."""
    done = awards_announced(look.charter, look.state.round)
    return done and (look.about.nomination is None or _conferred(look))


def awards_announced(charter: Charter, round_: Round) -> bool:
    """Whether every stage that confers is closed: awards are announced together."""
    return all(stage.id in round_.closed for stage in charter.stages if stage.gate == "confer")


def released(look: Look) -> bool:
    """The papers of a sealed programme open so many years after the round has ended (P10)."""
    return look.charter.visibility == "sealed" and papers_open(look.charter, look.state.round, look.on)


def papers_open(charter: Charter, round_: Round, on: date) -> bool:
    """Whether nothing is sealed (any more) on a day."""
    years = charter.release_after_years
    if charter.visibility == "open":
        return True
    if years is None or not round_.over or round_.at is None:
        return False
    return (on.year - years, on.month, on.day) >= (round_.at.year, round_.at.month, round_.at.day)


def _counted(look: Look) -> bool:
    return look.about.ballot is not None and look.about.ballot.tallies is not None


def _named(look: Look) -> bool:
    ballot = look.about.ballot
    vote = look.charter.stage(ballot.stage).vote if ballot else None
    return vote is not None and not vote.secret


def _unsealed(look: Look) -> bool:
    notice, key = look.about.notice, look.about.objection or ""
    return notice is not None and key in notice.objections and notice.objections[key].unsealed


def _referred(look: Look) -> bool:
    """A rule about a sensitive attribute waits for somebody's word."""
    referred = look.about.nomination.referred if look.about.nomination else {}
    return any(rule.startswith(WITHHELD) and outcome is None for rule, outcome in referred.items())


MOMENTS: dict[str, Test] = {
    "always": _always,
    "referred": _referred,
    "ranked": _ranked,
    "ranked-own-in": _ranked_and_own_in,
    "chosen": _chosen,
    "compared": compared,
    "noticed": _noticed,
    "unsealed": _unsealed,
    "counted": _counted,
    "named": _named,
    "named-counted": lambda look: _named(look) and _counted(look),
    "conferred": _conferred,
    "announced": announced,
    "released": released,
}
