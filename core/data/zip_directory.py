"""The table of contents of a ZIP, read without believing it.

Source: PKWARE, "APPNOTE.TXT, .ZIP File Format Specification", version 6.3.10, sections
4.3 (structure), 4.4 (fields), 4.5.3 (Zip64), 4.6.9 (Unicode path), appendix D (names).
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final, NamedTuple

from core.errors import DatasetError

MAX_MEMBERS: Final = 100_000
"""Most files one archive may have."""

_MAX_DIRECTORY_BYTES: Final = 64 * 2**20
_END: Final = struct.Struct("<4s4H2LH")
_END_START: Final = b"PK\x05\x06"
_LOCATOR: Final = struct.Struct("<4sLQL")
_LOCATOR_START: Final = b"PK\x06\x07"
_ZIP64_END: Final = struct.Struct("<4sQ2H2L4Q")
_LARGE_END_START: Final = b"PK\x06\x06"
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_ENTRY_START: Final = b"PK\x01\x02"
_LONGEST_COMMENT: Final = 65_535
_ZIP64_MARKER: Final = 0xFFFF_FFFF
_FULL_COUNT: Final = 0xFFFF
_ZIP64_EXTRA: Final = 0x0001
_UNICODE_PATH: Final = 0x7075
_ENCRYPTED: Final = 0x0001 | 0x0040 | 0x2000
_NAME_IS_UTF8: Final = 0x0800


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the table says about one file.

    Attributes:
        name: Its path, decoded, with "/" between.
        raw_name: The bytes of it, as they must stand before the file too.
        encrypted: Whether it is locked with a password.
        method: How it is packed; 0 stored, 8 deflated.
        checksum: CRC-32 of what it unpacks to.
        packed: How many bytes it has in the archive.
        unpacked: How many bytes it unpacks to.
        offset: Where its own header begins.
    """

    name: str
    raw_name: bytes
    encrypted: bool
    method: int
    checksum: int
    packed: int
    unpacked: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralDirectory:
    """The table of contents: its entries in order, and where in the file it begins.

    Attributes:
        entries: None stands for one that cannot be read.
        start: The files lie before it.
    """

    entries: tuple[Entry | None, ...]
    start: int


def read_central_directory(file: BinaryIO) -> CentralDirectory:
    """Read the table of contents of a ZIP.

    Raises:
        DatasetError: `archive-damaged`; `archive-too-many`, before any entry is read
            if the archive admits to their number.
    """
    place = _find_directory(file)
    if place is None or place.size > _MAX_DIRECTORY_BYTES:
        raise DatasetError("archive-damaged")
    if place.num_entries > MAX_MEMBERS:
        raise DatasetError("archive-too-many", limit=MAX_MEMBERS)
    file.seek(place.start)
    table = file.read(place.size)
    entries = tuple(islice(_entries(table), MAX_MEMBERS + 1))
    if len(entries) > MAX_MEMBERS:
        raise DatasetError("archive-too-many", limit=MAX_MEMBERS)
    return CentralDirectory(entries=entries, start=place.start)


class _DirectoryLocation(NamedTuple):
    """How many entries a table announces, how long it is and where it begins."""

    num_entries: int
    size: int
    start: int


def _find_directory(file: BinaryIO) -> _DirectoryLocation | None:
    """Find the table: the last end of an archive that has a table right before it.

    So neither a comment that looks like an end misleads, nor bytes after the end.
    """
    size = file.seek(0, 2)
    tail_start = max(0, size - _LONGEST_COMMENT - _END.size)
    file.seek(tail_start)
    tail = file.read(_LONGEST_COMMENT + _END.size)
    at = len(tail) - _END.size + len(_END_START)
    while (at := tail.rfind(_END_START, 0, max(at, 0))) >= 0:
        place = _DirectoryLocation(*_END.unpack_from(tail, at)[4:7])
        end = tail_start + at
        large = _read_zip64_location(file, end, place)
        if large is not None:
            place, end = large
        if place.start + place.size == end:
            return place
    return None


