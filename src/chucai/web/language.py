"""Which language a page is in: what its address asks for (`?lang=en`), else what the browser prefers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class Language(LocaleMiddleware):
    """Django's own choice by Accept-Language, which an address may overrule so that a page can be linked and cached."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        asked = request.GET.get("lang", "").lower()
        if asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked


def kept(request: HttpRequest) -> dict[str, str]:
    """Context for templates: what links add to keep the language that the address asked for."""
    return {"kept": suffix(request)}


def suffix(request: HttpRequest) -> str:
    """What an address adds to keep the language that this one asked for; empty where it asked for none."""
    return f"?lang={translation.get_language()}" if request.GET.get("lang") else ""
