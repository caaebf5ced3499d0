"""The gate *consult*: notices with their clock, objections, and answers that may cost or give a place."""

from datetime import date

import pytest

from chucai.gates import acts
from tests.spec.tiny import (
    CLERK,
    COMPARE,
    CONFER,
    MAYOR,
    NOTICE,
    RECOMMEND,
    VET,
    Town,
    coordinator,
    refused,
    sealed,
    stage,
    tiny,
)


def notice_town(*chosen: str, reserve: tuple[str, ...] = (), **parts: object) -> Town:
    """A comparison has chosen; the notice of the town comes next, on Monday 9 March 2026."""
    town = Town(tiny(COMPARE, NOTICE, CONFER, **parts)).opened()
    for name in (*chosen, *reserve):
        town.submit(name, unit="farm")
    town.read(**{name: 9 - n for n, name in enumerate((*chosen, *reserve))}).rank().choose(*chosen, reserve=reserve)
    return town.leave("compare").on("2026-03-09").enter("consult")


def rules(**objections: object) -> dict:
    return {"notices": {"town": {"objections": {"answer_working_days": 5, **objections}}}}


# --- the notice


def test_a_notice_lists_everybody_in_the_running_and_those_next_in_line():
    town = notice_town("an", "bo", reserve=("ce",))
    for listed, reserves, missing, extra in (
        (("an",), ("ce",), ["bo"], []),
        (("an", "bo", "ce"), (), [], ["ce"]),
        (("an", "bo"), (), ["ce"], []),
    ):
        with refused("list-differs", missing=missing, extra=extra):
            town.notice(*listed, reserves=reserves)
    town.notice("an", "bo", reserves=["ce"])


def test_reserves_are_left_off_where_the_charter_says_so():
    town = notice_town("an", "bo", reserve=("ce",), notices={"town": {"reserves": False}})
    with refused("list-differs", extra=["ce"]):
        town.notice("an", "bo", reserves=["ce"])
    town.notice("an", "bo")


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ({"working_days": 5}, date(2026, 3, 16)),  # Monday the 9th does not count
        ({"working_days": 5, "count_first_day": True}, date(2026, 3, 13)),
        ({"days": 5, "working_days": None}, date(2026, 3, 14)),
        ({"days": 5, "working_days": None, "count_first_day": True}, date(2026, 3, 13)),
    ],
)
def test_the_charter_says_how_days_are_counted_and_whether_the_first_one_does(rule, last):
    """P3, P4."""
    town = notice_town("an", notices={"town": rule}).notice("an")
    assert town.state.notice("consult").window.last == last


@pytest.mark.parametrize(("published", "last"), [("2022-05-07", "2022-05-12"), ("2022-04-19", "2022-04-24")])
def test_two_known_notices_of_five_working_days(published, last):
    """P3: 7-12 May 2022 in Shandong, 19-24 April 2022 in Guizhou; make-up days, the first day counts."""
    notice = {**NOTICE, "working_days": 9}
    charter = tiny(COMPARE, notice, CONFER, calendar="cn", notices={"town": {"count_first_day": True}})
    town = Town(charter, day=date(2022, 4, 11)).opened().submit("an").read(an=5).rank()
    town.choose("an")
    town.do(CLERK, acts.CloseStage(stage="compare"))
    town.on(published).enter("consult").notice("an")
    window = town.state.notice("consult").window
    assert (str(window.first), str(window.last)) == (published, last)


def test_there_is_one_notice_for_each_unit_of_its_tier_and_one_at_the_top():
    unit_notice = stage("consult", tier="office", notice="town")
    town = Town(tiny(RECOMMEND, unit_notice, CONFER)).opened().submit("an").submit("bo", unit="farm")
    town.forward("an").forward("bo", unit="farm").leave("recommend").enter("consult")
    with refused("other-notice", notice="consult.mill"):
        town.notice("an", unit="mill")
    with refused("not-your-unit"):
        town.notice("an", unit="mill", notice="consult.mill", by=coordinator("farm"))
    town.notice("an", unit="mill", notice="consult.mill", by=coordinator("mill"))
    with refused("list-differs", missing=["bo"], extra=["an"]):
        town.notice("an", unit="farm", notice="consult.farm")
    with refused("nobody-to-list"):
        town.notice(unit="shop", notice="consult.shop")
    with refused("stage-blocked", blockers=["notice consult.farm"]):
        town.on("2026-03-16").do(CLERK, acts.CloseStage(stage="consult"))


def test_a_notice_is_published_once_and_where_the_charter_has_one():
    town = notice_town("an").notice("an")
    with refused("already-published"):
        town.notice("an")
    silent = stage("consult", vote={"asked": "council", "pass_above": "1/2", "base": "cast"})
    bare = Town(tiny(RECOMMEND, silent, CONFER)).forwarded("an")
    with refused("stage-without-notice"):
        bare.notice("an")


