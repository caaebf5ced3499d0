"""An invented district of three tiers plays the model case: 400 officials and 150 teams are put forward.

Everything is drawn by lot from a seed, so that the same demo comes out the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Any

from chucai.charter.model import Charter
from chucai.cli.rehearsal.invented import BUREAUS, SITES, deed, person_name, story
from chucai.cli.rehearsal.script import Complaint, Paper, Script
from chucai.gates.acts import Choice, Ruling, Tally, Unit, Word
from chucai.gates.dossier import Claim, Draft
from chucai.gates.model import Nomination, Notice

PEOPLE, TEAMS, ASSESSORS = 400, 150, 40
DISTRICT, NAME = "lanxi", "兰溪区 Lanxi District"


class District(Script):
    """The people of Lanxi, an invented district."""

    def __init__(self, charter: Charter, seed: str, people: int = PEOPLE, teams: int = TEAMS, name: str = NAME) -> None:
        self.charter, self.seed, self.name = charter, seed, name
        self.numbers = {"person": people, "team": teams}
        self.objected: set[str] = set()
        self._deeds: dict[str, str] = {}

    def lot(self, *what: str) -> Random:
        return Random("|".join((self.seed, *what)))  # noqa: S311 - an invented world, not a secret

    # --- the tree ------------------------------------------------------------------------------------------------

    @cached_property
    def _units(self) -> list[Unit]:
        units = [Unit(id=DISTRICT, tier="district", name=self.name)]
        for b, bureau in enumerate(BUREAUS, 1):
            units.append(Unit(id=f"b{b:02}", tier="bureau", parent=DISTRICT, name=bureau))
            zh, _, en = bureau.partition(" ")
            for s, site in enumerate(SITES, 1):
                site_zh, _, site_en = site.partition(" ")
                name = f"{zh}{site_zh} {en}, {site_en}"
                units.append(Unit(id=f"b{b:02}u{s}", tier="unit", parent=f"b{b:02}", name=name))
        return units

    def units(self) -> Sequence[Unit]:
        return self._units

    # --- nominations ---------------------------------------------------------------------------------------------

    @cached_property
    def _drafts(self) -> dict[str, Draft]:
        places = [unit.id for unit in self._units if unit.tier == "unit"]
        found = {}
        for category, number in self.numbers.items():
            for n in range(number):
                name = f"{category[0]}{n + 1:03}"
                unit = places[(n * 7 + (3 if category == "team" else 0)) % len(places)]
                found[name] = self._draft(name, category, unit)
        return found

    def drafts(self) -> Iterable[tuple[str, Draft]]:
        return self._drafts.items()

    def _draft(self, name: str, category: str, unit: str) -> Draft:
        lot = self.lot("draft", name)
        theme = lot.choice(list(self.charter.themes))
        words = deed(theme, lot)
        self._deeds[name] = f"{words['zh']} {words['en']}"
        told: dict[str, Any] = {
            "statement": story(words, self.lot("story", name)),
            "claims": (Claim(says=self._deeds[name], figure=words["figure"], as_of=str(self.charter.edition - 1)),),
        }
        if category == "team":
            return self._team(name, unit, theme, told, lot)
        return Draft(
            category=category,
            unit=unit,
            theme=theme,
            name=person_name(lot),
            person=f"h-{name}",
            **told,
            attributes={
                "post": lot.choice(("科员 officer", "主任 head of section", "书记 secretary", "工程师 engineer")),
                "post_level": lot.choices(("none", "section", "county"), (56, 30, 14))[0],
                "frontline": lot.random() < 0.52,
                "woman": lot.random() < 0.4,
                "years_in_post": lot.choices((1, 2, 4, 7, 12), (4, 20, 30, 26, 20))[0],
                "appraisal": lot.choice(("excellent", "competent")),
            },
        )

    def _team(self, name: str, unit: str, theme: str, told: dict[str, Any], lot: Random) -> Draft:
        size = lot.randint(3, 9)
        members = [f"h-{name}-{n}" for n in range(size)]
        if lot.random() < 0.06:  # somebody who is put forward alone as well
            members[0] = f"h-p{lot.randint(1, self.numbers['person']):03}"
        word = lot.choice(("攻坚队 Task Force", "服务队 Service Team", "专班 Special Unit", "班组 Crew"))
        zh, _, en = word.partition(" ")
        colour_zh, colour_en = lot.choice(
            (("青禾", "Qinghe"), ("星火", "Xinghuo"), ("同舟", "Tongzhou"), ("先行", "Xianxing"))
        )
        return Draft(
            category="team",
            unit=unit,
            theme=theme,
            name=f"{colour_zh}{zh}{name[1:]} {colour_en} {en} {name[1:]}",
            **told,
            members=tuple(members),
            member_names=tuple(person_name(lot) for _ in members),
            attributes={
                "team_kind": lot.choice(("established", "task")),
                "unit_level": lot.choices(("none", "section", "county"), (50, 34, 16))[0],
                "veto": lot.random() < 0.02,
            },
        )

    def quality(self, name: str) -> float:
        """What nobody sees: how good the deeds are, on 0 to 100. Leaders have more to show, the front line less paper."""
        lot = self.lot("quality", name)
        facts = self._drafts[name].attributes
        leader = facts.get("post_level") == "county" or facts.get("unit_level") == "county"
        return lot.gauss(64, 9) + (5 if leader else 0) - (3 if facts.get("frontline") else 0)

    def sent_back(self, nomination: Nomination) -> bool:
        return self.lot("return", nomination.id).random() < 0.03

    def taken_back(self, nomination: Nomination) -> bool:
        return self.lot("withdraw", nomination.id).random() < 0.01

    def paper_vote(self, names: Sequence[str]) -> Paper:
        lot = self.lot("vote", *names)
        entitled = lot.randint(12, 40)
        present = max(lot.randint(entitled - 4, entitled), -(-entitled * 2 // 3))
        tallies = {}
        for name in names:
            against = lot.randint(0, present // (2 if self.quality(name) < 48 else 4))
            defer = lot.randint(0, (present - against) // 8)
            tallies[name] = Tally(agree=present - against - defer, disagree=against, defer=defer)
        return Paper(entitled, present, present, tallies)

    def slate(self, names: Sequence[str], most: int | None) -> tuple[Sequence[str], Sequence[str]]:
        ordered = sorted(names, key=lambda name: (-self.quality(name) - self.lot("slate", name).gauss(0, 6), name))
        cut = len(ordered) if most is None else most
        return ordered[:cut], ordered[cut : cut + 2]

    # --- the panel -----------------------------------------------------------------------------------------------

    def assessors(self) -> Mapping[str, str | None]:
        return {f"a{n:02}": f"b{(n - 1) % len(BUREAUS) + 1:02}" for n in range(1, ASSESSORS + 1)}

    def interests(self, names: Sequence[str]) -> Iterable[tuple[str, str, str]]:
        for who in self.assessors():
            lot = self.lot("interest", who)
            for name in lot.sample(sorted(names), lot.choice((0, 1, 1, 2))):
                yield who, name, lot.choice(("kin", "superior", "co-member"))

    def marks(self, nomination: str, assessor: str) -> Mapping[str, int] | None:
        lot = self.lot("marks", nomination, assessor)
        if lot.random() < 0.01:
            return None
        judge = self.lot("judge", assessor)
        severity, sharpness = judge.gauss(0, 6), judge.uniform(0.8, 1.2)
        seen = 64 + (self.quality(nomination) - 64) * sharpness - severity + lot.gauss(0, 5)
        return {name: _on_scale(seen + lot.gauss(0, 6)) for name in self.charter.criteria}

    # --- vetting, notice, decision -------------------------------------------------------------------------------

    def opinion(self, nomination: Nomination, body: str) -> Word | None:
        lot = self.lot("opinion", nomination.id, body).random()
        if body == "petitions" and lot < 0.10:
            return None
        if body == "discipline" and lot > 0.985:
            return "object"
        return "concern" if lot > 0.97 else "clear" if lot < 0.9 else "none-held"

    def ruling(self, nomination: Nomination, matter: str) -> Ruling:
        opinion = nomination.opinions.get(matter)
        return "stop" if opinion is not None and opinion.answer == "object" else "admit"

    def complaints(self, notice: Notice) -> Sequence[Complaint]:
        lot = self.lot("complaints", notice.id)
        if notice.unit is not None and lot.random() > 0.05:
            return ()
        names = lot.sample(sorted(notice.listed), min(len(notice.listed), 1 if notice.unit else 6))
        outcomes = ("upheld", "dismissed", "dismissed", "out-of-scope", "upheld", "dismissed")
        return [_complaint(name, outcomes[n]) for n, name in enumerate(names)]

    def choices(self, voter: str, names: Sequence[str]) -> Mapping[str, Choice]:
        lot = self.lot("choices", voter)
        return {name: "agree" if lot.random() < 0.95 else "defer" for name in names}

    def citation(self, nomination: Nomination) -> str | None:
        return self._deeds[nomination.id]

    def document(self) -> str:
        return f"{self.name[:2]}委〔{self.charter.edition}〕18号"

    def follow_through(self, nomination: Nomination, promise: str) -> str | None:
        lot = self.lot("follow", nomination.id, promise)
        return f"{promise}: 已办理 done (invented)" if lot.random() < 0.25 else None


def _on_scale(points: float) -> int:
    return max(0, min(10, round(points / 10)))


def _complaint(name: str, outcome: str) -> Complaint:
    grounds = {
        "upheld": "所列业绩非其本人完成 The deeds were another's (invented)",
        "dismissed": "认为工作年限不足 Too short in post (invented)",
        "out-of-scope": "对评选等级有意见 Dislikes the level of the award (invented)",
    }
    answers = {
        "upheld": "经核查属实，取消资格 Found true; the nomination ends",
        "dismissed": "经核查不属实 Found untrue",
        "out-of-scope": "不属于异议范围 Not a matter for objections",
    }
    return Complaint(name, grounds[outcome], outcome, answers[outcome])  # type: ignore[arg-type]  # keys are outcomes
