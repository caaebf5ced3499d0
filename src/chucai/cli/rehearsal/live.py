"""Four invented districts at four points of their rounds: one nominates, one compares, one has a notice out, and one has
honoured its people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chucai.charter.calendar import shipped
from chucai.charter.examples import example_text
from chucai.charter.load import read
from chucai.cli.rehearsal.district import NAME, PEOPLE, TEAMS, District
from chucai.cli.rehearsal.play import Play, Tell
from chucai.cli.rehearsal.records import RecordsDoor
from chucai.cli.rehearsal.run import run, run_into
from chucai.web.home import ledger_key
from chucai.web.noticing import KIND
from chucai.web.records import drafts
from chucai.web.records.sealing import seal
from chucai.web.records.state import Rows

FEWER = (  # places, in the words of the charter
    ("places  = 83", "places  = 20"),
    ("places  = 37", "places  = 8"),
    ("at_least = 5", "at_least = 1"),
    ("不少于5名", "不少于1名"),
    ("At least 5 officials", "At least one official"),
)


CONTACT = {
    "name": "区评选工作领导小组办公室 Office of the District Selection Group",
    "phone": "0000-1234567",
    "mail": "office@example.org",
    "address": "溪畔路1号 1 Brook Road",
    "postcode": "000000",
    "hours": "8:30–17:30",
}


@dataclass(frozen=True)
class Live:
    """A round of the rehearsal. `zh`, `en`: the district; `opens`: its first day; `stage`: where it stands, None: over.

    `personas` are the actors that a visitor may be. `small`: with a fourth of the places, so that it is played at once.
    """

    id: str
    zh: str
    en: str
    edition: int
    opens: str
    people: int
    teams: int
    stage: str | None
    personas: Sequence[str] = ()
    small: bool = False

    def charter(self) -> str:
        """The shipped charter of Lanxi, with this district's name and days."""
        text = example_text("district").replace("兰溪", self.zh).replace("Lanxi", self.en)
        for whole, part in FEWER if self.small else ():
            text = text.replace(whole, part)
        return text.replace("edition = 2026", f"edition = {self.edition}").replace("2026-03-02", self.opens)


LIVE = (
    Live(
        "lanxi-2026", "兰溪", "Lanxi", 2026, "2026-03-02", PEOPLE, TEAMS, "compare",
        ("office-1", "office-2", "authority-1", "a01", "a02", "a03", "a04", "co-b01", "co-b01u1", "officer-discipline"),
    ),
    Live(
        "yunting-2026", "云汀", "Yunting", 2026, "2026-04-01", 120, 40, "unit-recommend",
        ("co-b01u1", "co-b02u2", "co-b01", "office-1"),
    ),
    Live("xilan-2026", "汐岚", "Xilan", 2026, "2026-02-02", 70, 30, "district-notice", ("office-1",), small=True),
    Live("heyuan-2025", "鹤沅", "Heyuan", 2025, "2025-03-03", PEOPLE, TEAMS, None),
)  # fmt: skip


def play(live: Live, seed: str, tell: Tell) -> datetime:
    """Play a round to where it stands; returns the moment it has come to."""
    text = live.charter()
    charter = read(text).wanted()
    calendar = shipped(charter.calendar)
    name = NAME.replace("兰溪", live.zh).replace("Lanxi", live.en)
    played = Play(
        charter,
        calendar,
        RecordsDoor(live.id, text, calendar),
        District(charter, f"{seed}-{live.id}", live.people, live.teams, name),
        seed=f"demo-{seed}-{live.id}",
        verifier_key=ledger_key().verifier_key(),
        tell=tell,
        sealed=lambda: seal(live.id),
    )
    if live.stage is None:
        run(played)
        seal(live.id)
    else:
        run_into(played, charter.stage(live.stage))
    _reach(live.id, played.now)
    return played.now


def _reach(round_id: str, at: datetime) -> None:
    """How the invented office is reached, beside its notices of the whole round."""
    state = Rows(round_id)
    for paper in state.notices():
        notice = state.notice(paper)
        if notice is not None and notice.unit is None:
            drafts.save(round_id, drafts.OFFICE, KIND, paper, CONTACT, 0, at)


def play_all(seed: str, tell: Tell, invite: Callable[[str, Sequence[str]], object]) -> datetime:
    """Play every round and invite its personas; returns the latest moment, at which a visitor comes in."""
    latest = []
    for live in LIVE:
        latest.append(play(live, seed, tell))
        invite(live.id, live.personas)
    return max(latest)
