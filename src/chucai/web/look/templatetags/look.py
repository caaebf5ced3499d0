"""Template tags for the parts of a page; `{% load look %}`. The parts themselves are templates in look/parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput
from django.forms.widgets import CheckboxSelectMultiple, RadioSelect
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from chucai.charter import telling
from chucai.charter.values import Text
from chucai.charter.workdays import Calendar
from chucai.publish import figures
from chucai.publish.picture import Picture
from chucai.publish.table import table_html
from chucai.web.look import days, numbers

register = template.Library()
PARTS = "look/parts"
_HAN = re.compile("[\u3400-\u9fff]")
Errors = list[tuple[str, str]]


def _language() -> str:
    return get_language() or "zh-hans"


@register.filter
def said(text: Text | None) -> str:
    """A text of the charter in the reader's language."""
    return text.said(_language()) if text else ""


@register.filter
def quoted(text: str) -> str:
    """A name in quotation marks; those inside it become single."""
    return telling.quoted(text, _language())


@register.filter
def points(micro: int | None) -> str:
    """Millionths of a point with one decimal; an en dash for none."""
    return "–" if micro is None else figures.points(micro)


@register.filter
def grouped(number: int) -> str:
    """A whole number with its thousands set apart."""
    return figures.grouped(number)


@register.filter
def day(value: date) -> str:
    """2026年5月8日, 8 May 2026."""
    return figures.day(value, _language())


@register.filter
def as_of(text: str) -> str:
    """A year, month or day in ISO form: 2020年12月, December 2020."""
    return figures.as_of(text, _language())


@register.filter
def weekday(value: date) -> str:
    """2026年5月8日（星期五）, Friday 8 May 2026."""
    return figures.day_and_weekday(value, _language())


@register.filter
def moment(value: datetime) -> str:
    """A day and the time of day, in the time zone that the moment is given in."""
    return f"{figures.day(value.date(), _language())} {value:%H:%M}"


@register.filter
def tongue(text: str) -> SafeString:
    """The attribute that marks a text of the other language, so that it is set and read aloud as what it is."""
    chinese = bool(_HAN.search(str(text)))
    if chinese == _language().startswith("zh") or not re.search(r"[^\W\d_]", str(text)):
        return SafeString()
    return format_html(' lang="{}"', "zh-Hans" if chinese else "en")


@register.simple_tag(takes_context=True)
def in_language(context: Context, language: str) -> str:
    """The address of this very page in another language."""
    request = context.get("request")
    asked = request.GET.copy() if request and request.method == "GET" else None
    if asked is None:
        return f"?lang={language}"
    asked.pop(numbers.ASKED, None)
    asked["lang"] = language
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def same_with(context: Context, **changes: object) -> str:
    """`?...` of this address with some values changed; None takes one away."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.inclusion_tag(f"{PARTS}/deadline.html")
def deadline(last: date, today: date, calendar: Calendar) -> dict[str, Any]:
    """Date, weekday, working days left: `{% deadline window.last desk.today desk.state.calendar %}`."""
    return days.told(last, today, calendar)


@register.inclusion_tag(f"{PARTS}/picture.html", takes_context=True)
def picture(context: Context, drawn: Picture) -> dict[str, Any]:
    """A picture with its finding, its numbers, and the address of the numbers as a file (see `numbers`)."""
    request = context["request"]
    numbers.note(request, drawn)
    shown = {"picture": drawn, "table": table_html(drawn.table)}
    if request.method != "GET":
        return shown  # what a form is answered with has no address
    if context["frame"]["cacheable"]:  # the same for everybody, whatever else the address asks for
        lang = request.GET.get("lang")
        return {**shown, "csv": f"?{numbers.ASKED}={drawn.name}" + (f"&lang={_language()}" if lang else "")}
    return {**shown, "csv": same_with(context, **{numbers.ASKED: drawn.name})}


@register.inclusion_tag(f"{PARTS}/tag.html")
def tag(text: str, colour: str = "grey") -> dict[str, str]:
    """A standing in a word: grey, green, amber, red or blue."""
    return {"text": text, "colour": colour}


@register.inclusion_tag(f"{PARTS}/tasks.html")
def tasks(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A task list; each item: title, href (empty: cannot be started yet), hint, status, colour."""
    return {"tasks": items}


@register.inclusion_tag(f"{PARTS}/summary.html")
def summary(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A summary list; each row: name, value or values, change (the address where it can be changed)."""
    return {"rows": [{"values": None, **row} for row in rows]}  # a template would find `values` of the mapping itself


@register.filter
def several(row: Any) -> Iterable[str]:
    """The `values` of a row of a summary list; of a mapping the key, not the method."""
    return row.get("values") or () if isinstance(row, Mapping) else getattr(row, "values", None) or ()


@register.inclusion_tag(f"{PARTS}/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """The pager of a Django page; the number goes into `?page=`, all else of the address stays."""
    last = page.paginator.num_pages
    return {
        "number": page.number,
        "last": last,
        "before": same_with(context, page=page.number - 1) if page.number > 1 else "",
        "after": same_with(context, page=page.number + 1) if page.number < last else "",
    }


@register.inclusion_tag(f"{PARTS}/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field of a form: its label, hint, errors and control, tied together for those who listen."""
    widget = bound.field.widget
    notes = [f"{bound.auto_id}-hint"] if bound.help_text else []
    notes += [f"{bound.auto_id}-error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(notes)} if notes else {}
    return {
        "field": bound,
        "many": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
        "single": isinstance(widget, CheckboxInput),
        "described": " ".join(notes),
        "control": bound.as_widget(attrs=attributes),
    }


@register.inclusion_tag(f"{PARTS}/errors.html")
def errors(faults: BaseForm | BaseFormSet[Any] | Errors | None) -> dict[str, Errors]:
    """The error summary of a form, or of (text, id of the field) pairs. It takes the focus when the page opens."""
    if isinstance(faults, BaseFormSet):
        return {"errors": [*of_form(None, faults.non_form_errors()), *(e for form in faults for e in of_form(form))]}
    return {"errors": of_form(faults) if isinstance(faults, BaseForm) else list(faults or ())}


def of_form(form: BaseForm | None, general: Iterable[Any] = ()) -> Errors:
    """What is wrong with a form, each with the id of the control to go to."""
    found = [(str(text), "") for text in general]
    if form is None or not form.is_bound:
        return found
    for name, texts in form.errors.items():
        if name not in form.fields:
            found += [(str(text), "") for text in texts]
            continue
        control = form[name]
        found += [(_named(str(control.label), str(text)), control.id_for_label or control.auto_id) for text in texts]
    return found


def _named(label: str, text: str) -> str:
    """A fault with the field it is about: in a list of them `required` alone says nothing."""
    return f"{label.rstrip('?？')}{'：' if _language().startswith('zh') else ': '}{text}"
