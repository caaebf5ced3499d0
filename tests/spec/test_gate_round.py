"""A round: how it is opened, amended, staged and closed; its units, places and roles; and what a day is."""

from datetime import date

import pytest

from chucai.charter.calendar import Year, shipped
from chucai.charter.digest import digest
from chucai.gates import acts
from chucai.gates.acts import Actor, Unit
from tests.spec.tiny import (
    CLERK,
    COMPARE,
    CONFER,
    MAYOR,
    NOTICE,
    RECOMMEND,
    SECOND_CLERK,
    VET,
    Town,
    coordinator,
    refused,
    stage,
    tiny,
)

SHORT = (RECOMMEND, CONFER)


def opening(town: Town, **changes: str) -> acts.OpenRound:
    fields = {"charter": digest(town.charter), "calendar": town.state.calendar.digest(), "seed": "s", "key": "k"}
    return acts.OpenRound(**{**fields, **changes})


# --- opening a round


def test_a_round_opens_under_a_charter_and_a_holiday_table_and_whoever_opens_it_is_its_first_secretary():
    town = Town(tiny(*SHORT))
    assert town.do(CLERK, opening(town)) == ["round-opened"]
    assert town.state.round.opened == date(2026, 3, 2)
    town.appoint("authority", "mayor")


def test_nothing_can_be_done_before():
    with refused("round-not-open"):
        Town(tiny(*SHORT)).do(CLERK, acts.OpenStage(stage="recommend"))


def test_a_round_opens_once():
    town = Town(tiny(*SHORT)).founded()
    with refused("round-already-open"):
        town.do(CLERK, opening(town))


def test_only_a_secretary_opens_one():
    town = Town(tiny(*SHORT))
    with refused("role-may-not", role="authority", roles=["secretary"]):
        town.do(MAYOR, opening(town))


def test_the_charter_and_table_named_must_be_those_at_hand():
    town = Town(tiny(*SHORT))
    with refused("other-charter"):
        town.do(CLERK, opening(town, charter=digest(tiny(RECOMMEND, COMPARE, CONFER))))
    with refused("other-calendar"):
        town.do(CLERK, opening(town, calendar=shipped("cn").digest()))
    with refused("other-calendar", calendar="cn"):
        abroad = Town(tiny(*SHORT), calendar="cn")
        abroad.do(CLERK, opening(abroad))


# --- amending it


def amended(town: Town, *stages: dict, **parts: object) -> Town:
    town.charter = tiny(*stages, **parts)
    town.do(CLERK, acts.AmendRound(charter=digest(town.charter), reason="approved"))
    return town


def test_a_charter_is_amended_in_the_open_and_the_round_goes_on_under_the_new_one():
    town = Town(tiny(*SHORT)).opened()
    old = town.charter
    amended(town, *SHORT, edition=2027).submit("an")
    town.charter = old
    with refused("other-charter"):
        town.submit("bo")


def test_what_has_been_stays_as_it_was():
    town = Town(tiny(RECOMMEND, COMPARE, CONFER)).opened()
    with refused("stage-in-use", stages=["recommend"]):
        amended(town, COMPARE, CONFER)
    with refused("stage-in-use"):
        amended(town, COMPARE, RECOMMEND, CONFER)
    amended(town, RECOMMEND, NOTICE, COMPARE, CONFER)


def test_a_closed_stage_keeps_the_rules_it_decided_by():
    """Or an amendment could change afterwards who passed it (G5). The stage that is open can still be mended."""
    town = Town(tiny(RECOMMEND, COMPARE, VET, CONFER)).forwarded("an").read(an=5).rank()
    town.choose("an")
    town.do(CLERK, acts.CloseStage(stage="compare"))
    town.enter("vet").ask("an").give("an", "clear")
    town.do(CLERK, acts.CloseStage(stage="vet"))
    for stages, parts in (
        ((RECOMMEND, COMPARE, {**VET, "bodies": []}, CONFER), {}),
        ((RECOMMEND, COMPARE, VET, CONFER), {"bodies": {"audit": {"silence": "consent"}}}),
        (({**RECOMMEND, "tier": "town"}, COMPARE, VET, CONFER), {}),
    ):
        with refused("stage-in-use"):
            amended(town, *stages, **parts)
    amended(town, RECOMMEND, COMPARE, VET, {**CONFER, "working_days": 9})


