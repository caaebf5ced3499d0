"""The decision app: pages of the office, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Decision(AppConfig):
    name = "chucai.web.office.decision"
    label = "chucai_decision"
