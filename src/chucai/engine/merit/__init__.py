"""Merit from assessors' marks, corrected for severity, with its uncertainty.

**Data.** A sheet is folded into one composite: the weighted mean of its criteria, each brought from its scale to 0-100
(without a scale the weighted mean of the marks as they stand). Criteria are never used as independent rows: that would
count one impression several times. A sheet that lacks criteria is folded over those it has, and counts for less.

**Model.** ``y[i,j] = u[i] + b[j] + e[i,j]`` with ``b ~ N(0, var_b)`` and ``e ~ N(0, var_e / weight)``, any pattern of
missing cells. Assessors are random and, by default, nominees fixed (incomplete blocks with recovery of inter-block
information), so that panels which met nominees of unequal strength are not mistaken for lenient or strict ones. With
random nominees it is lme4's ``y ~ 1 + (1 | nominee) + (1 | assessor)``, and merit the predictor mean + u.

**Variances** are by REML. A component at zero is said, and so is one that the design cannot tell from error.

**Errors** are prediction errors at the estimated variances, intervals normal; that variances are estimated too is not
counted. `se` and the interval count everything; `se_relative` leaves out what all nominees share (the mean severity
of the panel), which no comparison between nominees needs.

**Chances of a place** and intervals of rank come from seeded draws of the joint posterior in which nominees are shrunk
to the mean of their group inside their connected part, with a variance that comes by moments from the fixed estimates.
Chances add up to the places.

**Beside it** stand plain, trimmed (rule J5) and z-score means (J7); for assessors severity, spread of marks, infit,
load, and influence: who enters or leaves the places, and how far merits move, without them, severities held; for the
round variance shares, reliability, the toss-up band, whose place hangs on whom, and the plan: how many more sheets
would settle the cut. What a model cannot give is named in `RoundMerit.influence`, not left out in silence.

**Panels that do not connect** are estimated within themselves, never compared: ranks count inside each, nobody gets a
chance of a place, and the warning `panels-not-connected` names them.

**Size.** Up to 4,000 levels on the smaller side everything is exact; beyond, variances come with sampled traces and
errors with draws, and the warning `traces-sampled` says with how many and what that may move. Time and memory are
linear in the ratings. For rounds too large for Python objects: `chucai.engine.merit.large`.

**The same bytes.** Everything is sorted by id first and results are rounded to millionths, so the order of ratings and
the number of threads change nothing.

Sources: Yates 1940 (recovery of inter-block information); Patterson & Thompson 1971 (REML); Henderson's equations in
Searle, Casella & McCulloch 1992; Laird & Louis 1989 (ranks). Formulas and all others: docs/reference/merit.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from chucai.engine.merit.model import (
    ENGINE,
    METHODS,
    AssessorSeverity,
    Ballot,
    Hanging,
    Influence,
    MeritReport,
    MeritWarning,
    Method,
    NomineeMerit,
    Nominees,
    Part,
    Plan,
    PlanLine,
    Rating,
    RoundMerit,
    Spreads,
)
from chucai.errors import Refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Scale = Mapping[str, tuple[Decimal | int, Decimal | int]]

__all__ = [
    "ENGINE",
    "METHODS",
    "AssessorSeverity",
    "Ballot",
    "Hanging",
    "Influence",
    "MeritReport",
    "MeritWarning",
    "Method",
    "NomineeMerit",
    "Nominees",
    "Part",
    "Plan",
    "PlanLine",
    "Rating",
    "RoundMerit",
    "Spreads",
    "estimate",
    "estimate_ballots",
    "estimate_columns",
]


def estimate(  # noqa: PLR0913 - what may be asked, by keyword, each with its own meaning
    ratings: Iterable[Rating],
    *,
    weights: Mapping[str, Fraction | int],
    scale: Scale | None,
    places: int | None,
    seed: int,
    method: Method = "severity",
    nominees: Nominees = "fixed",
    level: int = 95,
    groups: Mapping[str, str] | None = None,
    spreads: Spreads = "alike",
    ballots: Iterable[Ballot] = (),
    consistency: bool = True,
    influence: bool = True,
) -> MeritReport:
    """Estimate the merit of every nominee from score sheets, ballots or both. The module says by which model, and how.

    weights, scale: of each criterion; (lowest, highest mark) in the unit of the marks, None: marks as they stand.
    places: how many there are to win, None: no chances. seed: of the draws. level: of intervals, in a hundred.
    groups: nominee -> group whose mean it is shrunk to for chances; all are one group without it.

    method: "severity" is the crossed model. "mean", "trimmed" and "zscore" take merit from the simple mean of that
    name, its error from the spread of marks inside nominees, and compare nominees whatever their panels; the table of
    assessors is the severity model's all the same. "rating-scale" is the many-facet rating scale model for short
    scales: merit and severity are then logits in millionths, each criterion has its own difficulty, `se` holds all
    else fixed (the habit of that model) and `se_relative` does not. spreads: "own" gives each assessor an error
    variance where their mean squares scatter more than chance would have them, and weighs sheets by it; where they do
    not, a warning says so. ballots, consistency: as in `estimate_ballots`; with ratings both share the merits. They
    go with "severity" as it is. influence: False leaves out what hangs on each assessor.

    Raises Refused: no-ratings, repeated-rating, mark-off-scale, mark-not-whole, criterion-unknown, sheet-empty,
    weights-unfit, scale-unfit, group-missing, method-unknown, nominees-unknown, level-unfit, places-unfit,
    seed-unfit, spreads-unfit; rating-scale: scale-not-shared, scale-too-long, one-category-only,
    facets-not-connected; ballots: what `estimate_ballots` refuses, and ballots-alone-or-with-severity.
    """
    from chucai.engine.merit import ballots as by_ballots
    from chucai.engine.merit import ordinal, run
    from chucai.engine.merit.fold import fold
    from chucai.engine.merit.options import Options

    options = Options(places, seed, method, nominees, level, groups, spreads, influence)
    cast = tuple(ballots)
    if cast:
        return by_ballots.report(cast, ratings, weights, scale, options, consistency=consistency)
    if method == "rating-scale":
        return ordinal.report(ratings, weights, scale, options)
    return run.report(fold(ratings, weights, scale), options)


def estimate_columns(  # noqa: PLR0913 - the same, from columns
    nominee_codes: NDArray[np.integer],
    assessor_codes: NDArray[np.integer],
    composite: NDArray[np.integer],
    *,
    unit: int = 1,
    nominee_ids: Sequence[str],
    assessor_ids: Sequence[str],
    weight: NDArray[np.floating] | None = None,
    places: int | None,
    seed: int,
    method: Method = "severity",
    nominees: Nominees = "fixed",
    level: int = 95,
    groups: Mapping[str, str] | None = None,
    spreads: Spreads = "alike",
    influence: bool = True,
) -> MeritReport:
    """The same from columns of equal length N: codes into the ids, and the composite as integers in ``1 / unit``.

    weight: precision of a sheet beside a whole one (1). Every nominee needs a reading; assessors without one are left
    out.
    Raises Refused as `estimate` does, and: columns-unequal, code-unknown, id-repeated, nominee-unread,
    composite-not-whole, sheet-weight-unfit, sheets-needed.
    """
    from chucai.engine.merit import run
    from chucai.engine.merit.columns import arrange
    from chucai.engine.merit.options import Options

    if method == "rating-scale":
        raise Refused("sheets-needed", method=method)
    table = arrange(nominee_codes, assessor_codes, composite, unit, nominee_ids, assessor_ids, weight)
    return run.report(table, Options(places, seed, method, nominees, level, groups, spreads, influence))


def estimate_ballots(
    ballots: Iterable[Ballot],
    *,
    ratings: Iterable[Rating] = (),
    weights: Mapping[str, Fraction | int] | None = None,
    scale: Scale | None = None,
    places: int | None,
    seed: int,
    level: int = 95,
    consistency: bool = True,
) -> MeritReport:
    """Estimate merit from ranked ballots and choices of two, into the same report; with `ratings`, from both together.

    Alone: Plackett-Luce by maximum likelihood (of two: Bradley-Terry), merit in logits in millionths about a mean of
    zero. An assessor's severity cancels within a ballot and is 0; what remains is consistency, reported as `spread`
    (1,000,000 is ordinary, less is nearer to a lot), shrunk to the mean as far as the ballots say; `consistency=False`
    takes all assessors alike. The plain mean is that of Borda points (100 for the first of a ballot, 0 for the last).
    Where some nominee never lost or never won no maximum exists: half a win and half a loss against an average nominee
    are then added for everybody, with a warning.

    With `ratings` (and their `weights` and `scale`) merits are shared: those of the severity model at its variances
    and those of the ballots, linked by one factor, at their joint maximum; merit is then in points, as with `estimate`,
    and assessors who cast ballots are taken as equally consistent.

    Raises Refused: comparisons-not-connected (names the groups), ballot-repeats, ballot-says-nothing, nominee-unscored
    (with ratings, everybody needs a sheet), too-many-to-compare, and what `estimate` refuses.

    Sources: docs/reference/merit.md.
    """
    from chucai.engine.merit import ballots as cast
    from chucai.engine.merit.options import Options

    options = Options(places, seed, "severity", "fixed", level, None)
    return cast.report(ballots, ratings, weights, scale, options, consistency=consistency)
