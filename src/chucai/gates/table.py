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


Move = tuple[str | None, str]  # standing before (None: there was no nomination), standing after


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table.

    `gates`: the stage open now must be of one of these kinds (empty: any, or none). `in_window`: not after the
    stage's last day. `standing`: what the nomination the act names must be (empty: the act names none, or any will
    do). `moves`: how a nomination's standing may change by it; nothing else changes, but for those who step into
    places (`FOLLOWING`). `after_close`: also possible when the round is over.
    """

    act: type[acts.Act]
    event: str
    roles: tuple[str, ...]
    rule: Rule
    gates: tuple[str, ...] = ()
    in_window: bool = False
    standing: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    after_close: bool = False


def to(after: str, *before: str | None) -> tuple[Move, ...]:
    return tuple((one, after) for one in before)


S, R, C, A = "secretary", "coordinator", "assessor", "authority"
OFFICE, UNIT, PUTTING_FORWARD = (S,), (R, S), (R, S, "nominator")
RUNNING, LIVE = ("standing",), ("standing", "reserve")
# A unit may send its slate again while the stage is open, and a panel may choose again until a place is filled.
ON_SLATES = ("standing", "held", "not-selected")
RESENT = tuple((one, other) for one in ON_SLATES for other in ON_SLATES if one != other)
CHOSEN = ("standing", "reserve", "not-selected")
RECHOSEN = tuple((one, other) for one in CHOSEN for other in CHOSEN if one != other)
MENDED = (*to("standing", "returned"), *to("held", "returned"), *to("not-selected", "returned"))
LEFT_OVER = (*to("lapsed", "standing", "returned"), *to("not-selected", *LIVE))
VOTED_DOWN = to("not-selected", *LIVE)
# Behind a slate that has gone up already a nomination waits to be put on the next.
SUBMITTED = (*to("standing", None), *to("not-selected", None))
AT_UNITS, AT_PANEL = (RECOMMEND,), (COMPARE,)

TABLE: tuple[Transition, ...] = (
    # the round and its stages
    Transition(acts.OpenRound, "round-opened", OFFICE, rounds.open_round),
    Transition(acts.AmendRound, "round-amended", OFFICE, rounds.amend_round),
    Transition(acts.AmendCalendar, "calendar-amended", OFFICE, rounds.amend_calendar),
    Transition(acts.OpenStage, "stage-opened", OFFICE, rounds.open_stage),
    Transition(acts.ExtendStage, "stage-extended", OFFICE, rounds.extend_stage),
    Transition(acts.CloseStage, "stage-closed", OFFICE, rounds.close_stage, moves=LEFT_OVER),
    Transition(acts.CloseRound, "round-closed", OFFICE, rounds.close_round, moves=to("not-selected", "held")),
    # units, places, roles
    Transition(acts.SetUnits, "units-set", OFFICE, people.set_units),
    Transition(acts.IssuePlaces, "places-issued", UNIT, people.issue_places),
    Transition(acts.AllotPlaces, "places-allotted", OFFICE, people.allot_places),
    Transition(acts.TransferPlaces, "places-transferred", OFFICE, people.transfer_places),
    Transition(acts.Appoint, "appointed", OFFICE, people.appoint, after_close=True),
    Transition(acts.Dismiss, "dismissed", OFFICE, people.dismiss, after_close=True),
    # recommend
    Transition(acts.Submit, "submitted", PUTTING_FORWARD, recommend.submit, (RECOMMEND, COMPARE), True, (), SUBMITTED),
    Transition(acts.Revise, "revised", PUTTING_FORWARD, recommend.revise, (RECOMMEND, COMPARE), True, ("standing", "returned"), MENDED),
    Transition(acts.Return, "returned", UNIT, recommend.return_, AT_UNITS, True, RUNNING, to("returned", "standing")),
    Transition(acts.Withdraw, "withdrawn", PUTTING_FORWARD, recommend.withdraw, (), False, (*LIVE, "returned", "held"), to("withdrawn", *LIVE, "returned", "held")),
    Transition(acts.Stop, "stopped", UNIT, recommend.stop, (RECOMMEND, VET), False, (*LIVE, "returned"), to("stopped", *LIVE, "returned")),
    Transition(acts.ForwardSlate, "slate-forwarded", UNIT, recommend.forward_slate, AT_UNITS, True, (), RESENT),
    Transition(acts.PromoteReserve, "reserve-promoted", UNIT, recommend.promote_reserve, (), False, (), (("held", "standing"), ("held", "not-selected"))),
    # compare
    Transition(acts.Undertake, "undertaken", (C,), recusal.undertake),
    Transition(acts.Declare, "declared", (C, S), recusal.declare),
    Transition(acts.Recuse, "recused", (C, S), recusal.recuse),
    Transition(acts.ProposeLift, "lift-proposed", (S, A), recusal.propose_lift),
    Transition(acts.ConfirmLift, "recusal-lifted", (S, A), recusal.confirm_lift),
    Transition(acts.Assign, "assigned", OFFICE, compare.assign, AT_PANEL),
    Transition(acts.Assess, "assessed", (C,), compare.assess, AT_PANEL, True, RUNNING),
    Transition(acts.AmendAssessment, "assessment-amended", (C,), compare.amend_assessment, AT_PANEL, True, RUNNING),
    Transition(acts.Abstain, "abstained", (C,), compare.abstain, AT_PANEL, True, RUNNING),
    Transition(acts.AdoptRanking, "ranking-adopted", OFFICE, compare.adopt_ranking, AT_PANEL),
    Transition(acts.AdoptShortlist, "shortlist-adopted", OFFICE, compare.adopt_shortlist, AT_PANEL, False, (), RECHOSEN),
    # vet
    Transition(acts.RuleReferral, "referral-ruled", (S, A), vet.rule_referral, (RECOMMEND, VET), False, LIVE, to("disqualified", *LIVE)),
    Transition(acts.AskOpinion, "opinion-asked", OFFICE, vet.ask_opinion, (VET,), False, LIVE),
    Transition(acts.GiveOpinion, "opinion-given", ("officer",), vet.give_opinion, (VET,), False, LIVE),
    Transition(acts.NoteSilence, "silence-noted", (S, "system"), vet.note_silence, (VET,), False, LIVE),
    Transition(acts.RuleOpinion, "opinion-ruled", (S, A), vet.rule_opinion, (VET,), False, LIVE, to("disqualified", *LIVE)),
    # consult
    Transition(acts.PublishNotice, "notice-published", UNIT, consult.publish_notice, (CONSULT,)),
    Transition(acts.Object, "objection-made", ("public", S), consult.object_, (CONSULT,)),
    Transition(acts.UnsealIdentity, "identity-unsealed", (A,), consult.unseal_identity, after_close=True),
    Transition(acts.AnswerObjection, "objection-answered", OFFICE, consult.answer_objection, JUDGED, False, (), to("disqualified", *CHOSEN)),
    Transition(acts.OpenBallot, "ballot-opened", UNIT, ballots.open_ballot, VOTED),
    Transition(acts.Cast, "vote-cast", ("elector",), ballots.cast),
    Transition(acts.CloseBallot, "ballot-closed", UNIT, ballots.close_ballot),
    Transition(acts.CountBallot, "ballot-counted", UNIT, ballots.count_ballot, moves=VOTED_DOWN),
    Transition(acts.RecordBallot, "ballot-recorded", UNIT, ballots.record_ballot, VOTED, moves=VOTED_DOWN),
    # confer, and after
    Transition(acts.Accept, "accepted", ("nominee", S), confer.accept, (CONFER,), False, LIVE),
    Transition(acts.Decline, "declined", ("nominee", S), confer.decline, JUDGED, False, LIVE, to("declined", *LIVE)),
    Transition(acts.Confer, "conferred", (A,), confer.confer, (CONFER,), False, RUNNING, to("conferred", "standing")),
    Transition(acts.Forfeit, "forfeited", (A,), confer.forfeit, (), False, ("conferred",), to("forfeited", "conferred"), True),
    Transition(acts.Annul, "annulled", (A,), confer.annul, (), False, ("conferred",), to("annulled", "conferred"), True),
    Transition(acts.RecordFollowThrough, "follow-through-recorded", (S, A), confer.record_follow_through, (), False, ("conferred",), (), True),
    Transition(acts.CloseFollowThrough, "follow-through-closed", (S, A), confer.close_follow_through, (), False, ("conferred",), (), True),
)  # fmt: skip

BY_ACT: dict[type[acts.Act], Transition] = {line.act: line for line in TABLE}
BY_EVENT: dict[str, Transition] = {line.event: line for line in TABLE}
# Events that follow from another one in the same act, when a place falls vacant.
FOLLOWING: dict[str, tuple[Move, ...]] = {"place-filled": to("standing", "reserve"), "place-lost": ()}
