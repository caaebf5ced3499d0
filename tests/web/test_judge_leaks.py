"""What an assessor must not learn is in no byte of what they are sent: page, answer, header, address or order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chucai.gates.acts import Appoint
from chucai.web.records import models
from chucai.web.records.sheets import papers
from tests.web.judged_round import DIGESTS, PEOPLE, UNITS, County, case_id
from tests.web.personas import seat, signed_in, signed_in_client
from tests.web.small_round import SECRETARY

pytestmark = pytest.mark.django_db
CASE = case_id(2)
LANGUAGES = ("en", "zh-CN")
HIDDEN = sorted(
    {
        *(name for name, *_ in PEOPLE),
        *("Quill", "Marta", "青禾", "明渠", "Brandt", "Ferrow"),
        *(part for _, name in UNITS for part in name.split(" ", 1)),
        *(f'"{unit}"' for unit, _ in UNITS),
        "top secret",
        "a" * 64,
    }
)
PAGES = (
    *("", "?show=sealed", "?show=aside", "?page=2", "interests", "signed", "resume"),
    *("check", f"check?case={CASE}", "spread"),
)
OF_CASE = ("", "aside", "amend", "save", "skip", "abstain", "evidence/1", "evidence/2")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-05T02:00:00+00:00")


def everything(answer: Any) -> str:
    """All that goes over the wire."""
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{heads}\n{answer.cookies.output()}\n{answer.content.decode()}"


def answers(county: County, judge: str, cases: list[str]) -> Iterator[tuple[str, str]]:
    """Every answer a judge can get, with what it was an answer to; before and after interests are declared."""
    base = f"/rounds/{county.round_id}/judge/"
    for language in LANGUAGES:
        client = signed_in_client(county, judge, headers={"accept-language": language})
        for page in PAGES:
            yield page, everything(client.get(base + page))
        for case in cases:
            for page in OF_CASE:
                yield f"{case}/{page}", everything(client.get(f"{base}cases/{case}/{page}"))
            edits = [
                {"id": f"{language}{case}", "field": "mark:daring", "value": "99", "at": 1, "base": 0, "device": "d"}
            ]
            for value in ("99", "7"):
                body = json.dumps({"edits": [{**edits[0], "value": value}]})
                sent = client.post(f"{base}cases/{case}/save", body, content_type="application/json")
                yield f"{case}/save", everything(sent)
            for page in ("skip", "aside", "amend"):
                yield f"{case}/{page}", everything(client.post(f"{base}cases/{case}/{page}"))


def test_hidden_names_and_units_are_in_no_answer():
    """Not in titles, not in the text (where they are blanked), not in names of files, headers or addresses."""
    county = County().begin()
    cases = [case_id(number) for number in (1, 2, 5)]  # own unit; hidden in English; hidden in Chinese
    for declared in (False, True):
        if declared:
            county.declared("judge-0")
        for page, sent in answers(county, "judge-0", cases):
            found = [word for word in HIDDEN if word.casefold() in sent.casefold()]
            assert not found, (page, found)


def test_no_door_to_a_case_is_open_before_its_interests_are_declared():
    """Its documents are not read, no mark is kept, it is neither put off nor abstained from; recusing oneself goes."""
    county = County("seen").begin(blind=False)
    judge = signed_in_client(county, "judge-1", headers={"accept-language": "en"})
    base = f"/rounds/{county.round_id}/judge/"
    case = f"{base}cases/{CASE}/"
    edit = {"id": "e1", "field": "mark:daring", "value": "7", "at": 1, "base": 0, "device": "d"}
    body = json.dumps({"edits": [edit]})

    def tried() -> list[Any]:
        asked = [judge.get(case), judge.get(f"{case}evidence/1")]
        form = {"mark:daring": "7", "was:mark:daring": "", "version": "0"}
        return asked + [judge.post(f"{case}{page}", form) for page in ("save", "skip", "abstain")]

    assert [answer.headers.get("Location") for answer in tried()] == [f"{base}interests"] * 5
    refused = judge.post(f"{case}save", body, content_type="application/json")
    assert (refused.status_code, refused.json()["keep"]) == (409, True)
    assert "say first whether you have an interest" in refused.json()["refused"]
    assert papers(county.round_id, "judge-1", "judge").sheets == {}
    assert "judge-1" not in county.state().nomination(CASE).abstained.get("judge", ())
    assert judge.get(f"{case}aside").status_code == 200

    county.declared("judge-1")
    assert judge.get(f"{case}evidence/1").headers.get("Location") is None
    assert judge.post(f"{case}save", body, content_type="application/json").status_code == 200
    assert f"{base}interests" not in [answer.headers.get("Location") for answer in tried()]


def test_what_was_declared_is_read_again_without_the_names():
    """Of the case one judges on as of the one one is recused from."""
    county = County().begin()
    base = f"/rounds/{county.round_id}/judge/"
    for language in LANGUAGES:
        client = signed_in_client(county, "judge-0", headers={"accept-language": language})
        stated = {f"interest:{CASE}": "other", f"interest:{case_id(6)}": "kin"}
        client.post(f"{base}interests", {"case": [CASE, case_id(6)], **stated})
        sent = everything(client.get(f"{base}signed"))
        assert CASE in sent
        assert case_id(6) in sent
        assert [word for word in HIDDEN if word.casefold() in sent.casefold()] == []


def test_the_same_pages_show_all_of_it_where_the_charter_hides_nothing():
    """So that the test above can fail."""
    county = County("seen").begin(blind=False)
    county.declared("judge-1")
    sent = "".join(text for _, text in answers(county, "judge-1", [CASE]))
    assert all(word in sent for word in ("Marta Quill", "Roads Bureau", "Marta Quill.pdf"))
    assert "top secret" not in sent  # an attribute for the office alone


def test_what_is_not_there_and_what_is_barred_answer_alike():
    """Own unit, somebody else's case, and a case that does not exist: who asks learns nothing by asking."""
    county = County().begin()
    county.submit_many([8])
    county.give({"judge-1": [case_id(8)]})
    county.declared("judge-0")
    client = signed_in_client(county, "judge-0")
    base = f"/rounds/{county.round_id}/judge/cases/"
    for page in OF_CASE:
        for post in (False, True):
            asked = [f"{base}{case}/{page}" for case in (case_id(1), case_id(8), "c-9999")]
            found = [client.post(url) if post else client.get(url) for url in asked]
            plain = [
                (each.status_code, each.content.decode().replace(url, ""))
                for each, url in zip(found, asked, strict=True)
            ]
            assert plain[0][0] in (404, 405)
            assert len({status for status, _ in plain}) == 1, page
    assert case_id(1) not in client.get(f"/rounds/{county.round_id}/judge/").content.decode()


