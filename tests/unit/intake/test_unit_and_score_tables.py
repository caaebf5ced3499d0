"""Units with their places, assessors' declarations, and scores in both forms."""

from decimal import Decimal

import pytest

from chucai.charter.model import Charter
from chucai.intake.assessors import DeclarationRow
from chucai.intake.kinds import table_kind
from chucai.intake.shape import Known
from chucai.intake.tables import read_table

NOTHING = Known()


def read(charter, kind, *lines, known=NOTHING):
    return read_table("\n".join(lines).encode(), "a.csv", table_kind(charter, kind), known)


def codes(table):
    return [(fault.row, fault.column, fault.code) for fault in table.faults]


# --- units


def test_a_tree_with_parents_by_id_or_name_and_places(charter):
    table = read(
        charter,
        "units",
        "单位编号,单位名称,层级,上级单位,名额：好干部,Places: Team",
        "s1,第一小学,单位（村、社区）,教育局,3,0",
        "edu,教育局,bureau,lanxi,12,",
        "lanxi,兰溪区,区级,,,",
    )
    assert table.faults == ()
    assert [(row.id, row.tier, row.parent, dict(row.places)) for row in table.rows] == [
        ("s1", "unit", "edu", {"person": 3, "team": 0}),
        ("edu", "bureau", "lanxi", {"person": 12}),
        ("lanxi", "district", None, {}),
    ]


def test_every_unit_but_the_top_hangs_one_tier_below_another(charter):
    table = read(charter, "units", "id,name,tier,parent", "a,甲,unit,", "b,乙,district,a")
    assert codes(table) == [(2, "parent", "missing"), (3, "parent", "top-unit-with-parent")]
    table = read(charter, "units", "id,name,tier,parent", "top,丁,district,", "a,甲,unit,top", "b,乙,bureau,nowhere")
    assert codes(table) == [(3, "parent", "tier-skipped"), (4, "parent", "unknown-unit")]
    assert table.faults[0].facts["en"] == "Sub-district or bureau"


def test_parents_may_be_units_known_before(charter, known):
    table = read(charter, "units", "id,name,tier,parent", "s9,第九小学,unit,区教育局", known=known)
    assert [row.parent for row in table.rows] == ["edu"]


def test_places_are_whole_and_not_negative(charter):
    table = read(charter, "units", "id,name,tier,parent,places.person,places.team", "a,甲,district,,-1,1.5")
    assert codes(table) == [(2, "places.person", "below"), (2, "places.team", "not-whole")]


# --- declarations


def test_declarations(charter, known):
    table = read(
        charter,
        "declarations",
        "评委,推荐对象,利害关系,情况说明",
        "评委甲,n1,亲属（含近姻亲）,表兄",
        "j2,柳青禾,own-unit,",
        known=known,
    )
    assert table.rows == (DeclarationRow(2, "j1", "n1", "kin", "表兄"), DeclarationRow(3, "j2", "n1", "own-unit", ""))


def test_one_interest_for_an_assessor_and_a_nomination(charter, known):
    lines = ("assessor,nomination,interest", "j1,n1,kin", "评委甲,柳青禾,other")
    assert codes(read(charter, "declarations", *lines, known=known)) == [(3, "assessor", "duplicate-row")]


# --- scores


@pytest.fixture(scope="module")
def halves(charter) -> Charter:
    """The same charter, `shining` marked in halves from 1 to 5."""
    half = charter.criteria["shining"].model_copy(update={"scale": (1, 5), "step": Decimal("0.5")})
    return charter.model_copy(update={"criteria": {**charter.criteria, "shining": half}})


def test_a_row_is_a_sheet_and_marks_are_whole_steps(halves, known):
    table = read(halves, "scores", "评委,推荐对象,敢于担当,doing,Stands out,评语", "j1,n1,7,10,4.5,好", known=known)
    (row,) = table.rows
    assert dict(row.marks) == {"daring": 7, "doing": 10, "shining": 9}
    assert row.comment == "好"


def test_marks_off_the_scale_or_between_two_steps(halves):
    table = read(halves, "scores", "judge,nominee,daring,doing,shining", "j1,n1,11,7.5,0.5", "j1,n2,-1,,4.7")
    assert codes(table) == [
        (2, "daring", "above"),
        (2, "doing", "not-whole"),
        (2, "shining", "below"),
        (3, "daring", "below"),
        (3, "doing", "missing"),
        (3, "shining", "off-step"),
    ]


def test_one_mark_a_row_is_gathered_into_sheets(halves):
    lines = ["judge,nominee,criterion,score", "j1,n1,敢于担当,7", "j1,n2,daring,1", "j1,n1,doing,8", "j1,n2,doing,2"]
    table = read(halves, "scores", *lines, "j1,n2,shining,1.5", "j1,n1,Stands out,5")
    assert [(row.nomination, dict(row.marks)) for row in table.rows] == [
        ("n1", {"daring": 7, "doing": 8, "shining": 10}),
        ("n2", {"daring": 1, "doing": 2, "shining": 3}),
    ]


def test_both_forms_say_the_same(charter):
    sheets = [("j1", "n1", 3, 4, 5), ("j2", "n1", 0, 10, 9), ("j1", "n2", 7, 7, 7)]
    wide = [f"{j},{n},{a},{b},{c}" for j, n, a, b, c in sheets]
    long = [
        f"{j},{n},{name},{mark}" for j, n, *marks in sheets for name, mark in zip(charter.criteria, marks, strict=True)
    ]
    first = read(charter, "scores", "assessor,nomination,daring,doing,shining", *wide).rows
    second = read(charter, "scores", "assessor,nomination,criterion,score", *long).rows
    assert [(r.assessor, r.nomination, r.marks) for r in first] == [(r.assessor, r.nomination, r.marks) for r in second]


def test_a_sheet_of_single_marks_has_to_be_whole(charter):
    table = read(
        charter, "scores", "judge,nominee,criterion,score", "j1,n1,daring,7", "j1,n1,doing,8", "j1,n1,daring,7"
    )
    assert codes(table) == [(4, "judge", "duplicate-row")]
    table = read(charter, "scores", "judge,nominee,criterion,score", "j1,n1,daring,7", "j1,n1,doing,8")
    assert codes(table) == [(2, "criterion", "criteria-missing")]
    assert table.faults[0].facts["en"] == "Stands out"
    table = read(charter, "scores", "judge,nominee,criterion,score", "j1,n1,daring,77")
    assert codes(table) == [(2, "score", "above")]


def test_with_one_criterion_its_column_may_be_left_out(charter):
    single = charter.model_copy(update={"criteria": {"overall": charter.criteria["daring"]}})
    assert dict(read(single, "scores", "judge,nominee,score", "s1,d1,5").rows[0].marks) == {"overall": 5}
    assert dict(read(single, "scores", "judge,nominee,criterion,score", "s1,d1,overall,5").rows[0].marks) == {
        "overall": 5
    }


def test_the_stage_says_which_criteria(charter):
    panel = charter.judging["panel"]
    first = panel.model_copy(update={"criteria": ("doing",)})
    two = charter.model_copy(update={"judging": {"panel": first, "other": panel}})
    keys = [column.key for column in table_kind(two, "scores", "compare").columns]
    assert keys == ["assessor", "nomination", "doing", "comment"]
