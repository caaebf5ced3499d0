"""What no database keeps is taken out of what is sent: U+0000, which nobody types, and halves of a character.

PostgreSQL refuses text with U+0000 and breaks the request; SQLite keeps it, and the bundle would tell of it for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


def fit(text: str) -> str:
    """The text as it can be kept."""
    return text.encode("utf-8", "ignore").decode().replace(NUL, "")


class FitToKeep:
    """Middleware: an address with U+0000 leads nowhere, a cookie is none; from questions and forms it is taken out.

    After the one that guards forms: that has read the form already, where the page does not want to look first.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _fit(request.GET)
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> None:
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _fit(request.POST)


def _fit(typed: QueryDict) -> Any:
    if not any(NUL in word for name, values in typed.lists() for word in (name, *values)):
        return typed
    cleaned = QueryDict(mutable=True)
    for name, values in typed.lists():
        cleaned.setlist(fit(name), [fit(value) for value in values])
    return cleaned
