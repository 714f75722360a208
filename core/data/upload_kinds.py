"""What a file of an upload is: a picture, a table beside pictures, or arrays."""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from core.data.digit_arrays import array_items
from core.data.idx import GZIP_START, IDX_STARTS, parse_idx
from core.data.label_tables import MAX_TABLE_BYTES
from core.data.npz import NPY_START, NpzArchive, parse_npy
from core.data.pictures import check_picture
from core.data.pixel_tables import has_pixels, pixel_items
from core.data.prediction_tables import PARQUET_START
from core.data.signatures import HEAD_BYTES, is_text, is_zip
from core.data.uploaded_files import (
    Refusal,
    UploadedFile,
    UploadedTable,
    UploadItem,
)
from core.data.zip_formats import zip_format
from core.errors import DatasetError

MAX_ARRAY_BYTES: Final = 256 * 2**20
"""Largest file of arrays, and largest total of its arrays once unpacked."""

_DAMAGED: Final = frozenset(["npz-damaged", "npz-unknown", "idx-damaged"])


def upload_items(
    name: str, start: bytes, size: int, read: Callable[[], bytes | bytearray]
) -> Iterator[UploadItem]:
    """Yield what is in a file, which starts with some bytes, and is read if needed.

    Raises:
        DatasetError: What `read` or `check_picture` raises, or what arrays lack.
    """
    head = start[:HEAD_BYTES]
    find = _finder(head)
    if find is None:
        check_picture(start, size)
        yield UploadedFile(name, bytes(read()))
        return
    if size > MAX_ARRAY_BYTES:
        raise DatasetError("array-too-large", limit=MAX_ARRAY_BYTES >> 20)
    content = bytes(read())
    try:
        yield from find(name, content)
    except DatasetError as error:
        raise _array_error(error) from error


def _finder(head: bytes) -> Callable[[str, bytes], Iterator[UploadItem]] | None:
    """Return what reads a file with this start, None if it may be a picture."""
    if head.startswith(PARQUET_START):
        # Few uploads have one, and its library takes as long to start as a decoder.
        from core.data.parquet_images import parquet_items

        return parquet_items
    if is_text(head):
        return _from_text
    if is_zip(head):
        return _from_zip
    if head.startswith(NPY_START):
        return _from_npy
    return _from_idx if head.startswith((*IDX_STARTS, GZIP_START)) else None


def _from_text(name: str, content: bytes) -> Iterator[UploadItem]:
    if has_pixels(content):
        yield from pixel_items(name, content)
    elif len(content) <= MAX_TABLE_BYTES:
        yield UploadedTable(name, content)
    else:
        raise DatasetError("picture-other-kind", found="TXT")


def _from_zip(name: str, content: bytes) -> Iterator[UploadItem]:
    file = io.BytesIO(content)
    found = zip_format(file)
    if found == "NumPy":
        yield from _from_npz(name, file)
    elif found == "Excel" and len(content) <= MAX_TABLE_BYTES:
        yield UploadedTable(name, content)
    elif found in ("PyTorch", "Keras"):
        raise DatasetError("array-other-kind", found=found)
    elif found:
        raise DatasetError("picture-other-kind", found=found)
    else:
        raise DatasetError("archive-nested")


def _from_npz(name: str, file: BinaryIO) -> Iterator[UploadItem]:
    archive = NpzArchive(file, name, MAX_ARRAY_BYTES)
    if sum(each.unpacked for each in archive.entries.values()) > MAX_ARRAY_BYTES:
        raise DatasetError("array-too-large", limit=MAX_ARRAY_BYTES >> 20)
    arrays = {}
    for key in archive.entries:
        try:
            arrays[key] = archive.read(key)
        except DatasetError as error:
            yield Refusal(f"{name}/{key}", _array_error(error))
    yield from array_items(name, arrays)


def _from_npy(name: str, content: bytes) -> Iterator[UploadItem]:
    yield from array_items(name, {"": parse_npy(content, name, name)})


def _from_idx(name: str, content: bytes) -> Iterator[UploadItem]:
    if content.startswith(GZIP_START) and _gzip_head(content) not in IDX_STARTS:
        raise DatasetError("archive-other-kind", found="gzip")
    yield from array_items(name, {"": parse_idx(io.BytesIO(content), name)})


def _gzip_head(content: bytes) -> bytes:
    """Return the first four bytes of what is packed, fewer if it is damaged."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, 4)
    except zlib.error:
        return b""


def _array_error(error: DatasetError) -> DatasetError:
    """Replace errors whose messages are about MNIST."""
    if error.kind == "npz-wrong-type":
        return DatasetError("array-type", found=error.values["found"])
    return DatasetError("array-damaged") if error.kind in _DAMAGED else error
