"""May a round be published for everybody yet?"""

from __future__ import annotations

from datetime import date

from chucai.charter.model import Charter
from chucai.gates.asked import require
from chucai.gates.model import Round
from chucai.gates.viewing import awards_announced, papers_open


def check_public(charter: Charter, round_: Round, on: date) -> None:
    """Refused unless roll, report and public bundle of a round may go out on a day (of the programme's time zone).

    Refused("sealed") while the papers of a sealed programme are closed (P10), Refused("not-announced") until the stage
    that confers is closed. An auditor's bundle is for those who may read all of it, and may be written any day.
    """
    require(papers_open(charter, round_, on), "sealed", years=charter.release_after_years)
    require(awards_announced(charter, round_), "not-announced", stage=round_.stage)
