"""Every part of the design system once, for tests, screenshots and whoever writes a page. No address leads here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chucai.charter.calendar import shipped
from chucai.publish.picture import Picture

TODAY = date(2026, 4, 30)
DAYS = (date(2026, 5, 9), date(2026, 5, 6), date(2026, 4, 30), date(2026, 4, 20))


class Sample(forms.Form):
    """A control of each kind."""

    text = forms.CharField(label="A line of text", help_text="A hint that says what is wanted.")
    long = forms.CharField(label="A longer text", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    number = forms.IntegerField(label="A number", required=False)
    day = forms.DateField(label="A day", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    one = forms.ChoiceField(label="One of a few", choices=[("a", "First"), ("b", "Second")], widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label="Some of a few",
        choices=[("a", "First"), ("b", "Second")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    listed = forms.ChoiceField(label="One of many", choices=[("a", "First"), ("b", "Second")], required=False)
    agreed = forms.BooleanField(label="A single thing to tick", required=False)
    file = forms.FileField(label="A document", required=False)


def patterns(request: HttpRequest, picture: Picture | None = None) -> HttpResponse:
    """The page of all parts; its form has been sent empty, so that every error shows."""
    return render(request, "look/patterns.html", context(picture))


def context(picture: Picture | None) -> dict[str, Any]:
    return {
        "today": TODAY,
        "days": DAYS,
        "calendar": shipped("cn"),
        "form": Sample({}),
        "picture": picture,
        "chinese": ("出彩评选办公室于2026年5月公布名单。", "把62个口袋公园建到了家门口。"),
        "pages": Paginator(range(100), 20).page(3),
        "kinds": ("", "success", "warning", "error"),
        "colours": ("grey", "green", "amber", "red", "blue"),
        "tasks": [
            {"title": "Who is put forward", "href": "#content", "status": "done", "colour": "green"},
            {
                "title": "Deeds and figures",
                "href": "#content",
                "hint": "Two figures lack evidence.",
                "status": "in progress",
                "colour": "blue",
            },
            {"title": "Check and submit", "href": "", "status": "cannot start yet", "colour": "grey"},
        ],
        "summary": [
            {"name": "Name", "value": "安宁 An Ning", "change": "#content"},
            {"name": "Evidence", "values": ["register.pdf", "photograph.jpg"], "change": "#content"},
            {"name": "Theme", "value": ""},
        ],
        "rows": [(n, f"n-{n:03}", 71_400_000 - n * 1_000_000) for n in range(1, 13)],
    }
