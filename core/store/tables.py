"""Tables and arrays on disk, in formats with checksums that execute no code."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray


def save_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table to Parquet with a checksum in every page."""
    pq.write_table(
        pa.Table.from_pandas(table, preserve_index=False),
        path,
        compression="zstd",
        write_page_checksum=True,
    )


def load_table(
    file: Path | BinaryIO, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Read all or some columns of a table that `save_table` wrote.

    Raises:
        OSError, ValueError: The file is damaged.
    """
    with _open(file) as opened:
        table = opened.read(columns, use_threads=False)
    try:
        return table.to_pandas(use_threads=False)
    except KeyError as error:
        raise ValueError("other columns than the table was written with") from error


def _open(file: Path | BinaryIO) -> pq.ParquetFile:
    """Open a Parquet file.

    Arrow's threads get bytes, not a Python file: those that still wait for Python when
    the interpreter ends abort the process. Source:
    https://github.com/apache/arrow/issues/50482
    """
    source = file if isinstance(file, Path) else pa.BufferReader(file.read())
    return pq.ParquetFile(source, page_checksum_verification=True)


def save_float_columns(
    numbers: NDArray[np.float32], names: Sequence[str], path: Path
) -> None:
    """Write the columns of an array, float32 of shape (n, k), as a table."""
    columns = [pa.array(column) for column in numbers.T]
    pq.write_table(
        pa.Table.from_arrays(columns, list(names)),
        path,
        compression="zstd",
        use_dictionary=False,  # hardly any number repeats
        write_page_checksum=True,
    )


def load_float_columns(
    names: Sequence[str], file: Path | BinaryIO
) -> NDArray[np.float32]:
    """Read some columns of a table, one at a time, as an array of shape (n, k)."""
    with _open(file) as table:
        numbers = np.empty((table.metadata.num_rows, len(names)), np.float32)
        for place, name in enumerate(names):
            numbers[:, place] = table.read([name], use_threads=False).column(0)
    return numbers


def save_histories(histories: Mapping[str, NDArray[np.int8]], path: Path) -> None:
    """Write histories, int8 of shape (times, n) by column, with one row per image.

    The values of an image are stored together, so that rare changes take little space.
    """
    columns = {}
    for name, values in histories.items():
        flat = pa.array(np.ascontiguousarray(values.T).ravel())
        columns[name] = pa.FixedSizeListArray.from_arrays(flat, len(values))
    pq.write_table(
        pa.table(columns), path, compression="zstd", write_page_checksum=True
    )


def load_histories(file: Path | BinaryIO) -> dict[str, NDArray[np.int8]]:
    """Read a table that `save_histories` wrote: int8, shape (times, n), by name."""
    with _open(file) as opened:
        table = opened.read(use_threads=False)
    histories = {}
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        flat = column.flatten().to_numpy()
        histories[name] = flat.reshape(-1, column.type.list_size).T.copy()
    return histories


def save_images(images: NDArray[np.uint8], path: Path) -> None:
    """Write images to a ``.npy`` file.

    Raises:
        OSError: The system refuses.
        ValueError: It is an array of objects.
    """
    if images.dtype.hasobject:
        raise ValueError("Object arrays would be stored as pickle")
    # `np.save` hides why the system refuses.
    images = np.ascontiguousarray(images)
    with path.open("wb") as file:
        header = np.lib.format.header_data_from_array_1_0(images)
        np.lib.format.write_array_header_1_0(file, header)
        file.write(images.data)


def load_images(file: Path | BinaryIO) -> NDArray[np.uint8]:
    """Read the images of a ``.npy`` file into memory, where they cannot be changed."""
    images: NDArray[np.uint8] = np.load(file, allow_pickle=False)
    images.flags.writeable = False
    return images


def load_rows(file: BinaryIO, positions: Sequence[int]) -> NDArray[np.uint8]:
    """Read some rows of a ``.npy`` file of uint8.

    Raises:
        IndexError: There is no such row.
    """
    np.lib.format.read_magic(file)
    shape, _, _ = np.lib.format.read_array_header_1_0(file)
    start, row_bytes = file.tell(), math.prod(shape[1:])
    rows = np.empty((len(positions), *shape[1:]), np.uint8)
    for row, position in zip(rows, np.arange(shape[0])[list(positions)], strict=True):
        file.seek(start + int(position) * row_bytes)
        row.flat = np.frombuffer(file.read(row_bytes), np.uint8)
    return rows
