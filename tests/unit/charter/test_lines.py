"""Every path in a file has its line."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.lines import line_at, lines_of, parent

FILE = '''# a comment = [not, a, value]
charter = 1
"quoted key" = 'a # b'
site.name = "one\\"two" # said = "no"
many = """
[[stage]]
""" # after
raw = \'\'\'
it''s [here]\'\'\'\'

[themes]
village = { zh = "村", en = "Village" }
[[stage]]
id = "one"
bodies = [ # the bodies
  "tax",
  { a = 1, b = [ 2,
     3 ] },
]
opens = 2026-03-02 10:00:00
[stage.vote]
asked = "staff"
[[stage]]
id = "two"
[[stage.papers]]
id = "minutes"
'''


def test_lines_of_every_kind_of_place():
    lines = lines_of(FILE)
    assert tomllib.loads(FILE)["raw"] == "it''s [here]'"
    wanted = {
        "charter": 2,
        "quoted key": 3,
        "site": 4,
        "site.name": 4,
        "many": 5,
        "raw": 8,
        "themes": 11,
        "themes.village.en": 12,
        "stage": 13,
        "stage[0]": 13,
        "stage[0].bodies": 15,
        "stage[0].bodies[0]": 16,
        "stage[0].bodies[1].a": 17,
        "stage[0].bodies[1].b[1]": 18,
        "stage[0].opens": 20,
        "stage[0].vote.asked": 22,
        "stage[1]": 23,
        "stage[1].id": 24,
        "stage[1].papers[0].id": 26,
    }
    assert {path: lines[path] for path in wanted} == wanted


def test_windows_line_ends_count_once():
    assert lines_of(FILE.replace("\n", "\r\n")) == lines_of(FILE)


def test_a_missing_place_is_told_at_the_nearest_place_around_it():
    lines = lines_of(FILE)
    assert line_at(lines, "stage[1].vote.asked") == 23
    assert line_at(lines, "nowhere[2].at_all") == 1
    assert [parent("stage[1].vote"), parent("stage[1]"), parent("stage")] == ["stage[1]", "stage", ""]


KEYS = st.sampled_from(["a", "b-1", "c_2", "d"])
VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(alphabet="ab\"\\'{[]},#= ", max_size=6)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


def written(value):
    """A value in TOML, inline."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return "{ " + ", ".join(f"{key} = {written(item)}" for key, item in value.items()) + " }"


def paths_in(value, path):
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from paths_in(item, f"{path}.{key}" if isinstance(value, dict) else f"{path}[{key}]")


@given(st.lists(st.tuples(KEYS, VALUES), max_size=4, unique_by=lambda pair: pair[0]))
def test_every_value_of_a_random_file_is_found_on_its_line(pairs):
    text = "".join(f"{key} = {written(value)}\n" for key, value in pairs)
    assert tomllib.loads(text) == dict(pairs)
    wanted = {path: line for line, (key, value) in enumerate(pairs, 1) for path in paths_in(value, key)}
    assert lines_of(text) == wanted
