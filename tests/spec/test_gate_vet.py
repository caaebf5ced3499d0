"""The gate *vet*: bodies are asked about nominees, answer or keep silent, and people rule on what is open."""

from datetime import date

import pytest

from chucai.gates import acts
from chucai.gates.acts import Actor
from tests.spec.tiny import CLERK, CLOCK, COMPARE, CONFER, MAYOR, RECOMMEND, VET, Town, coordinator, refused, text, tiny

TAX = {"tax": {"name": text("Tax office"), "working_days": 3, "silence": "consent"}}


def vet_town(*names: str, vet: dict | None = None, **parts: object) -> Town:
    return Town(tiny(RECOMMEND, {**VET, **(vet or {})}, CONFER, **parts)).forwarded(*(names or ("an",)))


def rule_on(town: Town, outcome: str, name: str = "an", body: str = "audit", by: Actor = CLERK) -> list[str]:
    return town.do(by, acts.RuleOpinion(nomination=name, body=body, outcome=outcome))  # type: ignore[arg-type]  # a word


def note(town: Town, name: str = "an", body: str = "audit") -> list[str]:
    return town.do(CLOCK, acts.NoteSilence(nomination=name, body=body))


def close(town: Town) -> list[str]:
    return town.do(CLERK, acts.CloseStage(stage="vet"))


# --- asking


def test_the_charter_says_which_body_is_asked_about_whom():
    about = {"audit": {"about": {"category": "team"}}}
    town = vet_town(bodies=about)
    with refused("not-to-be-asked", body="audit", asked=[]):
        town.ask("an")
    assert close(town) == ["stage-closed"]


def test_a_body_is_asked_once():
    town = vet_town().ask("an")
    with refused("already-asked"):
        town.ask("an")


@pytest.mark.parametrize(
    ("valid", "asked"),
    [
        ({"valid_from": date(2026, 3, 7)}, True),
        ({"valid_from": date(2026, 3, 8)}, False),
        ({"valid_until": date(2026, 3, 7)}, True),
        ({"valid_until": date(2026, 3, 6)}, False),
    ],
)
def test_bodies_are_those_valid_on_the_day_the_stage_opens(valid, asked):
    """T4: the list of bodies has changed over the years. This stage opens on 7 March 2026."""
    town = vet_town(bodies={"audit": valid})
    if asked:
        town.ask("an")
    else:
        with refused("not-to-be-asked"):
            town.ask("an")


def test_only_those_in_the_running_and_their_reserves_are_vetted():
    town = Town(tiny(COMPARE, VET, CONFER)).compared("an", "bo", reserve=["ce"])
    town.ask("an").ask("ce")
    town.do(coordinator("mill"), acts.Withdraw(nomination="bo"))
    with refused("not-standing", status="withdrawn"):
        town.ask("bo")


# --- answering


@pytest.mark.parametrize("word", ["clear", "none-held"])
def test_a_clear_answer_settles_it(word):
    town = vet_town().ask("an").give("an", word)
    assert close(town) == ["stage-closed"]
    assert town.enter("confer").status("an") == "standing"


def test_an_officer_answers_for_their_own_body_what_it_was_asked_once():
    town = vet_town(vet={"bodies": ["audit", "tax"]}, bodies=TAX).ask("an")
    with refused("not-your-body", body="audit"):
        town.do(
            Actor(id="officer-tax", role="officer"), acts.GiveOpinion(nomination="an", body="audit", opinion="clear")
        )
    with refused("not-asked", body="tax"):
        town.give("an", "clear", body="tax")
    town.give("an", "clear")
    with refused("already-answered"):
        town.give("an", "object")


def test_a_stage_of_vetting_stays_open_until_everybody_is_cleared():
    town = vet_town("an", "bo").ask("an").give("an", "clear").ask("bo")
    with refused("stage-blocked", blockers=["bo"]):
        close(town)
    town.give("bo", "concern")
    with refused("stage-blocked", blockers=["bo"]):
        close(town)
    rule_on(town, "admit", "bo")
    close(town)


# --- ruling: an opinion is advice, and a person decides (T8)


def test_a_concern_is_ruled_on_by_a_person():
    town = vet_town("an", "bo").ask("an").ask("bo").give("an", "concern").give("bo", "concern")
    rule_on(town, "admit", "an")
    rule_on(town, "stop", "bo")
    assert town.statuses("an", "bo") == ["standing", "disqualified"]
    with refused("nothing-to-rule"):
        rule_on(town, "stop", "an")


