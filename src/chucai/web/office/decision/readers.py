"""What each reader sees of one case: today, while its notices run, and once the awards are announced.

The days to come are supposed and not acted: the one table of visibility is asked of the round as it would be then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chucai.charter.calendar import Window
from chucai.charter.known import NOTICE_FIELDS, asked_in
from chucai.charter.stages import Stage
from chucai.gates.model import Award, Nomination, Notice, Stream
from chucai.gates.standing import IN_PLAY, paper_id, unit_at
from chucai.gates.viewing import Look, awards_announced, notice_of
from chucai.gates.visibility import About, Viewer, fields, sees
from chucai.gates.words import word
from chucai.publish.words import say
from chucai.web import course
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.office.decision.announce import honour_of
from chucai.web.office.decision.frame import framed
from chucai.web.records import lists
from chucai.web.records.state import Rows

MOST = 500  # cases to choose from
THINGS = ("standing", "sheet", "merit", "shortlist", "notice", "award")  # beside the fields of the dossier


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which somebody looks: the round and the case as they are then."""

    name: str
    state: Rows
    one: Nomination


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader sees at each of the moments, in words, each with whether it was not seen the moment before."""

    reader: str
    seen: tuple[tuple[tuple[str, bool], ...], ...]


@seated("secretary", "authority", "auditor", second_factor=True)
@require_safe
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The case that was asked for, or the first there is to choose from."""
    choice = _choice(desk)
    asked = request.GET.get("case") or next(iter(choice), "")
    if asked and asked not in choice:
        raise Http404
    moments: list[str] = []
    rows: list[Sight] = []
    if asked:
        desk.state.foresee({f"nomination/{asked}", *course.streams(desk, choice[asked][1])})
        moments, rows = sights(desk, desk.state.nomination(asked))
    names = {key: name for key, (name, _unit) in choice.items()}
    told = framed(desk, choice=names, asked=asked, moments=moments, rows=rows)
    return render(request, "decision/readers.html", told)


def _choice(desk: Desk) -> dict[str, tuple[str, str]]:
    """Number -> name and unit of the cases that may still be honoured or were, of those the viewer works on."""
    rows = lists.at_work(desk.charter, desk.state, desk.viewer, desk.today)
    running = rows.filter(standing__in=(*IN_PLAY, "conferred")).order_by("nomination")[:MOST]
    named = "name" in lists.columns(desk.charter, desk.state, desk.viewer, desk.today)
    found = running.values_list("nomination", "name", "unit")
    return {key: (f"{name} ({key})" if named and name else key, unit) for key, name, unit in found}


def sights(desk: Desk, one: Nomination) -> tuple[list[str], list[Sight]]:
    """The moments, and what each reader sees at them."""
    moments = [Moment(_("Today"), desk.state, one), *_to_come(desk, one)]
    found = []
    for reader, who in _readers(desk, one):
        seen = [tuple(_seen(desk, moment, who)) for moment in moments]
        before = [seen[0], *seen[:-1]]
        marked = (tuple((each, each not in old) for each in now) for now, old in zip(seen, before, strict=True))
        found.append(Sight(reader, tuple(marked)))
    return [moment.name for moment in moments], found


def _to_come(desk: Desk, one: Nomination) -> Iterator[Moment]:
    """Each notice that is not out yet, and the announcement."""
    for stage in desk.charter.stages:
        paper = paper_id(stage.id, unit_at(desk.charter, desk.state, stage, one))
        if stage.notice and stage.id not in desk.round.closed and desk.state.notice(paper) is None:
            today = Window(desk.today, desk.today, provisional=False)
            notice = Notice(id=paper, stage=stage.id, unit=None, window=today, listed=(one.id,))
            state = _at(desk, one, stage, {f"notice/{paper}": notice})
            yield Moment(_("While “%(stage)s” runs") % {"stage": desk.called(stage)}, state, one)
    honour = honour_of(desk, one)
    if (honour or one.award) and not awards_announced(desk.charter, desk.round):
        honoured = replace(one, award=one.award or Award(honour or "", "", desk.at))
        state = _at(desk, one, None, {f"nomination/{one.id}": honoured})
        yield Moment(_("Once the awards are announced"), state, honoured)


