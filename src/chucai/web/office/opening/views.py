"""Views by which a round is opened. Nothing is kept before it is sealed; the text goes along in the form."""

from __future__ import annotations

import secrets
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chucai.charter.calendar import shipped
from chucai.charter.check import examine, is_sound
from chucai.charter.load import Reading
from chucai.charter.model import Charter
from chucai.charter.show import show
from chucai.charter.words import say as said_of
from chucai.errors import Refused
from chucai.gates.acts import Actor, OpenRound
from chucai.web import clock
from chucai.web.access import account, installing
from chucai.web.acts import perform
from chucai.web.home import ledger_key
from chucai.web.office.opening.forms import CharterForm, SealForm, SourceForm
from chucai.web.office.opening.preview import as_assessor, as_coordinator, as_office, duties
from chucai.web.records import people
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.refusals import said

SECRETARY = "office-1"  # the pseudonym of whoever opens a round
SEED_BYTES = 16


@installing
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the charter."""
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _checked(request, form.text())
        except UnicodeDecodeError:
            form.add_error("file", _("This file is no text in UTF-8. Save it as UTF-8 and upload it again."))
    return render(request, "opening/new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@installing
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The charter as it was mended on the page."""
    form = CharterForm(request.POST)
    return _checked(request, form.text() if form.is_valid() else "")


def _checked(request: HttpRequest, text: str) -> HttpResponse:
    """Every fault with its place and cure; or, where there is none, the programme as each reader will meet it."""
    reading = examine(text)
    told: dict[str, Any] = {"form": CharterForm(initial={"charter": text}), "faults": _told(reading)}
    if reading.charter is not None and is_sound(reading.faults):
        told |= _previews(reading.charter)
        told["seal"] = SealForm(initial={"charter": text, "round": f"{reading.charter.id}-{reading.charter.edition}"})
    return render(request, "opening/check.html", told, status=200 if "seal" in told else 422)


def _told(reading: Reading) -> list[dict[str, Any]]:
    tongue = "zh" if (get_language() or "").startswith("zh") else "en"
    return [
        {"line": each.line, "path": each.path, "severity": each.severity, "says": said_of(each, tongue)}
        for each in reading.faults
    ]


def _previews(charter: Charter) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    return {
        "charter": charter,
        "shown": show(charter, language),
        "office": as_office(charter, clock.now().astimezone(ZoneInfo(charter.timezone)).date(), language),
        "duties": duties(charter, language),
        "asked": as_coordinator(charter, language),
        "judged": as_assessor(charter, language),
    }


@installing
@require_POST
def seal(request: HttpRequest) -> HttpResponse:
    """Open the round: its charter and calendar are fixed from here on, and changed only by an amendment all can see."""
    form = SealForm(request.POST)
    if not form.is_valid():
        return _again(request, form, [])
    text, round_id = form.text(), form.cleaned_data["round"]
    reading = examine(text)
    if reading.charter is None or not is_sound(reading.faults):
        return _checked(request, text)
    try:
        _open(request, round_id, text, reading.charter, form.cleaned_data["seed"])
    except Refused as refused:
        return _again(request, form, [(said(refused, get_language() or "zh-hans", reading.charter), "")])
    messages.success(request, _("The round is open. Next: its units, and the people who work in it."))
    return redirect(f"/rounds/{round_id}/office/")


def _open(request: HttpRequest, round_id: str, text: str, charter: Charter, seed: str) -> None:
    act = OpenRound(
        charter=attach_charter(round_id, text),
        calendar=attach_calendar(round_id, shipped(charter.calendar)),
        seed=seed or secrets.token_hex(SEED_BYTES),
        key=ledger_key().verifier_key(),
    )
    perform(round_id, Actor(id=SECRETARY, role="secretary"), act, clock.now())
    people.seat(round_id, SECRETARY, account(request).email)


def _again(request: HttpRequest, form: SealForm, faults: list[tuple[str, str]]) -> HttpResponse:
    text = str(form.data.get("charter", "")).replace("\r\n", "\n")
    reading = examine(text)
    if reading.charter is None or not is_sound(reading.faults):
        return _checked(request, text)
    told = {
        "form": CharterForm(initial={"charter": text}),
        "seal": form,
        "refused": faults,
        **_previews(reading.charter),
    }
    return render(request, "opening/check.html", told, status=422)
