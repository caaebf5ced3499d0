"""A round small enough to read: two judges' stages and a vote. The school, its people and its charter are invented."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from chucai.charter.calendar import shipped
from chucai.gates.acts import (
    Act,
    Actor,
    AdoptRanking,
    AdoptShortlist,
    Appoint,
    Assess,
    Assign,
    Cast,
    CloseBallot,
    CloseStage,
    Confer,
    CountBallot,
    OpenBallot,
    OpenRound,
    OpenStage,
    Ranked,
    SetUnits,
    Slip,
    Submit,
    Undertake,
    Unit,
)
from chucai.gates.compare import sheets, sheets_digest
from chucai.gates.dossier import Draft, Written, write
from chucai.web.acts import Receipt, Signed, perform, perform_many
from chucai.web.home import ledger_key
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.box import slips
from chucai.web.records.state import Rows

ROUND = "school-2026"
BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SECRETARY = Actor(id="office", role="secretary")
AUTHORITY = Actor(id="head", role="authority")

CHARTER = """
charter = 1
id = "school-prize"
edition = 2026
name = { zh = "青石小学年度奖", en = "Qingshi School Prize" }
host = "school"
visibility = "open"
calendar = "plain"
timezone = "Asia/Shanghai"

[[tier]]
id = "school"
name = { zh = "学校", en = "School" }

[categories.person]
name = { zh = "教师", en = "Teacher" }
places = 2

[criteria.care]
name = { zh = "用心", en = "Care" }
weight = 1
scale = [1, 5]

[judging.panel]
readings = 2
enough = 1
load = 500
merit = "mean"
assigned = ASSIGNED

NOMINATING
[[stage]]
id = "judge"
gate = "compare"
tier = "school"
judging = "panel"
days = 30

[[stage]]
id = "confer"
gate = "confer"
tier = "school"
days = 30
vote = { asked = "meeting", pass_above = "1/2", base = "cast", secret = true }

[electorates.meeting]
name = { zh = "校务会", en = "School meeting" }

[honours.prize]
name = { zh = "年度奖", en = "Annual prize" }
for = ["person"]

