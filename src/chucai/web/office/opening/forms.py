"""Forms by which a round is opened."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chucai.charter.examples import example_ids, example_text

LARGEST = 300_000  # bytes of a charter
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class SourceForm(forms.Form):
    """Where the charter comes from: a file, or an example to begin with."""

    file = forms.FileField(
        label=gettext_lazy("Charter file (TOML)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )
    example = forms.ChoiceField(label=gettext_lazy("Or begin with an example"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["example"].choices = [("", "–"), *((name, name) for name in example_ids())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("file") and not told.get("example"):
            raise ValidationError(_("Choose a file, or an example."))
        return told

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST:
            raise ValidationError(_("A charter has at most 300 kB; this file is larger."))
        return file

    def text(self) -> str:
        """The charter as it was uploaded, or the example. Raises UnicodeDecodeError for what is no text in UTF-8."""
        file = self.cleaned_data["file"]
        return file.read().decode("utf-8-sig") if file else example_text(self.cleaned_data["example"])


class CharterForm(forms.Form):
    """The charter's text, to be mended in place."""

    charter = forms.CharField(
        label=gettext_lazy("Charter"),
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "code"}),
    )

    def text(self) -> str:
        """As a file has it: browsers send other line ends."""
        return str(self.cleaned_data["charter"]).replace("\r\n", "\n")


class SealForm(CharterForm):
    """What a round needs besides its charter."""

    charter = forms.CharField(max_length=LARGEST, strip=False, widget=forms.HiddenInput)
    round = forms.CharField(
        label=gettext_lazy("Number of the round"),
        help_text=gettext_lazy("It stands in addresses and receipts, for example district-2026."),
        max_length=80,
    )
    seed = forms.CharField(
        label=gettext_lazy("Public seed of the lots"),
        help_text=gettext_lazy("Anybody can repeat the lots from it. Left empty, one is drawn."),
        max_length=80,
        required=False,
    )

    def clean_round(self) -> str:
        return _key(self.cleaned_data["round"])

    def clean_seed(self) -> str:
        return _key(self.cleaned_data["seed"]) if self.cleaned_data["seed"] else ""


def _key(text: str) -> str:
    if not ID.fullmatch(text.strip()):
        raise ValidationError(_("Use letters a to z, digits, dots and hyphens only."))
    return text.strip()
