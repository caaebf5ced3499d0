"""The box of a secret ballot: slips with a number and choices, apart from the roll of who voted."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from chucai.errors import Refused
from chucai.gates.acts import Act, Cast, CountBallot, Slip
from chucai.gates.state import State
from chucai.web.records import models


def check_slip(state: State, act: Act, slip: Slip | None) -> None:
    """A vote in a secret ballot comes with a slip about its candidates, and nothing else does.

    Raises Refused("slip-unasked", "slip-missing", "slip-other-candidates", "slip-number-taken").
    """
    secret = isinstance(act, Cast) and not act.choices
    if slip is None or not isinstance(act, Cast):
        if secret != (slip is not None):
            raise Refused("slip-missing" if secret else "slip-unasked", act=act.kind)
        return
    if not secret:
        raise Refused("slip-unasked", act=act.kind)
    ballot = state.ballot(act.ballot)
    candidates = ballot.candidates if ballot else ()
    if set(slip.choices) != set(candidates):
        raise Refused("slip-other-candidates", ballot=act.ballot, candidates=list(candidates))
    if models.Slip.objects.filter(round_id=state.round_id, ballot=act.ballot, number=slip.number).exists():
        raise Refused("slip-number-taken", ballot=act.ballot)


def check_count(round_id: str, act: Act) -> None:
    """What is counted is what lies in the box. Raises Refused("slips-differ-from-box")."""
    if isinstance(act, CountBallot):
        inside = slips(round_id, act.ballot)
        if act.slips != inside:
            raise Refused("slips-differ-from-box", ballot=act.ballot, counted=len(act.slips), inside=len(inside))


def slips(round_id: str, ballot: str) -> tuple[Slip, ...]:
    """All slips in the box, in order of their numbers: what `CountBallot` takes."""
    rows = models.Slip.objects.filter(round_id=round_id, ballot=ballot).values_list("number", "choices")
    return tuple(sorted((Slip(number=number, choices=choices) for number, choices in rows), key=lambda s: s.number))


def drop(round_id: str, dropped: Collection[tuple[str, Slip]]) -> None:
    """Put slips into their boxes; the row's id is drawn by lot, so rows do not lie in the order of voting."""
    rows = [
        models.Slip(
            id=secrets.randbelow(2**62) + 1, round_id=round_id, ballot=ballot, number=slip.number, choices=slip.choices
        )
        for ballot, slip in dropped
    ]
    models.Slip.objects.bulk_create(rows, batch_size=500)


def empty(round_id: str, ballot: str) -> None:
    """Before a ballot opens. One that is held again begins with an empty box; its first slips are in the count."""
    models.Slip.objects.filter(round_id=round_id, ballot=ballot).delete()


def shake(round_id: str, ballot: str) -> None:
    """Write the whole box anew in the order of its numbers, so that not even the place of a row tells when it came."""
    inside = slips(round_id, ballot)
    models.Slip.objects.filter(round_id=round_id, ballot=ballot).delete()
    drop(round_id, [(ballot, slip) for slip in inside])
