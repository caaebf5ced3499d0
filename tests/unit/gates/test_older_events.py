"""An act gets a new field: what was written before it still verifies, and nothing else slips through (ADR 10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chucai.charter.digest import digest
from chucai.gates import acts
from chucai.gates.audit import Breach, audit
from chucai.gates.table import TABLE
from chucai.ledger.event import Event
from chucai.publish.verdict import judge
from tests.unit.cli.village import KEY, ROUND, Round, played


@pytest.fixture(scope="module")
def village() -> Round:
    return played()


def breaches(village: Round, events: list[Event]) -> tuple[Breach, ...]:
    charters = {digest(village.charter): village.charter}
    return audit(ROUND, events, charters, {village.calendar.digest(): village.calendar}).breaches


def with_data(event: Event, **data: object) -> Event:
    return replace(event, data={**event.data, **data})


def older(events: list[Event]) -> list[Event]:
    """As a version would have written them whose score sheets had no place for a comment."""
    return [
        replace(event, data={key: value for key, value in event.data.items() if key != "comment"})
        if event.kind == "assessed"
        else event
        for event in events
    ]


@pytest.fixture
def comment_is_new(monkeypatch) -> None:
    monkeypatch.setattr(acts.Assess, "later", frozenset({"comment"}))


def test_events_from_before_a_field_hold(village, comment_is_new):
    assert any("comment" in event.data for event in village.events)
    assert breaches(village, older(village.events)) == ()
    assert breaches(village, village.events) == ()
    bundle = replace(village, events=older(village.events)).bundle()
    assert judge(bundle, KEY.verifier_key()).holds


def test_a_field_that_was_always_there_may_not_be_missing(village):
    (breach,) = breaches(village, older(village.events))
    assert (breach.code, breach.facts["fields"]) == ("other-events", ["comment"])


def test_a_field_nobody_knows_is_refused(village, comment_is_new):
    place = village.place("assessed")
    events = list(older(village.events))
    events[place] = with_data(events[place], mood="cheerful")
    (breach,) = breaches(village, events)
    assert (breach.position, breach.code) == (place, "other-events")


def test_a_new_field_that_is_there_must_be_right(village, comment_is_new):
    place = village.place("assessed")
    events = list(village.events)
    events[place] = with_data(events[place], comment="not a commitment")
    (breach,) = breaches(village, events)
    assert (breach.position, breach.code) == (place, "malformed-act")


@pytest.mark.parametrize("act", [line.act for line in TABLE], ids=lambda act: act.kind)
def test_a_field_added_later_has_a_default(act):
    assert act.later <= act.model_fields.keys()
    assert not any(act.model_fields[name].is_required() for name in act.later)
