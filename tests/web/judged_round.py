"""A round in the middle of its comparison, judged blind. The county, its people and their deeds are invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from chucai.charter.calendar import shipped
from chucai.gates.acts import (
    AdoptRanking,
    Appoint,
    Assign,
    OpenRound,
    OpenStage,
    Ranked,
    SetUnits,
    Submit,
    Undertake,
    Unit,
)
from chucai.gates.compare import sheets as sheets_of
from chucai.gates.compare import sheets_digest
from chucai.gates.dossier import Claim, Draft, Evidence, write
from chucai.web.acts import Signed, perform_many
from chucai.web.home import ledger_key
from chucai.web.records import sheets
from chucai.web.records.attaching import attach_calendar, attach_charter
from tests.web.personas import seat
from tests.web.small_round import BEGAN, SECRETARY, School, actor, salt

CHARTER = """
charter = 1
id = "reed-county"
edition = 2026
name = { zh = "芦苇县好干部评选", en = "Reed County Standouts" }
host = "county"
visibility = "open"
calendar = "plain"
timezone = "Asia/Shanghai"

[[tier]]
id = "bureau"
name = { zh = "部门", en = "Bureau" }
[[tier]]
id = "county"
name = { zh = "县", en = "County" }

[categories.person]
kind = "person"
name = { zh = "好干部", en = "Official" }
places = 2

[themes]
village = { zh = "乡村振兴", en = "Village renewal" }
safety  = { zh = "平安法治", en = "Safety and rule of law" }

[nominating]
by = "unit"
statement_max = 4000

[attributes.post]
kind = "text"
see = "public"
optional = true
max_length = 60
name = { zh = "职务", en = "post" }

[attributes.years]
kind = "number"
see = "public"
optional = true
name = { zh = "任职年限", en = "years in post" }

[attributes.appraisal]
kind = "text"
see = "office"
optional = true
max_length = 60
name = { zh = "考核", en = "appraisal" }

[criteria.daring]
name = { zh = "敢于担当", en = "Takes responsibility" }
weight = 30
scale = [0, 10]
ask = { zh = "急难险重时在不在？", en = "Were they there when it was hard?" }
rubric.10 = { zh = "挺身而出，成效突出", en = "Stepped forward, with outstanding effect" }
rubric.6 = { zh = "主动承担，较好完成", en = "Took tasks on and did them well" }
rubric.2 = { zh = "完成本职工作", en = "Did the ordinary duties" }

[criteria.doing]
name = { zh = "善于作为", en = "Gets things done" }
weight = 40
scale = [1, 5]

[criteria.shining]
name = { zh = "争先出彩", en = "Stands out" }
weight = 30
scale = [0, 100]

[judging.panel]
readings = 1
enough = 1
load = 2000
BLIND
recuse = ["own-unit", "nominator", "kin", "superior"]
merit = "mean"
top_share = "50 %"
assigned = ASSIGNED

[[stage]]
id = "judge"
gate = "compare"
tier = "county"
name = { zh = "综合比选", en = "Comparison" }
judging = "panel"
days = 30

[[stage]]
id = "confer"
gate = "confer"
tier = "county"
days = 30

[honours.prize]
name = { zh = "好干部", en = "Standout" }
for = ["person"]

