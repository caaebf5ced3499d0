"""The look app: pages, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Look(AppConfig):
    name = "chucai.web.look"
    label = "chucai_look"
