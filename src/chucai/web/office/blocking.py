"""What would keep a stage from being closed, in words: the gates' own blockers, asked without writing anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from chucai.charter.stages import Stage
from chucai.gates.acts import CloseStage
from chucai.gates.asked import Asked
from chucai.gates.model import Nomination, Stream
from chucai.gates.rounds import BLOCKERS, FULL_WINDOW
from chucai.gates.standing import GATES, IN_PLAY, RETURNED, STANDING, UNDECIDED, bodies_about
from chucai.gates.state import State
from chucai.publish.figures import day
from chucai.web.desk import Desk
from chucai.web.nominate.paper import units_unsent
from chucai.web.office import progress
from chucai.web.office.doors import SECRETARY
from chucai.web.office.glance import Glance, Row
from chucai.web.office.naming import Names
from chucai.web.records.state import Rows

NAMED = 3  # units that a line names; the number says how many there are


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands in the way, and where it can be seen to. `hard`: the gate refuses to close before.

    `until`: the last of the days that have to pass, where nothing else is to be done.
    """

    text: str
    href: str = ""
    hard: bool = True
    until: date | None = None


class AtStage(State):
    """A round of which only those nominations are listed that are at a stage: others block nothing."""

    def __init__(self, round_: Rows, rows: Iterable[Row]) -> None:
        self.round_id, self.calendar, self._round = round_.round_id, round_.calendar, round_
        self._names = sorted(row.nomination for row in rows)
        round_.foresee({f"nomination/{name}" for name in self._names})

    def read(self, key: str) -> Stream | None:
        return self._round.read(key)

    def nominations(self) -> Sequence[str]:
        return self._names

    def slates(self, stage: str) -> Sequence[str]:
        return self._round.slates(stage)

    def notices(self) -> Sequence[str]:
        return self._round.notices()

    def ballots(self) -> Sequence[str]:
        return self._round.ballots()


def blocking(desk: Desk, stage: Stage, glance: Glance) -> list[Blocker]:
    """Everything between now and the closing of an open stage."""
    found = list(_BY_GATE[stage.gate](desk, stage, glance))
    last = desk.round.windows[stage.id].last
    waits = max((one.until for one in found if one.until), default=date.min)
    if stage.gate in FULL_WINDOW and desk.today <= last and waits < last:  # else a line has said to wait as long
        text = gettext("The stage is given until %(day)s and may not be cut short: close it after that day")
        found.append(Blocker(text % {"day": day(last, desk.language)}, until=last))
    return found


def unsent(desk: Desk, stage: Stage) -> list[Blocker]:
    """Units that wrote nominations and forgot the last button. Drafts are no events, so this is asked each time."""
    units = sorted(units_unsent(desk)) if stage.gate == "recommend" and stage.id == desk.charter.stages[0].id else []
    if not units:
        return []
    text = ngettext(
        "%(n)d unit has complete nominations that were not handed in (%(units)s): "
        "ask its coordinators, or extend the stage",
        "%(n)d units have complete nominations that were not handed in (%(units)s): "
        "ask their coordinators, or extend the stage",
        len(units),
    )
    facts = {"n": len(units), "units": _some(map(Names(desk).unit, units))}
    return [Blocker(text % facts, reverse("office:people", args=[desk.round_id]), hard=False)]


def _list(desk: Desk, query: str) -> str:
    return f"{reverse('office:nominations', args=[desk.round_id])}?{query}"


def _recommend(desk: Desk, stage: Stage, glance: Glance) -> Iterator[Blocker]:
    back = len(glance.at(stage, RETURNED))
    if back:
        text = ngettext("%(n)d nomination is back with its unit", "%(n)d nominations are back with their units", back)
        over = desk.today > desk.round.windows[stage.id].last
        yield Blocker(text % {"n": back}, _list(desk, f"stage={stage.id}&standing={RETURNED}"), hard=not over)
    late = len(progress.late_units(desk, stage, glance))
    if late:
        text = ngettext("%(n)d unit has sent no slate", "%(n)d units have sent no slate", late)
        yield Blocker(text % {"n": late}, reverse("office:control", args=[desk.round_id]) + "#units", hard=False)


def _compare(desk: Desk, stage: Stage, glance: Glance) -> Iterator[Blocker]:
    judging = desk.charter.judging_of(stage)
    panel = reverse("office:panel", args=[desk.round_id])
    if judging is not None and judging.assigned and (free := progress.unassigned(desk, stage, glance)):
        text = ngettext("%(n)d nomination has no readers", "%(n)d nominations have no readers", free)
        yield Blocker(text % {"n": free}, panel, hard=False)
    if few := sum(row.sheets < row.wanted for row in glance.at(stage, STANDING)):
        text = ngettext("%(n)d nomination lacks sheets", "%(n)d nominations lack sheets", few)
        yield Blocker(text % {"n": few}, _list(desk, f"stage={stage.id}&few=1"), hard=False)
    if desk.state.comparison(stage.id).chosen is None:
        yield Blocker(gettext("The shortlist is not signed"), reverse("decision:desk", args=[desk.round_id, stage.id]))


