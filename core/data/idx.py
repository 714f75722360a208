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

from core.data.files import MAX_ARRAY_BYTES, open_file
from core.errors import DatasetError

_GZIP_START: Final = b"\x1f\x8b"
_LABELS_START: Final = b"\x00\x00\x08\x01"
_IMAGES_START: Final = b"\x00\x00\x08\x03"
_DAMAGED_GZIP: Final = (gzip.BadGzipFile, EOFError, zlib.error)


def read_idx(path: Path) -> NDArray[np.uint8]:
    """Read an IDX file of labels or images, of shape (n,) or (n, height, width).

    A gzipped file is recognised by its content and never unpacked beyond the size its
    header declares.

    Raises:
        DatasetError: `idx-unknown`, `idx-too-large`, `idx-truncated`, `idx-too-long`,
            `gzip-damaged`, or what `open_file` raises.
    """
    with _open_unpacked(path) as file:
        shape = _read_shape(file, path)
        size = math.prod(shape)
        if size > MAX_ARRAY_BYTES:
            limit = MAX_ARRAY_BYTES // 2**20
            found = round(size / 2**20)
            raise DatasetError("idx-too-large", path=path, found=found, limit=limit)
        # One byte more, so that a file that goes on is noticed.
        content = file.read(size + 1)
    if len(content) < size:
        raise DatasetError(
            "idx-truncated", path=path, found=len(content), expected=size
        )
    if len(content) > size:
        raise DatasetError("idx-too-long", path=path, expected=size)
    return np.frombuffer(content, np.uint8).reshape(shape)


def idx_shape(path: Path) -> tuple[int, ...]:
    """Return the shape that the header of an IDX file declares: (n,) or (n, h, w).

    Raises:
        DatasetError: As `read_idx`, as far as the header goes.
    """
    with _open_unpacked(path) as file:
        return _read_shape(file, path)


def is_idx(path: Path) -> bool:
    """Tell whether a file begins as an IDX file of labels or images does."""
    try:
        idx_shape(path)
    except DatasetError:
        return False
    return True


@contextmanager
def _open_unpacked(path: Path) -> Iterator[BinaryIO]:
    with open_file(path) as file:
        gzipped = file.read(2) == _GZIP_START
        file.seek(0)
        if not gzipped:
            yield file
            return
        try:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield unpacked  # type: ignore[misc]
        except _DAMAGED_GZIP as error:
            raise DatasetError("gzip-damaged", path=path) from error


def _read_shape(file: BinaryIO, path: Path) -> tuple[int, ...]:
    start = file.read(4)
    if len(start) < 4:
        raise DatasetError("idx-truncated", path=path, found=len(start), expected=8)
    if start not in (_LABELS_START, _IMAGES_START):
        raise DatasetError("idx-unknown", path=path, found=start.hex(" "))
    num_bytes = 4 * start[3]
    sizes = file.read(num_bytes)
    if len(sizes) < num_bytes:
        raise DatasetError(
            "idx-truncated", path=path, found=4 + len(sizes), expected=4 + num_bytes
        )
    return tuple(int(side) for side in np.frombuffer(sizes, ">u4"))
