"""Letters: what was written to whom in this round and what became of it, and those that failed sent once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from chucai.web.desk import Desk
from chucai.web.mail.kinds import KINDS
from chucai.web.mail.letter import title
from chucai.web.office.doors import done, office, page
from chucai.web.office.naming import Names
from chucai.web.records import mails
from chucai.web.records.models import Mail

SIZE = 50
COLOURS = {"queued": "blue", "sent": "green", "failing": "amber", "failed": "red"}


@dataclass(frozen=True, slots=True)
class Line:
    """A letter as the list shows it."""

    id: int
    address: str
    title: str
    written: str
    gone: str
    state: str
    word: str
    colour: str
    failure: str


@office
@require_safe
def letters(request: HttpRequest, desk: Desk) -> HttpResponse:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    kind, state = kind if kind in KINDS else "", state if state in COLOURS else ""
    rows, total = mails.listed(desk.round_id, kind, state, _number(request), SIZE)
    last = max(1, -(-total // SIZE))
    number = min(_number(request), last)
    words, names = _words(), Names(desk)
    board = [(title(one.kind), one.kind, _counts(one)) for one in mails.board(desk.round_id)]
    context: dict[str, Any] = {
        "board": sorted(board),
        "states": list(words.items()),
        "kinds": [(value, name) for name, value, _ in sorted(board)],
        "kind": kind,
        "state": state,
        "lines": [_line(row, names, words) for row in rows],
        "total": total,
        "number": number,
        "last": last,
        "before": _address(desk, kind, state, number - 1) if number > 1 else "",
        "after": _address(desk, kind, state, number + 1) if number < last else "",
        "troubled": any(mails.state_of(row) in ("failing", "failed") for row in rows),
    }
    return page(request, desk, "letters.html", context)


def _words() -> dict[str, str]:
    return {
        "queued": gettext("waits to be sent"),
        "sent": gettext("sent"),
        "failing": gettext("being tried again"),
        "failed": gettext("failed"),
    }


def _counts(one: mails.Board) -> list[tuple[str, int]]:
    return [("queued", one.queued), ("sent", one.sent), ("failing", one.failing), ("failed", one.failed)]


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _address(desk: Desk, kind: str, state: str, number: int) -> str:
    query = {"kind": kind, "state": state, "page": number}
    return f"{reverse('office:letters', args=[desk.round_id])}?{urlencode(query)}"


def _line(row: Mail, names: Names, words: dict[str, str]) -> Line:
    state = mails.state_of(row)
    return Line(
        row.pk,
        row.address,
        title(row.kind),
        names.moment(row.created),
        names.moment(row.sent) if row.sent else "",
        state,
        words[state],
        COLOURS[state],
        row.failure,
    )


@office
@require_POST
def again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Letters that could not be sent are tried once more from the beginning; a letter that was sent never is."""
    chosen = [int(each) for each in request.POST.getlist("letter")[:SIZE] if each.isascii() and each.isdecimal()]
    number = mails.again_in(desk.round_id, [each for each in chosen if each < 2**63], desk.at)
    text = ngettext("%(n)d letter will be sent again.", "%(n)d letters will be sent again.", number)
    done(request, text % {"n": number})
    return redirect("office:letters", desk.round_id)
