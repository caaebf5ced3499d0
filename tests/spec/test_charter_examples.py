"""The six charters that ship say what their programmes ask for (domain-rules, section 2), without code of their own."""

from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import floor

import pytest

from chucai.charter.calendar import deadline, notice_window, shipped
from chucai.charter.check import examine
from chucai.charter.checks.composition import limits
from chucai.charter.examples import example_ids, example_text
from chucai.charter.plan import plan
from chucai.charter.predicate import holds


@cache
def charter(name):
    return examine(example_text(name)).wanted()


def gates(name):
    return [f"{stage.gate} {stage.tier}" for stage in charter(name).stages]


def rule(name, rule_id):
    return next(rule for rule in charter(name).rules if rule.id == rule_id)


def test_there_are_six():
    assert example_ids() == ("district", "fellowship", "hackathon", "provincial", "teaching", "voluntary")


@pytest.mark.parametrize("name", example_ids())
def test_each_passes_every_check_without_even_a_warning(name):
    assert examine(example_text(name)).faults == ()


@pytest.mark.parametrize("name", example_ids())
def test_each_says_that_it_is_invented(name):
    assert "invented" in example_text(name).partition("charter = 1")[0]


@pytest.mark.parametrize("name", example_ids())
def test_every_stage_has_its_dates_one_after_the_other(name):
    found = charter(name)
    planned = plan(found, shipped(found.calendar))
    windows = [each.window for each in planned]
    assert all(not window.provisional for window in windows)
    assert all(before.last < after.first for before, after in pairwise(windows))


class TestDistrict:
    def test_83_officials_and_37_teams(self):
        places = {name: category.places for name, category in charter("district").categories.items()}
        assert places == {"person": 83, "team": 37}

    def test_recommended_twice_compared_vetted_noticed_conferred(self):
        assert gates("district") == [
            "recommend unit",
            "consult unit",
            "recommend bureau",
            "compare district",
            "vet district",
            "consult district",
            "confer district",
        ]

    def test_more_than_half_from_the_front_line_is_42(self):
        assert limits(rule("district", "frontline-first"), 83) == (42, None)

    def test_county_level_is_at_most_16_officials_and_7_teams(self):
        assert limits(rule("district", "few-county-officials"), 83) == (None, 16)
        assert limits(rule("district", "few-county-teams"), 37) == (None, 7)

    def test_five_bodies_and_silence_that_blocks_where_it_matters(self):
        bodies = charter("district").bodies
        assert len(bodies) == 5
        assert bodies["discipline"].silence == bodies["organisation"].silence == "block"

    def test_the_leadership_decides_by_more_than_half_of_all_entitled(self):
        vote = charter("district").stages[-1].vote
        assert (vote.quorum, vote.pass_above, vote.base, vote.chair_speaks) == (
            Fraction(2, 3),
            Fraction(1, 2),
            "entitled",
            "last",
        )


class TestProvince:
    def test_two_reviews_and_three_notices(self):
        assert [gate.split()[0] for gate in gates("provincial")].count("compare") == 2
        assert [gate for gate in gates("provincial") if gate.startswith("consult")] == [
            "consult unit",
            "consult province",
            "consult province",
        ]

    def test_each_notice_runs_five_working_days(self):
        assert {notice.working_days for notice in charter("provincial").notices.values()} == {5}

    def test_shares_have_their_own_denominator(self):
        found = rule("provincial", "enterprise-frontline")
        assert found.share_at_least == Fraction(55, 100)
        assert found.among != rule("provincial", "enterprise").among

    def test_20_medical_staff_bring_2_village_doctors_and_fewer_bring_1(self):
        many, few = rule("provincial", "village-doctors"), rule("provincial", "a-village-doctor")
        assert (limits(many, 20), limits(few, 20)) == ((2, None), (None, None))
        assert (limits(many, 19), limits(few, 19)) == ((None, None), (1, None))
        assert (limits(many, 0), limits(few, 0)) == ((None, None), (None, None))

    def test_contest_winners_stand_outside_the_shares(self):
        (pool,) = charter("provincial").pools
        assert pool.places == 20
        assert set(pool.outside) < {rule.id for rule in charter("provincial").rules}

    def test_heads_of_private_firms_are_asked_about_at_more_offices_than_workers(self):
        def asked(**facts):
            nominee = {"category": "worker", "sector": "enterprise", **facts}
            return {name for name, body in charter("provincial").bodies.items() if holds(body.about, nominee, {})}

        assert asked(job="frontline", firm="private") == set()
        assert {"tax", "market", "united-front"} <= asked(job="head", firm="private")
        assert "audit" in asked(job="head", firm="state")


