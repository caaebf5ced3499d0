"""The gate *recommend*: nominations come in, are mended, and go up from unit to unit on ranked slates."""

import pytest

from chucai.gates import acts
from chucai.gates.acts import Actor
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
    sealed,
    stage,
    text,
    tiny,
)

VOTE = {"asked": "staff", "quorum": "2/3", "pass_above": "1/2", "base": "present"}
UP = stage("recommend", "town-recommend", tier="town", places={"person": 2})


def open_town(*stages: dict, **parts: object) -> Town:
    return Town(tiny(*(stages or (RECOMMEND, CONFER)), **parts)).opened()


# --- submitting


def test_a_unit_puts_somebody_forward():
    town = open_town()
    act = acts.Submit(
        nomination="an", category="person", unit="mill", commitments={"name": sealed("An")}, person="h-an"
    )
    assert town.do(coordinator("mill"), act) == ["submitted"]
    assert town.status("an") == "standing"


def test_a_unit_speaks_for_itself_and_the_office_for_any():
    town = open_town().submit("an", by=CLERK)
    with refused("not-your-unit", unit="farm"):
        town.submit("bo", unit="farm", by=coordinator("mill"))


def test_a_nomination_names_things_there_are():
    town = open_town(themes={"water": text("Water")}).submit("an", theme="water")
    for changes, code in (
        ({"name": "an"}, "nomination-exists"),
        ({"name": "bo", "category": "horse"}, "no-such-category"),
        ({"name": "bo", "unit": "moon", "by": CLERK}, "no-such-unit"),
        ({"name": "bo", "theme": "fire"}, "no-such-theme"),
        ({"name": "bo", "commitments": {"statement": sealed("Deeds")}}, "no-name-committed"),
    ):
        with refused(code):
            town.submit(**changes)


def test_nominations_come_in_at_the_first_stage_only():
    town = open_town(RECOMMEND, UP, CONFER).submit("an").forward("an").leave("recommend").enter("town-recommend")
    with refused("submissions-closed", stage="town-recommend"):
        town.submit("bo")


def test_where_units_nominate_nobody_else_does():
    with refused("units-nominate"):
        open_town().submit("an", by=Actor(id="li", role="nominator"))


def test_where_anyone_may_nominate_nobody_nominates_themselves():
    town = open_town(nominating={"by": "anyone"}).submit("an", by=Actor(id="li", role="nominator"))
    with refused("self-nomination"):
        town.submit("bo", by=Actor(id="h-bo", role="nominator"))
    with refused("self-nomination"):
        town.submit("ce", category="team", members=("h-1", "h-2"), by=Actor(id="h-1", role="nominator"))


def test_unless_the_charter_allows_it():
    by = Actor(id="h-bo", role="nominator")
    assert (
        open_town(nominating={"by": "anyone", "self_nomination": True}).submit("bo", by=by).status("bo") == "standing"
    )


def test_a_nominator_has_as_many_nominations_as_the_charter_says():
    li = Actor(id="li", role="nominator")
    town = open_town(nominating={"by": "anyone", "per_nominator": 1}).submit("an", by=li)
    with refused("nominations-used-up", most=1):
        town.submit("bo", by=li)
    town.submit("bo", by=Actor(id="wu", role="nominator"))


def test_support_letters_and_the_statement_keep_to_the_charter():
    town = open_town(nominating={"support": {"min": 2, "max": 3}, "statement_max": 500})
    town.submit("an", support=2, length=500)
    for support in (1, 4):
        with refused("support-letters", given=support, min=2, max=3):
            town.submit("bo", support=support)
    with refused("statement-too-long", length=501, most=500):
        town.submit("bo", support=2, length=501)


def test_a_team_has_the_number_of_members_the_charter_says_each_named_once():
    town = open_town(categories={"team": {"members": {"min": 2, "max": 3}}})
    town.submit("t-1", category="team", members=("a", "b"))
    with refused("team-without-members"):
        town.submit("t-2", category="team")
    with refused("team-size", members=1, min=2, max=3):
        town.submit("t-2", category="team", members=("a",))
    with refused("team-size", members=4):
        town.submit("t-2", category="team", members=("a", "b", "c", "d"))
    with refused("member-twice"):
        town.submit("t-2", category="team", members=("a", "b", "a"))


def test_whoever_decides_in_a_round_is_not_honoured_in_it():
    """E7: roles that the charter keeps apart from being honoured, whichever comes first."""
    apart = {"barred_roles": ("assessor", "secretary")}
    town = open_town(nominating=apart).panel("judge-1").submit("an")
    with refused("nominee-in-role", role="assessor", who=["judge-1"]):
        town.submit("bo", person="judge-1")
    with refused("nominee-in-role", role="secretary", who=["clerk"]):
        town.submit("bo", category="team", members=("h-1", "clerk"))
    with refused("nominee-in-role", role="assessor", who=["h-an"]):
        town.appoint("assessor", "h-an")
    town.appoint("coordinator", "h-an", scope="mill")


