"""An audit finds the event that the rules do not give, and says where it is."""

from dataclasses import replace

import pytest

from chucai.charter.calendar import shipped
from chucai.charter.digest import digest
from chucai.gates.acts import Withdraw
from chucai.gates.audit import Audit, audit
from chucai.ledger.event import Event
from tests.spec.tiny import CLERK, COMPARE, CONFER, RECOMMEND, Town, tiny


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(tiny(RECOMMEND, COMPARE, CONFER)).forwarded("an", "bo").read(an=9, bo=5).rank()


def audited(town: Town, events: list[Event]) -> Audit:
    calendar = shipped("plain")
    return audit("tiny-2026", events, {digest(town.charter): town.charter}, {calendar.digest(): calendar})


def place_of(town: Town, kind: str) -> int:
    return next(n for n, event in enumerate(town.events) if event.kind == kind)


def test_a_ledger_that_keeps_the_rules_has_no_breach(town):
    found = audited(town, town.events)
    assert found.breaches == ()
    assert found.acts == len(town.events)
    assert found.state.nomination("an") == town.state.nomination("an")


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("slate-forwarded", {"ranked": ["bo", "an", "an"]}, "name-twice"),
        ("assessed", {"marks": {"deeds": 11}}, "mark-off-scale"),
        ("assessed", {"marks": {"deeds": "nine"}}, "malformed-act"),
        ("stage-opened", {"last": "2027-01-01"}, "other-events"),
        ("round-opened", {"calendar": "0" * 64}, "calendar-missing"),
        ("round-opened", {"charter": "0" * 64}, "charter-missing"),
    ],
)
def test_an_event_that_says_something_else_is_found_at_its_place(town, kind, change, code):
    at = place_of(town, kind)
    events = list(town.events)
    events[at] = replace(events[at], data={**events[at].data, **change})
    found = audited(town, events)
    assert [(breach.position, breach.code) for breach in found.breaches] == [(at, code)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"actor": "stranger"}, "role-not-held"),
        ({"role": "public"}, "role-may-not"),
        ({"kind": "danced"}, "event-without-act"),
    ],
)
def test_so_is_one_by_somebody_who_may_not(town, change, code):
    at = place_of(town, "slate-forwarded")
    events = list(town.events)
    events[at] = replace(events[at], **change)
    assert [(breach.position, breach.code) for breach in audited(town, events).breaches] == [(at, code)]


def test_what_followed_from_an_act_may_not_be_left_out_nor_stand_alone():
    town = Town(tiny(COMPARE, CONFER)).compared("an", "bo", reserve=["ce"])
    town.do(CLERK, Withdraw(nomination="an"))
    at = place_of(town, "place-filled")
    assert audited(town, town.events).breaches == ()
    without = audited(town, town.events[:at])
    assert [(breach.position, breach.code) for breach in without.breaches] == [(at - 1, "other-events")]
    alone = [*town.events[:at], replace(town.events[at], cause=None)]
    assert [breach.code for breach in audited(town, alone).breaches] == ["other-events"]
