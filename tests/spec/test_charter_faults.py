"""What somebody who writes a charter is told: every mistake at once, each with its line, the rule and the cure."""

from chucai.charter.check import examine, is_sound
from chucai.charter.examples import example_text
from chucai.charter.words import tell

DISTRICT = example_text("district")


def told(text, language="en"):
    return [tell(fault, language) for fault in examine(text).faults]


def line_of(passage):
    return DISTRICT[: DISTRICT.index(passage)].count("\n") + 1


def test_a_misspelt_key():
    (sentence,) = told(DISTRICT.replace("blind    =", "blnd     ="))
    line = line_of("blind    =")
    assert sentence == f"fault: line {line}, judging.panel.blnd: There is no key “blnd” here. Did you mean “blind”?"


def test_the_same_in_chinese():
    (sentence,) = told(DISTRICT.replace("blind    =", "blnd     ="), "zh-Hans")
    assert sentence == f"错误：第{line_of('blind    =')}行 judging.panel.blnd：不认识“blnd”这一项。是否应为“blind”？"


def test_a_date_in_quotation_marks():
    (sentence,) = told(DISTRICT.replace("opens = 2026-03-02", 'opens = "2026-03-02"'))
    assert "A date is wanted here, such as 2026-03-02, without quotation marks" in sentence


def test_a_share_written_as_a_decimal():
    (sentence,) = told(DISTRICT.replace('share_above = "1/2"', "share_above = 0.5"))
    assert 'such as "1/2" or "55 %"; never as a decimal' in sentence


def test_a_file_for_a_newer_program_is_refused_kindly_and_alone():
    (sentence,) = told(DISTRICT.replace("charter = 1 ", "charter = 2 ").replace("places  = 83", "plazes = 83"))
    assert "Update the program rather than changing the number" in sentence


def test_places_that_no_list_can_fill_name_the_rules_and_the_sum():
    text = DISTRICT.replace(
        'count = { post_level = "county" }\nshare_at_most = "20 %"', "count = { frontline = true }\nat_most = 41"
    )
    (sentence,) = told(text)
    assert "frontline-first, few-county-officials" in sentence
    assert "frontline-first ≥ 42; few-county-officials ≤ 41" in sentence


def test_a_stage_that_opens_on_a_holiday():
    (sentence,) = told(DISTRICT.replace("opens = 2026-03-02", "opens = 2026-02-20"))
    assert sentence.endswith("The stage opens on 2026-02-20, which is not a working day. It could open on 2026-02-24.")


def test_a_saturday_on_duty_is_no_fault():
    assert told(DISTRICT.replace("opens = 2026-03-02", "opens = 2026-02-28")) == []


def test_a_stage_that_nobody_could_close():
    stage, notice = told(DISTRICT.replace('notice = "district"\n', ""))
    assert stage.endswith("has neither a notice nor a vote: nobody could close it. Give notice or vote.")
    assert notice.startswith("warning")
    assert "no stage uses it" in notice


def test_a_stage_too_short_for_its_notice():
    short = DISTRICT.replace('working_days = 8\nnotice = "district"', 'working_days = 5\nnotice = "district"')
    (sentence,) = told(short)
    assert "The stage ends on 2026-05-11, but its notice runs to 2026-05-12" in sentence


def test_a_sensitive_attribute_in_a_rule_would_leak():
    (sentence,) = told(DISTRICT.replace("count = { woman = true }", "count = { sanction_until = { present = true } }"))
    assert "Which rules count a nominee is published" in sentence


def test_a_warning_is_told_but_does_not_stop_anybody():
    reading = examine(DISTRICT.replace("cycle_years = 5", "cycle_years = 3"))
    (sentence,) = [tell(fault, "en") for fault in reading.faults]
    assert sentence.startswith(f"warning: line {line_of('cycle_years')}, cycle_years: The cycle is 3 years")
    assert is_sound(reading.faults)
