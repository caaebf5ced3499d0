"""Drafts that nobody has handed in, though they are complete or the last day is over: told before it is too late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chucai.web.desk import Desk
from chucai.web.nominate.units import open_stage

NAMED = 5  # drafts that a banner names; the list below it has all
Draft = Mapping[str, Any]


def unsent(desk: Desk, drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """What the banners say of these drafts: one for each stage they can, or could, be handed in at."""
    return list(_banners(desk, drafts))


def _banners(desk: Desk, drafts: Sequence[Draft]) -> Iterator[dict[str, Any]]:
    first, now = desk.charter.stages[0].id, open_stage(desk, "recommend")
    for stage in dict.fromkeys([first, now.id if now else first]):
        window = desk.round.windows.get(stage)
        if window is None:
            continue  # papers are written before the round's first day
        is_open = desk.round.is_open(stage)
        over = desk.today > window.last or not is_open
        # New papers come in at the first stage only; mended ones wherever units recommend.
        here = [one for one in drafts if stage == (now and now.id if one["paper"].revises else first)]
        here = [one for one in here if one["complete"] or over]
        if here:
            colour = "warning" if not over else "error" if is_open else ""
            text = _text(here, over, is_open)
            yield {"text": text, "colour": colour, "over": over, "open": is_open, "last": window.last}


def _text(drafts: Sequence[Draft], over: bool, is_open: bool) -> str:
    names = {"names": _names(one["name"] for one in drafts)}
    if drafts[0]["paper"].mine:
        if not over:
            return pgettext("by anybody", "Complete, but not handed in: %(names)s.") % names
        if is_open:
            return pgettext("by anybody", "Not handed in, and the last day is over: %(names)s.") % names
        return pgettext("by anybody", "Never handed in, and not part of this round: %(names)s.") % names
    if not over:
        return _("Complete, but not handed in: %(names)s.") % names
    if is_open:
        return _("Not handed in, and the last day is over: %(names)s.") % names
    return _("Never handed in, and not part of this round: %(names)s.") % names


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    return _(", ").join([*listed[:NAMED], *["…"][: len(listed) > NAMED]])
