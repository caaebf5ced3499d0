"""The arrays every part of a choice works on: one column per person, one row per bound."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

FAR = 2**60  # no bound on this side


@dataclass(frozen=True)
class Columns:
    """m people, C kinds, R rows, W waivers (0/1 variables beside the people).

    who [m] what the caller calls each column; kind [m]; kind_low, kind_high [C] how many of each kind;
    rows: low <= weight[R, m] @ chosen + waiver[R, W] @ waived <= high, with FAR where there is no bound.
    """

    who: Ints
    kind: Ints
    kind_low: Ints
    kind_high: Ints
    weight: Ints
    waiver: Ints
    low: Ints
    high: Ints

    def narrowed(self, maybe: Mask, always: Mask) -> Columns:
        """Only the columns in `maybe`; those in `always` are chosen, the others not."""
        taken = self.weight[:, always].sum(axis=1)
        seats = np.bincount(self.kind[always], minlength=len(self.kind_low)).astype(np.int64)
        return replace(
            self,
            who=self.who[maybe],
            kind=self.kind[maybe],
            kind_low=np.maximum(self.kind_low - seats, 0),
            kind_high=self.kind_high - seats,
            weight=self.weight[:, maybe],
            low=np.where(self.low > -FAR, self.low - taken, -FAR),
            high=np.where(self.high < FAR, self.high - taken, FAR),
        )

    def with_row(self, weight: Ints, at_least: int) -> Columns:
        """One more row: the weighted sum is at least so much.

        Where that is also the most there is, the solver could be told "exactly", but proves it far more slowly.
        """
        return replace(
            self,
            weight=np.vstack([self.weight, weight[None, :]]),
            waiver=np.vstack([self.waiver, np.zeros((1, self.waiver.shape[1]), dtype=np.int64)]),
            low=np.append(self.low, at_least),
            high=np.append(self.high, FAR),
        )
