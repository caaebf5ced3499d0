"""Breaks of the small charter: each with the code, the path and the line that are told."""

import pytest

from tests.unit.charter.small_charter import SMALL

# Passages that several cases add.
PLACES = "places = { person = 2 }"
LAST = "[revocation]\n"
YOUNG = """[[pool]]
id = "young"
name = { zh = "青年", en = "Young" }
category = "person"
where = { years = { at_most = 5 } }
"""
TWO_GRADES = """grades = [
  { id = "gold", name = { zh = "金", en = "Gold" }, places = 6 },
  { id = "silver", name = { zh = "银", en = "Silver" }, places = 4 },
]"""
FILED = """host = "town"
level = "county"
approval = "1"
cycle_years = 5
funding = { zh = "财政", en = "Budget" }
basis = [{ zh = "文件", en = "Paper" }]"""


def case(code, path, line, *edits):
    """A code; the path and the text of the line that are told; and the passages that are changed for it."""
    return pytest.param(code, path, line, edits, id=f"{code} {path}")


FORM = [
    case("toml-syntax", "", "edition 2026", ("edition = 2026", "edition 2026")),
    case("toml-twice", "", "city", ('host = "town"', 'host = "town"\nhost = "city"')),
    case("toml-unclosed", "", "town", ('host = "town"', 'host = "town')),
    case("format-newer", "charter", "charter = 2", ("charter = 1", "charter = 2")),
    case("character-unseen", "themes.water.en", "Wa", ('en = "Water"', 'en = "Wa\\u0000ter"')),
    case("character-unseen", "host", "town", ('host = "town"', 'host = "\\u202Etown"')),
    case("key-missing", "host", "charter = 1", ('host = "town"\n', "")),
    case("key-unknown", "judging.panel.reading", "reading = 3", ("readings = 3", "reading = 3")),
    case("value-not-among", "stage[2].gate", "vett", ('gate = "vet"', 'gate = "vett"')),
    case("text-wanted", "host", "host = 3", ('host = "town"', "host = 3")),
    case("text-empty", "themes.water.en", "water", ('en = "Water"', 'en = ""')),
    case(
        "text-too-long",
        "host",
        "host",
        ('host = "town"', 'host = "ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"'),
    ),
    case("id-form", "host", "The Town", ('host = "town"', 'host = "The Town"')),
    case("each-form", "rule[2].each", "each", ('each = "unit@office"', 'each = "office"')),
    case("whole-number-wanted", "categories.person.places", "ten", ("places = 10", 'places = "ten"')),
    case("number-wanted", "attributes.years.min", "none", ("min = 0\nmax = 60", 'min = "none"\nmax = 60')),
    case("number-too-small", "categories.person.places", "places = 0", ("places = 10", "places = 0")),
    case("yes-no-wanted", "attributes.last.optional", "yes", ("optional = true", 'optional = "yes"')),
    case("date-wanted", "stage[0].opens", "opens", ("opens = 2026-03-02", 'opens = "2026-03-02"')),
    case("date-wanted", "stage[0].opens", "opens", ("opens = 2026-03-02", "opens = 2026-03-02 09:00:00")),
    case("share-wanted", "rule[0].share_above", "half", ('share_above = "1/2"', 'share_above = "half"')),
    case("share-wanted", "rule[0].share_above", "0.5", ('share_above = "1/2"', "share_above = 0.5")),
    case("list-wanted", "judging.panel.blind", "blind", ('blind = ["name"]', 'blind = "name"')),
    case("list-too-short", "criteria.spirit.scale", "scale", ("scale = [1, 5]", "scale = [1]")),
    case("list-too-long", "criteria.spirit.scale", "scale", ("scale = [1, 5]", "scale = [1, 3, 5]")),
    case("table-wanted", "themes.water", "water", ('water = { zh = "治水", en = "Water" }', 'water = "治水"')),
    case("predicate-shape", "rule[0].count", "count", ("count = { front = true }", 'count = "front"')),
    case("predicate-list", "rule[0].count.any", "count", ("count = { front = true }", "count = { any = true }")),
    case(
        "predicate-value",
        "rule[0].count.front.is",
        "is",
        ("count = { front = true }", "count = { front = { is = [1] } }"),
    ),
    case("predicate-comparison", "eligibility[0].must.years.atleast", "atleast", ("at_least = 2", "atleast = 2")),
]
NAMES = [
    case("id-twice", "stage[2].id", "compare", ('id = "vet"', 'id = "compare"')),
    case("attribute-unknown", "eligibility[0].must.year", "must", ("must = { years", "must = { year")),
    case("attribute-built-in", "attributes.theme", "attributes.theme", ("[attributes.front]", "[attributes.theme]")),
    case(
        "category-unknown",
        "honours.medal.for[2]",
        "for",
        ('for = ["person", "team"]', 'for = ["person", "team", "tea"]'),
    ),
    case("choice-unknown", "rule[1].count.level", "hi", ('count = { level = "high" }', 'count = { level = "hi" }')),
    case(
        "moment-unknown",
        "reaward.unless.last",
        "start",
        ("[reaward]", '[reaward]\nunless = { last = { before = "start" } }'),
    ),
    case(
        "tier-unknown",
        "stage[2].tier",
        "city",
        ('id = "vet"\ngate = "vet"\ntier = "town"', 'id = "vet"\ngate = "vet"\ntier = "city"'),
    ),
    case("body-unknown", "stage[2].bodies[1]", "tax", ('bodies = ["audit"]', 'bodies = ["audit", "tax"]')),
    case("notice-unknown", "stage[3].notice", "twon", ('notice = "town"', 'notice = "twon"')),
    case("judging-unknown", "stage[1].judging", "jury", ('judging = "panel"', 'judging = "jury"')),
    case("criterion-unknown", "judging.panel.criteria[0]", "deed", ("load = 20", 'load = 20\ncriteria = ["deed"]')),
    case("electorate-unknown", "stage[0].vote.asked", "everybody", ('asked = "staff"', 'asked = "everybody"')),
    case(
        "rule-unknown",
        "pool[0].outside[0]",
        "outside",
        (
            "[revocation]\n",
            YOUNG + 'places = 2\noutside = ["few"]\n' + LAST,
        ),
    ),
    case("grade-unknown", "honours.medal.grade", "gold", ("[honours.medal]", '[honours.medal]\ngrade = "gold"')),
    case("role-unknown", "revocation.decides", "king", ("[revocation]\n", '[revocation]\ndecides = "king"\n')),
    case(
        "field-unknown",
        "notices.town.shows[1]",
        "photo",
        ('shows = ["name", "unit", "deeds"]', 'shows = ["name", "photo"]'),
    ),
    case("measure-unknown", "attributes.years.unit", "furlong", ('unit = "year"', 'unit = "furlong"')),
    case("calendar-unknown", "calendar", "moon", ('host = "town"', 'host = "town"\ncalendar = "moon"')),
    case("timezone-unknown", "timezone", "Moon", ('host = "town"', 'host = "town"\ntimezone = "Moon/Base"')),
]
NOMINEES = [
    case(
        "immediate-with-places",
        "categories.person.places",
        "places = 10",
        ('host = "town"', 'host = "town"\nimmediate = true'),
    ),
    case("slate-below-one", "categories.person.slate", "4/5", ('"6/5"', '"4/5"')),
    case(
        "members-of-a-person",
        "categories.person.members",
        "min = 2",
        ('slate = "6/5"', 'slate = "6/5"\nmembers = { min = 2 }'),
    ),
    case("low-above-high", "categories.team.members", "max = 1", ("max = 9", "max = 1")),
    case("low-above-high", "criteria.spirit.scale", "[5, 1]", ("scale = [1, 5]", "scale = [5, 1]")),
    case(
        "low-above-high",
        "nominating.support",
        "min = 3",
        ("support = { min = 0, max = 2 }", "support = { min = 3, max = 2 }"),
    ),
    case(
        "places-over-cap",
        "categories.person.places",
        "places = 10",
        (
            'slate = "6/5"',
            'cap = { share = "1/1000", of = 9999, as_of = 2025-12-31, says = { zh = "会员", en = "members" } }',
        ),
    ),
    case(
        "grades-not-places",
        "categories.person.grades",
        "gold",
        ('slate = "6/5"', 'grades = [{ id = "gold", name = { zh = "金", en = "Gold" }, places = 9 }]'),
    ),
    case("choice-without-values", "attributes.level", "attributes.level", ('of = ["low", "middle", "high"]\n', "")),
    case("field-of-other-kind", "attributes.last.unit", "unit", ("optional = true", 'optional = true\nunit = "year"')),
    case("reaward-not-a-date", "reaward.attribute", "years", ('attribute = "last"', 'attribute = "years"')),
    case(
        "independent-and-self",
        "nominating.independent",
        "independent",
        ("[nominating]", "[nominating]\nindependent = true\nself_nomination = true"),
    ),
    case(
        "comparison-not-for-kind",
        "rule[0].count.front",
        "at",
        ("count = { front = true }", "count = { front = { at_least = 1 } }"),
    ),
    case(
        "value-not-of-kind", "rule[0].count.front", "true", ("count = { front = true }", 'count = { front = "true" }')
    ),
    case(
        "sensitive-in-rule", "rule[0].count.secret", "secret", ("count = { front = true }", "count = { secret = true }")
    ),
    case("nobody-eligible", "eligibility[0].must", "must", ('when = { category = "person" }\nmust', "must")),
    case(
        "rule-counts-nobody",
        "rule[0]",
        "rule",
        ("count = { front = true }\nshare_above", 'count = { category = "team" }\nshare_at_most'),
    ),
    case(
        "body-about-nobody",
        "bodies.audit.about",
        "about",
        ("working_days = 7", 'working_days = 7\nabout = { category = "team", front = true }'),
    ),
    case(
        "pool-for-nobody",
        "pool[0].where",
        "where",
        (
            "[revocation]\n",
            YOUNG.replace('"person"', '"team"') + "places = 2\n" + LAST,
        ),
    ),
    case(
        "asked-in-circle",
        "attributes.last.when",
        "when",
        ("optional = true", "optional = true\nwhen = { last = { present = true } }"),
    ),
    case(
        "pools-over-places",
        "pool[0].places",
        "11",
        (
            "[revocation]\n",
            YOUNG + "places = 11\n" + LAST,
        ),
    ),
    case(
        "attribute-without-words",
        "attributes.front",
        "front",
        ('name = { zh = "一线人员", en = "front-line staff" }\n', ""),
    ),
    case("choice-without-words", "attributes.level.of", "of", (', high = { zh = "高", en = "high" } }', " }")),
    case("share-out-of-range", "rule[1].share_at_most", "120", ('"20 %"', '"120 %"')),
    case("rule-without-bound", "rule[1]", "rule", ('share_at_most = "20 %"\n', "")),
    case("rule-bounds-cross", "rule[2]", "rule", ("at_most = 3", "at_most = 3\nat_least = 4")),
    case("each-not-a-choice", "rule[2].each", "years", ('"unit@office"', '"attribute@years"')),
    case("condition-empty", "rule[2].if_among", "if_among", ("at_most = 3", "at_most = 3\nif_among = {}")),
    case(
        "places-cannot-be-filled",
        "rule[0]",
        "rule",
        (
            "[revocation]\n",
            '[[rule]]\nid = "more"\namong = { category = "person" }\ncount = { front = true }\nat_most = 5\n' + LAST,
        ),
    ),
    case(
        "composition-not-checked",
        "rule",
        "rule",
        (
            "[revocation]\n",
            YOUNG.replace("years = { at_most = 5 }", 'last = { before = "round.opens" }') + "places = 2\n" + LAST,
        ),
    ),
]
WAY = [
    case(
        "field-of-other-gate",
        "stage[4].notice",
        "notice",
        ('tier = "town"\nworking_days = 3', 'tier = "town"\nworking_days = 3\nnotice = "town"'),
    ),
    case("keep-below-one", "stage[1].keep", "keep", ('judging = "panel"', 'judging = "panel"\nkeep = "1/2"')),
    case("consult-without-work", "stage[3]", "stage", ('notice = "town"\n', "")),
    case(
        "judging-not-named",
        "stage[1]",
        "stage",
        ('judging = "panel"\n', ""),
        ("[judging.panel]", "[judging.jury]\nreadings = 3\nload = 5\n[judging.panel]"),
    ),
    case(
        "places-and-allot",
        "stage[0].allot.person",
        "allot",
        (
            "places = { person = 2 }",
            'places = { person = 2 }\nallot = { person = { places = 10, by = { staff = "1" } } }',
        ),
    ),
    case(
        "weights-not-one",
        "stage[0].allot.team.by",
        "allot",
        (PLACES, PLACES + '\nallot = { team = { places = 9, by = { staff = "1/2" } } }'),
    ),
    case(
        "figure-without-words",
        "stage[0].allot.team.by",
        "allot",
        (PLACES, PLACES + '\nallot = { team = { places = 9, by = { staff = "1" } } }'),
    ),
    case("first-not-recommend", "stage[0].gate", "consult", ('gate = "recommend"', 'gate = "consult"')),
    case("last-not-confer", "stage[4].gate", "recommend", ('gate = "confer"', 'gate = "recommend"')),
    case("confer-before-end", "stage[2].gate", "confer", ('gate = "vet"', 'gate = "confer"')),
    case("tier-goes-down", "stage[2].tier", "office", ('gate = "vet"\ntier = "town"', 'gate = "vet"\ntier = "office"')),
    case(
        "tier-skipped",
        "stage[0].tier",
        "town",
        ('gate = "recommend"\ntier = "office"', 'gate = "recommend"\ntier = "town"'),
    ),
    case("never-used", "bodies.audit", "bodies.audit", ('bodies = ["audit"]\n', "")),
    case("notice-without-length", "notices.town", "notices.town", ("working_days = 5\nshows", "shows")),
    case("body-without-deadline", "bodies.audit", "bodies.audit", ("working_days = 7\n", "")),
    case("two-lengths", "stage[3].days", "days = 10", ("working_days = 6", "working_days = 6\ndays = 10")),
    case("stage-without-end", "stage[4]", "stage", ("working_days = 3\n", "")),
    case(
        "closes-before-opens",
        "stage[4].closes",
        "closes",
        ("working_days = 3", "opens = 2026-05-12\ncloses = 2026-05-11"),
    ),
    case("opens-on-day-off", "stage[0].opens", "opens", ("opens = 2026-03-02", "opens = 2026-03-01")),
    case("closes-on-day-off", "stage[4].closes", "closes", ("working_days = 3", "closes = 2026-05-02")),
    case(
        "opens-before-former-ends",
        "stage[3].opens",
        "opens",
        ("working_days = 6", "working_days = 6\nopens = 2026-03-05"),
    ),
    case("closes-before-former-ends", "stage[3].closes", "closes", ("working_days = 6", "closes = 2026-03-05")),
    case("no-working-day", "stage[2]", "stage", ("working_days = 8", "opens = 2026-05-01\ncloses = 2026-05-03")),
    case("notice-longer-than-stage", "stage[3]", "stage", ("working_days = 6", "working_days = 5")),
    case("body-slower-than-stage", "stage[2]", "stage", ("working_days = 8", "working_days = 7")),
    case("year-without-table", "stage[0]", "stage", ("opens = 2026-03-02", "opens = 2026-12-28")),
    case("step-does-not-fit", "criteria.spirit.step", "step", ("scale = [1, 5]", "scale = [1, 5]\nstep = 3")),
    case("enough-over-readings", "judging.panel.enough", "enough", ("readings = 3", "readings = 3\nenough = 4")),
    case("bar-off-scale", "judging.panel.bar", "bar", ("readings = 3", "readings = 3\nbar = 101")),
    case(
        "bar-in-logits",
        "judging.panel.bar",
        "bar",
        ("readings = 3", 'readings = 3\nmerit = "rating-scale"\nbar = 60'),
        ("scale = [0, 10]", "scale = [1, 10]"),
        ("scale = [1, 5]", "scale = [1, 10]"),
    ),
    case(
        "criteria-scales-differ",
        "judging.panel.merit",
        "merit",
        ("readings = 3", 'readings = 3\nmerit = "rating-scale"'),
    ),
    case(
        "scale-of-many-marks",
        "criteria.spirit.scale",
        "scale = [1, 41]",
        ("readings = 3", 'readings = 3\nmerit = "rating-scale"\ncriteria = ["spirit"]'),
        ("scale = [1, 5]", "scale = [1, 41]"),
    ),
    case("trimmed-with-few", "judging.panel.merit", "merit", ("readings = 3", 'readings = 3\nmerit = "trimmed"')),
    case("weights-not-hundred", "judging.panel", "judging.panel", ("weight = 60", "weight = 70")),
    case(
        "electorate-of-other-tier",
        "stage[4].vote.asked",
        "vote",
        ("working_days = 3", 'working_days = 3\nvote = { asked = "staff", pass_above = "1/2", base = "cast" }'),
    ),
    case("pass-mark-missing", "stage[0].vote", "vote", ('pass_above = "1/2", ', "")),
    case(
        "two-pass-marks", "stage[0].vote", "vote", ('pass_above = "1/2"', 'pass_above = "1/2", pass_at_least = "1/2"')
    ),
    case("vote-cannot-pass", "stage[0].vote.pass_above", "vote", ('pass_above = "1/2"', 'pass_above = "1"')),
    case(
        "only-if-not-yes-no",
        "stage[0].vote.only_if",
        "vote",
        ('base = "present"', 'base = "present", only_if = "level"'),
    ),
    case("notice-shows-nothing", "notices.town.shows", "shows", ('shows = ["name", "unit", "deeds"]', "shows = []")),
    case("notice-shows-private", "notices.town.shows[2]", "shows", ('"unit", "deeds"]', '"unit", "years"]')),
    case("sealed-without-release", "visibility", "sealed", ('"open"', '"sealed"')),
    case("release-when-open", "release_after_years", "50", ('"open"', '"open"\nrelease_after_years = 50')),
    case("notice-when-sealed", "stage[3].notice", "notice", ('"open"', '"sealed"\nrelease_after_years = 50')),
    case(
        "category-without-honour",
        "categories.team",
        "categories.team",
        ('for = ["person", "team"]', 'for = ["person"]'),
    ),
    case(
        "grade-without-honour",
        "categories.person.grades[0]",
        "gold",
        (
            'slate = "6/5"',
            TWO_GRADES,
        ),
        ('for = ["person", "team"]', 'for = ["person", "team"]\ngrade = "silver"'),
    ),
    case(
        "revocation-without-grounds",
        "revocation.grounds",
        "grounds",
        ("grounds = [{", "grounds = []\nasks = 'secretary' #"),
    ),
]
WAY += [
    case("mark-off-scale", "criteria.deeds.rubric.11", "rubric", ("{ 10 = {", "{ 11 = {")),
    case(
        "vet-without-work",
        "stage[2]",
        "stage",
        ('bodies = ["audit"]\n', ""),
        ('otherwise = "refer"', 'otherwise = "stop"'),
    ),
    case(
        "compare-without-judging",
        "stage[1]",
        "stage",
        ('judging = "panel"\n', ""),
        ("[judging.panel]\n", ""),
        ('readings = 3\nload = 20\nblind = ["name"]\n', ""),
    ),
    case(
        "judging-without-criteria",
        "judging.panel",
        "judging.panel",
        (SMALL[SMALL.index("[criteria.deeds]") : SMALL.index("[judging.panel]")], ""),
    ),
]
LIMITS = [
    case(
        "name-long",
        "name.zh",
        "一一",
        (
            'host = "town"',
            FILED,
        ),
        ("小评选", "一一一一一一一一一一一一一一一一一一一一一一一一一一"),
    ),
    case("filing-incomplete", "level", "level", ('host = "town"', 'host = "town"\nlevel = "county"')),
    case(
        "cycle-short",
        "cycle_years",
        "cycle",
        (
            'host = "town"',
            FILED.replace("cycle_years = 5", "cycle_years = 3"),
        ),
    ),
    case(
        "places-many",
        "categories.person.places",
        "151",
        (
            'host = "town"',
            FILED,
        ),
        ("places = 10", "places = 151"),
    ),
    case(
        "notice-short",
        "notices.town.working_days",
        "4",
        (
            'host = "town"',
            FILED,
        ),
        ("working_days = 5\nshows", "working_days = 4\nshows"),
    ),
]

CASES = [*FORM, *NAMES, *NOMINEES, *WAY, *LIMITS]
