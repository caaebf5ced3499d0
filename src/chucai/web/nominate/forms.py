"""The forms of a nomination: what the charter asks, as fields that check what was typed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from chucai.charter.model import Charter
from chucai.charter.stages import Tier
from chucai.charter.values import Text

FEW = 7  # choices that are shown all at once
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def said(text: Text | None) -> str:
    return text.said(get_language() or "zh-hans") if text else ""


def _is_day(given: str) -> bool:
    """Whether it is a year, a month or a day that there is, in ISO form."""
    try:
        date.fromisoformat(f"{given}-01-01"[:10])
    except ValueError:
        return False
    return DAY.fullmatch(given) is not None


class Figure(forms.DecimalField):
    """A number as people type it: 300,000, or in full width."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django takes it for an integer's
        return super().to_python(_plain(str(value or "")))


def _plain(figure: str) -> str:
    """Without what only helps the eye."""
    return normalize("NFKC", figure).replace(",", "").replace(" ", "")


def grouped(figure: str) -> str:
    """A figure as it is read: 300,000; what is no number stays as it is."""
    try:
        return f"{Decimal(_plain(figure)):,f}"
    except InvalidOperation:
        return figure


class Who(forms.Form):
    """Who is put forward. The identity number is turned into a pseudonym and never kept."""

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


class You(forms.Form):
    """Who nominates, where anybody may."""

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


class Where(forms.Form):
    """The unit that receives what somebody nominates for no unit."""

    unit = forms.ChoiceField()

    def __init__(self, *args: Any, tier: Tier, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        few = len(units) <= FEW
        self.fields["unit"] = forms.ChoiceField(
            label=said(tier.name),
            choices=units if few else [("", _("Choose one")), *units],
            widget=forms.RadioSelect if few else forms.Select,
            help_text=_("Choose the one that the nominee belongs to or works in. The nomination goes there first."),
            error_messages={"required": _("Choose where the nomination goes first.")},
        )


class Theme(forms.Form):
    """The field of merit it is grouped under."""

    theme = forms.ChoiceField(label=gettext_lazy("Theme"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, charter: Charter, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["theme"]
        field.choices = [(key, said(text)) for key, text in charter.themes.items()]  # type: ignore[attr-defined]
        field.required = True


class Statement(forms.Form):
    """The deeds as told."""

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


class Support(forms.Form):
    """How many letters of support lie in the papers."""

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


class Claim(forms.Form):
    """One checkable fact or figure of the statement, and the documents it stands on."""

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
        help_text=gettext_lazy("For example: views, households, yuan."),
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

    def __init__(self, *args: Any, documents: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("figure", "unit", "as_of"):
            self.fields[name].widget.attrs["class"] = "short"
        self.fields["figure"].widget.attrs["inputmode"] = "decimal"
        self.fields["evidence"].choices = documents  # type: ignore[attr-defined]
        if not documents:
            del self.fields["evidence"]

    def clean_as_of(self) -> str:
        given = str(self.cleaned_data["as_of"]).strip()
        if given and not _is_day(given):
            raise forms.ValidationError(_("Write a year, a month (2020-12) or a day (2020-12-31)."))
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("figure") is not None and not given.get("as_of"):
            self.add_error("as_of", _("Say as of when the figure holds."))
        if "evidence" in self.fields and not given.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Tie the claim to at least one document."))
        if "evidence" not in self.fields:
            raise forms.ValidationError(_("Upload the document that shows it first, then tie the claim to it."))
        return given
