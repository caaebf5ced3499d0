"""Open a round from a charter: choose or upload it, mend its faults, look at it as each role would, then seal it."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from chucai.charter.calendar import shipped
from chucai.charter.check import examine, is_sound
from chucai.charter.examples import example_ids, example_text
from chucai.charter.load import Reading
from chucai.charter.model import Charter
from chucai.charter.words import tell
from chucai.errors import Refused
from chucai.gates.acts import Actor, OpenRound
from chucai.web import clock
from chucai.web.access import installing
from chucai.web.acts import perform
from chucai.web.home import ledger_key
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE
from chucai.web.public.selecting import sections
from chucai.web.records import people
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.refusals import said

LARGEST = 500_000  # bytes of a charter
ROUND_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,60}")
Faults = list[tuple[str, str]]


@installing
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    return _choose(request, [])


def _choose(request: HttpRequest, faults: Faults) -> HttpResponse:
    language = get_language() or ""
    examples = []
    for name in example_ids():
        charter = examine(example_text(name)).charter
        examples.append((name, charter.name.said(language) if charter else name))
    context = {"examples": examples, "faults": faults}
    return render(request, "office/new.html", context, status=UNPROCESSABLE if faults else 200)


@installing
@require_POST
def checked(request: HttpRequest) -> HttpResponse:
    """Every fault with its line and cure; or the charter as each role will meet it."""
    try:
        text = _text(request)
    except Refused as refused:
        return _choose(request, [(said(refused, get_language() or ""), "file")])
    if not text:
        return _choose(
            request, [(gettext("Choose an example or upload a charter (TOML, UTF-8, at most 500 kB)."), "file")]
        )
    return _looked_at(request, text, [])


def _text(request: HttpRequest) -> str:
    """The charter as uploaded, chosen or edited."""
    file: Any = request.FILES.get("file")
    if file is not None:
        content = file.read() if file.size <= LARGEST else b""
        return content.decode("utf-8", errors="replace").removeprefix("\ufeff")
    if written := request.POST.get("text", ""):
        return written.replace("\r\n", "\n")[:LARGEST]
    example = request.POST.get("example", "")
    return example_text(example) if example else ""


def _looked_at(request: HttpRequest, text: str, faults: Faults) -> HttpResponse:
    language = get_language() or ""
    reading = examine(text)
    sound = reading.charter is not None and is_sound(reading.faults)
    context = {
        "text": text,
        "sound": sound,
        "told": [
            {"line": each.line, "path": each.path, "says": tell(each, language), "warning": each.severity == "warning"}
            for each in reading.faults
        ],
        "faults": faults,
        "given": {name: request.POST.get(name, "") for name in ("round", "actor")},
        **(_preview(reading, language) if sound else {}),
    }
    return render(request, "office/check.html", context, status=UNPROCESSABLE if faults or not sound else 200)


def _preview(reading: Reading, language: str) -> dict[str, Any]:
    """What a coordinator will be asked, what a judge will score, and what everybody will read."""
    charter = reading.wanted()
    asked = [
        {"name": words.said(language) if (words := each.ask or each.name) else key, "see": each.see}
        for key, each in charter.attributes.items()
    ]
    return {
        "charter_name": charter.name.said(language),
        "edition": charter.edition,
        "asked": asked,
        "ways": list(_ways(charter, language)),
        "sections": sections(charter, language, shipped(charter.calendar), charter.host),
        "suggested": f"{charter.id}-{charter.edition}",
    }


def _ways(charter: Charter, language: str) -> Any:
    for way in charter.judging.values():
        criteria = charter.criteria_of(way)
        total = sum(one.weight for one in criteria.values())
        yield {
            "blind": ", ".join(way.blind),
            "criteria": [
                {
                    "name": one.name.said(language),
                    "share": f"{100 * one.weight / total:.0f} %",
                    "scale": f"{one.scale[0]}–{one.scale[1]}",
                    "rubric": [(mark, words.said(language)) for mark, words in one.rubric.items()],
                }
                for one in criteria.values()
            ],
        }


@installing
@require_POST
def sealed(request: HttpRequest) -> HttpResponse:
    """Attach charter and calendar and open the round; whoever does is its first secretary and has the seat."""
    text = _text(request)
    round_id, actor = request.POST.get("round", "").strip(), request.POST.get("actor", "").strip()
    if not ROUND_ID.fullmatch(round_id):
        fault = gettext("Name the round with small letters, digits and dashes, such as district-2026.")
        return _looked_at(request, text, [(fault, "round")])
    try:
        _open(request, text, round_id, actor or "secretary-1")
    except Refused as refused:
        return _looked_at(request, text, [(said(refused, get_language() or ""), "")])
    except ValueError:
        return _looked_at(request, text, [(gettext("A pseudonym has letters, digits and . _ : -"), "actor")])
    return redirect("office:control", round_id)


def _open(request: HttpRequest, text: str, round_id: str, actor: str) -> None:
    reading = examine(text)
    if not is_sound(reading.faults):
        raise Refused("charter-faulty", number=len(reading.faults))
    charter = reading.wanted()
    act = OpenRound(
        charter=attach_charter(round_id, text),
        calendar=attach_calendar(round_id, shipped(charter.calendar)),
        seed=secrets.token_hex(16),
        key=ledger_key().verifier_key(),
    )
    perform(round_id, Actor(id=actor, role=SECRETARY), act, clock.now())
    people.seat(round_id, actor, str(getattr(request.user, "email", "")))
