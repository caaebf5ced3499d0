"""What the chosen list hangs on, for the report: prices of rules, other lists, smallest changes, how firm it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chucai.charter.model import Charter
from chucai.charter.values import Text
from chucai.cli.telling.comparison import Watched, standing_at
from chucai.cli.telling.facts import stage_name
from chucai.engine.explain import Price
from chucai.engine.weighed import Weighed
from chucai.gates.state import Memory
from chucai.publish.charts.firm import FirmData, FirmRow
from chucai.publish.charts.prices import PriceData, PriceRow
from chucai.publish.charts.ranking import ONE_HONOUR_EACH
from chucai.publish.report import OtherList, OthersFacts, TurnLine


def prices(charter: Charter, watched: Watched) -> Iterator[PriceData]:
    """What each rule of the charter, with all its parts, costs the list of a stage."""
    says = {rule.id: rule.says for rule in charter.rules}
    for stage_id, weighed in watched.weighed.items():
        rows = tuple(_rows(weighed, says))
        if rows:
            total = watched.shortlists[stage_id].selection.objective
            yield PriceData(stage_id, stage_name(charter.stage(stage_id)), total, rows)


def _rows(weighed: Weighed, says: Mapping[str, Text | None]) -> Iterator[PriceRow]:
    by_rule: dict[str, list[Price]] = {}
    for price in weighed.explanation.prices:
        by_rule.setdefault(price.rule, []).append(price)
    for rule, found in by_rule.items():
        dropped = next(price for price in found if price.eased == "dropped")
        eased = [price.merit for price in found if price.eased != "dropped" and rule != ONE_HONOUR_EACH]
        yield PriceRow(rule, says.get(rule), dropped.merit, dropped.places, max(eased, default=None))


def others(watched: Watched) -> Iterator[OthersFacts]:
    """The nearest other lists of each stage."""
    for stage_id, weighed in watched.weighed.items():
        found = weighed.explanation.others
        if found is not None:
            yield OthersFacts(stage_id, tuple(OtherList(one.less, one.enters, one.leaves) for one in found))


def turns(watched: Watched) -> Iterator[TurnLine]:
    """The smallest change for everybody whom a rule moved across the cut."""
    for weighed in watched.weighed.values():
        for turn in weighed.explanation.turns:
            yield TurnLine(turn.id, turn.chosen, turn.change)


def firm(charter: Charter, state: Memory, watched: Watched) -> Iterator[FirmData]:
    """On how many of the drawn lists each nomination is."""
    names = {name: category.name for name, category in charter.categories.items()}
    for stage_id, weighed in watched.weighed.items():
        if not weighed.draws:
            continue
        rows = []
        for one in watched.shortlists[stage_id].asked.candidates:
            count, standing = weighed.chances.get(one.id, 0), standing_at(state, stage_id, one.category, one.id)
            if count or standing == "chosen":
                rows.append(FirmRow(one.id, one.category, count, standing))
        yield FirmData(stage_id, stage_name(charter.stage(stage_id)), weighed.draws, names, tuple(rows))
