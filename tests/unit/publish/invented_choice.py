"""How the list of the invented district was chosen: nobody and nothing here is real."""

from __future__ import annotations

from chucai.charter.values import Text
from chucai.publish.charts.firm import FirmData, FirmRow
from chucai.publish.charts.prices import PriceData, PriceRow
from tests.unit.publish import invented

STAGE = Text(zh="区级综合比选", en="Comparison in the district")


def prices(*, free: bool = False) -> PriceData:
    words = {line.rule: line.words for line in invented.composition().lines}
    rows = (
        PriceRow("few-leaders", words["few-leaders"], 0 if free else 12_340_000, 0, 2_100_000),
        PriceRow("grassroots-first", words["grassroots-first"], 0 if free else 60_123, 0, 60_123),
        PriceRow("per-bureau", words["per-bureau"], 0 if free else 4_900_000, 0 if free else 2, 4_900_000),
        PriceRow("task-teams", words["task-teams"], 0, 0, 0),
        PriceRow("one-honour-each", None, 0),
    )
    return PriceData("compare", STAGE, 9_312_400_000, rows)


def firm(all_: int = 150, chosen: int = 83, draws: int = 100) -> FirmData:
    """Falling from the surest on; one name in ten stands on the other side of the line."""
    rows = tuple(
        FirmRow(
            f"P-{at:04}",
            "team" if at % 4 == 0 else "person",
            max(0, min(draws, draws - draws * (at - chosen * 6 // 10) // max(1, chosen // 2))),
            "chosen" if (at < chosen) != (at % 10 == 7) else "reserve" if at < chosen + 10 else "not-chosen",
        )
        for at in range(all_)
    )
    return FirmData("compare", STAGE, draws, {"person": invented.OFFICIAL, "team": invented.TEAM}, rows)
