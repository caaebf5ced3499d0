"""The addresses of the decision desk, below those of the office."""

from __future__ import annotations

from django.urls import path

from chucai.web.office.decision import after, readers, unsealing, views, waiting, what_if

app_name = "decision"
urlpatterns = [
    path("", after.way, name="way"),
    path("release/", after.release, name="release"),
    path("release/readers/", readers.preview, name="readers"),
    path("notices/<str:stage>/", after.notice, name="notice"),
    path("objections/", after.objections, name="objections"),
    path("objections/<str:notice>/<str:objection>/", after.answer, name="answer"),
    path("objections/<str:notice>/<str:objection>/identity/", unsealing.unseal, name="unseal"),
    path("votes/<str:stage>/", after.vote, name="vote"),
    path("conferral/<str:stage>/", after.confer, name="confer"),
    path("compare/<str:stage>/", views.desk, name="desk"),
    path("compare/<str:stage>/work-out", waiting.work_out, name="work-out"),
    path("compare/<str:stage>/what-if", what_if.what_if, name="what-if"),
    path("compare/<str:stage>/move", views.move, name="move"),
    path("compare/<str:stage>/undo", views.undo, name="undo"),
    path("compare/<str:stage>/sign", views.sign, name="sign"),
    path("compare/<str:stage>/papers", views.papers, name="papers"),
    path("compare/<str:stage>/list.csv", views.table, name="table"),
]
