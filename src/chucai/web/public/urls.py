"""The addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from chucai.web.public.views import files, notices, objecting, rounds, selecting, stories, verifying

app_name = "public"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("rounds/<str:round_id>/", rounds.front, name="roll"),
    path("rounds/<str:round_id>/how", selecting.how, name="how"),
    path("rounds/<str:round_id>/charter.toml", selecting.charter, name="charter"),
    path("rounds/<str:round_id>/notices/", notices.notices_, name="notices"),
    path("rounds/<str:round_id>/notices/<str:notice>/", notices.notice_, name="notice"),
    path("rounds/<str:round_id>/notices/<str:notice>/object", objecting.object_, name="object"),
    path("rounds/<str:round_id>/stories/<str:nomination>/", stories.story, name="story"),
    path("rounds/<str:round_id>/bundle", files.bundle, name="bundle"),
    path("rounds/<str:round_id>/feed.atom", files.feed, name="feed"),
    path("cases/<str:token>/", objecting.case, name="case"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/bundle", verifying.bundle, name="verify-bundle"),
    path("health", rounds.health, name="health"),
]
