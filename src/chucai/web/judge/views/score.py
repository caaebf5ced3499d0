"""The score page: deeds beside criteria; every change is kept as it is made."""

from __future__ import annotations

import json
import secrets
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from chucai.errors import Refused
from chucai.gates.model import Nomination
from chucai.web.judge import others
from chucai.web.judge import queue as cases
from chucai.web.judge.bench import Bench, UndeclaredError, judging
from chucai.web.judge.marks import anchors, bounds, is_buttons, levels, shown
from chucai.web.judge.reading import dossiers
from chucai.web.judge.saving import Saved
from chucai.web.judge.saving import save as kept
from chucai.web.judge.sheet import COMMENT, LONGEST, MARK, Crossed, Edit, Sheet, as_typed, read_edit
from chucai.web.records.sheets import handed_in_comment
from chucai.web.refusals import said

MOST_EDITS = 500  # in one request


def _case(request: HttpRequest, bench: Bench, nomination: str) -> HttpResponse:
    found = bench.case(nomination)
    own = cases.beside(bench, found)
    at = own.case(nomination)
    if at is None:
        raise Http404
    bench.ask_first(found, own.papers.declared)
    sheet = _sheet(bench, found, own)
    before, after = own.beside(nomination)
    context = {
        "bench": bench,
        "case": at,
        "queue": own,
        "before": before,
        "after": after,
        "dossier": dossiers(bench, [found])[0],
        "criteria": criteria(bench, sheet),
        "sheet": sheet,
        "editing": bench.is_open and at.status in cases.OPEN,
        "sealed": at.status == cases.SEALED,
        "others": others.others(bench, found) if at.status == cases.SEALED else [],
        "merit": others.merit(bench, found),
        "device": secrets.token_hex(8),
        "comment": handed_in_comment(bench.desk.state, nomination, bench.who) if at.status == cases.SEALED else "",
        "saved": _clock(bench, own.papers.sheet(nomination).updated),
        "longest": LONGEST,
    }
    return render(request, "judge/case.html", context)


def _sheet(bench: Bench, nomination: Nomination, own: cases.Queue) -> Sheet:
    """The sheet as handed in, or as it is being written."""
    done = nomination.sheets.get(bench.stage.id, {}).get(bench.who)
    return Sheet(done.marks) if done else Sheet.of(own.papers.sheet(nomination.id), bench.criteria)


def criteria(bench: Bench, sheet: Sheet) -> list[dict[str, Any]]:
    """What the page shows of each criterion, with the mark it has."""
    language = get_language() or ""
    whole = sum(criterion.weight for criterion in bench.criteria.values())
    found = []
    for name, criterion in bench.criteria.items():
        mark = sheet.marks.get(name)
        low, high = bounds(criterion)
        found.append(
            {
                "field": MARK + name,
                "id": f"mark-{name}",
                "name": criterion.name.said(language),
                "ask": bench.desk.said(criterion.ask),
                "share": round(100 * criterion.weight / whole),
                "buttons": levels(criterion, language) if is_buttons(criterion) else (),
                "anchors": anchors(criterion, language),
                "mark": mark,
                "shown": "" if mark is None else shown(criterion, mark),
                "low": shown(criterion, low),
                "high": shown(criterion, high),
                "step": str(criterion.step),
            }
        )
    return found


def _clock(bench: Bench, moment: Any) -> str:
    return f"{moment.astimezone(ZoneInfo(bench.desk.charter.timezone)):%H:%M:%S}" if moment else ""


def _save(request: HttpRequest, bench: Bench, nomination: str) -> HttpResponse:
    """Edits as JSON from the page's script, or the whole form from a browser without it."""
    if request.content_type == "application/json":
        return _from_script(request, bench, nomination)
    return _from_form(request, bench, bench.case(nomination))


def _from_script(request: HttpRequest, bench: Bench, nomination: str) -> HttpResponse:
    try:
        found = bench.case(nomination)
    except Http404:
        return JsonResponse({"refused": gettext("This case is no longer yours to mark.")}, status=404)
    try:
        saved = kept(bench, found, _edits(request, bench))
    except UndeclaredError:
        words = gettext("Not saved yet: say first whether you have an interest in it. Your marks wait on this device.")
        return JsonResponse({"refused": words, "keep": True}, status=409)  # the device sends it again afterwards
    except Refused as refused:
        status = 409 if refused.code in ("already-assessed", "sheet-closed", "conflict") else 422
        return JsonResponse({"refused": _words(refused, bench)}, status=status)
    return JsonResponse(answer(bench, saved))


def _edits(request: HttpRequest, bench: Bench) -> list[Edit]:
    try:
        sent = json.loads(request.body)["edits"]
    except (ValueError, KeyError, TypeError):
        raise Refused("edit-unreadable") from None
    if not isinstance(sent, list) or len(sent) > MOST_EDITS:
        raise Refused("edit-unreadable")
    return [read_edit(each, bench.criteria) for each in sent]


def answer(bench: Bench, saved: Saved) -> dict[str, Any]:
    """What a save is acknowledged with: when, which version, what stands now, and where two devices crossed."""
    sheet = Sheet.of(saved.kept, bench.criteria)
    values = {MARK + name: as_typed(MARK + name, sheet.marks.get(name), bench.criteria) for name in bench.criteria}
    return {
        "saved": _clock(bench, saved.kept.updated),
        "version": saved.kept.version,
        "values": {**values, COMMENT: sheet.comment},
        "crossed": [_told(bench, each) for each in saved.crossed],
    }


def _told(bench: Bench, crossed: Crossed) -> str:
    """A sentence about a field that two devices changed."""
    name = crossed.field.removeprefix(MARK)
    label = bench.desk.said(bench.criteria[name].name) if name in bench.criteria else gettext("Comment")
    facts = {
        "field": label,
        "stands": as_typed(crossed.field, crossed.stands, bench.criteria) or "–",
        "gave_way": as_typed(crossed.field, crossed.gave_way, bench.criteria) or "–",
    }
    return gettext("%(field)s was changed on two devices. The newer one stands: %(stands)s (not %(gave_way)s).") % facts


def _words(refused: Refused, bench: Bench) -> str:
    return said(refused, get_language() or "", bench.desk.charter)


def _from_form(request: HttpRequest, bench: Bench, nomination: Nomination) -> HttpResponse:
    """Only what was changed on this form counts as an edit: the rest may be newer elsewhere."""
    sent = request.POST
    now = int(bench.desk.at.timestamp() * 1000) + 999
    facts = {"at": now, "base": sent.get("version", "0"), "device": sent.get("device", "form")}
    fields = [*(MARK + name for name in bench.criteria), COMMENT]
    changed = [name for name in fields if name in sent and sent[name] != sent.get(f"was:{name}", "")]
    url = bench.url("case", nomination.id)
    try:
        edits = [
            read_edit({"id": secrets.token_hex(8), "field": name, "value": sent[name], **facts}, bench.criteria)
            for name in changed
        ]
        saved = kept(bench, nomination, edits)
    except Refused as refused:
        messages.error(request, _words(refused, bench))
        return redirect(url)
    for crossed in saved.crossed:
        messages.warning(request, _told(bench, crossed))
    if "next" in sent:
        return redirect(f"{bench.url('resume')}?after={nomination.id}")
    return redirect(url)


case = judging(require_safe(_case))
save = judging(require_POST(_save))
