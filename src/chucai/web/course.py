"""What others said of a nomination: the slates, votes, lists and notices that speak of it, and the end of stages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BinaryField, Case, F, Value, When
from django.utils.translation import gettext

from chucai.gates.model import Nomination
from chucai.gates.standing import paper_id, standing
from chucai.gates.visibility import About, fields
from chucai.gates.words import word
from chucai.publish import figures
from chucai.publish.bilingual import own_part
from chucai.web.desk import Desk
from chucai.web.records import models

ROUND = "round"
LONG = ("ranking-adopted",)  # names everybody; what it said of one is in the state


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened: its kind of event, in which role it was done, and what it said of the nomination."""

    kind: str
    role: str
    at: datetime
    receipt: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """One event, the nomination it may speak of, and who reads."""

    desk: Desk
    one: Nomination
    said: Mapping[str, Any]

    @property
    def stage(self) -> str:
        return self.desk.called(self.desk.charter.stage(str(self.said["stage"])))

    def sees(self, thing: str, **about: Any) -> bool:
        return self.desk.may_see(thing, About(nomination=self.one, **about))

    def sees_paper(self, thing: str, **about: Any) -> bool:
        """Of what speaks of many: whether they may see it as the paper it is, which those below its unit may not."""
        return self.sees(thing, **about) and self.desk.may_see(thing, About(**about))


Facts = tuple[str, ...] | None  # None: it says nothing of this nomination, or nothing that may be seen


def streams(desk: Desk, unit: str) -> Iterator[str]:
    """Streams that speak of a nomination of this unit: slates, comparisons, notices and ballots of every stage."""
    for stage in desk.charter.stages:
        at = desk.tree.ancestor(unit, stage.tier)
        papers = {paper_id(stage.id, None), paper_id(stage.id, at)}
        yield f"slate/{stage.id}/{at}"
        yield f"comparison/{stage.id}"
        yield from (f"{kind}/{paper}" for kind in ("notice", "ballot") for paper in papers)


def steps(desk: Desk, nomination: Nomination, since: datetime) -> list[Step]:
    """What others said of it since it was handed in, oldest first, as far as the person at the desk may see it."""
    keys = {ROUND, *streams(desk, nomination.unit)}
    rows = models.Event.objects.filter(
        round_id=desk.round_id, stream__key__in=keys, kind__in=SAYING, at__gte=since
    ).order_by("at", "id")
    short = Case(When(kind__in=LONG, then=Value(b"")), default=F("data"), output_field=BinaryField())
    found = []
    for kind, role, at, key, version, data in rows.values_list("kind", "role", "at", "stream__key", "version", short):
        said = json.loads(bytes(data))["data"] if data else {"stage": key.partition("/")[2]}
        facts = SAYING[kind](_Told(desk, nomination, said))
        if facts is not None:
            found.append(Step(kind, role, at, f"{key}@{version}", tuple(filter(None, facts))))
    return found


def _stage_closed(told: _Told) -> Facts:
    """Of the stages it came to; at the last, how it ended there."""
    where = standing(told.desk.charter, told.desk.state, told.one)
    stages = [stage.id for stage in told.desk.charter.stages]
    last = stages.index(where.stage) if where.stage else len(stages)
    here = stages.index(told.said["stage"])
    if here > last:
        return None
    ended = here == last and not where.in_play and told.sees("standing")
    return told.stage, word("standing", where.status, told.desk.language) if ended else ""


def _slate_forwarded(told: _Told) -> Facts:
    said, name = told.said, told.one.id
    if said["category"] != told.one.category or not told.sees_paper("slate", unit=said["unit"]):
        return None
    desk = told.desk
    named = "unit" in fields(desk.charter, desk.state, desk.viewer, told.one, desk.today)
    unit = own_part(desk.tree.units[said["unit"]].name, desk.language) if named else ""
    if name in said["ranked"]:
        place = gettext("no. %(number)s of %(all)s") % {
            "number": said["ranked"].index(name) + 1,
            "all": len(said["ranked"]),
        }
    elif name in said["reserve"]:
        place = gettext("reserve no. %(number)s") % {"number": said["reserve"].index(name) + 1}
    else:
        place = gettext("not on it")
    return told.stage, unit, place


