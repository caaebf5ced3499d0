"""Every example charter can be nominated under: each of its questions has a field, each of its rules a line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from chucai.charter.examples import example_ids, example_text
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.charter.predicate import Moments
from chucai.web.nominate import eligible, paper, questions
from chucai.web.nominate.eligible import MET, OPEN, REFERRED, STOPS

CHARTERS = {name: read(example_text(name)).wanted() for name in example_ids()}
CASES = [(name, category) for name, charter in CHARTERS.items() for category in charter.categories]
each_category = pytest.mark.parametrize(("name", "category"), CASES)


def moments(charter: Charter) -> Moments:
    day = date(2026, 3, 2)
    return {"round.opens": day, **{f"stage.{stage.id}.opens": day for stage in charter.stages}}


def typed(charter: Charter, category: str) -> dict[str, str]:
    """Something that every field takes."""
    values: dict[str, Any] = {"yes-no": "yes", "date": "2020-01-31", "text": "words"}
    found = {}
    for name, attribute in charter.attributes.items():
        number = str(attribute.min if attribute.min is not None else 1)
        found[name] = values.get(attribute.kind) or (number if attribute.kind == "number" else attribute.of[0])
    return found


@each_category
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_question_has_a_field_with_words(name: str, category: str, language: str):
    charter = CHARTERS[name]
    with translation.override(language):
        form = questions.About(None, charter=charter, category=category)
        labels = [str(form[field].label) for field in form.fields]
        assert all(labels)
        assert "<" in form.as_p() or not labels
    if language == "en":
        assert all(label[0].isupper() for label in labels)


@each_category
def test_what_fields_give_is_what_rules_take(name: str, category: str):
    """All answered: no question stays open, and no rule stumbles over a value."""
    charter = CHARTERS[name]
    form = questions.About(typed(charter, category), charter=charter, category=category)
    assert form.is_valid(), form.errors
    answers, unasked = form.answers({"category": category, "unit": "u", "theme": None}, moments(charter))
    assert answers.keys() | unasked == set(form.fields)
    facts = {**answers, "category": category, "unit": "u", "theme": None}
    outcomes = {line.outcome for line in eligible.lines(charter, facts, moments(charter), finished=True)}
    assert outcomes <= {MET, STOPS, REFERRED}


@each_category
def test_before_anything_is_answered_no_rule_says_anything(name: str, category: str):
    """A rule about an answer that is still missing is neither broken nor met."""
    charter = CHARTERS[name]
    form = questions.About({}, charter=charter, category=category)
    form.is_valid()
    base = {"category": category, "unit": "u", "theme": None}
    answers, _unasked = form.answers(base, moments(charter))
    assert answers == {}
    lines = eligible.lines(charter, base, moments(charter), finished=False)
    assert {line.outcome for line in lines} <= {OPEN}


def about_an_official(finished: bool, **answers: Any) -> dict[str, str]:
    """Rule -> outcome for an official of the district who has answered so much."""
    charter = CHARTERS["district"]
    facts = {"category": "person", "unit": "u", "theme": None, **answers}
    return {line.rule: line.outcome for line in eligible.lines(charter, facts, moments(charter), finished=finished)}


def test_what_may_be_left_blank_counts_as_blank_once_the_questions_were_gone_through():
    begun = about_an_official(False, years_in_post=6)
    assert (begun["tenure"], begun["no-sanction"], begun["reaward"]) == (MET, OPEN, OPEN)
    done = about_an_official(True, years_in_post=6)
    assert (done["no-sanction"], done["reaward"], done["appraisal"]) == (MET, MET, OPEN)


def test_an_earlier_award_stops_nobody_before_the_new_merit_was_asked_for():
    recent = {"last_award": date(2024, 5, 1)}
    assert about_an_official(True, **recent)["reaward"] == OPEN
    assert about_an_official(True, **recent, new_merit=False)["reaward"] == STOPS
    assert about_an_official(True, **recent, new_merit=True)["reaward"] == MET
    assert about_an_official(False, last_award=date(2010, 5, 1))["reaward"] == MET


@each_category
def test_sections_follow_from_the_charter(name: str, category: str):
    charter = CHARTERS[name]
    found = paper.sections(charter, category)
    assert found[0] == "who"
    assert ("support" in found) == (charter.nominating.support is not None)
    assert ("theme" in found) == bool(charter.themes)
    assert ("members" in found) >= (charter.categories[category].kind == "team")