def _read_zip64_location(
    file: BinaryIO, end: int, small: _DirectoryLocation
) -> tuple[_DirectoryLocation, int] | None:
    """Read the place as archives beyond 65,535 files or 4 GB tell it, if this is one.

    What the ordinary end tells must be the same, or be marked as not told there.
    """
    locator = _read_record(file, end - _LOCATOR.size, _LOCATOR, _LOCATOR_START)
    if locator is None:
        return None
    at = locator[2]
    fields = _read_record(file, at, _ZIP64_END, _LARGE_END_START)
    if fields is None:
        return None
    place = _DirectoryLocation(*fields[7:10])
    marks = _DirectoryLocation(_FULL_COUNT, _ZIP64_MARKER, _ZIP64_MARKER)
    agree = all(
        told in (mark, large)
        for told, mark, large in zip(small, marks, place, strict=True)
    )
    return (place, at) if agree else None


def _read_record(
    file: BinaryIO, at: int, form: struct.Struct, start: bytes
) -> tuple[Any, ...] | None:
    """Read a record, unless no such record begins here."""
    if not 0 <= at <= file.seek(0, 2) - form.size:
        return None
    file.seek(at)
    fields = form.unpack(file.read(form.size))
    return fields if fields[0] == start else None


def _entries(table: bytes) -> Iterator[Entry | None]:
    at = 0
    while at < len(table):
        end = _end_of_entry(table, at)
        if end is None:
            end = _next_entry(table, at)
            # What is shorter is the rest of an entry that was too modest.
            if end - at >= _ENTRY.size:
                yield None
        else:
            yield _entry(table, at)
        at = end


def _next_entry(table: bytes, at: int) -> int:
    """Return where the next whole entry begins, or where the table ends."""
    while (at := table.find(_ENTRY_START, at + 1)) >= 0:
        if _end_of_entry(table, at) is not None:
            return at
    return len(table)


def _end_of_entry(table: bytes, at: int) -> int | None:
    """Return where an entry ends; None if there is none, or it swallows others."""
    if not table.startswith(_ENTRY_START, at) or at + _ENTRY.size > len(table):
        return None
    end = at + _ENTRY.size + sum(_ENTRY.unpack_from(table, at)[10:13])
    swallows_others = table.find(_ENTRY_START, at + 1, end) >= 0
    return None if end > len(table) or swallows_others else end


def _entry(table: bytes, at: int) -> Entry:
    fields = _ENTRY.unpack_from(table, at)
    flags, method, checksum, packed, unpacked = fields[3], fields[4], *fields[7:10]
    name_start = at + _ENTRY.size
    name_end = name_start + fields[10]
    raw_name = table[name_start:name_end]
    extra = _parse_extra_fields(table[name_end : name_end + fields[11]])
    sizes = _resolve_zip64((unpacked, packed, fields[16]), extra.get(_ZIP64_EXTRA, b""))
    return Entry(
        name=_decode_name(raw_name, flags, extra.get(_UNICODE_PATH, b"")),
        raw_name=raw_name,
        encrypted=bool(flags & _ENCRYPTED),
        method=method,
        checksum=checksum,
        unpacked=sizes[0],
        packed=sizes[1],
        offset=sizes[2],
    )


def _parse_extra_fields(content: bytes) -> dict[int, bytes]:
    """Part the extra fields of an entry; what is left over at the end is left out."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<2H", content, at)
        at += 4 + length
        if at <= len(content):
            found.setdefault(kind, content[at - length : at])
    return found


def _resolve_zip64(told: tuple[int, int, int], large: bytes) -> list[int]:
    """Take those of the three numbers that are not told from where large ones stand."""
    sizes = []
    for number in told:
        if number == _ZIP64_MARKER and len(large) >= 8:
            number = int.from_bytes(large[:8], "little")
            large = large[8:]
        sizes.append(number)
    return sizes


def _decode_name(raw: bytes, flags: int, unicode_path: bytes) -> str:
    """Decode a name as its archive says, else as whoever wrote it probably meant.

    Systems write UTF-8 without saying so; Chinese ones write GBK. A wrong guess makes
    a name unreadable and loses nothing else.
    """
    names = [raw.decode("cp437")]
    for encoding in ("gb18030", "utf-8"):
        with suppress(UnicodeDecodeError):
            names.append(raw.decode(encoding))
    if not flags & _NAME_IS_UTF8 and _is_of(unicode_path, raw):
        with suppress(UnicodeDecodeError):
            names.append(unicode_path[5:].decode("utf-8"))
    return names[-1].replace("\\", "/")


def _is_of(unicode_path: bytes, raw: bytes) -> bool:
    checksum = zlib.crc32(raw).to_bytes(4, "little")
    return unicode_path.startswith(b"\x01" + checksum)
