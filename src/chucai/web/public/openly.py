"""What of a round is for everybody, and from when: the same rules as for what is published (P10)."""

from __future__ import annotations

from datetime import date

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.model import Round
from chucai.gates.viewing import papers_open
from chucai.publish.release import check_public


def announced(charter: Charter, round_: Round, on: date) -> bool:
    """Whether roll, stories and bundle of a round may be seen by everybody."""
    try:
        check_public(charter, round_, on)
    except Refused:
        return False
    return True


def sealed(charter: Charter, round_: Round, on: date) -> bool:
    """Whether a sealed programme still keeps its papers closed."""
    return not papers_open(charter, round_, on)
