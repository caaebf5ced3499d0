"""Documents made to harm: hidden scripts, bombs, parts fetched from elsewhere, names that are more than names."""

from __future__ import annotations

import binascii
import io
import zipfile
import zlib

import pytest

from chucai.errors import Refused
from chucai.web.records.documents import DOCX, MOST, PDF, XLSX, clean_name, media_of

SCRIPT = b"1 0 <</S/JavaScript/JS(app.alert(1))>>"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def said(content: bytes) -> str:
    """The kind of a document, or why it is refused."""
    try:
        return media_of(content)
    except Refused as refused:
        return refused.code


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\n%%EOF\n"


def stream(head: bytes, body: bytes) -> bytes:
    return b"5 0 obj<<" + head + b">>stream\n" + body + b"\nendstream\nendobj"


def office(**more: str | bytes) -> bytes:
    """A Word file with these parts besides; names with __ for slashes."""
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
    return archive({**parts, **{name.replace("__", "/"): text for name, text in more.items()}})


def archive(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def relation(kind: str, target: str = "https://elsewhere.example/x") -> str:
    return (
        f'<Relationships><Relationship Id="r" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )


@pytest.mark.parametrize(
    "head",
    [
        b"/Type/ObjStm/Filter/FlateDecode",
        b"/Type/Obj#53tm/Filter/FlateDecode",
        b"/Filter/FlateDecode/Type/ObjStm" + b" " * 600,
        b"/Type/ObjStm %endobj\n/Filter/FlateDecode",
    ],
)
def test_a_script_in_packed_objects_is_found_however_they_are_named(head: bytes):
    assert said(pdf(stream(head, zlib.compress(SCRIPT)))) == "upload-active"
    assert said(pdf(stream(head, zlib.compress(b"1 0 <</A/B>>")))) == PDF


def test_packed_objects_that_cannot_be_looked_into_are_refused():
    twice = binascii.hexlify(zlib.compress(SCRIPT)) + b">"
    assert said(pdf(stream(b"/Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]", twice))) == "upload-broken"


@pytest.mark.parametrize(
    "action", [b"/S/SubmitForm", b"/S/Rendition/JS(x)", b"/S/L#61unch", b"/XFA [1 0 R]", b"/XFA 9 0 R"]
)
def test_what_acts_is_refused(action: bytes):
    assert said(pdf(b"1 0 obj<<" + action + b">>endobj")) == "upload-active"


def test_a_picture_that_holds_a_word_by_chance_is_none():
    """In 20 MB of a scan three signs such as /JS stand somewhere more often than not."""
    assert said(pdf(stream(b"/Subtype/Image/Filter/DCTDecode", b"\xff\x00/JS(\x81 /XFA\x93 /JS \x01"))) == PDF


def test_packed_objects_are_not_unpacked_without_end():
    bomb = stream(b"/Type/ObjStm/Filter/FlateDecode", zlib.compress(b" " * 30_000_000))
    assert said(pdf(bomb)) == PDF
    assert said(pdf(bomb, bomb, bomb)) == "upload-broken"
    assert said(pdf(b"stream\n" * 60_000)) == "upload-broken"


@pytest.mark.parametrize(
    "parts",
    [
        {"word__data.bin": "x", "[Content_Types].xml": '<Types ContentType="application/vnd.ms-office.vbaProject"/>'},
        {"word___rels__settings.xml.rels": relation("attachedTemplate")},
        {"word___rels__document.xml.rels": relation("oleObject", "file://elsewhere/x")},
        {"word___rels__document.xml.rels": relation("attachedTemplate").encode("utf-16")},
        {"word__afchunk.dat": "<html/>"},
        {"word__media__run.exe": "MZ"},
        {"word__page.HTML": "<script/>"},
    ],
    ids=lambda parts: next(iter(parts)),
)
def test_a_word_file_that_acts_or_fetches_is_refused(parts: dict[str, str]):
    assert said(office(**parts)) == "upload-active"


@pytest.mark.parametrize("kind", ["hyperlink", "image"])
def test_a_link_in_a_word_file_is_nothing_bad(kind: str):
    assert said(office(word___rels__document_xml=relation(kind), **{"word___rels__a.rels": relation(kind)})) == DOCX


def test_data_from_elsewhere_in_a_table_is_refused():
    table: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}
    assert said(archive(table)) == XLSX
    assert said(archive({**table, "xl/connections.xml": "<c/>"})) == "upload-active"


def test_a_part_that_is_read_cannot_be_a_bomb():
    assert said(office(**{"[Content_Types].xml": "<Types>" + " " * 2_000_000})) == "upload-broken"
    assert said(office(**{"word___rels__a.rels": " " * 2_000_000})) == "upload-broken"


def test_an_archive_of_names_alone_is_not_listed():
    entries = b"PK\x01\x02" + b"\0" * 46
    assert said(b"PK\x03\x04" + entries * 4_000) == "upload-broken"


@pytest.mark.parametrize("name", ["..\\..\\run.xml", "../../x.xml", "/etc/x.xml"])
def test_parts_stay_within_their_archive(name: str):
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", name: "x"}
    assert said(archive(parts)) == "upload-broken"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_that_reads_two_ways_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("[Content_Types].xml", "[Content_Types].xml", "word/document.xml"):
            made.writestr(name, "<x/>")
    assert said(out.getvalue()) == "upload-broken"


def test_what_is_too_large_is_refused():
    assert said(b"%PDF-" + b" " * MOST) == "upload-too-large"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("x\r\nSet-Cookie: a=b.pdf", "xSet-Cookie_ a=b.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ('a;b".pdf', "a_b.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "document.pdf"),
    ],
)
def test_a_name_is_no_more_than_a_name(given: str, kept: str):
    assert clean_name(given, PDF) == kept
