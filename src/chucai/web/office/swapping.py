"""Readers of one nomination changed by hand: in the proposal that lies there, or in the assignment that was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from chucai.charter.stages import Stage
from chucai.gates.acts import Assign
from chucai.web.desk import Desk
from chucai.web.office import panel
from chucai.web.office.naming import called
from chucai.web.office.trying import tried
from chucai.web.records import drafts, lists

NAMED = 200  # nominations that are named with their readers
LONGEST = 80
Faults = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Swap:
    """Who reads a nomination, before and after. `sheet`: whoever is taken out has handed one in."""

    nomination: str
    out: str
    into: tuple[str, ...]
    before: tuple[str, ...]
    sheet: bool

    @property
    def after(self) -> tuple[str, ...]:
        return (*(who for who in self.before if who != self.out), *self.into)

    def act(self, stage: Stage) -> Assign:
        return Assign(stage=stage.id, readers={self.nomination: self.after})


def reading(desk: Desk, stage: Stage, kept: drafts.Kept, request: HttpRequest) -> dict[str, Any]:
    """Who reads what, by the proposal or else as it was made, and the form that changes it as it was filled in."""
    judging = desk.charter.judging_of(stage)
    readers = kept.data["readers"] if kept.version else desk.state.comparison(stage.id).assigned
    number = request.GET.get("number", "").strip()[:LONGEST]
    into, wanted = request.POST.getlist("into"), judging.readings if judging else 0
    return {
        **_listed(desk, readers, number),
        **_choices(desk, readers),
        "number": number,
        "given": request.POST,
        "into": [*into, *[""] * wanted][:wanted],
        "open": bool(number or into),
    }


def _listed(desk: Desk, readers: panel.Readers, wanted: str) -> dict[str, Any]:
    """The first nominations the person may see, of those whose number holds what is wanted, with their readers."""
    seen = set(_seen(desk).values_list("nomination", flat=True))
    found = [pair for pair in sorted(readers.items()) if pair[0] in seen and wanted.lower() in pair[0].lower()]
    return {"pairs": found[:NAMED], "more": len(found) > NAMED}


def _choices(desk: Desk, readers: panel.Readers) -> dict[str, Any]:
    """Who can be taken out (also who has left the panel and still stands there), and who can be put in."""
    roster = desk.state.roster.of("assessor", None)
    standing = sorted({*roster, *(who for some in readers.values() for who in some)})
    known = called(desk, standing)
    named = [(who, f"{known[who]} ({who})" if who in known else who) for who in standing]
    return {"leaving": named, "coming": [one for one in named if one[0] in roster]}


def asked(desk: Desk, stage: Stage, kept: drafts.Kept, data: QueryDict) -> tuple[Swap | None, Faults]:
    """What was filled in, or what is wrong with it. What only the gate knows, it is asked later."""
    nomination, out = (data.get(name, "").strip()[:LONGEST] for name in ("nomination", "out"))
    into = tuple(dict.fromkeys(filter(None, (who[:LONGEST] for who in data.getlist("into")))))
    if not _seen(desk).filter(nomination=nomination).exists():
        return None, [(gettext("There is no nomination of this number."), "nomination")]
    made = desk.state.comparison(stage.id).assigned.get(nomination, ())
    before = tuple(kept.data.get("readers", {}).get(nomination, made))
    if out and out not in before:
        return None, [(gettext("This judge does not read this nomination."), "out")]
    if twice := next((who for who in into if who in before), ""):
        return None, [(gettext("%(who)s reads this nomination already.") % {"who": twice}, "into-1")]
    if not (out or into):
        return None, [(gettext("Choose who is taken out or put in."), "into-1")]
    sheet = bool(out) and out in desk.state.nomination(nomination).sheets.get(stage.id, {})
    return Swap(nomination, out, into, before, sheet), []


def change(desk: Desk, stage: Stage, kept: drafts.Kept, swap: Swap, account: int | None) -> None:
    """The proposal as changed. Raises what the gate would refuse of it, were it made now, because of this change."""
    readers = {swap.nomination: list(swap.after)}  # first: what is wrong with it is what the gate names
    readers |= {name: who for name, who in kept.data["readers"].items() if name != swap.nomination}
    refused, _ = tried(desk, [panel.changed(desk, stage, readers)])
    if refused is not None:
        before, _ = tried(desk, [panel.act(desk, stage)])
        if before is None or (before.code, before.facts) != (refused.code, refused.facts):
            raise refused
    drafts.save(
        desk.round_id, panel.owner(stage), panel.KIND, stage.id, {"readers": readers}, kept.version, desk.at, account
    )


def what_is_left(swap: Swap) -> str:
    """What becomes of the sheet of whoever is taken out; empty where there is none."""
    if not swap.sheet:
        return ""
    text = gettext(
        "%(who)s has handed in a score sheet for %(nomination)s. The sheet still counts, but %(who)s can neither read "
        "the case nor amend the sheet any more. If there is an interest, recuse the judge instead."
    )
    return text % {"who": swap.out, "nomination": swap.nomination}


def _seen(desk: Desk) -> Any:
    return lists.at_work(desk.charter, desk.state, desk.viewer, desk.today)
