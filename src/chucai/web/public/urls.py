"""The addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from chucai.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("rounds/<str:round_id>/", views.roll, name="roll"),
    path("health", views.health, name="health"),
]
