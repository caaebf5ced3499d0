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
    """m people in S signatures (whom no row tells apart) and C kinds; R rows; W waivers (0/1 beside the people).

    who [m] what the caller calls each column; sign [m]; kind [S]; kind_low, kind_high [C] how many of each kind;
    rows: low <= weight[R, S] @ (chosen per signature) + waiver[R, W] @ waived <= high, FAR where there is no bound.
    """

    who: Ints
    sign: Ints
    kind: Ints
    kind_low: Ints
    kind_high: Ints
    weight: Ints
    waiver: Ints
    low: Ints
    high: Ints

    @property
    def kinds(self) -> Ints:
        """[m] the kind of each column."""
        return self.kind[self.sign]

    @property
    def weights(self) -> Ints:
        """[R, m] the weight of each column; large where there are many."""
        return self.weight[:, self.sign]

    def some(self, kept: Mask | Ints) -> Columns:
        """Only these columns; nobody else can be chosen."""
        return replace(self, who=self.who[kept], sign=self.sign[kept])

    def narrowed(self, maybe: Mask, always: Mask) -> Columns:
        """Only the columns in `maybe`; those in `always` are chosen, the others not."""
        taken = self.weight @ np.bincount(self.sign[always], minlength=len(self.kind)).astype(np.int64)
        seats = np.bincount(self.kinds[always], minlength=len(self.kind_low)).astype(np.int64)
        return replace(
            self.some(maybe),
            kind_low=np.maximum(self.kind_low - seats, 0),
            kind_high=self.kind_high - seats,
            low=np.where(self.low > -FAR, self.low - taken, -FAR),
            high=np.where(self.high < FAR, self.high - taken, FAR),
        )

    def with_row(self, weight: Ints, at_least: int) -> Columns:
        """One more row: the sum of weight [m] over the chosen is at least so much. Each column becomes a signature.

        Where that is also the most there is, the solver could be told "exactly", but proves it far more slowly.
        """
        return replace(
            self,
            sign=np.arange(len(self.sign), dtype=np.int64),
            kind=self.kinds,
            weight=np.vstack([self.weights, weight[None, :]]),
            waiver=np.vstack([self.waiver, np.zeros((1, self.waiver.shape[1]), dtype=np.int64)]),
            low=np.append(self.low, at_least),
            high=np.append(self.high, FAR),
        )

    def with_number(self, number: int) -> Columns:
        """At least so many in all are chosen."""
        if number == self.kind_high.sum():
            return replace(self, kind_low=self.kind_high)
        return replace(
            self,
            weight=np.vstack([self.weight, np.ones((1, len(self.kind)), dtype=np.int64)]),
            waiver=np.vstack([self.waiver, np.zeros((1, self.waiver.shape[1]), dtype=np.int64)]),
            low=np.append(self.low, number),
            high=np.append(self.high, FAR),
        )
