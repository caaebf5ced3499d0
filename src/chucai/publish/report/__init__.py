"""The decision report: how the names were chosen, with the pictures, for anybody to read and check."""

from chucai.publish.report.data import (
    ANSWERS,
    OUTCOMES,
    BallotLine,
    FillLine,
    JudgingFacts,
    MoveLine,
    NoticeLine,
    OpinionLine,
    OtherList,
    OthersFacts,
    ReportData,
    SelectionFacts,
    TurnLine,
)
from chucai.publish.report.page import STYLESHEET, pictures, report_html

__all__ = [
    "ANSWERS",
    "OUTCOMES",
    "STYLESHEET",
    "BallotLine",
    "FillLine",
    "JudgingFacts",
    "MoveLine",
    "NoticeLine",
    "OpinionLine",
    "OtherList",
    "OthersFacts",
    "ReportData",
    "SelectionFacts",
    "TurnLine",
    "pictures",
    "report_html",
]
