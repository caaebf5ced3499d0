"""The addresses of an assessor's pages, below a round."""

from __future__ import annotations

from django.urls import path

from chucai.web.judge.views import aside, entry, evidence, queue, report, score, seal, spread

app_name = "judge"
CASE = "cases/<str:nomination>/"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("undertaking", entry.undertaking, name="undertaking"),
    path("interests", entry.interests, name="interests"),
    path("signed", entry.signed, name="signed"),
    path("resume", queue.resume, name="resume"),
    path("check", seal.check, name="check"),
    path("report", report.report, name="report"),
    path("spread", spread.spread, name="spread"),
    path(CASE, score.case, name="case"),
    path(f"{CASE}save", score.save, name="save"),
    path(f"{CASE}skip", aside.skip, name="skip"),
    path(f"{CASE}aside", aside.aside, name="aside"),
    path(f"{CASE}abstain", aside.abstain, name="abstain"),
    path(f"{CASE}amend", seal.amend, name="amend"),
    path(f"{CASE}evidence/<int:number>", evidence.evidence, name="evidence"),
]
