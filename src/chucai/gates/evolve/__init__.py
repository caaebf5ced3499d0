"""What each event makes of its stream. Nothing is checked here: an event has happened."""

from chucai.gates.evolve import compare, confer, consult, recommend, rounds, vet  # noqa: F401 - they register their steps
from chucai.gates.evolve.steps import STEPS, evolve

__all__ = ["STEPS", "evolve"]
