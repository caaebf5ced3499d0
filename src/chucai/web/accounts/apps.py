"""The accounts app: pages, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "chucai.web.accounts"
    label = "chucai_accounts"

    def ready(self) -> None:
        from chucai.web.accounts.logs import hush

        hush()
