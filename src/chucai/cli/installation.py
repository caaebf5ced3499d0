"""This installation and its rounds, as commands see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

import click

from chucai.cli import talk

if TYPE_CHECKING:
    from chucai.web.records.state import Rows


def ready() -> None:
    """The records at hand, made on first use. Call it before anything of them is imported."""
    from chucai.web.start import ready as started

    started()


def opened(round_id: str) -> Rows:
    """A round that is open or over; the command ends with a sentence where there is none of this name."""
    ready()
    from chucai.gates.model import Round
    from chucai.web.records.state import Rows

    rows = Rows(round_id)
    if not isinstance(rows.read("round"), Round):
        no_round(round_id, known())
    return rows


def no_round(round_id: str, there: Sequence[str]) -> NoReturn:
    talk.stop(talk.USAGE, "no-such-round", round=round_id, known=", ".join(there) or "-")


def known() -> list[str]:
    """Rounds there are, the newest first."""
    ready()
    from chucai.web.records.showing import rounds

    return [each.id for each in rounds()]


class RoundId(click.ParamType[str]):
    """The name of a round to be: it stands in addresses, file names and receipts."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", value):
            self.fail(talk.words("no-round-id", found=value), param, ctx)
        return str(value)


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
