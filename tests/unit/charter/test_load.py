"""From a file on disk to a charter, or to its faults; digests; what ships."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from chucai.charter.calendar import load_calendar, shipped
from chucai.charter.check import check, examine, examine_file
from chucai.charter.digest import digest, to_json
from chucai.charter.examples import example_ids, example_text
from chucai.charter.load import load, read
from chucai.errors import Refused
from tests.unit.charter.small_charter import SMALL, edited

CHARTERS = Path(__file__).parents[3] / "charters"


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path):
    plain, marked = tmp_path / "plain.toml", tmp_path / "marked.toml"
    plain.write_bytes(SMALL.encode())
    marked.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load(plain).charter == load(marked).charter == read(SMALL).wanted()


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "old.toml"
    path.write_bytes(SMALL.encode("gb18030"))
    (found,) = examine_file(path).faults
    assert (found.code, found.facts["file"]) == ("file-not-utf-8", "old.toml")


def test_a_file_that_is_not_there_is_told(tmp_path):
    (found,) = load(tmp_path / "none.toml").faults
    assert found.code == "file-unreadable"
    with pytest.raises(Refused) as refused:
        load_calendar(tmp_path / "none.toml")
    assert refused.value.facts["first"] == "file-unreadable"


def test_a_faulty_charter_is_refused_where_one_is_wanted():
    with pytest.raises(Refused) as refused:
        read(edited(('host = "town"\n', ""))).wanted()
    assert refused.value.code == "charter-faulty"
    assert refused.value.facts["number"] == 1
    assert refused.value.facts["faults"][0]["path"] == "host"


def test_values_keep_their_exact_types():
    text = edited(('share_at_most = "20 %"', 'share_at_most = "12.5 %"'), ("min = 0\n", "min = 0.5\n"))
    charter = read(text).wanted()
    assert charter.rules[1].share_at_most == Fraction(1, 8)
    assert charter.attributes["years"].min == Decimal("0.5")
    assert charter.stages[0].opens == date(2026, 3, 2)


def test_a_calendar_of_another_name_is_told():
    (found,) = examine(SMALL, shipped("gb")).faults
    assert found.code == "calendar-other"


def test_a_charter_without_a_file_is_checked_too():
    charter = read(edited(('"6/5"', '"4/5"'))).wanted()
    (found,) = check(charter)
    assert (found.path, found.line) == ("categories.person.slate", 0)


def test_the_digest_is_of_the_meaning_not_of_the_spelling():
    same = edited(
        ("charter = 1\n", "# a comment\ncharter   = 1\n"),
        ('host = "town"\nvisibility = "open"\n', 'visibility = "open"\nhost = "town"\ncalendar = "cn"\n'),
        ('share_above = "1/2"', 'share_above = "50 %"'),
    )
    assert digest(read(same).wanted()) == digest(read(SMALL).wanted())
    assert len(digest(read(SMALL).wanted())) == 64


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("edition = 2026", "edition = 2027"),
        ("places = 10", "places = 11"),
        ("opens = 2026-03-02", "opens = 2026-03-03"),
        ("at_least = 2", "at_least = 3"),
        ("at_least = 2", "more_than = 2"),
        ('en = "Water"', 'en = "Waters"'),
    ],
)
def test_the_digest_knows_every_change_of_meaning(before, after):
    assert digest(read(edited((before, after))).wanted()) != digest(read(SMALL).wanted())


def test_the_canonical_form_leaves_defaults_out():
    plain = to_json(read(SMALL).wanted())
    assert "calendar" not in plain
    assert plain["rule"][0] == {
        "id": "front-first",
        "among": {"category": {"is": "person"}},
        "count": {"front": {"is": True}},
        "share_above": "1/2",
    }


def test_every_example_charter_ships():
    assert example_ids() == tuple(sorted(path.stem for path in CHARTERS.glob("*.toml")))
    for name in example_ids():
        assert example_text(name) == (CHARTERS / f"{name}.toml").read_text("utf-8")


def test_an_unknown_example_is_refused_with_those_there_are():
    with pytest.raises(Refused) as refused:
        example_text("moon")
    assert "district" in refused.value.facts["known"]
