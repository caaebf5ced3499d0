"""What the auditor's bundle opens: everything, but who objected as long as that is sealed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chucai.charter.calendar import Window, shipped
from chucai.gates.model import Notice, Objection
from chucai.gates.state import Memory
from chucai.ledger.event import Event
from chucai.publish.bundle import Opened, for_auditors

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)


class OneNotice(Memory):
    """A round with one notice and one objection to it."""

    def __init__(self, unsealed: bool) -> None:
        super().__init__("r", shipped("plain"))
        objection = Objection(about="n-1", named=True, at=AT, unsealed=unsealed)
        self.only = Notice(
            id="board",
            stage="notice",
            unit=None,
            window=Window(DAY, DAY, provisional=False),
            listed=("n-1",),
            objections={"o-1": objection},
        )

    def notice(self, id_: str) -> Notice | None:
        return self.only if id_ == "board" else None


@pytest.mark.parametrize(("unsealed", "opened"), [(False, ["grounds"]), (True, ["grounds", "identity"])])
def test_an_identity_is_opened_once_it_is_unsealed(unsealed: bool, opened: list[str]):
    made = Event(
        round="r",
        stream="notice/board",
        version=2,
        kind="objection-made",
        actor="somebody",
        role="public",
        at=AT,
        cause=None,
        data={"notice": "board", "objection": "o-1"},
    )
    openings = [Opened(made.receipt, field, "text", b"0" * 32) for field in ("grounds", "identity")]
    found = for_auditors(OneNotice(unsealed), [made], openings)
    assert [each.field for each in found] == opened
