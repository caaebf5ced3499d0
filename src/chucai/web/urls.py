"""Which address leads where; each audience lists its own pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("chucai.web.public.urls"))]
