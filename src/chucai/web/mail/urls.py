"""The address at which news is ended."""

from __future__ import annotations

from django.urls import path

from chucai.web.mail import views

app_name = "mail"
urlpatterns = [path("news/<str:token>/", views.news, name="news")]
