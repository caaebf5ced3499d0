"""A hundred thousand rows are read in one go, with the way to a progress bar."""

import pytest

from chucai.intake.kinds import table_kind
from chucai.intake.shape import Known
from chucai.intake.tables import read_table

ROWS = 100_000


@pytest.fixture(scope="module")
def lines():
    return [("judge", "nominee", "daring", "doing", "shining")] + [
        (f"s{n % 3_000}", f"d{n}", n % 11, n % 10, 3) for n in range(ROWS)
    ]


def read(charter, data, filename):
    told = []
    known = Known(
        assessors={f"s{n}": f"评委{n}" for n in range(3_000)}, nominations={f"d{n}": f"对象{n}" for n in range(ROWS)}
    )
    table = read_table(
        data, filename, table_kind(charter, "scores"), known, progress=lambda done, total: told.append((done, total))
    )
    return table, told


def check(table, told):
    assert table.faults == ()
    assert len(table.rows) == ROWS
    assert dict(table.rows[ROWS - 1].marks) == {"daring": (ROWS - 1) % 11, "doing": 9, "shining": 3}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(0 < done <= total <= ROWS + 2 for done, total in told)
    assert told[-1] == (ROWS + 1, ROWS + 1)
    assert len(told) > 40


def test_from_text(charter, lines):
    data = "\n".join(",".join(map(str, line)) for line in lines).encode()
    check(*read(charter, data, "scores.csv"))


def test_from_a_workbook(charter, lines, raw_book):
    rows = (
        f'<row r="{n}">{"".join(cell(f"{letter}{n}", value) for letter, value in zip("ABCDE", line, strict=True))}</row>'
        for n, line in enumerate(lines, 1)
    )
    check(*read(charter, raw_book(f"<sheetData>{''.join(rows)}</sheetData>"), "scores.xlsx"))


def cell(place, value):
    return (
        f'<c r="{place}"><v>{value}</v></c>' if isinstance(value, int) else f'<c r="{place}" t="str"><v>{value}</v></c>'
    )


def test_a_late_fault_keeps_every_row_out(charter, lines):
    data = "\n".join(",".join(map(str, line)) for line in lines[:20_000]).encode() + b"\ns1,d99999,3,3,33\n"
    table, _ = read(charter, data, "scores.csv")
    assert table.rows == ()
    assert [(fault.row, fault.column, fault.code) for fault in table.faults] == [(20_001, "shining", "above")]
