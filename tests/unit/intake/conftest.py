"""Charters and files for the tests of intake. Everybody and everything named in them is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import xlsxwriter

from chucai.charter.examples import example_text
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.gates.acts import Unit
from chucai.intake.shape import Known

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture(scope="session")
def charter() -> Charter:
    """The district of the examples: people and teams, three tiers, three criteria from 0 to 10."""
    return read(example_text("district")).wanted()


@pytest.fixture(scope="session")
def known() -> Known:
    """Four units (two share a name), two nominations, two assessors."""
    units = (
        Unit(id="lanxi", tier="district", name="兰溪区"),
        Unit(id="edu", tier="bureau", parent="lanxi", name="区教育局"),
        Unit(id="school-1", tier="unit", parent="edu", name="第一小学"),
        Unit(id="office-a", tier="unit", parent="edu", name="办公室"),
        Unit(id="office-b", tier="unit", parent="edu", name="办公室"),
    )
    return Known(
        units={unit.id: unit for unit in units},
        nominations={"n1": "柳青禾", "n2": "Ann Example"},
        assessors={"j1": "评委甲", "j2": "评委乙"},
    )


@pytest.fixture(scope="session")
def book() -> Callable[..., bytes]:
    """A workbook from rows: text as text, numbers as numbers, a text that starts with "=" as a formula if asked."""

    def make(rows: Sequence[Sequence[Any]], name: str = "Sheet1", formulas: bool = False) -> bytes:
        target = io.BytesIO()
        workbook = xlsxwriter.Workbook(
            target, {"in_memory": True, "strings_to_formulas": formulas, "default_date_format": "yyyy-mm-dd"}
        )
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                if isinstance(cell, str) and not (formulas and cell.startswith("=")):
                    sheet.write_string(number, index, cell)
                else:
                    sheet.write(number, index, cell)
        workbook.close()
        return target.getvalue()

    return make


@pytest.fixture(scope="session")
def raw_book() -> Callable[..., bytes]:
    """A workbook from raw XML: what stands inside `worksheet`, and other parts by name."""

    def make(sheet: str, **parts: str) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", parts.pop("types", "<Types/>"))
            archive.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>',
            )
            archive.writestr(
                "xl/workbook.xml",
                f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/>'
                "</sheets></workbook>",
            )
            archive.writestr(
                "xl/_rels/workbook.xml.rels",
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
                f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
                "</Relationships>",
            )
            archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')
            for name, content in parts.items():
                archive.writestr(f"xl/{name}.xml" if "." not in name else name, content)
        return target.getvalue()

    return make
