"""The pages at full size, on PostgreSQL, with four workers and people who are signed in.

    python benchmarks/web.py                            10,000 nominations, and 500 beside them for the growth
    python benchmarks/web.py --cases 2000 --seconds 2   smaller and shorter
    python benchmarks/web.py --only save                pages with this in their name
    python benchmarks/web.py --same-judges              50 in both rounds: twenty times as much to do for each

30,000 sheets are handed in and 10,000 are still to come, by 50 assessors. Closed loop on loopback: one answer before
the next request. Of one client the median and the slowest twentieth, in ms; of eight clients at once, each another
person, the requests a second. Both rounds are asked in turns, a page of one and then of the other, so that the growth
is of the round and not of the minute. The server is that of `chucai serve`, with `--workers` processes; PostgreSQL is
started for the purpose with fsync on. The data are invented. Targets are those of the project; peers are pretalx and
HotCRP as measured on a machine of this kind, and are quoted, not run.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

JUDGES = 50  # of 10,000 nominations; of fewer so many that each has about as much to do, unless --same-judges
EVERYTHING = "all rows as CSV"
PATIENCE = 60.0  # seconds for the server to answer at all


@dataclass
class Person:
    """A client with a session; `extra` are form fields it needs (the token of forms)."""

    cookie: str
    language: str = "en"
    token: str = ""


@dataclass
class Page:
    """What is asked for, and what it may cost: medians in ms, requests a second of eight clients."""

    name: str
    path: Callable[[int], str]
    most: float
    least: float | None = None
    peers: str = ""
    who: str = "office"
    method: str = "GET"
    body: Callable[[int, Person], str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    expected: tuple[int, ...] = (200,)


@dataclass
class Timed:
    """Of one client: milliseconds, sorted; `firsts` to the first byte."""

    times: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def slowest(self) -> float:
        """Of the slowest twentieth the fastest."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * 0.95))]


class Client:
    """One keep-alive connection of one person."""

    def __init__(self, port: int, person: Person | None) -> None:
        self.person = person
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, page: Page, turn: int) -> tuple[float, float]:
        """Seconds to the first byte and to the last."""
        headers = {"Host": "localhost", "Accept-Language": "en", "Accept-Encoding": "gzip", **page.headers}
        body = None
        if self.person:
            headers["Cookie"] = f"{self.person.cookie}; csrftoken={self.person.token}"
            headers["Referer"] = "http://localhost/"
            if page.method == "POST":
                headers["X-CSRFToken"] = self.person.token
        if page.body and self.person:
            body = page.body(turn, self.person)
            headers["Content-Type"] = "application/json"
        began = time.perf_counter()
        self.http.request(page.method, page.path(turn), body=body, headers=headers)
        answer = self.http.getresponse()
        first = time.perf_counter() - began
        content = answer.read()
        whole = time.perf_counter() - began
        if answer.status not in page.expected:
            raise SystemExit(f"{page.name}: {page.path(turn)} answered {answer.status}: {content[:300]!r}")
        return first, whole


def in_turns(port: int, asked: list[tuple[Page, Person | None]], seconds: float) -> list[Timed]:
    """One client for each, and never two of them at once; so many seconds for each."""
    clients = [(Client(port, person), page, Timed()) for page, person in asked]
    for turn in range(6):
        for client, page, _ in clients:
            client.ask(page, turn)
    until, turn = time.perf_counter() + seconds * len(clients), 6
    while time.perf_counter() < until or turn < 11:
        for client, page, timed in clients:
            first, whole = client.ask(page, turn)
            timed.firsts.append(first * 1e3)
            timed.times.append(whole * 1e3)
        turn += 1
    return [timed for *_, timed in clients]


def eight_clients(port: int, page: Page, people: list[Person | None], seconds: float) -> float:
    """Requests a second of eight clients at once."""
    done = [0] * 8
    faults: list[BaseException] = []
    until = time.perf_counter() + seconds

    def work(place: int) -> None:
        client = Client(port, people[place % len(people)])
        turn = place * 1_000
        try:
            while time.perf_counter() < until:
                client.ask(page, turn)
                done[place] += 1
                turn += 1
        except (SystemExit, OSError, http.client.HTTPException) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(8)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(f"{page.name}: {faults[0]}")
    return sum(done) / (time.perf_counter() - began)