def test_what_is_in_use_cannot_be_amended_away():
    town = Town(tiny(*SHORT)).opened().submit("an", category="team", members=("h-1", "h-2"))
    one = {"person": {"name": {"zh": "个人", "en": "Person"}, "places": 2}}
    town.charter = tiny(*SHORT).model_copy(update={"categories": tiny(*SHORT, categories=one).categories})
    town.charter.categories.pop("team")
    with refused("still-in-use", missing=["team"]):
        town.do(CLERK, acts.AmendRound(charter=digest(town.charter), reason="approved"))


def test_an_amendment_changes_something():
    town = Town(tiny(*SHORT)).founded()
    with refused("nothing-changed"):
        town.do(CLERK, acts.AmendRound(charter=digest(town.charter), reason="approved"))


def test_a_holiday_table_may_be_published_while_a_round_runs_and_windows_already_open_stand():
    town = Town(tiny(*SHORT, calendar="cn")).opened()
    last = town.state.round.windows["recommend"].last
    before = dict(shipped("cn"))
    table = {**before["years"], 2031: Year(off=(date(2031, 10, 1),), source="invented")}
    town.state.calendar = type(shipped("cn"))(**{**before, "years": table})
    town.do(CLERK, acts.AmendCalendar(calendar=town.state.calendar.digest(), reason="published"))
    assert town.state.round.windows["recommend"].last == last
    with refused("nothing-changed"):
        town.do(CLERK, acts.AmendCalendar(calendar=town.state.calendar.digest(), reason="published"))


# --- stages, one after another


def test_stages_open_in_the_order_of_the_charter_each_when_the_one_before_is_closed():
    town = Town(tiny(RECOMMEND, COMPARE, CONFER)).opened()
    with refused("stage-before-open", waiting=["recommend"]):
        town.enter("compare")
    town.leave("recommend").enter("compare")
    with refused("stage-already-opened"):
        town.enter("recommend")
    with refused("no-such-stage", stage="dinner"):
        town.enter("dinner")


def test_a_stage_with_a_day_of_its_own_does_not_open_before_it_nor_after_its_end():
    dated = stage("recommend", tier="office", opens=date(2026, 3, 4), closes=date(2026, 3, 6))
    town = Town(tiny(dated, CONFER)).founded()
    with refused("too-early", opens="2026-03-04"):
        town.on("2026-03-03").enter("recommend")
    with refused("stage-missed", closes="2026-03-06"):
        town.on("2026-03-07").enter("recommend")
    town = Town(tiny(dated, CONFER)).founded().on("2026-03-05").enter("recommend")
    assert town.state.round.windows["recommend"].last == date(2026, 3, 6)


def test_units_keep_their_whole_window_but_a_judged_stage_may_close_as_soon_as_it_is_done():
    town = Town(tiny(RECOMMEND, COMPARE, CONFER)).opened().submit("an").forward("an")
    with refused("window-still-open", last="2026-03-06"):
        town.on("2026-03-06").do(CLERK, acts.CloseStage(stage="recommend"))
    town.on("2026-03-07").leave("recommend").enter("compare")
    with refused("stage-blocked", blockers=["shortlist"]):
        town.do(CLERK, acts.CloseStage(stage="compare"))
    town.read(an=5).rank().choose("an")
    assert town.do(CLERK, acts.CloseStage(stage="compare")) == ["stage-closed"]


