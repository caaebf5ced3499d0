"""Verify: a name on the rolls, a bundle of anybody, and what is on offer for those who trust nobody."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chucai.gates.acts import Forfeit
from chucai.publish.verdict import judge
from chucai.web.home import made
from chucai.web.public import judging
from chucai.web.public.views import verifying
from chucai.web.records.openings import erase
from tests.web.public_round import PublicSchool
from tests.web.small_round import AUTHORITY, ROUND

pytestmark = pytest.mark.django_db
BUNDLE = f"/rounds/{ROUND}/bundle"


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    return PublicSchool().noticed().announced().set_clock(monkeypatch)


def asked(client: Client, name: str) -> str:
    response = client.post("/verify/?lang=en", {"name": name})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["安宁", "An Ning", "an  ning", "ＡＮ ＮＩＮＧ", "安宁 An Ning", "安　宁", "安 宁"])
def test_a_name_on_a_roll_is_found_in_either_language(client: Client, school: PublicSchool, name: str):
    text = asked(client, name)
    assert "was conferred and is held." in text
    assert "Annual prize" in text
    assert "2026/1" in text
    assert f"/rounds/{ROUND}/stories/an/" in text


@pytest.mark.parametrize("name", ["岑微", "An", "Ning", "安", "%", "a" * 200])
def test_only_the_whole_name_of_somebody_honoured_is_found(client: Client, school: PublicSchool, name: str):
    assert "is on a roll that has been announced here." in asked(client, name)


def test_a_lost_honour_is_told(client: Client, school: PublicSchool):
    school.do(AUTHORITY, Forfeit(nomination="an", ground="conduct", document="2026/2"))
    assert "is no longer held: forfeited." in asked(client, "安宁")


def test_an_erased_name_is_found_no_more(client: Client, school: PublicSchool):
    erase(ROUND, "nomination/an")
    assert "Nobody by the name" in asked(client, "安宁")


def test_a_name_goes_into_no_address(client: Client, school: PublicSchool):
    text = client.get("/verify/?name=安宁").content.decode()
    assert "安宁" not in text
    assert 'method="post"' in text


def test_too_many_names_from_one_place_have_to_wait(client: Client, school: PublicSchool):
    for _ in range(verifying.LOOKS):
        asked(client, "x")
    response = client.post("/verify/?lang=en", {"name": "安宁"})
    assert response.status_code == 422
    assert "Wait ten minutes" in response.content.decode()


# --- stories


def test_a_story_says_what_was_conferred_by_whom_and_where_it_stands(client: Client, school: PublicSchool):
    text = client.get(f"/rounds/{ROUND}/stories/an/", headers={"accept-language": "en"}).content.decode()
    for words in ("An Ning", "Annual prize", "In the classroom", "Qingshi School", "2026/1", "nomination/an@"):
        assert words in text
    assert 'itemtype="https://schema.org/Person"' in text
    assert "Taught well." not in text  # deeds are for the notice, not for the roll


@pytest.mark.parametrize("nomination", ["cen", "nobody"])
def test_who_was_not_honoured_has_no_story(client: Client, school: PublicSchool, nomination: str):
    assert client.get(f"/rounds/{ROUND}/stories/{nomination}/").status_code == 404


# --- bundles


def bundle(client: Client) -> bytes:
    response = client.get(BUNDLE)
    assert response.status_code == 200
    return b"".join(response)  # type: ignore[arg-type]


def test_the_bundle_of_a_round_holds_and_opens_nothing_but_the_roll(client: Client, school: PublicSchool):
    verdict = judge(bundle(client))
    assert verdict.holds, verdict.findings
    assert verdict.depth == "public"
    content = bundle(client).decode()
    assert "安宁" in content
    assert "岑微" not in content
    assert "TELEPHONE-OF" not in content


def test_a_bundle_forgets_a_name_that_was_erased(client: Client, school: PublicSchool):
    assert "安宁" in bundle(client).decode()
    erase(ROUND, "nomination/an")
    content = bundle(client)
    assert "安宁" not in content.decode()
    assert judge(content).holds
    assert not any("安宁" in path.read_text("utf-8") for path in (made() / "published").glob("*.chucai"))


def test_a_round_whose_last_events_are_not_sealed_asks_for_patience(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.web.public_round.seal", lambda _: 0)
    PublicSchool().noticed().announced().set_clock(monkeypatch)
    response = client.get(BUNDLE)
    assert response.status_code == 503
    assert response["Retry-After"] == "300"


def sent(client: Client, content: bytes, key: str = "") -> str:
    file = SimpleUploadedFile("round.chucai", content)
    return client.post("/verify/bundle?lang=en", {"bundle": file, "key": key}).content.decode()


def test_a_true_bundle_is_told_so(client: Client, school: PublicSchool):
    text = sent(client, bundle(client))
    assert "Everything that was checked holds" in text
    assert "The roll equals what the events say: 2 awards." in text


def test_a_bundle_with_one_letter_changed_is_found_out(client: Client, school: PublicSchool):
    content = bundle(client)
    text = sent(client, content.replace("安宁".encode(), "安静".encode(), 1))
    assert "The bundle does not hold" in text


def test_a_bundle_by_another_key_is_found_out(client: Client, school: PublicSchool):
    other = "other+1c8a6b2f+AZN6ng9oFbjKJ5C3g2AomA8ESv+7XbN6NubPU3/s3iDO"
    text = sent(client, bundle(client), other)
    assert "The bundle does not hold" in text or "The verifier key is not one" in text


@pytest.mark.parametrize(
    "content", [b"\0" * 1000, b"{" * 50_000, b"[" * 200_000, b"\xff\xfe", b'{"a":1e999}\n', b"\n" * 10_000]
)
def test_whatever_is_sent_there_is_an_answer(client: Client, content: bytes):
    text = sent(client, content)
    assert "does not hold" in text or "could not be judged" in text


def test_what_takes_too_long_is_given_up(client: Client, school: PublicSchool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(judging, "SECONDS", 0)
    assert "could not be judged" in sent(client, bundle(client))


def test_nothing_of_ours_goes_along(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUCAI_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert "secret" not in " ".join(judging._surroundings().values())


def test_too_large_a_file_is_refused_unread(client: Client):
    response = client.generic("POST", "/verify/bundle?lang=en", io.BytesIO(b"x"), CONTENT_LENGTH=str(40 * 1024 * 1024))
    assert response.status_code == 413
    assert "larger than 32 MB" in response.content.decode()


def test_the_other_language_of_a_verdict_is_the_form(client: Client):
    """The bundle is not kept, so there is nothing to say in the other language."""
    assert client.get("/verify/bundle?lang=en")["Location"] == "/verify/?lang=en"


def test_a_foreign_page_cannot_have_bundles_judged():
    response = Client(enforce_csrf_checks=True).post("/verify/bundle", {})
    assert response.status_code == 403
