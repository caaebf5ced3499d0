"""Who reads what in a round: asked again after somebody dropped out, as little as possible changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from chucai.engine import stage as engine
from chucai.engine.assign import draw
from chucai.errors import Refused
from chucai.gates import acts
from tests.spec.tiny import CLERK, COMPARE, CONFER, Town, assessor, tiny

NAMES = [f"n{at:02}" for at in range(20)]
JUDGES = [f"judge-{at}" for at in range(6)]
STAGE = "compare"


def town() -> Town:
    """Twenty nominations, six judges, two readings each."""
    made = Town(tiny(COMPARE, CONFER)).opened().panel(*JUDGES)
    for at, name in enumerate(NAMES):
        made.submit(name, unit=("mill", "farm", "shop")[at % 3])
    return made


def asked(made: Town) -> dict[str, tuple[str, ...]]:
    found = engine.assignment(made.charter, made.state, made.charter.stage(STAGE))
    made.do(CLERK, acts.Assign(**found))  # the gate takes it
    return dict(found["readers"])


def pairs(readers: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    return {(name, who) for name, these in readers.items() for who in these}


def recuse(made: Town, who: str, names: Sequence[str]) -> None:
    for name in names:
        made.do(assessor(who), acts.Recuse(assessor=who, nomination=name, interest="kin"))


def test_the_gate_takes_what_the_engine_gives_and_the_same_again_without_a_change() -> None:
    made = town()
    first = asked(made)
    assert all(len(who) == 2 for who in first.values())
    assert asked(made) == first


def test_after_recusals_only_the_lost_readings_move() -> None:
    made = town()
    first = asked(made)
    lost = [name for name in NAMES if "judge-0" in first[name]]
    recuse(made, "judge-0", lost)
    second = asked(made)
    assert pairs(first) - pairs(second) == {(name, "judge-0") for name in lost}
    assert len(pairs(second) - pairs(first)) == len(lost)


def test_who_handed_in_a_sheet_stays_and_who_abstained_is_replaced() -> None:
    made = town()
    first = asked(made)
    reader, quitter = first["n00"]
    made.assess(reader, "n00", 7)
    made.do(assessor(quitter), acts.Abstain(stage=STAGE, nomination="n00", assessor=quitter))
    second = asked(made)
    assert reader in second["n00"]
    assert quitter not in second["n00"]
    assert pairs(first) - pairs(second) == {("n00", quitter)}


def test_more_sheets_than_were_asked_for_are_kept_and_count_towards_the_load() -> None:
    made = town()
    first = asked(made)
    made.assign(n00=JUDGES[:3])
    for who in JUDGES[:3]:
        made.assess(who, "n00", 5)
    second = asked(made)
    assert set(second["n00"]) == set(JUDGES[:3])  # three sheets are more than asked for; nobody's is thrown away
    loads = {who: sum(who in readers for readers in second.values()) for who in JUDGES}
    assert max(loads.values()) <= 10
    assert len(pairs(first) & pairs(second)) >= 38


def test_a_flow_that_its_prices_do_not_prove_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "worth", lambda network, used: -1)
    with pytest.raises(ArithmeticError, match="prices do not prove"):
        asked(town())


def test_too_few_who_may_read_are_named() -> None:
    made = town()
    for who in JUDGES[:5]:
        recuse(made, who, ["n03"])
    with pytest.raises(Refused) as refused:
        asked(made)
    assert refused.value.code == "assignment-infeasible"
    assert refused.value.facts["nominees"] == ["n03"]
