"""This installation and its rounds, as commands see them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk

if TYPE_CHECKING:
    from chucai.web.records.state import Rows


def opened(round_id: str) -> Rows:
    """A round that is open or over; the command ends with a sentence where there is none of this name."""
    from chucai.gates.model import Round
    from chucai.web.records.state import Rows
    from chucai.web.start import ready

    ready()
    rows = Rows(round_id)
    if not isinstance(rows.read("round"), Round):
        talk.fail("no-such-round", round=round_id, known=", ".join(known()) or "-")
    return rows


def known() -> list[str]:
    """Rounds there are, the newest first."""
    from chucai.web.records.showing import rounds

    return [each.id for each in rounds()]


class Moment(click.ParamType[datetime]):
    """A moment in ISO 8601; without a time zone it is meant as at this machine."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except ValueError:
            self.fail(talk.words("no-moment", found=value), param, ctx)


at = click.option("--at", type=Moment(), help="When it happened, as 2026-03-02T09:00+08:00; now if not given.")
by = click.option("--as", "who", help="Pseudonym of the secretary who acts; whoever opened the round if not given.")


def moment(told: datetime | None) -> datetime:
    return (told or datetime.now(UTC)).replace(microsecond=0)
