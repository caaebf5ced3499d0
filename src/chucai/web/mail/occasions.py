"""Which letters follow from what is done to nominations: to whom, of what kind, about what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from chucai.charter.stages import Stage
from chucai.gates.consult import answer_due
from chucai.gates.model import Nomination
from chucai.gates.people import SECRETARY
from chucai.gates.recusal import barred
from chucai.gates.standing import standing
from chucai.gates.visibility import About
from chucai.web.mail.notes import ASSESSOR, AUTHORITY, OFFICER, OWN, Note, Occasion, on, to_unit

# --- recommending


@on("submitted")
def _submitted(now: Occasion) -> Iterator[Note]:
    receipt = now.charter.nominating.by == "anyone"  # from somebody who may not come by again for weeks
    yield replace(to_unit(now, "accepted", now.nomination, "case"), receipt=receipt)


@on("returned")
def _returned(now: Occasion) -> Iterator[Note]:
    yield to_unit(now, "returned", now.nomination, "case")


@on("stopped")
def _stopped(now: Occasion) -> Iterator[Note]:
    yield to_unit(now, "not-advanced", now.nomination, "standing", stage=now.state.round.stage)


@on("withdrawn", "declined")
def _ended(now: Occasion) -> Iterator[Note]:
    """To the unit, when it was not the unit's own doing."""
    if now.event.role == SECRETARY:
        yield to_unit(now, "ended", now.nomination, "case")


@on("places-issued", "places-allotted", "places-transferred")
def _places(now: Occasion) -> Iterator[Note]:
    for unit, category in _changed(now.event.kind, now.data):
        facts = {"unit": unit, "category": category, "places": now.state.tree.places.get((unit, category), 0)}
        yield Note("places-changed", now.of_unit(unit), ("nominate:tasks",), facts)


def _changed(kind: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(unit, category) of the places that an event changed."""
    if kind == "places-issued":
        return [(data["unit"], category) for category in data["places"]]
    if kind == "places-allotted":
        return [(unit, data["category"]) for unit in data["places"]]
    return [(data["giver"], data["category"]), (data["taker"], data["category"])]


# --- comparing


@on("assigned")
def _assigned(now: Occasion) -> Iterator[Note]:
    """To those who were given something, with all they have at the stage."""
    stage = now.stage()
    assigned = now.state.comparison(stage.id).assigned
    now.state.foresee({f"nomination/{name}" for name in assigned})
    running = {name: now.state.nomination(name) for name in assigned}
    running = {name: one for name, one in running.items() if standing(now.charter, now.state, one).in_play}
    given = {who for readers in now.data["readers"].values() for who in readers}
    cases = {who: [running[name] for name, own in assigned.items() if who in own and name in running] for who in given}
    yield from queues(now, stage, cases)


def queues(now: Occasion, stage: Stage, cases: Mapping[str, Collection[Nomination]]) -> Iterator[Note]:
    """How many cases wait for each assessor; those they are barred from are not among them."""
    now.state.foresee({f"assessor/{who}" for who in cases})
    judging = now.charter.judging_of(stage)
    for who, given in sorted(cases.items()):
        number = sum(judging is None or barred(now.charter, now.state, judging, who, one) is None for one in given)
        if number:
            facts = {"stage": stage.id, "last": now.last(stage.id), "cases": number}
            yield Note("queue-ready", [who], ("judge:queue",), facts)


@on("recused", "declared", "abstained")
def _aside(now: Occasion) -> Iterator[Note]:
    """The office hears that a case has lost a judge, and not which."""
    if now.event.role != ASSESSOR or now.data.get("bars") is False:
        return
    about = About(nomination=now.nomination, assessor=now.event.actor)
    page = ("office:panel",)
    yield Note("judge-aside", now.office(), page, {}, now.nomination.id, page, "interest", about)


# --- vetting and consulting


@on("opinion-asked")
def _opinion_asked(now: Occasion) -> Iterator[Note]:
    """To the officers of the body; they have no pages of a nomination, so the letter leads to what is their own."""
    body, nomination = now.data["body"], now.nomination
    facts = {"body": body} | ({"last": now.data["due"]} if now.data["due"] else {})
    about = About(nomination=nomination, body=body)
    to = now.state.roster.of(OFFICER, body)
    yield Note("opinion-wanted", to, (OWN,), facts, nomination.id, (OWN,), "opinion", about)


@on("silence-noted")
def _silence(now: Occasion) -> Iterator[Note]:
    body, nomination = now.data["body"], now.nomination
    about, page = About(nomination=nomination, body=body), ("office:case", nomination.id)
    several = ("office:nominations",)
    yield Note("silence-noted", now.office(), page, {"body": body}, nomination.id, several, "opinion", about)


@on("notice-published")
def _noticed(now: Occasion) -> Iterator[Note]:
    """News to the units whose nominations stand on it."""
    notice = now.state.notice(now.key)
    names = [*now.data["listed"], *now.data.get("reserves", ())]
    now.state.foresee({f"nomination/{name}" for name in names})
    facts = {"stage": now.data["stage"], "last": now.data["last"]}
    by_unit = {one.unit: one for one in map(now.state.nomination, names)}
    for unit, nomination in sorted(by_unit.items()):
        about = About(nomination=nomination, notice=notice)
        page = ("public:notice", now.key)
        yield Note("notice-published", now.of_unit(unit), page, facts, sees="notice", about=about)


@on("objection-made", "objection-answered")
def _objection(now: Occasion) -> Iterator[Note]:
    """The office at once; the answer also those who confer. Who objected and about whom stays on the page."""
    name, notice = now.data["objection"], now.state.notice(now.key)
    if notice is None:
        return
    about = About(nomination=now.state.nomination(notice.objections[name].about), notice=notice, objection=name)
    if now.event.kind == "objection-made":
        due = answer_due(now.charter, now.state.calendar, notice, notice.objections[name])
        facts = {"objection": name} | ({"last": str(due)} if due else {})
        page: tuple[str, ...] = ("decision:answer", now.key, name)
        yield Note("objection-received", now.office(), page, facts, sees="objection", about=about)
    else:
        to = now.office() | now.state.roster.of(AUTHORITY, None)
        page = ("decision:objections",)
        yield Note("objection-answered", to, page, {"objection": name}, sees="answer", about=about)


# --- conferring


@on("accepted")
def _accepted(now: Occasion) -> Iterator[Note]:
    yield to_unit(now, "nominee-agreed", now.nomination, "standing")


@on("forfeited", "annulled")
def _lost(now: Occasion) -> Iterator[Note]:
    """Before awards are announced no unit knows of one, nor hears that it was lost (see `stages`)."""
    yield to_unit(now, "award-lost", now.nomination, "award")
