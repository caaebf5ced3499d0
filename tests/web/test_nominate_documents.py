"""Documents are what their content says, whatever they are called, and are handed out as files and nothing else."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chucai.errors import Refused
from chucai.gates.acts import Actor, Appoint, Assign, PublishNotice, RecordBallot, Tally, Undertake
from chucai.web.records import documents
from chucai.web.records.documents import DOCX, JPEG, PDF, PNG, TEXT, XLSX, clean_name, holds_place, media_of
from chucai.web.records.models import Upload
from chucai.web.records.openings import erase
from tests.web.lanxi_round import JUDGES, OFFICE, Lanxi
from tests.web.lanxi_round import coordinator as of
from tests.web.nominating import ABOUT, BASE, DIGEST, begun, coordinator, document, filled, number, plain, press, text
from tests.web.personas import signed_in_client

A_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
A_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(wide: int = 2, high: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 6)) + chunk(b"IEND", b"")


def office(*parts: str, types: bytes = b"<Types/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for part in parts:
            archive.writestr(part, b"<x/>")
    return file.getvalue()


def exif_with_place() -> bytes:
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x8825, 4, 1, 0) + b"\0\0\0\0"
    return b"\xff\xd8\xff\xe1\x00\x40Exif\0\0" + tiff + b"\xff\xd9"


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (A_PDF, PDF),
        (A_JPEG, JPEG),
        (png(), PNG),
        (office("word/document.xml"), DOCX),
        (office("xl/workbook.xml"), XLSX),
        ("事迹材料\n第二行".encode(), TEXT),
        ("事迹材料".encode("gb18030"), TEXT),
    ],
)
def test_what_is_taken(content: bytes, media: str):
    assert media_of(content) == media


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload-empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "upload-kind"),
        (b"<!doctype html><script>x()</script>", "upload-kind"),
        (b"dear judges <script>x()</script>", "upload-kind"),
        (b"#!/bin/sh\nrm -rf /\n", "upload-kind"),
        (b"\x7fELF\x02\x01\x01\0", "upload-kind"),
        (b"MZ\x90\0\x03", "upload-kind"),
        (b"GIF89a\0\0", "upload-kind"),
        (b"%PDF-1.7 cut off", "upload-broken"),
        (b"%PDF-1.7 <</OpenAction<</S/JavaScript/JS(x)>>>> %%EOF", "upload-active"),
        (b"%PDF-1.7 <</S/J#61vaScript>> %%EOF", "upload-active"),
        (b"%PDF-1.7 <</Names<</EmbeddedFiles 1 0 R>>>> %%EOF", "upload-active"),
        (
            b"%PDF-1.7 <</Type/ObjStm/Filter/FlateDecode>>stream\n"
            + zlib.compress(b"<</S/Launch>>")
            + b"\nendstream %%EOF",
            "upload-active",
        ),
        (A_JPEG[:-2], "upload-broken"),
        (png()[:-4], "upload-broken"),
        (png(100_000, 100_000), "upload-broken"),
        (png() + b"<script>", "upload-broken"),
        (office("word/document.xml", "word/vbaProject.bin"), "upload-active"),
        (
            office("word/document.xml", types=b'<x ContentType="application/vnd.ms-word.macroEnabled"/>'),
            "upload-active",
        ),
        (office("xl/workbook.xml", "xl/embeddings/oleObject1.bin"), "upload-active"),
        (office("word/document.xml", "../../etc/passwd"), "upload-broken"),
        (office("anything.exe"), "upload-kind"),
        (office("word/document.xml")[:-30], "upload-broken"),
    ],
)
def test_what_is_refused(content: bytes, code: str):
    with pytest.raises(Refused) as refused:
        media_of(content)
    assert refused.value.code == code


def test_an_archive_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(documents, "_UNPACKED", 3)
    with pytest.raises(Refused, match="upload-broken"):
        media_of(office("word/document.xml"))


def test_size_has_a_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(documents, "MOST", len(A_PDF) - 1)
    with pytest.raises(Refused, match="upload-too-large"):
        media_of(A_PDF)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("报告.PDF", "报告.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\docs\\a:b?.pdf", "a_b.pdf"),
        ("evil\u202efdp.exe", "evilfdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("...", "document.pdf"),
        ("字" * 300 + ".pdf", "字" * 80 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, kept: str):
    assert clean_name(given, PDF) == kept


def test_a_photograph_that_says_where_it_was_taken_is_known():
    assert holds_place(exif_with_place())
    assert not holds_place(A_JPEG)
    assert not holds_place(b"Exif\0\0II")


# --- put in, and handed out again


@pytest.fixture
def lanxi() -> Lanxi:
    return Lanxi().open()


@pytest.mark.django_db
def test_files_that_may_be_kept_are_and_the_others_are_told(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "u1", monkeypatch)
    draft = begun(client)
    files = [document(), document(b"<svg/>", "drawing.pdf"), document(exif_with_place(), "where.jpg")]
    page = plain(client.post(f"{draft}evidence/", {"documents": files}))
    assert "drawing.pdf: PDF, JPEG, PNG, Word (docx)" in page
    assert "report.pdf" in page
    assert "says where it was taken" in page


@pytest.mark.django_db
def test_what_was_done_with_a_file_otherwise_than_meant_is_told(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    """The same content again, under whatever name, and an ending that does not fit the content."""
    client = coordinator(lanxi, "u1", monkeypatch)
    where = f"{begun(client)}evidence/"

    def told(*files: SimpleUploadedFile) -> str:
        press(client, where, {"documents": list(files)})
        return text(client, where).partition("Documents Put in")[0]

    assert "report" not in told(document())
    assert "report.pdf is already there." in told(document())
    assert "copy.pdf is already there as report.pdf." in told(document(name="copy.pdf"))
    assert "scan.pdf was saved as scan.png, which is what it contains." in told(document(png(), "scan.pdf"))
    twice = document(A_JPEG, "photo.JPEG"), document(A_JPEG, "photo.jpg")
    assert told(*twice).count("photo") == 1
    assert text(client, where).count("photo.jpg") == text(client, where).count("Remove photo.jpg") * 2 == 2


@pytest.mark.django_db
def test_a_document_is_handed_out_as_a_file_and_nothing_else(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "u1", monkeypatch)
    draft = begun(client)
    press(client, f"{draft}evidence/", {"documents": [document(name="报告.pdf")]})
    answer = client.get(f"{draft}evidence/{DIGEST}/")
    assert answer.status_code == 200
    assert sha256(answer.content).hexdigest() == DIGEST
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{draft}evidence/{'0' * 64}/").status_code == 404


@pytest.mark.django_db
def test_a_document_goes_when_nothing_names_it(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "u1", monkeypatch)
    first, second = begun(client), begun(client)
    for draft in (first, second):
        press(client, f"{draft}evidence/", {"documents": [document()]})
    press(client, f"{first}evidence/", {"remove": DIGEST})
    assert Upload.objects.count() == 1
    press(client, f"{second}drop/", {})
    assert Upload.objects.count() == 0
    handed = filled(client)
    press(client, f"{handed}check/", {"declared": "yes"})
    third = begun(client)
    press(client, f"{third}evidence/", {"documents": [document()]})
    press(client, f"{third}drop/", {})
    assert Upload.objects.count() == 1


@pytest.mark.django_db
def test_a_document_goes_with_the_person_it_was_about(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    """The same paper behind two nominations stays until both are erased."""
    client = coordinator(lanxi, "u1", monkeypatch)
    first, second = filled(client), filled(client, name="Qian Banqiao")
    for draft in (first, second):
        press(client, f"{draft}check/", {"declared": "yes"})
    assert Upload.objects.count() == 1
    erase(lanxi.round_id, f"nomination/{number(first)}")
    assert Upload.objects.count() == 1
    erase(lanxi.round_id, f"nomination/{number(second)}")
    assert Upload.objects.count() == 0


@pytest.mark.django_db
def test_only_who_may_read_the_deeds_is_handed_a_document(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "u1", monkeypatch)
    draft = filled(client)
    press(client, f"{draft}check/", {"declared": "yes"})
    where = f"{BASE}cases/{number(draft)}/evidence/{DIGEST}/"

    def status(who: str) -> int:
        return signed_in_client(lanxi, who).get(where).status_code

    assert {who: status(who) for who in ("co-u1", "co-b1")} == {"co-u1": 200, "co-b1": 200}
    assert {who: status(who) for who in ("co-u2", "co-b2", "co-u3")} == dict.fromkeys(("co-u2", "co-b2", "co-u3"), 404)
    assert {who: status(who) for who in ("office", "judge-1")} == {"office": 403, "judge-1": 403}  # not their room
    assert Client().get(where).status_code == 302


@pytest.mark.django_db
def test_a_judge_who_judges_blind_is_given_no_document(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    """It tells who it is about, by its name or by what it says: none can be made blind. Nor to one who coordinates too."""
    lanxi.do(OFFICE, Appoint(role="coordinator", who=("judge-1",), scope="b1"))
    client = coordinator(lanxi, "u1", monkeypatch)
    draft = begun(client)
    press(client, f"{draft}evidence/", {"documents": [document(name="Zhao Shiqiao.pdf")], "finish": "1"})
    case = number(filled_from(client, draft))
    to_judges(lanxi, case)
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    answer = signed_in_client(lanxi, "judge-1").get(f"{BASE}cases/{case}/evidence/{DIGEST}/")
    assert answer.status_code == 404


def filled_from(client: Client, draft: str) -> str:
    """The draft with the rest filled in, handed in, voted on and forwarded."""
    press(client, f"{draft}who/", {"name": "Zhao Shiqiao"})
    press(client, f"{draft}theme/", {"theme": "village"})
    press(client, f"{draft}about/", ABOUT)
    press(client, f"{draft}statement/", {"statement": "Built roads."})
    press(client, f"{draft}claims/", {"finish": "1"})
    press(client, f"{draft}check/", {"declared": "yes"})
    return draft


def to_judges(lanxi: Lanxi, case: str) -> None:
    """Through the stages before the comparison, and assigned to the judge."""
    vote = {"ballot": "unit-recommend.u1", "stage": "unit-recommend", "unit": "u1", "tallies": {case: Tally(agree=9)}}
    lanxi.do(of("u1"), RecordBallot(entitled=9, present=9, cast=9, **vote))
    lanxi.forward("unit-recommend", "u1", case)
    lanxi.turn("unit-recommend", "unit-notice")
    lanxi.do(of("u1"), PublishNotice(notice="unit-notice.u1", stage="unit-notice", unit="u1", listed=(case,)))
    lanxi.turn("unit-notice", "bureau-recommend")
    lanxi.forward("bureau-recommend", "b1", case)
    lanxi.turn("bureau-recommend", "compare")
    lanxi.do(Actor(id="judge-1", role="assessor"), Undertake(assessor="judge-1"))
    lanxi.do(OFFICE, Assign(stage="compare", readers={case: JUDGES}))
