"""Which letters follow from what is done: to whom, about what, in the same transaction, and nothing personal in them.

The school, its people and everything said of them are invented.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chucai.charter.calendar import shipped
from chucai.errors import Refused
from chucai.gates.acts import (
    Abstain,
    Accept,
    Appoint,
    CloseStage,
    Declare,
    Dismiss,
    ForwardSlate,
    IssuePlaces,
    Object,
    OpenRound,
    OpenStage,
    PublishNotice,
    Recuse,
    Return,
    SetUnits,
    Stop,
    Submit,
    TransferPlaces,
    Undertake,
    Unit,
    Withdraw,
)
from chucai.web import acts
from chucai.web.acts import Signed, perform_many
from chucai.web.home import ledger_key
from chucai.web.mail import telling
from chucai.web.mail.letter import written as worded
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.models import Event, Mail
from tests.web.personas import seat
from tests.web.small_round import ROUND, SECRETARY, School, actor, charter_text, written

pytestmark = pytest.mark.django_db
CLERK, OTHER = actor("coordinator", "clerk"), actor("coordinator", "other")
JUDGE = actor("assessor", "judge-0")
SEATED = ("office", "second", "clerk", "other", "judge-0", "judge-1", "head")
NOTICE = """
[notices.public]
working_days = 3
shows = ["name"]
objections = { real_name = true }
"""
CONSULT = """
[[stage]]
id = "public"
gate = "consult"
tier = "school"
days = 30
notice = "public"
"""


VET = """
[[stage]]
id = "vet"
gate = "vet"
tier = "school"
days = 30
bodies = ["police", "tax"]
"""
BODIES = """
[bodies.police]
name = { zh = "镇派出所", en = "Village police" }
working_days = 5
silence = "block"

