"""An assessor's whole job by plain requests: signed, declared, marked, checked, sealed, amended, looked back on."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.gates.acts import Assign, Recuse, Withdraw
from chucai.web.records import models
from chucai.web.records.replay import replay
from chucai.web.records.sheets import papers
from tests.web.judged_round import County, case_id
from tests.web.personas import signed_in_client
from tests.web.small_round import SECRETARY, School

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
CASE = case_id(2)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-05T02:00:00+00:00")


class Bench:
    """One judge at work."""

    def __init__(self, county: County, judge: str = "judge-0", declared: bool = True) -> None:
        self.county, self.judge = county, judge
        self.client: Client = signed_in_client(county, judge, headers=ENGLISH)
        self.base = f"/rounds/{county.round_id}/judge/"
        if declared:
            county.declared(judge)

    def get(self, page: str = "") -> Any:
        return self.client.get(self.base + page)

    def post(self, page: str, **sent: Any) -> Any:
        return self.client.post(self.base + page, sent)

    def edit(
        self, case: str, field: str, value: Any, *, at: int = 1, base: int = 0, device: str = "d", id_: str = ""
    ) -> Any:
        edit = {"id": id_ or f"{field}{value}{at}{device}", "field": field, "value": value, "at": at, "base": base}
        body = json.dumps({"edits": [{**edit, "device": device}]})
        return self.client.post(f"{self.base}cases/{case}/save", body, content_type="application/json")

    def mark(self, *cases: str, marks: tuple[str, str, str] = ("8", "4", "70")) -> None:
        for case in cases:
            for field, value in zip(("mark:daring", "mark:doing", "mark:shining"), marks, strict=True):
                assert self.edit(case, field, value).status_code == 200

    def seal(self, *cases: str) -> Any:
        own = papers(self.county.round_id, self.judge, "judge")
        versions = {f"version:{case}": own.sheet(case).version for case in cases}
        return self.post("check", case=list(cases), **versions)

    def sheet(self, case: str) -> Any:
        return self.county.state().nomination(case).sheets.get("judge", {}).get(self.judge)

    @property
    def cases(self) -> list[str]:
        return self.county.readable(self.judge, 6)


@pytest.fixture
def bench() -> Bench:
    return Bench(County().begin())


class TestFirstThingsFirst:
    def test_nothing_is_seen_before_the_undertaking_is_signed(self):
        bench = Bench(County().begin(signed=False), declared=False)
        for page in ("", "interests", "signed", "resume", "check", "spread", f"cases/{CASE}/", f"cases/{CASE}/aside"):
            answer = bench.get(page)
            assert answer.headers["Location"] == f"{bench.base}undertaking", page
        assert bench.edit(CASE, "mark:daring", "8").status_code == 302

    def test_signing_leads_to_the_interests_and_is_done_once(self):
        bench = Bench(County().begin(signed=False), declared=False)
        assert bench.post("undertaking").status_code == 422
        for _ in range(2):
            assert bench.post("undertaking", agreed="yes").status_code == 302
        assert bench.county.state().assessor("judge-0").undertaken
        assert bench.get().headers["Location"] == f"{bench.base}interests"

    def test_no_case_is_marked_before_its_interests_are_declared(self):
        bench = Bench(County().begin(), declared=False)
        assert bench.get(f"cases/{CASE}/").headers["Location"] == f"{bench.base}interests"

    def test_a_kind_the_charter_lists_bars_at_once_and_another_is_only_noted(self):
        bench = Bench(County().begin(), declared=False)
        page = bench.get("interests").content.decode()
        assert all(case in page for case in bench.cases)
        stated = {f"interest:{CASE}": "kin", f"interest:{case_id(4)}": "other"}
        bench.post("interests", case=bench.cases, **stated)
        assessor = bench.county.state().assessor("judge-0")
        assert dict(assessor.declared) == {CASE: "kin", case_id(4): "other"}
        assert list(assessor.recusals) == [CASE]
        assert bench.get(f"cases/{CASE}/").status_code == 404
        assert bench.get(f"cases/{case_id(4)}/").status_code == 200

    def test_cases_given_later_are_asked_about_alone(self):
        county = County().begin()
        bench = Bench(county)
        county.submit_many([8])
        county.give({"judge-0": [case_id(8)]})
        assert bench.get().headers["Location"] == f"{bench.base}interests"
        asked = bench.get("interests").content.decode()
        assert case_id(8) in asked
        assert CASE not in asked

    def test_an_interest_cannot_be_declared_in_somebody_elses_case(self):
        bench = Bench(County().begin(), declared=False)
        bench.post("interests", case=[case_id(1)], **{f"interest:{case_id(1)}": "kin"})
        assert not bench.county.state().assessor("judge-0").declared


class TestWhatWasSignedAndDeclared:
    def test_the_undertaking_can_be_read_again_with_the_day_it_was_signed(self):
        bench = Bench(County().begin(signed=False))
        asked = bench.get("undertaking").content.decode()
        bench.post("undertaking", agreed="yes")
        assert f'href="{bench.base}signed"' in bench.get().content.decode()
        page = bench.get("signed").content.decode()
        assert re.search(r"You signed this on 5 March 2026 \d\d:\d\d\.", page)  # the clock runs on
        promises = re.findall(r"<li>(to .*?)</li>", asked)
        assert len(promises) == 5
        assert all(promise in page for promise in promises)
        assert "You have declared no interest." in page

    def test_every_declared_interest_stands_there_with_what_followed(self):
        bench = Bench(County().begin(), declared=False)
        bench.post("interests", case=bench.cases, **{f"interest:{CASE}": "kin", f"interest:{case_id(4)}": "other"})
        bench.post(f"cases/{case_id(5)}/aside", interest="superior")
        page = re.sub(r"<[^>]+>", "|", bench.get("signed").content.decode())
        said = {line[0]: line[-2:] for line in self.rows(page)}
        assert {case: follows for case, (_, follows) in said.items()} == {
            f"Case {CASE}": "recused",
            f"Case {case_id(4)}": "on record",
            f"Case {case_id(5)}": "recused",
        }
        assert "kin" in said[f"Case {CASE}"][0]
        assert "In 1 more case you were asked about you have declared none." in page

    @staticmethod
    def rows(page: str) -> list[list[str]]:
        """Of each row that begins with a case, what its cells say."""
        lines = ([part.strip() for part in line.split("|") if part.strip()] for line in page.splitlines())
        return [line for line in lines if line and line[0].startswith("Case c-")]

    def test_a_recusal_that_the_office_entered_is_not_ones_own_declaration(self, bench: Bench):
        bench.county.do(SECRETARY, Recuse(assessor="judge-0", nomination=CASE, interest="kin"))
        assert CASE not in bench.get("signed").content.decode()
        assert CASE in bench.get("?show=aside").content.decode()


class TestQueue:
    def test_it_says_how_many_are_done_and_how_long_the_rest_takes(self, bench: Bench):
        bench.mark(CASE)
        page = bench.get().content.decode()
        assert "1 of 4" in page
        assert re.search(r"about\s+\d+", page)
        assert "31 March 2026" in page
        assert "marked, not sealed" in page

    def test_resume_goes_round_and_leaves_the_skipped_for_last(self, bench: Bench):
        first = bench.get("resume").headers["Location"]
        name = first.rsplit("/", 2)[1]
        onward = bench.post(f"cases/{name}/skip").headers["Location"]
        assert bench.client.get(onward).headers["Location"] != first
        bench.mark(*(case for case in bench.cases if case != name))
        assert bench.get("resume").headers["Location"] == first
        assert "skipped" in bench.get().content.decode()

    def test_what_was_taken_away_leaves_with_a_note(self, bench: Bench):
        bench.county.do(SECRETARY, Assign(stage="judge", readers={CASE: ("judge-1",)}))
        page = bench.get().content.decode()
        assert "1 case you had before has left your queue" in page
        assert CASE not in page
        assert bench.get(f"cases/{CASE}/").status_code == 404
        refused = bench.edit(CASE, "mark:daring", "3")
        assert refused.status_code == 404
        assert "no longer yours" in refused.json()["refused"]

    def test_judging_that_has_not_begun_is_said(self):
        school = School("waiting").open(nominating=True)
        answer = signed_in_client(school, "judge-0", headers=ENGLISH).get("/rounds/waiting/judge/")
        assert "Judging has not begun" in answer.content.decode()


class TestSaving:
    def test_a_change_is_acknowledged_with_the_time_of_the_programme(self, bench: Bench):
        answer = bench.edit(CASE, "mark:daring", "8").json()
        assert re.fullmatch(r"10:\d\d:\d\d", answer["saved"])  # Asia/Shanghai; the clock runs on
        assert answer["version"] == 1
        assert answer["values"] == {"mark:daring": "8", "mark:doing": "", "mark:shining": "", "comment": ""}
        assert 'value="8" checked' in bench.get(f"cases/{CASE}/").content.decode()

    def test_two_devices_are_told_of_each_other(self, bench: Bench):
        bench.edit(CASE, "mark:daring", "8", at=10, device="tablet")
        told = bench.edit(CASE, "mark:daring", "3", at=20, device="phone").json()
        assert told["crossed"] == ["Takes responsibility was changed on two devices. The newer one stands: 3 (not 8)."]

    def test_a_mark_off_the_scale_is_refused_in_words(self, bench: Bench):
        answer = bench.edit(CASE, "mark:daring", "11")
        assert answer.status_code == 422
        assert "Takes responsibility" in answer.json()["refused"]

    def test_a_form_without_script_does_the_same(self, bench: Bench):
        form = {
            "mark:daring": "8",
            "was:mark:daring": "",
            "mark:shining": "",
            "was:mark:shining": "",
            "comment": "good",
        }
        answer = bench.post(f"cases/{CASE}/save", version="0", device="form", **form)
        assert answer.headers["Location"] == f"{bench.base}cases/{CASE}/"
        onward = bench.post(f"cases/{CASE}/save", version="1", next="yes", **{"mark:doing": "4"})
        assert "resume" in onward.headers["Location"]
        values = papers(bench.county.round_id, "judge-0", "judge").sheet(CASE).data["values"]
        assert values == {"mark:daring": 8, "mark:doing": 4, "comment": "good"}

    def test_a_form_left_open_does_not_undo_what_another_device_did(self, bench: Bench):
        bench.edit(CASE, "mark:daring", "8")
        form = {"mark:daring": "", "was:mark:daring": "", "mark:doing": "4", "was:mark:doing": ""}
        bench.post(f"cases/{CASE}/save", version="0", **form)
        values = papers(bench.county.round_id, "judge-0", "judge").sheet(CASE).data["values"]
        assert values == {"mark:daring": 8, "mark:doing": 4}

    def test_nothing_is_taken_when_the_stage_is_over(self, bench: Bench, monkeypatch: pytest.MonkeyPatch):
        bench.mark(CASE)
        monkeypatch.setenv("CHUCAI_CLOCK", "2026-05-05T02:00:00+00:00")
        assert bench.edit(CASE, "mark:daring", "3").status_code == 409
        page = bench.get(f"cases/{CASE}/").content.decode()
        assert "Sheets are taken no more" in page
        assert 'id="sheet"' not in page


class TestEnds:
    def test_a_case_that_was_withdrawn_leaves_the_queue(self, bench: Bench):
        bench.mark(CASE)
        bench.county.do(SECRETARY, Withdraw(nomination=CASE, reason="0" * 64))
        assert bench.get(f"cases/{CASE}/").status_code == 404
        page = bench.get().content.decode()
        assert CASE not in page
        assert "0 of 3" in page

    def test_the_way_on_passes_over_what_is_handed_in_and_ends_at_the_check(self, bench: Bench):
        first, second, *rest = bench.cases
        bench.mark(second)
        bench.seal(second)
        page = bench.get(f"cases/{first}/").content.decode()
        assert f'id="after" rel="next" href="{bench.base}resume?after={first}"' in page
        onward = bench.get(f"resume?after={first}").headers["Location"]
        assert onward in {f"{bench.base}cases/{case}/" for case in rest}, "in the judge's own order, which is drawn"
        bench.mark(first, *rest)
        assert bench.get(f"resume?after={first}").headers["Location"] == f"{bench.base}check"

    def test_a_score_page_counts_what_was_sealed_elsewhere_meanwhile(self, bench: Bench):
        """What it says of other cases may be seconds old, but sheets that were begun and are gone make it look again."""
        bench.mark(*bench.cases[:2])
        other = bench.cases[2]
        assert "2 marked" in bench.get(f"cases/{other}/").content.decode()
        bench.seal(*bench.cases[:2])
        assert "2 marked" in bench.get(f"cases/{other}/").content.decode()
        bench.mark(other)
        assert "3 marked" in bench.get(f"cases/{other}/").content.decode()


class TestSteppingAside:
    def test_whoever_recognises_a_case_steps_aside_and_sees_it_no_more(self, bench: Bench):
        bench.mark(CASE)
        assert bench.post(f"cases/{CASE}/aside").status_code == 422
        answer = bench.post(f"cases/{CASE}/aside", interest="kin", note="a cousin")
        assert "resume" in answer.headers["Location"]
        assert bench.county.state().assessor("judge-0").barred(CASE)
        assert CASE not in papers(bench.county.round_id, "judge-0", "judge").sheets
        assert bench.get(f"cases/{CASE}/").status_code == 404
        note = models.Opening.objects.get(stream__key="assessor/judge-0", field="note")
        assert json.loads(note.value) == "a cousin"
        told = bench.get("?show=aside").content.decode()
        assert "kin" in told
        assert "Recused" in told, "the word of the office's panel"

    def test_abstaining_counts_as_read(self, bench: Bench):
        for _ in range(2):
            assert bench.post(f"cases/{CASE}/abstain", reason="outside my field").status_code == 302
        assert bench.county.state().nomination(CASE).abstained["judge"] == {"judge-0"}
        assert "abstained" in bench.get("?show=sealed").content.decode()
        assert bench.edit(CASE, "mark:daring", "3").status_code == 409


class TestSealing:
    def test_all_marked_sheets_are_handed_in_together_and_their_drafts_are_gone(self, bench: Bench):
        bench.mark(*bench.cases)
        bench.edit(CASE, "comment", "Held the dyke.")
        page = bench.get("check").content.decode()
        assert "4 sheets ready to be sealed" in page
        assert "75.0" in page  # 30 x 0.8 + 40 x 0.75 + 30 x 0.7
        assert bench.seal(*bench.cases).headers["Location"] == f"{bench.base}spread"
        assert all(dict(bench.sheet(case).marks) == {"daring": 8, "doing": 4, "shining": 70} for case in bench.cases)
        assert papers(bench.county.round_id, "judge-0", "judge").sheets == {}
        assert "Held the dyke." in bench.get(f"cases/{CASE}/").content.decode()
        assert replay(bench.county.round_id).differences == ()

    def test_pressed_twice_it_is_done_once(self, bench: Bench):
        bench.mark(*bench.cases)
        own = papers(bench.county.round_id, "judge-0", "judge")
        sent = {"case": bench.cases, **{f"version:{case}": own.sheet(case).version for case in bench.cases}}
        for _ in range(2):
            assert bench.post("check", **sent).status_code == 302
        assert models.Event.objects.filter(kind="assessed").count() == len(bench.cases)

    def test_one_sheet_can_be_sealed_alone(self, bench: Bench):
        bench.mark(*bench.cases)
        page = bench.get(f"check?case={CASE}").content.decode()
        assert "1 sheet ready" in page
        bench.seal(CASE)
        assert bench.sheet(CASE)
        assert not bench.sheet(case_id(4))

    def test_a_sheet_changed_after_the_look_is_not_sealed_unseen(self, bench: Bench):
        bench.mark(CASE)
        version = papers(bench.county.round_id, "judge-0", "judge").sheet(CASE).version
        bench.edit(CASE, "mark:daring", "2", at=50, base=version)
        answer = bench.post("check", case=[CASE], **{f"version:{CASE}": version})
        assert answer.status_code == 409
        assert "changed since you looked" in answer.content.decode()
        assert not bench.sheet(CASE)

    def test_flat_marks_and_too_many_top_marks_are_pointed_out(self, bench: Bench):
        bench.mark(CASE, marks=("10", "5", "100"))
        page = bench.get("check").content.decode()
        assert "the same on every criterion" in page
        assert "You gave the top mark 3 times in 3 marks; the charter allows at most 50%, which is 1." in page
        assert "do not count" in page

    def test_a_sealed_sheet_is_amended_only_with_a_reason(self, bench: Bench):
        bench.mark(CASE)
        bench.seal(CASE)
        marks = {"mark:daring": "5", "mark:doing": "4", "mark:shining": "70"}
        assert bench.edit(CASE, "mark:daring", "5").status_code == 409
        refused = bench.post(f"cases/{CASE}/amend", **marks)
        assert refused.status_code == 422
        assert "Give a reason" in refused.content.decode()
        assert bench.post(f"cases/{CASE}/amend", **marks, reason="read it again").status_code == 302
        assert bench.sheet(CASE).marks["daring"] == 5
        assert bench.sheet(CASE).amended == 1

    def test_amending_what_is_not_sealed_is_not_there(self, bench: Bench):
        assert bench.get(f"cases/{CASE}/amend").status_code == 404


class TestAfterwards:
    def test_own_spread_counts_own_sealed_marks(self, bench: Bench):
        assert "You have sealed no sheet yet" in bench.get("spread").content.decode()
        bench.mark(*bench.cases)
        bench.seal(*bench.cases[:3])
        page = bench.get("spread").content.decode()
        assert "You gave 9 marks, 0 of them at the top of the scale" in page
        assert "<svg" in page
        assert "<table" in page


COUNTED = ("", "?show=sealed", "check", "spread", "signed", f"cases/{CASE}/", f"cases/{CASE}/aside")


def test_a_page_asks_the_database_as_often_for_many_cases_as_for_few():
    counts: dict[str, list[int]] = {page: [] for page in COUNTED}
    for round_id, cases in (("few", 12), ("many", 150)):
        bench = Bench(County(round_id).begin(cases=cases))
        bench.mark(CASE)
        for page in COUNTED:
            bench.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert bench.get(page).status_code == 200
            counts[page].append(len(asked))
    assert {page: few == many <= 9 for page, (few, many) in counts.items()} == dict.fromkeys(COUNTED, True), counts


def test_a_save_asks_seven_times(bench: Bench):
    """Session, account, seat, streams twice, the draft, and the draft written."""
    bench.edit(CASE, "mark:daring", "3")
    with CaptureQueriesContext(connection) as asked:
        bench.edit(CASE, "mark:daring", "4", at=9)
    assert len(asked) == 7
