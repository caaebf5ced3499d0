"""The decision desk: worked out, moved with a reason, signed; and only the office sits at it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from chucai.cli.rehearsal.play import Play
from chucai.gates import acts
from chucai.gates.acts import Actor
from chucai.web.acts import perform
from chucai.web.records import models
from chucai.web.records.state import Rows
from tests.web.deciding import DESK, ROUND, played
from tests.web.personas import signed_in_client

pytestmark = pytest.mark.django_db
RELEASE = f"/rounds/{ROUND}/office/decision/release/"


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """An invented district in the middle of its comparison, and the clock of the pages set to it."""
    found = played()
    monkeypatch.setenv("CHUCAI_CLOCK", found.now.isoformat())
    return found


@pytest.fixture
def office(play: Play) -> Client:
    return signed_in_client(ROUND, "office-1", headers={"accept-language": "en"})


def after_the_window(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    last = Rows(ROUND).round.windows["compare"].last
    play.forward_to(last + timedelta(days=1))
    monkeypatch.setenv("CHUCAI_CLOCK", play.now.isoformat())


def adopted() -> list[str]:
    kinds = ("ranking-adopted", "shortlist-adopted")
    return list(models.Event.objects.filter(kind__in=kinds).order_by("id").values_list("kind", flat=True))


def test_the_desk_is_the_offices_alone(play: Play):
    assert signed_in_client(ROUND, "co-b01u1").get(DESK).status_code == 403
    assert signed_in_client(ROUND, "a01").get(DESK).status_code == 403
    assert Client().get(DESK).status_code == 302
    without = signed_in_client(ROUND, "office-1", second_factor=False).get(DESK)
    assert (without.status_code, "second-factor" in without["Location"]) == (302, True)


def test_the_authority_sees_it_once_the_ranking_is_adopted(office: Client):
    assert signed_in_client(ROUND, "authority-1").get(DESK).status_code == 403


def test_a_stage_that_is_no_comparison_has_no_desk(office: Client):
    assert office.get(DESK.replace("compare/compare", "compare/vet")).status_code == 404


def test_it_says_what_it_found_and_decides_nothing(office: Client):
    assert "Nothing has been worked out yet" in office.get(DESK).content.decode()
    page = office.post(f"{DESK}work-out", follow=True).content.decode()
    assert "Nothing is decided by that" in page
    assert "cannot be told apart" in page
    assert "High enough, kept out by" in page
    assert adopted() == []


def test_while_sheets_are_missing_it_cannot_be_signed_and_says_why(office: Client):
    office.post(f"{DESK}work-out")
    answer = office.post(f"{DESK}sign", {"read": "on"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert adopted() == []


def test_ranking_and_list_are_signed_together_with_the_moves_and_their_reasons(
    office: Client, play: Play, monkeypatch: pytest.MonkeyPatch
):
    office.post(f"{DESK}work-out")
    after_the_window(play, monkeypatch)
    out, into = swap_that_keeps_every_rule()
    moved = office.post(f"{DESK}move?category=team", {"out": out, "into": into, "reason": "Confirmed on site."})
    assert moved.status_code == 302
    assert "Confirmed on site." in office.get(f"{DESK}sign").content.decode()
    assert office.post(f"{DESK}sign", {"read": "on"}).status_code == 302
    assert adopted() == ["ranking-adopted", "shortlist-adopted"]
    data = json.loads(bytes(models.Event.objects.get(kind="shortlist-adopted").data))["data"]
    assert data["moves"] == [{"out": out, "into": into, "reason": "Confirmed on site."}]
    assert into in data["chosen"]["team"]
    assert "this is the signed list" in office.get(DESK).content.decode()
    release = office.get(RELEASE).context["acts"]
    assert [(act.kind, act.is_publication, act.number) for act, _stage in release] == [("shortlist-adopted", False, 15)]
    assert "List signed" in office.get(RELEASE).content.decode()
    assert signed_in_client(ROUND, "authority-1").get(DESK).status_code == 200


def swap_that_keeps_every_rule() -> tuple[str, str]:
    """The last team of the list and the best one outside it of the same theme, level and bureau-independent kind."""
    told = models.Estimate.objects.get().data
    chosen = told["list"]["act"]["chosen"]["team"]
    state = Rows(ROUND)
    ranked = [line["nominee"] for line in told["reports"]["team"]["nominees"]]
    for out in reversed([name for name in ranked if name in chosen]):
        for into in (name for name in ranked if name not in chosen):
            if state.nomination(into).sets == state.nomination(out).sets:
                return out, into
    raise AssertionError("this district has no such pair")


def test_a_move_needs_its_reason(office: Client):
    office.post(f"{DESK}work-out")
    out, into = swap_that_keeps_every_rule()
    answer = office.post(f"{DESK}move?category=team", {"out": out, "into": into, "reason": " "})
    assert answer.status_code == 422


def test_a_move_can_be_taken_back(office: Client):
    office.post(f"{DESK}work-out")
    out, into = swap_that_keeps_every_rule()
    office.post(f"{DESK}move?category=team", {"out": out, "into": into, "reason": "Confirmed on site."})
    office.post(f"{DESK}undo", {"out": out})
    assert "Confirmed on site." not in office.get(DESK).content.decode()


def test_sheets_that_come_later_are_told(office: Client, play: Play, monkeypatch: pytest.MonkeyPatch):
    office.post(f"{DESK}work-out")
    state = Rows(ROUND)
    name, who = next(
        (name, who)
        for name, readers in sorted(state.comparison("compare").assigned.items())
        for who in readers
        if who not in state.nomination(name).sheets.get("compare", {})
        and who not in state.nomination(name).abstained.get("compare", frozenset())
    )
    act = acts.Abstain(stage="compare", nomination=name, assessor=who)
    perform(ROUND, Actor(id=who, role="assessor"), act, play.now + timedelta(minutes=5))
    assert "1 act about sheets has come since" in office.get(DESK).content.decode()


def test_the_table_has_what_the_page_has_and_a_nominee_gets_neither(office: Client):
    office.post(f"{DESK}work-out")
    told = models.Estimate.objects.get().data
    case = told["reports"]["person"]["nominees"][0]["nominee"]
    assert case in office.get(f"{DESK}list.csv?category=person").content.decode()
    person = Rows(ROUND).nomination(case).person
    assert person is not None
    nominee = signed_in_client(ROUND, person)
    assert {nominee.get(address).status_code for address in (DESK, f"{DESK}list.csv")} == {403}


def test_the_papers_say_that_they_are_a_draft(office: Client):
    office.post(f"{DESK}work-out")
    assert "this list is not signed yet" in office.get(f"{DESK}papers").content.decode()


def test_the_papers_say_why_each_name_is_not_where_its_merit_would_have_put_it(office: Client):
    """Whom a rule kept out, whom a rule needed, whom people moved: in the sentences of the desk, without a point."""
    office.post(f"{DESK}work-out")
    out, into = swap_that_keeps_every_rule()
    office.post(f"{DESK}move?category=team", {"out": out, "into": into, "reason": "Confirmed on site."})
    told = models.Estimate.objects.get().data["list"]
    ruled = {each["id"] for side in ("displaced", "needed") for each in told[side]}
    assert ruled
    page = office.get(f"{DESK}papers")
    why = dict(page.context["departures"])
    assert {name.rpartition("(")[2].rstrip(")") for name in why} == ruled | {out, into}
    sentences = [sentence for each in why.values() for sentence in each]
    assert sum(sentence.endswith(": Confirmed on site.") for sentence in sentences) == 2
    assert sum(sentence.startswith(("High enough, kept out by", "Below the cut, needed for")) for sentence in sentences)
    assert not any("points" in sentence for sentence in sentences)
    assert "Where the list departs from the ranking, and why" in page.content.decode()


def test_the_count_of_every_rule_is_there_before_signing_also_of_those_with_many_parts(office: Client):
    office.post(f"{DESK}work-out")
    told = office.get(f"{DESK}sign").context["rules"]
    words = [rule["words"] for rule in told]
    assert sum("At most 6 officials from one sub-district or bureau" in each for each in words) == 1
    assert sum("officials for every theme" in each for each in words) == 1
    kept = next(rule for rule in told if "for every theme" in rule["words"])
    state, chosen = Rows(ROUND), models.Estimate.objects.get().data["list"]["act"]["chosen"]["person"]
    themes = Counter(state.nomination(name).theme for name in chosen)
    assert kept["counted"] in (f"{min(themes.values())}–{max(themes.values())}", min(themes.values()))
    assert (kept["low"], kept["high"]) == (1, None)


def test_the_lines_near_the_cut_come_first_and_all_of_them_can_be_asked_for(office: Client):
    office.post(f"{DESK}work-out")
    first, doubt, everybody = (office.get(f"{DESK}{show}").context for show in ("", "?show=doubt", "?show=all"))
    assert len(everybody["lines"]) == everybody["numbers"]["all"] > len(first["lines"]) == first["numbers"]["near"]
    assert all(line.is_toss_up for line in doubt["lines"])
    assert [line.rank for line in everybody["lines"]] == sorted(line.rank for line in everybody["lines"])
    assert next(line.rank for line in everybody["lines"] if line.id == everybody["cut_below"]) == 10
    assert office.get(f"{DESK}?show=some").status_code == 404


def test_who_sees_what_is_the_table_of_visibility(office: Client):
    page = office.get(RELEASE).content.decode()
    assert "Nothing yet: no list is signed" in page
    assert "in the notice period, what the notice shows" in page