@contextmanager
def database() -> Iterator[str]:
    """A PostgreSQL for the purpose, as safe as one that is in use: the tests' own does without fsync."""
    import psycopg

    from tests import postgres

    with postgres.running() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {name} = on")
            connection.execute("SELECT pg_reload_conf()")
        yield url


@contextmanager
def server(workers: int, port: int) -> Iterator[int]:
    """`chucai serve` with so many workers; yields its process id once it answers."""
    serving = f"from chucai.web.serve import serve; serve(port={port}, workers={workers}, quiet=True, jobs=False)"
    command = [sys.executable, "-c", serving]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        _wait(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            probe = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            probe.request("GET", "/health", headers={"Host": "localhost"})
            if probe.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def memory(*pids: int) -> float:
    """MB that processes hold, shared pages counted by their share."""
    total = 0
    for each in pids:
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text("ascii")
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE).group(1))  # type: ignore[union-attr]
    return total / 1024


def _children(pid: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text("ascii").split()):
            found += [child, *_children(child)]
    return found


def person(round_id: str, who: str) -> Person:
    """Somebody with a session of their own, and the token of forms."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string  # type: ignore[attr-defined]

    from tests.web.personas import signed_in_client

    cookie = signed_in_client(round_id, who).cookies[settings.SESSION_COOKIE_NAME].value
    return Person(f"{settings.SESSION_COOKIE_NAME}={cookie}", token=_get_new_csrf_string())


def pages(round_id: str, mine: list[str], last_page: int) -> list[Page]:
    """`mine` are open cases of the assessor who is timed alone."""
    from chucai.web.records.lists import ORDER

    here = f"/rounds/{round_id}"
    lists, judge = f"{here}/office/nominations/", f"{here}/judge/"
    sorts = ORDER  # every column there is, and as there is an odd number of them each of them both ways

    def listed(turn: int) -> str:
        return f"{lists}?sort={sorts[turn % len(sorts)]}&falling={turn % 2}&number={1 + turn * 37 % last_page}"

    def save(turn: int, who: Person) -> str:
        edit = {"id": f"{who.token[:8]}-{turn}", "device": who.token[:8], "at": 1_772_503_200_000 + turn, "base": 0}
        return json.dumps({"edits": [{**edit, "field": "mark:daring", "value": str(turn % 11)}]})

    return [
        Page("list, 50 rows, any sort, any page", listed, 40, 50, "pretalx 2,186 ms; HotCRP 17 ms"),
        Page("list, 250 rows", lambda turn: f"{listed(turn)}&size=250", 90, None, "pretalx 4,129 ms"),
        Page(EVERYTHING, lambda _: f"{here}/office/nominations.csv", 800, None, "HotCRP page 1,075 ms"),
        Page("assessor's queue", lambda _: judge, 30, None, "pretalx 1,925 ms; HotCRP 123 ms", who="judge"),
        Page(
            "score page",
            lambda turn: f"{judge}cases/{mine[turn % len(mine)]}/",
            20,
            None,
            "pretalx 649 ms",
            who="judge",
        ),
        Page(
            "score save",
            lambda turn: f"{judge}cases/{mine[turn % len(mine)]}/save",
            20,
            120,
            "pretalx 423 ms; HotCRP 9 ms",
            who="judge",
            method="POST",
            body=save,
        ),
        Page("public page", lambda _: f"{here}/", 10, 250, "pretalx 449 ms", who=""),
        Page(
            "public page, unchanged",
            lambda _: f"{here}/",
            4,
            who="",
            headers={"If-None-Match": ""},  # the page's own, asked for first
            expected=(304,),
        ),
    ]


def judges_of(cases: int) -> int:
    """One more than have cases: the first sits in a bureau of the county."""
    return max(5, JUDGES * cases // 10_000)


@dataclass
class Measured:
    """A round under the clock: its pages, and who asks for them."""

    province: Any
    pages: list[Page]
    people: dict[str, list[Person | None]]

    @staticmethod
    def of(round_id: str, cases: int, judges: int) -> Measured:
        from benchmarks.web_round import Province

        province = Province(round_id, cases, judges)
        people: dict[str, list[Person | None]] = {
            "office": [person(round_id, "office") for _ in range(8)],
            "judge": [person(round_id, each) for each in province.judges[1:9]],
            "": [None],
        }
        mine = list(province.open_cases(province.judges[1]))
        return Measured(province, pages(round_id, mine, max(1, cases // 50)), people)

    def with_person(self, number: int) -> tuple[Page, Person | None]:
        page = self.pages[number]
        return page, self.people[page.who][0]

    def a_second(self, page: Page, port: int, seconds: float) -> float:
        each = _for_eight(page, self.province, self.province.judges[1:9])
        return eight_clients(port, each, self.people[page.who], seconds)


def measure(small: Measured, large: Measured, only: str, port: int, seconds: float) -> dict[str, float]:
    """Tell of each page what it takes in the large round; returns how many times the small one's that is."""
    print(f"{'':36} {'median':>8} {'slowest':>8} {'first':>8} {'eight':>9} {'growth':>7}")
    growth = {}
    for number, page in enumerate(large.pages):
        if only not in page.name:
            continue
        if page.headers.get("If-None-Match") == "":
            for each in (small, large):
                each.pages[number].headers["If-None-Match"] = _etag(port, each.pages[number])
        before, timed = in_turns(port, [small.with_person(number), large.with_person(number)], seconds)
        a_second = large.a_second(page, port, seconds) if page.least else None
        growth[page.name] = timed.median / before.median
        _tell(page, timed, a_second, growth[page.name])
    return growth


