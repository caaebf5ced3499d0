"""Walks through the pages as somebody: every link that is offered, but of pages of one kind only a few.

crawl(url, starts, language, cookie, most) -> [Visit]
"""

from __future__ import annotations

import gzip
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve

LIMIT = 400  # pages: a walk that gets so far runs in circles
SIGNING_IN = "/sign-in/"
AGAIN = "/sign-in/second-factor/"


@dataclass
class Visit:
    """A page, and the page that offered it. `kind`: its route, round and what it was asked for."""

    path: str
    origin: str
    kind: str
    status: int = 0
    media: str = ""
    html: str = ""
    leads: str = ""  # where it sends one on

    @property
    def route(self) -> str:
        return self.kind.partition("|")[0]


@dataclass
class Walker:
    """One reader with one connection."""

    url: str
    language: str
    cookie: str = ""
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection(urlsplit(self.url).netloc, timeout=60)

    def close(self) -> None:
        self.connection.close()

    def visit(self, path: str, origin: str, kind: str) -> Visit:
        headers = {"Accept-Language": self.language, "Accept-Encoding": "gzip", "Accept": "text/html"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        media = answer.headers.get("Content-Type", "")
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        html = body.decode() if media.startswith("text/html") else ""
        return Visit(path, origin, kind, answer.status, media, html, answer.headers.get("Location", ""))


def kind(path: str) -> str:
    """What pages of one kind have in common."""
    parts = urlsplit(path)
    asked = ",".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    try:
        match = resolve(parts.path)
    except Resolver404:
        return f"nowhere|{parts.path}|{asked}"
    return "|".join((match.view_name, match.kwargs.get("round_id", ""), asked))


class Links(HTMLParser):
    """The addresses a page offers."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.hrefs.append(given["href"] or "")


def links(page: Visit) -> list[str]:
    """Addresses on the same site, without the switch of the language; where it sends one on counts as well."""
    parser = Links()
    parser.feed(page.html)
    found = []
    for href in (*parser.hrefs, page.leads):
        parts = urlsplit(urljoin(page.path, href))
        if not href or parts.scheme or parts.netloc or href.startswith("#") or "lang=" in parts.query:
            continue
        found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def crawl(walker: Walker, starts: Sequence[str], most: int) -> list[Visit]:
    """Every page that can be reached from these by links, at most so many of a kind; breadth first."""
    seen = set(starts)
    waiting = deque((path, "the start") for path in starts)
    kinds: Counter[str] = Counter()
    found: list[Visit] = []
    while waiting:
        path, origin = waiting.popleft()
        what = kind(path)
        kinds[what] += 1
        if kinds[what] > most:
            continue
        page = walker.visit(path, origin, what)
        found.append(page)
        assert len(found) < LIMIT, Counter(each.kind for each in found).most_common(9)
        for href in links(page):
            if href not in seen and not href.startswith("/static/"):
                seen.add(href)
                waiting.append((href, path))
    return found


def led_astray(page: Visit, signed_in: bool) -> str:
    """What is wrong with a link that was offered; empty when it leads somewhere."""
    if page.status >= 400:
        return f"{page.origin} offers {page.path}: {page.status}"
    if page.leads.startswith(AGAIN) or (signed_in and page.leads.startswith(SIGNING_IN)):
        return f"{page.origin} offers {page.path}, which sends to {page.leads}"
    return ""
