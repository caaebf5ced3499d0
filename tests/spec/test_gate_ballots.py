"""Ballots: who may vote, what is cast and how, and the result by quorum, pass mark, base and tie rule."""

import hashlib

import pytest

from chucai.gates import acts
from chucai.gates.acts import Actor, Slip, Tally
from tests.spec.tiny import (
    CLERK,
    COMPARE,
    CONFER,
    MAYOR,
    NOTICE,
    RECOMMEND,
    Town,
    coordinator,
    refused,
    stage,
    text,
    tiny,
)

COUNCIL = {"council": {"name": text("Council")}}
HALF = {"pass_above": "1/2", "base": "cast"}
VOTERS = ("v-1", "v-2", "v-3")


def council_town(*names: str, **vote: object) -> Town:
    """The council decides on conferral, by a secret ballot of three unless said otherwise."""
    asked = {"asked": "council", **(vote or HALF)}
    names = names or ("an",)
    town = Town(tiny(RECOMMEND, {**CONFER, "vote": asked}, electorates=COUNCIL)).opened()
    for name, unit in zip(names, ("mill", "farm", "shop", "mill"), strict=False):
        town.submit(name, unit)
    for unit in ("mill", "farm", "shop"):
        mine = [name for name in names if town.state.nomination(name).unit == unit]
        town.forward(*mine, unit=unit)
    town.leave("recommend").appoint("elector", *VOTERS, scope="council")
    return town.enter(town.charter.stages[1].id)


def on_paper(*names: str, **vote: object) -> Town:
    """The same council with nobody on the roster: its votes are entered from minutes, with the numbers in them."""
    town = council_town(*names, **vote)
    town.do(CLERK, acts.Dismiss(role="elector", who=VOTERS, scope="council", reason="left"))
    return town


def open_(town: Town, *names: str) -> Town:
    stage_id = town.charter.stages[1].id
    town.do(CLERK, acts.OpenBallot(ballot=stage_id, stage=stage_id, candidates=names or ("an",)))
    return town


def cast(town: Town, *who: str, **choices: str) -> Town:
    for one in who:
        act = acts.Cast(ballot=town.charter.stages[1].id, voter=one, choices=choices)
        town.do(Actor(id=one, role="elector"), act)
    return town


def close(town: Town, present: int = 3) -> Town:
    town.do(CLERK, acts.CloseBallot(ballot=town.charter.stages[1].id, present=present))
    return town


def slips(*papers: dict[str, str]) -> tuple[Slip, ...]:
    return tuple(Slip(number=f"n-{n}", choices=choices) for n, choices in enumerate(papers))


def count(town: Town, *papers: dict[str, str], **more: object) -> list[str]:
    return town.do(CLERK, acts.CountBallot(ballot=town.charter.stages[1].id, slips=slips(*papers), **more))


def record(town: Town, present: int = 3, cast_: int | None = None, entitled: int = 3, **agree: int) -> list[str]:
    """The minutes of a vote on paper: so many agreed to each, the others did not."""
    stage_id = town.charter.stages[1].id
    total = present if cast_ is None else cast_
    tallies = {name: Tally(agree=yes, disagree=total - yes) for name, yes in agree.items()}
    fields = {"ballot": stage_id, "stage": stage_id, "entitled": entitled, "present": present, "cast": total}
    return town.do(CLERK, acts.RecordBallot(**fields, tallies=tallies))


def passed(town: Town) -> set[str]:
    return set(town.state.ballot(town.charter.stages[1].id).passed)


# --- opening


def test_a_ballot_is_about_everybody_the_stage_decides_on():
    town = council_town("an", "bo")
    with refused("list-differs", missing=["bo"]):
        open_(town, "an")
    with refused("other-ballot", ballot="confer"):
        town.do(CLERK, acts.OpenBallot(ballot="mine", stage="confer", candidates=("an", "bo")))
    open_(town, "an", "bo")
    with refused("ballot-exists"):
        open_(town, "an", "bo")


def test_it_needs_electors_and_a_stage_that_votes():
    town = council_town()
    town.do(CLERK, acts.Dismiss(role="elector", who=VOTERS, scope="council", reason="left"))
    with refused("no-electors", electorate="council"):
        open_(town)
    plain = Town(tiny(RECOMMEND, CONFER)).forwarded("an")
    with refused("stage-without-vote"):
        open_(plain)


# --- casting


