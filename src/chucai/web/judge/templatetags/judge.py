"""Addresses of the bench in templates; `{% load judge %}`."""

from __future__ import annotations

from django import template

from chucai.web.judge.bench import Bench

register = template.Library()


@register.filter
def page(bench: Bench, name: str) -> str:
    """The address of a page of the bench."""
    return bench.url(name)


@register.simple_tag
def bench_url(bench: Bench, name: str, nomination: str = "") -> str:
    """The address of a page of the bench, or of one about a case."""
    return bench.url(name, nomination)
