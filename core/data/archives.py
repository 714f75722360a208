"""Reading the files of a ZIP one by one, never extracting, whatever the ZIP claims.

Python's `zipfile` reads all of a table of contents before anybody can refuse it, gives
a whole archive up for one bad name, and, in versions that are still in use, unpacks one
body under any number of names. Here, what one file gets wrong costs that file alone.

Source: PKWARE, "APPNOTE.TXT, .ZIP File Format Specification", version 6.3.10, sections
4.3.7 (local file header) and 4.4.5 (compression method).
"""

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from core.data.pictures import MAX_PICTURE_BYTES
from core.data.signatures import HEAD_BYTES, detect_format
from core.data.uploaded_files import (
    IgnoredFiles,
    Refusal,
    UploadedFile,
    is_system_file,
    natural_sort_key,
    sanitize_name,
)
from core.data.zip_directory import Entry, read_central_directory
from core.errors import DatasetError

MAX_ARCHIVE_BYTES: Final = 200 * 2**20
"""Most bytes one archive may have."""

MAX_UNPACKED_BYTES: Final = 2 * 2**30
"""Most bytes that are unpacked of one archive, however little of them is kept."""

_HEADER: Final = struct.Struct("<4s5H3L2H")
_HEADER_START: Final = b"PK\x03\x04"
_STORED: Final = 0
_DEFLATED: Final = 8
_CHUNK: Final = 2**16
# Enough packed bytes to tell what they are.
_PACKED_HEAD: Final = 4 * HEAD_BYTES


def read_zip(file: BinaryIO) -> Iterator[UploadedFile | Refusal | IgnoredFiles]:
    """Read the pictures of a ZIP in natural order of their names.

    Each is unpacked into memory when it is asked for, and only if it begins as a
    picture does. Archives in it are refused by name.

    Raises:
        DatasetError: `archive-too-large`, `archive-empty`, or what `read_central_directory`
            raises.
    """
    size = file.seek(0, 2)
    if size > MAX_ARCHIVE_BYTES:
        raise DatasetError(
            "archive-too-large", found=size >> 20, limit=MAX_ARCHIVE_BYTES >> 20
        )
    table = read_central_directory(file)
    entries = [entry for entry in table.entries if entry is not None]
    files = [entry for entry in entries if not _is_folder(entry)]
    pictures = [entry for entry in files if not is_system_file(entry.name)]
    for _ in range(len(table.entries) - len(entries)):
        yield Refusal("?", DatasetError("archive-member-damaged"))
    if len(pictures) < len(files):
        yield IgnoredFiles(len(files) - len(pictures))
    if not files and len(table.entries) == len(entries):
        raise DatasetError("archive-empty")
    unpacker = _Unpacker(file, entries, table.start)
    named = [(sanitize_name(entry.name), entry) for entry in pictures]
    for name, entry in sorted(named, key=lambda each: natural_sort_key(each[0])):
        try:
            yield UploadedFile(name, unpacker.unpack(entry))
        except DatasetError as error:
            yield Refusal(name, error)


def _is_folder(entry: Entry) -> bool:
    return entry.name.endswith("/") and not entry.unpacked


class _Unpacker:
    """Unpacks files of one archive within what one archive may take."""

    def __init__(self, file: BinaryIO, entries: Sequence[Entry], end: int) -> None:
        self._file = file
        self._end = end
        self._left = MAX_UNPACKED_BYTES
        self._unpacked_offsets: set[int] = set()
        self._offsets = sorted(
            {entry.offset for entry in entries if self._body(entry) is not None}
        )

    def unpack(self, entry: Entry) -> bytes:
        """Return the bytes of a file that begins as a picture does.

        Raises:
            DatasetError: `archive-encrypted`, `archive-method`,
                `archive-member-damaged`, `archive-overlap`, `archive-budget`,
                `picture-file-too-large`, or what `detect_format` raises.
        """
        body = self._checked_body(entry)
        if entry.unpacked:
            detect_format(self._read(entry, body, _PACKED_HEAD, HEAD_BYTES))
        else:
            detect_format(b"")
        self._spend(entry.unpacked)
        content = self._read(entry, body, entry.packed, entry.unpacked + 1)
        if len(content) != entry.unpacked or zlib.crc32(content) != entry.checksum:
            raise DatasetError("archive-member-damaged")
        self._unpacked_offsets.add(entry.offset)
        return content

    def _checked_body(self, entry: Entry) -> int:
        if entry.encrypted:
            raise DatasetError("archive-encrypted")
        if entry.method not in (_STORED, _DEFLATED):
            raise DatasetError("archive-method", found=entry.method)
        body = self._body(entry)
        if body is None:
            raise DatasetError("archive-member-damaged")
        after = bisect_right(self._offsets, entry.offset)
        end = [*self._offsets[after : after + 1], self._end][0]
        if body + entry.packed > end or entry.offset in self._unpacked_offsets:
            raise DatasetError("archive-overlap")
        return body

    def _body(self, entry: Entry) -> int | None:
        """Return where the bytes of a file begin, if its own header precedes them."""
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

    def _spend(self, num_bytes: int) -> None:
        if num_bytes > MAX_PICTURE_BYTES:
            raise DatasetError(
                "picture-file-too-large",
                found=num_bytes >> 20,
                limit=MAX_PICTURE_BYTES >> 20,
            )
        if num_bytes > self._left:
            raise DatasetError("archive-budget", limit=MAX_UNPACKED_BYTES >> 20)
        self._left -= num_bytes

    def _read(self, entry: Entry, body: int, packed: int, most: int) -> bytes:
        """Unpack at most so many packed bytes to at most so many bytes."""
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        content = bytearray()
        left = min(packed, entry.packed)
        self._file.seek(body)
        while left > 0 and len(content) < most:
            chunk = self._file.read(min(left, _CHUNK))
            left = left - len(chunk) if chunk else 0
            if entry.method == _DEFLATED:
                try:
                    chunk = unpacker.decompress(chunk, most - len(content))
                except zlib.error as error:
                    raise DatasetError("archive-member-damaged") from error
            content += chunk[: most - len(content)]
        return bytes(content)