def test_in_a_secret_ballot_the_roll_says_who_voted_and_the_slips_lie_apart():
    town = cast(open_(council_town()), *VOTERS)
    assert all(not event.data["choices"] for event in town.events if event.kind == "vote-cast")
    with refused("choices-differ"):
        cast(open_(council_town()), "v-1", an="agree")
    count(close(town), {"an": "agree"}, {"an": "agree"}, {"an": "disagree"})
    assert town.state.ballot("confer").tallies == {"an": Tally(agree=2, disagree=1)}


def test_in_a_named_ballot_each_vote_has_a_choice_for_every_candidate():
    town = open_(council_town("an", "bo", **HALF, secret=False), "an", "bo")
    with refused("choices-differ", wanted=["an", "bo"]):
        cast(town, "v-1", an="agree")
    cast(town, *VOTERS, an="agree", bo="defer")
    with refused("slips-in-named-vote"):
        count(close(town), {"an": "agree", "bo": "agree"})
    count(town)
    assert passed(town) == {"an"}


def test_everybody_votes_once_and_for_themselves():
    town = cast(open_(council_town()), "v-1")
    with refused("already-voted"):
        cast(town, "v-1")
    with refused("not-your-vote"):
        town.do(Actor(id="v-1", role="elector"), acts.Cast(ballot="confer", voter="v-2"))
    town.appoint("elector", "w-1", scope="council@mill")
    with refused("not-an-elector", electorate="council"):
        cast(town, "w-1")
    with refused("no-such-ballot"):
        town.do(Actor(id="v-2", role="elector"), acts.Cast(ballot="moon", voter="v-2"))


def test_the_chief_speaks_last_where_the_charter_says_so():
    """V1."""
    town = council_town(**HALF, chair_speaks="last").appoint("chair", "v-3", scope="council")
    cast(open_(town), "v-1", "v-3")
    with refused("chair-has-spoken"):
        cast(town, "v-2")


def test_or_first():
    town = council_town(**HALF, chair_speaks="first").appoint("chair", "v-3", scope="council")
    with refused("chair-speaks-first"):
        cast(open_(town), "v-1")
    cast(town, "v-3", "v-1")


# --- closing and counting


def test_a_ballot_is_counted_after_it_is_closed_and_once():
    town = cast(open_(council_town()), *VOTERS)
    with refused("ballot-still-open"):
        count(town)
    close(town)
    with refused("ballot-closed"):
        cast(town, "v-1")
    with refused("ballot-closed"):
        close(town)
    count(town, *[{"an": "agree"}] * 3)
    with refused("already-counted"):
        count(town, *[{"an": "agree"}] * 3)


@pytest.mark.parametrize("present", [1, 4])
def test_no_more_vote_than_are_present_and_no_more_are_present_than_entitled(present):
    with refused("present-impossible", present=present, cast=2, entitled=3):
        close(cast(open_(council_town()), "v-1", "v-2"), present)


def test_slips_are_as_many_as_votes_in_order_of_their_numbers_with_a_choice_for_everybody():
    town = close(cast(open_(council_town()), "v-1", "v-2"), 2)
    with refused("slips-differ", slips=1, cast=2):
        count(town, {"an": "agree"})
    backwards = tuple(reversed(slips({"an": "agree"}, {"an": "agree"})))
    with refused("slips-disordered"):
        town.do(CLERK, acts.CountBallot(ballot="confer", slips=backwards))
    with refused("choices-differ"):
        count(town, {"an": "agree"}, {})


def test_a_ballot_is_over_with_its_stage():
    town = cast(open_(council_town()), "v-1")
    town.leave("confer")
    for ask in (lambda: cast(town, "v-2"), lambda: close(town), lambda: count(town)):
        with refused("stage-not-open", stage="confer"):
            ask()


# --- on paper


def test_a_vote_on_paper_is_entered_from_its_minutes():
    town = council_town("an", "bo")
    record(town, an=3, bo=1)
    assert passed(town) == {"an"}


def test_minutes_add_up_and_fit_the_roster():
    town = council_town()
    with refused("entitled-differs", entitled=9, electors=3):
        record(town, entitled=9, an=3)
    with refused("present-impossible"):
        record(town, present=4, an=3)
    with refused("tally-differs", nominations=["an"], cast=3):
        tallies = {"an": Tally(agree=1, disagree=1)}
        fields = {"ballot": "confer", "stage": "confer", "entitled": 3, "present": 3, "cast": 3}
        town.do(CLERK, acts.RecordBallot(**fields, tallies=tallies))


