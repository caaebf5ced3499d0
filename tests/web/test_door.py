"""The door: one act or many, all or nothing, and what is refused leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chucai.errors import Refused
from chucai.gates.acts import Appoint, CloseStage, OpenRound, SetUnits, Undertake, Unit
from chucai.gates.dossier import Opening
from chucai.web import acts
from chucai.web.acts import foreseen, perform, perform_many
from chucai.web.records.models import Event, NominationRow, Stream
from chucai.web.records.models import Opening as OpeningRow
from chucai.web.records.openings import erase
from chucai.web.records.replay import replay
from chucai.web.records.state import Rows
from tests.web.small_round import BEGAN, ROUND, SECRETARY, School, actor, salt

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return School().open()


def versions() -> dict[str, int]:
    return dict(Stream.objects.filter(version__gt=0).values_list("key", "version"))


def test_a_whole_round_goes_through_the_door(school: School):
    school.finish()
    assert {name: school.state().nomination(name).award is not None for name in ("an", "bo", "cen")} == {
        "an": True,
        "bo": True,
        "cen": False,
    }
    assert replay(ROUND).differences == ()


def test_a_receipt_names_the_events(school: School):
    [receipt] = school.submit("an")
    assert receipt.events == ("nomination/an@1",)
    assert Event.objects.filter(stream__key="nomination/an", version=1).exists()


def test_events_hold_who_when_and_the_canonical_bytes(school: School):
    school.submit("an")
    event = Event.objects.get(stream__key="nomination/an")
    assert (event.kind, event.actor, event.role, event.at) == ("submitted", "office", "secretary", BEGAN)
    assert bytes(event.data).startswith(b'{"actor":"office","at":"2026-03-02T01:00:00Z","cause":null,"data":{')


def test_a_refused_act_writes_nothing(school: School):
    before = versions()
    with pytest.raises(Refused) as refused:
        school.do(actor("assessor", "stranger"), Undertake(assessor="stranger"))
    assert refused.value.code == "role-not-held"
    assert "item" not in refused.value.facts
    assert versions() == before


def test_of_a_batch_all_is_written_or_nothing_and_the_refusal_says_which_act_it_was(school: School):
    school.submit("an", "bo")
    before = versions(), Event.objects.count(), OpeningRow.objects.count()
    batch = [school.submission("cen"), school.sheet("judge-0", "an", 4), school.sheet("judge-0", "bo", 9)]
    with pytest.raises(Refused) as refused:
        perform_many(ROUND, batch)
    assert (refused.value.code, refused.value.facts["item"]) == ("mark-off-scale", 2)
    assert (versions(), Event.objects.count(), OpeningRow.objects.count()) == before


def test_acts_of_a_batch_build_on_each_other(school: School):
    perform_many(ROUND, [school.submission("an"), school.sheet("judge-0", "an", 4), school.sheet("judge-1", "an", 5)])
    assert versions()["nomination/an"] == 3
    assert NominationRow.objects.get(nomination="an").sheets == 2


def test_an_empty_batch_is_nothing():
    assert perform_many("nowhere", []) == []


def test_a_batch_costs_as_many_queries_as_a_small_one(school: School):
    """No query for each event: forty sheets take as many as two."""
    names = [f"n{number}" for number in range(40)]
    school.submit(*names)

    def queries(sheets: list[acts.Signed]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            perform_many(ROUND, sheets)
        return len([query for query in caught if not query["sql"].startswith("UPDATE records_stream")])

    few = queries([school.sheet("judge-0", name, 3) for name in names[:2]])
    assert queries([school.sheet("judge-1", name, 3) for name in names]) <= few + 1


def test_a_batch_tells_how_far_it_is(school: School):
    told: list[tuple[int, int]] = []
    perform_many(ROUND, map(school.submission, ("an", "bo")), lambda done, of: told.append((done, of)))
    assert told[-1] == (2, 2)


def test_nothing_happens_in_a_round_that_is_not_there():
    with pytest.raises(Refused, match="round-not-open"):
        perform("nowhere", SECRETARY, CloseStage(stage="judge"), BEGAN)


def test_a_round_opens_only_under_a_charter_that_is_attached():
    act = OpenRound(charter="0" * 64, calendar="1" * 64, seed="seed", key="key")
    with pytest.raises(Refused, match="calendar-not-attached"):
        perform("bare", SECRETARY, act, BEGAN)


def test_an_act_that_was_overtaken_happens_at_the_moment_of_the_one_before(school: School):
    """Requests of two people may reach the door in another order than they were made."""
    school.at += timedelta(seconds=5)
    school.do(SECRETARY, Appoint(role="assessor", who=("late",)))
    school.at -= timedelta(seconds=3)
    school.do(SECRETARY, Appoint(role="assessor", who=("overtaken",)))
    late, overtaken = Event.objects.filter(stream__key="roster").order_by("-version")[:2]
    assert late.at == overtaken.at


def test_an_act_from_long_before_is_refused(school: School):
    school.at += timedelta(hours=2)
    school.do(SECRETARY, Appoint(role="assessor", who=("late",)))
    school.at -= timedelta(hours=1)
    with pytest.raises(Refused, match="before-the-last"):
        school.do(SECRETARY, Appoint(role="assessor", who=("stale",)))


def test_streams_are_read_again_when_somebody_else_wrote_them(school: School):
    """What is remembered of a stream is never what it was before."""
    assert school.state().tree.units.keys() == {"school"}
    school.do(SECRETARY, SetUnits(units=(Unit(id="annex", tier="school", name="Annex"),)))
    assert school.state().tree.units.keys() == {"school", "annex"}


def test_a_state_lists_what_is_there(school: School):
    school.finish()
    state = school.state()
    assert list(state.nominations()) == ["an", "bo", "cen"]
    assert list(state.ballots()) == ["confer"]
    assert list(state.notices()) == []
    assert list(state.slates("judge")) == []


# --- personal text


def test_texts_are_kept_beside_the_event_that_commits_to_them(school: School):
    school.submit("an")
    rows = OpeningRow.objects.filter(stream__key="nomination/an")
    assert set(rows.values_list("version", "field", "value")) == {
        (1, "name", '"an"'),
        (1, "statement", '"What an did."'),
    }
    assert b"What an did" not in bytes(Event.objects.get(stream__key="nomination/an").data)


def test_a_text_that_the_act_does_not_commit_to_is_refused(school: School):
    signed = school.submission("an")
    other = Opening("name", salt("an", "name"), "somebody else")
    with pytest.raises(Refused, match="opening-without-commitment"):
        perform(ROUND, signed.actor, signed.act, signed.at, [other])
    assert not OpeningRow.objects.exists()


def test_a_person_can_be_erased_and_everything_still_agrees(school: School):
    school.submit("an", "bo")
    assert erase(ROUND, "nomination/an") == 2
    assert set(OpeningRow.objects.values_list("stream__key", flat=True)) == {"nomination/bo"}
    assert replay(ROUND).differences == ()


def test_one_field_can_be_erased(school: School):
    school.submit("an")
    assert erase(ROUND, "nomination/an", ["statement"]) == 1
    assert list(OpeningRow.objects.values_list("field", flat=True)) == ["name"]


# --- somebody else is quicker (with real rivals: test_many_writers.py)


def rivals(monkeypatch: pytest.MonkeyPatch, times: int) -> list[object]:
    """The first `times` decisions are made on a roster that somebody changes before they are saved."""
    real: Callable[..., object] = acts.decide
    tries: list[object] = []

    def decide(*asked: object) -> object:
        tries.append(asked)
        if len(tries) <= times:
            Stream.objects.filter(key="roster").update(version=100)
        return real(*asked)

    monkeypatch.setattr(acts, "decide", decide)
    return tries


def test_what_was_decided_on_a_state_that_is_gone_is_decided_again(school: School, monkeypatch: pytest.MonkeyPatch):
    tries = rivals(monkeypatch, times=2)
    school.do(SECRETARY, Appoint(role="assessor", who=("x",)))
    assert len(tries) == 3
    assert school.state().roster.holds("x", "assessor", None)


def test_a_refusal_on_a_state_that_is_gone_does_not_count(school: School, monkeypatch: pytest.MonkeyPatch):
    tries = rivals(monkeypatch, times=1)
    with pytest.raises(Refused, match="role-not-held"):
        school.do(actor("assessor", "stranger"), Undertake(assessor="stranger"))
    assert len(tries) == 2


def test_who_is_always_too_late_is_told_so(school: School, monkeypatch: pytest.MonkeyPatch):
    tries = rivals(monkeypatch, times=99)
    before = versions()
    with pytest.raises(Refused, match="conflict"):
        school.do(SECRETARY, Appoint(role="assessor", who=("x",)))
    assert len(tries) == acts.TRIES
    assert versions() == before


def test_the_state_knows_whether_it_still_stands(school: School):
    state = Rows(ROUND)
    assert state.roster
    assert list(state.nominations()) == []
    assert state.is_current()
    school.submit("an")
    assert not state.is_current()


def test_acts_are_foreseen_on_a_branch_and_the_round_that_was_seen_stays_as_it_was(school: School):
    state = school.state()
    answers, after, events = foreseen(state, [school.submission("an")])
    assert answers == [None]
    assert [event.stream for event in events] == ["nomination/an"]
    assert list(after.nominations()) == ["an"]
    assert list(state.nominations()) == []
    assert state.read("nomination/an") is None
    assert list(school.state().nominations()) == []
