"""A state in memory remembers where nominations stand; what it remembers is always what would be worked out anew."""

from __future__ import annotations

from dataclasses import replace

from chucai.gates.standing import _standing as worked_out
from chucai.gates.standing import standing
from chucai.gates.state import Memory
from tests.unit.cli.village import ROUND, played


def test_it_is_what_would_be_worked_out_anew_after_every_event_of_a_round():
    village = played()
    state = Memory(ROUND, village.calendar)
    for number, event in enumerate(village.events):
        state.apply(event)
        for name in state.nominations() if number % 3 else ():  # now and then nobody asks
            nomination = state.nomination(name)
            assert standing(village.charter, state, nomination) == worked_out(village.charter, state, nomination)


def test_a_score_sheet_brings_back_nothing_that_was_true_before():
    """Asked, then withdrawn while nobody asked, then a sheet comes in late."""
    village = played()
    place = village.place("assessed")
    sheet = village.events[place]
    state = Memory(ROUND, village.calendar, village.events[:place])
    name = str(sheet.data["nomination"])
    assert standing(village.charter, state, state.nomination(name)).status == "standing"
    state.apply(replace(sheet, kind="withdrawn", data={"nomination": name, "reason": None}))
    state.apply(replace(sheet, version=sheet.version + 1))
    assert standing(village.charter, state, state.nomination(name)).status == "withdrawn"
