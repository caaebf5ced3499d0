"""Working a comparison out: a small one while somebody waits, a large one by the jobs, with a page that can be left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.web.access import seated
from chucai.web.office.decision import tasks, work
from chucai.web.office.decision.desk import Decision
from chucai.web.office.decision.frame import back, of_comparison, page
from chucai.web.records import jobs
from chucai.web.refusals import said

PATIENCE = timedelta(minutes=1)  # what is not taken up by then has nobody to take it up, it seems
STEPS = {
    work.MERIT: gettext_lazy("Merit is being estimated from the score sheets."),
    work.LIST: gettext_lazy("The best list the rules allow is being chosen."),
    work.REASONS: gettext_lazy("It is being worked out what each rule costs and who was displaced by it."),
}


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
@of_comparison
def work_out(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Estimate, propose and weigh on the sheets as they are now; or have it done, and look how far it is."""
    desk, stage = decision.desk, decision.stage
    if request.method == "POST":
        if work.is_small(desk.round_id):
            return _at_once(request, decision)
        jobs.ask(desk.round_id, tasks.KIND, stage.id, desk.at, tasks.work_out.enqueue)
        return redirect("decision:work-out", desk.round_id, stage.id)
    job = jobs.found(desk.round_id, tasks.KIND, stage.id)
    if job is None or job.standing == "done":
        return _to_the_desk(request, decision)
    return render(request, "decision/waiting.html", page(decision, **told(decision, job)))


def _at_once(request: HttpRequest, decision: Decision) -> HttpResponse:
    desk = decision.desk
    try:
        work.work_out(desk.charter, desk.state, decision.stage, desk.at)
    except Refused as refused:
        messages.error(request, said(refused, desk.language, desk.charter))
    else:
        messages.success(request, _("Worked out on the sheets as they are now. Nothing is decided by that."))
    return back(decision)


def _to_the_desk(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Where the result stands. A page that asks by itself, every few seconds, is told to go there as a whole."""
    if request.headers.get("HX-Request"):
        address = reverse("decision:desk", args=[decision.desk.round_id, decision.stage.id])
        return HttpResponse(headers={"HX-Redirect": address})
    return back(decision)


def told(decision: Decision, job: jobs.Job) -> dict[str, Any]:
    """What is being done, since when, and what is to be done where it failed."""
    desk = decision.desk
    refusal = job.refusal
    return {
        "job": job,
        "since": decision.here(job.begun or job.asked),
        "step": STEPS.get(job.step, ""),
        "nobody": job.standing == "waiting" and desk.at - job.asked > PATIENCE,
        "why": said(refusal, desk.language, desk.charter) if refusal else "",
    }
