"""What of a round is for everybody, and from when (P10): the roll once it is announced, the papers once they open."""

from __future__ import annotations

from datetime import date

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.model import Round
from chucai.gates.viewing import awards_announced, papers_open
from chucai.publish.release import check_public


def announced(charter: Charter, round_: Round) -> bool:
    """Whether the roll and its stories may be seen by everybody, also of a sealed programme."""
    return awards_announced(charter, round_)


def checkable(charter: Charter, round_: Round, on: date) -> bool:
    """Whether the bundle may be seen by everybody: how each name got there."""
    try:
        check_public(charter, round_, on)
    except Refused:
        return False
    return True


def sealed(charter: Charter, round_: Round, on: date) -> bool:
    """Whether a sealed programme still keeps its papers closed."""
    return not papers_open(charter, round_, on)
