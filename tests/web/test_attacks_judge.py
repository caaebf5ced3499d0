"""An assessor who does not take the way the pages offer: forged requests, other people's cases, other rounds."""

from __future__ import annotations

import pytest
from django.test import Client

from chucai.web.records import models
from tests.web.judged_round import County, case_id
from tests.web.personas import seat, signed_in
from tests.web.test_judge_work import Bench

pytestmark = pytest.mark.django_db
CASE, OWN_UNIT = case_id(2), case_id(1)
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
PAGES = ("", "undertaking", "interests", "signed", "resume", "check", "spread", "report")
OF_CASE = ("", "save", "skip", "aside", "abstain", "amend", "evidence/1")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-05T02:00:00+00:00")


def written(county: County) -> tuple[int, int]:
    """Events and papers there are: what a request that does nothing leaves alone."""
    mine = models.Event.objects.filter(round_id=county.round_id).count()
    return mine, models.Draft.objects.filter(round_id=county.round_id).count()


def test_nothing_is_handed_in_before_interests_are_declared():
    """Marks that lie there from before are kept, and the way leads to the declaration."""
    bench = Bench(County().begin())
    bench.mark(CASE)
    models.Draft.objects.filter(kind="interests").delete()
    answer = bench.seal(CASE)
    assert answer["Location"].endswith("/judge/interests")
    assert bench.sheet(CASE) is None
    bench.county.declared(bench.judge)
    bench.seal(CASE)
    assert bench.sheet(CASE) is not None


def test_nothing_is_read_or_written_before_the_undertaking_is_signed():
    bench = Bench(County().begin(signed=False), declared=False)
    before = written(bench.county)
    for page in ("", "interests", "signed", "check", "spread", *(f"cases/{CASE}/{page}" for page in OF_CASE)):
        for method in ("get", "post"):
            answer = getattr(bench.client, method)(bench.base + page)
            assert answer.status_code == 405 or answer["Location"].endswith("/judge/undertaking"), page
    assert written(bench.county) == before


def test_reading_changes_nothing():
    bench = Bench(County().begin())
    bench.mark(CASE)
    before = written(bench.county)
    for page in (*PAGES, *(f"cases/{CASE}/{page}" for page in OF_CASE)):
        for method in ("get", "head", "options", "trace"):
            assert getattr(bench.client, method)(bench.base + page).status_code < 500
    assert written(bench.county) == before


def test_no_method_opens_a_case_that_is_barred():
    bench = Bench(County().begin())
    before = written(bench.county)
    for page in OF_CASE:
        for method in METHODS:
            answer = getattr(bench.client, method)(f"{bench.base}cases/{OWN_UNIT}/{page}")
            assert answer.status_code in (404, 405), (method, page)
    assert written(bench.county) == before


def test_a_forged_list_of_cases_seals_only_ones_own():
    """Cases of the own unit, cases that are not there, and sheets that nobody has written."""
    bench = Bench(County().begin())
    bench.mark(CASE)
    bench.seal(CASE, OWN_UNIT, "c-9999", f"{CASE}/../{OWN_UNIT}")
    assert bench.sheet(CASE) is not None
    assert bench.sheet(OWN_UNIT) is None


def test_an_assessor_of_one_round_is_nobody_in_another():
    here, there = County("here-2026").begin(), County("there-2026").begin()
    here.declared("judge-0")
    client = signed_in(seat(here, "judge-0"))
    before = written(there)
    for page in (*PAGES, *(f"cases/{CASE}/{page}" for page in OF_CASE)):
        for method in ("get", "post"):
            answer = getattr(client, method)(f"/rounds/{there.round_id}/judge/{page}")
            assert answer.status_code == 403, (method, page)
    assert written(there) == before


def test_what_comes_from_another_site_is_not_done():
    bench = Bench(County().begin())
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = bench.client.cookies
    before = written(bench.county)
    for page in ("check", "interests", *(f"cases/{CASE}/{page}" for page in ("save", "skip", "aside", "abstain"))):
        sent = forged.post(bench.base + page, {"case": CASE}, headers={"origin": "https://elsewhere.example"})
        assert sent.status_code == 403, page
    assert written(bench.county) == before


def test_who_steps_aside_reads_no_more_of_the_case_anywhere():
    bench = Bench(County().begin())
    assert bench.get(f"cases/{CASE}/").status_code == 200
    bench.post(f"cases/{CASE}/aside", interest="kin", note="")
    for page in OF_CASE:
        assert bench.get(f"cases/{CASE}/{page}").status_code in (404, 405), page
    deeds = "rebuilt the hill road"
    for page in PAGES:
        assert deeds not in bench.client.get(bench.base + page, follow=True).content.decode(), page
    edit = bench.edit(CASE, "mark:daring", "8")
    assert edit.status_code == 404
    assert deeds not in edit.content.decode()
