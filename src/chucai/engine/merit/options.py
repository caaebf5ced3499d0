"""What is asked of an estimate, and what of it nobody can obey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chucai.engine.merit.model import METHODS, Method, Nominees, Spreads
from chucai.errors import Refused


@dataclass(frozen=True)
class Options:
    """What was asked, as in `chucai.engine.merit.estimate`."""

    places: int | None
    seed: int
    method: Method
    nominees: Nominees
    level: int
    groups: Mapping[str, str] | None
    spreads: Spreads = "alike"
    influence: bool = True

    def check(self) -> None:
        """Raise Refused for an option nobody can obey."""
        if self.method not in METHODS:
            raise Refused("method-unknown", method=str(self.method), known=", ".join(METHODS))
        if self.nominees not in ("fixed", "random"):
            raise Refused("nominees-unknown", nominees=str(self.nominees))
        if self.spreads not in ("alike", "own") or (self.spreads == "own" and self.method != "severity"):
            raise Refused("spreads-unfit", spreads=str(self.spreads), method=self.method)
        if not 50 <= self.level <= 99:
            raise Refused("level-unfit", level=self.level)
        if self.places is not None and self.places < 0:
            raise Refused("places-unfit", places=self.places)
        if self.seed < 0:
            raise Refused("seed-unfit", seed=self.seed)
