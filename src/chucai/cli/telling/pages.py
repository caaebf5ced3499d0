"""The pages of a round, in both languages, with their stylesheets and the data of their pictures beside them."""

from __future__ import annotations

from pathlib import Path

from chucai.cli.words import WORDS
from chucai.publish.html import stylesheet
from chucai.publish.picture import picture_file
from chucai.publish.report import STYLESHEET as REPORT_STYLE
from chucai.publish.report import ReportData, pictures, report_html
from chucai.publish.report.page import csv_file
from chucai.publish.roll import Roll
from chucai.publish.table import table_csv
from chucai.publish.wall import STYLESHEET as ROLL_STYLE
from chucai.publish.wall import roll_html

LANGUAGES = ("zh", "en")
PUBLIC, AUDITOR = "round.public.chucai", "round.auditor.chucai"


def write_pages(report: ReportData, roll: Roll, folder: Path) -> dict[str, Path]:
    """roll.zh.html, report.zh.html ... with data/*.csv and pictures/*.svg."""
    for sheet in (ROLL_STYLE, REPORT_STYLE):
        (folder / sheet).write_text(stylesheet(sheet.removesuffix(".css")), "utf-8")
    rolls = {language: f"roll.{language}.html" for language in LANGUAGES}
    reports = {language: f"report.{language}.html" for language in LANGUAGES}
    for language in LANGUAGES:
        page = roll_html(
            roll,
            report.charter,
            language,
            versions=rolls,
            proof=report.proof,
            links=_beside(language, "report-file", reports[language]),
            rehearsal=report.rehearsal,
        )
        (folder / rolls[language]).write_text(page, "utf-8")
        links = _beside(language, "roll-file", rolls[language])
        (folder / reports[language]).write_text(report_html(report, language, versions=reports, links=links), "utf-8")
        _pictures(report, language, folder)
    return {"roll-file": folder / "roll.zh.html", "report-file": folder / "report.zh.html"}


def _beside(language: str, what: str, page: str) -> list[tuple[str, str]]:
    """What lies beside a page: the other page, the table, and the bundles."""
    files = {what: page, "roll-csv-file": "roll.csv", "public-file": PUBLIC}
    return [(WORDS[key][language], file) for key, file in files.items()]


def _pictures(report: ReportData, language: str, folder: Path) -> None:
    """Each picture as a file of its own, and its data."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / "pictures").mkdir(exist_ok=True)
    for picture in pictures(report, language):
        (folder / csv_file(picture, language)).write_text(table_csv(picture.table), "utf-8")
        (folder / "pictures" / f"{picture.name}.{language}.svg").write_text(picture_file(picture), "utf-8")
