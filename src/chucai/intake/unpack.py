"""Out of a stranger's zip file: only the parts that are wanted, never more than the limits allow."""

from __future__ import annotations

import io
import zipfile
import zlib

from chucai.errors import Refused
from chucai.intake.shape import Limits

_CHUNK = 1 << 20


class Archive:
    """An archive whose directory keeps the limits. Names are compared without case, as spreadsheets do."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused("broken-workbook", reason=str(error)) from None
        self._left = limits.unpacked
        self._limit = limits.unpacked
        entries = self._zip.infolist()
        if len(entries) > limits.parts:
            raise Refused("too-many-parts", parts=len(entries), limit=limits.parts)
        if sum(entry.file_size for entry in entries) > limits.unpacked:
            raise Refused("unpacks-too-big", limit=limits.unpacked)
        self._entries = {entry.filename.lower(): entry for entry in entries}
        if len(self._entries) != len(entries):
            raise Refused("broken-workbook", reason="a part occurs twice")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a part, b"" when it is not there; counted against the limit as they come, not as declared."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return b""
        if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("broken-workbook", reason=f"{entry.filename}: encrypted or packed in an unusual way")
        try:
            return self._unpack(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise Refused("broken-workbook", reason=f"{entry.filename}: {error}") from None

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        found = bytearray()
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise Refused("unpacks-too-big", limit=self._limit)
                found += chunk
        return bytes(found)