def test_a_stage_waits_for_its_notice_to_run_out():
    town = notice_town("an")
    with refused("stage-blocked", blockers=["notice consult"]):
        town.on("2026-03-16").do(CLERK, acts.CloseStage(stage="consult"))
    town.on("2026-03-09").notice("an")
    with refused("stage-blocked", blockers=["notice consult"]):
        town.on("2026-03-16").do(CLERK, acts.CloseStage(stage="consult"))
    town.on("2026-03-17").do(CLERK, acts.CloseStage(stage="consult"))


# --- objections


def test_anybody_may_object_to_whom_the_notice_names_while_it_runs():
    town = notice_town("an", "bo", reserve=("ce",)).notice("an", "bo", reserves=["ce"])
    town.object("an").object("ce", "o-2")
    with refused("objection-exists"):
        town.object("bo")
    with refused("not-on-notice"):
        town.object("di", "o-3")
    with refused("no-such-notice"):
        town.object("an", "o-3", notice="moon")
    with refused("objection-late", day="2026-03-17", first="2026-03-09", last="2026-03-16"):
        town.on("2026-03-17").object("an", "o-3")


def test_not_every_notice_takes_objections():
    town = notice_town("an", notices={"town": {"objections": None}}).notice("an")
    with refused("no-objections"):
        town.object("an")


@pytest.mark.parametrize(
    ("counts_by", "letter", "taken"),
    [
        ("arrival", {"sent": date(2026, 3, 12), "arrived": date(2026, 3, 16)}, True),
        ("arrival", {"sent": date(2026, 3, 16), "arrived": date(2026, 3, 18)}, False),
        ("sent", {"sent": date(2026, 3, 16), "arrived": date(2026, 3, 18)}, True),
        ("sent", {"sent": date(2026, 3, 17), "arrived": date(2026, 3, 18)}, False),
    ],
)
def test_a_letter_counts_by_the_postmark_the_charter_names(counts_by, letter, taken):
    """P6: by arrival in Shandong, Guizhou and Henan, by sending in Yingkou. The letter is entered after the window."""
    town = notice_town("an", **rules(post_counts_by=counts_by)).notice("an").on("2026-03-18")
    if taken:
        town.object("an", channel="post", **letter)
    else:
        with refused("objection-late"):
            town.object("an", channel="post", **letter)


def test_a_letter_has_a_postmark_and_none_from_tomorrow():
    town = notice_town("an").notice("an")
    with refused("no-postmark", counts_by="arrival"):
        town.object("an", channel="post", sent=date(2026, 3, 9))
    with refused("postmark-in-future", day="2026-03-10"):
        town.object("an", channel="post", arrived=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("objections", "taken"),
    [
        ({}, False),
        ({"anonymous": "lead-only"}, True),
        ({"anonymous": "accept"}, True),
        ({"real_name": False}, True),
    ],
)
def test_whether_an_anonymous_objection_is_taken_is_the_charters_word(objections, taken):
    town = notice_town("an", **rules(**objections)).notice("an")
    if taken:
        town.object("an", named=False, identity=None)
    else:
        with refused("real-name-needed"):
            town.object("an", named=False, identity=None)


def test_a_named_objection_carries_a_sealed_identity_that_only_the_authority_unseals():
    town = notice_town("an", **rules(anonymous="accept")).notice("an")
    with refused("no-identity-committed"):
        town.object("an", identity=None)
    town.object("an").object("an", "o-2", named=False, identity=None)
    unseal = acts.UnsealIdentity(notice="consult", objection="o-1", reason="slander")
    with refused("role-may-not"):
        town.do(CLERK, unseal)
    assert town.do(MAYOR, unseal) == ["identity-unsealed"]
    with refused("already-unsealed"):
        town.do(MAYOR, unseal)
    with refused("nothing-sealed"):
        town.do(MAYOR, unseal.model_copy(update={"objection": "o-2"}))
    with refused("no-such-objection"):
        town.do(MAYOR, unseal.model_copy(update={"objection": "o-3"}))


# --- answers


def test_every_objection_is_answered_before_the_stage_closes():
    town = notice_town("an").notice("an").object("an").on("2026-03-17")
    with refused("stage-blocked", blockers=["objection o-1"]):
        town.do(CLERK, acts.CloseStage(stage="consult"))
    assert town.answer("dismissed") == ["objection-answered"]
    with refused("already-answered", objection="o-1"):
        town.answer("upheld")
    town.do(CLERK, acts.CloseStage(stage="consult"))
    assert town.status("an") == "standing"


def test_an_upheld_objection_ends_the_nomination_and_the_first_reserve_takes_the_place():
    """P7: the place is filled from the surplus."""
    town = notice_town("an", "bo", reserve=("ce",)).notice("an", "bo", reserves=["ce"]).object("an")
    assert town.answer("upheld") == ["objection-answered", "place-filled"]
    assert town.statuses("an", "bo", "ce") == ["disqualified", "standing", "standing"]


