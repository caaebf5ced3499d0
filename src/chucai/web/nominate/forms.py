"""The forms of a nomination: what the charter asks, as fields that check what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar
from unicodedata import normalize

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from chucai.charter.model import Charter
from chucai.charter.stages import Tier
from chucai.charter.values import Text

FEW = 7  # choices that are shown all at once
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
# What is wrong with an answer and what to do about it, by kind of field; Django's own words are those of a programmer.
FAULTS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {
        "required": gettext_lazy("Fill this in."),
        "max_length": gettext_lazy("At most %(limit_value)s characters; these are %(show_value)s."),
        "min_value": gettext_lazy("Give at least %(limit_value)s."),
        "max_value": gettext_lazy("Give at most %(limit_value)s."),
        "max_digits": gettext_lazy("At most %(max)s digits."),
    },
    forms.ChoiceField: {
        "required": gettext_lazy("Choose one of these."),
        "invalid_choice": gettext_lazy("Choose one of these."),
    },
    forms.IntegerField: {"invalid": gettext_lazy("Enter a whole number in digits, such as 3.")},
    forms.DecimalField: {"invalid": gettext_lazy("Enter a number in digits, such as 12 or 3.5.")},
    forms.DateField: {"invalid": gettext_lazy("Enter a day that there is, such as 2020-12-31.")},
}


def said(text: Text | None) -> str:
    return text.said(get_language() or "zh-hans") if text else ""


def _first_day(given: str) -> date | None:
    """The first day of a year, month or day in ISO form; None where there is no such day."""
    try:
        return date.fromisoformat(f"{given}-01-01"[:10]) if DAY.fullmatch(given) else None
    except ValueError:
        return None


class Form(forms.Form):
    """A form that says in plain words, for every field alike, what to do about an answer."""

    missing: ClassVar[Mapping[str, Any]] = {}  # what to say where nothing was given, by name of the field

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            for kind in reversed(type(field).__mro__):
                field.error_messages |= FAULTS.get(kind, {})
            if name in self.missing:
                field.error_messages["required"] = self.missing[name]
        super().full_clean()


class Figure(forms.DecimalField):
    """A number as people type it: 300,000, or in full width; of 95% the number."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django takes it for an integer's
        plain = _plain(str(value or ""))
        return super().to_python(plain.removesuffix("%") or plain)


def _plain(figure: str) -> str:
    """Without what only helps the eye."""
    return normalize("NFKC", figure).replace(",", "").replace(" ", "")


def grouped(figure: str) -> str:
    """A figure as it is read: 300,000; what is no number stays as it is."""
    try:
        return f"{Decimal(_plain(figure)):,f}"
    except InvalidOperation:
        return figure


class Who(Form):
    """Who is put forward. The identity number is turned into a pseudonym and never kept."""

    missing: ClassVar[Mapping[str, Any]] = {"name": gettext_lazy("Enter a name.")}

    name = forms.CharField(max_length=200)
    identity = forms.CharField(max_length=40, required=False)

    def __init__(self, *args: Any, kind: str, known: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"].label = _("Name") if kind == "person" else _("Name of the team or work")
        self.fields["name"].widget.attrs |= {"autocomplete": "off"}
        if kind != "person":
            del self.fields["identity"]
            return
        field = self.fields["identity"]
        field.label = _("Identity number (optional)")
        told = _("Only used to see whether the same person is nominated twice. It is not kept and not shown again.")
        again = _("A number was given. Type one again only to replace it.")
        field.help_text = f"{told} {again}" if known else told
        field.widget.attrs |= {"autocomplete": "off", "data-once": "", "class": "short"}


class You(Form):
    """Who nominates, where anybody may."""

    missing: ClassVar[Mapping[str, Any]] = {"name": gettext_lazy("Enter your name.")}

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)

    def __init__(self, *args: Any, charter: Charter, **more: Any) -> None:
        super().__init__(*args, **more)
        told = [_("Read by the office and by those who receive the nomination. Never published.")]
        if charter.nominating.independent:
            told.append(_("You stand outside the group that you put forward."))
        elif not charter.nominating.self_nomination:
            told.append(_("Nobody puts themselves forward in this round."))
        self.fields["name"].help_text = " ".join(told)
        self.fields["name"].widget.attrs |= {"autocomplete": "name"}