def test_where_the_roster_names_no_electors_the_minutes_say_how_many_are_entitled():
    assert record(on_paper(**HALF), present=9, entitled=9, an=9) == ["ballot-recorded"]


# --- the result


@pytest.mark.parametrize(
    ("vote", "numbers", "agree", "passes"),
    [
        # over one half of those who voted
        ({"pass_above": "1/2", "base": "cast"}, (9, 9, 8), 5, True),
        ({"pass_above": "1/2", "base": "cast"}, (9, 9, 8), 4, False),
        # over one half of all entitled, present or not (V1)
        ({"pass_above": "1/2", "base": "entitled"}, (9, 6, 6), 5, True),
        ({"pass_above": "1/2", "base": "entitled"}, (9, 6, 6), 4, False),
        # two thirds of those present (V2)
        ({"pass_at_least": "2/3", "base": "present"}, (9, 9, 8), 6, True),
        ({"pass_at_least": "2/3", "base": "present"}, (9, 9, 8), 5, False),
        # nine tenths of the whole council (V3)
        ({"pass_at_least": "90 %", "base": "entitled"}, (10, 9, 9), 9, True),
        ({"pass_at_least": "90 %", "base": "entitled"}, (10, 9, 9), 8, False),
    ],
)
def test_the_pass_mark_is_a_share_of_the_base_the_charter_names(vote, numbers, agree, passes):
    entitled, present, cast_ = numbers
    town = on_paper(**vote)
    record(town, entitled=entitled, present=present, cast_=cast_, an=agree)
    assert passed(town) == ({"an"} if passes else set())


@pytest.mark.parametrize(("present", "decided"), [(6, True), (5, False)])
def test_without_a_quorum_nothing_is_decided_and_the_meeting_is_held_again(present, decided):
    town = on_paper(**HALF, quorum="2/3")
    record(town, entitled=9, present=present, an=present)
    assert passed(town) == ({"an"} if decided else set())
    assert town.status("an") == "standing"
    if decided:
        with refused("nobody-to-list"):
            record(town, entitled=9, present=9, an=9)
    else:
        record(town, entitled=9, present=9, an=9)
        assert passed(town) == {"an"}


def tied(tie: str, **more: object) -> Town:
    """Four entitled, two for and two against."""
    town = on_paper(**HALF, tie=tie)
    record(town, entitled=4, present=4, an=2, **more)
    return town


def test_a_tie_fails_unless_the_charter_says_otherwise():
    town = tied("fails")
    assert town.status("an") == "not-selected"


def test_or_the_chair_decides_it():
    vote = {**HALF, "tie": "chair"}
    for word, status in (("agree", "standing"), ("disagree", "not-selected")):
        town = close(cast(open_(council_town(**vote)), "v-1", "v-2"), 2)
        papers = ({"an": "agree"}, {"an": "disagree"})
        with refused("chair-must-decide", nominations=["an"]):
            count(town, *papers)
        count(town, *papers, chair={"an": word})
        assert town.status("an") == status


def test_or_the_lot_which_anybody_can_draw_again_from_the_public_seed():
    drawn = hashlib.sha256(b"seed|tie|an").digest()[0] % 2 == 0
    assert tied("lot").status("an") == ("standing" if drawn else "not-selected")


def test_or_those_who_tied_are_voted_on_again_and_nobody_else():
    town = on_paper("an", "bo", "ce", **HALF, tie="again")
    record(town, entitled=4, present=4, an=4, bo=2, ce=0)
    assert town.statuses("an", "bo", "ce") == ["standing", "standing", "not-selected"]
    with refused("list-differs", extra=["an"]):
        record(town, entitled=4, present=4, an=4, bo=4)
    record(town, entitled=4, present=4, bo=3)
    assert passed(town) == {"an", "bo"}
    assert town.statuses("an", "bo", "ce") == ["standing", "standing", "not-selected"]


# --- what a vote does


def test_whoever_fails_in_the_vote_leaves_a_place_to_a_reserve_who_is_voted_on_in_turn():
    vote = {"asked": "council", **HALF}
    town = Town(tiny(COMPARE, {**CONFER, "vote": vote}, electorates=COUNCIL)).compared("an", "bo", reserve=["ce"])
    fields = {"ballot": "confer", "stage": "confer", "entitled": 3, "present": 3, "cast": 3}
    first = {"an": Tally(agree=3), "bo": Tally(agree=1, disagree=2)}
    assert town.do(CLERK, acts.RecordBallot(**fields, tallies=first)) == ["ballot-recorded", "place-filled"]
    assert town.statuses("an", "bo", "ce") == ["standing", "not-selected", "standing"]
    with refused("vote-not-passed", nomination="ce"):
        town.confer("ce")
    town.do(CLERK, acts.RecordBallot(**fields, tallies={"ce": Tally(agree=3)}))
    town.confer("an", "ce")


