"""What we ask of allauth that it would otherwise do in its own way."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chucai.web.records.models import Account


class NoPasswords(ModelBackend):
    """Knows accounts by their id for sessions; lets nobody in by name and password."""

    def authenticate(self, *_: Any, **__: Any) -> None:
        return None


def display(account: Account) -> str:
    return account.get_full_name()


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by the office, never by signing up; a second factor is asked for where it is needed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return []

    def add_message(self, request: HttpRequest, level: int, *_: Any, message: str | None = None, **__: Any) -> None:
        """Only what a view of ours has to tell; allauth's own remarks would come on top of it."""
        if message:
            super().add_message(request, level, message=message)

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        return redirect("accounts:closed")


class Single(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Single sign-on opens accounts that are there; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
