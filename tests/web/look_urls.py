"""What everybody may open, and two pages more: the one of all parts, and one that breaks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.translation import get_language

from chucai.publish.charts import gates
from chucai.web.access import open_to_all
from chucai.web.look.patterns import patterns
from tests.unit.publish import invented


@open_to_all
def parts(request: HttpRequest) -> HttpResponse:
    language = "en" if get_language() == "en" else "zh"
    return patterns(request, gates.picture(invented.gates(), language))


@open_to_all
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [
    path("", include("chucai.web.public.urls")),
    path("", include("chucai.web.accounts.urls")),
    path("parts", parts),
    path("broken", broken),
]
