"""The public app: templates and static files, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Public(AppConfig):
    name = "chucai.web.public"
    label = "public"
