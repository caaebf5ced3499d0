"""Ending news: a page with a button for people, one press for mail programs (RFC 8058)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from chucai.web.access import entrance
from chucai.web.mail.news import account_of
from chucai.web.records import people


@entrance
@csrf_exempt  # the signed address is the proof; a mail program has no cookie of ours
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def news(request: HttpRequest, token: str) -> HttpResponse:
    account_id = account_of(token)
    if account_id is None:
        raise Http404
    ended = request.method == "POST" and people.no_news(account_id)
    return render(request, "mail/news.html", {"ended": ended})