def test_or_the_place_is_lost_where_the_charter_says_so():
    town = notice_town("an", "bo", reserve=("ce",), **rules(upheld="lose")).notice("an", "bo", reserves=["ce"])
    assert town.object("an").answer("upheld") == ["objection-answered", "place-lost"]
    assert town.statuses("an", "bo", "ce") == ["disqualified", "standing", "reserve"]


def test_a_reserve_against_whom_an_objection_was_upheld_takes_no_place():
    town = notice_town("an", "bo", reserve=("ce",)).notice("an", "bo", reserves=["ce"]).object("ce").object("an", "o-2")
    assert town.answer("upheld") == ["objection-answered"]
    assert town.answer("upheld", "o-2") == ["objection-answered", "place-lost"]


def test_nobody_takes_a_place_past_a_notice_that_did_not_name_them():
    town = notice_town("an", "bo", reserve=("ce",), notices={"town": {"reserves": False}}).notice("an", "bo")
    assert town.object("an").answer("upheld") == ["objection-answered", "place-lost"]
    assert town.status("ce") == "reserve"


def test_a_second_objection_that_is_upheld_takes_nothing_more():
    town = notice_town("an", "bo", reserve=("ce",)).notice("an", "bo", reserves=["ce"])
    town.object("an").object("an", "o-2")
    town.answer("upheld")
    assert town.answer("upheld", "o-2") == ["objection-answered"]


def test_a_substitute_keeps_the_rules_of_the_list_or_the_place_is_lost_and_says_which_rule():
    """One from each office at most: the reserve is from the same office as the one who stays."""
    each = {"id": "per-office", "among": {"category": "person"}, "each": "unit@office", "at_most": 1}
    town = Town(tiny(COMPARE, NOTICE, CONFER, rule=[each])).opened()
    for name, unit in (("an", "mill"), ("bo", "farm"), ("ce", "farm")):
        town.submit(name, unit=unit)
    town.read(an=9, bo=8, ce=7).rank().choose("an", "bo", reserve=["ce"])
    town.leave("compare").enter("consult").notice("an", "bo", reserves=["ce"]).object("an").object("bo", "o-2")
    assert town.answer("upheld") == ["objection-answered", "place-lost"]
    assert town.answer("upheld", "o-2") == ["objection-answered", "place-filled"]


def test_when_nobody_can_take_a_place_the_event_names_the_rules_then_broken():
    some = {"id": "some", "among": {"category": "person"}, "count": {"category": "person"}, "at_least": 2}
    town = notice_town("an", "bo", rule=[some]).notice("an", "bo").object("an")
    town.answer("upheld")
    assert town.events[-1].data["broken"] == ["some"]


def test_a_person_who_holds_a_place_already_does_not_take_a_second():
    parts = {"categories": {"team": {"reserve": 1}}}
    town = Town(tiny(COMPARE, NOTICE, CONFER, **parts)).opened()
    town.submit("an").submit("ta", category="team", members=("h-1", "h-2"))
    town.submit("te", category="team", members=("h-an", "h-3"))
    town.read(an=9, ta=8, te=7).rank()
    chosen, reserve = {"person": ("an",), "team": ("ta",)}, {"team": ("te",)}
    town.do(CLERK, acts.AdoptShortlist(stage="compare", chosen=chosen, reserve=reserve))
    town.leave("compare").enter("consult").notice("an", "ta", reserves=["te"]).object("ta")
    assert town.answer("upheld") == ["objection-answered", "place-lost"]


def test_an_objection_may_come_and_be_answered_after_the_comparison_in_a_unit_too():
    """Before there is any shortlist an upheld objection ends the nomination, and there is no place to fill."""
    unit_notice = stage("consult", tier="office", notice="town")
    town = Town(tiny(RECOMMEND, unit_notice, COMPARE, CONFER)).forwarded("an", "bo")
    town.notice("an", "bo", unit="mill", notice="consult.mill").object("an", notice="consult.mill")
    assert town.answer("upheld", notice="consult.mill") == ["objection-answered"]
    assert town.statuses("an", "bo") == ["disqualified", "standing"]


def test_the_answer_to_an_objection_is_the_offices():
    town = notice_town("an").notice("an").object("an")
    with refused("role-may-not"):
        town.do(MAYOR, acts.AnswerObjection(notice="consult", objection="o-1", outcome="upheld", answer=sealed("x")))


def test_vetting_may_come_before_or_after_a_notice():
    town = Town(tiny(COMPARE, NOTICE, VET, CONFER)).compared("an").notice("an").leave("consult").enter("vet")
    town.ask("an").give("an", "object")
    town.do(MAYOR, acts.RuleOpinion(nomination="an", body="audit", outcome="stop"))
    assert town.status("an") == "disqualified"
