"""The checker of pages finds what it is there to find."""

from __future__ import annotations

import pytest

from tests.web.look_html import faults

PAGE = (
    '<!doctype html><html lang="en"><head><title>t</title></head><body><main id="m"><h1>h</h1>{}</main></body></html>'
)


def test_a_sound_page_has_no_faults():
    body = '<p>a<br>b</p><label for="x">x</label><input id="x" name="x"><svg xmlns="http://www.w3.org/2000/svg"></svg>'
    assert faults(PAGE.format(body)) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div></div></p>", "<div> within <p>"),
        ("<ul><p></p></ul>", "<p> in <ul>"),
        ("<div><span></div></span>", "</div> closes <span>"),
        ('<p id="m"></p>', "id 'm' 2 times"),
        ('<a href="#no">x</a>', "href leads to no id 'no'"),
        ('<p style="x"></p>', "<p style>"),
        ('<p onclick="x"></p>', "<p onclick>"),
        ("<script>x</script>", "<script> inline"),
        ('<img src="x">', "<img> without alt"),
        ('<input name="q">', "a control without a label: q"),
        ("<h3>x</h3>", "h3 after h1"),
        ("<h1>x</h1>", "2 first headings"),
        ('<a href="javascript:x">x</a>', "<a> leads where it must not"),
        ('<a href="/"><button>x</button></a>', "<button> within <a>"),
        ("{{ x }}", "a template shows through"),
        ("<div>", "not closed: ['html', 'body', 'main', 'div']"),
    ],
)
def test_a_fault_is_found(body: str, fault: str):
    found = faults(PAGE.replace("{}", body))
    assert fault in found or any(fault.split(":", maxsplit=1)[0] in each for each in found)