def test_after_the_last_day_of_a_window_nothing_comes_in_but_an_open_stage_can_be_extended():
    town = Town(tiny(*SHORT)).opened().on("2026-03-07")
    with refused("window-over", last="2026-03-06"):
        town.submit("an")
    with refused("not-later", last="2026-03-06"):
        town.do(CLERK, acts.ExtendStage(stage="recommend", last=date(2026, 3, 6), reason="snow"))
    town.do(CLERK, acts.ExtendStage(stage="recommend", last=date(2026, 3, 7), reason="snow"))
    town.submit("an").leave("recommend")
    with refused("stage-not-open", open="recommend"):
        town.do(CLERK, acts.ExtendStage(stage="recommend", last=date(2026, 3, 12), reason="snow"))


def test_the_last_day_counts_to_its_end_in_the_programmes_own_time_zone():
    """23:59 in Shanghai on the 6th is still the 6th, though London already has the afternoon of that day behind it."""
    town = Town(tiny(*SHORT)).opened().on("2026-03-06").later(hours=14, minutes=59)
    town.submit("an").later(minutes=1)
    with refused("window-over"):
        town.submit("bo")


def test_an_act_belongs_to_its_gate():
    town = Town(tiny(RECOMMEND, COMPARE, CONFER)).forwarded("an")
    with refused("other-gate", gate="compare"):
        town.do(CLERK, acts.Return(nomination="an", clause="F4"))
    with refused("stage-not-open", open="compare"):
        town.forward("an")


def test_a_round_is_closed_when_all_its_stages_are_and_then_only_its_awards_live_on():
    town = Town(tiny(*SHORT)).forwarded("an").confer("an")
    with refused("stages-left", stages=["confer"]):
        town.do(CLERK, acts.CloseRound())
    town.leave("confer").do(CLERK, acts.CloseRound())
    with refused("round-over"):
        town.do(CLERK, acts.CloseRound())
    town.do(MAYOR, acts.Annul(nomination="an", ground="fraud", document="2026/9"))


def test_time_does_not_run_backwards_in_a_stream():
    town = Town(tiny(*SHORT)).opened().on("2026-03-01")
    with refused("before-the-last", stream="round"):
        town.do(CLERK, acts.ExtendStage(stage="recommend", last=date(2026, 3, 9), reason="snow"))


# --- what a working day is (P3)


@pytest.mark.parametrize(
    ("opens", "last"),
    [
        (date(2022, 5, 7), date(2022, 5, 12)),  # a Saturday on duty, then Monday to Thursday
        (date(2022, 4, 19), date(2022, 4, 24)),  # the 24th is a Sunday on duty
        (date(2026, 2, 13), date(2026, 2, 26)),  # over the Spring Festival, and the Saturday before it on duty
    ],
)
def test_a_window_of_five_working_days_follows_the_dated_table_with_its_make_up_days(opens, last):
    town = Town(tiny(stage("recommend", tier="office", working_days=5), CONFER, calendar="cn"), day=opens).opened()
    window = town.state.round.windows["recommend"]
    assert shipped("cn").count(window.first, window.last) == 5
    assert window.first == opens
    assert not window.provisional
    assert window.last == last


def test_a_window_in_a_year_without_a_table_says_that_it_is_provisional():
    town = Town(tiny(*SHORT, calendar="cn"), day=date(2040, 3, 5)).opened()
    assert town.state.round.windows["recommend"].provisional


# --- units and places


def test_units_stand_under_a_unit_of_the_next_tier():
    town = Town(tiny(*SHORT)).founded()
    with refused("tier-skipped", wanted="town"):
        town.do(CLERK, acts.SetUnits(units=(Unit(id="shed", tier="office", parent="mill", name="Shed"),)))
    with refused("no-such-parent", parent=None):
        town.do(CLERK, acts.SetUnits(units=(Unit(id="shed", tier="office", name="Shed"),)))
    with refused("no-such-tier", tier="moon"):
        town.do(CLERK, acts.SetUnits(units=(Unit(id="shed", tier="moon", name="Shed"),)))
    with refused("top-unit-with-parent", unit="county"):
        town.do(CLERK, acts.SetUnits(units=(Unit(id="county", tier="town", parent="town", name="County"),)))
    with refused("unit-twice"):
        shed = Unit(id="shed", tier="office", parent="town", name="Shed")
        town.do(CLERK, acts.SetUnits(units=(shed, shed)))


