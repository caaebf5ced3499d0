"""Opening a round: the charter is checked, looked at as each who takes part will meet it, and only then sealed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from chucai.charter.examples import example_ids, example_text
from chucai.charter.load import read
from chucai.web.records.models import Event, Round
from tests.web import personas
from tests.web.small_round import BEGAN

pytestmark = pytest.mark.django_db
WHO = {"en": "who has something to do when", "zh-hans": "何人在何环节办理何事"}
CHECK, SEAL = "/office/rounds/new/check", "/office/rounds/new/seal"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())


def house(language: str = "en") -> Client:
    account = personas.account("house@example.org", installs=True)
    return personas.signed_in(account, headers={"Accept-Language": language})


def looked_at(client: Client, text: str) -> str:
    answer = client.post(CHECK, {"charter": text})
    assert answer.status_code == 200, re.sub(r"\s+", " ", answer.content.decode())[:3000]
    return unescape(answer.content.decode())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("example", example_ids())
def test_every_example_is_shown_as_each_role_and_nothing_is_kept(example: str, language: str):
    text = example_text(example)
    charter = read(text).wanted()
    told = looked_at(house(language), text)
    roles = told.partition(WHO[language])[2].partition("</dl>")[0]
    assert roles.count("<dt>") >= 4
    for body in {body for stage in charter.stages if stage.gate == "vet" for body in stage.bodies}:
        assert charter.bodies[body].name.said(language) in roles
    for judging in charter.judging.values():
        for criterion in charter.criteria_of(judging).values():
            assert criterion.name.said(language) in told
    assert not Round.objects.exists()
    assert not Event.objects.exists()


def test_the_office_sees_the_stages_on_the_calendar_as_of_today():
    told = looked_at(house(), example_text("district"))
    assert 'id="timeline-wide"' in told
    charter = read(example_text("district")).wanted()
    first = charter.stages[0]
    assert first.name is not None
    assert f"<td>{first.name.en}</td>" in told.replace('<th scope="row">', "<td>").replace("</th>", "</td>")


def test_a_fault_is_told_with_its_place_and_offers_no_seal():
    answer = house().post(CHECK, {"charter": example_text("district").replace("charter = 1", "charter = 7")})
    assert answer.status_code == 422
    assert "This charter cannot be used yet" in answer.content.decode()
    assert 'action="/office/rounds/new/seal"' not in answer.content.decode()


def test_what_was_looked_at_is_sealed():
    client = house()
    answer = client.post(SEAL, {"charter": example_text("district"), "round": "our-2026", "seed": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/rounds/our-2026/office/")
    assert client.get("/rounds/our-2026/office/").status_code == 200
