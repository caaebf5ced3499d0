"""What is typed on the pages of accounts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """The mail address that a link is sent to."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=254,
        error_messages={
            "required": _("Enter your mail address"),
            "invalid": _("Enter a mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[("zh-hans", "简体中文"), ("en", "English")])


class KeyForm(forms.Form):
    """The name of a new passkey."""

    name = forms.CharField(label=_("Name of this passkey"), max_length=60, required=False)
