"""Addresses of those who put names forward. They hold numbers of nominations and units, never names."""

from __future__ import annotations

from django.urls import path

from chucai.web.nominate.views import (
    ballots,
    cases,
    claims,
    drafting,
    evidence,
    handing_in,
    home,
    members,
    mine,
    notices,
    places,
    prints,
    sections,
    slates,
)

app_name = "nominate"
DRAFT = "drafts/<str:unit>/<str:key>/"
CASE = "cases/<str:nomination>/"
SLATE = "slates/<str:unit>/<str:category>/"

urlpatterns = [
    path("", home.tasks, name="tasks"),
    path("new/", drafting.start, name="start"),
    path("mine/", mine.mine, name="mine"),
    path("mine/new/", mine.start, name="mine-start"),
    path(DRAFT, drafting.paper, name="draft"),
    path(f"{DRAFT}same/", drafting.same, name="same"),
    path(f"{DRAFT}drop/", drafting.drop, name="drop"),
    path(f"{DRAFT}check/", handing_in.check, name="check"),
    path(f"{DRAFT}members/", members.members, name="members"),
    path(f"{DRAFT}evidence/", evidence.documents, name="evidence"),
    path(f"{DRAFT}evidence/<str:digest>/", evidence.of_draft, name="draft-document"),
    path(f"{DRAFT}claims/", claims.claims, name="claims"),
    path(f"{DRAFT}claims/<str:item>/", claims.claim, name="claim"),
    path(f"{DRAFT}<str:section>/", sections.section, name="section"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}received/", handing_in.received, name="received"),
    path(f"{CASE}revise/", cases.revise, name="revise"),
    path(f"{CASE}withdraw/", cases.withdraw, name="withdraw"),
    path(f"{CASE}return/", cases.send_back, name="return"),
    path(f"{CASE}stop/", cases.stop, name="stop"),
    path(f"{CASE}form/", prints.form, name="form"),
    path(f"{CASE}evidence/<str:digest>/", evidence.of_case, name="document"),
    path(SLATE, slates.rank, name="slate"),
    path(f"{SLATE}check/", slates.check, name="forward"),
    path(f"{SLATE}promote/", slates.promote, name="promote"),
    path(f"{SLATE}form/", prints.summary, name="summary"),
    path("places/<str:unit>/", places.places, name="places"),
    path("prints/<str:unit>/", prints.official_set, name="official-set"),
    path("votes/<str:unit>/", ballots.record, name="vote"),
    path("votes/<str:unit>/check/", ballots.check, name="vote-check"),
    path("notices/<str:unit>/", notices.preview, name="notice"),
    path("notices/<str:unit>/form/", notices.notice, name="notice-form"),
]
