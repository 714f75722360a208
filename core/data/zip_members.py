"""Unpacking files of a ZIP under limits, without trusting what the ZIP declares.

Source: PKWARE, "APPNOTE.TXT, .ZIP File Format Specification", version 6.3.10, sections
4.3.7 (local file header) and 4.4.5 (compression method).
"""

import struct
import zlib
from bisect import bisect_right
from typing import BinaryIO, Final

from core.data.zip_directory import ArchiveError, CentralDirectory, Entry

MAX_UNPACKED_BYTES: Final = 2 * 2**30
"""Most bytes unpacked from one archive, whether or not they are kept."""

_HEADER: Final = struct.Struct("<4s5H3L2H")
_HEADER_START: Final = b"PK\x03\x04"
_STORED: Final = 0
_DEFLATED: Final = 8
_CHUNK: Final = 2**16


class Unpacker:
    """Unpacks the files of one archive, each once, within a budget for all of them."""

    def __init__(self, file: BinaryIO, directory: CentralDirectory) -> None:
        self._file = file
        self._end = directory.start
        self._left = MAX_UNPACKED_BYTES
        self._unpacked_offsets: set[int] = set()
        self._offsets = sorted(
            {
                each.offset
                for each in directory.entries
                if each and self._find_body(each)
            }
        )

    def read_start(self, entry: Entry, size: int) -> bytes:
        """Return up to `size` bytes from the start of a file.

        Raises:
            ArchiveError: `archive-encrypted`, `archive-method`, `archive-overlap` or
                `archive-member-damaged`.
        """
        body = self._checked_body(entry)
        # Deflate expands data that it cannot compress by far less than this.
        return bytes(self._read(entry, body, 4 * size, size if entry.unpacked else 0))

    def unpack(self, entry: Entry) -> bytearray:
        """Return the content of a file; the checksum is verified.

        Raises:
            ArchiveError: As `read_start`, or `archive-budget`.
        """
        body = self._checked_body(entry)
        if entry.unpacked > self._left:
            raise ArchiveError("archive-budget", limit=MAX_UNPACKED_BYTES >> 20)
        self._left -= entry.unpacked
        content = self._read(entry, body, entry.packed, entry.unpacked + 1)
        if len(content) != entry.unpacked or zlib.crc32(content) != entry.checksum:
            raise ArchiveError("archive-member-damaged")
        self._unpacked_offsets.add(entry.offset)
        return content

    def _checked_body(self, entry: Entry) -> int:
        if entry.encrypted:
            raise ArchiveError("archive-encrypted")
        if entry.method not in (_STORED, _DEFLATED):
            raise ArchiveError("archive-method", found=entry.method)
        body = self._find_body(entry)
        if body is None:
            raise ArchiveError("archive-member-damaged")
        after = bisect_right(self._offsets, entry.offset)
        end = [*self._offsets[after : after + 1], self._end][0]
        if body + entry.packed > end or entry.offset in self._unpacked_offsets:
            raise ArchiveError("archive-overlap")
        return body

    def _find_body(self, entry: Entry) -> int | None:
        """Return the offset of a file's content, None if its own header is wrong."""
        length = _HEADER.size + len(entry.raw_name)
        if entry.offset + length > self._end:
            return None
        self._file.seek(entry.offset)
        header = self._file.read(length)
        if len(header) < length or not header.startswith(_HEADER_START):
            return None
        fields = _HEADER.unpack_from(header)
        same = (fields[3], header[_HEADER.size :]) == (entry.method, entry.raw_name)
        if not same or fields[9] != len(entry.raw_name):
            return None
        return entry.offset + length + int(fields[10])

    def _read(self, entry: Entry, body: int, packed: int, limit: int) -> bytearray:
        """Unpack at most `packed` bytes of the file to at most `limit` bytes."""
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        content = bytearray()
        left = min(packed, entry.packed)
        self._file.seek(body)
        while left > 0 and len(content) < limit:
            chunk = self._file.read(min(left, _CHUNK))
            left = left - len(chunk) if chunk else 0
            if entry.method == _DEFLATED:
                try:
                    chunk = unpacker.decompress(chunk, limit - len(content))
                except zlib.error as error:
                    raise ArchiveError("archive-member-damaged") from error
            content += chunk[: limit - len(content)]
        return content
