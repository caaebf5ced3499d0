"""Every upload is a stranger's: none may fill the memory, run anything, or pass for what it is not."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.errors import Refused
from chucai.intake.grid import open_grid
from chucai.intake.kinds import table_kind
from chucai.intake.shape import LIMITS, Known, Wrong
from chucai.intake.tables import read_table
from chucai.intake.unpack import Archive
from chucai.intake.words import REFUSALS

HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'
)


def sheet(*rows):
    return f"<sheetData>{HEADER}{''.join(rows)}</sheetData>"


def refused(data, filename="a.xlsx", limits=LIMITS):
    with pytest.raises(Refused) as found:
        list(open_grid(data, filename, (), limits).rows)
    assert found.value.code in REFUSALS
    return found.value


def read(charter, data, filename="a.xlsx"):
    return read_table(data, filename, table_kind(charter, "assessors"), Known())


# --- archives


def test_a_small_file_that_unpacks_to_a_big_one(raw_book):
    data = raw_book(sheet() + " " * 3_000_000)
    assert len(data) < 10_000
    assert refused(data, limits=replace(LIMITS, unpacked=1_000_000)).code == "unpacks-too-big"


def test_a_part_that_lies_about_its_size_gives_no_more_than_it_declared(raw_book):
    data = bytearray(raw_book(sheet() + " " * 100_000))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 50)
    assert refused(bytes(data)).code == "broken-workbook"


def test_too_many_parts(raw_book):
    data = raw_book(sheet(), **{f"xl/{n}.bin": "" for n in range(30)})
    assert refused(data, limits=replace(LIMITS, parts=20)).code == "too-many-parts"


def test_a_part_that_occurs_twice(raw_book):
    target = io.BytesIO(raw_book(sheet()))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/workbook.xml", "<workbook/>")
    assert refused(target.getvalue()).code == "broken-workbook"


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_torn_archive(raw_book, cut):
    assert refused(raw_book(sheet())[:cut]).code == "broken-workbook"


def test_a_part_in_a_packing_nobody_uses(raw_book):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(target.getvalue()).code == "broken-workbook"


def test_reading_stops_at_the_limit_while_unpacking():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"x" * 600)
        archive.writestr("b", b"x" * 600)
    archive = Archive(target.getvalue(), replace(LIMITS, unpacked=1_500))
    assert archive.read("A") == b"x" * 600
    assert archive.read("nothing") == b""
    archive.read("a")
    with pytest.raises(Refused, match="unpacks-too-big"):
        archive.read("b")


# --- what a workbook brings along


@pytest.mark.parametrize(
    "parts", [{"xl/vbaProject.bin": "x"}, {"types": '<Types x="application/vnd.ms-excel.sheet.macroEnabled"/>'}]
)
def test_macros_are_refused_whatever_the_file_is_called(raw_book, parts):
    assert refused(raw_book(sheet(), **parts)).code == "macros"


def test_a_macro_workbook_is_refused_by_its_name(raw_book):
    assert refused(raw_book(sheet()), "a.xlsm").code == "macros"


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.xls", "old-workbook"),
        (b"%PDF-1.7", "a.pdf", "unknown-format"),
        (b"id,name", "a.xlsx", "unknown-format"),
        (b"PK\x03\x04nonsense", "a.xlsx", "broken-workbook"),
    ],
)
def test_what_is_no_table(data, filename, code):
    assert refused(data, filename).code == code


def test_a_file_over_the_limit_is_not_looked_into():
    assert refused(b"id,name\n" * 200, "a.csv", replace(LIMITS, size=1_000)).code == "file-too-big"


# --- sheets


def test_a_count_that_a_file_declares_reserves_nothing(charter, raw_book):
    """A reader that believed it would end the process."""
    strings = '<sst uniqueCount="99999999999" count="99999999999"><si><t>甲</t></si></sst>'
    styles = '<styleSheet><cellXfs count="99999999999"><xf numFmtId="0"/></cellXfs></styleSheet>'
    cells = '<row r="2"><c r="A2" t="str"><v>j1</v></c><c r="B2" t="s" s="0"><v>0</v></c></row>'
    data = raw_book(f'<dimension ref="A1:XFD1048576"/>{sheet(cells)}', sharedStrings=strings, styles=styles)
    assert [(row.id, row.name) for row in read(charter, data).rows] == [("j1", "甲")]


def test_a_stray_cell_in_the_last_corner(raw_book):
    assert refused(raw_book(sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))).code == "too-many-rows"
    assert refused(raw_book(sheet('<row r="2"><c r="XFD2"><v>1</v></c></row>'))).code == "too-many-columns"
    wide = "".join(f'<row r="{n}"><c r="CV{n}"><v>1</v></c></row>' for n in range(2, 100))
    assert refused(raw_book(sheet(wide)), limits=replace(LIMITS, cells=5_000)).code == "too-many-cells"


def test_formatted_cells_without_content_do_not_count(charter, raw_book):
    cells = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>甲</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(read(charter, raw_book(sheet(cells))).rows) == 1


def test_a_long_text_used_many_times_is_kept_once(raw_book):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 500))
    data = raw_book(sheet(cells), sharedStrings=f"<sst><si><t>{'字' * 10_000}</t></si></sst>")
    rows = list(open_grid(data, "a.xlsx").rows)
    assert len({id(row[0]) for row in rows[1:]}) == 1


def test_a_document_type_is_refused(raw_book):
    bomb = '<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    assert refused(raw_book(sheet(), sharedStrings=bomb)).code == "broken-workbook"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="s"><v>7</v></c>',
        '<c r="A2" t="s"><v>-</v></c>',
        '<c r="A0"><v>7</v></c>',
        '<c r="2"><v>7</v></c>',
        '<c r="AAAA2"><v>7</v></c>',
        '<c r="A2"><v>seven</v></c>',
        '<c r="A2" s="x"><v>7</v></c>',
        '<c r="A2">',
        f'<c r="A{"9" * 5_000}"><v>1</v></c>',
    ],
)
def test_broken_cells(raw_book, cell):
    assert refused(raw_book(sheet(f'<row r="2">{cell}</row>'))).code == "broken-workbook"


def test_formulas_are_not_calculated_nor_their_results_believed(charter, book):
    table = read(charter, book([["id", "name"], ["j1", '=CONCATENATE("甲")'], ["j2", "乙"]], formulas=True))
    assert [(fault.row, fault.column, fault.code) for fault in table.faults] == [(2, "name", "formula")]


def test_an_error_value_is_not_a_blank(charter, raw_book):
    cells = '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="str"><v>甲</v></c></row>'
    table = read(charter, raw_book(sheet(cells)))
    assert [(fault.row, fault.column, fault.code) for fault in table.faults] == [(2, "id", "error-cell")]


def test_merged_cells_are_faults_in_headers_and_rows_but_not_in_a_title(charter, raw_book):
    title = '<row r="1"><c r="A1" t="str"><v>名单</v></c></row>'
    header = '<row r="2"><c r="A2" t="str"><v>id</v></c><c r="B2" t="str"><v>name</v></c></row>'
    cells = (
        '<row r="3"><c r="A3"><v>1</v></c><c r="B3" t="str"><v>甲</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>'
    )
    body = f"<sheetData>{title}{header}{cells}</sheetData>"

    def merged(reference):
        data = raw_book(f'{body}<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>')
        return [(fault.row, fault.code) for fault in read(charter, data).faults if fault.code == "merged-cells"]

    assert merged("A1:B1") == []
    assert merged("B3:B4") == [(3, "merged-cells")]
    assert merged("A2:B2") == [(2, "merged-cells")]


def test_a_cell_longer_than_cells_can_be(charter, raw_book):
    cells = f'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>{"字" * 33_000}</v></c></row>'
    table = read(charter, raw_book(sheet(cells)))
    assert [fault.code for fault in table.faults] == ["cell-too-long"]
    table = read(charter, f"id,name\nj1,{'字' * 33_000}\n".encode(), "a.csv")
    assert [fault.code for fault in table.faults] == ["cell-too-long"]
    table = read(charter, f"id,name\nj1,{'字' * 200_000}\n".encode(), "a.csv")
    assert [fault.code for fault in table.faults] == ["cell-too-long"]


def test_too_many_rows_of_text(charter):
    data = b"id,name\n" + b"j,x\n" * 50
    with pytest.raises(Refused, match="too-many-rows"):
        read_table(data, "a.csv", table_kind(charter, "assessors"), Known(), replace(LIMITS, rows=20))


def outcome(data, filename):
    """How reading ends: read, or the code of what was said; any other end fails the test."""
    try:
        list(open_grid(data, filename).rows)
    except (Refused, Wrong) as said:
        return said.code
    return "read"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    for filename in ("a.csv", "a.xlsx"):
        assert outcome(data, filename) in {"read", *REFUSALS}


def test_a_workbook_with_any_byte_changed_is_read_or_refused(book):
    data = book([["id", "name"], ["j1", "甲"], ["j2", 3.5]])
    changed = (data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :] for at in range(0, len(data), 9))
    ends = {outcome(broken, "a.xlsx") for broken in changed}
    assert {"read", "broken-workbook"} <= ends <= {"read", *REFUSALS}


def test_nothing_outside_the_archive_is_ever_opened(raw_book, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xl").mkdir()
    (tmp_path / "xl" / "styles.xml").write_text("<broken", encoding="utf-8")
    list(open_grid(raw_book(sheet()), "../../etc/a.xlsx").rows)
    assert [path.name for path in tmp_path.iterdir()] == ["xl"]
