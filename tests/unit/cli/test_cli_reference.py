"""The reference page of the command line is what the help says."""

from __future__ import annotations

from chucai.cli import talk
from tests.unit.cli.reference_page import HEAD, PAGE, page


def test_the_page_is_up_to_date():
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.unit.cli.reference_page"


def test_every_exit_code_is_told():
    codes = (talk.DONE, talk.FAILED, talk.USAGE, talk.REFUSED, talk.UNPROVED, talk.CONFLICT)
    assert all(f"\n| {code} | " in HEAD for code in codes)
