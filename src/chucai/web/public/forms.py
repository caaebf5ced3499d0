"""What the public may send: an objection, a name to look up, a bundle to verify."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from chucai.charter.stages import Objections

GROUNDS = 5_000  # characters
SHORTEST = 10  # characters of the facts
SHORTEST_NAME = 2
SHORTEST_CONTACT = 5
MOST_BUNDLE = 32 * 1024 * 1024  # bytes


class ObjectionForm(forms.Form):
    """An objection to somebody on a notice."""

    about = forms.ChoiceField(
        label=_("Who is your objection about?"),
        error_messages={
            "required": _("Choose whom you object to"),
            "invalid_choice": _("Choose somebody who is on this notice"),
        },
    )
    grounds = forms.CharField(
        label=_("What are the facts, and what shows them?"),
        help_text=_("Say what happened, when and where, and what evidence there is or who can confirm it."),
        max_length=GROUNDS,
        min_length=SHORTEST,
        error_messages={
            "required": _("Write what happened, and what shows it"),
            "min_length": _("Write a little more: at least %(limit_value)d characters"),
        },
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=_("Your real name"),
        help_text=_("Sealed: neither the nominee nor the unit is told."),
        error_messages={
            "required": _("Write your real name: anonymous objections are not taken here"),
            "min_length": _("Write your whole name"),
        },
        min_length=SHORTEST_NAME,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("How we can reach you"),
        help_text=_("A telephone number, a mail address or a postal address. Sealed with your name."),
        error_messages={
            "required": _("Write how the office can reach you"),
            "min_length": _("Write the whole number or address: nobody can be reached by this"),
        },
        min_length=SHORTEST_CONTACT,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    ticket = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: object, people: Mapping[str, str], rules: Objections, adds_to: str = "", **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they are
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = [("", _("Choose a name")), *people.items()]
        if adds_to:
            self.fields["grounds"].help_text = _(
                "%(hint)s You add to case %(case)s: give that number with the facts. "
                "You get a new page to follow what you add."
            ) % {"hint": self.fields["grounds"].help_text, "case": adds_to}
        if rules.anonymous != "refuse" or not rules.real_name:
            for field in ("name", "contact"):
                self.fields[field].required = False
            self.fields["name"].help_text = _(
                "Sealed: neither nominee nor unit is told. Without a name, only a definite lead can be followed."
            )

    def who(self) -> str:
        """Name and way to be reached, as they are sealed; empty without a name."""
        said = [self.cleaned_data["name"].strip(), self.cleaned_data["contact"].strip()]
        return "\n".join(filter(None, said)) if said[0] else ""


class NameForm(forms.Form):
    """A name to be looked for on the rolls."""

    name = forms.CharField(
        label=_("Name of the person or the team"),
        help_text=_("Exactly as on the certificate."),
        error_messages={"required": _("Write the name you want to look up")},
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class BundleForm(forms.Form):
    """A bundle to be verified, and the key it ought to be signed with."""

    bundle = forms.FileField(
        label=_("The bundle"),
        help_text=_("A file that ends in .chucai, at most 32 MB. It is read, judged and forgotten."),
        error_messages={"required": _("Choose the file of the bundle"), "empty": _("This file is empty")},
        max_length=200,
    )
    key = forms.CharField(
        label=_("The verifier key, if you know it from elsewhere"),
        help_text=_(
            "As the conferring body has published it. Without it, only that the bundle agrees with itself is shown."
        ),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