# --- mending, taking back, ending


def test_a_dossier_is_revised_as_long_as_submissions_are_open():
    town = open_town(RECOMMEND, UP, CONFER).submit("an")
    change = acts.Revise(nomination="an", commitments={"name": sealed("An Li")}, person="h-an")
    town.do(coordinator("mill"), change)
    assert town.state.nomination("an").commitments == {"name": sealed("An Li")}
    with refused("not-your-unit", unit="mill"):
        town.do(coordinator("farm"), change)
    town.forward("an").leave("recommend").enter("town-recommend")
    with refused("dossier-frozen"):
        town.do(coordinator("mill"), change)


def test_later_it_must_have_been_returned_and_then_waits_until_it_is_mended():
    town = open_town(RECOMMEND, UP, CONFER).submit("an").forward("an").leave("recommend").enter("town-recommend")
    town.do(coordinator("town"), acts.Return(nomination="an", clause="F4"))
    assert town.status("an") == "returned"
    with refused("not-standing", status="returned"):
        town.forward("an", unit="town", stage="town-recommend")
    town.do(coordinator("mill"), acts.Revise(nomination="an", commitments={"name": sealed("An")}, person="h-an"))
    town.forward("an", unit="town", stage="town-recommend")


def test_what_is_returned_is_not_on_a_slate_until_it_is_mended_and_lapses_with_the_window():
    town = open_town().submit("an").submit("bo").forward("an", "bo")
    for name in ("an", "bo"):
        town.do(CLERK, acts.Return(nomination=name, clause="F4"))
    with refused("not-standing", status="returned"):
        town.do(CLERK, acts.Return(nomination="bo", clause="F4"))
    town.do(coordinator("mill"), acts.Revise(nomination="an", commitments={"name": sealed("An")}, person="h-an"))
    town.leave("recommend").enter("confer")
    assert town.statuses("an", "bo") == ["standing", "lapsed"]


def test_also_when_it_comes_from_above_the_tier_that_recommends():
    town = open_town(RECOMMEND, UP, CONFER).submit("an", unit="town").submit("bo", unit="town")
    for name in ("an", "bo"):
        town.do(CLERK, acts.Return(nomination=name, clause="F4"))
    assert town.status("an") == "returned"
    town.do(coordinator("town"), acts.Revise(nomination="an", commitments={"name": sealed("An")}, person="h-an"))
    town.leave("recommend").enter("town-recommend")
    assert town.statuses("an", "bo") == ["standing", "lapsed"]


def test_a_nominator_mends_their_own_nomination_and_nobody_elses():
    li, wu = Actor(id="li", role="nominator"), Actor(id="wu", role="nominator")
    town = open_town(nominating={"by": "anyone"}).submit("an", by=li)
    with refused("not-your-nomination"):
        town.do(wu, acts.Withdraw(nomination="an"))
    town.do(li, acts.Withdraw(nomination="an"))
    assert town.status("an") == "withdrawn"


def test_withdrawn_is_withdrawn():
    town = open_town().submit("an")
    town.do(coordinator("mill"), acts.Withdraw(nomination="an"))
    for act in (acts.Withdraw(nomination="an"), acts.Stop(nomination="an", clause="E4")):
        with refused("not-standing", status="withdrawn"):
            town.do(CLERK, act)
    with refused("not-standing"):
        town.forward("an")


def test_a_nomination_is_stopped_with_the_clause_that_stops_it_by_the_unit_that_has_it():
    town = open_town(RECOMMEND, UP, CONFER).submit("an").forward("an").leave("recommend").enter("town-recommend")
    with refused("not-your-unit", unit="town"):
        town.do(coordinator("mill"), acts.Stop(nomination="an", clause="E4"))
    town.do(coordinator("town"), acts.Stop(nomination="an", clause="E4"))
    assert town.status("an") == "stopped"
    assert town.state.nomination("an").ended_clause == "E4"


def test_a_rule_that_was_referred_is_ruled_on_by_a_person_and_stop_means_stop():
    town = open_town().submit("an", referred=("tenure",)).submit("bo", referred=("tenure",))
    town.do(CLERK, acts.RuleReferral(nomination="an", rule="tenure", outcome="admit"))
    town.do(MAYOR, acts.RuleReferral(nomination="bo", rule="tenure", outcome="stop"))
    assert town.statuses("an", "bo") == ["standing", "disqualified"]
    with refused("not-referred", rule="age"):
        town.do(CLERK, acts.RuleReferral(nomination="an", rule="age", outcome="admit"))
    with refused("already-ruled"):
        town.do(CLERK, acts.RuleReferral(nomination="an", rule="tenure", outcome="stop"))


