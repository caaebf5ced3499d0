"""What is evident without attributes never contradicts what the attributes give, whatever they are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.examples import example_ids, example_text
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute
from chucai.charter.predicate import parse
from chucai.gates.composition import sets_of
from chucai.gates.dossier import facts_of
from chucai.gates.evident import fits, known
from chucai.gates.recommend import screen

OPENS = date(2026, 3, 2)
CHARTERS = {name: read(example_text(name)).wanted() for name in example_ids()}


def moments(charter: Charter) -> dict[str, date]:
    return {"round.opens": OPENS, f"stage.{charter.stages[0].id}.opens": OPENS}


def values(attribute: Attribute) -> st.SearchStrategy:
    by_kind = {
        "yes-no": st.booleans(),
        "choice": st.sampled_from(attribute.of) if attribute.of else st.none(),
        "number": st.integers(0, 60) | st.decimals(0, 60, places=1).map(Decimal),
        "date": st.integers(-4000, 400).map(lambda days: OPENS + timedelta(days=days)),
        "text": st.text(max_size=5),
    }
    return st.none() | by_kind[attribute.kind]


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[Charter, str, str | None, dict[str, object]]:
    charter = CHARTERS[draw(st.sampled_from(sorted(CHARTERS)))]
    given_ = {name: draw(values(attribute)) for name, attribute in charter.attributes.items()}
    theme = draw(st.none() | st.sampled_from(sorted(charter.themes))) if charter.themes else None
    return charter, draw(st.sampled_from(sorted(charter.categories))), theme, given_


@given(dossiers())
def test_an_honest_dossier_is_never_doubted(dossier):
    charter, category, theme, attributes = dossier
    facts = facts_of(category, "somewhere", theme, {k: v for k, v in attributes.items() if v is not None})
    stops, referred = screen(charter, facts, moments(charter))
    public = facts_of(category, "somewhere", theme, {})
    sets = sets_of(charter, facts, moments(charter))
    if not stops:
        assert fits(charter, public, moments(charter), sets, referred)


FACTS = {"category": "person", "theme": None}


@pytest.mark.parametrize(
    ("predicate", "answer"),
    [
        ({}, True),
        ({"category": "person"}, True),
        ({"category": "team"}, False),
        ({"woman": True}, None),
        ({"not": {"woman": True}}, None),
        ({"theme": {"absent": True}}, True),
        ({"category": "team", "woman": True}, False),
        ({"category": "person", "woman": True}, None),
        ({"any": [{"category": "person"}, {"woman": True}]}, True),
        ({"any": [{"category": "team"}, {"woman": True}]}, None),
        ({"any": [{"category": "team"}, {"category": ["work", "team"]}]}, False),
        ({"not": {"any": [{"category": "person"}, {"woman": True}]}}, False),
    ],
)
def test_three_answers(predicate, answer):
    assert known(parse(predicate), FACTS, {}) is answer
