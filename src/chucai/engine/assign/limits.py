"""The flow of a question, with what limits the pairs of one nominee; shared by solver and checker."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.terms import Question
from chucai.engine.kernels.matching_network import Network

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def limited(asked: Question, mask: Mask, anchors: Ints) -> tuple[Network, Mask]:
    """The flow with the limits on weak pairs (experts) and on pairs of one panel (anchors).

    An anchor's assessors are all experts: both kinds of limit cannot lie on one pair.
    """
    table, terms = asked.table, asked.terms
    weak = table.affinity < terms.expert_from if terms.experts else np.zeros(len(table.nominee), dtype=bool)
    anchored = np.isin(table.nominee[asked.rows], anchors)
    mask = mask & ~(anchored & weak[asked.rows])
    rows = asked.rows[mask]
    names = sorted({terms.blocks.get(judge, "") for judge in table.assessors}) if len(anchors) else [""]
    number = {name: at for at, name in enumerate(names)}
    panel = np.array([number.get(terms.blocks.get(judge, ""), 0) for judge in table.assessors], dtype=np.int64)
    kinds = len(names)
    room = np.full(kinds + terms.readings + 1, -(-terms.readings // kinds), dtype=np.int64)
    given = np.bincount(table.nominee[asked.fixed[weak[asked.fixed]]], minlength=len(table.nominees))
    left = np.maximum(terms.readings - terms.experts - given, 0)
    room[kinds:] = np.arange(terms.readings + 1)
    side = np.where(weak[rows], kinds + left[table.nominee[rows]], -1)
    side = np.where(anchored[mask], panel[table.assessor[rows]], side)
    return asked.network(mask, side, room), mask
