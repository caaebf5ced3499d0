"""Who sees what, and when. What nobody was granted, nobody sees."""

from datetime import date, timedelta

import pytest

from chucai.charter.model import Charter
from chucai.gates import acts
from chucai.gates.acts import Actor
from chucai.gates.viewing import ANYBODY, MOMENTS, RELATIONS, About, viewer
from chucai.gates.visibility import AS_NOMINEE, AS_RECUSED, GRANTS, THINGS, fields, only_seen, sees, shown
from tests.spec.tiny import CLERK, COMPARE, CONFER, MAYOR, NOTICE, RECOMMEND, VET, Town, assessor, text, tiny

ATTRIBUTES = {
    "post": {"kind": "text", "see": "public", "name": text("Post")},
    "woman": {"kind": "yes-no", "see": "office", "name": text("Women")},
    "sanction": {"kind": "date", "see": "sensitive", "name": text("Sanction")},
}
BLIND = {"panel": {"blind": ["name", "unit"]}}


def sight(*stages: dict, **parts: object) -> Charter:
    return tiny(*stages, attributes=ATTRIBUTES, judging=BLIND, **parts)


def see(town: Town, who: str | None, thing: str, links: tuple[str, ...] = (), **about: object) -> bool:
    """Whether somebody sees a thing now, in the roles they hold."""
    name = about.pop("name", None)
    nomination = town.state.nomination(name) if name else None
    eyes = viewer(town.state, who, links)
    return sees(town.charter, town.state, eyes, thing, About(nomination=nomination, **about), town.now.date())


def seen_fields(town: Town, who: str | None, name: str, *links: str) -> set[str]:
    eyes = viewer(town.state, who, links)
    return set(fields(town.charter, town.state, eyes, town.state.nomination(name), town.now.date()))


def judged() -> Town:
    """Two judges; one has handed in their sheet, the other not yet; a third is recused."""
    town = Town(sight(COMPARE, CONFER)).opened().panel("judge-1", "judge-2", "judge-3")
    town.submit("an").submit("bo", unit="farm")
    town.assign(an=("judge-1", "judge-2"), bo=("judge-1", "judge-2"))
    town.do(assessor("judge-3"), acts.Declare(assessor="judge-3", nomination="an", interest="kin"))
    return town.assess("judge-1", "an", 7)


# --- the dossier


def test_inside_each_field_is_seen_by_those_who_work_with_it():
    town = judged()
    everything_public = {"name", "unit", "category", "theme", "grade", "members", "deeds", "post"}
    assert seen_fields(town, "clerk", "an") == everything_public | {"woman"}
    assert seen_fields(town, "mayor", "an") == everything_public | {"woman", "sanction"}
    assert seen_fields(town, "co-mill", "an") == everything_public | {"woman"}
    assert seen_fields(town, "co-town", "an") == everything_public | {"woman"}
    assert seen_fields(town, "co-farm", "an") == set()
    assert seen_fields(town, None, "an") == set()


def test_assessors_see_what_is_public_less_what_they_judge_blind_to():
    assert seen_fields(judged(), "judge-1", "an") == {"category", "theme", "grade", "deeds", "post"}


def test_assessors_who_are_not_assigned_or_have_not_signed_see_nothing():
    town = judged()
    town.appoint("assessor", "judge-4")
    assert seen_fields(town, "judge-3", "bo") == set()
    assert seen_fields(town, "judge-4", "an") == set()


def test_a_secretary_sees_a_sensitive_field_only_while_somebody_must_rule_on_it():
    town = Town(sight(RECOMMEND, CONFER)).opened().submit("an", referred=("withheld-1",))
    assert "sanction" in seen_fields(town, "clerk", "an")
    town.do(CLERK, acts.RuleReferral(nomination="an", rule="withheld-1", outcome="admit"))
    assert "sanction" not in seen_fields(town, "clerk", "an")


def test_a_body_that_is_asked_sees_whom_it_is_asked_about():
    town = Town(sight(RECOMMEND, VET, CONFER)).forwarded("an")
    assert seen_fields(town, "officer-audit", "an") == set()
    town.ask("an")
    assert "name" in seen_fields(town, "officer-audit", "an")
    assert "woman" not in seen_fields(town, "officer-audit", "an")


