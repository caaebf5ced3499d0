"""Every fault: break the small charter in one place and look at the code, the path and the line that are told."""

import string

import pytest

from chucai.charter.check import examine, is_sound
from chucai.charter.words import FAULTS, SEVERITY, say, tell
from tests.unit.charter.fault_cases import CASES
from tests.unit.charter.small_charter import SMALL, edited

ELSEWHERE = {
    "file-unreadable",  # test_load.py
    "file-not-utf-8",  # test_load.py
    "day-of-another-year",  # test_calendar.py
    "day-off-and-on-duty",  # test_calendar.py
    "calendar-other",  # test_load.py
    "value-not-understood",  # a net below the others: no value is known that falls so far
}


def test_the_small_charter_is_sound():
    reading = examine(SMALL)
    assert reading.charter is not None
    assert reading.faults == ()


@pytest.mark.parametrize(("code", "path", "line", "edits"), CASES)
def test_a_break_is_told_with_its_place(code, path, line, edits):
    text = edited(*edits)
    found = [each for each in examine(text).faults if each.code == code]
    assert [each.path for each in found][:1] == [path], [each.to_json() for each in examine(text).faults]
    assert line in text.splitlines()[found[0].line - 1]


@pytest.mark.parametrize(("code", "path", "line", "edits"), CASES)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_fault_reads_in_both_languages(code, path, line, edits, language):
    for each in examine(edited(*edits)).faults:
        sentence = tell(each, language)
        assert say(each, language) in sentence
        assert "{" not in sentence.replace("{ ", "")
        assert sentence.startswith(SEVERITY[each.severity][language[:2]])


def test_every_code_has_a_case():
    assert {each.values[0] for each in CASES} | ELSEWHERE == set(FAULTS)


def test_both_languages_speak_of_the_same_facts():
    hints = {"hint", "share_hint", "keys_hint"}
    for code, words in FAULTS.items():
        assert set(words) == {"zh", "en"}, code
        names = [{name for _, name, _, _ in string.Formatter().parse(words[each]) if name} for each in ("zh", "en")]
        assert names[0] - hints == names[1] - hints, code


def test_all_faults_are_told_at_once():
    text = edited(('host = "town"\n', ""), ("readings = 3", "reading = 3"), ("opens = 2026-03-02", 'opens = "soon"'))
    assert [each.code for each in examine(text).faults] == ["key-missing", "date-wanted", "key-missing", "key-unknown"]


def test_a_warning_does_not_stand_in_the_way():
    warned = examine(edited(("weight = 60", "weight = 70")))
    broken = examine(edited(('"6/5"', '"4/5"')))
    assert [each.severity for each in warned.faults] == ["warning"]
    assert is_sound(warned.faults)
    assert not is_sound(broken.faults)


def test_a_misspelt_name_comes_with_the_one_meant():
    (found,) = examine(edited(("must = { years", "must = { yeers"))).faults
    assert "Did you mean “years”?" in say(found, "en")
    assert "是否应为“years”？" in say(found, "zh-Hans")
