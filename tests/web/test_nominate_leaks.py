"""What a coordinator never learns: of other units nothing, of the comparison nothing before it is over."""

from __future__ import annotations

import pytest
from django.test import Client

from chucai.gates.acts import Appoint, CloseStage, PublishNotice, RecordBallot, Tally
from chucai.web.nominate.urls import urlpatterns
from tests.web.lanxi_round import Lanxi
from tests.web.lanxi_round import coordinator as of
from tests.web.nominating import BASE, DIGEST, begun, coordinator, document, plain, press, text
from tests.web.personas import signed_in_client
from tests.web.small_round import SECRETARY, School

pytestmark = pytest.mark.django_db
CASE_PAGES = ("", "received/", "revise/", "withdraw/", "return/", "stop/", "form/", f"evidence/{DIGEST}/")
DRAFT_PAGES = (
    "",
    "who/",
    "about/",
    "statement/",
    "members/",
    "evidence/",
    "claims/",
    "claims/new/",
    "check/",
    "drop/",
    f"evidence/{DIGEST}/",
)
UNIT_PAGES = (
    "slates/u1/person/",
    "slates/u1/person/check/",
    "slates/u1/person/promote/",
    "slates/u1/person/form/",
    "votes/u1/",
    "votes/u1/check/",
    "notices/u1/",
    "notices/u1/form/",
    "prints/u1/",
)


@pytest.fixture
def lanxi() -> Lanxi:
    return Lanxi().open().villagers()


@pytest.fixture
def draft(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch) -> str:
    """A draft of u1 with a document."""
    client = coordinator(lanxi, "u1", monkeypatch)
    draft = begun(client)
    press(client, f"{draft}who/", {"name": "Sun Secret"})
    press(client, f"{draft}evidence/", {"documents": [document()], "finish": "1"})
    return draft


def refused(client: Client, where: str) -> bool:
    """Neither to look at nor to act on."""
    return client.get(where).status_code in (403, 404, 405) and client.post(where, {}).status_code in (403, 404, 405)


@pytest.mark.parametrize("who", ["u2", "u3", "b2"])
def test_nothing_of_another_unit_is_found(lanxi: Lanxi, draft: str, who: str, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, who, monkeypatch)
    pages = [f"{BASE}cases/n-1/{page}" for page in CASE_PAGES] + [f"{draft}{page}" for page in DRAFT_PAGES]
    assert [where for where in pages + [BASE + page for page in UNIT_PAGES] if not refused(client, where)] == []


def test_a_draft_belongs_to_its_own_unit_even_from_above(lanxi: Lanxi, draft: str, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "b1", monkeypatch)
    assert refused(client, draft)
    assert "Sun Secret" not in client.get(BASE).content.decode()
    assert "Zhao" in client.get(BASE).content.decode()


@pytest.mark.parametrize("who", ["judge-1", "office", "head"])
def test_other_roles_have_no_pages_here(lanxi: Lanxi, draft: str, who: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    client = signed_in_client(lanxi, who)
    cases = [f"{BASE}cases/n-1/{page}" for page in CASE_PAGES[:-1]]
    for where in (BASE, draft, *cases, *(BASE + page for page in UNIT_PAGES)):
        assert client.get(where).status_code == 403


def test_every_page_says_who_may_open_it():
    from chucai.web.access import ATTRIBUTE

    assert [pattern.name for pattern in urlpatterns if not hasattr(pattern.callback, ATTRIBUTE)] == []


def test_names_of_other_units_do_not_come_out_of_the_search_for_the_same_person(
    lanxi: Lanxi, draft: str, monkeypatch: pytest.MonkeyPatch
):
    client = coordinator(lanxi, "u2", monkeypatch)
    own = begun(client, "u2")
    for name in ("Zhao", "Qian", "Sun Secret"):
        assert "same person" not in plain(client.post(f"{own}same/", {"name": name}))
    assert "same person" in plain(client.post(f"{own}same/", {"name": "Zhou"}))


def test_a_draft_cannot_name_a_document_of_another_unit(lanxi: Lanxi, draft: str, monkeypatch: pytest.MonkeyPatch):
    """Its digest may be known; the content is not handed out for it."""
    client = coordinator(lanxi, "u2", monkeypatch)
    own = begun(client, "u2")
    press(client, f"{own}claims/new/", {"says": "x", "bound": "exact", "evidence": [DIGEST]})
    assert client.get(f"{own}evidence/{DIGEST}/").status_code == 404


def test_counts_are_of_the_own_unit(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    page = text(coordinator(lanxi, "u2", monkeypatch), BASE)
    assert "Put in order Official 3 4 1 3" in page
    assert "Zhou" in page
    assert "n-1" not in page


def test_sensitive_answers_are_not_shown_again(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    from datetime import date

    lanxi.submit("n-5", "u1", "Wu", attributes={"sanction_until": date(2020, 1, 31)})
    for who in ("u1", "b1"):
        client = coordinator(lanxi, who, monkeypatch)
        for page in ("", "form/"):
            assert "2020" not in text(client, f"{BASE}cases/n-5/{page}").partition("What has happened")[0]


# --- while judges compare


def to_the_comparison(lanxi: Lanxi) -> None:
    tallies = {"n-1": Tally(agree=9), "n-2": Tally(agree=9)}
    vote = RecordBallot(
        ballot="unit-recommend.u1", stage="unit-recommend", unit="u1", entitled=9, present=9, cast=9, tallies=tallies
    )
    lanxi.do(of("u1"), vote)
    lanxi.forward("unit-recommend", "u1", "n-1", "n-2")
    lanxi.turn("unit-recommend", "unit-notice")
    lanxi.do(of("u1"), PublishNotice(notice="unit-notice.u1", stage="unit-notice", unit="u1", listed=("n-1", "n-2")))
    lanxi.turn("unit-notice", "bureau-recommend")
    lanxi.forward("bureau-recommend", "b1", "n-1", "n-2")
    lanxi.turn("bureau-recommend", "compare")


def test_while_judges_compare_both_stand_alike(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    to_the_comparison(lanxi)
    client = coordinator(lanxi, "u1", monkeypatch)
    before = [client.get(f"{BASE}{page}").content.decode() for page in ("", "cases/n-1/", "cases/n-2/")]
    assert before[0].count("with the judges") == 2
    assert "with the judges" in before[1]
    assert "with the judges" in before[2]
    assert "Withdraw" not in before[1]


# --- before the awards are announced


def test_units_read_who_is_honoured_when_everybody_does(monkeypatch: pytest.MonkeyPatch):
    """The authority confers one after another while the stage is open; the announcement is one."""
    school = School().open()
    school.do(SECRETARY, Appoint(role="coordinator", who=("co",), scope="school"))
    school.finish()
    base = f"/rounds/{school.round_id}/nominate/"
    pages = (base, f"{base}cases/an/", f"{base}cases/an/form/", f"{base}cases/bo/")
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    client, chinese = (signed_in_client(school, "co", headers={"accept-language": it}) for it in ("en", "zh-hans"))
    for page in pages:
        assert "conferred" not in text(client, page)
        assert "已表彰" not in text(chinese, page)
    assert text(client, base).count("in the running") == 2
    school.do(SECRETARY, CloseStage(stage="confer"))
    assert text(client, base).count("conferred") == 2
    assert "conferred" in text(client, f"{base}cases/an/")
    assert "已表彰" in text(chinese, f"{base}cases/an/")