def _reserve_promoted(told: _Told) -> Facts:
    if told.said["promoted"] != told.one.id or not told.sees_paper("slate", unit=told.said["unit"]):
        return None
    return (told.stage,)


def _ranking_adopted(told: _Told) -> Facts:
    stage = str(told.said["stage"])
    if not told.sees("merit", stage=stage):
        return None
    comparison = told.desk.state.comparison(stage)
    rank = next((line.rank for line in comparison.ranking if line.nomination == told.one.id), None)
    if rank is not None:
        return told.stage, gettext("rank %(rank)s") % {"rank": rank}
    return (told.stage, gettext("too few score sheets")) if told.one.id in comparison.unranked else None


def _shortlist_adopted(told: _Told) -> Facts:
    if not told.sees("shortlist", stage=told.said["stage"]):
        return None
    chosen, reserve = (told.said[kind].get(told.one.category, ()) for kind in ("chosen", "reserve"))
    if told.one.id in chosen:
        return told.stage, gettext("on the list")
    if told.one.id in reserve:
        return told.stage, gettext("reserve no. %(number)s") % {"number": reserve.index(told.one.id) + 1}
    stages = [stage.id for stage in told.desk.charter.stages]
    where = standing(told.desk.charter, told.desk.state, told.one).stage
    came = where is None or stages.index(where) >= stages.index(told.said["stage"])
    return (told.stage, gettext("not on it")) if came else None


def _place(told: _Told) -> Facts:
    if not told.sees("shortlist", stage=told.said["stage"]):
        return None
    if told.said["out"] == told.one.id:
        return told.stage, gettext("gave up its place")
    return (told.stage, gettext("took a place from the reserve")) if told.said.get("into") == told.one.id else None


def _notice_published(told: _Told) -> Facts:
    said, state = told.said, told.desk.state
    if told.one.id not in (*said["listed"], *said["reserves"]) or not told.sees(
        "notice", notice=state.notice(said["notice"])
    ):
        return None
    first, last = (figures.day(date.fromisoformat(str(said[end])), told.desk.language) for end in ("first", "last"))
    days = gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    return told.stage, days, gettext("as a reserve") if told.one.id in said["reserves"] else ""


def _objection(told: _Told) -> Facts:
    """Made, or answered: neither by whom nor on what grounds."""
    key = str(told.said["objection"])
    notice = told.desk.state.notice(told.said["notice"])
    if notice is None or notice.objections[key].about != told.one.id:
        return None
    if not told.sees("objection", notice=notice, objection=key):
        return None
    outcome = told.said.get("outcome")
    return key, word("answer", outcome, told.desk.language) if outcome else ""


def _ballot(told: _Told) -> Facts:
    said, name = told.said, told.one.id
    tally, ballot = said["tallies"].get(name), told.desk.state.ballot(said["ballot"])
    if tally is None or ballot is None or not told.sees_paper("tally", ballot=ballot):
        return None
    if not said["quorate"]:
        result = gettext("no quorum")
    elif name in said["again"]:
        result = gettext("tied: voted on again")
    else:
        result = gettext("passed") if name in said["passed"] else gettext("did not pass")
    count = gettext("%(agree)s for, %(disagree)s against, %(defer)s neither") % tally
    return told.desk.called(told.desk.charter.stage(ballot.stage)), result, count


SAYING: Mapping[str, Callable[[_Told], Facts]] = {
    "stage-closed": _stage_closed,
    "slate-forwarded": _slate_forwarded,
    "reserve-promoted": _reserve_promoted,
    "ranking-adopted": _ranking_adopted,
    "shortlist-adopted": _shortlist_adopted,
    "place-filled": _place,
    "place-lost": _place,
    "notice-published": _notice_published,
    "objection-made": _objection,
    "objection-answered": _objection,
    "ballot-counted": _ballot,
    "ballot-recorded": _ballot,
}
