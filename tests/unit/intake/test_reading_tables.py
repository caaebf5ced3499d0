"""How a table is read: headers in any language and order, all rows or none, every fault in its place."""

import pytest

from chucai.errors import Refused
from chucai.intake.assessors import AssessorRow
from chucai.intake.kinds import table_kind
from chucai.intake.shape import Known
from chucai.intake.tables import read_table

NOTHING = Known()


def csv(*lines):
    return "\n".join(lines).encode()


def read(charter, data, kind="assessors", known=NOTHING, filename="table.csv"):
    return read_table(data, filename, table_kind(charter, kind), known)


def codes(table):
    return [(fault.row, fault.column, fault.code) for fault in table.faults]


@pytest.mark.parametrize(
    "header",
    [
        "评委编号,姓名,所在单位",
        "Assessor ID,Name,Unit",
        "id,name,unit",
        "ASSESSOR id , * 姓名 ,unit:",
        "ID,姓名 / Name,所在单位|Unit",
        '"评委编号\nAssessor ID","Name\n姓名",unit',
        "评委编号,姓　名,所在单位",
    ],
)
def test_a_header_is_the_words_of_either_language_or_both_or_the_key(charter, header):
    table = read(charter, csv(header, "j1,甲,edu"))
    assert table.faults == ()
    assert [(row.id, row.name, row.unit) for row in table.rows] == [("j1", "甲", "edu")]


def test_columns_come_in_any_order_and_rows_are_typed(charter):
    table = read(charter, csv("最多评审件数,姓名,评委编号", "12,甲,j1", "", " , ,", ",乙,j2"))
    assert table.rows == (AssessorRow(2, "j1", "甲", None, None, 12), AssessorRow(5, "j2", "乙", None, None, None))


def test_headers_may_stand_below_a_title_and_in_two_rows(charter):
    table = read(charter, csv("兰溪区评委名单,", "2026年3月,", "评委编号,姓名", "Assessor ID,Name", "j1,甲"))
    assert table.origin.header == 3
    assert [row.row for row in table.rows] == [5]


def test_an_unknown_column_is_a_fault_that_names_what_was_perhaps_meant(charter):
    table = read(charter, csv("评委编号,姓名,Loads,Shoe size", "j1,甲,1,43"))
    assert codes(table) == [(1, "Loads", "unknown-column-near"), (1, "Shoe size", "unknown-column")]
    assert table.faults[0].facts["zh"] == "最多评审件数"
    assert table.rows == ()


def test_a_missing_and_a_doubled_column_are_named(charter):
    table = read(charter, csv("评委编号,Assessor ID,单位名", "j1,j1,edu"))
    assert {fault.code for fault in table.faults} >= {"missing-column", "duplicate-column"}
    (missing,) = [fault for fault in table.faults if fault.code == "missing-column"]
    assert missing.facts["en"] == "Name"
    (doubled,) = [fault for fault in table.faults if fault.code == "duplicate-column"]
    assert (doubled.facts["first"], doubled.facts["second"]) == ("A", "B")


def test_all_rows_or_none(charter):
    table = read(charter, csv("id,name,load", "j1,甲,1", "j2,,1", "j 3,丙,many"))
    assert table.rows == ()
    assert codes(table) == [(3, "name", "missing"), (4, "id", "not-a-key"), (4, "load", "not-a-number")]


def test_the_same_id_twice_is_a_fault_of_the_second_row(charter):
    table = read(charter, csv("id,name", "j1,甲", "j2,乙", "j1,丙"))
    assert codes(table) == [(4, "id", "duplicate-row")]
    assert table.faults[0].facts["other"] == 2


def test_a_cell_under_no_header_is_a_fault_told_once_a_column(charter):
    table = read(charter, csv("id,,name,", "j1,x,甲,", "j2,y,乙,z"))
    assert codes(table) == [(2, None, "no-header"), (3, None, "too-many-cells")]


def test_ragged_rows_are_faults(charter):
    table = read(charter, csv("id,name,load", "j1,甲", "j2,乙,3,4"))
    assert codes(table) == [(2, None, "too-few-cells"), (3, None, "too-many-cells")]


def test_quotes_that_never_close_stop_the_reading_and_say_where(charter):
    table = read(charter, csv("id,name", "j1,甲", 'j2,"乙', "j3,丙"))
    assert codes(table) == [(3, None, "broken-quotes")]


def test_an_example_row_is_skipped_and_counted(charter):
    table = read(charter, csv("备注（不导入）,id,name", "示例（虚构）,j0,甲", "Example,j9,乙", "keep,j1,丙"))
    assert [row.id for row in table.rows] == ["j1"]
    assert table.skipped == 2


def test_references_are_ids_or_names_that_fit_one_thing_alone(charter, known):
    data = csv("id,name,unit", "j1,甲,区教育局", "j2,乙,edu", "j3,丙,办公室 (office-b)", "j4,丁,区教育局 ")
    assert [row.unit for row in read(charter, data, known=known).rows] == ["edu", "edu", "office-b", "edu"]
    table = read(charter, csv("id,name,unit", "j1,甲,办公室", "j2,乙,区教育", "j3,丙,火星"), known=known)
    assert codes(table) == [
        (2, "unit", "ambiguous-unit"),
        (3, "unit", "unknown-unit-near"),
        (4, "unit", "unknown-unit"),
    ]
    assert table.faults[0].facts["ids"] == "office-a, office-b"
    assert table.faults[1].facts["near"] == "区教育局 (edu)"


def test_without_units_at_hand_a_reference_only_has_to_be_an_id(charter):
    assert read(charter, csv("id,name,unit", "j1,甲,anything")).faults == ()
    assert codes(read(charter, csv("id,name,unit", "j1,甲,区教育局"))) == [(2, "unit", "not-a-key")]


def test_reading_stops_at_the_limit_of_faults(charter):
    table = read(charter, csv("id,name", *(f"j {n}," for n in range(6_000))))
    assert len(table.faults) <= 5_002
    assert table.faults[-1].code == "more-faults"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b" \n \n", "file-empty"),
        (b"a,b\n1,2\n", "no-headers"),
        (b"id,name\n", "no-rows"),
        (b"id,name\n,\n", "no-rows"),
    ],
)
def test_a_file_with_nothing_to_read_is_refused(charter, data, code):
    with pytest.raises(Refused) as refused:
        read(charter, data)
    assert refused.value.code == code


def test_a_sheet_without_headers_is_refused_with_the_sheets_there_are(charter, book):
    with pytest.raises(Refused) as refused:
        read(charter, book([["x", "y"], [1, 2]], name="说明"), filename="a.xlsx")
    assert refused.value.code == "no-headers-in-sheet"
    assert refused.value.facts["sheet"] == "说明"


def test_a_table_nobody_knows_is_refused(charter):
    with pytest.raises(Refused, match="unknown-table"):
        table_kind(charter, "awards")
