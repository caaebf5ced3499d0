"""Decide who reads what: nobody barred, loads even, panels mixed so that severities can be compared."""

from chucai.engine.assign.draw import assign
from chucai.engine.assign.model import Assignment

__all__ = ["Assignment", "assign"]