# --- slates


def test_a_slate_goes_up_in_order_with_reserves_behind_it():
    town = open_town().submit("an").submit("bo").submit("ce").submit("di")
    town.forward("bo", "an", reserve=["ce"])
    slate = town.state.slate("recommend", "mill").lists["person"]
    assert (slate.ranked, slate.reserve) == (("bo", "an"), ("ce",))
    assert town.statuses("an", "bo", "ce", "di") == ["standing", "standing", "held", "not-selected"]


def test_a_slate_holds_no_more_names_than_places():
    town = open_town().submit("an").submit("bo").submit("ce")
    with refused("slate-full", unit="mill", category="person", places=2, names=3):
        town.forward("an", "bo", "ce")


def test_places_issued_to_a_unit_go_before_those_of_the_stage():
    town = open_town().submit("an").submit("bo")
    town.do(CLERK, acts.IssuePlaces(unit="mill", places={"person": 1}))
    with refused("slate-full", places=1):
        town.forward("an", "bo")


@pytest.mark.parametrize(("ratio", "names"), [("1", 2), ("6/5", 3), ("3/2", 3), ("2", 4)])
def test_a_contested_slate_has_more_names_than_places_and_a_started_name_counts_whole(ratio, names):
    town = open_town(categories={"person": {"slate": ratio}})
    everybody = [f"p-{n}" for n in range(names + 1)]
    for name in everybody:
        town.submit(name)
    with refused("slate-full", places=names):
        town.forward(*everybody)
    town.forward(*everybody[:names])


def test_a_unit_may_forward_nobody():
    town = open_town().submit("an").forward().leave("recommend").enter("confer")
    assert town.status("an") == "not-selected"


def test_a_unit_that_forwards_no_slate_lets_its_nominations_lapse():
    assert open_town().submit("an").leave("recommend").enter("confer").status("an") == "lapsed"


def test_a_slate_may_be_sent_again_while_its_stage_is_open():
    town = open_town().submit("an").submit("bo").forward("an").forward("bo", reserve=["an"])
    assert town.statuses("an", "bo") == ["held", "standing"]


def test_on_a_slate_stand_names_of_the_unit_and_the_category_each_once():
    town = open_town().submit("an").submit("bo", unit="farm").submit("te", category="team", members=("h-1", "h-2"))
    for names, reserve, code in (
        (("an", "an"), (), "name-twice"),
        (("an",), ("an",), "name-twice"),
        (("bo",), (), "not-of-this-unit"),
        (("te",), (), "other-category"),
        (("xu",), (), "no-such-nomination"),
    ):
        with refused(code):
            town.forward(*names, reserve=reserve)
    with refused("no-such-unit"):
        town.forward("an", unit="moon", by=CLERK)
    with refused("other-tier", unit="town", tier="office"):
        town.forward("an", unit="town")
    with refused("not-your-unit"):
        town.forward("an", by=coordinator("farm"))


def test_level_by_level_each_unit_passes_on_what_came_from_below_it():
    town = open_town(RECOMMEND, UP, CONFER).submit("an").submit("bo", unit="farm").submit("ce", unit="farm")
    town.forward("an").forward("bo", "ce", unit="farm").leave("recommend").enter("town-recommend")
    with refused("slate-full", places=2):
        town.forward("an", "bo", "ce", unit="town", stage="town-recommend")
    town.forward("ce", "an", unit="town", stage="town-recommend", reserve=["bo"])
    town.leave("town-recommend").enter("confer")
    assert town.statuses("an", "bo", "ce") == ["standing", "held", "standing"]


def test_a_nomination_from_above_a_tier_has_nothing_to_pass_there():
    town = open_town(RECOMMEND, UP, CONFER).submit("an", unit="town").leave("recommend").enter("town-recommend")
    assert town.status("an") == "standing"
    town.forward("an", unit="town", stage="town-recommend").leave("town-recommend").enter("confer")
    assert town.status("an") == "standing"


# --- reserves of a slate


def held(*stages: dict) -> Town:
    town = open_town(*(stages or (RECOMMEND, CONFER))).submit("an").submit("bo").submit("ce").submit("di")
    return town.forward("an", "bo", reserve=["ce", "di"])


def promote(town: Town, **changes: str) -> list[str]:
    fields = {"stage": "recommend", "unit": "mill", "category": "person", **changes}
    return town.do(coordinator("mill"), acts.PromoteReserve(**fields))


