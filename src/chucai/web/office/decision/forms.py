"""Forms of the decision desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chucai.gates.acts import RecordBallot, Tally
from chucai.gates.dossier import Opening
from chucai.gates.standing import paper_id
from chucai.web.noticing import LONGEST
from chucai.web.office.decision.desk import Decision, Move
from chucai.web.office.decision.lines import CHOSEN, Line

REASON = 500  # characters
SHORT = {name: {"class": "short"} for name in ("phone", "postcode", "number")}


class MoveForm(forms.Form):
    """One name out, one in, and why."""

    out = forms.ChoiceField(label=gettext_lazy("Takes out"))
    into = forms.ChoiceField(label=gettext_lazy("Puts in"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stands in the ledger and in the published report: name no person and no score."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, decision: Decision, found: list[Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        listed = [(one.id, _words(one)) for one in found if one.status == CHOSEN]
        others = [(one.id, _words(one)) for one in found if one.status != CHOSEN]
        self.fields["out"].choices = listed[::-1]  # type: ignore[attr-defined]
        self.fields["into"].choices = others  # type: ignore[attr-defined]

    def move(self) -> Move:
        """The move asked for; call it when the form is valid."""
        told = self.cleaned_data
        return Move(told["out"], told["into"], told["reason"].strip())


def _words(line: Line) -> str:
    return _("%(rank)s. %(name)s (%(id)s), %(unit)s") % {
        "rank": line.rank,
        "name": line.name or "–",
        "id": line.id,
        "unit": line.unit or "–",
    }


def with_move(moves: tuple[Move, ...], new: Move) -> list[Move]:
    """The moves with another one. Moving back undoes; moving somebody on who was put in before goes in one step."""
    found = []
    for move in moves:
        if (move.out, move.into) == (new.into, new.out):
            return [other for other in moves if other is not move]
        if move.into == new.out:
            new = Move(move.out, new.into, new.reason)
        else:
            found.append(move)
    return [*found, new]


class SignForm(forms.Form):
    """The last question before a list is signed."""

    read = forms.BooleanField(label=gettext_lazy("I have read this list, its differences and the count of every rule."))


class DocumentForm(forms.Form):
    """The number of the decision by which awards are conferred."""

    document = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=80)


class NoticeForm(forms.Form):
    """What a notice says of the office that publishes it: where objections go, and the number of the document."""

    name = forms.CharField(label=gettext_lazy("Office for objections"))
    phone = forms.CharField(label=gettext_lazy("Telephone"))
    mail = forms.EmailField(label=gettext_lazy("E-mail"))
    address = forms.CharField(label=gettext_lazy("Address"))
    postcode = forms.CharField(label=gettext_lazy("Postcode"))
    hours = forms.CharField(label=gettext_lazy("Hours"))
    number = forms.CharField(
        label=gettext_lazy("Document number"),
        help_text=gettext_lazy("If the notice has one. It stands with the title."),
    )
    read = forms.BooleanField(label=gettext_lazy("I have read the list name by name"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            if name != "read":
                field.widget.attrs |= {"maxlength": str(LONGEST), **SHORT.get(name, {})}

    @property
    def of_office(self) -> list[forms.BoundField]:
        """What is filled in above the preview; the box stands below it."""
        return [each for each in self if each.name != "read"]

    def to_publish(self, *, takes: bool) -> bool:
        """Whether somebody has read what names people, and objections, where it takes any, can reach the office.

        If not, that is a fault of the form.
        """
        if takes and not self.cleaned_data["phone"] and not self.cleaned_data["address"]:
            text = _("Give a telephone number or an address, so that people can object without a computer")
            self.add_error("phone", text)
        if not self.cleaned_data["read"]:
            unread = _("Tick the box below the list once you have read it; until then nothing is published")
            self.add_error("read", unread)
        return not self.errors


class AnswerForm(forms.Form):
    """The reply to an objection."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[
            ("dismissed", gettext_lazy("dismissed: the objection does not hold")),
            ("upheld", gettext_lazy("upheld: the nomination leaves the list")),
            ("out-of-scope", gettext_lazy("out of scope: not a matter for this notice")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Reasoned reply"),
        help_text=gettext_lazy("The objector reads it on the page of the case."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class VoteForm(forms.Form):
    """The count of a vote, from its minutes: who was there, and what each candidate got."""

    entitled = forms.IntegerField(label=gettext_lazy("Entitled to vote"), min_value=1)
    present = forms.IntegerField(label=gettext_lazy("Present"), min_value=0)
    cast = forms.IntegerField(label=gettext_lazy("Votes cast"), min_value=0)
    agree = forms.IntegerField(label=gettext_lazy("For, where nothing else stands below"), min_value=0)
    disagree = forms.IntegerField(label=gettext_lazy("Against, where nothing else stands below"), min_value=0)
    minutes = forms.CharField(
        label=gettext_lazy("Minutes"),
        help_text=gettext_lazy("Date, place, chair and teller. The text stays inside; the ledger holds its seal."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, candidates: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        """`candidates`: number and words of each."""
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for name, words in candidates.items():
            for choice, side in (("agree", _("for")), ("disagree", _("against"))):
                label = _("%(nomination)s: %(choice)s") % {"nomination": words, "choice": side}
                widget = forms.NumberInput(attrs={"aria-label": label})
                self.fields[f"{choice}-{name}"] = forms.IntegerField(
                    label=label, min_value=0, required=False, widget=widget
                )

    def clean(self) -> None:
        """Numbers that cannot be: more votes than voters, or more for and against somebody than were cast."""
        told = self.cleaned_data
        if not all(name in told for name in ("entitled", "present", "cast", "agree", "disagree")):
            return
        if not told["cast"] <= told["present"] <= told["entitled"]:
            self.add_error("present", _("No more can vote than were present, and no more be present than may vote."))
        for name in self.candidates:
            if f"agree-{name}" in told and f"disagree-{name}" in told and sum(self._sides(name)) > told["cast"]:
                text = _("More votes for and against than were cast.")
                own = told[f"agree-{name}"] is not None or told[f"disagree-{name}"] is not None
                self.add_error(f"agree-{name}" if own else "agree", text)
                if not own:
                    break

    @property
    def has_own(self) -> bool:
        """Whether somebody has a count of their own, or should have."""
        return any(self.data.get(f"{side}-{name}") for name in self.candidates for side in ("agree", "disagree"))

    def typed(self) -> list[tuple[str, str]]:
        """Every field as it was typed, to be sent again."""
        return [(name, self.data.get(name, "")) for name in self.fields]

    def act(self, stage: str, minutes: Opening) -> RecordBallot:
        """The act; what was cast neither for nor against put it off."""
        told = self.cleaned_data
        return RecordBallot(
            ballot=paper_id(stage, None),
            stage=stage,
            entitled=told["entitled"],
            present=told["present"],
            cast=told["cast"],
            tallies={name: self._tally(name) for name in self.candidates},
            minutes=minutes.commitment,
        )

    def _sides(self, name: str) -> tuple[int, int]:
        """For and against: of this candidate where something is typed, or else as for all."""
        told = self.cleaned_data
        agree, disagree = (
            told[side] if told[f"{side}-{name}"] is None else told[f"{side}-{name}"] for side in ("agree", "disagree")
        )
        return agree, disagree

    def _tally(self, name: str) -> Tally:
        agree, disagree = self._sides(name)
        return Tally(agree=agree, disagree=disagree, defer=self.cleaned_data["cast"] - agree - disagree)

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each candidate with the fields of its counts."""
        return [(words, self[f"agree-{name}"], self[f"disagree-{name}"]) for name, words in self.candidates.items()]