def test_a_unit_that_others_stand_under_does_not_change_its_tier():
    town = Town(tiny(*SHORT)).founded()
    town.do(CLERK, acts.SetUnits(units=(Unit(id="hamlet", tier="town", name="Hamlet"),)))
    with refused("tier-skipped", unit="mill"):
        town.do(CLERK, acts.SetUnits(units=(Unit(id="town", tier="office", parent="hamlet", name="Town"),)))


def test_once_a_stage_has_opened_units_are_renamed_and_added_but_not_moved():
    town = Town(tiny(*SHORT)).founded()
    town.do(CLERK, acts.SetUnits(units=(Unit(id="hamlet", tier="town", name="Hamlet"),)))
    town.enter("recommend")
    town.do(CLERK, acts.SetUnits(units=(Unit(id="mill", tier="office", parent="town", name="New Mill"),)))
    with refused("unit-in-use", unit="mill"):
        town.do(CLERK, acts.SetUnits(units=(Unit(id="mill", tier="office", parent="hamlet", name="Mill"),)))


def test_places_are_issued_by_the_office_and_passed_on_by_the_unit_above():
    town = Town(tiny(*SHORT)).founded()
    town.do(CLERK, acts.IssuePlaces(unit="town", places={"person": 3}))
    town.do(coordinator("town"), acts.IssuePlaces(unit="mill", places={"person": 2}))
    with refused("too-many-places", unit="farm", own=3, given=2):
        town.do(coordinator("town"), acts.IssuePlaces(unit="farm", places={"person": 2}))
    with refused("not-your-unit"):
        town.do(coordinator("mill"), acts.IssuePlaces(unit="farm", places={"person": 1}))
    with refused("no-such-unit", unit="moon"):
        town.do(CLERK, acts.IssuePlaces(unit="moon", places={}))
    with refused("no-such-category", category="horse"):
        town.do(CLERK, acts.IssuePlaces(unit="mill", places={"horse": 1}))


# Nine places go to the offices, a third by what they make and the rest by how many work there; one each at least.
BY_FIGURES = stage(
    "recommend",
    tier="office",
    allot={"person": {"places": 9, "by": {"output": "1/3", "staff": "2/3"}, "least": 1}},
)


def test_places_are_shared_out_by_the_charters_formula():
    town = Town(tiny(BY_FIGURES, CONFER)).founded()
    offices = sorted(unit.id for unit in town.state.tree.units.values() if unit.tier == "office")
    figures = {unit: {"output": 10 * n, "staff": 5} for n, unit in enumerate(offices)}
    ask = {"stage": BY_FIGURES["id"], "category": "person"}
    town.enter("recommend")
    with refused("not-allotted", unit=offices[0]):
        town.do(CLERK, acts.ForwardSlate(stage="recommend", unit=offices[0], category="person", ranked=()))
    assert town.do(CLERK, acts.AllotPlaces(**ask, figures=figures)) == ["places-allotted"]
    issued = {unit: town.state.tree.places[unit, "person"] for unit in offices}
    assert sum(issued.values()) == 9
    assert issued[offices[0]] < issued[offices[-1]]
    with refused("places-by-formula", unit=offices[0], category="person"):
        town.do(CLERK, acts.IssuePlaces(unit=offices[0], places={"person": 9}))
    with refused("figures-of-other-units", units=[offices[0]]):
        town.do(CLERK, acts.AllotPlaces(**ask, figures={unit: figures[unit] for unit in offices[1:]}))
    with refused("figures-differ", unit=offices[0], wanted=["output", "staff"]):
        town.do(CLERK, acts.AllotPlaces(**ask, figures={**figures, offices[0]: {"staff": 5}}))
    with refused("role-may-not"):
        town.do(coordinator(offices[0]), acts.AllotPlaces(**ask, figures=figures))


def test_without_a_formula_nothing_is_allotted():
    town = Town(tiny(*SHORT)).founded()
    with refused("no-formula", stage="recommend", category="person"):
        town.do(CLERK, acts.AllotPlaces(stage="recommend", category="person", figures={}))


