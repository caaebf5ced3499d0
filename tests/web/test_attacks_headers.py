"""What goes with every answer, whoever asks for whatever: errors, redirects, files and pages alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse

from chucai.web import headers, urls
from chucai.web.access import ATTRIBUTE, EVERYBODY, open_to_all
from tests.web.personas import account, signed_in, signed_in_client
from tests.web.sample_round import ROLES, open_round, patterns, samples
from tests.web.small_round import ROUND
from tests.web.test_access import known

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": ("same-origin", "no-referrer"),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": headers.PERMISSIONS_POLICY,
}
BROKEN = "/broken/"


def broken(_: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret of the house")


def says_nothing(_: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


urlpatterns = [
    path("broken/", open_to_all(broken)),
    path("says-nothing/", says_nothing),
    *urls.urlpatterns,
]


def wanting(answer: HttpResponse) -> Iterator[str]:
    """What an answer lacks."""
    for name, value in ALWAYS.items():
        if answer.headers.get(name) not in (value if isinstance(value, tuple) else (value,)):
            yield f"{name}: {answer.headers.get(name)}"
    policy = answer.headers.get("Content-Security-Policy", "")
    if "unsafe" in policy or not ("frame-ancestors 'none'" in policy or "sandbox" in policy):
        yield f"Content-Security-Policy: {policy}"
    kept = answer.headers.get("Cache-Control", "")
    if "no-store" not in kept and "public" not in kept:
        yield f"Cache-Control: {kept}"
    if "public" in kept and answer.cookies:
        yield "a cookie on what everybody may keep"


@pytest.mark.django_db
def test_every_answer_to_everybody_is_guarded_and_says_who_may_keep_it():
    there = samples(open_round())
    house = signed_in(account("house@example.org", installs=True))
    clients = [Client(), house, *(signed_in_client(ROUND, who) for who, _ in ROLES.values())]
    lacking = []
    for name, address, page in patterns():
        where = reverse(name, kwargs={part: there[part] for part in known(address)})
        everybody = EVERYBODY in getattr(page.callback, ATTRIBUTE).roles
        for client in clients:
            answer = client.get(where)
            lacking += [f"{where}: {each}" for each in wanting(answer)]
            if not everybody and "public" in answer.headers["Cache-Control"]:
                lacking.append(f"{where} may be kept by everybody")
    assert lacking == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("/nothing/here/", 404),
        ("/static/nothing.css", 404),
        ("/says-nothing/", 403),
        ("/sign-out/", 405),
        (BROKEN, 500),
    ],
)
@pytest.mark.urls(__name__)
def test_errors_are_guarded_too(where: str, status: int):
    answer = Client(raise_request_exception=False).get(where)
    assert answer.status_code == status
    assert list(wanting(answer)) == []


def test_files_are_guarded_too():
    answer = Client().head("/static/look/chucai.css")
    assert (answer.status_code, list(wanting(answer))) == (200, [])


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_page_that_was_added_without_saying_for_whom_is_opened_by_nobody():
    """Through all of the middleware, as anybody: not the installation's own office either."""
    for client in (Client(), signed_in(account("house@example.org", installs=True))):
        assert client.get("/says-nothing/").status_code == 403
        assert client.post("/says-nothing/").status_code == 403


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_what_broke_is_told_to_nobody():
    answer = Client(raise_request_exception=False).get(BROKEN)
    told = answer.content.decode()
    assert not settings.DEBUG
    for word in ("secret of the house", "Traceback", "RuntimeError", "settings", str(settings.SECRET_KEY)):
        assert word not in told


@pytest.mark.django_db
def test_another_name_than_our_own_is_not_answered():
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert list(wanting(answer)) == []
    assert "elsewhere.example" not in answer.content.decode()


# --- what is too large is not read


def sent(where: str, size: str) -> int:
    """The status of an answer to a request that says it has this size; one that reaches a page gets 200."""
    request = RequestFactory().post(where)
    request.META["CONTENT_LENGTH"] = size
    return headers.policy(lambda _: HttpResponse())(request).status_code


@pytest.mark.parametrize(
    ("where", "most"),
    [
        ("/sign-in/", headers.LARGEST),
        ("/rounds/r/notices/n/object", headers.LARGEST),
        ("/rounds/r/nominate/drafts/u/k/evidence/", headers.DOCUMENTS),
        ("/rounds/r/nominate/drafts/u/k/evidence/x/", headers.LARGEST),
    ],
)
def test_what_is_too_large_ends_before_it_is_read(where: str, most: int):
    assert (sent(where, str(most)), sent(where, str(most + 1))) == (200, 413)


@pytest.mark.parametrize("size", ["", "-1", "x", "²"])
def test_a_size_that_is_none_counts_as_nothing(size: str):
    assert sent("/sign-in/", size) == 200


def test_ten_documents_of_the_largest_size_are_read():
    from chucai.web.nominate.views.evidence import AT_ONCE
    from chucai.web.records.documents import MOST

    assert sent("/rounds/r/nominate/drafts/u/k/evidence/", str(AT_ONCE * MOST + 100_000)) == 200
