"""A small sound charter that tests break in one place at a time."""

SMALL = """\
charter = 1
id = "small"
edition = 2026
name = { zh = "小评选", en = "A small programme" }
host = "town"
visibility = "open"

[[tier]]
id = "office"
name = { zh = "科室", en = "Office" }
[[tier]]
id = "town"
name = { zh = "镇", en = "Town" }

[categories.person]
name = { zh = "个人", en = "Person" }
places = 10
slate = "6/5"
[categories.team]
kind = "team"
name = { zh = "集体", en = "Team" }
places = 4
members = { min = 2, max = 9 }

[themes]
water = { zh = "治水", en = "Water" }
roads = { zh = "修路", en = "Roads" }

[attributes.level]
kind = "choice"
see = "public"
only = "person"
of = ["low", "middle", "high"]
name = { zh = "层次", en = "level" }
names = { low = { zh = "低", en = "low" }, middle = { zh = "中", en = "middle" }, high = { zh = "高", en = "high" } }
[attributes.front]
kind = "yes-no"
see = "public"
only = "person"
name = { zh = "一线人员", en = "front-line staff" }
[attributes.years]
kind = "number"
see = "office"
only = "person"
unit = "year"
min = 0
max = 60
name = { zh = "工作年限", en = "time in the office" }
[attributes.secret]
kind = "yes-no"
see = "sensitive"
name = { zh = "不公开事项", en = "a private matter" }
[attributes.last]
kind = "date"
see = "office"
optional = true
name = { zh = "上次获评日期", en = "day of the last award" }

[nominating]
support = { min = 0, max = 2 }

[[eligibility]]
id = "tenure"
when = { category = "person" }
must = { years = { at_least = 2 } }
clause = "1"
says = { zh = "满两年", en = "Two years" }
otherwise = "refer"

[reaward]
attribute = "last"
years = 5
clause = "2"
says = { zh = "五年内不重复", en = "Not twice in five years" }

[[stage]]
id = "recommend"
gate = "recommend"
tier = "office"
opens = 2026-03-02
working_days = 5
places = { person = 2 }
vote = { asked = "staff", quorum = "2/3", pass_above = "1/2", base = "present" }
[[stage]]
id = "compare"
gate = "compare"
tier = "town"
working_days = 5
judging = "panel"
[[stage]]
id = "vet"
gate = "vet"
tier = "town"
working_days = 8
bodies = ["audit"]
[[stage]]
id = "notice"
gate = "consult"
tier = "town"
working_days = 6
notice = "town"
[[stage]]
id = "confer"
gate = "confer"
tier = "town"
working_days = 3

[electorates.staff]
name = { zh = "职工", en = "staff" }
tier = "office"

[criteria.deeds]
name = { zh = "实绩", en = "Results" }
weight = 60
scale = [0, 10]
rubric = { 10 = { zh = "突出", en = "outstanding" } }
[criteria.spirit]
name = { zh = "作风", en = "Conduct" }
weight = 40
scale = [1, 5]

[judging.panel]
readings = 3
load = 20
blind = ["name"]

[[rule]]
id = "front-first"
among = { category = "person" }
count = { front = true }
share_above = "1/2"
[[rule]]
id = "few-high"
among = { category = "person" }
count = { level = "high" }
share_at_most = "20 %"
round = "down"
[[rule]]
id = "per-office"
among = { category = "person" }
each = "unit@office"
at_most = 3

[bodies.audit]
name = { zh = "审计", en = "Audit" }
working_days = 7

[notices.town]
working_days = 5
shows = ["name", "unit", "deeds"]

[honours.medal]
name = { zh = "奖章", en = "Medal" }
for = ["person", "team"]

[revocation]
grounds = [{ id = "fraud", name = { zh = "造假", en = "Fraud" }, means = "annul" }]
"""


def edited(*edits: tuple[str, str]) -> str:
    """The small charter with passages changed; each must be there once."""
    text = SMALL
    for before, after in edits:
        assert SMALL.count(before) == 1, before
        text = text.replace(before, after)
    return text
