"""Reading IDX files, the format MNIST was published in, plain or gzipped.

Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section
"File formats": two zero bytes, one byte for the type (8: unsigned byte), one for the
number of dimensions, each dimension as four bytes with the highest first, the data.
"""

import gzip
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from core.data.files import MAX_FILE_BYTES, check_size, open_file
from core.errors import DatasetError

GZIP_START: Final = b"\x1f\x8b"
IDX_STARTS: Final = (b"\x00\x00\x08\x01", b"\x00\x00\x08\x03")
"""First bytes of labels and of images."""


def read_idx(path: Path) -> NDArray[np.uint8]:
    """Read an IDX file of labels or images, of shape (n,) or (n, height, width).

    A gzipped file is recognised by its content and never unpacked beyond the size its
    header declares.

    Raises:
        DatasetError: `idx-unknown`, `idx-damaged`, `file-too-large` (the declared
            size), or what `open_file` raises.
    """
    with open_file(path) as file:
        return parse_idx(file, path)


def parse_idx(packed: BinaryIO, path: Path | str) -> NDArray[np.uint8]:
    """Return the array in an open IDX file; `path` is for error messages only.

    Raises:
        DatasetError: As `read_idx`.
    """
    with _unpacked(packed, path) as file:
        shape = _read_shape(file, path)
        size = math.prod(shape)
        check_size(path, size, MAX_FILE_BYTES)
        # One more byte reveals data after the declared end.
        content = file.read(size + 1)
    if len(content) != size:
        raise DatasetError("idx-damaged", path=path)
    return np.frombuffer(content, np.uint8).reshape(shape)


def idx_shape(path: Path) -> tuple[int, ...]:
    """Return the shape that the header of an IDX file declares: (n,) or (n, h, w).

    Raises:
        DatasetError: `idx-unknown`, `idx-damaged`, or what `open_file` raises.
    """
    with open_file(path) as packed, _unpacked(packed, path) as file:
        return _read_shape(file, path)


def is_idx(path: Path) -> bool:
    """True if a file starts with the header of IDX labels or images."""
    try:
        idx_shape(path)
    except DatasetError:
        return False
    return True


@contextmanager
def _unpacked(file: BinaryIO, path: Path | str) -> Iterator[BinaryIO]:
    gzipped = file.read(2) == GZIP_START
    file.seek(0)
    if not gzipped:
        yield file
        return
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield unpacked  # type: ignore[misc]
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DatasetError("idx-damaged", path=path) from error


def _read_shape(file: BinaryIO, path: Path | str) -> tuple[int, ...]:
    start = file.read(4)
    if len(start) == 4 and start not in IDX_STARTS:
        raise DatasetError("idx-unknown", path=path, found=start.hex(" "))
    sizes = file.read(4 * start[3]) if len(start) == 4 else b""
    if not sizes or len(sizes) < 4 * start[3]:
        raise DatasetError("idx-damaged", path=path)
    return tuple(int(side) for side in np.frombuffer(sizes, ">u4"))