[revocation]
grounds = [{ id = "conduct", name = { zh = "失德失范", en = "Misconduct" }, means = "forfeit" }]
published = true
"""
PEOPLE = (  # name, bureau, theme, what was done
    ("沈青禾", "water", "safety", "沈青禾在水务局值守三昼夜，青禾带队堵住管涌。水务局由此保住下游两个村。"),
    (
        "Marta Quill",
        "roads",
        "village",
        "Marta Quill of the Roads Bureau rebuilt the hill road. Quill lived on site for a year.",
    ),
    ("欧阳明渠", "water", "village", "修渠十二公里，984 户用上自来水。"),
    ("Ilse Brandt", "grain", "safety", "Moved the county's grain in one night before the flood."),
    ("方向东", "grain", "village", "粮站改造提前两个月完成，农民卖粮不再排队。"),
    ("Tom Ferrow", "roads", "safety", "Cut accidents at the pass by half in two winters."),
)
UNITS = (("water", "水务局 Water Bureau"), ("roads", "公路局 Roads Bureau"), ("grain", "粮食局 Grain Bureau"))
DIGESTS = ("a" * 64, "b" * 64)


def case_id(number: int) -> str:
    return f"c-{number:04}"


def charter_text(*, blind: bool = True, assigned: bool = True) -> str:
    text = CHARTER.replace("BLIND", 'blind = ["name", "unit"]' if blind else "")
    return text.replace("ASSIGNED", str(assigned).lower())


class County(School):
    """`judge-0` belongs to the water bureau."""

    def __init__(self, round_id: str = "reed-2026", judges: int = 2) -> None:
        super().__init__(round_id, judges)

    def begin(self, *, cases: int = len(PEOPLE), signed: bool = True, **says: bool) -> County:
        """Opened, with so many nominations, all given to every judge who may judge them."""
        calendar = attach_calendar(self.round_id, shipped("plain"))
        charter = attach_charter(self.round_id, charter_text(**says))
        key = ledger_key().verifier_key()
        self.do(SECRETARY, OpenRound(charter=charter, calendar=calendar, seed="seed", key=key))
        top = Unit(id="county", tier="county", name="芦苇县 Reed County")
        below = (Unit(id=id_, tier="bureau", parent="county", name=name) for id_, name in UNITS)
        self.do(SECRETARY, SetUnits(units=(top, *below)))
        self.do(SECRETARY, Appoint(role="assessor", who=tuple(self.judges), units={self.judges[0]: "water"}))
        self.do(SECRETARY, Appoint(role="authority", who=("head",)))
        self.do(SECRETARY, OpenStage(stage="judge"))
        for judge in self.judges if signed else ():
            self.do(actor("assessor", judge), Undertake(assessor=judge))
        self.submit_many(range(1, cases + 1))
        if says.get("assigned", True):
            self.give({judge: self.readable(judge, cases) for judge in self.judges})
        return self

    def readable(self, judge: str, cases: int) -> list[str]:
        """What a judge may read: not what comes from their own bureau."""
        own = "water" if judge == self.judges[0] else None
        return [case_id(n) for n in range(1, cases + 1) if PEOPLE[(n - 1) % len(PEOPLE)][1] != own]

    def submit_many(self, numbers: Iterable[int]) -> None:
        perform_many(self.round_id, [self.paper(number) for number in numbers])

    def paper(self, number: int) -> Signed:
        name, unit, theme, deeds = PEOPLE[(number - 1) % len(PEOPLE)]
        documents = (Evidence(digest=DIGESTS[0], name=f"{name}.pdf", media="application/pdf", size=120_000),)
        claim = Claim(
            says=f"{name}: households with tap water",
            figure="984",
            unit="households",
            bound="at-least",
            as_of="2020",
            evidence=(DIGESTS[0],),
        )
        draft = Draft(
            category="person",
            unit=unit,
            name=name,
            statement=deeds,
            theme=theme,
            claims=(claim,),
            evidence=documents,
            attributes={"post": "section head", "years": 7, "appraisal": "top secret"},
        )
        paper = write(
            self.charter, draft, {"round.opens": BEGAN.date()}, lambda part: salt(self.round_id, str(number), part)
        )
        act = Submit(nomination=case_id(number), category="person", unit=unit, **paper.fields)
        return Signed(SECRETARY, act, self.at, paper.openings)

    @property
    def charter(self):
        return self.state().charter()

    def give(self, cases: dict[str, Sequence[str]]) -> None:
        """judge -> cases."""
        readers: dict[str, list[str]] = {}
        for judge, names in cases.items():
            for name in names:
                readers.setdefault(name, []).append(judge)
        self.do(SECRETARY, Assign(stage="judge", readers={name: tuple(who) for name, who in readers.items()}))

    def declared(self, judge: str) -> None:
        """The judge has said of every case that there is no interest."""
        names = [name for name, readers in self.state().comparison("judge").assigned.items() if judge in readers]
        sheets.looked_through(self.round_id, judge, "judge", names, self.at, seat(self, judge).pk)

    def later_days(self, days: int) -> None:
        self.at += timedelta(days=days)

    def ranked(self) -> AdoptRanking:
        """The act that ranks every case on the sheets there are, in the order of their ids."""
        state = self.state()
        lines = list(sheets_of(state.charter(), state, state.charter().stage("judge")))
        readings = Counter(name for name, _, _ in lines)
        ranking = [
            Ranked(nomination=name, rank=n, merit=-n, se=1, low=-n, high=-n, mean=-n, readings=readings[name])
            for n, name in enumerate(sorted(readings), 1)
        ]
        return AdoptRanking(stage="judge", sheets=sheets_digest(lines), method="mean", engine="test", ranking=ranking)
