"""Pictures' data for an invented district: nobody and nothing here is real."""

from __future__ import annotations

from random import Random

from chucai.charter.values import Text
from chucai.gates.composition import Count
from chucai.publish.charts.composition import CompositionData, RuleLine
from chucai.publish.charts.gates import CategoryFlow, GatesData, StageFlow
from chucai.publish.charts.ranking import MeritData, MeritRow
from chucai.publish.charts.severity import AssessorRow, SeverityData

MICRO = 1_000_000
OFFICIAL = Text(zh="好干部", en="Official")
TEAM = Text(zh="好团队", en="Team")
RULES = {
    "grassroots-first": Text(zh="基层一线不少于一半", en="At least half from the front line"),
    "few-leaders": Text(zh="县处级不超过两成", en="At most a fifth of county level"),
    "per-bureau": Text(zh="同一系统至多6人", en="At most 6 from one bureau"),
}


def merit(category: str = "person", all_: int = 168, places: int = 83, seed: int = 7) -> MeritData:
    """A ranking with a wide field, a reserve of eight, and three names moved each way by rules."""
    chance = Random(seed)
    estimates = sorted((chance.gauss(72, 8) for _ in range(all_)), reverse=True)
    out, into = (
        {places - 20: "few-leaders", places - 3: "per-bureau"},
        {places + 2: "grassroots-first", places + 9: "grassroots-first"},
    )
    if places > all_ - 20:
        out, into = {}, {}
    rows = [_row(n, value, places, out, into, chance) for n, value in enumerate(estimates, 1)]
    words, kind = (OFFICIAL, "person") if category == "person" else (TEAM, "team")
    return MeritData(category, words, kind, places, tuple(rows), RULES)


def _row(rank: int, value: float, places: int, out: dict[int, str], into: dict[int, str], chance: Random) -> MeritRow:
    half = chance.uniform(1.2, 2.8)
    chosen = (rank <= places and rank not in out) or rank in into
    waiting = places < rank <= places + 10 and rank not in into
    standing = "chosen" if chosen else "reserve" if waiting else "not-chosen"
    rules = tuple(filter(None, (out.get(rank), into.get(rank))))
    low, high = round((value - half) * MICRO), round((value + half) * MICRO)
    mean = round((value + chance.gauss(0, 1.5)) * MICRO)
    return MeritRow(f"P-{rank * 7_919 % 10_007:04}", rank, round(value * MICRO), low, high, mean, 5, standing, rules)


def composition() -> CompositionData:
    bureaus = [
        Count("per-bureau", f"b{n:02}", count, count, None, 6)
        for n, count in enumerate((6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 2, 2))
    ]
    return CompositionData(
        (
            RuleLine(
                "grassroots-first",
                Text(
                    zh="好干部中，基层一线人员不少于二分之一",
                    en="Of the officials, at least one half work at the front line",
                ),
                (Count("grassroots-first", None, 83, 47, 42, None),),
                "§7(1)",
            ),
            RuleLine(
                "few-leaders",
                Text(
                    zh="好干部中，县处级不超过五分之一",
                    en="Of the officials, at most one fifth hold a post of county level",
                ),
                (Count("few-leaders", None, 83, 16, None, 16),),
                "§7(2)",
            ),
            RuleLine(
                "women",
                Text(zh="好干部中女性所占比例（仅统计）", en="Share of women among the officials (reported only)"),
                (Count("women", None, 83, 34, None, None, binding=False),),
            ),
            RuleLine(
                "doctors",
                Text(
                    zh="医卫系统入选满20名时，村医、社区医生不少于2名",
                    en="From 20 health workers on, at least 2 village doctors",
                ),
                (Count("doctors", None, 11, 1, None, None),),
                "§7(4)",
            ),
            RuleLine(
                "task-teams",
                Text(
                    zh="好团队中，专项任务团队占三成至六成", en="Of the teams, 30 to 60 per cent were formed for a task"
                ),
                (Count("task-teams", None, 37, 13, 12, 22),),
                "§7(5)",
            ),
            RuleLine(
                "per-bureau",
                Text(zh="同一系统的好干部至多6名", en="At most 6 officials from one bureau"),
                tuple(bureaus),
                "§7(3)",
                {f"b{n:02}": Text(zh=f"第{n + 1}系统", en=f"Bureau {n + 1}") for n in range(14)},
            ),
        )
    )


STAGES = (
    ("unit-recommend", Text(zh="单位推荐", en="Put forward by the unit")),
    ("unit-notice", Text(zh="单位公示", en="Notice in the unit")),
    ("bureau-recommend", Text(zh="系统推荐", en="Put forward by the bureau")),
    ("compare", Text(zh="区级综合比选", en="Comparison in the district")),
    ("vet", Text(zh="审核把关", en="Vetting")),
    ("district-notice", Text(zh="全区公示", en="Notice in the district")),
    ("confer", Text(zh="表彰决定", en="Conferral")),
)


def gates() -> GatesData:
    people = (
        StageFlow("unit-recommend", 400, 383, ended={"stopped": 9, "withdrawn": 5, "lapsed": 3}),
        StageFlow("unit-notice", 383, 379, ended={"disqualified": 4}),
        StageFlow("bureau-recommend", 379, 168, ended={"not-selected": 208, "stopped": 3}),
        StageFlow("compare", 168, 83, reserve=8, ended={"not-selected": 77}),
        StageFlow("vet", 83, 83, joined=3, ended={"disqualified": 2, "withdrawn": 1}),
        StageFlow("district-notice", 83, 83, joined=1, ended={"disqualified": 1}),
        StageFlow("confer", 83, 83, joined=0, ended={}),
    )
    teams = (
        StageFlow("unit-recommend", 150, 146, ended={"stopped": 3, "withdrawn": 1}),
        StageFlow("unit-notice", 146, 146),
        StageFlow("bureau-recommend", 146, 70, ended={"not-selected": 76}),
        StageFlow("compare", 70, 37, reserve=4, ended={"not-selected": 29}),
        StageFlow("vet", 37, 37, joined=1, ended={"disqualified": 1}),
        StageFlow("district-notice", 37, 37),
        StageFlow("confer", 37, 37),
    )
    return GatesData(
        STAGES, (CategoryFlow("person", OFFICIAL, "person", people), CategoryFlow("team", TEAM, "team", teams))
    )


def severity(all_: int = 40, seed: int = 3) -> SeverityData:
    chance = Random(seed)
    rows = []
    for n in range(all_):
        value, half = chance.gauss(0, 3.2), chance.uniform(1.6, 3.4)
        low, high = round((value - half) * MICRO), round((value + half) * MICRO)
        rows.append(AssessorRow(f"A-{n + 1:03}", round(value * MICRO), low, high, chance.randrange(18, 61)))
    return SeverityData("compare", Text(zh="区级综合比选", en="Comparison in the district"), tuple(rows))