def _etag(port: int, page: Page) -> str:
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    probe.request("GET", page.path(0), headers={"Host": "localhost", "Accept-Language": "en"})
    answer = probe.getresponse()
    answer.read()
    return answer.headers["ETag"] or ""


def _for_eight(page: Page, province: object, judges: list[str]) -> Page:
    """Of saves each client has cases of its own; a client's turns tell which it is."""
    if page.who != "judge":
        return page
    own = [list(province.open_cases(judge)) for judge in judges]  # type: ignore[attr-defined]

    def path(turn: int) -> str:
        cases = own[turn // 1_000 % len(own)]
        return re.sub(r"cases/[^/]+", f"cases/{cases[turn % len(cases)]}", page.path(0))

    return Page(**{**vars(page), "path": path})


def _tell(page: Page, timed: Timed, a_second: float | None, growth: float) -> None:
    rate = f"{a_second:7.0f}/s" if a_second else "         "
    asked = f"< {page.most:g} ms" + (f", >= {page.least:g}/s" if page.least else "")
    met = timed.median <= page.most and (not page.least or (a_second or 0) >= page.least)
    even = "" if timed.slowest <= 2 * timed.median else "  uneven"
    print(
        f"{page.name:36} {timed.median:8.1f} {timed.slowest:8.1f} {statistics.median(timed.firsts):8.1f} {rate}"
        f" {growth:7.2f}  {asked:22} {'met' if met else 'NOT MET'}{even}  [{page.peers}]",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--small", type=int, default=500, help="the round that growth is measured against")
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=4.0, help="for each figure")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--same-judges", action="store_true", help=f"{JUDGES} in the small round, too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chucai-web-") as home, database() as url:
        os.environ |= {"CHUCAI_HOME": home, "DATABASE_URL": url, "CHUCAI_CLOCK": "2026-03-03T02:00:00+00:00"}
        from chucai.web.start import ready

        ready(migrate=True)
        from django.db import connection

        from benchmarks.web_round import Province

        rounds = [
            (f"of-{number}", number, JUDGES if asked.same_judges else judges_of(number))
            for number in (asked.small, asked.cases)
        ]
        for each in rounds:
            Province(*each).made()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server itself does within a minute
            cursor.execute("CHECKPOINT")  # and this within five; it would fall into the figures
        connection.close()
        with server(asked.workers, asked.port) as pid:
            print(f"\n{asked.cases} nominations, {3 * asked.cases} sheets, {asked.workers} workers")
            small, large = (Measured.of(*each) for each in rounds)
            growth = measure(small, large, asked.only, asked.port, asked.seconds)
            growth.pop(EVERYTHING, None)  # has as many rows more
            worst = max(growth, key=lambda name: growth[name], default="")
            most = f"{growth.get(worst, 0):.2f} ({worst})"
            print(f"\ngrowth from {asked.small} to {asked.cases}: at most {most}; asked: 1.3")
            whole = memory(pid, *_children(pid))
            print(
                f"memory of {asked.workers} workers and the process that watches over them: {whole:.0f} MB; asked: 400"
            )


if __name__ == "__main__":
    main()
