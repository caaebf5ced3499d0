"""The gate *vet*: referred eligibility, the bodies asked, their opinions, and what silence means (T1-T9)."""

from __future__ import annotations

from chucai.charter.calendar import deadline
from chucai.charter.stages import Body, Stage
from chucai.gates.acts import AskOpinion, GiveOpinion, NoteSilence, RuleOpinion, RuleReferral
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.filling import fill_place
from chucai.gates.model import Nomination, Opinion
from chucai.gates.standing import GATES, IN_PLAY, bodies_about, in_play, standing


def rule_referral(asked: Asked) -> list[Happened]:
    act: RuleReferral = asked.act
    nomination = asked.nomination
    _in_play(asked, nomination)
    require(act.rule in nomination.referred, "not-referred", nomination=nomination.id, rule=act.rule)
    require(nomination.referred[act.rule] is None, "already-ruled", nomination=nomination.id, rule=act.rule)
    return [Happened(f"nomination/{nomination.id}"), *_vacated(asked, nomination, act.outcome)]


def _in_play(asked: Asked, nomination: Nomination) -> None:
    where = standing(asked.charter, asked.state, nomination)
    require(where.status in IN_PLAY, "not-standing", nomination=nomination.id, status=where.status, stage=where.stage)


def _vacated(asked: Asked, nomination: Nomination, outcome: str) -> list[Happened]:
    return fill_place(asked, nomination) if outcome == "stop" else []


def ask_opinion(asked: Asked) -> list[Happened]:
    act: AskOpinion = asked.act
    nomination = asked.nomination
    _in_play(asked, nomination)
    about = bodies_about(asked.charter, asked.state, asked.stage, nomination)
    require(act.body in about, "not-to-be-asked", body=act.body, nomination=nomination.id, asked=list(about))
    require(act.body not in nomination.opinions, "already-asked", body=act.body, nomination=nomination.id)
    due, provisional = _due(asked, asked.charter.bodies[act.body])
    return [Happened(f"nomination/{nomination.id}", {"due": due, "provisional": provisional})]


def _due(asked: Asked, body: Body) -> tuple[str | None, bool]:
    window = deadline(body, asked.state.calendar, asked.today)
    return (str(window.last), window.provisional) if window else (None, False)


def _asked_of(asked: Asked, body: str) -> Opinion:
    opinion = asked.nomination.opinions.get(body)
    require(opinion is not None, "not-asked", body=body, nomination=asked.nomination.id)
    return opinion  # type: ignore[return-value]  # required just above


def give_opinion(asked: Asked) -> list[Happened]:
    """A late answer still counts while no person has ruled: it replaces silence."""
    act: GiveOpinion = asked.act
    nomination = asked.nomination
    _in_play(asked, nomination)
    opinion = _asked_of(asked, act.body)
    require(asked.state.roster.holds(asked.by.id, "officer", act.body), "not-your-body", body=act.body)
    consent = asked.charter.bodies[act.body].silence == "consent"  # nobody's ruling, only the clock's
    fresh = opinion.answer is None or (opinion.answer == "silence" and (consent or opinion.ruled is None))
    require(fresh, "already-answered", body=act.body, nomination=nomination.id)
    return [Happened(f"nomination/{nomination.id}")]


def note_silence(asked: Asked) -> list[Happened]:
    act: NoteSilence = asked.act
    nomination = asked.nomination
    _in_play(asked, nomination)
    opinion = _asked_of(asked, act.body)
    require(opinion.answer is None, "already-answered", body=act.body, nomination=nomination.id)
    require(opinion.due is not None, "no-deadline", body=act.body)
    require(opinion.due and asked.today > opinion.due, "not-due-yet", body=act.body, due=str(opinion.due))
    consent = asked.charter.bodies[act.body].silence == "consent"
    return [Happened(f"nomination/{nomination.id}", {"consent": consent})]


def rule_opinion(asked: Asked) -> list[Happened]:
    """A person's word on a concern or a silence; only the authority may admit against an objection."""
    act: RuleOpinion = asked.act
    nomination = asked.nomination
    _in_play(asked, nomination)
    opinion = _asked_of(asked, act.body)
    open_ = opinion.answer in ("concern", "object", "silence") and opinion.ruled is None
    require(open_, "nothing-to-rule", body=act.body, nomination=nomination.id, answer=opinion.answer)
    against = opinion.answer == "object" and act.outcome == "admit"
    require(not against or asked.by.role == "authority", "authority-only", body=act.body, nomination=nomination.id)
    return [Happened(f"nomination/{nomination.id}"), *_vacated(asked, nomination, act.outcome)]


def blockers(asked: Asked, stage: Stage) -> list[str]:
    """Nominations some body or person has not spoken on."""
    return [
        nomination.id
        for nomination in in_play(asked.charter, asked.state, stage.id)
        if GATES["vet"](asked.charter, asked.state, stage, nomination) == "undecided"
    ]
