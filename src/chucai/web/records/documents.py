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
_READ = 1024 * 1024  # bytes of one part of an archive that is looked into
_PACKED, _STREAMS, _HEAD = 64 * 1024 * 1024, 50_000, 4096  # of a PDF: unpacked in all, streams, bytes before one
_LONGEST_NAME = 80
_CHUNK = 64 * 1024


def _spelt(*names: str) -> bytes:
    """A pattern for names of a PDF, any sign of which may be written as its number: /JavaScript is /J#61vaScript."""
    signs = (("".join(f"(?:{sign}|#{ord(sign):02x}|#{ord(sign):02X})" for sign in name)) for name in names)
    return f"/(?:{'|'.join(signs)})".encode()


# Whatever runs a script has one of the first two. /JS itself stands in every other scan of 20 MB by chance.
_ACTIVE_PDF = re.compile(
    _spelt(
        *("JavaScript", "Rendition", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia"),
        *("ImportData", "SubmitForm", "GoToE"),
    )
    + rb"(?![A-Za-z])|"
    + _spelt("XFA")
    + rb"\s*[\[\d]"
)
_OBJECTS = re.compile(_spelt("ObjStm"))
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_ENDED = re.compile(rb"(?:^|[\r\n])[^%\r\n]*endobj")
_ACTIVE_PART = re.compile(
    r"vbaproject|vbadata|activex|oleobject|/embeddings/|/macrosheets/|/externallinks/|customui|afchunk|xl/connections|"
    r"\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|js|hta|lnk|jar|html?|mht)$",
    re.IGNORECASE,
)
_ACTIVE_TYPE = re.compile(rb"macroenabled|vbaproject|activex|oleobject", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External")
_HARMLESS = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(?:hyperlink|image)[\"']")
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
    if _ACTIVE_PDF.search(content) or any(map(_ACTIVE_PDF.search, _packed(content))):
        raise Refused("upload-active", media=PDF)
    return PDF


def _packed(content: bytes) -> Iterator[bytes]:
    """Objects that lie in compressed streams, one stream after the other.

    Raises Refused("upload-broken") for those that cannot be looked into: locked, packed otherwise, or too large.
    """
    left = _PACKED
    for number, found in enumerate(_STREAM.finditer(content)):
        if number > _STREAMS:
            raise Refused("upload-broken", media=PDF)
        head = content[max(found.start() - _HEAD, 0) : found.start()]
        if _OBJECTS.search(head) and _OBJECTS.search(_last_object(head)):
            part = _inflated(content, found.end(), left)
            left -= len(part)
            yield part


def _last_object(head: bytes) -> bytes:
    """What stands after the end of the object before, unless that end is only a comment."""
    return head[max((found.end() for found in _ENDED.finditer(head)), default=0) :]


def _inflated(content: bytes, at: int, most: int) -> bytes:
    """Piece by piece: what comes after the end of a stream must not be copied once more for each."""
    inflating, parts, size = zlib.decompressobj(), [], 0
    try:
        while at < len(content) and not inflating.eof and size <= most:
            parts.append(inflating.decompress(content[at : at + _CHUNK], most + 1 - size))
            rest = inflating.unconsumed_tail
            at += _CHUNK - len(rest)
            size += len(parts[-1])
    except zlib.error:
        raise Refused("upload-broken", media=PDF) from None
    if size > most:
        raise Refused("upload-broken", media=PDF)
    return b"".join(parts)


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
    if content.count(b"PK\x01\x02") > _ZIP_ENTRIES:
        raise Refused("upload-broken", media=DOCX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            media = DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
            if media is None or "[Content_Types].xml" not in names:
                raise Refused("upload-kind")
            _check_parts(parts, media)
            types = archive.read("[Content_Types].xml")
            relations = [archive.read(name) for name in names if name.lower().endswith(".rels")]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, struct.error):
        raise Refused("upload-broken", media=DOCX) from None
    if _ACTIVE_TYPE.search(types) or any(map(_ACTIVE_PART.search, names)) or any(map(_leads_out, relations)):
        raise Refused("upload-active", media=media)
    return media


def _leads_out(relations: bytes) -> bool:
    """Whether a part is fetched from elsewhere when the document is opened, such as a template with macros."""
    if b"\0" in relations or b"<!ENTITY" in relations:  # written so that it is read otherwise than here
        return True
    outside = filter(_OUTSIDE.search, _RELATION.findall(relations))
    return any(not _HARMLESS.search(one) for one in outside)


def _check_parts(parts: list[zipfile.ZipInfo], media: str) -> None:
    names = [part.filename.replace("\\", "/") for part in parts]
    outside = any(name.startswith("/") or ".." in name.split("/") for name in names)
    looked_into = [part for part in parts if part.filename.lower().endswith((".rels", "[content_types].xml"))]
    large = sum(part.file_size for part in parts) > _UNPACKED or sum(part.file_size for part in looked_into) > _READ
    locked = any(part.flag_bits & 1 for part in parts)
    if len(set(names)) < len(names) or outside or large or locked:
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
