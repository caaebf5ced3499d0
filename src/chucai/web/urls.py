"""Which address leads where; each audience lists its own pages."""

from __future__ import annotations

from django.urls import include, path

from chucai.web.accounts.urls import aliases

urlpatterns = [
    path("", include("chucai.web.public.urls")),
    path("", include("chucai.web.accounts.urls")),
    path("", include("chucai.web.mail.urls")),
    path("", include("chucai.web.office.urls")),
    path("rounds/<str:round_id>/office/decision/", include("chucai.web.office.decision.urls")),
    path("rounds/<str:round_id>/nominate/", include("chucai.web.nominate.urls")),
    path("rounds/<str:round_id>/judge/", include("chucai.web.judge.urls")),
    path("", include("chucai.web.office.opening.urls")),
    *aliases,
]
