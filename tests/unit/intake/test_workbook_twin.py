"""The reader of workbooks against a second one, and the few things in which it is meant to differ."""

import io
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from chucai.intake.formats import date_styles, moment, shared_texts
from chucai.intake.grid import open_grid
from chucai.intake.places import column_of, letters_of, place_of
from chucai.intake.shape import Odd

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
CELLS = st.one_of(
    st.none(),
    TEXTS.filter(lambda text: "_x" not in text),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: float(f"{number:.12g}")),
    st.dates(date(1900, 3, 2), date(2100, 1, 1)),
)


def ours(data):
    return [list(row) for row in open_grid(data, "a.xlsx").rows]


def theirs(data):
    """Their rows without the padding: blank cells are None, a row ends with its last cell."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return trimmed([trimmed([None if cell == "" else cell for cell in row]) for row in rows])


def trimmed(cells):
    while cells and cells[-1] in (None, []):
        cells.pop()
    return cells


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_both_read_the_same_cells(book, rows):
    data = book(rows)
    assert ours(data) == theirs(data)


def test_the_same_of_rich_text_reading_aids_and_other_types(raw_book):
    cells = (
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="str"><v>a &amp; b</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>x</t></r><r><t xml:space="preserve"> y</t></r></is></c><c><v>1e2</v></c></row>'
    )
    strings = "<sst><si><r><t>东</t></r><rPh sb='0' eb='1'><t>dong</t></rPh><r><t>京</t></r></si></sst>"
    data = raw_book(f"<sheetData>{cells}</sheetData>", sharedStrings=strings)
    assert ours(data) == [[], [None, "东京", True, "a & b"], ["x y", 100.0]]
    assert ours(data) == theirs(data)


def test_errors_and_formulas_are_told_apart_from_what_was_typed(raw_book):
    cells = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>x</f></c></row>'
    (row,) = ours(raw_book(f"<sheetData>{cells}</sheetData>"))
    assert row == [Odd("error-cell", "#N/A"), Odd("formula", 2.0), Odd("formula", None)]


def test_names_with_a_prefix_are_the_same_names(raw_book):
    main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = f'<x:sheetData {main}><x:row r="1"><x:c r="A1" t="str"><x:v>甲</x:v></x:c></x:row></x:sheetData>'
    assert ours(raw_book(cells)) == [["甲"]]


@pytest.mark.parametrize(
    ("serial", "found"),
    [
        (46083, date(2026, 3, 2)),
        (46083.25, datetime.fromisoformat("2026-03-02 06:00")),
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (60, 60),
        (61, date(1900, 3, 1)),
        (2958465, date(9999, 12, 31)),
        (2958466, 2958466),
        (0.5, time(12)),
        (-1, -1),
        (1e300, 1e300),
    ],
)
def test_serial_days(serial, found):
    assert moment(serial, since_1904=False) == found


def test_days_since_1904():
    assert moment(44621, since_1904=True) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"d"日"', True),
        ("[$-804]yyyy年m月", True),
        ("h:mm AM/PM", True),
        ("0.00", False),
        ('0.0"days"', False),
        ("[Red]0", False),
        (r"0\d", False),
        ("#,##0;[Red]yyyy", False),
        ("General", False),
        ("@", False),
    ],
)
def test_which_number_formats_are_dates(code, is_date):
    escaped = code.replace("&", "&amp;").replace('"', "&quot;")
    part = (
        f'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="{escaped}"/></numFmts><cellStyleXfs><xf numFmtId="14"/>'
        '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    assert date_styles(part.encode()) == [False, is_date, True]


def test_characters_that_xml_cannot_hold_are_unescaped():
    assert shared_texts(b"<sst><si><t>a_x000D_b_x005F_x000D_</t></si></sst>") == ["a\rb_x000D_"]


@given(st.integers(0, 16_383), st.integers(0, 1_048_575))
def test_places_have_names(column, row):
    assert column_of(letters_of(column)) == column
    assert place_of(f"{letters_of(column)}{row + 1}") == (row, column)
