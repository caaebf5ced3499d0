"""Facts and figures of a statement: each with what it counts, as of when, and the document that shows it."""

from __future__ import annotations

import pytest
from django.test import Client

from chucai.web.records import models
from tests.web.lanxi_round import Lanxi
from tests.web.nominating import DIGEST, begun, coordinator, document, filled, plain, press, seen, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    return coordinator(Lanxi().open(), "u1", monkeypatch)


def test_a_figure_needs_its_unit_its_day_and_its_document(client: Client):
    draft = begun(client)
    press(client, f"{draft}evidence/", {"documents": [document()]})
    where = press(client, f"{draft}claims/new/", {"says": "Road built", "figure": "12", "bound": "exact"})
    page = text(client, where)
    assert "Road built: Say what is counted: views, households, kilometres." in page
    assert "Road built: Say as of when the figure holds." in page
    assert "Road built: Tie the claim to at least one document." in page


def test_an_empty_claim_is_not_kept_and_its_form_says_what_is_missing(client: Client):
    draft = filled(client)
    before = text(client, f"{draft}claims/")
    answer = client.post(f"{draft}claims/new/", {"says": " ", "bound": "exact", "evidence": [DIGEST]})
    assert "There is a problem What is claimed: Say what is claimed." in plain(answer)
    assert 'name="evidence" value="' in answer.content.decode()
    assert " checked" in answer.content.decode().partition('name="evidence"')[2]  # what was ticked is still ticked
    assert text(client, f"{draft}claims/") == before
    emptied = f"{draft}claims/{models.Draft.objects.get().data['claims'][0]['id']}/"
    assert "Say what is claimed." in plain(client.post(emptied, {"bound": "exact", "seen": seen(client, emptied)}))
    assert text(client, f"{draft}claims/") == before


def test_a_document_that_is_removed_leaves_its_claims(client: Client):
    draft = filled(client)
    press(client, f"{draft}evidence/", {"remove": DIGEST})
    assert "Upload the document that shows it first" in text(client, f"{draft}check/")


def test_figures_are_typed_and_read_as_people_write_them(client: Client):
    draft = filled(client)
    claim = {"says": "Film watched", "figure": "３００，000", "unit": "views", "bound": "at-least", "as_of": "2020"}
    press(client, f"{draft}claims/new/", {**claim, "evidence": [DIGEST]})
    assert "at least 300,000 views as of 2020" in text(client, f"{draft}claims/").replace("  ", " ")
    assert "Film watched: at least 300,000 views, as of 2020" in text(client, f"{draft}check/")


@pytest.mark.parametrize("when", ["2020-02-31", "2020-13", "0000", "20", "last year", "2020-W01-1"])
def test_a_figure_holds_as_of_a_day_that_there_is(client: Client, when: str):
    draft = filled(client)
    claim = {"says": "Film watched", "figure": "3", "unit": "views", "bound": "exact", "as_of": when}
    where = press(client, f"{draft}claims/new/", {**claim, "evidence": [DIGEST]})
    assert "Write a year, a month (2020-12) or a day (2020-12-31)." in text(client, where)


@pytest.mark.parametrize(
    ("when", "future"), [("2026", False), ("2026-03-02", False), ("2026-03-03", True), ("2027", True)]
)
def test_a_figure_holds_as_of_no_day_to_come(client: Client, when: str, future: bool):
    """The round's own day counts: it is 2 March 2026 here."""
    draft = filled(client)
    claim = {"says": "Film watched", "figure": "3", "unit": "views", "bound": "exact", "as_of": when}
    where = press(client, f"{draft}claims/new/", {**claim, "evidence": [DIGEST]})
    page = text(client, where)
    assert ("Film watched: The date lies in the future. Give one up to which the figure is known." in page) == future
    assert "Say as of when" not in page


@pytest.mark.parametrize(
    ("figure", "unit", "read"),
    [("95%", "", "95 %"), ("95", "%", "95 %"), ("９５％", "％", "95 %"), ("95 %", "of the votes", "95 % of the votes")],
)
def test_a_percentage_says_itself_what_it_counts(client: Client, figure: str, unit: str, read: str):
    draft = filled(client)
    claim = {"says": "Satisfied", "figure": figure, "unit": unit, "bound": "exact", "as_of": "2025"}
    press(client, f"{draft}claims/new/", {**claim, "evidence": [DIGEST]})
    assert f"Satisfied: exactly {read}, as of 2025" in text(client, f"{draft}check/")