def test_values_are_taken_out_with_their_fields():
    values = {"post": "Miller", "woman": True, "sanction": "2026-01-01", "unheard-of": 1}
    town = judged()
    an = town.state.nomination("an")
    kept = shown(town.charter, town.state, viewer(town.state, "judge-1"), an, values, town.now.date())
    assert kept == {"post": "Miller"}


# --- judging


def test_nobody_reads_anothers_sheet_before_their_own_is_in_and_the_ranking_adopted():
    town = judged()
    sheet = {"name": "an", "stage": "compare", "assessor": "judge-1"}
    assert see(town, "judge-1", "sheet", **sheet)
    assert not see(town, "judge-2", "sheet", **sheet)
    town.assess("judge-2", "an", 5)
    assert not see(town, "judge-2", "sheet", **sheet)
    town.assess("judge-1", "bo", 5).assess("judge-2", "bo", 6).rank()
    assert see(town, "judge-2", "sheet", **sheet)


def test_an_assessor_whose_own_sheet_never_came_reads_no_other():
    town = judged().assess("judge-1", "bo", 5).assess("judge-2", "bo", 6).after("compare").rank()
    assert not see(town, "judge-2", "sheet", name="an", stage="compare", assessor="judge-1")
    assert see(town, "judge-2", "sheet", name="bo", stage="compare", assessor="judge-1")


def test_the_recused_learn_nothing_of_the_case_by_any_role_they_hold():
    town = judged().assess("judge-2", "an", 5).assess("judge-1", "bo", 5).assess("judge-2", "bo", 6).rank()
    town.appoint("secretary", "judge-3").appoint("auditor", "judge-3")
    for thing in set(THINGS) - {"vote"}:
        assert not see(town, "judge-3", thing, name="an", stage="compare"), thing
    assert see(town, "judge-3", "merit", name="bo", stage="compare")


def test_nobody_lifts_their_own_recusal_by_leaving_the_panel():
    town = judged().appoint("secretary", "judge-3")
    town.do(CLERK, acts.Dismiss(role="assessor", who=("judge-3",), reason="r"))
    for thing in set(THINGS) - {"vote"}:
        assert not see(town, "judge-3", thing, name="an", stage="compare"), thing
    assert see(town, "judge-3", "case", name="bo")


def test_what_bars_an_assessor_as_such_bars_nobody_who_has_left_the_panel():
    """They are of the same unit, or nominated it; nobody has recused them."""
    town = judged().panel("judge-4", units={"judge-4": "mill"}).appoint("auditor", "judge-4")
    assert not see(town, "judge-4", "sheet", name="an", stage="compare", assessor="judge-1")
    town.do(CLERK, acts.Dismiss(role="assessor", who=("judge-4",), reason="r"))
    assert see(town, "judge-4", "sheet", name="an", stage="compare", assessor="judge-1")


def test_the_office_sees_merit_at_once_and_the_panel_when_the_ranking_is_adopted():
    town = judged().assess("judge-2", "an", 5).assess("judge-1", "bo", 5).assess("judge-2", "bo", 6)
    merit = {"name": "bo", "stage": "compare"}
    assert [see(town, who, "merit", **merit) for who in ("clerk", "mayor", "judge-2", "co-farm")] == [True] + [
        False
    ] * 3
    town.rank()
    assert [see(town, who, "merit", **merit) for who in ("clerk", "mayor", "judge-2", "co-farm")] == [True] * 3 + [
        False
    ]


def test_units_and_nominees_learn_how_it_stands_when_the_comparison_is_closed():
    town = judged().assess("judge-2", "an", 5).assess("judge-1", "bo", 5).assess("judge-2", "bo", 6).rank()
    town.choose("an", "bo")
    assert not see(town, "co-mill", "standing", name="an")
    town.leave("compare")
    assert see(town, "co-mill", "standing", name="an")
    assert see(town, "h-an", "standing", name="an")
    assert not see(town, "h-an", "standing", name="bo")


