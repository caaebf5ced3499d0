"""What a document is, found in its content whatever its name says, and whether it may be kept."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from chucai.errors import Refused

MOST = 20 * 1024 * 1024  # bytes of one document
PDF, JPEG, PNG, TEXT = "application/pdf", "image/jpeg", "image/png", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx", XLSX: ".xlsx", TEXT: ".txt"}

_ZIP_ENTRIES, _UNPACKED, _PIXELS = 3000, 200 * 1024 * 1024, 120_000_000
_LONGEST_NAME = 80
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|XFA|RichMedia)(?![A-Za-z])")
_HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
_ACTIVE_PART = re.compile(
    r"vbaproject|activex|oleobject|/embeddings/|/macrosheets/|/externallinks/|customui", re.IGNORECASE
)
_MARKUP = re.compile(r"\s*<|#!|.{0,4000}<(script|svg|html|iframe|object)\b", re.IGNORECASE | re.DOTALL)


def media_of(content: bytes) -> str:
    """The kind of a document by its content.

    Raises Refused("upload-empty"), Refused("upload-too-large", most=...), Refused("upload-broken", media=...) for a
    known kind that is not whole, Refused("upload-active", media=...) for scripts, macros and files within, and
    Refused("upload-kind") for everything else.
    """
    if not content:
        raise Refused("upload-empty")
    if len(content) > MOST:
        raise Refused("upload-too-large", most=MOST // 1024 // 1024)
    for begins, check in (
        (b"%PDF-", _pdf),
        (b"\xff\xd8\xff", _jpeg),
        (b"\x89PNG\r\n\x1a\n", _png),
        (b"PK\x03\x04", _office),
    ):
        if content.startswith(begins):
            return check(content)
    return _text(content)


def clean_name(name: str, media: str) -> str:
    """A file name without folders, hidden signs or anything that a system takes for more; with its kind's ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] not in "CZ" or c == " ")
    stem = re.sub(r'[<>:"|?*%;]', "_", PurePosixPath(shown).stem).strip(" ._")[:_LONGEST_NAME]
    return (stem or "document") + ENDINGS[media]


def holds_place(content: bytes) -> bool:
    """Whether a JPEG says where it was taken (an Exif block with a GPS directory)."""
    start = content.find(b"Exif\0\0", 0, 65536)
    if start < 0:
        return False
    tiff = content[start + 6 : start + 6 + 65536]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, at)
        tags = (struct.unpack_from(f"{order}H", tiff, at + 2 + 12 * n)[0] for n in range(entries))
        return 0x8825 in tags
    except (struct.error, TypeError):
        return False


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-2048:]:
        raise Refused("upload-broken", media=PDF)
    if any(_ACTIVE_PDF.search(_named(part)) for part in (content, *_packed_objects(content))):
        raise Refused("upload-active", media=PDF)
    return PDF


def _named(part: bytes) -> bytes:
    """Names in plain letters: `/J#53` is `/JS`."""
    return _HEX_NAME.sub(lambda found: bytes([int(found[1], 16)]), part)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Objects that lie in compressed streams, as far as they can be unpacked."""
    for found in _STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[found.end() :], MOST)
        except zlib.error:
            continue


def _jpeg(content: bytes) -> str:
    if b"\xff\xd9" not in content[-1024:] or b"<script" in content[:65536].lower():
        raise Refused("upload-broken", media=JPEG)
    return JPEG


def _png(content: bytes) -> str:
    """Chunk by chunk to the end, which has to be the end; pictures too large to be shown are not kept."""
    at, first = 8, True
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if first:
            wide, high = struct.unpack_from(">II", content, at + 8) if kind == b"IHDR" else (0, 0)
            if not 0 < wide * high <= _PIXELS:
                break
            first = False
        at += 12 + length
        if kind == b"IEND" and at == len(content):
            return PNG
    raise Refused("upload-broken", media=PNG)


def _office(content: bytes) -> str:
    """A Word or Excel file of the kind without macros: a sane archive with the parts that make one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            media = DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
            if media is None or "[Content_Types].xml" not in names:
                raise Refused("upload-kind")
            _check_parts(parts, media)
            types = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, struct.error):
        raise Refused("upload-broken", media=DOCX) from None
    if b"macroenabled" in types.lower() or any(_ACTIVE_PART.search(name) for name in names):
        raise Refused("upload-active", media=media)
    return media


def _check_parts(parts: list[zipfile.ZipInfo], media: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    outside = any(part.filename.startswith(("/", "\\")) or ".." in part.filename.split("/") for part in parts)
    locked = any(part.flag_bits & 1 for part in parts)
    if len(parts) > _ZIP_ENTRIES or unpacked > _UNPACKED or outside or locked:
        raise Refused("upload-broken", media=media)


def _text(content: bytes) -> str:
    """Plain text in UTF-8 or GB 18030, and nothing a browser or a shell would take for its own."""
    for coding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(coding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused("upload-kind")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in text[:200_000]) or "\0" in text:
        raise Refused("upload-kind")
    if _MARKUP.match(text):
        raise Refused("upload-kind")
    return TEXT
