"""The records app."""

from __future__ import annotations

from django.apps import AppConfig


class Records(AppConfig):
    name = "chucai.web.records"
    label = "records"