[revocation]
grounds = [{ id = "conduct", name = { zh = "失德失范", en = "Misconduct" }, means = "forfeit" }]
published = PUBLISHED
"""


NOMINATING = """
[[stage]]
id = "nominate"
gate = "recommend"
tier = "school"
days = 30
places = { person = 500 }
"""


def charter_text(*, assigned: bool = False, nominating: bool = False, published: bool = True) -> str:
    text = CHARTER.replace("ASSIGNED", str(assigned).lower()).replace("PUBLISHED", str(published).lower())
    return text.replace("NOMINATING", NOMINATING if nominating else "")


def actor(role: str, id_: str) -> Actor:
    return Actor(id=id_, role=role)


def salt(*parts: str) -> bytes:
    """A salt that a test can repeat."""
    return hashlib.sha256("/".join(parts).encode()).digest()


def written(school: School, name: str) -> Written:
    draft = Draft(category="person", unit="school", name=name, statement=f"What {name} did.")
    return write(school.state().charter(), draft, {"round.opens": BEGAN.date()}, lambda field: salt(name, field))


class School:
    """The round with its clock; each method is one step of the story."""

    def __init__(self, round_id: str = ROUND, judges: int = 2) -> None:
        self.round_id = round_id
        self.at = BEGAN
        self.judges = [f"judge-{n}" for n in range(judges)]

    def state(self) -> Rows:
        state = Rows(self.round_id)
        assert state.round
        return state

    def do(self, by: Actor, act: Act, **more: object) -> Receipt:
        return perform(self.round_id, by, act, self.at, **more)  # type: ignore[arg-type]

    def open(self, *, nominating: bool = False, **says: bool) -> School:
        """Opened, people appointed, the first stage open."""
        calendar = attach_calendar(self.round_id, shipped("plain"))
        charter = attach_charter(self.round_id, charter_text(nominating=nominating, **says))
        key = ledger_key().verifier_key()
        self.do(SECRETARY, OpenRound(charter=charter, calendar=calendar, seed="seed", key=key))
        self.do(SECRETARY, SetUnits(units=(Unit(id="school", tier="school", name="Qingshi School"),)))
        self.do(SECRETARY, Appoint(role="assessor", who=tuple(self.judges)))
        self.do(SECRETARY, Appoint(role="authority", who=("head",)))
        self.do(SECRETARY, Appoint(role="elector", who=("voter-1", "voter-2", "voter-3"), scope="meeting"))
        self.do(SECRETARY, OpenStage(stage="nominate" if nominating else "judge"))
        for judge in self.judges:
            self.do(actor("assessor", judge), Undertake(assessor=judge))
        return self

    def submission(self, name: str) -> Signed:
        paper = written(self, name)
        act = Submit(nomination=name, category="person", unit="school", **paper.fields)
        return Signed(SECRETARY, act, self.at, paper.openings)

    def submit(self, *names: str) -> list[Receipt]:
        return perform_many(self.round_id, map(self.submission, names))

    def assign(self, *names: str) -> None:
        self.do(SECRETARY, Assign(stage="judge", readers=dict.fromkeys(names, tuple(self.judges))))

    def sheet(self, judge: str, nomination: str, mark: int) -> Signed:
        act = Assess(stage="judge", nomination=nomination, assessor=judge, marks={"care": mark})
        return Signed(actor("assessor", judge), act, self.at)

    def assess(self, marks: dict[tuple[str, str], int]) -> list[Receipt]:
        """(judge, nomination) -> mark."""
        return perform_many(self.round_id, [self.sheet(*pair, mark) for pair, mark in marks.items()])

    def ranking(self, *names: str) -> AdoptRanking:
        """The act that ranks these names in this order, on the sheets there are."""
        state = self.state()
        digest = sheets_digest(sheets(state.charter(), state, state.charter().stage("judge")))
        lines = [
            Ranked(nomination=name, rank=n, merit=-n, se=1, low=-n, high=-n, mean=-n, readings=2)
            for n, name in enumerate(names, 1)
        ]
        return AdoptRanking(stage="judge", sheets=digest, method="mean", engine="test", ranking=lines)

    def choose(self, *names: str) -> None:
        """The ranking, and its first two as the shortlist."""
        self.do(SECRETARY, self.ranking(*names))
        self.do(SECRETARY, AdoptShortlist(stage="judge", chosen={"person": names[:2]}))
        self.do(SECRETARY, CloseStage(stage="judge"))
        self.do(SECRETARY, OpenStage(stage="confer"))

    def vote(self, *names: str) -> None:
        """A secret ballot in which everybody agrees to everybody."""
        self.do(SECRETARY, OpenBallot(ballot="confer", stage="confer", candidates=names))
        for voter in ("voter-1", "voter-2", "voter-3"):
            slip = Slip(number=f"n-{voter}", choices=dict.fromkeys(names, "agree"))
            self.do(actor("elector", voter), Cast(ballot="confer", voter=voter), slip=slip)
        self.do(SECRETARY, CloseBallot(ballot="confer", present=3))
        self.do(SECRETARY, CountBallot(ballot="confer", slips=slips(self.round_id, "confer")))

    def confer(self, *names: str) -> None:
        for name in names:
            self.do(AUTHORITY, Confer(nomination=name, honour="prize", document="2026/1"))

    def finish(self) -> School:
        """From three nominations to two awards."""
        self.submit("an", "bo", "cen")
        self.assign("an", "bo", "cen") if self.state().charter().judging["panel"].assigned else None
        self.assess({(judge, name): 5 - n for judge in self.judges for n, name in enumerate(("an", "bo", "cen"))})
        self.choose("an", "bo", "cen")
        self.vote("an", "bo")
        self.confer("an", "bo")
        return self

    def later(self, **much: float) -> School:
        self.at += timedelta(**much)
        return self