def test_when_several_fail_at_once_reserves_follow_in_order_as_long_as_there_are_any():
    vote = {"asked": "council", **HALF}
    people = {"person": {"reserve": 1}}
    charter = tiny(COMPARE, {**CONFER, "vote": vote}, electorates=COUNCIL, categories=people)
    town = Town(charter).compared("an", "bo", reserve=["ce"])
    fields = {"ballot": "confer", "stage": "confer", "entitled": 3, "present": 3, "cast": 3}
    nobody = {name: Tally(agree=0, disagree=3) for name in ("an", "bo")}
    kinds = town.do(CLERK, acts.RecordBallot(**fields, tallies=nobody))
    assert kinds == ["ballot-recorded", "place-filled", "place-lost"]
    assert town.statuses("an", "bo", "ce") == ["not-selected", "not-selected", "standing"]


def test_a_consultation_may_be_a_vote_that_asks_about_reserves_as_well():
    vote = {"asked": "council", **HALF}
    town = Town(tiny(COMPARE, stage("consult", vote=vote), CONFER, electorates=COUNCIL))
    town.compared("an", "bo", reserve=["ce"])
    fields = {"ballot": "consult", "stage": "consult", "entitled": 3, "present": 3, "cast": 3}
    with refused("stage-blocked", blockers=["ballot consult"]):
        town.do(CLERK, acts.CloseStage(stage="consult"))
    with refused("list-differs", missing=["ce"]):
        town.do(CLERK, acts.RecordBallot(**fields, tallies={"an": Tally(agree=3), "bo": Tally(agree=3)}))
    tallies = {"an": Tally(agree=3), "bo": Tally(agree=0, disagree=3), "ce": Tally(agree=3)}
    assert town.do(CLERK, acts.RecordBallot(**fields, tallies=tallies)) == ["ballot-recorded", "place-filled"]
    town.leave("consult").enter("confer").confer("an", "ce")


def test_a_consultation_may_hold_a_notice_and_a_vote():
    both = {**NOTICE, "vote": {"asked": "council", **HALF}}
    town = Town(tiny(RECOMMEND, both, CONFER, electorates=COUNCIL)).forwarded("an").notice("an")
    with refused("stage-blocked", blockers=["ballot consult"]):
        town.on("2026-03-17").do(CLERK, acts.CloseStage(stage="consult"))
    fields = {"ballot": "consult", "stage": "consult", "entitled": 3, "present": 3, "cast": 3}
    town.do(CLERK, acts.RecordBallot(**fields, tallies={"an": Tally(agree=3)}))
    town.do(CLERK, acts.CloseStage(stage="consult"))


def test_units_vote_on_their_own_each_in_its_own_electorate():
    vote = {"asked": "staff", **HALF}
    parts = {"electorates": {"staff": {"name": text("Staff"), "tier": "office"}}}
    town = Town(tiny({**RECOMMEND, "vote": vote}, CONFER, **parts)).opened().submit("an").submit("bo", unit="farm")
    town.appoint("elector", "s-1", "s-2", scope="staff@mill").appoint("elector", "s-3", scope="staff@farm")
    with refused("not-your-unit"):
        town.do(
            coordinator("farm"),
            acts.OpenBallot(ballot="recommend.mill", stage="recommend", unit="mill", candidates=("an",)),
        )
    town.do(
        coordinator("mill"),
        acts.OpenBallot(ballot="recommend.mill", stage="recommend", unit="mill", candidates=("an",)),
    )
    assert town.state.ballot("recommend.mill").entitled == 2
    with refused("not-an-elector", electorate="staff@mill"):
        town.do(Actor(id="s-3", role="elector"), acts.Cast(ballot="recommend.mill", voter="s-3"))
    with refused("not-your-unit"):
        town.do(coordinator("farm"), acts.CloseBallot(ballot="recommend.mill", present=2))
    with refused("role-may-not"):
        town.do(MAYOR, acts.CloseBallot(ballot="recommend.mill", present=2))
