"""Whatever a file holds, `chucai merit` ends with tables or with a sentence, never with a stack trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chucai.cli.main import chucai

GOOD = "judge,nominee,score\nP,a,7\nP,b,8\nQ,a,6\nQ,b,8\n"
DONE, REFUSED = 0, 3


def run(*words: str | Path) -> Result:
    done = CliRunner().invoke(chucai, ["merit", *map(str, words)], env={"LC_ALL": "C.UTF-8"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


BROKEN: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", REFUSED, "empty"),
    "blanks": (b" \n\n ", REFUSED, "empty"),
    "headers alone": (b"judge,nominee,score\n", REFUSED, "no score sheets"),
    "a stray line": (b"hello\n", REFUSED, "lacks judge, nominee, score"),
    "one judge": (b"judge,nominee,score\nP,a,7\nP,b,8\n", DONE, "raw marks"),
    "one nominee": (b"judge,nominee,score\nP,a,7\nQ,a,8\n", DONE, ""),
    "one mark": (b"judge,nominee,score\nP,a,7\n", DONE, ""),
    "not a number": (b"judge,nominee,score\nP,a,NaN\n", REFUSED, 'the score "NaN"'),
    "infinite": (b"judge,nominee,score\nP,a,inf\n", REFUSED, 'the score "inf"'),
    "huge": (b"judge,nominee,score\nP,a,1e400\n", REFUSED, 'the score "1e400"'),
    "hugely precise": (b"judge,nominee,score\nP,a,0." + b"1" * 50 + b"\n", REFUSED, "at most 6 decimals"),
    "large, still a number": (b"judge,nominee,score\nP,a,999999999\nP,b,-999999999\nQ,a,1\nQ,b,2\n", DONE, ""),
    "a mark of bytes": (b"\xef\xbb\xbf" + GOOD.encode(), DONE, ""),
    "GB18030": ("评委,被推荐对象,分数\n张,甲,7\n李,甲,8\n张,乙,5\n李,乙,6\n".encode("gb18030"), DONE, ""),
    "semicolons": (GOOD.replace(",", ";").encode(), DONE, ""),
    "tabs": (GOOD.replace(",", "\t").encode(), DONE, ""),
    "UTF-16": (GOOD.encode("utf-16"), REFUSED, ""),
    "a zero byte": (b"judge,nominee,score\nP,a\0,7\n", REFUSED, ""),
    "no text at all": (bytes(range(128, 256)) * 3, REFUSED, ""),
    "missing column": (b"judge,score\nP,7\n", REFUSED, "lacks nominee"),
    "column twice": (b"judge,nominee,score,score\nP,a,7,8\n", REFUSED, "columns 3 (score) and 4 (score)"),
    "two words for a column": (b"assessor,judge,nominee,score\nP,Q,a,7\n", DONE, "2 (judge) and 1 (assessor)"),
    "quoted line ends": (b'judge,nominee,score\n"P\nQ","a\nb",7\n"P\nQ","c",8\n', DONE, ""),
    "open quote": (b'judge,nominee,score\nP,"a,7\nQ,b,8\n', REFUSED, "Quotes do not match"),
    "an endless cell": (b"judge,nominee,score\nP," + b"a" * 200_000 + b",7\n", REFUSED, "characters"),
    "short row": (b"judge,nominee,score\nP,a\n", REFUSED, "score is blank"),
    "long row": (b"judge,nominee,score\nP,a,7,9,9\nQ,a,8\n", DONE, ""),
    "blank rows": (b"\njudge,nominee,score\n\n,,\nP,a,7\n\n", REFUSED, "lacks"),
    "a hundred thousand columns": (b"judge,nominee,score" + b",x" * 100_000 + b"\nP,a,7\nQ,a,8\n", DONE, ""),
    "old Macintosh line ends": (GOOD.replace("\n", "\r").encode(), DONE, ""),
    "a workbook that is none": (b"PK\x03\x04 not a zip", REFUSED, ""),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, REFUSED, ""),
    "formulas as names": (b"judge,nominee,score\n=1+1,@a,7\nQ,@a,8\nQ,-b,9\n=1+1,-b,3\n", DONE, ""),
    "flat marks": (b"judge,nominee,score\nP,a,5\nP,b,5\nQ,a,5\nQ,b,5\n", DONE, "same mark"),
    "two panels that never meet": (b"judge,nominee,score\nP,a,5\nP,b,7\nQ,c,5\nQ,d,9\n", DONE, "P | Q"),
    "the same mark twice": (b"judge,nominee,score\nP,a,5\nP,a,7\n", REFUSED, "Line 3 repeats line 2"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("places", [None, 1])
def test_a_broken_file_gets_a_sentence(tmp_path: Path, name: str, places: int | None) -> None:
    content, code, says = BROKEN[name]
    path = tmp_path / "marks.csv"
    path.write_bytes(content)
    done = run(path, *([] if places is None else ["--places", places]))
    assert done.exit_code == code, done.stderr
    assert says in done.stderr
    if code == REFUSED:
        assert done.stdout == ""
        assert done.stderr.strip()
    assert run(path, "--lang", "zh", "--format", "json").exit_code == code


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 90), st.binary(max_size=3)), max_size=4), st.booleans())
def test_bytes_put_into_a_good_file_never_end_in_a_stack_trace(
    tmp_path: Path, puts: list[tuple[int, bytes]], replaced: bool
) -> None:
    content = GOOD.encode()
    for at, what in puts:
        content = content[:at] + what + content[at + (len(what) if replaced else 0) :]
    path = tmp_path / "marks.csv"
    path.write_bytes(content)
    assert run(path).exit_code in (DONE, REFUSED)
    assert run("--ballots", path).exit_code in (DONE, REFUSED)
