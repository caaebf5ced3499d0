"""Assessors save at once while the server is killed: is every acknowledged save there, and there once?

    python benchmarks/saves.py                          20 judges, 5 kills, PostgreSQL, four workers
    python benchmarks/saves.py --judges 5 --kills 2 --cases 6 --sqlite

Each judge goes through the cases: marks, changes of mind, a comment, and the sheets sealed at the end. Whatever is not
answered is sent again with the same id, as the page's script does after an outage. The server's processes are killed
(SIGKILL, all at once) when so many saves have been acknowledged, and started again. Afterwards the history of what was
acknowledged is compared with the rows: each sheet says what its judge was last told it says; each change counts once;
each sealed sheet is one event; and the round replays without a difference.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from tests.web.served import Server

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
TOKEN = "a" * 32  # csrf: the same in the cookie and in the header
FIELDS = ("mark:daring", "mark:doing", "mark:shining")
TRIES = 2_000
CLOCK = "2026-03-05T02:00:00+00:00"


@dataclass
class Judge:
    """One judge and what the server has told them. `told`: case -> field -> value; `sent`: changes per case."""

    name: str
    session: str
    port: int
    round_id: str
    cases: list[str]
    up: Event
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    again: int = 0
    sealed: set[str] = field(default_factory=set)
    connection: http.client.HTTPConnection | None = None

    def post(self, path: str, body: bytes, kind: str, accepted: tuple[int, ...]) -> bytes:
        """Sent until it is answered."""
        for _ in range(TRIES):
            try:
                began = time.perf_counter()
                response = self._once("POST", path, body, kind)
                said = response.read()  # an answer that breaks off is none
                if response.status in accepted:
                    self.waits.append(time.perf_counter() - began)
                    return said
                if response.status < 500:
                    raise AssertionError(f"{self.name} {path}: {response.status} {said[:300]!r}")
            except (OSError, http.client.HTTPException):
                self.connection = None
            self.again += 1
            self.up.wait()  # what comes back is asked at once, by everybody
        raise AssertionError(f"{self.name} {path}: never answered")

    def _once(self, method: str, path: str, body: bytes = b"", kind: str = "") -> http.client.HTTPResponse:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        self.connection.request(method, path, body or None, {**headers, **({"Content-Type": kind} if kind else {})})
        return self.connection.getresponse()

    def save(self, case: str, name: str, value: str) -> None:
        """One change, until it is acknowledged."""
        number = self.sent.get(case, 0) + 1
        edit = {
            "id": f"{self.name}-{case}-{number}",
            "field": name,
            "value": value,
            "at": number,
            "base": 0,
            "device": "d",
        }
        url = f"/rounds/{self.round_id}/judge/cases/{case}/save"
        answer = self.post(url, json.dumps({"edits": [edit]}).encode(), "application/json", (200,))
        said = json.loads(answer)["values"]
        assert said[name] == value, (self.name, case, name, value, said)
        self.sent[case] = number
        self.told.setdefault(case, {})[name] = value

    def seal(self, cases: list[str]) -> None:
        """Pressed again if the answer was lost; the second press must find nothing left to do."""
        pairs = [("case", case) for case in cases] + [(f"version:{case}", str(self.sent[case])) for case in cases]
        body = urlencode([*pairs, ("csrfmiddlewaretoken", TOKEN)]).encode()
        url = f"/rounds/{self.round_id}/judge/check"
        self.post(url, body, "application/x-www-form-urlencoded", (302,))
        self.sealed.update(cases)


class Work:
    """All judges at work, and somebody who pulls the plug."""

    def __init__(self, judges: list[Judge], up: Event) -> None:
        self.judges = judges
        self.up = up
        self.acknowledged = 0
        self.lock = Lock()
        self.moved = Event()
        self.faults: list[str] = []

    def of(self, judge: Judge) -> None:
        chance = Random(judge.name)
        try:
            for case in judge.cases:
                for name, most in zip(FIELDS, (10, 5, 100), strict=True):
                    self.save(judge, case, name, str(chance.randint(1, most)))
                self.save(judge, case, "comment", f"{judge.name} on {case}")
                self.save(judge, case, "mark:daring", str(chance.randint(0, 10)))
            judge.seal(judge.cases[::2])
        except Exception as error:  # noqa: BLE001 - whatever it was belongs to the verdict
            self.faults.append(f"{judge.name}: {error!r}")
        self.moved.set()

    def save(self, judge: Judge, case: str, name: str, value: str) -> None:
        judge.save(case, name, value)
        with self.lock:
            self.acknowledged += 1
        self.moved.set()

    def run(self, server: Server, kills: int) -> list[int]:
        """Returns how many saves had been acknowledged at each kill."""
        threads = [Thread(target=self.of, args=[judge], daemon=True) for judge in self.judges]
        total = sum(5 * len(judge.cases) for judge in self.judges)
        for thread in threads:
            thread.start()
        at = []
        for n in range(1, kills + 1):
            while self.acknowledged < n * total // (kills + 1) and any(map(Thread.is_alive, threads)):
                self.moved.wait(0.5)
                self.moved.clear()
            at.append(self.acknowledged)
            self.up.clear()
            server.kill()
            server.start()
            self.up.set()
        for thread in threads:
            thread.join()
        return at


def verdict(judges: list[Judge], round_id: str) -> list[str]:
    """What in the rows does not agree with what was acknowledged."""
    from chucai.web.records import models
    from chucai.web.records.replay import replay
    from chucai.web.records.sheets import found as kept
    from chucai.web.records.state import Rows

    faults = [str(each) for each in replay(round_id).differences]
    state = Rows(round_id)
    for judge in judges:
        for case in judge.cases:
            sheets = state.nomination(case).sheets.get("judge", {})
            if case in judge.sealed:
                found = (
                    {f"mark:{name}": str(steps) for name, steps in sheets[judge.name].marks.items()}
                    if judge.name in sheets
                    else {}
                )
                events = models.Event.objects.filter(
                    round_id=round_id, stream__key=f"nomination/{case}", actor=judge.name, kind="assessed"
                ).count()
                told = {name: judge.told[case][name] for name in FIELDS}
                if found != told or events != 1:
                    faults.append(f"{judge.name} {case}: sealed {found}, told {told}, {events} events")
            else:
                data = kept(round_id, judge.name, "judge", case).data
                found = {name: str(value) for name, value in data.get("values", {}).items()}
                if found != judge.told[case] or data["edits"] != judge.sent[case]:
                    faults.append(
                        f"{judge.name} {case}: {found}, told {judge.told[case]}; {data['edits']} of {judge.sent[case]}"
                    )
    return faults


@contextmanager
def database(sqlite: bool) -> Iterator[dict[str, str]]:
    if sqlite:
        yield {}
        return
    from tests.postgres import running

    with running() as url:
        yield {"DATABASE_URL": url}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judges", type=int, default=20)
    parser.add_argument("--cases", type=int, default=30)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--sqlite", action="store_true", help="on SQLite instead of PostgreSQL")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chucai-saves-") as folder, database(asked.sqlite) as told:
        os.environ.update(told, CHUCAI_HOME=folder, CHUCAI_CLOCK=CLOCK)
        return measured(asked, Path(folder), told)


def measured(asked: argparse.Namespace, home: Path, told: dict[str, str]) -> int:
    from chucai.web.start import ready

    ready(migrate=True)
    from tests.web.judged_round import County
    from tests.web.personas import seat, signed_in
    from tests.web.served import Server

    county = County("saves", asked.judges).begin(cases=asked.cases)
    server = Server(home, asked.workers, CHUCAI_CLOCK=CLOCK, **told)
    judges, up = [], Event()
    up.set()
    for name in county.judges:
        county.declared(name)
        session = signed_in(seat(county, name)).cookies["sessionid"].value
        judges.append(Judge(name, session, server.port, county.round_id, county.readable(name, asked.cases), up))
    work = Work(judges, up)
    with server:
        began = time.perf_counter()
        at = work.run(server, asked.kills)
        seconds = time.perf_counter() - began
    faults = [*work.faults, *verdict(judges, county.round_id)]
    waits = sorted(wait for judge in judges for wait in judge.waits)
    print(f"{asked.judges} judges, {work.acknowledged} saves acknowledged in {seconds:.1f} s, killed at {at}")
    print(
        f"{sum(judge.again for judge in judges)} sent again; {sum(len(judge.sealed) for judge in judges)} sheets sealed"
    )
    half, most = (1000 * waits[int(len(waits) * share)] for share in (0.5, 0.95))
    print(f"answered in {half:.1f} ms (median), {most:.1f} ms (95 %)")
    print("every acknowledged save is there once" if not faults else "\n".join(["FAULTS", *faults[:20]]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
