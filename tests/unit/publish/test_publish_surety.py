"""Pictures of how far the marks decide: chances of a place, and what hangs on one assessor."""

from __future__ import annotations

from math import exp

import pytest

from chucai.charter.values import Text
from chucai.publish.charts import chance, leave_one_out
from chucai.publish.charts.chance import ChanceData, ChanceRow
from chucai.publish.charts.leave_one_out import LeaveData, LeftRow
from chucai.publish.picture import Picture
from tests.unit.publish.drawn import clashes, labels, off_paper

OFFICIAL = Text(zh="好干部", en="Good official")


def chances(all_: int = 238, places: int = 83, steep: float = 12) -> ChanceData:
    """Invented: falling along the ranks, one half at the cut."""
    rows = tuple(
        ChanceRow(
            f"P-{rank:04}",
            rank,
            round(1_000_000 / (1 + exp(min(50, (rank - places - 0.5) / steep)))),
            "chosen" if rank <= places else "reserve" if rank <= places + 8 else "not-chosen",
        )
        for rank in range(1, all_ + 1)
    )
    return ChanceData("person", OFFICIAL, "person", places, rows)


def hanging(assessors: int = 40, matter: int = 9) -> LeaveData:
    """Invented: without the first assessors the last of the places changes hands."""
    rows = tuple(
        LeftRow(
            f"A-{n:03}",
            30,
            tuple(f"P-{84 + k:04}" for k in range(1 + n % 3)) if n < matter else (),
            tuple(f"P-{83 - k:04}" for k in range(1 + n % 3)) if n < matter else (),
        )
        for n in range(assessors)
    )
    return LeaveData("person", OFFICIAL, "person", 83, rows, {f"P-{n:04}": n for n in range(1, 239)})


def every_picture(language: str) -> list[Picture]:
    drawn = [chance.picture(data, language) for data in (chances(), chances(12, 3, 2), chances(3_000, 40, 30))]
    some = (hanging(), hanging(matter=0), hanging(600, 500), hanging(2, 1))
    return [*drawn, *(leave_one_out.picture(data, language) for data in some)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_stands_in_the_way_of_another_or_off_the_paper(language: str) -> None:
    for picture in every_picture(language):
        for drawing in (picture.wide, picture.small):
            assert list(clashes(drawing)) == [], drawing.name
            assert off_paper(drawing) == [], drawing.name


def test_the_finding_counts_what_is_settled_and_what_is_open() -> None:
    picture = chance.picture(chances(), "en")
    settled = sum(row.chance >= 950_000 for row in chances().rows)
    assert f"settle {settled} of 83 places" in picture.title
    assert [row[3] for row in picture.table.rows].count("yes") == len(chances().open)


def test_far_ranks_without_a_chance_are_in_the_table_alone() -> None:
    picture = chance.picture(chances(3_000, 40, 2), "zh")
    assert len(picture.table.rows) == 3_000
    assert picture.wide.markup.count("<title>") < 100


def test_a_place_counts_as_safe_when_no_single_assessor_takes_it() -> None:
    title = leave_one_out.picture(hanging(), "en").title
    assert title == "Good official: 80 of 83 places hang on no single assessor; without 9 of 40 the list would change"
    assert "任何一位，按分排定的名单都不变" in leave_one_out.picture(hanging(matter=0), "zh").title


def test_every_assessor_is_in_the_table_and_at_most_so_many_rows_are_drawn() -> None:
    data = LeaveData(
        "person",
        OFFICIAL,
        "person",
        83,
        tuple(LeftRow(f"A-{n:03}", 9, (f"P-{84 + n:04}",), (f"P-{83 - n:04}",)) for n in range(60)),
        {f"P-{n:04}": n for n in range(1, 239)},
    )
    picture = leave_one_out.picture(data, "en")
    assert len(picture.table.rows) == 60
    assert sum("P-" in label.words for label in labels(picture.wide)) == leave_one_out.ROWS
