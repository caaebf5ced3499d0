"""Beneath every picture on a page lie its numbers as a file: for whoever may open the page, and as the page has them."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.web.public.kept import PAGES
from tests.web.lanxi_round import Lanxi
from tests.web.nominating import coordinator as unit
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool

pytestmark = pytest.mark.django_db
OFFICE = "/rounds/lanxi-2026/office/places/"


@pytest.fixture
def lanxi() -> Lanxi:
    lanxi = Lanxi().open()
    lanxi.submit("n1", "u1", "Zhao")
    lanxi.forward("unit-recommend", "u1")
    return lanxi


def offered(client: Client, page: str) -> dict[str, str]:
    """Name of a picture -> address of its file."""
    html = client.get(page).content.decode()
    found = re.findall(r'<a href="([^"]+)" download="([^"]+)\.csv">', html)
    assert len(found) == html.count('<figure class="picture"') > 0, page
    return {name: unescape(address) for address, name in found}


def rows(response: HttpResponse) -> list[list[str]]:
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")  # what a spreadsheet knows Chinese by
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_office_downloads_the_numbers_of_what_it_sees(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    office = signed_in_client(lanxi, "office", headers={"accept-language": "en"})
    address = offered(office, f"{OFFICE}?lang=en")["units"]
    assert "lang=en" in address
    told = rows(office.get(OFFICE + address))
    assert "Shiqiao Village" in {line[0] for line in told}
    assert "no-store" in office.get(OFFICE + address)["Cache-Control"]
    assert set(offered(office, "/rounds/lanxi-2026/office/"))


def test_who_may_not_open_the_page_does_not_get_its_numbers(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    address = f"{OFFICE}?csv=units"
    for client in (unit(lanxi, "u1", monkeypatch), Client()):
        assert client.get(address).status_code == client.get(OFFICE).status_code != 200
        assert "csv" not in client.get(address)["Content-Type"]


def test_a_picture_that_is_not_there_has_no_file(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    page = signed_in_client(lanxi, "office").get(f"{OFFICE}?csv=merit")
    assert page["Content-Type"].startswith("text/html")
    assert "csv=merit" not in page.content.decode()


def test_no_cell_is_run_by_a_spreadsheet(monkeypatch: pytest.MonkeyPatch):
    lanxi = Lanxi().open()
    monkeypatch.setattr("chucai.web.office.naming.Names.unit", lambda *_: "=1+1")
    lanxi.submit("n1", "u1", "Zhao")
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    told = rows(signed_in_client(lanxi, "office").get(f"{OFFICE}?csv=units"))
    assert {line[0] for line in told[1:]} == {"'=1+1"}


def test_anybody_downloads_the_numbers_of_the_roll_which_is_drawn_once(monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().noticed().announced().set_clock(monkeypatch)
    page, anybody = f"/rounds/{school.round_id}/", Client(headers={"accept-language": "en"})
    for first, second in (("", "?csv=gates"), ("?csv=gates", "")):
        PAGES.forget()
        answers = {first: anybody.get(page + first), second: anybody.get(page + second)}
        assert "csv=gates" not in answers[""].content.decode().partition('<figure class="picture"')[0]
        assert rows(answers["?csv=gates"])[0]
        assert offered(anybody, page) == {"gates": "?csv=gates"}
        with CaptureQueriesContext(connection) as asked:
            anybody.get(f"{page}?csv=gates")
            anybody.get(f"{page}?csv=anything")
        assert len(asked) == 2
