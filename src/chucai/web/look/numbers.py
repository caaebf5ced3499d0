"""The numbers of a picture as a file: at the address of its page with `?csv=` and the picture's name.

Whoever is shown the page may have the file, and nobody else: it is made of what the page has just drawn for them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from chucai.publish.picture import Picture
from chucai.publish.table import table_csv

ASKED = "csv"
CSV = "text/csv; charset=utf-8"

Respond = Callable[[HttpRequest], HttpResponse]


def note(request: HttpRequest, picture: Picture) -> None:
    """The picture stands on the page that this request is answered with."""
    _drawn(request)[picture.name] = picture


def files(request: HttpRequest) -> dict[str, bytes]:
    """The file of every picture on the page, by the name it is asked for with."""
    return {name: table_csv(one.table).encode() for name, one in _drawn(request).items()}


def _drawn(request: HttpRequest) -> dict[str, Picture]:
    found: dict[str, Picture] = request.__dict__.setdefault("_drawn_pictures", {})
    return found


def answer(respond: Respond) -> Respond:
    """Middleware that sends the file instead of the page where one of its pictures was asked for."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        wanted = request.GET.get(ASKED, "")
        if response.status_code == 200 and wanted in _drawn(request):
            response.content = files(request)[wanted]
            response["Content-Type"] = CSV
        return response

    return answered
