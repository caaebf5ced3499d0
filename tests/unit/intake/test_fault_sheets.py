"""The same sheet given back, with a column that says what is wrong."""

import csv
import io
from datetime import date

import pytest

from chucai.intake.fault_sheet import fault_sheet
from chucai.intake.grid import open_grid
from chucai.intake.kinds import table_kind
from chucai.intake.shape import LIMITS, Known, Odd
from chucai.intake.tables import read_table
from chucai.intake.unpack import Archive

ROWS = [["id", "name", "load"], ["j1", "=cmd|' /C calc'!A0", 3], ["j2", "", 999], ["j 3", "丙", 7.5]]


@pytest.fixture
def kind(charter):
    return table_kind(charter, "assessors")


def again(data, filename, kind):
    return read_table(data, filename, kind, Known())


def cells(data, filename):
    return [list(row) for row in open_grid(data, filename).rows]


def test_every_faulty_row_says_what_is_wrong_in_the_language_asked_for(kind, book):
    data = book(ROWS)
    table = again(data, "a.xlsx", kind)
    found = cells(fault_sheet(data, table, "zh"), "b.xlsx")
    assert found[0] == ["有什么问题", "id", "name", "load"]
    assert found[1][1:] == ["j1", "=cmd|' /C calc'!A0", 3.0]
    assert found[2][0] == "“name”：此项必填。\n“load”：999 高于上限 80。"
    assert found[3][1:] == ["j 3", "丙", 7.5]
    assert cells(fault_sheet(data, table, "en"), "b.xlsx")[2][0].startswith("“name”: This must be filled in.")


def test_faulty_cells_are_marked_and_text_is_kept_from_being_a_formula(kind, book):
    data = book(ROWS)
    archive = Archive(fault_sheet(data, again(data, "a.xlsx", kind), "zh"), LIMITS)
    assert b"FFFFD7D7" in archive.read("xl/styles.xml")
    assert b'quotePrefix="1"' in archive.read("xl/styles.xml")
    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_mended_fault_sheet_reads_clean_and_a_second_round_replaces_the_column(kind, book):
    data = book(ROWS)
    first = fault_sheet(data, again(data, "a.xlsx", kind), "zh")
    table = again(first, "b.xlsx", kind)
    assert [(fault.row, fault.code) for fault in table.faults] == [
        (3, "missing"),
        (3, "above"),
        (4, "not-a-key"),
        (4, "not-whole"),
    ]
    second = cells(fault_sheet(first, table, "en"), "c.xlsx")
    assert second[0] == ["What is wrong", "id", "name", "load"]
    assert second[2][0].startswith("“name”: This must")
    mended = [second[0], second[1], ["", "j2", "乙", 9.0], ["", "j3", "丙", 7.0]]
    assert again(book(mended), "d.xlsx", kind).faults == ()


def test_faults_of_the_headers_stand_in_the_header_row(kind):
    data = "id,nmae\nj1,甲\n".encode()
    text = fault_sheet(data, again(data, "a.csv", kind), "zh").decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(text)))
    assert head[0] == "有什么问题：\n表头“nmae”无法识别，是否应为“姓名”？\n缺少“姓名”列，请补上。"
    assert row == ["", "j1", "甲"]
    assert again(text.encode(), "b.csv", kind).origin.header == 1


@pytest.mark.parametrize(
    ("encoding", "back"), [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030")]
)
def test_text_comes_back_as_text_in_its_encoding_and_delimiter(kind, encoding, back):
    data = "评委编号;name\nj1;=1+1\nj2;-5\nj3;@x\nj4;\n".encode(encoding)
    table = again(data, "a.csv", kind)
    found = fault_sheet(data, table, "zh").decode(back)
    assert list(csv.reader(io.StringIO(found), delimiter=";")) == [
        ["有什么问题", "评委编号", "name"],
        ["", "j1", "'=1+1"],
        ["", "j2", "-5"],
        ["", "j3", "'@x"],
        ["“name”：此项必填。", "j4", ""],
    ]
    mended = found.replace("“name”：此项必填。;j4;", ";j4;丁")
    assert [row.name for row in again(mended.encode(back), "b.csv", kind).rows] == ["=1+1", "-5", "@x", "丁"]


def test_formulas_come_back_as_what_they_showed(kind, book):
    data = book([["id", "name"], ["j1", "=1+1"]], formulas=True)
    assert isinstance(cells(data, "a.xlsx")[1][1], Odd)
    back = cells(fault_sheet(data, again(data, "a.xlsx", kind), "zh"), "b.xlsx")
    assert not isinstance(back[1][2], Odd)
    assert "公式" in back[1][0]


def test_rows_above_the_headers_and_dates_stay(charter, book):
    data = book([["名单", date(2026, 3, 2)], ["id", "name"], ["j 1", "甲"]])
    table = read_table(data, "a.xlsx", table_kind(charter, "assessors"), Known())
    assert cells(fault_sheet(data, table, "zh"), "b.xlsx")[0] == [None, "名单", date(2026, 3, 2)]


def test_the_part_before_broken_quotes_is_given_back(kind):
    data = 'id,name\nj1,甲\nj2,"乙\n'.encode()
    found = fault_sheet(data, again(data, "a.csv", kind), "en").decode("utf-8-sig")
    assert found.splitlines()[1] == ",j1,甲"


def test_progress_ends_at_the_last_row(kind, book):
    told = []
    data = book(ROWS)
    fault_sheet(data, again(data, "a.xlsx", kind), "zh", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)


def test_the_same_faults_give_the_same_bytes(kind, book):
    data = book(ROWS)
    table = again(data, "a.xlsx", kind)
    assert fault_sheet(data, table, "zh") == fault_sheet(data, table, "zh")