def test_a_nominee_who_holds_an_office_sees_no_more_of_their_own_case_than_any_nominee():
    town = judged().appoint("secretary", "h-an").appoint("auditor", "h-an")
    own = {thing for thing in THINGS if see(town, "h-an", thing, name="an", stage="compare", assessor="judge-1")}
    assert own == {"case", "public-field", "office-field", "sensitive-field", "follow-through"}
    assert see(town, "h-an", "sheet", name="bo", stage="compare", assessor="judge-1")


# --- vetting


def test_an_opinion_is_between_its_body_and_those_who_rule():
    charter = sight(RECOMMEND, {**VET, "bodies": ["audit", "tax"]}, CONFER, bodies={"tax": {"name": text("Tax")}})
    town = Town(charter).forwarded("an").ask("an", "audit").ask("an", "tax").give("an", "concern", "audit")
    opinion = {"name": "an", "body": "audit"}
    who = ["clerk", "mayor", "officer-audit", "officer-tax", "co-mill", "h-an"]
    assert [see(town, one, "finding", **opinion) for one in who] == [True] * 3 + [False] * 3


# --- notices and objections


def noticed() -> Town:
    town = Town(sight(RECOMMEND, NOTICE, CONFER)).forwarded("an", "bo")
    return town.notice("an", "bo")


def test_the_public_sees_what_a_notice_shows_while_it_stands():
    town = noticed()
    assert seen_fields(town, None, "an") == {"name", "unit"}
    assert see(town, None, "notice", notice=town.state.notice("consult"))
    town.on(town.state.notice("consult").window.last + timedelta(days=1))
    assert seen_fields(town, None, "an") == set()
    assert not see(town, None, "notice", notice=town.state.notice("consult"))


def test_assessors_who_judge_blind_do_not_learn_names_from_a_notice():
    town = Town(sight(RECOMMEND, NOTICE, COMPARE, CONFER)).forwarded("an").notice("an")
    assert seen_fields(town, "judge-1", "an") == {"name", "unit"}
    town.appoint("assessor", "judge-1")
    assert seen_fields(town, "judge-1", "an") == set()


def test_an_objector_is_sealed_until_the_authority_unseals():
    town = noticed().object("an")
    objection = {"notice": town.state.notice("consult"), "objection": "o-1"}
    everybody = ["clerk", "clerk-2", "mayor", "co-mill", "h-an", None]
    assert [see(town, who, "objector", name="an", **objection) for who in everybody] == [False] * 6
    town.do(MAYOR, acts.UnsealIdentity(notice="consult", objection="o-1", reason="slander"))
    objection["notice"] = town.state.notice("consult")
    assert [see(town, who, "objector", name="an", **objection) for who in everybody] == [False, False, True] + [
        False
    ] * 3


def test_an_objector_reads_their_own_objection_and_its_answer_by_link():
    town = noticed().object("an")
    about = {"notice": town.state.notice("consult"), "objection": "o-1"}
    assert see(town, None, "answer", ("objection/o-1",), **about)
    assert not see(town, None, "answer", ("objection/o-2",), **about)


# --- ballots


VOTE = {"asked": "council", "pass_above": "1/2", "base": "cast"}
COUNCIL = {"council": {"name": text("Council")}}


def voted(*, secret: bool) -> Town:
    charter = sight(RECOMMEND, {**CONFER, "vote": {**VOTE, "secret": secret}}, electorates=COUNCIL)
    town = Town(charter).forwarded("an").appoint("elector", "v-1", "v-2", scope="council")
    town.do(CLERK, acts.OpenBallot(ballot="confer", stage="confer", candidates=("an",)))
    choices = {} if secret else {"an": "agree"}
    for who in ("v-1", "v-2"):
        town.do(Actor(id=who, role="elector"), acts.Cast(ballot="confer", voter=who, choices=choices))
    return town


def count(town: Town, *, secret: bool) -> Town:
    town.do(CLERK, acts.CloseBallot(ballot="confer", present=2))
    slips = tuple(acts.Slip(number=f"n-{n}", choices={"an": "agree"}) for n in (1, 2)) if secret else ()
    town.do(CLERK, acts.CountBallot(ballot="confer", slips=slips))
    return town


