"""Reading NumPy archives under byte limits, without pickle and without guesses."""

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from core.data.files import MAX_ARRAY_BYTES, MAX_FILE_BYTES, open_file
from core.errors import DatasetError

INTEGER_DTYPES: Final = r"[<>|=]?[iu][1248]"
"""The types of whole numbers, as NumPy writes them."""
NUMERIC_DTYPES: Final = rf"{INTEGER_DTYPES}|[<>=]?f[248]"
"""The types of whole numbers and of fractions."""

_ZIP_START: Final = b"PK"
_END_OF_ZIP: Final = b"PK\x05\x06"
_LARGE_ZIP: Final = b"PK\x06\x07"
_LEAST_END: Final = 22
_LONGEST_END: Final = 20 + _LEAST_END + 65_535
_MAX_DIRECTORY_BYTES: Final = 64 * 1024

# What Python's own reader raises, one way or another, for a damaged archive: measured
# on 20,000 archives with flipped bytes. ValueError includes UnicodeDecodeError.
_DAMAGED_ZIP: Final = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    OSError,
    zlib.error,
)


def is_npz(path: Path, limit: int = MAX_FILE_BYTES) -> bool:
    """Tell whether a file is named or begins as a NumPy archive is."""
    if path.suffix.lower() == ".npz":
        return True
    with open_file(path, limit) as file:
        return file.read(2) == _ZIP_START


def list_npz(path: Path, limit: int = MAX_FILE_BYTES) -> list[str]:
    """List the arrays of a NumPy archive (``.npz``).

    Args:
        path: The archive.
        limit: Most bytes it may have.

    Raises:
        DatasetError: `npz-unknown`, `npz-damaged`, or what `open_file` raises.
    """
    with _open_archive(path, limit) as archive:
        return [each.removesuffix(".npy") for each in archive.namelist()]


def read_npz(
    path: Path,
    names: Sequence[str],
    *,
    types: str = INTEGER_DTYPES,
    limit: int = MAX_ARRAY_BYTES,
) -> dict[str, NDArray[Any]]:
    """Read some arrays of a NumPy archive (``.npz``).

    Args:
        path: The archive.
        names: Which arrays to read; others are left alone.
        types: Which types they may have, `INTEGER_DTYPES` or `NUMERIC_DTYPES`.
        limit: Most bytes that the archive, and one array once unpacked, may have.

    Returns:
        The arrays by name, each of a type and shape that nobody has checked.

    Raises:
        DatasetError: `npz-unknown` (no archive at all), `npz-damaged`,
            `npz-arrays-missing`, `npz-array-too-large`, `npz-wrong-type`, or
            what `open_file` raises.
    """
    with _open_archive(path, limit) as archive:
        members = _members(archive, names, path)
        return {
            name: _read_array(archive, members[name], path, types, limit)
            for name in names
        }


@contextmanager
def _open_archive(path: Path, limit: int) -> Iterator[ZipFile]:
    """Open an archive; whatever is damaged in it while the block runs is one error."""
    with open_file(path, limit) as file:
        if file.read(2) != _ZIP_START:
            raise DatasetError("npz-unknown", path=path)
        try:
            _check_directory(file)
            with ZipFile(file) as archive:
                yield archive
        except _DAMAGED_ZIP as error:
            raise DatasetError("npz-damaged", path=path) from error


def _check_directory(file: BinaryIO) -> None:
    """Refuse a directory of many thousand members before Python reads all of it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_END))
    tail = file.read()
    end = tail.rfind(_END_OF_ZIP)
    directory = int.from_bytes(tail[end + 12 : end + 16], "little")
    whole = 0 <= end <= len(tail) - _LEAST_END
    large = directory > _MAX_DIRECTORY_BYTES or _LARGE_ZIP in tail[:end][-20:]
    if not whole or large:
        raise BadZipFile("no directory of the size a few arrays need")


def _members(archive: ZipFile, names: Sequence[str], path: Path) -> dict[str, ZipInfo]:
    members = {
        member.filename.removesuffix(".npy"): member for member in archive.infolist()
    }
    missing = [name for name in names if name not in members]
    if missing:
        raise DatasetError("npz-arrays-missing", path=path, missing=", ".join(missing))
    return members


def _read_array(
    archive: ZipFile, member: ZipInfo, path: Path, types: str, limit: int
) -> NDArray[Any]:
    name = member.filename.removesuffix(".npy")
    if member.file_size > limit:
        raise DatasetError(
            "npz-array-too-large",
            path=path,
            name=name,
            found=round(member.file_size / 2**20),
            limit=limit // 2**20,
        )
    # The other methods unpack a whole block at once, whatever limit is given.
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError("a compression that NumPy does not write")
    with archive.open(member) as file:
        content = file.read(member.file_size + 1)
    return _parsed(content, name, path, types)


def _parsed(content: bytes, name: str, path: Path, types: str) -> NDArray[Any]:
    """Build the array that the bytes of an ``.npy`` file describe.

    Source:
        NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
    """
    header, data = _split(content)
    kind = _field(rb"'descr': *('[^']*'|\[)", header).strip("'")
    shape = _field(rb"'shape': *\(([0-9, ]*)\)", header)
    order = _field(rb"'fortran_order': *(True|False)", header)
    if not re.fullmatch(types, kind):
        raise DatasetError("npz-wrong-type", path=path, name=name, found=kind)
    sides = tuple(int(side) for side in shape.replace(",", " ").split())
    values = np.frombuffer(data, np.dtype(kind))
    return values.reshape(sides, order="F" if order == "True" else "C")


def _split(content: bytes) -> tuple[bytes, memoryview]:
    width = 2 if content[6:7] == b"\x01" else 4
    start = 8 + width
    length = int.from_bytes(content[8:start], "little")
    if not content.startswith(b"\x93NUMPY"):
        raise ValueError("no header of an array")
    return content[start : start + length], memoryview(content)[start + length :]


def _field(pattern: bytes, header: bytes) -> str:
    found = re.search(pattern, header)
    if not found:
        raise ValueError("a field of the header is missing")
    return found[1].decode("latin-1")
