"""Pages that anybody may keep: not sent again while they are the same, and not made again while nothing happens."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from chucai import __version__
from chucai.web import clock
from chucai.web.look import numbers
from chucai.web.records.mark import mark as mark_of

FRESH = 60  # seconds anybody may keep a page without asking again
TURN = 1800  # seconds: somewhere a day ends each half hour, and with it a notice
MOST = 8_000_000  # bytes of pages remembered in each process
View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """A page that is the same for everybody, of the round that the address names or of all of them.

    It changes only with the language, an event, an erasure or the day; its mark says all of these. So whoever has it
    is told so at the cost of one small query, and whoever has not is sent the bytes made for the last one.

    The mark stays inside. What is sent goes by the bytes alone: by an ETag that changed with every event, whoever asks
    again and again would learn when a judge hands in a sheet and when somebody votes.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Whatever else an address asks for is not read, but the numbers of a picture on the page.
        key = f"{request.path} {bool(request.GET.get('lang'))} {mark(request, kwargs.get('round_id'))}"
        numbered = f"{key} {request.GET.get(numbers.ASKED, '')}"
        page = PAGES.get(numbered) or PAGES.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            page = made(response.content, response["Content-Type"])
            PAGES.put(key, page)
            for name, file in numbers.files(request).items():
                PAGES.put(f"{key} {name}", made(file, numbers.CSV))
            page = PAGES.get(numbered) or page
        unchanged = get_conditional_response(request, etag=page.etag)
        return _for_all(unchanged or HttpResponse(page.content, content_type=page.type), page.etag)

    return answered


def mark(request: HttpRequest, round_id: str | None) -> str:
    """The same as long as a page is made of the same."""
    asked = request.GET.get("lang", "").lower() in dict(settings.LANGUAGES)
    turn = int(clock.now().timestamp()) // TURN
    return f"{__version__}-{get_language()}-{int(asked)}-{turn}-{mark_of(round_id)}"


def _for_all(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@dataclass(frozen=True, slots=True)
class Page:
    content: bytes
    type: str
    etag: str


def made(content: bytes, type_: str) -> Page:
    return Page(content, type_, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


class Pages:
    """The pages made last, by address and mark; the oldest go when they grow too many."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        with self._lock:
            page = self._kept.get(key)
            if page is not None:
                self._kept.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = page
            self._size += len(page.content) - (len(old.content) if old else 0)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1].content)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


PAGES = Pages(MOST)
