"""The gate *consult*: public notices with their clock, objections with their answers (P1-P9)."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from chucai.charter.calendar import notice_window
from chucai.charter.model import Charter
from chucai.charter.stages import Notice as NoticeRules
from chucai.charter.stages import Objections, Stage
from chucai.charter.workdays import Calendar
from chucai.gates.acts import AnswerObjection, Object, PublishNotice, UnsealIdentity
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.filling import fill_place
from chucai.gates.model import Notice, Objection
from chucai.gates.standing import RESERVE, asked_in_vote, in_play, paper_id, standing, unit_at
from chucai.gates.state import State


def _rules(asked: Asked, stage: Stage) -> NoticeRules:
    require(stage.notice is not None, "stage-without-notice", stage=stage.id)
    return asked.charter.notices[stage.notice or ""]


def publish_notice(asked: Asked) -> list[Happened]:
    """The notice lists everybody in the running, and everybody next in line where the charter says so; nobody else."""
    act: PublishNotice = asked.act
    rules = _rules(asked, asked.stage)
    require(act.notice == paper_id(act.stage, act.unit), "other-notice", notice=paper_id(act.stage, act.unit))
    require(asked.state.notice(act.notice) is None, "already-published", notice=act.notice)
    if asked.by.role == "coordinator":
        require(asked.state.roster.holds(asked.by.id, "coordinator", act.unit), "not-your-unit", unit=act.unit)
    people = [
        n
        for n in in_play(asked.charter, asked.state, act.stage, act.unit)
        if unit_at(asked.charter, asked.state, asked.stage, n) == act.unit
    ]
    reserves = {n.id for n in people if standing(asked.charter, asked.state, n).status == RESERVE}
    listed = {n.id for n in people} - reserves
    require(people, "nobody-to-list", notice=act.notice)
    require(
        set(act.listed) == listed,
        "list-differs",
        missing=sorted(listed - set(act.listed))[:10],
        extra=sorted(set(act.listed) - listed)[:10],
    )
    wanted = reserves if rules.reserves else set()
    require(
        set(act.reserves) == wanted,
        "list-differs",
        missing=sorted(wanted - set(act.reserves))[:10],
        extra=sorted(set(act.reserves) - wanted)[:10],
    )
    window = notice_window(rules, asked.state.calendar, asked.today)
    return [
        Happened(
            f"notice/{act.notice}",
            {"first": str(window.first), "last": str(window.last), "provisional": window.provisional},
        )
    ]


def _notice(asked: Asked) -> Notice:
    notice = asked.state.notice(asked.act.notice)
    require(notice is not None, "no-such-notice", notice=asked.act.notice)
    return notice  # type: ignore[return-value]  # required just above


def object_(asked: Asked) -> list[Happened]:
    act: Object = asked.act
    notice = _notice(asked)
    rules = _rules(asked, asked.charter.stage(notice.stage)).objections
    require(rules is not None, "no-objections", notice=act.notice)
    require(act.objection not in notice.objections, "objection-exists", objection=act.objection)
    require(act.about in (*notice.listed, *notice.reserves), "not-on-notice", nomination=act.about)
    _in_time(asked, act, notice, rules)  # type: ignore[arg-type]  # required just above
    _named_enough(act, rules)  # type: ignore[arg-type]  # required just above
    return [Happened(f"notice/{act.notice}")]


def _in_time(asked: Asked, act: Object, notice: Notice, rules: Objections) -> None:
    """Letters count by the postmark the charter names (P6); everything else by the day it is made."""
    day = asked.today
    if act.channel == "post":
        counts = act.arrived if rules.post_counts_by == "arrival" else act.sent
        require(counts is not None, "no-postmark", counts_by=rules.post_counts_by)
        require(counts and counts <= day, "postmark-in-future", day=str(counts))
        day = counts or day
    within = notice.window.holds(day)
    require(within, "objection-late", day=str(day), first=str(notice.window.first), last=str(notice.window.last))


def _named_enough(act: Object, rules: Objections) -> None:
    if act.named:
        require(act.identity is not None, "no-identity-committed")
    else:
        require(not rules.real_name or rules.anonymous != "refuse", "real-name-needed", clause="P6")


def answer_due(charter: Charter, calendar: Calendar, notice: Notice, objection: Objection) -> date | None:
    """By when an objection is to be answered, as its objector was told; None where the charter sets no days (P6)."""
    rules = charter.notices[charter.stage(notice.stage).notice or ""].objections
    if rules is None or rules.answer_working_days is None:
        return None
    received = objection.at.astimezone(ZoneInfo(charter.timezone)).date()
    return calendar.add_working_days(received, rules.answer_working_days, count_first_day=False)


def _objection(asked: Asked) -> Objection:
    objection = _notice(asked).objections.get(asked.act.objection)
    require(objection is not None, "no-such-objection", objection=asked.act.objection)
    return objection  # type: ignore[return-value]  # required just above


def unseal_identity(asked: Asked) -> list[Happened]:
    act: UnsealIdentity = asked.act
    objection = _objection(asked)
    require(objection.named, "nothing-sealed", objection=act.objection)
    require(not objection.unsealed, "already-unsealed", objection=act.objection)
    return [Happened(f"notice/{act.notice}")]


def answer_objection(asked: Asked) -> list[Happened]:
    act: AnswerObjection = asked.act
    notice = _notice(asked)
    objection = _objection(asked)
    require(objection.outcome is None, "already-answered", objection=act.objection)
    answered = Happened(f"notice/{act.notice}")
    nomination = asked.state.nomination(objection.about)
    if act.outcome != "upheld" or notice.upheld(nomination.id):
        return [answered]
    require(nomination.award is None, "already-conferred", nomination=nomination.id)
    rules = _rules(asked, asked.charter.stage(notice.stage)).objections
    return [answered, *fill_place(asked, nomination, lose=rules is not None and rules.upheld == "lose")]


def blockers(asked: Asked, stage: Stage) -> list[str]:
    """Notices not published or still running, objections not answered, ballots not counted."""
    found: list[str] = []
    papers = {
        paper_id(stage.id, unit_at(asked.charter, asked.state, stage, n))
        for n in in_play(asked.charter, asked.state, stage.id)
    }
    if stage.notice:
        running = [asked.state.notice(name) for name in asked.state.notices()]
        found += sorted(f"notice {paper}" for paper in papers if asked.state.notice(paper) is None)
        for notice in filter(None, running):
            found += _open_matters(asked, notice)
    if stage.vote:
        found += sorted(f"ballot {paper}" for paper in _uncounted(asked, stage))
    return found


def unpublished(charter: Charter, state: State, stage: Stage) -> set[str]:
    """Units that have somebody to put on the notice of a stage of their tier, and have published none."""
    if not stage.notice:
        return set()
    units = {unit_at(charter, state, stage, one) for one in in_play(charter, state, stage.id)}
    return {unit for unit in units if unit is not None and state.notice(paper_id(stage.id, unit)) is None}


def _open_matters(asked: Asked, notice: Notice) -> list[str]:
    found = [] if asked.today > notice.window.last else [f"notice {notice.id}"]
    return found + [
        f"objection {name}" for name, objection in sorted(notice.objections.items()) if objection.outcome is None
    ]


def _uncounted(asked: Asked, stage: Stage) -> set[str]:
    """Ballots without a decision on somebody they are about."""
    found = set()
    for nomination in in_play(asked.charter, asked.state, stage.id):
        paper = paper_id(stage.id, unit_at(asked.charter, asked.state, stage, nomination))
        ballot = asked.state.ballot(paper)
        if asked_in_vote(stage, nomination) and not (ballot and ballot.settled(nomination.id)):
            found.add(paper)
    return found