@pytest.mark.parametrize("secret", [True, False])
def test_nobody_sees_a_tally_before_the_count(secret):
    town = voted(secret=secret)
    ballot = {"ballot": town.state.ballot("confer")}
    who = ["clerk", "mayor", "v-1", "co-mill", None]
    assert [see(town, one, "tally", **ballot) for one in who] == [False] * 5
    ballot = {"ballot": count(town, secret=secret).state.ballot("confer")}
    assert [see(town, one, "tally", **ballot) for one in who] == [True, True, True, False, False]


def test_how_somebody_voted_in_a_secret_ballot_is_seen_by_nobody_ever():
    town = count(voted(secret=True), secret=True)
    town.appoint("auditor", "eye")
    for who in ("clerk", "mayor", "eye", "v-1", "v-2", None):
        assert not see(town, who, "vote", ballot=town.state.ballot("confer"), voter="v-1")


def test_a_named_vote_is_the_voters_own_until_it_is_counted():
    town = voted(secret=False)
    vote = {"ballot": town.state.ballot("confer"), "voter": "v-1"}
    assert [see(town, who, "vote", **vote) for who in ("v-1", "v-2", "clerk")] == [True, False, False]
    vote["ballot"] = count(town, secret=False).state.ballot("confer")
    assert [see(town, who, "vote", **vote) for who in ("v-1", "v-2", "clerk")] == [True, True, True]


# --- the roll, and sealed programmes


def honoured(**parts: object) -> Town:
    return Town(sight(RECOMMEND, CONFER, **parts)).forwarded("an", "bo").confer("an")


def test_awards_are_announced_together_when_their_stage_is_closed():
    town = honoured()
    assert not see(town, None, "award", name="an")
    assert seen_fields(town, None, "an") == set()
    town.leave("confer")
    assert see(town, None, "award", name="an")
    assert seen_fields(town, None, "an") == {"name", "unit", "category", "theme", "grade", "members"}
    assert not see(town, None, "award", name="bo")
    assert seen_fields(town, None, "bo") == set()


def test_what_was_done_about_a_promise_is_no_business_of_the_public():
    town = honoured().leave("confer")
    assert [see(town, who, "follow-through", name="an") for who in ("clerk", "h-an", "co-mill", None)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_sealed_programme_shows_nothing_but_the_roll_until_its_papers_open():
    town = honoured(visibility="sealed", release_after_years=50).leave("confer")
    town.do(CLERK, acts.CloseRound())
    assert see(town, None, "award", name="an")
    assert not see(town, None, "case", name="bo")
    town.on(date(2076, 3, 1))
    assert not see(town, None, "case", name="bo")
    town.on(date(2076, 4, 1))
    assert see(town, None, "case", name="bo")
    assert "woman" not in seen_fields(town, None, "bo")
    assert not see(town, None, "sheet", name="bo", stage="compare", assessor="judge-1")


def test_lists_and_totals_hold_only_what_may_be_seen():
    town = judged()
    all_of_them = [town.state.nomination(name) for name in town.state.nominations()]

    def listed(who: str | None) -> list[str]:
        found = only_seen(town.charter, town.state, viewer(town.state, who), all_of_them, town.now.date())
        return [nomination.id for nomination in found]

    assert listed("clerk") == ["an", "bo"]
    assert listed("co-farm") == ["bo"]
    assert listed("judge-3") == []
    assert listed(None) == []


def test_whoever_holds_no_role_and_no_link_sees_nothing_while_a_round_runs():
    """Not in any stage, of any thing, outside a notice's own period."""
    town = Town(sight(COMPARE, VET, CONFER)).compared("an", "bo", reserve=["cen"])
    for thing in THINGS:
        assert not see(town, None, thing, name="an"), thing
        assert not sees(town.charter, town.state, ANYBODY, thing, About(), town.now.date()), thing
        assert not see(town, "passer-by", thing, name="an"), thing


def test_the_table_says_nothing_twice_and_uses_every_relation_and_moment():
    assert len(GRANTS) == len(set(GRANTS))
    assert {grant.relation for grant in GRANTS} == RELATIONS.keys()
    assert {grant.moment for grant in GRANTS} == MOMENTS.keys()
    assert {*AS_NOMINEE, *AS_RECUSED} <= RELATIONS.keys()
