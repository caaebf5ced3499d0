"""What the office can do with one nomination: which acts make sense now, and what each of them needs to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from chucai.gates.acts import (
    Accept,
    Act,
    AskOpinion,
    Decline,
    NoteSilence,
    Return,
    RuleOpinion,
    RuleReferral,
    Stop,
    Withdraw,
)
from chucai.gates.model import Nomination
from chucai.gates.standing import standing
from chucai.gates.table import BY_ACT
from chucai.web.committed import committed
from chucai.web.desk import Desk, Handed
from chucai.web.mail.recipients import Preview
from chucai.web.office.bulk import bodies_due
from chucai.web.office.doors import SECRETARY
from chucai.web.office.naming import Names
from chucai.web.office.trying import tried

Choice = tuple[str, str]  # what is posted, what is read


@dataclass(frozen=True, slots=True)
class Wish:
    """What was filled in."""

    clause: str = ""
    reason: str = ""
    about: str = ""  # a rule or a body
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of act on a nomination. `abouts`: what it may be about, where there is a choice of that."""

    label: str | Promise
    act: type[Act]
    tells: str | Promise
    clause: bool = False
    reason: bool = True
    outcome: bool = False
    abouts: Callable[[Desk, Nomination], list[Choice]] | None = None
    warn: bool = False

    def made(self, nomination: Nomination, wish: Wish) -> Handed:
        """The act and its openings."""
        fields: dict[str, str | None] = {"nomination": nomination.id}
        opening = committed("reason", wish.reason) if self.reason and wish.reason else None
        if self.reason:
            fields["reason"] = opening.commitment if opening else None
        if self.clause:
            fields["clause"] = wish.clause
        if self.abouts:
            fields["rule" if self.act is RuleReferral else "body"] = wish.about
        if self.outcome:
            fields["outcome"] = wish.outcome
        return self.act(**fields), [opening] if opening else []


def _bodies_due(desk: Desk, nomination: Nomination) -> list[Choice]:
    names = Names(desk).bodies
    return [(body, names[body]) for body in bodies_due(desk, nomination)]


def _silent(desk: Desk, nomination: Nomination) -> list[Choice]:
    names = Names(desk).bodies
    late = [
        body
        for body, opinion in nomination.opinions.items()
        if opinion.answer is None and opinion.due is not None and opinion.due < desk.today
    ]
    return [(body, names.get(body, body)) for body in late]


def _to_rule(desk: Desk, nomination: Nomination) -> list[Choice]:
    names = Names(desk).bodies
    open_ = ("concern", "object", "silence")
    waiting = [body for body, one in nomination.opinions.items() if one.answer in open_ and one.ruled is None]
    return [(body, names.get(body, body)) for body in waiting]


def _referred(desk: Desk, nomination: Nomination) -> list[Choice]:
    known = {rule.id: desk.said(rule.says) for rule in desk.charter.eligibility}
    return [(rule, known.get(rule, rule)) for rule, ruled in nomination.referred.items() if ruled is None]


STEPS: dict[str, Step] = {
    "referral": Step(
        gettext_lazy("Rule on a condition"),
        RuleReferral,
        gettext_lazy(
            "A condition of eligibility waits for a person's word. “Stop” ends the nomination as disqualified."
        ),
        outcome=True,
        abouts=_referred,
    ),
    "ask": Step(
        gettext_lazy("Ask a body"),
        AskOpinion,
        gettext_lazy("The body is asked today; its days begin to run."),
        reason=False,
        abouts=_bodies_due,
    ),
    "silence": Step(
        gettext_lazy("Note a silence"),
        NoteSilence,
        gettext_lazy("The day has passed without an answer; the rules say what that means."),
        reason=False,
        abouts=_silent,
    ),
    "opinion": Step(
        gettext_lazy("Rule on an opinion"),
        RuleOpinion,
        gettext_lazy("“Stop” ends the nomination as disqualified. Against an objection only the authority can admit."),
        outcome=True,
        abouts=_to_rule,
    ),
    "return": Step(
        gettext_lazy("Return to the unit"),
        Return,
        gettext_lazy("The unit can mend the dossier and hand it in again until the last day of the stage."),
        clause=True,
    ),
    "accept": Step(
        gettext_lazy("Enter that the nominee accepts"),
        Accept,
        gettext_lazy("The nominee has said on paper or by telephone that they accept the award."),
        reason=False,
    ),
    "decline": Step(
        gettext_lazy("Enter that the nominee declines"),
        Decline,
        gettext_lazy(
            "The nomination ends; a place it holds goes to the next reserve with whom every rule still holds."
        ),
        warn=True,
    ),
    "withdraw": Step(
        gettext_lazy("Withdraw"),
        Withdraw,
        gettext_lazy("The nomination ends as withdrawn; a place it holds goes to the next reserve."),
        warn=True,
    ),
    "stop": Step(
        gettext_lazy("Stop"),
        Stop,
        gettext_lazy("The nomination ends for a reason with a clause; a place it holds goes to the next reserve."),
        clause=True,
        warn=True,
    ),
}


def possible(desk: Desk, nomination: Nomination) -> dict[str, Step]:
    """The steps that make sense now; the gates have the last word."""
    if not desk.holds(SECRETARY) or desk.round.over:
        return {}
    where = standing(desk.charter, desk.state, nomination).status
    open_ = desk.charter.stage(desk.round.stage) if desk.round.stage else None
    gate = open_.gate if open_ and desk.round.is_open(open_.id) else ""
    found = {}
    for kind, step in STEPS.items():
        line = BY_ACT[step.act]
        fits = (not line.gates or gate in line.gates) and (not line.standing or where in line.standing)
        if fits and (step.abouts is None or step.abouts(desk, nomination)):
            found[kind] = step
    return found


def letters(desk: Desk, nomination: Nomination, step: Step, wish: Wish, abouts: list[Choice]) -> list[Preview]:
    """Those that would follow; for what is not filled in yet something stands in, of two outcomes the graver."""
    about = wish.about or next((value for value, _ in abouts), "")
    act, _ = step.made(nomination, Wish(clause=wish.clause or "–", about=about, outcome="stop"))
    return tried(desk, [act])[1]


def faults(step: Step, wish: Wish, abouts: list[Choice]) -> list[tuple[str, str]]:
    """What is missing before it can be done."""
    found = []
    if step.abouts and wish.about not in {value for value, _ in abouts}:
        found.append((gettext("Choose what it is about."), "about"))
    if step.outcome and wish.outcome not in ("admit", "stop"):
        found.append((gettext("Choose what you decide."), "outcome"))
    if step.clause and not wish.clause:
        found.append((gettext("Quote the clause it is done under."), "clause"))
    return found
