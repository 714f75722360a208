"""Reading NumPy archives under limits of size, without pickle."""

import io
import tokenize
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from core.data.files import MAX_FILE_BYTES, check_size, open_file
from core.data.zip_directory import (
    ArchiveError,
    CentralDirectory,
    Entry,
    read_central_directory,
)
from core.data.zip_members import Unpacker
from core.errors import DatasetError

_ZIP_START: Final = b"PK"
# A few arrays need a few hundred bytes each.
_MAX_DIRECTORY_BYTES: Final = 64 * 1024
_MAX_HEADER_BYTES: Final = 4096
# NumPy evaluates a header as a Python literal; these are the errors of a bad literal.
_DAMAGED_ARRAY: Final = (
    *(ValueError, TypeError, SyntaxError, OverflowError),
    *(RecursionError, MemoryError, tokenize.TokenError),
)


def is_npz(path: Path, limit: int = MAX_FILE_BYTES) -> bool:
    """True if a file has the name or the first bytes of a NumPy archive."""
    if path.suffix.lower() == ".npz":
        return True
    with open_file(path, limit) as file:
        return file.read(2) == _ZIP_START


def list_npz(path: Path, limit: int = MAX_FILE_BYTES) -> list[str]:
    """Return the names of the arrays in a NumPy archive of up to `limit` bytes.

    Raises:
        DatasetError: `npz-unknown`, `npz-damaged`, or what `open_file` raises.
    """
    with _open_archive(path, limit) as (_, directory):
        return list(_entries(directory))


def read_npz(
    path: Path, names: Sequence[str], limit: int = MAX_FILE_BYTES
) -> dict[str, NDArray[Any]]:
    """Read arrays of integers or floats of up to 8 bytes from a NumPy archive.

    `limit` is the largest size of the archive, and of one array once unpacked.

    Raises:
        DatasetError: `npz-unknown` (not an archive), `npz-damaged`,
            `npz-arrays-missing`, `npz-wrong-type`, or what `open_file` raises.
    """
    with _open_archive(path, limit) as (file, directory):
        entries = _entries(directory)
        missing = [name for name in names if name not in entries]
        if missing:
            raise DatasetError(
                "npz-arrays-missing", path=path, missing=", ".join(missing)
            )
        unpacker = Unpacker(file, directory)
        arrays = {}
        for name in names:
            check_size(path, entries[name].unpacked, limit)
            arrays[name] = _parse(unpacker.unpack(entries[name]), name, path)
        return arrays


@contextmanager
def _open_archive(
    path: Path, limit: int
) -> Iterator[tuple[BinaryIO, CentralDirectory]]:
    """Open an archive; any damage found inside the block raises `npz-damaged`."""
    with open_file(path, limit) as file:
        if file.read(2) != _ZIP_START:
            raise DatasetError("npz-unknown", path=path)
        try:
            yield file, read_central_directory(file, _MAX_DIRECTORY_BYTES)
        except ArchiveError as error:
            raise DatasetError("npz-damaged", path=path) from error


def _entries(directory: CentralDirectory) -> dict[str, Entry]:
    if None in directory.entries:
        raise ArchiveError("archive-damaged")
    return {each.name.removesuffix(".npy"): each for each in directory.entries if each}


def _parse(content: bytearray, name: str, path: Path) -> NDArray[Any]:
    """Return the array in an ``.npy`` file (NumPy Enhancement Proposal 1)."""
    try:
        shape, is_fortran, dtype, start = _parse_header(content)
        if dtype.kind not in "iuf" or dtype.itemsize > 8:
            found = str(dtype)[:40]
            raise DatasetError("npz-wrong-type", path=path, name=name, found=found)
        values = np.frombuffer(content, dtype, offset=start)
        return values.reshape(shape, order="F" if is_fortran else "C")
    except _DAMAGED_ARRAY as error:
        raise DatasetError("npz-damaged", path=path) from error


def _parse_header(
    content: bytearray,
) -> tuple[tuple[int, ...], bool, np.dtype[Any], int]:
    header = io.BytesIO(content[:_MAX_HEADER_BYTES])
    version = npy.read_magic(header)
    if version not in ((1, 0), (2, 0), (3, 0)):
        raise ValueError(f"unknown version {version}")
    # Version 3 differs only in the encoding of field names, which numbers have not.
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, is_fortran, dtype = read(header, max_header_size=_MAX_HEADER_BYTES)
    return shape, is_fortran, dtype, header.tell()