def test_only_the_authority_admits_against_an_objection():
    town = vet_town().ask("an").give("an", "object")
    with refused("authority-only"):
        rule_on(town, "admit")
    rule_on(town, "admit", by=MAYOR)
    assert town.status("an") == "standing"


def test_a_clear_answer_leaves_nothing_to_rule_on():
    town = vet_town().ask("an")
    with refused("nothing-to-rule", answer=None):
        rule_on(town, "admit")
    town.give("an", "clear")
    with refused("nothing-to-rule", answer="clear"):
        rule_on(town, "stop")


def test_referred_conditions_are_settled_here_at_the_latest():
    town = Town(tiny(RECOMMEND, VET, CONFER)).opened().submit("an", referred=("tenure",)).forward("an")
    town.leave("recommend").enter("vet").ask("an").give("an", "clear")
    with refused("stage-blocked", blockers=["an"]):
        close(town)
    town.do(CLERK, acts.RuleReferral(nomination="an", rule="tenure", outcome="admit"))
    close(town)


def test_when_a_holder_of_a_place_is_ruled_out_a_reserve_takes_it():
    town = Town(tiny(COMPARE, VET, CONFER)).compared("an", "bo", reserve=["ce"])
    town.ask("an").give("an", "object")
    assert rule_on(town, "stop", by=MAYOR) == ["opinion-ruled", "place-filled"]
    assert town.statuses("an", "bo", "ce") == ["disqualified", "standing", "standing"]


def test_a_nomination_can_be_stopped_while_it_is_vetted():
    town = Town(tiny(COMPARE, VET, CONFER)).compared("an", "bo", reserve=["ce"])
    assert town.do(CLERK, acts.Stop(nomination="an", clause="E4")) == ["stopped", "place-filled"]


# --- silence, as T7 has it


def test_silence_is_noted_when_the_deadline_has_passed_and_the_day_of_asking_does_not_count():
    town = vet_town().on("2026-03-09").ask("an")  # a Monday: five working days end on the Monday after
    with refused("not-due-yet", due="2026-03-16"):
        note(town.on("2026-03-16"))
    assert note(town.on("2026-03-17")) == ["silence-noted"]


def test_the_deadline_follows_the_holiday_table():
    """Asked on 8 May 2026: the 9th is a Saturday on duty, so five working days end on Thursday the 14th."""
    charter = tiny({**RECOMMEND, "working_days": 4}, VET, CONFER, calendar="cn")
    town = Town(charter, day=date(2026, 4, 27)).forwarded("an").on("2026-05-08").ask("an")
    assert town.state.nomination("an").opinions["audit"].due == date(2026, 5, 14)


def test_by_default_silence_blocks_until_a_person_rules():
    town = vet_town().ask("an").on("2026-03-17")
    note(town)
    with refused("stage-blocked", blockers=["an"]):
        close(town)
    rule_on(town, "admit")
    close(town)


def test_where_the_charter_says_so_silence_is_consent():
    town = vet_town(vet={"bodies": ["tax"]}, bodies=TAX).ask("an", "tax").on("2026-03-12")
    note(town, body="tax")
    with refused("nothing-to-rule"):
        rule_on(town, "stop", body="tax")
    close(town)


def test_a_late_answer_replaces_silence_as_long_as_no_person_has_ruled():
    town = vet_town("an", "bo").ask("an").ask("bo").on("2026-03-17")
    note(town)
    note(town, "bo")
    town.give("an", "object")
    rule_on(town, "admit", "bo")
    with refused("already-answered"):
        town.give("bo", "object")
    rule_on(town, "stop", "an", by=MAYOR)
    assert town.statuses("an", "bo") == ["disqualified", "standing"]


def test_also_the_silence_that_counted_as_consent():
    town = vet_town(vet={"bodies": ["tax"]}, bodies=TAX).ask("an", "tax").on("2026-03-12")
    note(town, body="tax")
    town.give("an", "object", body="tax")
    with refused("stage-blocked"):
        close(town)


def test_a_body_without_a_deadline_is_never_silent():
    town = vet_town(bodies={"audit": {"working_days": None}}).ask("an").on("2026-05-01")
    with refused("no-deadline"):
        note(town)


def test_silence_is_noted_once_and_not_after_an_answer():
    town = vet_town().ask("an").give("an", "clear").on("2026-03-17")
    with refused("already-answered"):
        note(town)
    with refused("not-asked"):
        vet_town().do(CLOCK, acts.NoteSilence(nomination="an", body="audit"))