def test_when_a_name_falls_out_the_first_reserve_moves_up():
    town = held()
    with refused("no-vacancy"):
        promote(town)
    town.do(coordinator("mill"), acts.Withdraw(nomination="an"))
    assert promote(town) == ["reserve-promoted"]
    assert town.statuses("an", "bo", "ce", "di") == ["withdrawn", "standing", "standing", "held"]
    with refused("no-vacancy"):
        promote(town)


def test_also_when_it_was_a_reserve_that_fell_out_before():
    town = held()
    for name in ("ce", "an"):
        town.do(coordinator("mill"), acts.Withdraw(nomination=name))
    promote(town)
    assert town.status("di") == "standing"


def test_and_until_there_is_nobody_left():
    town = held()
    for name in ("ce", "di", "an"):
        town.do(coordinator("mill"), acts.Withdraw(nomination=name))
    with refused("no-reserve"):
        promote(town)
    with refused("no-slate"):
        promote(town, category="team")


def test_a_reserve_moves_up_while_the_next_unit_is_still_recommending():
    town = held(RECOMMEND, UP, CONFER).leave("recommend").enter("town-recommend")
    town.do(coordinator("mill"), acts.Withdraw(nomination="an"))
    promote(town)
    town.forward("bo", "ce", unit="town", stage="town-recommend").leave("town-recommend").enter("confer")
    assert town.statuses("bo", "ce") == ["standing", "standing"]


def test_but_past_no_other_gate():
    """A reserve was on no notice: it cannot step in when the notice is over."""
    town = held(RECOMMEND, {**NOTICE, "id": "notice"}, UP, CONFER).leave("recommend").enter("notice")
    town.notice("an", "bo", notice="notice", stage="notice")
    town.do(coordinator("mill"), acts.Withdraw(nomination="an"))
    with refused("other-gate", gate="consult"):
        promote(town)
    town.on("2026-03-16").leave("notice").enter("town-recommend")
    with refused("too-late-for-reserve", open="town-recommend"):
        promote(town)


def test_a_round_that_ends_with_reserves_on_a_slate_ends_for_them_too():
    town = held().leave("recommend").enter("confer").confer("an", "bo").leave("confer")
    assert town.status("ce") == "held"
    town.do(CLERK, acts.CloseRound())
    assert town.status("ce") == "not-selected"


# --- a vote in the unit (N2, N3)


def voting(**vote: object) -> Town:
    with_vote = {**RECOMMEND, "vote": {**VOTE, **vote}}
    attributes = {"leads": {"kind": "yes-no", "see": "public", "name": text("Leads")}}
    return open_town(with_vote, CONFER, attributes=attributes, electorates={"staff": {"name": text("Staff")}})


def minutes(**agree: int) -> acts.RecordBallot:
    tallies = {name: acts.Tally(agree=yes, disagree=9 - yes) for name, yes in agree.items()}
    fields = {"ballot": "recommend.mill", "stage": "recommend", "unit": "mill"}
    return acts.RecordBallot(**fields, entitled=9, present=9, cast=9, tallies=tallies)


def test_where_the_unit_votes_only_names_that_passed_go_up():
    town = voting().submit("an").submit("bo")
    with refused("vote-not-passed", nomination="an"):
        town.forward("an")
    town.do(coordinator("mill"), minutes(an=5, bo=4))
    with refused("vote-not-passed", nomination="bo"):
        town.forward("an", "bo")
    town.forward("an", reserve=["bo"])


def test_a_reserve_that_did_not_pass_the_vote_does_not_move_up():
    town = voting().submit("an").submit("bo")
    town.do(coordinator("mill"), minutes(an=9, bo=1))
    town.forward("an", reserve=["bo"])
    town.do(coordinator("mill"), acts.Withdraw(nomination="an"))
    with refused("vote-not-passed", nomination="bo"):
        promote(town)


def test_a_vote_may_be_asked_about_some_nominees_only():
    town = voting(only_if="leads").submit("an", attributes={"leads": True}).submit("bo")
    with refused("list-differs", missing=[], extra=["bo"]):
        town.do(coordinator("mill"), minutes(an=9, bo=9))
    town.do(coordinator("mill"), minutes(an=0))
    with refused("vote-not-passed", nomination="an"):
        town.forward("an", "bo")
    town.forward("bo")


def test_whoever_comes_in_after_the_vote_is_voted_on_in_another():
    town = voting().submit("an")
    town.do(coordinator("mill"), minutes(an=9))
    town.submit("bo")
    with refused("list-differs", extra=["an"]):
        town.do(coordinator("mill"), minutes(an=9, bo=9))
    town.do(coordinator("mill"), minutes(bo=9))
    town.forward("an", "bo")


# --- after this gate


def test_then_comes_the_next_stage():
    town = Town(tiny(RECOMMEND, COMPARE, CONFER)).forwarded("an")
    assert town.status("an") == "standing"
    assert town.state.round.stage == "compare"
