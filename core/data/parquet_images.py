"""Images in Parquet files: as pictures, as lists of pixels, or a column a pixel."""

import io
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from core.data.digit_arrays import array_items, label_table
from core.data.label_tables import LABEL_HEADERS
from core.data.pictures import check_picture
from core.data.pixel_tables import check_num_images, table_items
from core.data.prediction_tables import open_parquet
from core.data.signatures import HEAD_BYTES
from core.data.uploaded_files import (
    Refusal,
    UploadedArray,
    UploadedFile,
    UploadItem,
)
from core.errors import DatasetError

_DAMAGED: Final = (pa.ArrowException, ValueError, TypeError, OSError)


def parquet_items(name: str, content: bytes) -> Iterator[UploadItem]:
    """Yield the images and labels in a Parquet file.

    Raises:
        DatasetError: `array-damaged`, `array-columns` or `array-too-many`.
    """
    try:
        file = open_parquet(io.BytesIO(content))
        check_num_images(file.metadata.num_rows)
        types = {field.name: field.type for field in file.schema_arrow}
        labels = next(
            (each for each in types if each.casefold() in LABEL_HEADERS), None
        )
        pictures = [each for each in types if _picture_field(types[each]) is not None]
        pixels = [each for each in types if pa.types.is_nested(types[each])]
        if pictures:
            column = pictures[0] + str(_picture_field(types[pictures[0]]))
            yield from _pictures(name, file, column)
        elif pixels:
            yield from array_items(
                name, {"": _flatten(file.read(pixels[:1], use_threads=False).column(0))}
            )
        else:
            table = np.column_stack(
                [_to_numpy(each) for each in file.read(use_threads=False).columns]
            )
            yield from table_items(name, table, list(types))
            return
        if labels is not None:
            yield label_table(
                name, _to_numpy(file.read([labels], use_threads=False).column(0))
            )
    except _DAMAGED as error:
        raise DatasetError("array-damaged") from error


def _picture_field(kind: pa.DataType) -> str | None:
    """Return where a column has bytes of pictures: "" or a field; None if nowhere."""
    if pa.types.is_struct(kind) and kind.get_field_index("bytes") >= 0:
        return ".bytes"
    return "" if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) else None


def _pictures(name: str, file: pq.ParquetFile, column: str) -> Iterator[UploadItem]:
    array = UploadedArray(name=name, n=file.metadata.num_rows)
    yield array
    # One at a time: a small file may repeat a large picture.
    batches = file.iter_batches(1, columns=[column], use_threads=False)
    for number, batch in enumerate(batches):
        value = batch.column(0)[0].as_py()
        content = (value["bytes"] if isinstance(value, dict) else value) or b""
        item = array.item_name(number)
        try:
            check_picture(content[:HEAD_BYTES], len(content))
            yield UploadedFile(item, content)
        except DatasetError as error:
            yield Refusal(item, error)


def _flatten(column: pa.ChunkedArray) -> NDArray[Any]:
    """Return lists of pixels, nested or not, as an array of shape (n, pixels).

    Raises:
        ValueError: The lists differ in length.
    """
    values = column.combine_chunks()
    while pa.types.is_nested(values.type):
        values = values.flatten()
    return _to_numpy(values).reshape(len(column), -1)


def _to_numpy(column: pa.Array | pa.ChunkedArray) -> NDArray[Any]:
    """Return numbers as an array, NaN for a missing one.

    Raises:
        DatasetError: `array-columns`, the column has no numbers.
    """
    kind = column.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        raise DatasetError("array-columns", found=str(kind)[:40])
    return np.asarray(column.to_numpy(zero_copy_only=False))
