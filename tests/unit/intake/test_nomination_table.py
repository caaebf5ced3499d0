"""Nominations: what is asked is what the charter says, of whom it says, and nothing else is taken in."""

from datetime import date

import pytest

from chucai.charter.nominee import Support
from chucai.intake.kinds import table_kind
from chucai.intake.nominations import Member
from chucai.intake.shape import Known
from chucai.intake.tables import read_table

PERSON = {
    "category": "好干部",
    "name": "柳青禾",
    "unit": "school-1",
    "theme": "乡村振兴",
    "statement": "多年扎根一线。",
    "identity": "X00000001",
    "post": "教师",
    "post_level": "一般工作人员",
    "frontline": "是",
    "woman": "yes",
    "years_in_post": "12.5",
    "appraisal": "优秀",
}
TEAM = {
    "category": "team",
    "name": "晨光小组",
    "unit": "第一小学",
    "members": "甲一; 乙二（X00000002）；X00000003",
    "team_kind": "task",
    "unit_level": "none",
    "veto": "否",
}


def read(charter, known, *rows):
    heads = list(dict.fromkeys(key for row in rows for key in row))
    lines = [",".join(heads), *(",".join(f'"{row.get(head, "")}"' for head in heads) for row in rows)]
    return read_table("\n".join(lines).encode(), "a.csv", table_kind(charter, "nominations"), known)


def codes(table):
    return [(fault.row, fault.column, fault.code) for fault in table.faults]


def test_a_person_and_a_team(charter, known):
    table = read(charter, known, PERSON, TEAM)
    assert table.faults == ()
    person, team = table.rows
    assert (person.category, person.unit, person.theme, person.identity) == (
        "person",
        "school-1",
        "village",
        "X00000001",
    )
    assert person.attributes["years_in_post"] == pytest.approx(12.5)
    assert person.attributes["frontline"] is True
    assert person.attributes["post_level"] == "none"
    assert team.unit == "school-1"
    assert team.members == (Member("甲一"), Member("乙二", "X00000002"), Member("", "X00000003"))
    assert dict(team.attributes) == {"team_kind": "task", "unit_level": "none", "veto": False}


def test_headers_are_the_questions_of_the_charter_or_their_nouns(charter, known):
    heads = "类别,姓名,所在单位,现任职务（全称）,level of post,是否在基层一线工作,Is the nominee a woman?,time in the present unit,appraisal"
    data = f"{heads}\n好干部,柳青禾,school-1,教师,none,是,否,3,优秀\n".encode()
    assert read_table(data, "a.csv", table_kind(charter, "nominations"), known).faults == ()


def test_what_is_required_follows_the_category(charter, known):
    missing = {key: value for key, value in PERSON.items() if key not in ("appraisal", "woman")}
    table = read(charter, known, {**missing, "appraisal": "", "woman": ""}, TEAM)
    assert codes(table) == [(2, "appraisal", "missing"), (2, "woman", "missing")] or codes(table) == [
        (2, "woman", "missing"),
        (2, "appraisal", "missing"),
    ]


def test_a_whole_column_missing_that_this_category_needs(charter, known):
    table = read(charter, known, {key: value for key, value in PERSON.items() if key != "post"})
    assert codes(table) == [(2, "现任职务（全称） / Present post, in full", "missing")]


def test_what_is_not_asked_is_not_taken_in(charter, known):
    table = read(charter, known, {**TEAM, "woman": "是"})
    assert codes(table) == [(2, "woman", "not-asked-here")]
    assert table.faults[0].facts == {"zh": "好干部", "en": "Official"}


def test_a_condition_of_the_charter_decides(charter, known):
    """`new_merit` is asked when there was an award before, and only then."""
    assert codes(read(charter, known, {**PERSON, "new_merit": "是"})) == [(2, "new_merit", "not-asked")]
    assert codes(read(charter, known, {**PERSON, "last_award": "2024-05-01", "new_merit": ""})) == [
        (2, "new_merit", "missing")
    ]
    table = read(charter, known, {**PERSON, "last_award": "2024年5月1日", "new_merit": "是"})
    assert table.rows[0].attributes["last_award"] == date(2024, 5, 1)


def test_a_condition_on_a_cell_that_is_wrong_waits(charter, known):
    table = read(charter, known, {**PERSON, "last_award": "去年", "new_merit": "是"})
    assert codes(table) == [(2, "last_award", "not-a-date")]


def test_values_are_held_to_the_charter(charter, known):
    table = read(
        charter, known, {**PERSON, "years_in_post": "61", "appraisal": "一般", "post": "字" * 61, "theme": "航天"}
    )
    assert {(fault.column, fault.code) for fault in table.faults} == {
        ("years_in_post", "above"),
        ("appraisal", "not-a-choice"),
        ("post", "too-long"),
        ("theme", "not-a-choice"),
    }
    assert codes(read(charter, known, {**PERSON, "statement": "字" * 2_001})) == [(2, "statement", "too-long")]


@pytest.mark.parametrize(
    ("members", "code"),
    [("", "too-few-members"), ("甲一", "too-few-members"), ("甲一;乙二;甲 一", "member-twice")],
)
def test_the_size_of_a_team(charter, known, members, code):
    assert codes(read(charter, known, {**TEAM, "members": members})) == [(2, "members", code)]


def test_a_person_has_no_members(charter, known):
    assert codes(read(charter, known, {**PERSON, "members": "甲一;乙二"})) == [(2, "members", "members-of-a-person")]


def test_one_identity_number_is_one_nomination(charter, known):
    table = read(charter, known, PERSON, {**PERSON, "name": "柳青", "identity": "x0000-0001"})
    assert codes(table) == [(3, "identity", "identity-twice")]
    assert "X0000" not in str(table.faults)


def test_two_of_one_name_in_one_unit_need_something_that_tells_them_apart(charter, known):
    first = {**PERSON, "identity": ""}
    assert codes(read(charter, known, first, {**first, "name": "柳 青禾"})) == [(3, "category", "duplicate-row")]
    assert read(charter, known, {**first, "id": "a"}, {**first, "id": "b"}).faults == ()


def test_a_letter_count_is_asked_where_the_charter_asks_for_letters(charter, known):
    rules = charter.nominating.model_copy(update={"support": Support(min=1, max=3)})
    asking = charter.model_copy(update={"nominating": rules})
    assert read(asking, known, {**PERSON, "support": "2"}).rows[0].support == 2
    assert codes(read(asking, known, {**PERSON, "support": "4"})) == [(2, "support", "above")]


def test_an_attribute_called_like_a_fixed_column_has_its_own_key(charter):
    post = charter.attributes["post"]
    twin = charter.model_copy(update={"attributes": {"name": post, "other": post}})
    columns = {column.key: column for column in table_kind(twin, "nominations").columns}
    assert "attribute.name" in columns
    assert columns["other"].words.en == "Present post, in full (other)"


def test_without_knowing_the_units_ids_are_taken_as_they_are(charter):
    assert read(charter, Known(), {**PERSON, "unit": "anywhere"}).rows[0].unit == "anywhere"
