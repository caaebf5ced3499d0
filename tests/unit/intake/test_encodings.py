"""Text tables: which encoding, which delimiter, and an honest answer when it is neither."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.errors import Refused
from chucai.intake.delimited import decode, guarded, guess_delimiter, unguarded
from chucai.intake.kinds import table_kind
from chucai.intake.shape import Known
from chucai.intake.tables import read_table

TEXT = "评委编号,姓名\nj1,柳青禾\nj2,𠮷野\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace("𠮷", "吉").encode("gbk"), "gb18030"),
        (b"id,name\nj1,Ann\n", "utf-8"),
    ],
)
def test_utf8_with_or_without_mark_and_gb18030_are_told_apart(charter, data, encoding):
    table = read_table(data, "a.csv", table_kind(charter, "assessors"), Known())
    assert table.faults == ()
    assert table.origin.encoding == encoding
    assert table.rows[0].name in ("柳青禾", "Ann")


def test_what_is_neither_names_row_and_byte():
    good = "评委编号,姓名\n".encode()
    with pytest.raises(Refused) as refused:
        decode(good + b"j1,\xff\xff\n")
    assert refused.value.code == "not-text"
    assert refused.value.facts == {"encoding": "utf-8", "value": "0xFF", "row": 2, "byte": len(good) + 4}


def test_the_encoding_that_got_further_is_the_one_named():
    data = "编号,姓名\n".encode("gb18030") * 3 + b"\xff\n"
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.facts["encoding"] == "gb18030"
    assert refused.value.facts["row"] == 4


@pytest.mark.parametrize("data", ["id,name\nj1,甲\n".encode("utf-16"), b"id,name\nj1,\0\n"])
def test_a_nul_byte_is_no_text(data):
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.code == "nul-byte"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(charter, delimiter):
    lines = 'id,name,unit\nj1,"甲,;\t乙",edu\n'.replace(",", delimiter).replace(f"甲{delimiter}", "甲,", 1)
    table = read_table(lines.encode(), "a.txt", table_kind(charter, "assessors"), Known())
    assert table.origin.delimiter == delimiter
    assert table.rows[0].unit == "edu"


def test_one_column_needs_no_delimiter():
    assert guess_delimiter("id\nj1\n") == ","


@given(st.text(alphabet=st.sampled_from("=+-@'\t\ra1.5甲"), max_size=8))
def test_a_guarded_text_is_no_formula_and_comes_back(text):
    kept = guarded(text)
    plain_number = kept[:1] in ("+", "-") and kept[1:].replace(".", "", 1).isdigit()
    assert not kept.startswith(("=", "@", "\t", "\r"))
    assert not kept.startswith(("+", "-")) or plain_number
    if not (text.startswith("'") and unguarded(text) != text):
        assert unguarded(kept) == text


@given(
    st.lists(st.lists(st.text(alphabet='甲乙a1,;\t"\n ', max_size=5), min_size=2, max_size=2), min_size=1, max_size=5)
)
def test_any_text_comes_back_from_a_file_of_any_encoding(rows):
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        found = decode(target.getvalue().encode(encoding)).text
        assert list(csv.reader(io.StringIO(found, newline=""))) == rows
