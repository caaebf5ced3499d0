"""The reference page shows the pictures as they are drawn now.

After a change that is meant: ``CHUCAI_REDRAW=1 python -m pytest tests/unit/publish/test_publish_documented.py``.
"""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest

from chucai.publish import report, roll
from chucai.publish.charts import chance, composition, firm, gates, leave_one_out, merit, prices, ranking, severity
from chucai.publish.notice import NoticeData, NoticeEntry, Office
from chucai.publish.picture import Picture, picture_file
from chucai.publish.proof import Proof
from tests.unit.publish import invented, invented_choice
from tests.unit.publish.test_publish_surety import chances, hanging

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "pictures.md"
DRAWN: dict[str, Picture] = {
    "merit.en.svg": merit.picture(invented.merit(), "en"),
    "composition.zh.svg": composition.picture(invented.composition(), "zh"),
    "gates.en.svg": gates.picture(invented.gates(), "en"),
    "severity.zh.svg": severity.picture(invented.severity(), "zh"),
    "chance.en.svg": chance.picture(chances(), "en"),
    "leave.zh.svg": leave_one_out.picture(hanging(), "zh"),
    "price.en.svg": prices.picture(invented_choice.prices(), "en"),
    "firm.zh.svg": firm.picture(invented_choice.firm(), "zh"),
}
DESCRIBED = (
    *(ranking.MeritData, ranking.MeritRow, composition.CompositionData, composition.RuleLine),
    *(gates.GatesData, gates.CategoryFlow, gates.StageFlow, severity.SeverityData, severity.AssessorRow),
    *(chance.ChanceData, chance.ChanceRow, leave_one_out.LeaveData, leave_one_out.LeftRow),
    *(roll.Roll, roll.RollEntry, NoticeData, NoticeEntry, Office, Proof, report.ReportData),
    *(report.JudgingFacts, report.SelectionFacts, report.FillLine, report.MoveLine),
    *(report.OthersFacts, report.OtherList, report.TurnLine),
    *(report.OpinionLine, report.NoticeLine, report.BallotLine),
)


@pytest.mark.parametrize("name", DRAWN)
def test_the_page_shows_what_is_drawn_now(name: str):
    file = PAGE.parent / "pictures" / name
    if os.environ.get("CHUCAI_REDRAW"):
        file.write_text(picture_file(DRAWN[name]), encoding="utf-8")
    assert f"pictures/{name}" in PAGE.read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8") == picture_file(DRAWN[name])


@pytest.mark.parametrize("kind", DESCRIBED, ids=lambda kind: kind.__name__)
def test_every_field_that_has_to_be_filled_is_described(kind: type):
    text = PAGE.read_text(encoding="utf-8")
    section = text[text.index(f"`{kind.__name__}`") :]
    missing = [field.name for field in fields(kind) if f"`{field.name}`" not in section[:1500]]
    assert missing == []
