"""Reading columns of numbers from CSV and Parquet files in chunks, under limits."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from core.data.files import open_file
from core.errors import DatasetError

PARQUET_START: Final = b"PAR1"
# A table of 28×28 pixels has about 800 columns; their names take 10 kB.
_MAX_HEADER_BYTES: Final = 2**18
_MAX_COLUMNS: Final = 4096
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_BLOCK: Final = 4 * 2**20
_ROWS_AT_ONCE: Final = 8192
# PyArrow's errors for a damaged file; for lack of memory it raises Python's.
_DAMAGED: Final = (pa.ArrowException, ValueError, TypeError, OSError, MemoryError)

Chunk = dict[str, NDArray[np.float64]]


def list_columns(path: Path, limit: int) -> list[str]:
    """Return the columns of a CSV or Parquet file, in lower case, without spaces.

    The file may have up to `limit` bytes.

    Raises:
        DatasetError: `predictions-empty`, `predictions-no-text`,
            `predictions-separator`, `predictions-damaged`, or what `open_file` raises.
    """
    with open_file(path, limit) as file:
        start = file.read(_MAX_HEADER_BYTES)
    if start.startswith(PARQUET_START):
        names = _parquet_columns(path)
    else:
        names = _csv_columns(start, path)
    if len(names) > _MAX_COLUMNS:
        raise DatasetError("predictions-damaged", path=path)
    return [name.strip().lower() for name in names]


def read_chunks(
    path: Path, columns: Sequence[str], wanted: Sequence[str], limit: int
) -> Iterator[Chunk]:
    """Yield chunks of the wanted columns as float64, NaN for an empty cell.

    `columns` are all columns, from `list_columns`; `limit` is that of the file.

    Raises:
        DatasetError: `predictions-no-number` (a text in a CSV),
            `predictions-wrong-type` (a column of a Parquet file without numbers),
            `predictions-line` (a line with more or fewer cells than the first), or
            `predictions-damaged`.
    """
    places = {name: columns.index(name) for name in wanted}
    with open_file(path, limit) as file:
        is_parquet = file.read(len(PARQUET_START)) == PARQUET_START
    if is_parquet:
        yield from _read_parquet_chunks(path, places)
    else:
        yield from _read_csv_chunks(path, places, len(columns))


def _csv_columns(start: bytes, path: Path) -> list[str]:
    line = re.split(rb"[\r\n]", start.removeprefix(_BYTE_ORDER_MARK), maxsplit=1)[0]
    if not line:
        raise DatasetError("predictions-empty", path=path)
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise DatasetError("predictions-no-text", path=path) from error
    if "\0" in text:
        raise DatasetError("predictions-no-text", path=path)
    if "," not in text and re.search(r"[;\t]", text):
        raise DatasetError("predictions-separator", path=path)
    try:
        return next(csv.reader([text]), [])
    except csv.Error as error:
        raise DatasetError("predictions-no-text", path=path) from error


def _read_csv_chunks(
    path: Path, wanted: Mapping[str, int], num_columns: int
) -> Iterator[Chunk]:
    # By position, because names may be duplicates.
    names = [str(place) for place in range(num_columns)]
    chosen = [str(place) for place in wanted.values()]
    try:
        batches = pa_csv.open_csv(
            path,
            # Errors name the line only without threads.
            pa_csv.ReadOptions(
                use_threads=False, block_size=_BLOCK, column_names=names, skip_rows=1
            ),
            convert_options=pa_csv.ConvertOptions(
                include_columns=chosen,
                column_types=dict.fromkeys(chosen, pa.float64()),
            ),
        )
        for batch in batches:
            yield _to_chunk(batch, list(wanted))
    except _DAMAGED as error:
        raise _explain_arrow_error(str(error), path, wanted) from error


def _explain_arrow_error(
    message: str, path: Path, wanted: Mapping[str, int]
) -> DatasetError:
    """Return the error for a message of PyArrow, with its line and column."""
    if message.startswith("Could not skip"):
        return DatasetError("predictions-empty", path=path)
    row = re.search(r"Row #(\d+)", message)
    column = re.search(r"column #(\d+)", message)
    if row is None:
        return DatasetError("predictions-damaged", path=path)
    line = int(row[1])
    if column is None:
        return DatasetError(
            "predictions-line", path=path, line=_physical_line(path, line)
        )
    place = int(column[1])
    name = next((name for name in wanted if wanted[name] == place), "")
    return DatasetError("predictions-no-number", path=path, column=name, row=line - 1)


def _physical_line(path: Path, number: int) -> int:
    """Convert PyArrow's line number, which skips empty lines, to that of the file."""
    with path.open("rb") as file:
        filled = (place for place, line in enumerate(file, 1) if line.strip(b"\r\n"))
        return next(islice(filled, number - 1, None), number)


def _parquet_columns(path: Path) -> list[str]:
    try:
        with _parquet(path) as file:
            return list(file.schema_arrow.names)
    except _DAMAGED as error:
        raise DatasetError("predictions-damaged", path=path) from error


def _read_parquet_chunks(path: Path, wanted: Mapping[str, int]) -> Iterator[Chunk]:
    try:
        with _parquet(path) as file:
            fields = [file.schema_arrow.field(place) for place in wanted.values()]
            for name, field in zip(wanted, fields, strict=True):
                kind = field.type
                if not pa.types.is_integer(kind) and not pa.types.is_floating(kind):
                    found = str(kind)[:40]
                    raise DatasetError(
                        "predictions-wrong-type", path=path, name=name, found=found
                    )
            names = [field.name for field in fields]
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=names):
                yield _to_chunk(batch.select(names), list(wanted))
    except _DAMAGED as error:
        raise DatasetError("predictions-damaged", path=path) from error


def _parquet(path: Path) -> pq.ParquetFile:
    return pq.ParquetFile(
        path,
        thrift_string_size_limit=2**24,
        thrift_container_size_limit=2**16,
        page_checksum_verification=True,
    )


def _to_chunk(batch: pa.RecordBatch, names: Sequence[str]) -> Chunk:
    columns: list[Any] = batch.columns
    return {
        name: column.to_numpy(zero_copy_only=False).astype(np.float64)
        for name, column in zip(names, columns, strict=True)
    }
