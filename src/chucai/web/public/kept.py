"""Pages that anybody may keep: known by a mark, not sent again while it stays, and not made again either."""

from __future__ import annotations

import hmac
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from chucai import __version__
from chucai.web import clock
from chucai.web.records.mark import mark as mark_of

FRESH = 60  # seconds anybody may keep a page without asking again
TURN = 1800  # seconds: somewhere a day ends each half hour, and with it a notice
MOST = 8_000_000  # bytes of pages remembered in each process
View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """A page that is the same for everybody, of the round that the address names or of all of them.

    It changes only with the language, an event, an erasure or the day; its mark says all of these. So whoever has it
    is told so at the cost of one small query, and whoever has not is sent the bytes made for the last one.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        etag = mark(request, kwargs.get("round_id"))
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return _for_all(unchanged, etag)
        key = f"{request.path} {bool(request.GET.get('lang'))} {etag}"  # whatever else an address asks for is not read
        page = PAGES.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            page = (response.content, response["Content-Type"])
            PAGES.put(key, page)
        return _for_all(HttpResponse(page[0], content_type=page[1]), etag)

    return answered


def mark(request: HttpRequest, round_id: str | None) -> str:
    """The ETag of a page."""
    asked = request.GET.get("lang", "").lower() in dict(settings.LANGUAGES)
    turn = int(clock.now().timestamp()) // TURN
    return f'"{__version__}-{get_language()}-{int(asked)}-{turn}-{_hidden(mark_of(round_id))}"'


def _hidden(mark_: str) -> str:
    """The same for the same mark, and nothing can be guessed from it: a mark holds the hash of the last event, and
    how often there was one."""
    return hmac.digest(str(settings.SECRET_KEY).encode(), f"chucai/kept/1\n{mark_}".encode(), "sha256").hex()[:32]


def _for_all(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    patch_vary_headers(response, ["Accept-Language"])
    return response


class Pages:
    """The pages made last, by address and mark; the oldest go when they grow too many."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> tuple[bytes, str] | None:
        with self._lock:
            page = self._kept.get(key)
            if page is not None:
                self._kept.move_to_end(key)
            return page

    def put(self, key: str, page: tuple[bytes, str]) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = page
            self._size += len(page[0]) - (len(old[0]) if old else 0)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1][0])

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


PAGES = Pages(MOST)
