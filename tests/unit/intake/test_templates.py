"""Templates come from the charter, carry its drop-downs, and come back through the reader."""

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from chucai.gates.acts import Unit
from chucai.intake.cells import cleaned
from chucai.intake.grid import open_grid
from chucai.intake.kinds import KINDS, table_kind
from chucai.intake.shape import LIMITS, Known, Wrong
from chucai.intake.tables import read_table
from chucai.intake.template import template
from chucai.intake.unpack import Archive

UNITS = (
    Unit(id="edu", tier="bureau", name="区教育局"),
    Unit(id="office-a", tier="unit", name="办公室"),
    Unit(id="office-b", tier="unit", name="办公室"),
)
KNOWN = Known(units={unit.id: unit for unit in UNITS})
PERSON = {
    "category": "person",
    "name": "柳青禾",
    "unit": "edu",
    "theme": "village",
    "post": "=SUM(教师)",
    "post_level": "section",
    "frontline": True,
    "woman": False,
    "years_in_post": Decimal("12.5"),
    "appraisal": "excellent",
    "last_award": date(2020, 3, 2),
    "new_merit": True,
    "identity": "110105194912310021",
}


def sheet_xml(data, number=1):
    return Archive(data, LIMITS).read(f"xl/worksheets/sheet{number}.xml").decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_template_has_every_header_and_only_a_skipped_example(charter, kind, language):
    table = table_kind(charter, kind)
    data = template(charter, table, language, UNITS)
    head, example = list(open_grid(data, "a.xlsx", (table.title.zh, table.title.en)).rows)
    assert len(head) == len(table.columns) + 1
    assert all("\n" in cell for cell in head)
    assert example[0].startswith("示例" if language == "zh" else "Example")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_filled_in_comes_back(charter, language):
    kind = table_kind(charter, "nominations")
    table = read_table(template(charter, kind, language, UNITS, [PERSON]), "a.xlsx", kind, KNOWN)
    assert table.faults == ()
    assert table.skipped == 1
    (row,) = table.rows
    assert (row.category, row.name, row.unit, row.theme) == ("person", "柳青禾", "edu", "village")
    assert row.identity == "110105194912310021"
    assert {name: row.attributes[name] for name in ("post", "frontline", "woman", "years_in_post", "last_award")} == {
        name: PERSON[name] for name in ("post", "frontline", "woman", "years_in_post", "last_award")
    }


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=20), st.none() | st.integers(1, 80), st.sampled_from([None, "edu", "office-b"])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_rows_come_back_from_a_template(charter, rows):
    kind = table_kind(charter, "assessors")
    wanted = []
    for number, (name, load, unit) in enumerate(rows):
        try:
            kept = cleaned(name.replace("\r", "\n"))
        except Wrong:
            kept = "甲"
        kept = kept if kept and not kept.startswith("'") and "_x" not in kept else "甲"
        wanted.append({"id": f"j{number}", "name": kept, "load": load, "unit": unit})
    table = read_table(template(charter, kind, "zh", UNITS, wanted), "a.xlsx", kind, KNOWN)
    assert table.faults == ()
    assert [{"id": row.id, "name": row.name, "load": row.load, "unit": row.unit} for row in table.rows] == wanted


def test_drop_downs_come_from_the_charter(charter):
    data = template(charter, table_kind(charter, "nominations"), "zh", UNITS)
    lists = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("lists").to_python()
    columns = [[cell for cell in column if cell] for column in zip(*lists, strict=True)]
    assert ["好干部", "好团队"] in columns
    assert ["是", "否"] in columns
    assert ["一般工作人员", "乡科级", "县处级", "厅局级及以上"] in columns
    assert ["区教育局", "办公室 (office-a)", "办公室 (office-b)"] in columns
    assert sheet_xml(data).count('type="list"') == len(columns)


def test_numbers_dates_and_lengths_are_checked_while_typing(charter):
    xml = sheet_xml(template(charter, table_kind(charter, "nominations"), "en"))
    assert 'type="decimal"' in xml
    assert 'type="date"' in xml
    assert 'type="textLength"' in xml
    assert 'type="whole"' in sheet_xml(template(charter, table_kind(charter, "scores"), "en"))


def test_sheets_are_the_table_the_hidden_lists_and_the_dictionary(charter):
    data = template(charter, table_kind(charter, "nominations"), "zh", UNITS)
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheets_metadata
    assert [(sheet.name, sheet.visible == SheetVisibleEnum.Visible) for sheet in sheets] == [
        ("推荐对象", True),
        ("lists", False),
        ("填写说明", True),
    ]
    words = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("填写说明").to_python()
    text = "\n".join(str(cell) for row in words for cell in row)
    assert "兰溪区“出彩”好干部好团队评选" in text
    assert "优秀 (excellent); 称职 (competent)" in text


def test_the_headers_stay_in_sight_and_long_numbers_stay_text(charter):
    data = template(charter, table_kind(charter, "nominations"), "zh")
    assert 'state="frozen"' in sheet_xml(data)
    assert b'numFmtId="49"' in Archive(data, LIMITS).read("xl/styles.xml")


def test_no_formula_ever_gets_into_a_template(charter):
    evil = charter.model_copy(update={"themes": {"x": charter.themes["city"].model_copy(update={"zh": "=cmd()"})}})
    data = template(evil, table_kind(evil, "nominations"), "zh", UNITS, [{"name": "=1+1"}])
    assert all("<f>" not in sheet_xml(data, number) for number in (1, 2, 3))


def test_the_same_charter_gives_the_same_bytes(charter):
    kind = table_kind(charter, "nominations")
    assert template(charter, kind, "zh", UNITS) == template(charter, kind, "zh", UNITS)