def test_a_case_of_the_own_unit_goes_without_a_word():
    """That it is from the own unit would tell the unit of a case whose unit is hidden."""
    county = County().begin()
    county.declared("judge-1")
    client = signed_in_client(county, "judge-1", headers={"accept-language": "en"})
    before = client.get(f"/rounds/{county.round_id}/judge/").content.decode()
    assert case_id(2) in before
    county.do(SECRETARY, Appoint(role="assessor", who=("judge-1",), units={"judge-1": "roads"}))
    for page in ("", "?show=aside", "?show=sealed"):
        after = client.get(f"/rounds/{county.round_id}/judge/{page}").content.decode()
        assert case_id(2) not in after
        assert "own unit" not in after


def test_the_order_is_the_judges_own_and_follows_neither_names_nor_units():
    county = County("order", judges=4).begin(cases=24)
    orders = {}
    for judge in county.judges[1:]:
        county.declared(judge)
        client = signed_in_client(county, judge)
        text = client.get(f"/rounds/{county.round_id}/judge/").content.decode()
        orders[judge] = sorted((case_id(n) for n in range(1, 25)), key=text.index)
        assert client.get(f"/rounds/{county.round_id}/judge/").content.decode().index(orders[judge][0])
    assert len({tuple(order) for order in orders.values()}) == 3
    by_name = sorted(orders["judge-1"], key=lambda case: PEOPLE[(int(case[2:]) - 1) % 6][0])
    by_unit = sorted(orders["judge-1"], key=lambda case: PEOPLE[(int(case[2:]) - 1) % 6][1])
    for order in orders.values():
        assert order not in (sorted(order), by_name, by_unit)


class TestOtherMarks:
    MINE, THEIRS = {"daring": 8, "doing": 4, "shining": 70}, {"daring": 3, "doing": 2, "shining": 37}

    def sealed(self) -> County:
        from chucai.gates.acts import Assess
        from tests.web.small_round import actor

        county = County("marks").begin()
        for judge, marks in (("judge-0", self.MINE), ("judge-1", self.THEIRS)):
            county.declared(judge)
            for case in county.readable(judge, 6):
                act = Assess(stage="judge", nomination=case, assessor=judge, marks=marks)
                county.do(actor("assessor", judge), act)
        return county

    def page(self, county: County) -> str:
        client = signed_in_client(county, "judge-0", headers={"accept-language": "en"})
        pages = [
            client.get(f"/rounds/{county.round_id}/judge/{page}") for page in (f"cases/{CASE}/", "spread", "", "check")
        ]
        return "".join(map(everything, pages))

    def test_they_are_nowhere_before_the_ranking_even_when_all_is_sealed(self):
        page = self.page(self.sealed())
        assert ">37<" not in page
        assert "Marks of the other assessors" not in page
        assert "judge-1" not in page
        assert "everity" not in page

    def test_they_are_there_once_the_ranking_is_adopted_and_still_nobodys(self):
        county = self.sealed()
        county.do(SECRETARY, county.ranked())
        page = self.page(county)
        assert "Marks of the other assessors" in page
        assert ">37<" in page
        assert "judge-1" not in page
        assert "everity" not in page


def test_a_document_is_given_only_where_names_may_be_seen():
    for blind, status in ((False, 200), (True, 404)):
        county = County(f"papers-{blind}").begin(blind=blind)
        county.declared("judge-1")
        account = seat(county, "judge-1")
        models.Upload.objects.create(
            round_id=county.round_id,
            owner="unit/roads",
            digest=DIGESTS[0],
            name="x.pdf",
            media="application/pdf",
            size=8,
            content=b"%PDF-1.7",
            at=county.at,
        )
        answer = signed_in(account).get(f"/rounds/{county.round_id}/judge/cases/{CASE}/evidence/1")
        assert answer.status_code == status
        if not blind:
            assert answer.content == b"%PDF-1.7"
            assert answer.headers["Content-Type"] == "application/pdf"
            assert "sandbox" in answer.headers["Content-Security-Policy"]
