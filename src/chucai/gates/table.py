"""The transition table: every act, the event it makes, who may do it, when, and on which standing.

This is data. `decide` runs it, the diagram in the docs is drawn from it, and tests walk it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chucai.gates import acts, ballots, compare, confer, consult, people, recommend, recusal, rounds, vet
from chucai.gates.asked import Asked, Happened

Rule = Callable[[Asked], list[Happened]]
RECOMMEND, COMPARE, VET, CONSULT, CONFER = "recommend", "compare", "vet", "consult", "confer"
VOTED = (RECOMMEND, COMPARE, CONSULT, CONFER)
JUDGED = (COMPARE, VET, CONSULT, CONFER)


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table.

    `gates`: the stage open now must be of one of these kinds (empty: any, or none). `in_window`: not after the
    stage's last day. `standing`: what the nomination must be before ("" where the act is not about one);
    `becomes`: what it can be after. `after_close`: also possible when the round is over.
    """

    act: type[acts.Act]
    event: str
    roles: tuple[str, ...]
    rule: Rule
    gates: tuple[str, ...] = ()
    in_window: bool = False
    standing: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    after_close: bool = False


S, R, C = "secretary", "coordinator", "assessor"
OFFICE = (S,)
UNIT = (R, S)
LIVE = ("standing", "reserve")

