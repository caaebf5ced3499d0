"""One reader changed by hand: at once in a proposal; in an assignment that was made, after a look at what changes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.web.desk import Desk
from chucai.web.office import panel as work
from chucai.web.office import swapping
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.office.naming import called
from chucai.web.office.trying import tried
from chucai.web.office.views.panel import shown
from chucai.web.records.drafts import Kept


@office
@require_http_methods(["GET", "POST"])
def swap(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who reads what, with the form; a POST changes one nomination."""
    stage = work.comparing(desk)
    judging = desk.charter.judging_of(stage) if stage else None
    if stage is None or judging is None or not judging.assigned:
        return redirect("office:panel", desk.round_id)
    kept = work.found(desk, stage)
    if request.method != "POST":
        return _shown(request, desk, stage, kept, [])
    wanted, faults = swapping.asked(desk, stage, kept, request.POST)
    if wanted is None:
        return _shown(request, desk, stage, kept, faults)
    try:
        if kept.version:
            swapping.change(desk, stage, kept, wanted, request.user.pk)
            done(request, " ".join(filter(None, (gettext("The proposal is changed."), swapping.what_is_left(wanted)))))
        elif request.POST.get("confirmed"):
            desk.perform(SECRETARY, wanted.act(stage))
            done(request, gettext("Done. It stands in the ledger."))
        else:
            return _foretold(request, desk, stage, wanted)
    except Refused as refused:
        return _shown(request, desk, stage, kept, [(words(desk, refused), "")])
    return redirect("office:panel" if kept.version else "office:swap", desk.round_id)


def _shown(request: HttpRequest, desk: Desk, stage: Stage, kept: Kept, faults: swapping.Faults) -> HttpResponse:
    """A proposal is shown with its numbers, on the page of the panel; what was made, by itself."""
    if kept.version:
        return shown(request, desk, faults)
    context = {"reading": swapping.reading(desk, stage, kept, request), "faults": faults}
    return page(request, desk, "readers.html", context, status=UNPROCESSABLE if faults else 200)


def _foretold(request: HttpRequest, desk: Desk, stage: Stage, swap: swapping.Swap) -> HttpResponse:
    """What would change in the assignment, and which letters would follow. Raises what the gate would refuse."""
    refused, letters = tried(desk, [swap.act(stage)])
    if refused is not None:
        raise refused
    known = called(desk, {*swap.before, *swap.into})
    context = {
        "swap": swap,
        "before": [known.get(who, who) for who in swap.before],
        "after": [known.get(who, who) for who in swap.after],
        "left": swapping.what_is_left(swap),
        "letters": letters,
    }
    return page(request, desk, "swap.html", context)
