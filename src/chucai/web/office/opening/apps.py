"""The opening app: pages of the installation's own office, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Opening(AppConfig):
    name = "chucai.web.office.opening"
    label = "chucai_opening"
