"""What is not for somebody is in no list, file, header or paper, by whichever of several roles they ask."""

from __future__ import annotations

import hashlib
from itertools import product

import pytest
from django.test import Client

from chucai.gates.acts import Appoint, Recuse
from chucai.web.records import models
from tests.web.judged_round import County, case_id
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND, SECRETARY, actor
from tests.web.test_judge_work import Bench
from tests.web.test_public_objecting import send

pytestmark = pytest.mark.django_db
OFFICE = f"/rounds/{ROUND}/office/"


def read(client: Client, where: str) -> str:
    answer = client.get(where)
    sent = answer.getvalue() if answer.streaming else answer.content
    return sent.decode() if answer.status_code == 200 else ""


@pytest.fixture
def auditor(monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    """Judges, too, and is recused from `an`, who stands on a public notice and was objected to."""
    school = PublicSchool().noticed().set_clock(monkeypatch)
    send(client)
    school.do(SECRETARY, Appoint(role="auditor", who=("judge-0",)))
    school.do(actor("assessor", "judge-0"), Recuse(assessor="judge-0", nomination="an", interest="kin"))
    return signed_in_client(ROUND, "judge-0")


def test_who_is_recused_finds_the_case_in_no_list_of_the_office(auditor: Client):
    """On the public notice they see it like anybody; of its marks, its standing and its objections nothing."""
    for page in ("nominations/", "nominations.csv", "nominations/?search=an", "nominations/?sort=merit"):
        listed = read(auditor, OFFICE + page)
        assert "bo" in listed
        assert "/nominations/an/" not in listed
        assert "\nan," not in listed
    assert auditor.get(f"{OFFICE}nominations/an/").status_code == 404
    assert "(an)" not in read(auditor, f"{OFFICE}decision/objections/")


def test_who_confers_reads_no_list_that_is_not_signed():
    county = County().begin()
    for judge in county.judges:
        county.declared(judge)
    office, head = (signed_in_client(county, who) for who in ("office", "head"))
    base = f"/rounds/{county.round_id}/office/decision/compare/judge/"
    office.post(f"{base}work-out")
    assert office.get(f"{base}papers").status_code == 200
    assert head.get(f"{base}papers").status_code == 403


def test_no_mark_of_a_judge_can_be_guessed_from_what_everybody_is_sent(monkeypatch: pytest.MonkeyPatch):
    """A leaf is the hash of what an event says: whoever has a part of it can try all marks there are."""
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-05T02:00:00+00:00")
    bench = Bench(County().begin())
    case = case_id(2)
    bench.mark(case)
    bench.seal(case)
    sent = models.Event.objects.order_by("-id")[0]
    told = bytes(sent.data).decode()
    page = Client().get(f"/rounds/{bench.county.round_id}/")
    heads = str(page.headers)
    for daring, doing in product(range(11), range(1, 6)):
        guess = told.replace('"daring":8', f'"daring":{daring}').replace('"doing":4', f'"doing":{doing}')
        leaf = hashlib.sha256(b"\0" + guess.encode()).hexdigest()
        assert leaf[:8] not in heads
    assert f"-{sent.pk}." not in heads


def test_a_feed_that_is_kept_names_no_place_that_somebody_asked_for():
    PublicSchool().noticed()
    feed = f"/rounds/{ROUND}/feed.atom"
    Client().get(feed, headers={"host": "localhost:9999"})
    assert "localhost:9999" not in Client().get(feed).content.decode()
    assert "localhost:9999" not in Client().get(feed, headers={"host": "localhost:9999"}).content.decode()


def test_no_document_goes_to_whoever_judges_blind_by_another_address():
    bench = Bench(County().begin())
    digest = "a" * 64
    models.Upload.objects.create(
        round_id=bench.county.round_id,
        owner="unit/roads",
        digest=digest,
        name="x.pdf",
        media="application/pdf",
        size=8,
        content=b"%PDF-1.7",
        at=bench.county.at,
    )
    for room in ("nominate/cases", "office/nominations"):
        where = f"/rounds/{bench.county.round_id}/{room}/{case_id(2)}/evidence/{digest}/"
        assert bench.client.get(where).status_code == 403


def test_nobody_is_known_in_the_ledger_by_their_mail_address():
    PublicSchool().noticed()
    office = signed_in_client(ROUND, "office")
    given = {"role": "auditor", "email": "zhang.wei@example.org", "name": "", "actor": "", "scope": "", "unit": ""}
    office.post(f"{OFFICE}people/", given)
    assert models.Seat.objects.filter(account__email="zhang.wei@example.org").exists()
    assert not any(b"zhang" in bytes(data) for data in models.Event.objects.values_list("data", flat=True))
