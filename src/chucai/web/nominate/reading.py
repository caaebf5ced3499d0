"""From what was typed to what will be handed in: every section read again, with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from chucai.charter.predicate import Moments, Value
from chucai.gates.asked import moments
from chucai.gates.dossier import Claim, Draft, Evidence
from chucai.intake.people import normal_name, pseudonym
from chucai.web.desk import Desk
from chucai.web.home import round_secret
from chucai.web.nominate import forms as asking
from chucai.web.nominate import questions, words
from chucai.web.nominate.paper import Paper, sections_of
from chucai.web.nominate.units import first_tier, first_units

ASKED = {"you": "name", "who": "name", "where": "unit"}  # sections whose question is called otherwise
Fault = tuple[str, str]  # what is wrong, the id of the control


@dataclass(slots=True)
class Read:
    """A paper as it reads now. `faults`: by section; `unasked`: questions that do not apply."""

    paper: Paper
    sections: tuple[str, ...]
    moments: Moments
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    attributes: dict[str, Value] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether nothing is wrong and every section was seen."""
        return not any(self.faults.values()) and self.unseen == ()

    @property
    def unseen(self) -> tuple[str, ...]:
        return tuple(name for name in self.sections if name not in self.paper.done)

    @property
    def theme(self) -> str | None:
        return self.values.get("theme") or None

    def base(self) -> dict[str, Value | None]:
        return {"category": self.paper.category, "unit": self.paper.unit, "theme": self.theme}

    def facts(self) -> dict[str, Value | None]:
        """What eligibility rules may ask about."""
        return {**self.attributes, **self.base()}


def read(desk: Desk, paper: Paper, kept: Mapping[str, Value] | None = None) -> Read:
    """Read a paper. `kept`: sensitive answers handed in before, which the paper does not repeat."""
    found = Read(paper, sections_of(desk.charter, paper), moments(desk.charter, desk.state))
    for section in found.sections:
        if section == "about":
            _about(desk, found, kept or {})
        elif section in _LISTS:
            _LISTS[section](desk, found)
        else:
            _simple(desk, found, section)
    return found


def form_of(desk: Desk, paper: Paper, section: str, data: Mapping[str, Any] | None) -> forms.Form:
    """The form of a section that is not a list, filled with what lies in the paper or with `data`."""
    charter = desk.charter
    there = paper.part(section) or {}
    kind = charter.categories[paper.category].kind
    if section == "who":
        return asking.Who(data, initial=there, kind=kind, known=bool(there.get("identified")))
    if section == "you":
        return asking.You(data, initial=there, charter=charter)
    if section == "where":
        return asking.Where(data, initial=there, tier=first_tier(charter), units=first_units(desk))
    if section == "about":
        kept = frozenset(paper.data.get("kept", ()))
        return questions.About(data, initial=there, charter=charter, category=paper.category, kept=kept)
    made: dict[str, type[Any]] = {"theme": asking.Theme, "statement": asking.Statement, "support": asking.Support}
    form: forms.Form = made[section](data, initial=there, charter=charter)
    return form


def faults_of(form: forms.Form) -> list[Fault]:
    """What is wrong with a form, each with the id of its control."""
    return [
        (str(text), form[name].id_for_label or form[name].auto_id if name in form.fields else "")
        for name, texts in form.errors.items()
        for text in texts
    ]


def _simple(desk: Desk, found: Read, section: str) -> None:
    form = form_of(desk, found.paper, section, found.paper.part(section) or {})
    if form.is_valid():
        found.values |= {section: form.cleaned_data.get(ASKED.get(section, section))}
    else:
        found.faults[section] = faults_of(form)


def _about(desk: Desk, found: Read, kept: Mapping[str, Value]) -> None:
    form = form_of(desk, found.paper, "about", found.paper.part("about") or {})
    form.is_valid()
    assert isinstance(form, questions.About)
    answers, unasked = form.answers(found.base(), found.moments)
    found.attributes = {**{name: kept[name] for name in found.paper.data.get("kept", ()) if name in kept}, **answers}
    found.unasked = unasked
    faults = []
    for text, control in faults_of(form):
        name = control.removeprefix("id_")
        if name not in found.attributes:
            faults.append((words.about(str(form.fields[name].label), text) if name in form.fields else text, control))
    if faults:
        found.faults["about"] = faults


