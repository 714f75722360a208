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
from core.data.zip_directory import ArchiveError, read_central_directory
from core.data.zip_members import Unpacker
from core.errors import DatasetError

NPY_START: Final = b"\x93NUMPY"

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
    with open_file(path, limit) as file:
        return list(NpzArchive(file, path, limit).entries)


def read_npz(
    path: Path, names: Sequence[str], limit: int = MAX_FILE_BYTES
) -> dict[str, NDArray[Any]]:
    """Read arrays of integers or floats of up to 8 bytes from a NumPy archive.

    `limit` is the largest size of the archive, and of one array once unpacked.

    Raises:
        DatasetError: `npz-unknown` (not an archive), `npz-damaged`,
            `npz-arrays-missing`, `npz-wrong-type`, or what `open_file` raises.
    """
    with open_file(path, limit) as file:
        archive = NpzArchive(file, path, limit)
        missing = [name for name in names if name not in archive.entries]
        if missing:
            raise DatasetError(
                "npz-arrays-missing", path=path, missing=", ".join(missing)
            )
        return {name: archive.read(name) for name in names}


class NpzArchive:
    """An open NumPy archive: its `entries` by the names of their arrays.

    `path` is for error messages only.

    Raises:
        DatasetError: `npz-unknown` or `npz-damaged`.
    """

    def __init__(
        self, file: BinaryIO, path: Path | str, limit: int = MAX_FILE_BYTES
    ) -> None:
        file.seek(0)
        if file.read(2) != _ZIP_START:
            raise DatasetError("npz-unknown", path=path)
        self._path, self._limit = path, limit
        with self._damage():
            directory = read_central_directory(file, _MAX_DIRECTORY_BYTES)
            if None in directory.entries:
                raise ArchiveError("archive-damaged")
            self._unpacker = Unpacker(file, directory)
        self.entries = {
            each.name.removesuffix(".npy"): each for each in directory.entries if each
        }

    def read(self, name: str) -> NDArray[Any]:
        """Return an array of integers or floats of up to 8 bytes.

        Raises:
            DatasetError: `npz-damaged`, `npz-wrong-type` or `file-too-large`.
        """
        entry = self.entries[name]
        check_size(self._path, entry.unpacked, self._limit)
        with self._damage():
            content = self._unpacker.unpack(entry)
        return parse_npy(content, name, self._path)

    @contextmanager
    def _damage(self) -> Iterator[None]:
        try:
            yield
        except ArchiveError as error:
            raise DatasetError("npz-damaged", path=self._path) from error


def parse_npy(content: bytes | bytearray, name: str, path: Path | str) -> NDArray[Any]:
    """Return the array in an ``.npy`` file (NumPy Enhancement Proposal 1).

    Raises:
        DatasetError: `npz-damaged` or `npz-wrong-type`.
    """
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
    content: bytes | bytearray,
) -> tuple[tuple[int, ...], bool, np.dtype[Any], int]:
    header = io.BytesIO(content[:_MAX_HEADER_BYTES])
    version = npy.read_magic(header)
    if version not in ((1, 0), (2, 0), (3, 0)):
        raise ValueError(f"unknown version {version}")
    # Version 3 differs only in the encoding of field names, which numbers have not.
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, is_fortran, dtype = read(header, max_header_size=_MAX_HEADER_BYTES)
    return shape, is_fortran, dtype, header.tell()
