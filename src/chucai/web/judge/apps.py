"""The judge app: pages, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Judge(AppConfig):
    name = "chucai.web.judge"
    label = "chucai_judge"