def _vet(desk: Desk, stage: Stage, glance: Glance) -> Iterator[Blocker]:
    """By body: how many it has not spoken on, or nobody has ruled on since."""
    names = Names(desk)
    state = AtStage(desk.state, glance.at(stage, *IN_PLAY))
    waiting: Counter[str] = Counter()
    referred = 0
    for one in map(state.nomination, state.nominations()):
        if GATES["vet"](desk.charter, state, stage, one) == UNDECIDED:
            referred += None in one.referred.values()
            waiting.update(_silent(desk, state, stage, one))
    for body, number in waiting.most_common():
        text = ngettext(
            "%(body)s: %(n)d nomination without a clear word",
            "%(body)s: %(n)d nominations without a clear word",
            number,
        )
        yield Blocker(text % {"body": names.bodies[body], "n": number}, _list(desk, f"stage={stage.id}"))
    if referred:
        text = ngettext("%(n)d condition waits for a ruling", "%(n)d conditions wait for a ruling", referred)
        yield Blocker(text % {"n": referred}, _list(desk, f"stage={stage.id}"))


def _silent(desk: Desk, state: State, stage: Stage, one: Nomination) -> Iterator[str]:
    for body in bodies_about(desk.charter, state, stage, one):
        opinion = one.opinions.get(body)
        clear = opinion is not None and (opinion.answer in ("clear", "none-held") or opinion.ruled is not None)
        if not clear:
            yield body


def _papers(desk: Desk, stage: Stage, glance: Glance) -> Iterator[Blocker]:
    """Notices, objections and ballots of consulting; those still to be honoured of conferring."""
    state = AtStage(desk.state, glance.at(stage, *IN_PLAY))
    asked = Asked(desk.charter, state, CloseStage(stage=stage.id), desk.at, desk.acting(SECRETARY))
    way = reverse("decision:way", args=[desk.round_id])
    found = [text.partition(" ") for text in BLOCKERS[stage.gate](asked, stage)]
    yield from _notices(desk, stage, [paper for kind, _, paper in found if kind == "notice"])
    kinds = Counter(kind for kind, _, _ in found)
    for kind, number in kinds.items():
        words = {
            "objection": ngettext("%(n)d objection is not answered", "%(n)d objections are not answered", number),
            "ballot": ngettext("%(n)d vote is not counted", "%(n)d votes are not counted", number),
        }
        if kind in words:
            yield Blocker(words[kind] % {"n": number}, way)
    left = sum(number for kind, number in kinds.items() if kind not in ("notice", "objection", "ballot"))
    if left:
        text = ngettext("%(n)d holder of a place is not honoured", "%(n)d holders of places are not honoured", left)
        yield Blocker(text % {"n": left}, way)


def _notices(desk: Desk, stage: Stage, papers: Sequence[str]) -> Iterator[Blocker]:
    """Those still to be published, by the office or by units, apart from those that only have to run their days."""
    names = Names(desk)
    out = [notice for paper in papers if (notice := desk.state.notice(paper)) is not None]
    missing = sorted(set(papers) - {notice.id for notice in out})
    if stage.id in missing:
        text = gettext("The notice “%(stage)s” is not published: publish it") % {"stage": names.stages[stage.id]}
        yield Blocker(text, reverse("decision:notice", args=[desk.round_id, stage.id]))
    if units := [paper.removeprefix(f"{stage.id}.") for paper in missing if paper != stage.id]:
        text = ngettext(
            "%(n)d unit has not published its notice (%(units)s): its coordinators have to",
            "%(n)d units have not published their notices (%(units)s): their coordinators have to",
            len(units),
        )
        facts = {"n": len(units), "units": _some(names.unit(unit) for unit in units)}
        yield Blocker(text % facts, reverse("office:people", args=[desk.round_id]))
    if out:
        text = ngettext(
            "%(n)d notice runs until %(day)s (%(whose)s): wait for its end",
            "%(n)d notices run, the last until %(day)s (%(whose)s): wait for their end",
            len(out),
        )
        whose = _some(names.unit(notice.unit) or names.stages[notice.stage] for notice in out)
        last = max(notice.window.last for notice in out)
        yield Blocker(text % {"n": len(out), "day": day(last, desk.language), "whose": whose}, until=last)


def _some(names: Iterable[str]) -> str:
    """The first few of many names."""
    listed = list(names)
    return pgettext("between items", ", ").join([*listed[:NAMED], *["…"][: len(listed) > NAMED]])


_BY_GATE = {"recommend": _recommend, "compare": _compare, "vet": _vet, "consult": _papers, "confer": _papers}
