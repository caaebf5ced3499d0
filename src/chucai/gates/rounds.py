"""Opening, amending, staging and closing a round."""

from __future__ import annotations

from chucai.charter.calendar import Window, stage_window
from chucai.charter.digest import digest, digest_of
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates import compare, confer, consult, recommend, vet
from chucai.gates.acts import AmendCalendar, AmendRound, CloseRound, CloseStage, ExtendStage, OpenRound, OpenStage
from chucai.gates.asked import Asked, Happened, require


def open_round(asked: Asked) -> list[Happened]:
    act: OpenRound = asked.act
    require(asked.state.read("round") is None, "round-already-open")
    require(act.charter == digest(asked.charter), "other-charter", charter=act.charter)
    require(act.calendar == asked.state.calendar.digest(), "other-calendar", calendar=act.calendar)
    require(asked.state.calendar.id == asked.charter.calendar, "other-calendar", calendar=asked.state.calendar.id)
    return [Happened("round", {"opened": asked.today.isoformat()})]


def amend_round(asked: Asked) -> list[Happened]:
    """The charter handed in is already the new one: it begins with the stages there have been, and keeps what is in use
    (G5)."""
    act: AmendRound = asked.act
    require(act.charter == digest(asked.charter), "other-charter", charter=act.charter)
    require(act.charter != asked.state.round.charter, "nothing-changed")
    been = list(asked.state.round.windows)
    begins = asked.charter.stages[: len(been)]
    require(been == [stage.id for stage in begins], "stage-in-use", stages=been)
    decided = asked.state.round.rules
    other = [one.id for one in begins if one.id in decided and decided[one.id] != rules_of(asked.charter, one)]
    require(not other, "stage-in-use", stages=other)
    missing = sorted(_in_use(asked))
    require(not missing, "still-in-use", missing=missing[:10])
    return [Happened("round")]


def _in_use(asked: Asked) -> set[str]:
    """What nominations and units refer to and the new charter does not have."""
    charter, state = asked.charter, asked.state
    missing = {unit.tier for unit in state.tree.units.values()} - {tier.id for tier in charter.tiers}
    for nomination in map(state.nomination, state.nominations()):
        missing |= {nomination.category} - charter.categories.keys()
        missing |= nomination.opinions.keys() - charter.bodies.keys()
        missing |= ({nomination.award.honour} if nomination.award else set()) - charter.honours.keys()
    return missing


def amend_calendar(asked: Asked) -> list[Happened]:
    act: AmendCalendar = asked.act
    require(act.calendar == asked.state.calendar.digest(), "other-calendar", calendar=act.calendar)
    require(act.calendar != asked.state.round.calendar, "nothing-changed")
    return [Happened("round")]


def open_stage(asked: Asked) -> list[Happened]:
    act: OpenStage = asked.act
    round_ = asked.state.round
    position = asked.charter.position(asked.stage.id)
    before = asked.charter.stages[:position]
    require(act.stage not in round_.windows, "stage-already-opened", stage=act.stage)
    waiting = [stage.id for stage in before if stage.id not in round_.closed]
    require(not waiting, "stage-before-open", stage=act.stage, waiting=waiting)
    opens = asked.stage.opens
    require(opens is None or asked.today >= opens, "too-early", stage=act.stage, opens=str(opens))
    window = _stage_window(asked)
    return [
        Happened(
            "round",
            {"first": str(window.first), "last": str(window.last), "provisional": window.provisional},
        )
    ]


def _stage_window(asked: Asked) -> Window:
    stage, today = asked.stage, asked.today
    require(stage.closes is None or stage.closes >= today, "stage-missed", stage=stage.id, closes=str(stage.closes))
    return stage_window(asked.charter, asked.state.calendar, stage, today)


def extend_stage(asked: Asked) -> list[Happened]:
    act: ExtendStage = asked.act
    round_ = asked.state.round
    require(round_.is_open(act.stage), "stage-not-open", stage=act.stage, open=round_.stage)
    require(act.last > round_.windows[act.stage].last, "not-later", last=str(round_.windows[act.stage].last))
    return [Happened("round")]


BLOCKERS = {
    "recommend": recommend.blockers,
    "compare": compare.blockers,
    "vet": vet.blockers,
    "consult": consult.blockers,
    "confer": confer.blockers,
}
# Cutting these short would take time away from units or from the public.
FULL_WINDOW = ("recommend", "consult")


def close_stage(asked: Asked) -> list[Happened]:
    act: CloseStage = asked.act
    round_ = asked.state.round
    stage = asked.stage
    require(round_.is_open(act.stage), "stage-not-open", stage=act.stage, open=round_.stage)
    last = round_.windows[act.stage].last
    blockers = BLOCKERS[stage.gate](asked, stage)
    require(not blockers, "stage-blocked", stage=act.stage, blockers=blockers[:10], number=len(blockers))
    if stage.gate in FULL_WINDOW:
        require(asked.today > last, "window-still-open", stage=act.stage, last=str(last))
    return [Happened("round", {"rules": rules_of(asked.charter, stage)})]


def rules_of(charter: Charter, stage: Stage) -> str:
    """The digest of what a stage decided by: no amendment may change it once the stage is closed (G5)."""
    bodies = {name: charter.bodies[name] for name in stage.bodies if name in charter.bodies}
    return digest_of(
        {
            "stage": stage.model_dump(mode="json", exclude_defaults=True),
            "bodies": {name: body.model_dump(mode="json", exclude_defaults=True) for name, body in bodies.items()},
            "tiers": [tier.id for tier in charter.tiers],
        }
    )


def close_round(asked: Asked) -> list[Happened]:
    _: CloseRound = asked.act
    open_ = [stage.id for stage in asked.charter.stages if stage.id not in asked.state.round.closed]
    require(not open_, "stages-left", stages=open_)
    return [Happened("round")]
