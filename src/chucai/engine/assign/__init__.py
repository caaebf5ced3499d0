"""Decide who reads what: nobody barred, loads even, panels mixed so that severities can be compared.

`assign` serves a round, where everybody may read everybody but the barred; `assign_among` a table of allowed pairs.
"""

from chucai.engine.assign.among import assign_among
from chucai.engine.assign.draw import assign
from chucai.engine.assign.model import Assignment
from chucai.engine.assign.table import Table, columns, pairs
from chucai.engine.assign.terms import Terms

__all__ = ["Assignment", "Table", "Terms", "assign", "assign_among", "columns", "pairs"]