def _at(desk: Desk, one: Nomination, stage: Stage | None, more: dict[str, Stream]) -> Rows:
    """The round with everything before a stage done, and the case chosen; without a stage all of it is done."""
    stages = desk.charter.stages
    done = stages[: desk.charter.position(stage.id)] if stage else stages
    today = Window(desk.today, desk.today, provisional=False)
    windows = {**{each.id: today for each in (*done, *([stage] if stage else ()))}, **desk.round.windows}
    closed = {**{each.id: desk.at for each in done}, **desk.round.closed}
    here = stage.id if stage else stages[-1].id
    supposed: dict[str, Stream] = {"round": replace(desk.round, stage=here, windows=windows, closed=closed)}
    for each in done:
        if each.gate == "compare":
            now = desk.state.comparison(each.id)
            chosen = now.chosen or {one.category: (one.id,)}
            supposed[f"comparison/{each.id}"] = replace(now, sheets=now.sheets or "", chosen=chosen)
    return desk.state.branch(supposed | more)


def _readers(desk: Desk, one: Nomination) -> Iterator[tuple[str, Viewer]]:
    """Everybody who may be concerned with the case, each as somebody who is nothing else."""
    yield _called(desk, "public"), Viewer()
    yield _called(desk, "coordinator"), _holder("coordinator", one.unit)
    if desk.charter.nominating.by == "anyone":
        yield _called(desk, "nominator"), Viewer(one.nominator)
    yield _called(desk, "nominee"), Viewer(links=frozenset({f"nomination/{one.id}"}))
    for who in _reading(desk, one)[:1]:
        yield _called(desk, "reader"), Viewer(who, frozenset({("assessor", None)}))
    yield _called(desk, "panel"), _holder("assessor", None)
    for body in list(one.opinions)[:1]:
        yield _called(desk, "officer"), _holder("officer", body)
    yield _called(desk, "authority"), _holder("authority", None)


def _called(desk: Desk, relation: str) -> str:
    return word("relation", relation, desk.language)


def _holder(role: str, scope: str | None) -> Viewer:
    return Viewer(roles=frozenset({(role, scope)}))


def _reading(desk: Desk, one: Nomination) -> Sequence[str]:
    """Who reads it at the last comparison that has readers."""
    stages = [stage.id for stage in desk.charter.stages if stage.gate == "compare"]
    found = [who for stage in reversed(stages) for who in desk.state.comparison(stage).assigned.get(one.id, ())]
    desk.state.foresee({f"assessor/{who}" for who in found})
    return [who for who in found if not desk.state.assessor(who).barred(one.id)]


def _seen(desk: Desk, moment: Moment, who: Viewer) -> Iterator[str]:
    """The fields of the dossier, then what else there is, as this reader would be answered on the day."""
    charter, state, one = desk.charter, moment.state, moment.one
    shown = fields(charter, state, who, one, desk.today)
    for name in (*NOTICE_FIELDS, *charter.attributes):
        if name in shown and _says(desk, one, name):
            attribute = charter.attributes.get(name)
            yield desk.said(attribute.name) if attribute else say(desk.language, f"notice-field-{name}")
    look = Look(charter, state, who, About(nomination=one), desk.today)
    running = next((notice for _stage, notice in notice_of(look)), None)
    for thing in THINGS:
        about = About(nomination=one, notice=running if thing == "notice" else None)
        if (thing != "notice" or running) and sees(charter, state, who, thing, about, desk.today):
            yield word("thing", thing, desk.language)


def _says(desk: Desk, one: Nomination, name: str) -> bool:
    """Whether its dossier has such a field at all."""
    if name in desk.charter.attributes:
        return asked_in(desk.charter.attributes[name], one.category)
    graded = one.award is not None and any(honour.grade for honour in desk.charter.honours.values())
    return {"members": bool(one.members), "theme": bool(one.theme), "grade": graded}.get(name, True)
