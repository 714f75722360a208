"""The table of contents of a ZIP (its central directory), read without trusting it.

Source: PKWARE, "APPNOTE.TXT, .ZIP File Format Specification", version 6.3.10, sections
4.3 (structure), 4.4 (fields), 4.5.3 (Zip64), 4.6.9 (Unicode path), appendix D (names).
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, BinaryIO, Final, NamedTuple

from core.errors import DatasetError

MAX_MEMBERS: Final = 100_000
"""Most files in one archive."""

_MAX_DIRECTORY_BYTES: Final = 64 * 2**20
_END: Final = struct.Struct("<4s4H2LH")
_END_START: Final = b"PK\x05\x06"
_ZIP64_LOCATOR: Final = struct.Struct("<4sLQL")
_ZIP64_LOCATOR_START: Final = b"PK\x06\x07"
_ZIP64_END: Final = struct.Struct("<4sQ2H2L4Q")
_ZIP64_END_START: Final = b"PK\x06\x06"
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_ENTRY_START: Final = b"PK\x01\x02"
_MAX_COMMENT_BYTES: Final = 65_535
_ZIP64_MARKER: Final = 0xFFFF_FFFF
_ZIP64_COUNT_MARKER: Final = 0xFFFF
_ZIP64_EXTRA: Final = 0x0001
_UNICODE_PATH: Final = 0x7075
_ENCRYPTED: Final = 0x0001 | 0x0040 | 0x2000
_NAME_IS_UTF8: Final = 0x0800


class ArchiveError(DatasetError):
    """A ZIP, or a file in it, is damaged or exceeds a limit."""


class Entry(NamedTuple):
    """One file, as the table declares it.

    Attributes:
        name: Its path, decoded, separated by "/".
        raw_name: The encoded path, which the file's own header must repeat.
        method: Compression; 0 stored, 8 deflated.
        checksum: CRC-32 of the unpacked content.
        packed: Size in the archive, in bytes; `unpacked` is that of the content.
        offset: Start of its own header in the archive.
    """

    name: str
    raw_name: bytes
    encrypted: bool
    method: int
    checksum: int
    packed: int
    unpacked: int
    offset: int


class CentralDirectory(NamedTuple):
    """The entries of the table in order, and its place in the archive.

    Attributes:
        entries: None for an entry that cannot be read.
        start: Offset of the table; all files are before it.
    """

    entries: tuple[Entry | None, ...]
    start: int


class DirectoryLocation(NamedTuple):
    """The end-of-directory record: number of entries, size in bytes and offset."""

    num_entries: int
    size: int
    start: int


def read_central_directory(
    file: BinaryIO, max_bytes: int = _MAX_DIRECTORY_BYTES
) -> CentralDirectory:
    """Read the table of contents of a ZIP, of up to `max_bytes`.

    Raises:
        ArchiveError: `archive-damaged`; `archive-too-many`, before any entry is read
            if the archive declares their number truthfully.
    """
    location = find_directory(file)
    if location is None or location.size > max_bytes:
        raise ArchiveError("archive-damaged")
    if location.num_entries > MAX_MEMBERS:
        raise ArchiveError("archive-too-many", limit=MAX_MEMBERS)
    file.seek(location.start)
    table = file.read(location.size)
    entries = tuple(islice(_entries(table), MAX_MEMBERS + 1))
    if len(entries) > MAX_MEMBERS:
        raise ArchiveError("archive-too-many", limit=MAX_MEMBERS)
    return CentralDirectory(entries=entries, start=location.start)


def find_directory(file: BinaryIO) -> DirectoryLocation | None:
    """Find the last end-of-directory record that has its table right before it.

    Skip a comment that looks like such a record, and bytes after the end. Return the
    declared location, not checked against any limit; None if the file is not a ZIP.
    """
    size = file.seek(0, 2)
    tail_start = max(0, size - _MAX_COMMENT_BYTES - _END.size)
    file.seek(tail_start)
    tail = file.read(_MAX_COMMENT_BYTES + _END.size)
    at = len(tail) - _END.size + len(_END_START)
    while (at := tail.rfind(_END_START, 0, max(at, 0))) >= 0:
        location = DirectoryLocation(*_END.unpack_from(tail, at)[4:7])
        end = tail_start + at
        zip64 = _read_zip64_location(file, end, location)
        if zip64 is not None:
            location, end = zip64
        if location.start + location.size == end:
            return location
    return None


def _read_zip64_location(
    file: BinaryIO, end: int, ordinary: DirectoryLocation
) -> tuple[DirectoryLocation, int] | None:
    """Return the location in the ZIP64 record, and the offset of that record.

    Each number in the ordinary record must be the same, or the mark "see ZIP64".
    """
    locator = _read_record(
        file, end - _ZIP64_LOCATOR.size, _ZIP64_LOCATOR, _ZIP64_LOCATOR_START
    )
    if locator is None:
        return None
    at = locator[2]
    fields = _read_record(file, at, _ZIP64_END, _ZIP64_END_START)
    if fields is None:
        return None
    location = DirectoryLocation(*fields[7:10])
    marks = DirectoryLocation(_ZIP64_COUNT_MARKER, _ZIP64_MARKER, _ZIP64_MARKER)
    agree = all(
        number in (mark, number64)
        for number, mark, number64 in zip(ordinary, marks, location, strict=True)
    )
    return (location, at) if agree else None


def _read_record(
    file: BinaryIO, at: int, form: struct.Struct, start: bytes
) -> tuple[Any, ...] | None:
    """Return the fields of the record at an offset, None if there is no such record."""
    if not 0 <= at <= file.seek(0, 2) - form.size:
        return None
    file.seek(at)
    fields = form.unpack(file.read(form.size))
    return fields if fields[0] == start else None


def _entries(table: bytes) -> Iterator[Entry | None]:
    at = 0
    while at < len(table):
        end = _end_of_entry(table, at)
        if end is not None:
            yield _entry(table, at)
        else:
            end = _next_entry(table, at)
            # Shorter bytes are the rest of an entry that understated its length.
            if end - at >= _ENTRY.size:
                yield None
        at = end


def _next_entry(table: bytes, at: int) -> int:
    """Return the offset of the next complete entry, or the end of the table."""
    while (at := table.find(_ENTRY_START, at + 1)) >= 0:
        if _end_of_entry(table, at) is not None:
            return at
    return len(table)


def _end_of_entry(table: bytes, at: int) -> int | None:
    """Return the end of an entry; None if it is incomplete or contains another."""
    if not table.startswith(_ENTRY_START, at) or at + _ENTRY.size > len(table):
        return None
    end = at + _ENTRY.size + sum(_ENTRY.unpack_from(table, at)[10:13])
    contains_another = table.find(_ENTRY_START, at + 1, end) >= 0
    return None if end > len(table) or contains_another else end


def _entry(table: bytes, at: int) -> Entry:
    fields = _ENTRY.unpack_from(table, at)
    flags, method, checksum, packed, unpacked = fields[3], fields[4], *fields[7:10]
    name_start = at + _ENTRY.size
    name_end = name_start + fields[10]
    raw_name = table[name_start:name_end]
    extra = _parse_extra_fields(table[name_end : name_end + fields[11]])
    declared = unpacked, packed, fields[16]
    unpacked, packed, offset = _resolve_zip64(declared, extra.get(_ZIP64_EXTRA, b""))
    return Entry(
        name=_decode_name(raw_name, flags, extra.get(_UNICODE_PATH, b"")),
        raw_name=raw_name,
        encrypted=bool(flags & _ENCRYPTED),
        method=method,
        checksum=checksum,
        unpacked=unpacked,
        packed=packed,
        offset=offset,
    )


def _parse_extra_fields(content: bytes) -> dict[int, bytes]:
    """Split the extra fields of an entry by type; an incomplete last one is ignored."""
    fields: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<2H", content, at)
        at += 4 + length
        if at <= len(content):
            fields.setdefault(kind, content[at - length : at])
    return fields


def _resolve_zip64(declared: tuple[int, int, int], field: bytes) -> list[int]:
    """Replace each size of 0xFFFFFFFF by its value from the ZIP64 field."""
    sizes = []
    for number in declared:
        if number == _ZIP64_MARKER and len(field) >= 8:
            number = int.from_bytes(field[:8], "little")
            field = field[8:]
        sizes.append(number)
    return sizes


def _decode_name(raw: bytes, flags: int, unicode_path: bytes) -> str:
    """Decode a name as the archive declares it, else by the most probable encoding.

    Many systems write UTF-8 without the flag; Chinese ones write GBK. A wrong guess
    only makes a name unreadable.
    """
    guesses = [(raw, "utf-8"), (raw, "gb18030")]
    start = b"\x01" + zlib.crc32(raw).to_bytes(4, "little")
    if not flags & _NAME_IS_UTF8 and unicode_path.startswith(start):
        guesses.insert(0, (unicode_path[5:], "utf-8"))
    for name, encoding in guesses:
        with suppress(UnicodeDecodeError):
            return name.decode(encoding).replace("\\", "/")
    return raw.decode("cp437").replace("\\", "/")