def _members(desk: Desk, found: Read) -> None:
    rule = desk.charter.categories[found.paper.category].members
    lines = [line for line in found.paper.lines("members") if line.get("name", "").strip()]
    names = [normal_name(line["name"]) + line.get("key", "") for line in lines]
    faults: list[Fault] = []
    if rule and len(lines) < rule.min:
        faults.append(
            (_("Name at least %(low)s members; there are %(n)s.") % {"low": rule.min, "n": len(lines)}, "add")
        )
    if rule and rule.max and len(lines) > rule.max:
        faults.append(
            (_("Name at most %(high)s members; there are %(n)s.") % {"high": rule.max, "n": len(lines)}, "add")
        )
    if len(set(names)) < len(names):
        faults.append(
            (_("Somebody stands twice in the list. Where two people share a name, give identity numbers."), "add")
        )
    found.faults["members"] = faults
    found.values["members"] = lines


def _evidence(desk: Desk, found: Read) -> None:
    found.values["evidence"] = found.paper.lines("evidence")


def _claims(desk: Desk, found: Read) -> None:
    documents = documents_of(found.paper)
    made, faults = [], []
    for line in found.paper.lines("claims"):
        form = asking.Claim(line, documents=documents, today=desk.today)
        if form.is_valid():
            made.append(_claim(form.cleaned_data))
        else:
            says = str(line.get("says", "")).strip() or _("a claim without words")
            faults += [(words.about(says, text), f"claim-{line['id']}") for text, _id in faults_of(form)]
    found.values["claims"] = made
    found.faults["claims"] = faults


def documents_of(paper: Paper) -> list[tuple[str, str]]:
    """Digest and name of each document in a paper."""
    return [(line["digest"], line["name"]) for line in paper.lines("evidence")]


def _claim(given: Mapping[str, Any]) -> Claim:
    figure = given.get("figure")
    return Claim(
        says=given["says"],
        figure=None if figure is None else f"{figure.normalize():f}",
        unit=given["unit"] if figure is not None else "",
        bound=given["bound"],
        as_of=given["as_of"],
        evidence=tuple(given.get("evidence", ())),
    )


_LISTS = {"members": _members, "evidence": _evidence, "claims": _claims}


def dossier(desk: Desk, found: Read) -> Draft:
    """What `gates.dossier.write` takes. Only for a paper without faults."""
    paper, values = found.paper, found.values
    members = values.get("members", [])
    alone = desk.charter.categories[paper.category].kind == "person"
    return Draft(
        category=paper.category,
        unit=paper.unit,
        name=values["who"],
        statement=values.get("statement", ""),
        theme=found.theme,
        attributes=found.attributes,
        person=_human(desk, found, paper.part("who") or {}) if alone else None,
        members=tuple(_human(desk, found, line) for line in members),
        member_names=tuple(line["name"].strip() for line in members),
        support=values.get("support") or 0,
        claims=tuple(values.get("claims", ())),
        evidence=tuple(
            Evidence(digest=line["digest"], name=line["name"], media=line["media"], size=line["size"])
            for line in values.get("evidence", [])
        ),
    )


def _human(desk: Desk, found: Read, line: Mapping[str, Any]) -> str:
    """The pseudonym of somebody: by the identity number if one was given, else by name and unit.

    Whoever nominates and names themselves is the same human being, and the gates are told so: they bar it (N12).
    """
    if line.get("key"):
        return str(line["key"])
    name, paper = str(line["name"]).strip(), found.paper
    barred = paper.mine and not desk.charter.nominating.self_nomination
    yours = found.values.get("you") or desk.request.user.name  # type: ignore[union-attr]  # who drafts has an account
    if barred and desk.actor_id and normal_name(name) == normal_name(yours):
        return desk.actor_id
    return pseudonym(round_secret(desk.round_id), name, paper.unit)
