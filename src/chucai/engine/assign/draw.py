"""`assign`: draw pairs by lot or by affinity, match them exactly, tie the groups together, say how good it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.model import MICRO, Assignment
from chucai.engine.assign.request import NEVER, Request, request
from chucai.engine.assign.short import blocks_of_rows, open_pairs, refuse_group, refuse_if_short
from chucai.engine.kernels.matching import flow
from chucai.engine.kernels.matching_network import Network, laid_out
from chucai.engine.kernels.matching_proof import kept, most, potentials, prices_of, worth
from chucai.engine.kernels.matching_spread import groups_of, joined, spread
from chucai.errors import Refused

Ints = npt.NDArray[np.int64]

ALL_PAIRS = 2_000_000  # up to so many pairs all of them go into the flow; beyond, a drawn part
DRAWN = 16  # pairs drawn per nominee, at least; and at least four for every reading
LOT_BITS = 12
SAFE = 2**61  # costs times nodes must stay below
ANCHORS = 3  # of a hundred nominees, when there are blocks
DRAWS = ((2_000, 6), (20_000, 3))  # so many readings at most: so many draws, of which the best tied is kept


def assign(
    nominees: Iterable[str],
    assessors: Mapping[str, int],
    *,
    readings: int,
    barred: Collection[tuple[str, str]] = (),
    affinity: Mapping[tuple[str, str], int] | None = None,
    fixed: Collection[tuple[str, str]] = (),
    blocks: Mapping[str, str] | None = None,
    previous: Collection[tuple[str, str]] = (),
    seed: str,
) -> Assignment:
    """Give every nominee exactly `readings` assessors, none barred, none twice, no assessor above the load.

    Without `affinity` (integers per (nominee, assessor), more is better) loads are as even as can be, and lots drawn
    from `seed` mix the panels. With it the sum of affinities is made large, at a price that grows with the load; three
    of a hundred nominees then get assessors from different `blocks` (assessor -> block), so that blocks stay
    comparable. `fixed` pairs are kept. After a drop-out, as many pairs of the `previous` assignment as can be are kept
    before anything else counts. The order of the input never matters.

    Raises Refused("assignment-infeasible") naming nominations that need more readings than they can get, and a code
    of its own for each kind of faulty input.
    """
    asked = request(nominees, assessors, readings, barred, affinity or {}, fixed, blocks or {}, seed, previous)
    refuse_if_short(asked)
    anchors = _anchors(asked)
    tries = [_tried(asked, draw, anchors) for draw in range(_draws(asked))]
    return min(tries, key=_by_ties)


def _draws(asked: Request) -> int:
    if asked.affinity or len(asked.previous):
        return 1
    total = asked.readings * len(asked.nominees)
    return next((draws for most, draws in DRAWS if total <= most), 1)


def _by_ties(one: Assignment) -> tuple[int, bool, int]:
    return one.components, one.severity_variance is None, one.severity_variance or 0


def _anchors(asked: Request) -> Ints:
    """Nominees with the lowest lots, when assessors come in blocks and affinity would keep the blocks apart."""
    if not asked.affinity or len(np.unique(asked.blocks)) < 2:
        return np.zeros(0, dtype=np.int64)
    count = max(1, len(asked.nominees) * ANCHORS // 100)
    return np.sort(np.argsort(asked.nominee_words, kind="stable")[:count])


def _tried(asked: Request, draw: int, anchors: Ints) -> Assignment:
    codes = _matched(asked, draw, anchors)
    if codes is None and len(anchors):
        anchors = anchors[:0]
        codes = _matched(asked, draw, anchors)
    if codes is None:
        refuse_group(asked)
        raise ArithmeticError("the flow solver found no assignment though one exists")
    width = len(asked.assessors)
    closed = frozenset(asked.barred.tolist())
    edges = joined(
        [divmod(code, width) for code in codes.tolist()],
        lambda nominee, assessor: nominee * width + assessor not in closed,
        lambda nominee, assessor: asked.affinity.get(nominee * width + assessor, 0),
        frozenset(divmod(code, width) for code in np.union1d(asked.fixed, asked.previous).tolist()),
    )
    return _described(asked, edges, len({*edges} - {divmod(code, width) for code in codes.tolist()}), anchors)


@dataclass(frozen=True)
class _Pairs:
    nominee: Ints
    assessor: Ints
    lot: Ints


def _matched(asked: Request, draw: int, anchors: Ints) -> Ints | None:
    """Codes of all pairs, the fixed included; None if there is no assignment at all."""
    for pairs in _offers(asked, draw):
        used = certified(_network(asked, pairs, anchors))
        if used is not None:
            made = pairs.nominee[used] * len(asked.assessors) + pairs.assessor[used]
            return np.sort(np.concatenate([made, asked.fixed]))
    return None


def certified(network: Network) -> npt.NDArray[np.bool_] | None:
    """The cheapest pairs [P], proved by prices without the solver that found them; None if there are none.

    Raises ArithmeticError where the proof does not hold.
    """
    layout = laid_out(network)
    found = flow(layout)
    if found is None:
        return None
    used: npt.NDArray[np.bool_] = found[: layout.pairs] > 0
    prices = prices_of(network, potentials(layout, found))
    try:
        bound = most(network, prices)
    except OverflowError:  # too much for 64 bits; that there are prices at all is the same proof
        bound = worth(network, used)
    if not kept(network, used) or worth(network, used) != bound:
        raise ArithmeticError("the assignment found is not the best: its prices do not prove it")
    return used


def _offers(asked: Request, draw: int) -> Iterator[_Pairs]:
    """Pairs to choose from: a drawn part, doubled as long as it does not suffice, at last all of them."""
    width = max(DRAWN, 4 * asked.readings)
    while asked.pairs > ALL_PAIRS and 2 * width < len(asked.assessors):
        yield _drawn(asked, draw, width)
        width *= 2
    yield _with_lots(asked, draw, *open_pairs(asked))


def _drawn(asked: Request, draw: int, width: int) -> _Pairs:
    """Per nominee the pairs with the lowest lots, and all with an affinity."""
    judges = len(asked.assessors)
    liked = np.array(sorted(asked.affinity), dtype=np.int64)
    parts = [np.setdiff1d(np.union1d(liked, asked.previous), asked.closed)]
    for start, stop in blocks_of_rows(asked):
        lots = asked.lots(start, stop, draw)
        lots[:, asked.room <= 0] = NEVER
        lowest = np.argpartition(lots, width, axis=1)[:, :width]
        rows = np.repeat(np.arange(stop - start), width)
        free = lots[rows, lowest.ravel()] != NEVER
        parts.append(((rows + start) * judges + lowest.ravel())[free])
    codes = np.unique(np.concatenate(parts))
    codes = codes[asked.room[codes % judges] > 0]
    return _with_lots(asked, draw, codes // judges, codes % judges)


def _with_lots(asked: Request, draw: int, nominee: Ints, assessor: Ints) -> _Pairs:
    lot = np.zeros(len(nominee), dtype=np.int64)
    for start, stop in blocks_of_rows(asked):
        here = slice(*np.searchsorted(nominee, [start, stop]))
        lots = asked.lots(start, stop, draw)
        lot[here] = (lots[nominee[here] - start, assessor[here]] >> np.uint64(63 - LOT_BITS)).astype(np.int64)
    return _Pairs(nominee, assessor, lot)


def _network(asked: Request, pairs: _Pairs, anchors: Ints) -> Network:
    """Costs in an order of weight: even loads before lots; with affinity, affinity and load price before lots."""
    liked, load_price, heavier, bits = _weights(asked, pairs)
    anchored, kinds = np.isin(pairs.nominee, anchors), np.unique(asked.blocks)
    return Network(
        nominee=pairs.nominee,
        assessor=pairs.assessor,
        cost=(pairs.lot >> (LOT_BITS - bits)) - heavier * liked,
        need=asked.need,
        room=asked.room,
        carried=asked.fixed_of_assessor,
        load_price=heavier * load_price,
        side=np.where(anchored, asked.blocks[pairs.assessor], -1),
        side_room=np.full(len(kinds), -(-asked.readings // max(1, len(kinds)))),
    )


def _weights(asked: Request, pairs: _Pairs) -> tuple[Ints, int, int, int]:
    """Worth per pair, price of load, how much heavier they weigh than lots, and bits of lot: as 64 bits allow."""
    if not asked.affinity and not len(asked.previous):
        return 0 * pairs.lot, 1, int(asked.need.sum()) * 2**LOT_BITS + 1, LOT_BITS
    codes = pairs.nominee * len(asked.assessors) + pairs.assessor
    liked = np.array([asked.affinity.get(code, 0) for code in codes.tolist()], dtype=np.int64)
    load_price = _load_price(asked) if asked.affinity else 1
    dearest = max(int(np.abs(liked).max(initial=0)), load_price * int(asked.room.max(initial=0)), 1)
    if len(asked.previous):
        dearest *= 4 * int(asked.need.sum()) + 1  # more than all else together could change
        if dearest < SAFE:
            liked = liked + dearest * np.isin(codes, asked.previous)
    for bits in range(LOT_BITS, -1, -1):
        heavier = int(asked.need.sum()) * 2**bits + 1 if bits else 1
        if dearest * heavier * (len(asked.nominees) * 2 + len(asked.assessors) + 4) < SAFE:
            return liked, load_price, heavier, bits
    raise Refused("assignment-affinity-too-large", largest=dearest)


def _load_price(asked: Request) -> int:
    """Twice the mean load costs a quarter of the range of affinities more than the mean load, per reading."""
    values = asked.affinity.values()
    spread = max(*values, 0) - min(*values, 0) if len(asked.affinity) > 1 else abs(next(iter(values)))
    mean = max(1, asked.readings * len(asked.nominees) // max(1, len(asked.assessors)))
    return max(1, spread // (4 * mean))


def _described(asked: Request, edges: list[tuple[int, int]], moved: int, anchors: Ints) -> Assignment:
    nominee = np.array([edge[0] for edge in edges], dtype=np.int64)
    assessor = np.array([edge[1] for edge in edges], dtype=np.int64)
    loads = np.bincount(assessor, minlength=len(asked.assessors)).tolist()
    expected = spread(nominee, assessor)
    codes = (nominee * len(asked.assessors) + assessor).tolist()
    return Assignment(
        pairs=tuple(sorted((asked.nominees[at], asked.assessors[by]) for at, by in edges)),
        loads=dict(zip(asked.assessors, loads, strict=True)),
        components=len(groups_of(edges)),
        idle=tuple(judge for judge, load in zip(asked.assessors, loads, strict=True) if load == 0),
        severity_variance=None if expected is None else round(expected.severity * MICRO),
        merit_se=None if expected is None else round(expected.merit**0.5 * MICRO),
        affinity=sum(asked.affinity.get(code, 0) for code in codes),
        anchors=tuple(asked.nominees[at] for at in anchors.tolist()),
        status="linked" if moved else "optimal",
        swaps=moved // 2,
        kept=len({*asked.previous.tolist()} & {*codes}),
    )
