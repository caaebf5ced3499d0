"""The slow and obvious twin of `matching_spread.spread`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def spread(nominee: Ints, assessor: Ints) -> tuple[float, float] | None:
    """Mean variance of a severity difference, and of a nominee's estimate (severities centred on 0), by least squares.

    mark = merit + severity + error of variance 1; None if some severities cannot be compared.
    """
    rows, what = np.unique(nominee, return_inverse=True)
    columns, who = np.unique(assessor, return_inverse=True)
    n, m = len(rows), len(columns)
    design = np.zeros((len(what), n + m))
    design[np.arange(len(what)), what] = 1
    design[np.arange(len(what)), n + who] = 1
    if m < 2 or np.linalg.matrix_rank(design) < n + m - 1:
        return None
    centred = np.vstack([design, np.concatenate([np.zeros(n), np.ones(m)])])
    covariance = np.linalg.inv(centred.T @ centred)
    among = covariance[n:, n:]
    # The row that centres adds an observation of its own; along the all-ones direction it is taken out again.
    centre = np.eye(m) - np.ones((m, m)) / m
    among = centre @ among @ centre
    differences = [among[i, i] + among[j, j] - 2 * among[i, j] for i in range(m) for j in range(i)]
    shift = np.hstack([np.eye(n), np.ones((n, m)) / m])  # merit when the severities' mean is put to 0
    merits = shift @ covariance @ shift.T
    return float(np.mean(differences)), float(np.mean(np.diag(merits)))
