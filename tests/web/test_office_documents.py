"""The office opens the documents of a nomination from its page, after a second factor."""

from __future__ import annotations

import pytest

from chucai.gates.acts import Appoint
from tests.web.lanxi_round import OFFICE, Lanxi
from tests.web.nominating import ABOUT, DIGEST, begun, coordinator, document, number, press
from tests.web.personas import signed_in_client

pytestmark = pytest.mark.django_db
CASES = "/rounds/lanxi-2026/office/nominations/"


@pytest.fixture
def lanxi() -> Lanxi:
    return Lanxi().open()


@pytest.fixture
def case(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch) -> str:
    """A nomination with one document, handed in by its village."""
    client = coordinator(lanxi, "u1", monkeypatch)
    draft = begun(client)
    press(client, f"{draft}who/", {"name": "Zhao Shiqiao"})
    press(client, f"{draft}theme/", {"theme": "village"})
    press(client, f"{draft}about/", ABOUT)
    press(client, f"{draft}statement/", {"statement": "Built roads."})
    press(client, f"{draft}evidence/", {"documents": [document(name="Roads.pdf")], "finish": "1"})
    press(client, f"{draft}claims/", {"finish": "1"})
    press(client, f"{draft}check/", {"declared": "yes"})
    return number(draft)


@pytest.mark.parametrize("who", ["office", "head", "watch"])
def test_who_decides_opens_what_stands_behind_a_claim(lanxi: Lanxi, case: str, who: str):
    lanxi.do(OFFICE, Appoint(role="auditor", who=("watch",)))
    client = signed_in_client(lanxi, who)
    where = f"{CASES}{case}/evidence/{DIGEST}/"
    assert f'<a href="{where}">Roads.pdf</a>' in client.get(f"{CASES}{case}/").content.decode()
    assert client.get(where).headers["Content-Disposition"] == 'attachment; filename="Roads.pdf"'


@pytest.mark.parametrize("who", ["office", "head"])
def test_without_a_second_factor_it_stays_closed(lanxi: Lanxi, case: str, who: str):
    answer = signed_in_client(lanxi, who, second_factor=False).get(f"{CASES}{case}/evidence/{DIGEST}/")
    assert answer.status_code == 302
    assert "factor" in answer.headers["Location"]
