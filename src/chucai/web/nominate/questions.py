"""What the charter asks of a nominee: each attribute a question, each answer a value that rules can take."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chucai.charter.known import asked_in
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute
from chucai.charter.predicate import Moments, Value, holds
from chucai.web.nominate.forms import FEW, Form, said


class About(Form):
    """What the charter asks of a nominee. Questions that hang on others are there, and hidden until they are asked."""

    def __init__(self, *args: Any, charter: Charter, category: str, kept: frozenset[str] = frozenset(), **more: Any):
        super().__init__(*args, **more)
        self.charter, self.category = charter, category
        for name, attribute in charter.attributes.items():
            if asked_in(attribute, category):
                self.fields[name] = _field(name, attribute, name in kept)

    def answers(self, base: Mapping[str, Value | None], moments: Moments) -> tuple[dict[str, Value], frozenset[str]]:
        """The typed values of the questions that are asked, and the names of those that are not.

        `base`: category, unit and theme. A question that is asked, not optional and not answered becomes an error.
        """
        given: dict[str, Value] = {}
        unasked = set()
        for name in list(self.fields):
            attribute = self.charter.attributes[name]
            value = _value(attribute, self.cleaned_data.get(name))
            if not holds(attribute.when, {**base, **given}, moments):
                unasked.add(name)
                self.errors.pop(name, None)
            elif value is not None:
                given[name] = value
            elif not attribute.optional and name not in self.errors and not self.fields[name].disabled:
                self.add_error(name, _("Answer this question."))
        return given, frozenset(unasked)


def asked(name: str, attribute: Attribute) -> str:
    """The question as it is put: the charter's own, or its noun with a capital."""
    words = said(attribute.ask) or said(attribute.name) or name
    return words[:1].upper() + words[1:]


def _field(name: str, attribute: Attribute, kept: bool) -> forms.Field:
    """`kept`: a sensitive answer that was handed in before, which is not shown again."""
    label = asked(name, attribute)
    notes = [_("May be left blank.")] if attribute.optional else []
    if attribute.see == "sensitive":
        notes.append(_("Sensitive: seen only by those who must decide on it, and never published."))
    elif attribute.see == "office":
        notes.append(_("Not published."))
    if kept:
        notes.append(_("An answer was handed in and is not shown again. Leave this blank to keep it."))
    if attribute.unit and attribute.kind == "number":
        notes.append(_("Counted in: %(unit)s.") % {"unit": _UNITS.get(attribute.unit, attribute.unit)})
    more: dict[str, Any] = {"label": label, "help_text": " ".join(map(str, notes)), "required": False}
    return _of_kind(attribute, more)


_UNITS = {
    "year": gettext_lazy("years"),
    "month": gettext_lazy("months"),
    "day": gettext_lazy("days"),
    "hour": gettext_lazy("hours"),
    "page": gettext_lazy("pages"),
    "point": gettext_lazy("points"),
    "percent": gettext_lazy("per cent"),
}


def _of_kind(attribute: Attribute, more: dict[str, Any]) -> forms.Field:
    if attribute.kind == "yes-no":
        return forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect, **more)
    if attribute.kind == "choice":
        named = [(key, said(attribute.names.get(key)) or key) for key in attribute.of]
        if len(named) <= FEW:
            return forms.ChoiceField(choices=named, widget=forms.RadioSelect, **more)
        return forms.ChoiceField(choices=[("", _("Choose one")), *named], **more)
    if attribute.kind == "number":
        field = forms.DecimalField(min_value=attribute.min, max_value=attribute.max, widget=forms.TextInput, **more)
        field.widget.attrs |= {"inputmode": "decimal", "class": "short"}
        return field
    if attribute.kind == "date":
        return forms.DateField(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), input_formats=["%Y-%m-%d"], **more
        )
    return forms.CharField(max_length=attribute.max_length or 500, **more)


def _value(attribute: Attribute, cleaned: Any) -> Value | None:
    """What a field gave, as predicates take it."""
    if cleaned in (None, ""):
        return None
    if attribute.kind == "yes-no":
        return bool(cleaned == "yes")
    if isinstance(cleaned, Decimal) and cleaned == cleaned.to_integral_value():
        return int(cleaned)
    return cleaned  # type: ignore[no-any-return]


def as_typed(attribute: Attribute, value: Value) -> str:
    """The reverse: a value as somebody would have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def in_words(attribute: Attribute, value: Value) -> str:
    """A value as it is read."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if attribute.kind == "choice":
        return said(attribute.names.get(str(value))) or str(value)
    return f"{value}%" if attribute.unit == "percent" else str(value)
