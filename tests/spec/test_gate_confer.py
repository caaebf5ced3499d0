"""The gate *confer* and what comes after: acceptance, the award, its loss, and what was promised."""

import pytest

from chucai.gates import acts
from chucai.gates.acts import Actor
from chucai.gates.roll import roll
from tests.spec.tiny import CLERK, COMPARE, CONFER, MAYOR, RECOMMEND, Town, refused, sealed, text, tiny

PROMISES = [{"id": "file", "name": text("Personal file")}, {"id": "bonus", "name": text("Bonus")}]


def confer_town(*names: str, reserve: tuple[str, ...] = (), **parts: object) -> Town:
    """A comparison has chosen these; the authority confers next."""
    return Town(tiny(COMPARE, CONFER, **parts)).compared(*(names or ("an",)), reserve=reserve)


def nominee(name: str) -> Actor:
    return Actor(id=f"h-{name}", role="nominee")


# --- conferring


def test_the_authority_confers_on_whoever_holds_a_place():
    town = confer_town("an", "bo", reserve=("ce",)).confer("an")
    assert town.statuses("an", "bo", "ce") == ["conferred", "standing", "reserve"]
    with refused("not-standing", status="conferred"):
        town.confer("an")
    with refused("not-standing", status="reserve"):
        town.confer("ce")
    with refused("role-may-not"):
        town.do(CLERK, acts.Confer(nomination="bo", honour="medal", document="2026/1"))


def test_an_honour_is_for_its_categories():
    town = confer_town(honours={"plaque": {"name": text("Plaque"), "for": ["team"]}})
    with refused("other-category", category="person"):
        town.confer("an", honour="plaque")
    with refused("no-such-honour", known=["medal", "plaque"]):
        town.confer("an", honour="crown")


def test_the_roll_says_what_was_conferred_on_whom_by_which_decision_without_a_name():
    town = confer_town("an", "bo").confer("bo", "an")
    lines = roll(town.charter, town.state)
    assert [(line.nomination, line.honour, line.document, line.name) for line in lines] == [
        ("an", "medal", "2026/1", sealed("an")),
        ("bo", "medal", "2026/1", sealed("bo")),
    ]


def test_a_rule_that_was_referred_must_have_been_ruled_on():
    town = Town(tiny(RECOMMEND, CONFER)).opened().submit("an", referred=("tenure",)).forward("an")
    town.leave("recommend").enter("confer")
    with refused("referral-open", rules=["tenure"]):
        town.confer("an")


def test_where_the_authority_votes_only_those_who_passed_are_honoured():
    vote = {"asked": "council", "pass_above": "1/2", "base": "cast"}
    town = Town(tiny(RECOMMEND, {**CONFER, "vote": vote})).forwarded("an")
    with refused("vote-not-passed"):
        town.confer("an")
    fields = {"ballot": "confer", "stage": "confer", "entitled": 3, "present": 3, "cast": 3}
    town.do(CLERK, acts.RecordBallot(**fields, tallies={"an": acts.Tally(agree=2, disagree=1)}))
    town.confer("an")


def test_a_stage_of_conferring_waits_for_everybody_until_its_window_is_over():
    town = confer_town("an", "bo", reserve=("ce",)).confer("an")
    with refused("stage-blocked", blockers=["bo"]):
        town.do(CLERK, acts.CloseStage(stage="confer"))
    town.leave("confer")
    assert town.statuses("an", "bo", "ce") == ["conferred", "not-selected", "not-selected"]


def test_without_a_comparison_places_and_one_honour_each_are_counted_as_awards_are_conferred():
    town = Town(tiny(RECOMMEND, CONFER)).opened().submit("an").submit("bo").submit("ce", unit="farm")
    town.submit("te", unit="shop", category="team", members=("h-an", "h-2"))
    town.forward("an", "bo").forward("ce", unit="farm").forward("te", unit="shop", category="team")
    town.leave("recommend").enter("confer").confer("an")
    with refused("honoured-twice", nominations=["an", "te"]):
        town.confer("te")
    town.confer("bo")
    with refused("too-many-chosen", category="person", places=2, chosen=3):
        town.confer("ce")


# --- grades


GRADES = {
    "person": {
        "places": 3,
        "grades": [
            {"id": "first", "name": text("First"), "places": 1},
            {"id": "second", "name": text("Second"), "places": 2},
        ],
    }
}
BY_GRADE = {
    "gold": {"name": text("Gold"), "for": ["person"], "grade": "first"},
    "silver": {"name": text("Silver"), "for": ["person"], "grade": "second"},
}


def test_grades_are_filled_from_the_top_in_the_order_of_merit():
    town = confer_town("an", "bo", "ce", categories=GRADES, honours=BY_GRADE)
    with refused("other-grade", grade="first"):
        town.confer("an", honour="silver")
    with refused("other-grade", grade="second"):
        town.confer("bo", honour="gold")
    town.confer("an", honour="gold").confer("bo", "ce", honour="silver")


def test_when_somebody_above_steps_back_the_next_moves_up():
    town = confer_town("an", "bo", "ce", categories=GRADES, honours=BY_GRADE)
    town.do(nominee("an"), acts.Decline(nomination="an"))
    town.confer("bo", honour="gold").confer("ce", honour="silver")