def test_places_move_from_one_unit_to_another_as_far_as_there_are_any():
    town = Town(tiny(*SHORT)).founded()
    town.do(CLERK, acts.IssuePlaces(unit="mill", places={"person": 2}))
    give = {"giver": "mill", "taker": "farm", "category": "person", "reason": "unused"}
    town.do(CLERK, acts.TransferPlaces(**give, places=1))
    assert town.state.tree.places == {("mill", "person"): 1, ("farm", "person"): 1}
    with refused("too-few-places", held=1):
        town.do(CLERK, acts.TransferPlaces(**give, places=2))
    with refused("nothing-changed"):
        town.do(CLERK, acts.TransferPlaces(**{**give, "taker": "mill"}, places=1))


# --- roles: what nobody was given, nobody may


def test_a_role_is_held_by_appointment_until_it_is_ended():
    town = Town(tiny(*SHORT)).founded()
    stranger = Actor(id="stranger", role="secretary")
    with refused("role-not-held", who="stranger"):
        town.do(stranger, acts.OpenStage(stage="recommend"))
    town.do(SECOND_CLERK, acts.OpenStage(stage="recommend"))
    town.do(CLERK, acts.Dismiss(role="secretary", who=("clerk-2",), reason="left"))
    with refused("role-not-held", who="clerk-2"):
        town.do(SECOND_CLERK, acts.CloseStage(stage="recommend"))
    with refused("not-in-role", who=["clerk-2"]):
        town.do(CLERK, acts.Dismiss(role="secretary", who=("clerk-2",), reason="left"))


def test_a_role_has_the_scope_it_needs_and_no_other():
    town = Town(
        tiny(RECOMMEND, {**CONFER, "vote": {"asked": "council", "pass_above": "1/2", "base": "cast"}})
    ).founded()
    town.appoint("elector", "v-1", scope="council").appoint("elector", "v-2", scope="council@mill")
    for role, scope, code in (
        ("coordinator", None, "no-such-unit"),
        ("coordinator", "moon", "no-such-unit"),
        ("officer", "moon", "no-such-body"),
        ("elector", "moon", "no-such-electorate"),
        ("elector", "council@moon", "no-such-unit"),
        ("assessor", "mill", "role-without-scope"),
        ("king", None, "no-such-role"),
    ):
        with refused(code):
            town.appoint(role, "somebody", scope=scope)
    with refused("nobody-named"):
        town.appoint("assessor")


def test_the_unit_of_an_assessor_is_one_there_is_and_theirs():
    town = Town(tiny(*SHORT)).founded()
    with refused("no-such-unit", unit="moon"):
        town.appoint("assessor", "judge-1", units={"judge-1": "moon"})
    with refused("units-of-others", who=["judge-2"]):
        town.appoint("assessor", "judge-1", units={"judge-2": "mill"})


def test_an_act_is_the_business_of_the_roles_the_table_names():
    town = Town(tiny(*SHORT)).opened()
    with refused("role-may-not", act="close-stage"):
        town.do(coordinator("mill"), acts.CloseStage(stage="recommend"))


def test_every_round_ends_on_the_days_its_charter_says():
    """The whole of it once, with nothing left to chance: a Monday in March to the Thursday a fortnight later."""
    town = Town(tiny(RECOMMEND, COMPARE, VET, NOTICE, CONFER)).forwarded("an", "bo")
    town.read(an=9, bo=8).rank().choose("an", "bo")
    town.do(CLERK, acts.CloseStage(stage="compare"))
    town.enter("vet").ask("an").ask("bo").give("an", "clear").give("bo", "none-held")
    town.do(CLERK, acts.CloseStage(stage="vet"))
    town.enter("consult").notice("an", "bo").leave("consult").enter("confer").confer("an", "bo")
    town.do(CLERK, acts.CloseStage(stage="confer"))
    town.do(CLERK, acts.CloseRound())
    assert town.today == date(2026, 3, 14)
    assert town.statuses("an", "bo") == ["conferred", "conferred"]
