"""Who sits in the office, and what every page of it has: the tabs, and words for what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from chucai.errors import Refused
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.office.naming import Names
from chucai.web.refusals import said

SECRETARY = "secretary"
office = seated(SECRETARY, second_factor=True)
readers = seated(SECRETARY, "auditor", "authority", second_factor=True)
UNPROCESSABLE = 422


def page(
    request: HttpRequest, desk: Desk, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of the office, in its frame."""
    shared = {"desk": desk, "names": Names(desk), "tabs": tabs(desk, request.path)}
    response = render(request, f"office/{template}", {**shared, **(context or {})}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def tabs(desk: Desk, path: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is here) of the office's rooms that this person may enter."""
    rooms = [(gettext("Nominations"), "office:nominations")]
    if desk.holds(SECRETARY):
        rooms = [
            (gettext("Control room"), "office:control"),
            *rooms,
            (gettext("Stages"), "office:stages"),
            (gettext("Panel"), "office:panel"),
            (gettext("Units and places"), "office:places"),
            (gettext("People"), "office:people"),
            (gettext("Letters"), "office:letters"),
        ]
    rooms.append((gettext("Decision"), "decision:way"))
    found = [(label, address) for label, name in rooms if (address := _address(name, desk.round_id))]
    here = max((address for _, address in found if path.startswith(address)), key=len, default="")
    return [(label, address, address == here) for label, address in found]


def _address(name: str, round_id: str) -> str:
    try:
        return reverse(name, args=[round_id])
    except NoReverseMatch:
        return ""


def words(desk: Desk, refused: Refused) -> str:
    """What was refused, in the reader's language."""
    return said(refused, desk.language, desk.charter)


def done(request: HttpRequest, text: str) -> None:
    messages.success(request, text)