# --- accepting and declining


def test_where_an_honour_is_offered_first_it_is_accepted_before_it_is_conferred():
    """H10."""
    town = confer_town(honours={"medal": {"acceptance": True}})
    with refused("acceptance-first"):
        town.confer("an")
    town.do(nominee("an"), acts.Accept(nomination="an"))
    with refused("already-accepted"):
        town.do(nominee("an"), acts.Accept(nomination="an"))
    town.confer("an")


def test_whoever_declines_leaves_the_place_to_a_reserve():
    town = confer_town("an", "bo", reserve=("ce",))
    assert town.do(nominee("an"), acts.Decline(nomination="an")) == ["declined", "place-filled"]
    assert town.statuses("an", "bo", "ce") == ["declined", "standing", "standing"]
    with refused("not-standing", status="declined"):
        town.confer("an")
    town.confer("ce")


def test_a_reserve_may_decline_too_and_is_then_passed_over():
    town = confer_town("an", "bo", reserve=("ce",))
    assert town.do(nominee("ce"), acts.Decline(nomination="ce")) == ["declined"]
    assert town.do(nominee("an"), acts.Decline(nomination="an")) == ["declined", "place-lost"]


def test_what_is_conferred_is_no_longer_declined():
    town = confer_town().confer("an")
    with refused("not-standing", status="conferred"):
        town.do(nominee("an"), acts.Decline(nomination="an"))


# --- losing an award


@pytest.mark.parametrize(
    ("kind", "ground", "other", "end"),
    [(acts.Annul, "fraud", "conduct", "annulled"), (acts.Forfeit, "conduct", "fraud", "forfeited")],
)
def test_an_award_is_forfeited_for_conduct_and_annulled_for_error(kind, ground, other, end):
    town = confer_town("an", "bo", reserve=("ce",)).confer("an")
    with refused("other-means", ground=other):
        town.do(MAYOR, kind(nomination="an", ground=other, document="2027/1"))
    with refused("no-such-ground", known=["conduct", "fraud"]):
        town.do(MAYOR, kind(nomination="an", ground="envy", document="2027/1"))
    with refused("role-may-not"):
        town.do(CLERK, kind(nomination="an", ground=ground, document="2027/1"))
    assert town.do(MAYOR, kind(nomination="an", ground=ground, document="2027/1")) == [end]
    assert town.status("an") == end
    with refused("not-standing", status=end):
        town.do(MAYOR, kind(nomination="an", ground=ground, document="2027/1"))


def test_a_lost_award_stays_on_the_roll_and_says_so_and_nobody_takes_the_place():
    town = confer_town("an", "bo", reserve=("ce",)).confer("an", "bo").leave("confer")
    town.do(CLERK, acts.CloseRound())
    town.on("2027-05-05").do(MAYOR, acts.Annul(nomination="an", ground="fraud", document="2027/1"))
    assert [(line.nomination, line.lost) for line in roll(town.charter, town.state)] == [
        ("an", "annulled"),
        ("bo", None),
    ]
    assert town.status("ce") == "not-selected"


def test_only_an_award_can_be_lost_and_only_where_the_charter_knows_how():
    with refused("not-standing", status="standing"):
        confer_town().do(MAYOR, acts.Annul(nomination="an", ground="fraud", document="2027/1"))
    town = confer_town(revocation=None).confer("an")
    with refused("no-such-ground", known=[]):
        town.do(MAYOR, acts.Annul(nomination="an", ground="fraud", document="2027/1"))


# --- follow-through: what was promised, recorded by people, never automatic


def promised() -> Town:
    town = confer_town("an", "bo", honours={"medal": {"follow_through": PROMISES}}).confer("an", "bo")
    town.leave("confer").do(CLERK, acts.CloseRound())
    return town


def test_what_is_done_about_a_promise_is_recorded_as_often_as_it_takes_and_closed_once():
    town = promised()
    record = acts.RecordFollowThrough(nomination="an", promise="bonus", note=sealed("Applied for"))
    town.do(CLERK, record)
    town.later(days=30).do(MAYOR, record)
    assert town.state.nomination("an").promises["bonus"].recorded == 2
    shut = acts.CloseFollowThrough(nomination="an", promise="bonus", outcome="kept")
    town.do(CLERK, shut)
    for act in (record, shut):
        with refused("promise-closed", promise="bonus"):
            town.do(CLERK, act)
    town.do(CLERK, acts.CloseFollowThrough(nomination="bo", promise="bonus", outcome="not-kept"))


def test_only_what_the_honour_promises_and_only_to_those_who_hold_it():
    town = promised()
    with refused("no-such-promise", known=["bonus", "file"]):
        town.do(CLERK, acts.RecordFollowThrough(nomination="an", promise="horse", note=sealed("x")))
    town.do(MAYOR, acts.Forfeit(nomination="an", ground="conduct", document="2027/1"))
    with refused("not-standing", status="forfeited"):
        town.do(CLERK, acts.RecordFollowThrough(nomination="an", promise="bonus", note=sealed("x")))
