"""One press to remind those who are late: counted first, then posted, once a day to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.urls import reverse

from chucai.charter.stages import Stage
from chucai.gates.standing import IN_PLAY, paper_id
from chucai.web.desk import Desk
from chucai.web.mail import outbox
from chucai.web.mail.recipients import Preview, previewed
from chucai.web.office import progress
from chucai.web.office.glance import Glance
from chucai.web.records import people
from chucai.web.records.models import Account

WHOM = {"recommend": "units", "compare": "judges", "consult": "notices"}  # by the gate of the open stage


def late(desk: Desk, whom: str, stage: Stage) -> list[str]:
    """Actors to be reminded: coordinators of units without a slate or notice, or judges with sheets open."""
    if whom == "judges":
        return [judge.who for judge in progress.judges(desk, stage) if judge.open]
    glance = Glance(desk)
    if whom == "notices":
        units = [unit for unit, _ in unnoticed(desk, stage, glance)]
    else:
        units = [one.unit for one in progress.late_units(desk, stage, glance)]
    return sorted({who for unit in units for who in desk.state.roster.of("coordinator", unit)})


def unnoticed(desk: Desk, stage: Stage, glance: Glance) -> list[tuple[str, int]]:
    """Units that have to put up a notice and have not, each with how many it is about; the largest first."""
    if not stage.notice or stage.tier == desk.charter.tiers[-1].id:  # there the office publishes it
        return []
    at = (desk.tree.ancestor(row.unit, stage.tier) for row in glance.at(stage, *IN_PLAY))
    counted = Counter(unit for unit in at if unit is not None)
    desk.state.foresee({f"notice/{paper_id(stage.id, unit)}" for unit in counted})
    missing = [(unit, n) for unit, n in counted.items() if desk.state.notice(paper_id(stage.id, unit)) is None]
    return sorted(missing, key=lambda one: (-one[1], one[0]))


def reached(desk: Desk, actors: Collection[str]) -> list[Account]:
    """Those of them who have an account in the round; nobody else can be written to."""
    seated = people.seated(desk.round_id)
    return [seated[who] for who in actors if who in seated]


def preview(desk: Desk, whom: str, stage: Stage, accounts: Collection[Account]) -> Preview:
    """The letter as it would be, and how many get it."""
    return previewed(desk.round_id, accounts, "nudge", _facts(desk, whom, stage), desk.at)


def _facts(desk: Desk, whom: str, stage: Stage) -> dict[str, str]:
    place = "judge:queue" if whom == "judges" else "nominate:tasks"
    return {
        "stage": stage.id,
        "last": desk.round.windows[stage.id].last.isoformat(),
        "onward": reverse(place, args=[desk.round_id]),
    }


def post(desk: Desk, whom: str, stage: Stage) -> int:
    """Write to all of them; returns to how many there was not already a letter today."""
    key = f"nudge/{desk.round_id}/{stage.id}/{whom}/{desk.today.isoformat()}"
    accounts = reached(desk, late(desk, whom, stage))
    return outbox.post_many(desk.round_id, accounts, "nudge", _facts(desk, whom, stage), at=desk.at, key=key)