[bodies.tax]
name = { zh = "税务所", en = "Tax office" }
silence = "block"
"""


def vetting(text: str) -> str:
    """The charter with two bodies to be asked between the judges and the conferral; one has no days set."""
    before, confer = text.split('[[stage]]\nid = "confer"')
    return f'{before}{VET}\n[[stage]]\nid = "confer"{confer}{BODIES}'


def consulting(text: str) -> str:
    """The charter with a public notice between the judges and the conferral."""
    before, confer = text.split('[[stage]]\nid = "confer"')
    return f'{before}{CONSULT}\n[[stage]]\nid = "confer"{confer}{NOTICE}'


@pytest.fixture
def school() -> School:
    return opened(charter_text(nominating=True, assigned=True))


def opened(charter: str) -> School:
    """Two classes of one school, each with a coordinator; two judges, two secretaries and the head: all with a seat."""
    school = School()
    calendar = attach_calendar(ROUND, shipped("plain"))
    digest = attach_charter(ROUND, charter)
    school.do(SECRETARY, OpenRound(charter=digest, calendar=calendar, seed="seed", key=ledger_key().verifier_key()))
    units = [Unit(id=name, tier="school", name=name.title()) for name in ("school", "annexe")]
    school.do(SECRETARY, SetUnits(units=units))
    for who in SEATED:
        seat(school, who)
    school.do(SECRETARY, Appoint(role="assessor", who=tuple(school.judges)))
    school.do(SECRETARY, Appoint(role="authority", who=("head",)))
    school.do(SECRETARY, Appoint(role="secretary", who=("second",)))
    school.do(SECRETARY, Appoint(role="coordinator", who=("clerk",), scope="school"))
    school.do(SECRETARY, Appoint(role="coordinator", who=("other",), scope="annexe"))
    school.do(SECRETARY, OpenStage(stage="nominate"))
    for judge in school.judges:
        school.do(actor("assessor", judge), Undertake(assessor=judge))
    return school


def came(kind: str = "") -> list[tuple[str, str]]:
    """(who, kind) of the letters there are, and forgets them."""
    rows = Mail.objects.select_related("account").order_by("id")
    found = [(row.address.split(".")[0], row.kind) for row in rows if kind in ("", row.kind)]
    Mail.objects.all().delete()
    return sorted(found)


def reason(text: str = "r") -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def judging(school: School) -> School:
    """Three nominations forwarded to the judges, who have been given all of them."""
    school.submit("an", "bo", "cen")
    school.do(SECRETARY, ForwardSlate(stage="nominate", unit="school", category="person", ranked=("an", "bo", "cen")))
    school.later(days=31)
    school.do(SECRETARY, CloseStage(stage="nominate"))
    school.do(SECRETARY, OpenStage(stage="judge"))
    came()
    school.assign("an", "bo", "cen")
    return school


# --- who gets which


def test_an_opened_stage_is_told_to_the_units_that_recommend_in_it(school: School):
    assert came() == [("clerk", "stage-opened"), ("other", "stage-opened")]


def test_a_submission_is_confirmed_to_its_own_unit_and_to_no_other(school: School):
    came()
    school.submit("an")
    assert came() == [("clerk", "accepted")]


def test_who_did_it_gets_no_letter(school: School):
    came()
    paper = written(school, "an")
    act = Submit(nomination="an", category="person", unit="school", **paper.fields)
    school.do(CLERK, act, openings=paper.openings)
    assert came() == []


def test_many_of_a_kind_become_one_letter(school: School):
    came()
    school.submit("an", "bo", "cen")
    row = Mail.objects.get()
    assert row.facts["nomination"] == ["an", "bo", "cen"]
    assert row.facts["onward"] == f"/rounds/{ROUND}/nominate/"
    row.language = "en"
    assert "3 nominations were accepted: an, bo, cen." in worded([row], school.at).body
    row.language = "zh-hans"
    assert "an、bo、cen" in worded([row], school.at).body


def test_a_returned_nomination_goes_back_to_its_unit(school: School):
    school.submit("an")
    came()
    school.do(SECRETARY, Return(nomination="an", clause="N3", reason=reason()))
    row = Mail.objects.get()
    assert row.facts == {"nomination": "an", "onward": f"/rounds/{ROUND}/nominate/cases/an/"}
    assert came() == [("clerk", "returned")]


def test_a_stopped_nomination_is_told_to_its_unit(school: School):
    school.submit("an")
    came()
    school.do(SECRETARY, Stop(nomination="an", clause="E1", reason=reason()))
    assert came() == [("clerk", "not-advanced")]


def test_what_the_office_withdraws_is_told_to_the_unit_and_what_the_unit_withdraws_is_not(school: School):
    school.submit("an", "bo")
    came()
    school.do(CLERK, Withdraw(nomination="bo"))
    assert came() == []
    school.do(SECRETARY, Withdraw(nomination="an"))
    assert came() == [("clerk", "ended")]


def test_places_are_told_to_those_whose_they_are(school: School):
    came()
    school.do(SECRETARY, IssuePlaces(unit="school", places={"person": 3}))
    assert came() == [("clerk", "places-changed")]
    school.do(SECRETARY, TransferPlaces(giver="school", taker="annexe", category="person", places=1, reason="r"))
    assert [row.facts["places"] for row in Mail.objects.order_by("address")] == [2, 1]
    assert came() == [("clerk", "places-changed"), ("other", "places-changed")]


def test_who_is_left_off_the_slate_is_told_when_the_stage_closes_and_not_before(school: School):
    school.submit("an", "bo")
    came()
    school.do(SECRETARY, ForwardSlate(stage="nominate", unit="school", category="person", ranked=("an",)))
    assert came() == []
    school.later(days=31)
    school.do(SECRETARY, CloseStage(stage="nominate"))
    assert [row.facts["nomination"] for row in Mail.objects.all()] == ["bo"]
    assert came() == [("clerk", "not-advanced")]


def test_each_judge_hears_once_how_many_cases_wait(school: School):
    judging(school)
    assert {row.facts["cases"] for row in Mail.objects.all()} == {3}
    assert came() == [("judge-0", "queue-ready"), ("judge-1", "queue-ready")]


def test_a_panel_that_reads_freely_hears_when_the_stage_opens():
    school = opened(charter_text(nominating=True, assigned=False))
    school.submit("an", "bo")
    school.do(SECRETARY, ForwardSlate(stage="nominate", unit="school", category="person", ranked=("an", "bo")))
    school.later(days=31)
    school.do(SECRETARY, CloseStage(stage="nominate"))
    school.do(JUDGE, Declare(assessor="judge-0", nomination="an", interest="family"))
    came()
    school.do(SECRETARY, OpenStage(stage="judge"))
    assert came("queue-ready") == [("judge-0", "queue-ready"), ("judge-1", "queue-ready")]


@pytest.mark.parametrize(
    "act",
    [
        Recuse(assessor="judge-0", nomination="an", interest="family"),
        Abstain(stage="judge", nomination="an", assessor="judge-0"),
    ],
    ids=["recused", "abstained"],
)
def test_the_office_hears_that_a_judge_stepped_aside_and_not_which(school: School, act: Recuse | Abstain):
    judging(school)
    came()
    school.do(JUDGE, act)
    assert all("judge-0" not in str(row.facts) for row in Mail.objects.all())
    assert came() == [("office", "judge-aside"), ("second", "judge-aside")]


def test_the_authority_is_asked_to_sign_when_the_last_stage_opens(school: School):
    judging(school)
    school.assess({(judge, name): 3 for judge in school.judges for name in ("an", "bo", "cen")})
    came()
    school.choose("an", "bo", "cen")
    assert came() == [("clerk", "not-advanced"), ("head", "signature-wanted")]


def test_officers_of_a_body_hear_of_what_they_are_asked_and_by_when():
    from chucai.gates.acts import AdoptShortlist, AskOpinion

    school = judging(opened(vetting(charter_text(nominating=True, assigned=True))))
    school.do(SECRETARY, Appoint(role="officer", who=("sergeant",), scope="police"))
    school.do(SECRETARY, Appoint(role="officer", who=("taxman",), scope="tax"))
    seat(school, "sergeant")
    seat(school, "taxman")
    school.assess({(judge, name): 3 for judge in school.judges for name in ("an", "bo", "cen")})
    school.do(SECRETARY, school.ranking("an", "bo", "cen"))
    school.do(SECRETARY, AdoptShortlist(stage="judge", chosen={"person": ("an", "bo")}))
    school.do(SECRETARY, CloseStage(stage="judge"))
    school.do(SECRETARY, OpenStage(stage="vet"))
    came()
    asked = [AskOpinion(nomination=name, body=body) for body in ("police", "tax") for name in ("an", "bo")]
    perform_many(ROUND, [Signed(SECRETARY, act, school.at) for act in asked])
    letters = {row.address.split(".")[0]: row for row in Mail.objects.all()}
    assert letters.keys() == {"sergeant", "taxman"}
    assert all(row.facts["nomination"] == ["an", "bo"] for row in letters.values())
    assert {row.facts["onward"] for row in letters.values()} == {"/me/"}
    said = {who: worded([row], school.at).body for who, row in letters.items()}
    assert "镇派出所" in said["sergeant"]
    assert letters["sergeant"].facts["last"] in str(school.state().nomination("an").opinions["police"].due)
    assert "前答复" in said["sergeant"]
    assert "前答复" not in said["taxman"]
    assert {kind for _, kind in came()} == {"opinion-wanted"}


def test_a_later_last_day_is_told_to_those_who_work_in_the_stage(school: School):
    from chucai.gates.acts import ExtendStage

    came()
    later = school.state().round.windows["nominate"].last + timedelta(days=7)
    school.do(SECRETARY, ExtendStage(stage="nominate", last=later, reason="Snow."))
    told = Mail.objects.filter(kind="deadline-moved")
    assert {row.facts["last"] for row in told} == {str(later)}
    assert not any("Snow" in str(row.facts) for row in told)
    assert came() == [("clerk", "deadline-moved"), ("other", "deadline-moved")]
    judging(school.later(days=8))
    came()
    later = school.state().round.windows["judge"].last + timedelta(days=7)
    school.do(SECRETARY, ExtendStage(stage="judge", last=later, reason="Snow."))
    assert came() == [("judge-0", "deadline-moved"), ("judge-1", "deadline-moved")]


def test_that_a_nominee_agreed_is_told_to_the_unit(school: School):
    judging(school)
    school.assess({(judge, name): 3 for judge in school.judges for name in ("an", "bo", "cen")})
    school.choose("an", "bo", "cen")
    came()
    school.do(SECRETARY, Accept(nomination="an"))
    assert came() == [("clerk", "nominee-agreed")]


def test_notice_and_objection_reach_unit_and_office():
    from chucai.gates.acts import AdoptShortlist, AnswerObjection

    school = judging(opened(consulting(charter_text(nominating=True, assigned=True))))
    school.assess({(judge, name): 3 for judge in school.judges for name in ("an", "bo", "cen")})
    school.do(SECRETARY, school.ranking("an", "bo", "cen"))
    school.do(SECRETARY, AdoptShortlist(stage="judge", chosen={"person": ("an", "bo")}))
    school.do(SECRETARY, CloseStage(stage="judge"))
    school.do(SECRETARY, OpenStage(stage="public"))
    came()
    school.do(SECRETARY, PublishNotice(notice="public", stage="public", listed=("an", "bo")))
    assert came() == [("clerk", "notice-published")]
    school.later(days=1)
    made = Object(
        notice="public", objection="o-1", about="an", named=True, identity=reason("who"), grounds=reason("why")
    )
    school.do(actor("public", "anybody"), made)
    assert [set(row.facts) for row in Mail.objects.all()] == [{"objection", "onward"}] * 2
    assert came() == [("office", "objection-received"), ("second", "objection-received")]
    answer = AnswerObjection(notice="public", objection="o-1", outcome="dismissed", answer=reason("a"))
    school.do(SECRETARY, answer)
    assert came() == [("head", "objection-answered"), ("second", "objection-answered")]


# --- in the same transaction, once, for little


def test_a_refused_act_posts_nothing(school: School):
    came()
    with pytest.raises(Refused):
        perform_many(ROUND, [school.submission("an"), school.submission("an")])
    assert came() == []
    assert not Event.objects.filter(kind="submitted").exists()


def test_what_fails_after_the_letters_takes_them_along(school: School, monkeypatch: pytest.MonkeyPatch):
    came()

    def breaks(_: object) -> None:
        assert Mail.objects.exists()
        raise KeyError("the box")

    monkeypatch.setattr(acts._Try, "_see_to_boxes", breaks)
    with pytest.raises(KeyError):
        school.submit("an")
    assert came() == []


def test_letters_that_fail_take_the_act_along(school: School, monkeypatch: pytest.MonkeyPatch):
    def breaks(*_: object) -> None:
        raise KeyError("the outbox")

    monkeypatch.setattr(telling.outbox, "post_all", breaks)
    with pytest.raises(KeyError):
        school.submit("an")
    assert not Event.objects.filter(kind="submitted").exists()


def test_the_same_event_is_told_once(school: School):
    came()
    school.submit("an")
    state = school.state()
    data = {"nomination": "an", "unit": "school"}
    event = acts.Event(ROUND, "nomination/an", 1, "submitted", "office", "secretary", school.at, data)
    telling.tell(state, [event])
    assert came() == [("clerk", "accepted")]


def test_a_foretold_letter_is_not_written(school: School):
    came()
    _, state, events = acts.foreseen(school.state(), [school.submission("an")])
    (preview,) = telling.foretold(state, events, school.at)
    assert preview.count == 1
    assert not Mail.objects.exists()


def test_letters_take_as_many_queries_for_many_acts_as_for_one(school: School):
    def queries(names: list[str]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            school.submit(*names)
        return sum("records_mail" in each["sql"] or "records_seat" in each["sql"] for each in seen)

    assert queries(["an"]) == 3
    assert queries([f"n-{n}" for n in range(20)]) == 3


def test_a_round_in_which_nobody_sits_costs_one_look():
    empty = School(round_id="empty").open(nominating=True)
    with CaptureQueriesContext(connection) as seen:
        empty.submit("an", "bo")
    asked = [each["sql"] for each in seen if "records_seat" in each["sql"] or "records_mail" in each["sql"]]
    assert len(asked) == 1
    assert not Mail.objects.exists()


def test_a_score_sheet_costs_nothing(school: School):
    judging(school)
    came()
    with CaptureQueriesContext(connection) as seen:
        school.assess({("judge-0", "an"): 3})
    assert not [each for each in seen if "records_seat" in each["sql"] or "records_mail" in each["sql"]]


# --- nothing that its reader may not see, nothing personal


def test_a_judge_who_is_barred_hears_nothing_of_the_case_in_another_role(school: School):
    school.do(SECRETARY, Appoint(role="coordinator", who=("judge-0", "judge-1"), scope="school"))
    school.submit("an", "bo")
    school.do(JUDGE, Recuse(assessor="judge-0", nomination="an", interest="family"))
    came()
    for name in ("an", "bo"):
        school.do(SECRETARY, Return(nomination=name, clause="N3", reason=reason()))
    heard = {(row.address.split(".")[0], row.facts["nomination"]) for row in Mail.objects.all()}
    assert heard == {("clerk", "an"), ("judge-1", "an"), *((who, "bo") for who in ("clerk", "judge-0", "judge-1"))}


def test_a_letter_names_only_those_of_several_cases_that_its_reader_may_see(school: School):
    school.do(SECRETARY, Appoint(role="coordinator", who=("judge-0",), scope="school"))
    school.submit("an", "bo")
    school.do(JUDGE, Recuse(assessor="judge-0", nomination="an", interest="family"))
    came()
    back = [Return(nomination=name, clause="N3", reason=reason()) for name in ("an", "bo")]
    perform_many(ROUND, [Signed(SECRETARY, act, school.at) for act in back])
    assert {row.address.split(".")[0]: row.facts["nomination"] for row in Mail.objects.all()} == {
        "clerk": ["an", "bo"],
        "judge-0": "bo",
    }


def test_whose_role_has_ended_hears_nothing_more(school: School):
    school.do(SECRETARY, Dismiss(role="coordinator", who=("clerk",), scope="school", reason="r"))
    came()
    school.submit("an")
    assert came() == []


def test_no_letter_says_anything_personal(school: School):
    judging(school)
    school.assess({(judge, name): 4 for judge in school.judges for name in ("an", "bo")})
    school.do(JUDGE, Recuse(assessor="judge-0", nomination="cen", interest="family"))
    rows = list(Mail.objects.all())
    allowed = {"stage", "last", "cases", "nomination", "onward", "unit", "category", "places", "objection", "body"}
    assert rows
    for row in rows:
        assert set(row.facts) <= allowed
        body = worded([row], school.at).body
        assert not [word for word in ("What an did", "family", "judge-0", "@") if word in body]