TABLE: tuple[Transition, ...] = (
    Transition(acts.OpenRound, "round-opened", OFFICE, rounds.open_round),
    Transition(acts.AmendRound, "round-amended", OFFICE, rounds.amend_round),
    Transition(acts.AmendCalendar, "calendar-amended", OFFICE, rounds.amend_calendar),
    Transition(acts.OpenStage, "stage-opened", OFFICE, rounds.open_stage),
    Transition(acts.ExtendStage, "stage-extended", OFFICE, rounds.extend_stage),
    Transition(acts.CloseStage, "stage-closed", OFFICE, rounds.close_stage, standing=("standing",), becomes=("lapsed", "not-selected")),
    Transition(acts.CloseRound, "round-closed", OFFICE, rounds.close_round),
    Transition(acts.SetUnits, "units-set", OFFICE, people.set_units),
    Transition(acts.IssuePlaces, "places-issued", UNIT, people.issue_places),
    Transition(acts.TransferPlaces, "places-transferred", OFFICE, people.transfer_places),
    Transition(acts.Appoint, "appointed", OFFICE, people.appoint, after_close=True),
    Transition(acts.Dismiss, "dismissed", OFFICE, people.dismiss, after_close=True),
    Transition(acts.Submit, "submitted", (R, S, "nominator"), recommend.submit, (RECOMMEND, COMPARE), True, (), ("standing",)),
    Transition(acts.Revise, "revised", (R, S, "nominator"), recommend.revise, (RECOMMEND, COMPARE), True, ("standing", "returned"), ("standing",)),
    Transition(acts.Return, "returned", UNIT, recommend.return_, (RECOMMEND,), True, ("standing",), ("returned",)),
    Transition(acts.Withdraw, "withdrawn", (R, S, "nominator"), recommend.withdraw, (), False, (*LIVE, "returned", "held"), ("withdrawn",)),
    Transition(acts.Stop, "stopped", UNIT, recommend.stop, (RECOMMEND, VET), False, (*LIVE, "returned"), ("stopped",)),
    Transition(acts.ForwardSlate, "slate-forwarded", UNIT, recommend.forward_slate, (RECOMMEND,), True, ("standing", "held", "not-selected"), ("standing", "held", "not-selected")),
    Transition(acts.PromoteReserve, "reserve-promoted", UNIT, recommend.promote_reserve, (), False, ("held",), ("standing",)),
    Transition(acts.Undertake, "undertaken", (C,), recusal.undertake),
    Transition(acts.Declare, "declared", (C, S), recusal.declare),
    Transition(acts.Recuse, "recused", (C, S), recusal.recuse),
    Transition(acts.ProposeLift, "lift-proposed", (S, "authority"), recusal.propose_lift),
    Transition(acts.ConfirmLift, "recusal-lifted", (S, "authority"), recusal.confirm_lift),
    Transition(acts.Assign, "assigned", OFFICE, compare.assign, (COMPARE,), False, ("standing",), ("standing",)),
    Transition(acts.Assess, "assessed", (C,), compare.assess, (COMPARE,), True, ("standing",), ("standing",)),
    Transition(acts.AmendAssessment, "assessment-amended", (C,), compare.amend_assessment, (COMPARE,), True, ("standing",), ("standing",)),
    Transition(acts.Abstain, "abstained", (C,), compare.abstain, (COMPARE,), True, ("standing",), ("standing",)),
    Transition(acts.AdoptRanking, "ranking-adopted", OFFICE, compare.adopt_ranking, (COMPARE,), False, ("standing",), ("standing",)),
    Transition(acts.AdoptShortlist, "shortlist-adopted", OFFICE, compare.adopt_shortlist, (COMPARE,), False, ("standing",), (*LIVE, "not-selected")),
    Transition(acts.RuleReferral, "referral-ruled", (S, "authority"), vet.rule_referral, (RECOMMEND, VET), False, LIVE, (*LIVE, "disqualified")),
    Transition(acts.AskOpinion, "opinion-asked", OFFICE, vet.ask_opinion, (VET,), False, LIVE, LIVE),
    Transition(acts.GiveOpinion, "opinion-given", ("officer",), vet.give_opinion, (VET,), False, LIVE, LIVE),
    Transition(acts.NoteSilence, "silence-noted", (S, "system"), vet.note_silence, (VET,), False, LIVE, LIVE),
    Transition(acts.RuleOpinion, "opinion-ruled", (S, "authority"), vet.rule_opinion, (VET,), False, LIVE, (*LIVE, "disqualified")),
    Transition(acts.PublishNotice, "notice-published", UNIT, consult.publish_notice, (CONSULT,), False, LIVE, LIVE),
    Transition(acts.Object, "objection-made", ("public", S), consult.object_, (CONSULT,), False, LIVE, LIVE),
    Transition(acts.UnsealIdentity, "identity-unsealed", ("authority",), consult.unseal_identity, after_close=True),
    Transition(acts.AnswerObjection, "objection-answered", OFFICE, consult.answer_objection, JUDGED, False, LIVE, (*LIVE, "disqualified")),
    Transition(acts.OpenBallot, "ballot-opened", UNIT, ballots.open_ballot, VOTED, False, ("standing",), ("standing",)),
    Transition(acts.Cast, "vote-cast", ("elector",), ballots.cast),
    Transition(acts.CloseBallot, "ballot-closed", UNIT, ballots.close_ballot),
    Transition(acts.CountBallot, "ballot-counted", UNIT, ballots.count_ballot, (), False, ("standing",), ("standing", "not-selected")),
    Transition(acts.RecordBallot, "ballot-recorded", UNIT, ballots.record_ballot, VOTED, False, ("standing",), ("standing", "not-selected")),
    Transition(acts.Accept, "accepted", ("nominee", S), confer.accept, (CONFER,), False, LIVE, LIVE),
    Transition(acts.Decline, "declined", ("nominee", S), confer.decline, JUDGED, False, LIVE, ("declined",)),
    Transition(acts.Confer, "conferred", ("authority",), confer.confer, (CONFER,), False, ("standing",), ("conferred",)),
    Transition(acts.Forfeit, "forfeited", ("authority",), confer.forfeit, (), False, ("conferred",), ("forfeited",), True),
    Transition(acts.Annul, "annulled", ("authority",), confer.annul, (), False, ("conferred",), ("annulled",), True),
    Transition(acts.RecordFollowThrough, "follow-through-recorded", (S, "authority"), confer.record_follow_through, (), False, ("conferred",), ("conferred",), True),
    Transition(acts.CloseFollowThrough, "follow-through-closed", (S, "authority"), confer.close_follow_through, (), False, ("conferred",), ("conferred",), True),
)  # fmt: skip

BY_ACT: dict[type[acts.Act], Transition] = {line.act: line for line in TABLE}
BY_EVENT: dict[str, Transition] = {line.event: line for line in TABLE}
# Events that follow from another one in the same act.
FOLLOWING = ("place-filled", "place-lost")