class TestVoluntaryService:
    def test_sealed_without_a_fixed_number_and_accepted_before_announced(self):
        found = charter("voluntary")
        assert (found.visibility, found.notices, found.categories["group"].places) == ("sealed", {}, None)
        assert found.honours["award"].acceptance

    def test_an_outsider_nominates_with_two_letters(self):
        nominating = charter("voluntary").nominating
        assert (nominating.by, nominating.self_nomination, nominating.independent) == ("anyone", False, True)
        assert (nominating.support.min, nominating.support.max) == (2, 2)

    def test_nominations_close_on_1_december_and_counties_work_from_january(self):
        stages = {stage.id: stage for stage in charter("voluntary").stages}
        assert stages["receive"].closes == date(2026, 12, 1)
        assert stages["county-panel"].opens == date(2027, 1, 11)


class TestFellowship:
    def test_places_are_one_in_a_thousand_members_rounded_down(self):
        category = charter("fellowship").categories["fellow"]
        assert category.places == floor(category.cap.share * category.cap.of)

    def test_five_readings_and_at_most_eight_nominees_for_an_assessor(self):
        (judging,) = charter("fellowship").judging.values()
        assert (judging.readings, judging.load) == (5, 8)


class TestTeachingAward:
    def test_forty_places_at_most_five_for_a_department(self):
        assert charter("teaching").categories["lecturer"].places == 40
        assert rule("teaching", "per-department").each == "unit@department"
        assert rule("teaching", "per-department").at_most == 5

    def test_whoever_was_in_the_course_may_mark_and_five_marks_are_enough(self):
        judging = charter("teaching").judging["course"]
        assert (judging.assigned, judging.enough) == (False, 5)
        assert charter("teaching").criteria["overall"].scale == (1, 5)

    def test_nothing_asked_is_needed_to_run_on_bare_marks(self):
        assert all(attribute.optional for attribute in charter("teaching").attributes.values())


class TestHackathon:
    def test_four_criteria_of_equal_weight(self):
        assert [criterion.weight for criterion in charter("hackathon").criteria.values()] == [25] * 4

    def test_teams_of_one_to_four(self):
        members = charter("hackathon").categories["project"].members
        assert (members.min, members.max) == (1, 4)

    def test_half_is_not_enough_for_the_beginners_prize_and_enough_for_the_womens(self):
        beginners, women = charter("hackathon").pools
        assert not holds(beginners.where, {"beginners": 50}, {})
        assert holds(beginners.where, {"beginners": 75}, {})
        assert holds(women.where, {"women": 50}, {})

    def test_it_runs_through_a_weekend(self):
        planned = plan(charter("hackathon"), shipped("every-day"))
        assert (planned[0].window.first, planned[0].window.last) == (date(2026, 10, 10), date(2026, 10, 11))


def test_the_day_of_publication_counts_only_where_the_notice_says_so():
    notice = charter("district").notices["district"]
    calendar = shipped("cn")
    assert notice_window(notice, calendar, date(2026, 5, 6)).last == date(2026, 5, 12)
    counted = notice.model_copy(update={"count_first_day": True})
    assert notice_window(counted, calendar, date(2026, 5, 6)).last == date(2026, 5, 11)  # Saturday the 9th is on duty


def test_a_body_has_its_days_from_the_day_after_it_is_asked():
    body = charter("district").bodies["discipline"]
    assert deadline(body, shipped("cn"), date(2026, 4, 15)).last == date(2026, 4, 29)
