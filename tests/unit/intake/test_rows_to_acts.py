"""What each row says, as acts. Personal text and identity numbers stay behind."""

import hashlib
from datetime import date

import pytest

from chucai.errors import Refused
from chucai.gates.acts import Appoint, Assess, Declare, IssuePlaces, SetUnits
from chucai.gates.dossier import write
from chucai.intake.assessors import AssessorRow, DeclarationRow
from chucai.intake.nominations import Member, NominationRow
from chucai.intake.people import normal_identity, pseudonym
from chucai.intake.scores import ScoreRow
from chucai.intake.to_acts import appointments, assessments, declared, drafts, unit_acts
from chucai.intake.units import UnitRow

SECRET = b"an invented secret of a round"


def seal(text):
    return hashlib.sha256(text.encode()).hexdigest()


def person(**more):
    fields = {
        "row": 2,
        "id": None,
        "category": "person",
        "name": "柳青禾",
        "unit": "edu",
        "theme": None,
        "statement": "事迹",
        "identity": "X00000001",
        "members": (),
        "support": 0,
        "attributes": {"woman": True, "post_level": "none", "appraisal": "excellent", "years_in_post": 9},
    }
    return NominationRow(**{**fields, **more})


def test_units_become_one_tree_and_places_for_each_that_has_some():
    rows = [
        UnitRow(2, "lanxi", "兰溪区", "district", None, {}),
        UnitRow(3, "edu", "局", "bureau", "lanxi", {"person": 3}),
    ]
    tree, places = unit_acts(rows)
    assert isinstance(tree, SetUnits)
    assert [(unit.id, unit.parent) for unit in tree.units] == [("lanxi", None), ("edu", "lanxi")]
    assert places == IssuePlaces(unit="edu", places={"person": 3})


def test_assessors_are_appointed_with_their_units():
    rows = [AssessorRow(2, "j1", "甲", None, "edu", None), AssessorRow(3, "j2", "乙", "panel", None, 5)]
    assert appointments(rows) == (Appoint(role="assessor", who=("j1", "j2"), units={"j1": "edu"}),)
    assert appointments([]) == ()


def test_notes_and_comments_enter_as_commitments_only():
    rows = [DeclarationRow(2, "j1", "n1", "kin", "表兄"), DeclarationRow(3, "j1", "n2", "other", "")]
    first, second = declared(rows, seal)
    assert first == Declare(assessor="j1", nomination="n1", interest="kin", note=seal("表兄"))
    assert second.note is None
    (sheet,) = assessments([ScoreRow(2, "j1", "n1", {"daring": 7}, "好")], "compare", seal)
    assert sheet == Assess(stage="compare", nomination="n1", assessor="j1", marks={"daring": 7}, comment=seal("好"))


def test_a_nomination_becomes_a_draft_the_gates_can_write(charter):
    (incoming,) = drafts([person(id="n7")], charter, SECRET)
    assert incoming.nomination == "n7"
    assert incoming.draft.person == pseudonym(SECRET, "", "", "x0000 0001")
    written = write(
        charter,
        incoming.draft,
        {"round.opens": date(2026, 3, 2)},
        lambda field: hashlib.sha256(field.encode()).digest(),
    )
    assert "X00000001" not in str(written.fields) + str(written.openings)
    assert written.fields["length"] == 2


def test_members_are_pseudonyms_and_a_team_is_nobody(charter):
    team = person(category="team", identity=None, members=(Member("甲一"), Member("乙二", "X00000002")))
    (incoming,) = drafts([team], charter, SECRET)
    assert incoming.draft.person is None
    assert incoming.draft.members == (pseudonym(SECRET, "甲一", "edu"), pseudonym(SECRET, "", "", "X00000002"))
    assert incoming.draft.member_names == ("甲一", "乙二")


def test_an_id_that_was_not_given_is_the_same_in_every_import(charter):
    first, other = person(), person(row=9, name="柳青", identity="X00000002")
    (again,) = drafts([person(row=5)], charter, SECRET)
    ids = [incoming.nomination for incoming in drafts([first, other], charter, SECRET)]
    assert ids[0] == again.nomination
    assert ids[0] != ids[1]
    (elsewhere,) = drafts([first], charter, b"the secret of another round")
    assert elsewhere.nomination != ids[0]


def test_one_human_being_has_one_pseudonym_whatever_the_spelling():
    assert pseudonym(SECRET, "柳 青禾", "edu") == pseudonym(SECRET, "柳青禾", "edu")
    assert pseudonym(SECRET, "阿依努尔·甲", "edu") == pseudonym(SECRET, "阿依努尔•甲", "edu")
    assert pseudonym(SECRET, "Ann Example", "edu") == pseudonym(SECRET, "ＡＮＮ  example", "edu")
    assert pseudonym(SECRET, "柳青禾", "edu") != pseudonym(SECRET, "柳青禾", "health")
    assert pseudonym(SECRET, "a", "bc") != pseudonym(SECRET, "ab", "c")
    assert normal_identity("x0000-0001 ") == "X00000001"


def test_a_pseudonym_says_nothing_without_the_secret():
    name = pseudonym(SECRET, "柳青禾", "edu", "X00000001")
    assert name.startswith("p-")
    assert len(name) == 22
    assert name != pseudonym(b"another secret of a round", "柳青禾", "edu", "X00000001")
    with pytest.raises(Refused, match="secret-too-short"):
        pseudonym(b"short", "柳青禾", "edu")
