"""The list of stages: their order, their tiers, what each gate needs, and stages that nobody could close."""

from __future__ import annotations

from collections.abc import Iterator

from chucai.charter.faults import Fault, fault, twice, unknown, warning
from chucai.charter.known import tiers_of
from chucai.charter.model import Charter
from chucai.charter.stages import Stage

# Fields that speak to one kind of gate alone.
GATE_FIELDS = {
    "places": ("recommend",),
    "allot": ("recommend",),
    "judging": ("compare",),
    "keep": ("compare",),
    "composition": ("compare",),
    "bodies": ("vet",),
    "notice": ("consult",),
    "vote": ("recommend", "compare", "consult", "confer"),
}


def check(charter: Charter) -> Iterator[Fault]:
    yield from twice("tier", (tier.id for tier in charter.tiers))
    yield from twice("stage", (stage.id for stage in charter.stages))
    for n, stage in enumerate(charter.stages):
        yield from _tier(charter, n, stage)
        yield from _fields(n, stage)
        yield from _needs(charter, n, stage)
        yield from _places(charter, n, stage)
    yield from _order(charter)
    yield from _heights(charter)
    yield from _unused(charter)


def _tier(charter: Charter, n: int, stage: Stage) -> Iterator[Fault]:
    if stage.tier not in tiers_of(charter):
        yield unknown("tier-unknown", f"stage[{n}].tier", stage.tier, tiers_of(charter))


def _fields(n: int, stage: Stage) -> Iterator[Fault]:
    for key, gates in GATE_FIELDS.items():
        if key in stage.model_fields_set and stage.gate not in gates:
            yield fault("field-of-other-gate", f"stage[{n}].{key}", key=key, gate=stage.gate, gates=", ".join(gates))
    if stage.keep < 1:
        yield fault("keep-below-one", f"stage[{n}].keep", keep=str(stage.keep))


def _needs(charter: Charter, n: int, stage: Stage) -> Iterator[Fault]:
    path = f"stage[{n}]"
    if stage.gate == "compare":
        yield from _judging(charter, path, stage)
    elif stage.gate == "vet":
        for m, body in enumerate(stage.bodies):
            if body not in charter.bodies:
                known = tuple(charter.bodies)
                yield unknown("body-unknown", f"{path}.bodies[{m}]", body, known)
        if not stage.bodies and not any(rule.otherwise == "refer" for rule in charter.eligibility):
            yield fault("vet-without-work", path, stage=stage.id)
    elif stage.gate == "consult":
        if stage.notice is not None and stage.notice not in charter.notices:
            known = tuple(charter.notices)
            yield unknown("notice-unknown", f"{path}.notice", stage.notice, known)
        if stage.notice is None and stage.vote is None:
            yield fault("consult-without-work", path, stage=stage.id)


def _judging(charter: Charter, path: str, stage: Stage) -> Iterator[Fault]:
    known = tuple(charter.judging)
    if stage.judging is not None and stage.judging not in known:
        yield unknown("judging-unknown", f"{path}.judging", stage.judging, known)
    elif stage.judging is None and len(known) > 1:
        yield fault("judging-not-named", path, stage=stage.id, known=", ".join(known))
    elif not known and stage.vote is None:
        yield fault("compare-without-judging", path, stage=stage.id)


def _places(charter: Charter, n: int, stage: Stage) -> Iterator[Fault]:
    known = tuple(charter.categories)
    for key, table in (("places", stage.places), ("allot", stage.allot)):
        for category in table:
            if category not in known:
                yield unknown("category-unknown", f"stage[{n}].{key}.{category}", category, known)
    for category, allotment in stage.allot.items():
        path = f"stage[{n}].allot.{category}"
        if category in stage.places:
            yield fault("places-and-allot", path, category=category)
        if sum(allotment.by.values()) != 1 or min(allotment.by.values()) < 0:
            yield fault("weights-not-one", f"{path}.by", total=str(sum(allotment.by.values())))
        wordless = [figure for figure in allotment.by if figure not in allotment.names]
        if wordless:
            yield warning("figure-without-words", f"{path}.by", figures=", ".join(wordless))


def _order(charter: Charter) -> Iterator[Fault]:
    """Nominations come in at the first stage; the last one confers, and no other does."""
    last = len(charter.stages) - 1
    if charter.stages[0].gate != "recommend":
        yield fault("first-not-recommend", "stage[0].gate", gate=charter.stages[0].gate)
    if charter.stages[last].gate != "confer":
        yield fault("last-not-confer", f"stage[{last}].gate", gate=charter.stages[last].gate)
    for n, stage in enumerate(charter.stages[:last]):
        if stage.gate == "confer":
            yield fault("confer-before-end", f"stage[{n}].gate", stage=stage.id)


def _heights(charter: Charter) -> Iterator[Fault]:
    """Nominations go up the tiers one by one (N1)."""
    known = tiers_of(charter)
    highest = -1
    for n, stage in enumerate(charter.stages):
        if stage.tier not in known or stage.gate == "consult":  # a notice may return to the nominee's own unit (P1)
            continue
        height = known.index(stage.tier)
        if height < highest:
            yield fault("tier-goes-down", f"stage[{n}].tier", tier=stage.tier, former=known[highest])
        if height > highest + 1:
            skipped = ", ".join(known[highest + 1 : height])
            yield warning("tier-skipped", f"stage[{n}].tier", tier=stage.tier, skipped=skipped)
        highest = max(highest, height)


def _unused(charter: Charter) -> Iterator[Fault]:
    used = {
        "bodies": {body for stage in charter.stages for body in stage.bodies},
        "notices": {stage.notice for stage in charter.stages if stage.notice},
        "judging": {stage.judging for stage in charter.stages if stage.judging} or set(charter.judging),
    }
    named = {"bodies": tuple(charter.bodies), "notices": tuple(charter.notices), "judging": tuple(charter.judging)}
    for table, names in named.items():
        for name in names:
            if name not in used[table]:
                yield warning("never-used", f"{table}.{name}", name=name)
    tiers = {stage.tier for stage in charter.stages}
    for n, tier in enumerate(charter.tiers):
        if tier.id not in tiers:
            yield warning("never-used", f"tier[{n}]", name=tier.id)