class Where(Form):
    """The unit that receives what somebody nominates for no unit."""

    missing: ClassVar[Mapping[str, Any]] = {"unit": gettext_lazy("Choose where the nomination goes first.")}

    unit = forms.ChoiceField()

    def __init__(self, *args: Any, tier: Tier, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        few = len(units) <= FEW
        self.fields["unit"] = forms.ChoiceField(
            label=said(tier.name),
            choices=units if few else [("", _("Choose one")), *units],
            widget=forms.RadioSelect if few else forms.Select,
            help_text=_("Choose the one that the nominee belongs to or works in. The nomination goes there first."),
        )


class Theme(Form):
    """The field of merit it is grouped under."""

    missing: ClassVar[Mapping[str, Any]] = {"theme": gettext_lazy("Choose a theme.")}

    theme = forms.ChoiceField(label=gettext_lazy("Theme"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, charter: Charter, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["theme"]
        field.choices = [(key, said(text)) for key, text in charter.themes.items()]  # type: ignore[attr-defined]
        field.required = True


class Statement(Form):
    """The deeds as told."""

    missing: ClassVar[Mapping[str, Any]] = {"statement": gettext_lazy("Tell what was done.")}

    statement = forms.CharField(label=gettext_lazy("Main deeds"), widget=forms.Textarea(attrs={"rows": 18}))

    def __init__(self, *args: Any, charter: Charter, **more: Any) -> None:
        super().__init__(*args, **more)
        most = charter.nominating.statement_max
        field = self.fields["statement"]
        if most:
            field.max_length = most  # type: ignore[attr-defined]
            field.validators.append(forms.CharField(max_length=most).validators[0])
            field.help_text = _("At most %(most)s characters, spaces and line breaks included.") % {"most": most}
            field.widget.attrs["data-most"] = str(most)


class Support(Form):
    """How many letters of support lie in the papers."""

    missing: ClassVar[Mapping[str, Any]] = {"support": gettext_lazy("Say how many letters there are.")}

    support = forms.IntegerField(label=gettext_lazy("Letters of support"))

    def __init__(self, *args: Any, charter: Charter, **more: Any) -> None:
        super().__init__(*args, **more)
        rule = charter.nominating.support
        if rule:
            some = {"low": rule.min, "high": rule.max}
            words = (
                _("%(low)s letters.") if rule.min == rule.max else _("Between %(low)s and %(high)s letters.")
            ) % some
            words += " " + _("Put them in with the documents.")
            self.fields["support"] = forms.IntegerField(
                label=_("Letters of support"),
                min_value=rule.min,
                max_value=rule.max,
                help_text=" ".join(filter(None, [words, said(rule.says)])),
            )


class Claim(Form):
    """One checkable fact or figure of the statement, and the documents it stands on."""

    missing: ClassVar[Mapping[str, Any]] = {"says": gettext_lazy("Say what is claimed.")}

    says = forms.CharField(
        label=gettext_lazy("What is claimed"),
        max_length=300,
        help_text=gettext_lazy("One fact in a sentence, for example: the film was watched, households were rehoused."),
    )
    figure = Figure(label=gettext_lazy("Figure (if it has one)"), required=False, max_digits=18, widget=forms.TextInput)
    unit = forms.CharField(
        label=gettext_lazy("Counted in"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For example: views, households, yuan, per cent."),
    )
    bound = forms.ChoiceField(
        label=gettext_lazy("The figure is"),
        widget=forms.RadioSelect,
        initial="exact",
        choices=[
            ("exact", gettext_lazy("exact")),
            ("at-least", gettext_lazy("at least this")),
            ("at-most", gettext_lazy("at most this")),
        ],
    )
    as_of = forms.CharField(
        label=gettext_lazy("As of"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("A year, month or day, such as 2020, 2020-12 or 2020-12-31."),
    )
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("Documents that show it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, documents: list[tuple[str, str]], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        for name in ("figure", "unit", "as_of"):
            self.fields[name].widget.attrs["class"] = "short"
        self.fields["figure"].widget.attrs["inputmode"] = "decimal"
        self.fields["evidence"].choices = documents  # type: ignore[attr-defined]
        if not documents:
            del self.fields["evidence"]

    def clean_unit(self) -> str:
        """What the figure counts; one typed as 95% says so itself."""
        unit = str(self.cleaned_data["unit"])
        if _plain(str(self["figure"].data or "")).endswith("%"):
            unit = " ".join(filter(None, ["%", unit.strip("%％ ")]))
        if self.cleaned_data.get("figure") is not None and not unit:
            raise forms.ValidationError(_("Say what is counted: views, households, kilometres."))
        return unit

    def clean_as_of(self) -> str:
        given = str(self.cleaned_data["as_of"]).strip()
        first = _first_day(given)
        if given and first is None:
            raise forms.ValidationError(_("Write a year, a month (2020-12) or a day (2020-12-31)."))
        if first and first > self.today:
            raise forms.ValidationError(_("The date lies in the future. Give one up to which the figure is known."))
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("figure") is not None and not given.get("as_of") and "as_of" not in self.errors:
            self.add_error("as_of", _("Say as of when the figure holds."))
        if "evidence" in self.fields and not given.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Tie the claim to at least one document."))
        if "evidence" not in self.fields:
            raise forms.ValidationError(_("Upload the document that shows it first, then tie the claim to it."))
        return given
