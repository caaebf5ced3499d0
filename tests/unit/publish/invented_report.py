"""A decision report for the invented district: nobody and nothing here is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chucai.charter.calendar import Window
from chucai.publish.report import (
    BallotLine,
    FillLine,
    JudgingFacts,
    MoveLine,
    NoticeLine,
    OpinionLine,
    OtherList,
    OthersFacts,
    ReportData,
    SelectionFacts,
    TurnLine,
)
from tests.unit.publish import invented, invented_choice, invented_roll

WINDOWS = {
    "unit-recommend": Window(date(2026, 3, 2), date(2026, 3, 13), False),
    "unit-notice": Window(date(2026, 3, 16), date(2026, 3, 25), False),
    "bureau-recommend": Window(date(2026, 3, 26), date(2026, 4, 1), False),
    "compare": Window(date(2026, 4, 2), date(2026, 4, 14), False),
    "vet": Window(date(2026, 4, 15), date(2026, 4, 30), False),
    "district-notice": Window(date(2026, 5, 6), date(2026, 5, 15), False),
    "confer": Window(date(2026, 5, 18), date(2026, 5, 28), False),
}


def report() -> ReportData:
    """The whole round: 400 officials and 150 teams put forward, 83 and 37 honoured."""
    merit = (invented.merit(), invented.merit("team", 70, 37, 8))
    roll = invented_roll.roll()
    holders = iter(entry.nomination for entry in roll.held if entry.category == "person")
    known = tuple(
        replace(row, nomination=next(holders, row.nomination))
        if row.standing == "chosen"
        else replace(row, nomination=f"Q-{row.rank:04}")
        for row in merit[0].rows
    )
    return ReportData(
        charter=invented_roll.charter(),
        roll=roll,
        windows=WINDOWS,
        gates=invented.gates(),
        merit=(replace(merit[0], rows=known), merit[1]),
        severity=(invented.severity(),),
        composition=invented.composition(),
        judging=(JudgingFacts("compare", "severity", "crossed-1", 40, 238, 1_187, 9, 3, 61, 58, 1, 0),),
        selection=(SelectionFacts("compare", 9_312_400_000, 9_312_400_000),),
        prices=(invented_choice.prices(),),
        others=(
            OthersFacts(
                "compare",
                (OtherList(120_000, ("Q-0091",), ("P-5071",)), OtherList(130_500, ("Q-0091", "Q-0094"), ("T-9001",))),
            ),
        ),
        turns=(TurnLine("Q-0063", False, 1_250_001), TurnLine("Q-0080", False, None)),
        firm=(invented_choice.firm(),),
        fills=(
            FillLine("person", "P-7735", "P-0004", "disqualified"),
            FillLine("person", "P-2230", "P-0005", "withdrawn"),
            FillLine("team", "T-9001", None, "disqualified"),
        ),
        moves=(MoveLine("P-5071", "P-2997", "同分时，评审组按第九条先取基层一线人员"),),
        opinions=(
            OpinionLine("discipline", 83, {"clear": 80, "concern": 2, "object": 1}, 1),
            OpinionLine("organisation", 83, {"clear": 83}),
            OpinionLine("petitions", 120, {"clear": 112, "silence": 8}),
            OpinionLine("audit", 71, {"clear": 69, "none-held": 1, "concern": 1}, 1),
            OpinionLine("emergency", 37, {"clear": 36, "silence": 1}),
        ),
        notices=(
            *(
                NoticeLine(
                    "unit-notice", f"单位{n}", WINDOWS["unit-notice"], 3 + n % 2, {"upheld": 1} if n % 37 == 4 else {}
                )
                for n in range(150)
            ),
            NoticeLine(
                "district-notice",
                None,
                WINDOWS["district-notice"],
                132,
                {"upheld": 1, "dismissed": 4, "out-of-scope": 2},
            ),
        ),
        ballots=(
            *(
                BallotLine("unit-recommend", f"单位{n}", 40, 34, 33, n != 8, 4, 4 if n != 8 else 0, 18)
                for n in range(150)
            ),
            BallotLine("confer", None, 13, 12, 12, True, 120, 120, 9),
        ),
        proof=invented_roll.proof(),
        rehearsal=True,
    )
