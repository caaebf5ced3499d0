"""Criteria, ways of judging, electorates and votes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from chucai.charter.faults import Fault, fault, unknown, warning
from chucai.charter.judging import Criterion, Judging, Vote
from chucai.charter.known import BLIND_FIELDS, tiers_of
from chucai.charter.model import Charter
from chucai.charter.stages import Stage

MOST_MARKS = 40  # a scale of more marks is taken as a measurement, not as steps


def check(charter: Charter) -> Iterator[Fault]:
    for name, criterion in charter.criteria.items():
        yield from _criterion(f"criteria.{name}", criterion)
    for name, judging in charter.judging.items():
        yield from _judging(charter, f"judging.{name}", judging)
    for name, electorate in charter.electorates.items():
        if electorate.tier is not None and electorate.tier not in tiers_of(charter):
            known = tiers_of(charter)
            path = f"electorates.{name}.tier"
            yield unknown("tier-unknown", path, electorate.tier, known)
    for n, stage in enumerate(charter.stages):
        if stage.vote is not None:
            yield from _vote(charter, f"stage[{n}].vote", stage, stage.vote)


def _criterion(path: str, criterion: Criterion) -> Iterator[Fault]:
    low, high = (Decimal(mark) for mark in criterion.scale)
    step = Decimal(criterion.step)
    if low >= high:
        yield fault("low-above-high", f"{path}.scale", low=str(low), high=str(high))
        return
    if step <= 0 or low % step or high % step:  # marks are whole numbers of steps
        yield fault("step-does-not-fit", f"{path}.step", step=str(step), low=str(low), high=str(high))
        return
    for mark in criterion.rubric:
        if not _on_scale(mark, low, high, step):
            facts = {"mark": mark, "low": str(low), "high": str(high), "step": str(step)}
            yield fault("mark-off-scale", f"{path}.rubric.{mark}", **facts)


def _on_scale(mark: str, low: Decimal, high: Decimal, step: Decimal) -> bool:
    try:
        value = Decimal(mark)
    except InvalidOperation:
        return False
    return value.is_finite() and low <= value <= high and not value % step


def _judging(charter: Charter, path: str, judging: Judging) -> Iterator[Fault]:
    yield from _criteria(charter, path, judging)
    if judging.assigned and judging.enough is not None and judging.enough > judging.readings:
        yield fault("enough-over-readings", f"{path}.enough", enough=judging.enough, readings=judging.readings)
    if judging.bar is not None and not 0 <= judging.bar <= 100:
        yield fault("bar-off-scale", f"{path}.bar", bar=str(judging.bar))
    if judging.top_share is not None and not 0 < judging.top_share <= 1:
        yield fault("share-out-of-range", f"{path}.top_share", share=str(judging.top_share))
    if judging.merit == "trimmed" and judging.readings <= 5:
        yield warning("trimmed-with-few", f"{path}.merit", readings=judging.readings)
    if judging.merit == "rating-scale":
        yield from _rating_scale(charter, path, judging)
    if judging.own_unit_tier is not None and judging.own_unit_tier not in tiers_of(charter):
        known = tiers_of(charter)
        yield unknown("tier-unknown", f"{path}.own_unit_tier", judging.own_unit_tier, known)
    known = (*BLIND_FIELDS, *charter.attributes)
    for n, field in enumerate(judging.blind):
        if field not in known:
            yield unknown("field-unknown", f"{path}.blind[{n}]", field, known)
    for n, name in enumerate(judging.by):
        yield from _electorate(charter, f"{path}.by[{n}]", name)


def _rating_scale(charter: Charter, path: str, judging: Judging) -> Iterator[Fault]:
    """The rating scale model takes marks as steps of one short scale, and gives merit in logits, not in points."""
    if judging.bar is not None:
        yield fault("bar-in-logits", f"{path}.bar", bar=str(judging.bar))
    used = {name: charter.criteria[name] for name in judging.criteria or charter.criteria if name in charter.criteria}
    scales = {name: _marks(criterion) for name, criterion in used.items() if criterion.step > 0}
    if len(set(scales.values())) > 1:
        yield fault("criteria-scales-differ", f"{path}.merit", criteria=", ".join(sorted(scales)))
    for name, (low, high) in scales.items():
        if high - low >= MOST_MARKS:
            marks = int(high - low) + 1
            yield fault("scale-of-many-marks", f"criteria.{name}.scale", criterion=name, marks=marks, most=MOST_MARKS)


def _marks(criterion: Criterion) -> tuple[Decimal, Decimal]:
    """The ends of a scale, counted in steps."""
    low, high = (Decimal(mark) / Decimal(criterion.step) for mark in criterion.scale)
    return low, high


def _criteria(charter: Charter, path: str, judging: Judging) -> Iterator[Fault]:
    known = tuple(charter.criteria)
    for n, name in enumerate(judging.criteria):
        if name not in known:
            yield unknown("criterion-unknown", f"{path}.criteria[{n}]", name, known)
    if not known:
        yield fault("judging-without-criteria", path)
    used = [charter.criteria[name].weight for name in judging.criteria or known if name in known]
    if len(used) > 1 and sum(used) != 100:
        yield warning("weights-not-hundred", path, total=sum(used))


def _electorate(charter: Charter, path: str, name: str) -> Iterator[Fault]:
    if name not in charter.electorates:
        yield unknown("electorate-unknown", path, name, tuple(charter.electorates))


def _vote(charter: Charter, path: str, stage: Stage, vote: Vote) -> Iterator[Fault]:
    yield from _electorate(charter, f"{path}.asked", vote.asked)
    electorate = charter.electorates.get(vote.asked)
    if electorate is not None and electorate.tier not in (None, stage.tier):
        facts = {"electorate": vote.asked, "tier": electorate.tier, "stage_tier": stage.tier}
        yield fault("electorate-of-other-tier", f"{path}.asked", **facts)
    yield from _pass_mark(path, vote)
    if vote.only_if is not None:
        yield from _only_if(charter, f"{path}.only_if", vote.only_if)


def _pass_mark(path: str, vote: Vote) -> Iterator[Fault]:
    if vote.quorum is not None and not 0 < vote.quorum <= 1:
        yield fault("share-out-of-range", f"{path}.quorum", share=str(vote.quorum))
    marks = [mark for mark in (vote.pass_above, vote.pass_at_least) if mark is not None]
    if len(marks) != 1:
        yield fault("pass-mark-missing" if not marks else "two-pass-marks", path)
    elif vote.pass_above is not None and not 0 <= vote.pass_above < 1:
        yield fault("vote-cannot-pass", f"{path}.pass_above", share=str(vote.pass_above))
    elif vote.pass_at_least is not None and not 0 < vote.pass_at_least <= 1:
        yield fault("vote-cannot-pass", f"{path}.pass_at_least", share=str(vote.pass_at_least))


def _only_if(charter: Charter, path: str, name: str) -> Iterator[Fault]:
    attribute = charter.attributes.get(name)
    if attribute is None:
        yield unknown("attribute-unknown", path, name, tuple(charter.attributes))
    elif attribute.kind != "yes-no":
        yield fault("only-if-not-yes-no", path, attribute=name, kind=attribute.kind)
    elif attribute.see == "sensitive":
        yield fault("sensitive-in-rule", path, attribute=name)
