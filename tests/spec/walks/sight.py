"""What nobody may see in any walk, at any step: said again without asking the table of visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chucai.gates.model import Nomination
from chucai.gates.viewing import ANYBODY, About, Viewer, viewer
from chucai.gates.visibility import THINGS, fields, sees

if TYPE_CHECKING:
    from tests.spec.walks.walker import Walk

TOLD = {"case", "public-field", "notice", "award", "totals"}


def check_sight(walk: Walk) -> None:
    """One nomination a step, in turn."""
    names = walk.state.nominations()
    if names:
        one = walk.state.nomination(names[len(walk.events) % len(names)])
        _outsiders(walk, one)
        _assessors(walk, one)
        _objectors(walk, one)


def _sees(walk: Walk, who: Viewer, thing: str, about: About) -> bool:
    return sees(walk.charter, walk.state, who, thing, about, walk.today)


def _outsiders(walk: Walk, one: Nomination) -> None:
    """The public sees a name while a notice names it, and when the awards are out; a sealed programme, only then."""
    seen = {thing for thing in THINGS if _sees(walk, ANYBODY, thing, About(nomination=one))}
    notices = [n for n in map(walk.state.notice, walk.state.notices()) if n and one.id in (*n.listed, *n.reserves)]
    noticed = any(n.window.first <= walk.today <= n.window.last for n in notices)
    last = walk.charter.stages[-1].id
    out = last in walk.state.round.closed and one.award is not None
    assert seen <= TOLD
    assert not seen or out or (noticed and walk.charter.visibility == "open")
    shown = fields(walk.charter, walk.state, ANYBODY, one, walk.today)
    private = {name for name, attribute in walk.charter.attributes.items() if attribute.see != "public"}
    assert not shown & private
    assert not shown or seen


def _assessors(walk: Walk, one: Nomination) -> None:
    """Nobody reads another's sheet before the ranking is adopted and their own is in; the recused never."""
    for stage in walk.charter.stages:
        sheets = one.sheets.get(stage.id, {})
        for who in sorted(walk.state.roster.of("assessor", None)):
            eyes = viewer(walk.state, who)
            if eyes.is_("secretary") or eyes.is_("auditor") or eyes.is_("authority"):
                continue
            for author in sheets:
                about = About(nomination=one, stage=stage.id, assessor=author)
                if author != who and _sees(walk, eyes, "sheet", about):
                    assert walk.state.comparison(stage.id).sheets is not None
                    assert who in sheets or who in one.abstained.get(stage.id, ())
                    assert not walk.state.assessor(who).barred(one.id)
                    assert who not in one.people


def _objectors(walk: Walk, one: Nomination) -> None:
    """An objector's name is seen by the authority, once unsealed, and by nobody else."""
    for notice in filter(None, map(walk.state.notice, walk.state.notices())):
        for key, objection in notice.objections.items():
            about = About(nomination=one, notice=notice, objection=key)
            for who in ("office-1", "office-2", "authority-1", "a1", f"co-{one.unit}"):
                if _sees(walk, viewer(walk.state, who), "objector", about):
                    assert objection.unsealed
                    assert ("authority", None) in viewer(walk.state, who).roles
