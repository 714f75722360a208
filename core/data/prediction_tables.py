"""Reading columns of numbers from CSV and Parquet files in chunks, under limits."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

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
_WHOLE: Final = re.compile(r"\d+(\.0+)?")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_BLOCK: Final = 4 * 2**20
_ROWS_AT_ONCE: Final = 8192
# PyArrow's errors for a damaged file; for lack of memory it raises Python's.
_DAMAGED: Final = (pa.ArrowException, ValueError, TypeError, OSError, MemoryError)

Chunk = dict[str, NDArray[Any]]


def list_columns(path: Path, limit: int) -> list[str]:
    """Return the columns of a CSV or Parquet file, in lower case, without spaces.

    Columns without names are called column 1, column 2, etc. The file may have up to
    `limit` bytes.

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


def text_columns(
    path: Path, columns: Sequence[str], candidates: Sequence[str]
) -> list[str]:
    """Return which candidates among the columns hold text, in the given order.

    In a CSV, the first row decides; `columns` are those of `list_columns`.

    Raises:
        DatasetError: `predictions-damaged`.
    """
    with path.open("rb") as file:
        start = file.read(_MAX_HEADER_BYTES)
    if start.startswith(PARQUET_START):
        try:
            with open_parquet(path) as parquet:
                types = [field.type for field in parquet.schema_arrow]
        except _DAMAGED as error:
            raise DatasetError("predictions-damaged", path=path) from error
        is_text = [pa.types.is_string(each) or _is_large_text(each) for each in types]
    else:
        lines = re.split(rb"[\r\n]+", start.removeprefix(_BYTE_ORDER_MARK), maxsplit=2)[
            1:2
        ]
        cells = next(csv.reader([each.decode(errors="replace") for each in lines]), [])
        is_text = [not _is_number(cell) for cell in cells]
    texts = {name for name, text in zip(columns, is_text, strict=False) if text}
    return [name for name in candidates if name in texts]


def _is_large_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_number(cell: str) -> bool:
    try:
        float(cell or 0)
    except ValueError:
        return False
    return True


def read_chunks(
    path: Path,
    columns: Sequence[str],
    wanted: Sequence[str],
    limit: int,
    texts: Sequence[str] = (),
) -> Iterator[Chunk]:
    """Yield chunks of the wanted columns as float64, NaN for an empty cell.

    `columns` are all columns, from `list_columns`; `limit` is that of the file. Columns
    in `texts` are yielded as arrays of texts.

    Raises:
        DatasetError: `predictions-no-number` (a text in a CSV),
            `predictions-wrong-type` (a column of a Parquet file without numbers),
            `predictions-line` (a line with more or fewer cells than the first), or
            `predictions-damaged`.
    """
    places = {name: columns.index(name) for name in wanted}
    with open_file(path, limit) as file:
        start = file.read(_MAX_HEADER_BYTES)
    if start.startswith(PARQUET_START):
        yield from _read_parquet_chunks(path, places, texts)
    else:
        has_header = _has_header(_first_cells(start, path))
        yield from _read_csv_chunks(path, places, len(columns), texts, has_header)


def _csv_columns(start: bytes, path: Path) -> list[str]:
    cells = _first_cells(start, path)
    if _has_header(cells):
        return cells
    return [f"column {number}" for number in range(1, len(cells) + 1)]


def _has_header(cells: Sequence[str]) -> bool:
    """True if the first cells are names of columns; whole numbers are names as well."""
    numbers = [cell for cell in cells if cell.strip() and _is_number(cell)]
    names = [cell for cell in numbers if _WHOLE.fullmatch(cell.strip())]
    return len(numbers) < len(cells) or len(set(names)) == len(cells)


def _first_cells(start: bytes, path: Path) -> list[str]:
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
    path: Path,
    wanted: Mapping[str, int],
    num_columns: int,
    texts: Sequence[str],
    has_header: bool,
) -> Iterator[Chunk]:
    # By position, because names may be duplicates.
    names = [str(place) for place in range(num_columns)]
    chosen = [str(place) for place in wanted.values()]
    try:
        batches = pa_csv.open_csv(
            path,
            # Errors name the line only without threads.
            pa_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                column_names=names,
                skip_rows=int(has_header),
            ),
            convert_options=pa_csv.ConvertOptions(
                include_columns=chosen,
                column_types={
                    str(place): pa.string() if name in texts else pa.float64()
                    for name, place in wanted.items()
                },
            ),
        )
        for batch in batches:
            yield _to_chunk(batch, list(wanted), texts)
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
        with open_parquet(path) as file:
            return list(file.schema_arrow.names)
    except _DAMAGED as error:
        raise DatasetError("predictions-damaged", path=path) from error


def _read_parquet_chunks(
    path: Path, wanted: Mapping[str, int], texts: Sequence[str]
) -> Iterator[Chunk]:
    try:
        with open_parquet(path) as file:
            fields = [file.schema_arrow.field(place) for place in wanted.values()]
            for name, field in zip(wanted, fields, strict=True):
                kind = field.type
                is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
                if not is_number and name not in texts:
                    found = str(kind)[:40]
                    raise DatasetError(
                        "predictions-wrong-type", path=path, name=name, found=found
                    )
            names = [field.name for field in fields]
            batches = file.iter_batches(_ROWS_AT_ONCE, columns=names, use_threads=False)
            for batch in batches:
                yield _to_chunk(batch.select(names), list(wanted), texts)
    except _DAMAGED as error:
        raise DatasetError("predictions-damaged", path=path) from error


def open_parquet(source: Path | BinaryIO) -> pq.ParquetFile:
    """Open an untrusted Parquet file; errors are those of PyArrow.

    Arrow's threads get bytes, not a Python file: those that still wait for Python when
    the interpreter ends abort the process. Source:
    https://github.com/apache/arrow/issues/50482
    """
    return pq.ParquetFile(
        source if isinstance(source, Path) else pa.BufferReader(source.read()),
        thrift_string_size_limit=2**24,
        thrift_container_size_limit=2**16,
        page_checksum_verification=True,
    )


def _to_chunk(
    batch: pa.RecordBatch, names: Sequence[str], texts: Sequence[str]
) -> Chunk:
    columns: list[Any] = batch.columns
    return {
        name: np.array(column.fill_null("").to_pylist(), dtype=object)
        if name in texts
        else column.to_numpy(zero_copy_only=False).astype(np.float64)
        for name, column in zip(names, columns, strict=True)
    }
