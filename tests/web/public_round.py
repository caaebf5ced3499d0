"""The school's round with a public notice in it. The school, its people and what is told of them are invented."""

from __future__ import annotations

from typing import Any

from chucai.charter.calendar import shipped
from chucai.gates.acts import (
    Actor,
    AdoptShortlist,
    AnswerObjection,
    Appoint,
    CloseStage,
    OpenRound,
    OpenStage,
    PublishNotice,
    SetUnits,
    Submit,
    Undertake,
    Unit,
)
from chucai.gates.dossier import Draft, Opening, write
from chucai.web import clock
from chucai.web.acts import Signed, perform_many
from chucai.web.home import ledger_key
from chucai.web.public.notices import key_of
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.sealing import seal
from tests.web.small_round import BEGAN, CHARTER, ROUND, SECRETARY, School, salt

STAGE = """
[[stage]]
id = "show"
gate = "consult"
tier = "school"
name = { zh = "校内公示", en = "Notice in the school" }
notice = "list"

"""
MORE = """
[notices.list]
working_days = 5
shows = ["name", "unit", "category", "theme", "subject", "deeds"]
objections = { answer_working_days = 3, anonymous = "ANONYMOUS" }

[attributes.subject]
kind = "text"
see = "public"
max_length = 40
name = { zh = "学科", en = "subject" }

[attributes.telephone]
kind = "text"
see = "office"
max_length = 40
name = { zh = "联系电话", en = "telephone" }

[attributes.illness]
kind = "text"
see = "sensitive"
max_length = 40
name = { zh = "病史", en = "illness" }

[themes]
class = { zh = "教书育人", en = "In the classroom" }
"""
HIDDEN = ("TELEPHONE-OF", "ILLNESS-OF")


def charter_text(*, sealed: bool = False, anonymous: str = "refuse", years: int | None = None, places: int = 2) -> str:
    """The school prize with a notice of five working days before the conferral."""
    text = CHARTER.replace("ASSIGNED", "false").replace("PUBLISHED", "true").replace("NOMINATING\n", "")
    text = text.replace('[[stage]]\nid = "confer"', STAGE.lstrip() + '[[stage]]\nid = "confer"')
    text = text.replace("places = 2", f"places = {places}")
    text += MORE.replace("ANONYMOUS", anonymous)
    if sealed:
        release = f"\nrelease_after_years = {years}" if years else ""
        text = text.replace('visibility = "open"', f'visibility = "sealed"{release}')
    return text


class PublicSchool(School):
    """The round with its notice; the clock of the pages goes with it (`set_clock`)."""

    def __init__(self, round_id: str = ROUND) -> None:
        super().__init__(round_id)
        self.key = ""

    def begin(self, **says: Any) -> PublicSchool:
        """Opened, with two judges at the first stage."""
        calendar = attach_calendar(self.round_id, shipped("plain"))
        charter = attach_charter(self.round_id, charter_text(**says))
        key = ledger_key().verifier_key()
        self.do(SECRETARY, OpenRound(charter=charter, calendar=calendar, seed="seed", key=key))
        self.do(SECRETARY, SetUnits(units=(Unit(id="school", tier="school", name="青石小学 Qingshi School"),)))
        self.do(SECRETARY, Appoint(role="assessor", who=tuple(self.judges)))
        self.do(SECRETARY, Appoint(role="authority", who=("head",)))
        self.do(SECRETARY, Appoint(role="elector", who=("voter-1", "voter-2", "voter-3"), scope="meeting"))
        self.do(SECRETARY, OpenStage(stage="judge"))
        for judge in self.judges:
            self.do(Actor(id=judge, role="assessor"), Undertake(assessor=judge))
        return self

    def put_forward(self, names: dict[str, str], deeds: str = "Taught well.") -> PublicSchool:
        """Nominations by id, each with a name, and with attributes of every kind of secrecy."""
        charter = self.state().charter()
        signed = []
        for key, name in names.items():
            draft = Draft(
                category="person",
                unit="school",
                name=name,
                statement=deeds,
                theme="class",
                attributes={
                    "subject": f"Subject {key}",
                    "telephone": f"TELEPHONE-OF-{key}",
                    "illness": f"ILLNESS-OF-{key}",
                },
            )
            paper = write(charter, draft, {"round.opens": BEGAN.date()}, lambda field, key=key: salt(key, field))
            act = Submit(nomination=key, category="person", unit="school", **paper.fields)
            signed.append(Signed(SECRETARY, act, self.at, paper.openings))
        perform_many(self.round_id, signed)
        return self

    def chosen(self, *names: str) -> PublicSchool:
        """Judged, ranked in this order, the first on the shortlist, and the stage of the notice open."""
        places = self.state().charter().categories["person"].places
        self.assess({(judge, name): max(1, 5 - n) for judge in self.judges for n, name in enumerate(names)})
        self.do(SECRETARY, self.ranking(*names))
        self.do(SECRETARY, AdoptShortlist(stage="judge", chosen={"person": names[:places]}))
        self.do(SECRETARY, CloseStage(stage="judge"))
        self.do(SECRETARY, OpenStage(stage="show"))
        return self

    def publish(self, *names: str) -> PublicSchool:
        self.do(SECRETARY, PublishNotice(notice="show", stage="show", listed=tuple(sorted(names))))
        return self

    def choice(self, nomination: str) -> str:
        """What somebody on the notice goes by in its form."""
        return key_of(self.round_id, "show", nomination)

    def answer(self, objection: str, outcome: str, words: str) -> None:
        told = Opening("answer", salt(objection, "answer"), words)
        act = AnswerObjection(notice="show", objection=objection, outcome=outcome, answer=told.commitment)  # type: ignore[arg-type]
        self.do(SECRETARY, act, openings=[told])

    def noticed(self, **says: Any) -> PublicSchool:
        """Three put forward, two of them on notice."""
        self.begin(**says).put_forward({"an": "安宁 An Ning", "bo": "柏川 Bo Chuan", "cen": "岑微 Cen Wei"})
        return self.chosen("an", "bo", "cen").publish("an", "bo")

    def announced(self) -> PublicSchool:
        """After the notice: the vote, the awards, and their announcement; the ledger sealed."""
        self.later(days=20)
        self.do(SECRETARY, CloseStage(stage="show"))
        self.do(SECRETARY, OpenStage(stage="confer"))
        self.vote("an", "bo")
        self.confer("an", "bo")
        self.do(SECRETARY, CloseStage(stage="confer"))
        seal(self.round_id)
        return self

    def set_clock(self, monkeypatch: Any) -> PublicSchool:
        """The pages take it to be the moment of the last act."""
        monkeypatch.setattr(clock, "now", lambda: self.at)
        return self
