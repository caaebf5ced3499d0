"""The nominate app: pages, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Nominate(AppConfig):
    name = "chucai.web.nominate"
    label = "chucai_nominate"
