"""What statisticians use for the crossed model, where it is installed: lme4 (R), GPBoost, statsmodels."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]

LMER = """
suppressMessages(library(lme4)); a <- commandArgs(TRUE); d <- read.csv(a[1])
d <- data.frame(y = d[[a[4]]], n = factor(d[[a[2]]]), j = factor(d[[a[3]]]))
t <- proc.time(); m <- lmer(y ~ 1 + (1 | n) + (1 | j), d); s <- proc.time() - t
v <- as.data.frame(VarCorr(m)); of <- function(g) v$vcov[v$grp == g]
cat(s[[3]], s[[1]] + s[[2]], of("n"), of("j"), of("Residual"), "\\n")
cat("lme4", as.character(packageVersion("lme4")), "with", basename(extSoftVersion()[["BLAS"]]))
"""


def lme4(path: Path, columns: tuple[str, str, str], limit: float) -> dict[str, Any] | None:
    """lmer on a table (columns of nominee, assessor, mark); None where R or lme4 is not there."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "-e", LMER, str(path), *columns], capture_output=True, text=True, check=False, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return {"seconds": limit, "given up": True}
    if done.returncode:
        return None
    first, made_of = done.stdout.splitlines()
    numbers = [float(word) for word in first.split()]
    return {"seconds": numbers[0], "processor": round(numbers[1], 3), "variances": numbers[2:], "by": made_of}


def gpboost(nominee: Codes, assessor: Codes, y: Floats) -> Callable[[], list[float]]:
    """A fit that is ready to run; it gives the variances of nominee, assessor and error."""
    from gpboost import GPModel

    groups = np.column_stack([nominee, assessor])

    def run() -> list[float]:
        model = GPModel(group_data=groups, likelihood="gaussian", matrix_inversion_method="iterative")
        model.fit(y=y, X=np.ones((len(y), 1)))
        error, of_nominee, of_assessor = np.asarray(model.get_cov_pars()).ravel()[:3].tolist()
        return [of_nominee, of_assessor, error]

    return run


def statsmodels(nominees: int, assessor: Codes, y: Floats) -> Callable[[], Any]:
    """MixedLM with crossed effects, ready to run, for five readings a nominee."""
    from statsmodels.regression.mixed_linear_model import MixedLM, VCSpec

    indicators = {
        "n": np.eye(nominees)[np.repeat(np.arange(nominees), 5)],
        "a": np.eye(int(assessor.max()) + 1)[assessor],
    }
    names = [[f"{k}{at}" for at in range(m.shape[1])] for k, m in indicators.items()]
    spec = VCSpec(["n", "a"], [[names[0]], [names[1]]], [[indicators["n"]], [indicators["a"]]])

    def run() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return MixedLM(y, np.ones((len(y), 1)), groups=np.zeros(len(y)), exog_vc=spec).fit()

    return run
