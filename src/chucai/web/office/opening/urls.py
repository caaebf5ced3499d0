"""The addresses at which a round is opened."""

from __future__ import annotations

from django.urls import path

from chucai.web.office.opening import views

app_name = "opening"
urlpatterns = [
    path("office/rounds/new/", views.begin, name="new"),
    path("office/rounds/new/check", views.check, name="check"),
    path("office/rounds/new/seal", views.seal, name="seal"),
]
