"""The office app: pages, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Office(AppConfig):
    name = "chucai.web.office"
    label = "chucai_office"
