"""Tables of pixels as text: a row for each image, or a single image."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from core.data.digit_arrays import (
    FLAT_SIDES,
    MAX_ARRAY_IMAGES,
    array_items,
    is_one_hot,
    label_table,
)
from core.data.digits import NUM_CLASSES
from core.data.label_tables import LABEL_HEADERS
from core.data.uploaded_files import UploadItem
from core.errors import DatasetError

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_MIN_CELLS: Final = min(FLAT_SIDES)
_HEAD_BYTES: Final = 2**17
_BLOCK: Final = 8 * 2**20
_SEPARATORS: Final = (b",", b";", b"\t")
# The text format of CNTK: |labels 0 1 0 … |features 0 0 …
_MARKS: Final = re.compile(rb"(?m)\|(?:labels?|features?|L|F)\b")
_NUMBER: Final = re.compile(rb'\s*"?[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?"?\s*', re.I)
_ROW_HEADERS: Final = frozenset(["", "id", "imageid", "index", "unnamed: 0", "number"])
_NUMBERED: Final = re.compile(r"(\D*)(\d+)")
_DAMAGED: Final = (pa.ArrowException, ValueError, TypeError, OSError)


def has_pixels(content: bytes) -> bool:
    """True if a text has at least 64 numbers in a row, or is a grid of numbers."""
    lines = _first_lines(content)
    if not lines:
        return False
    cells = _cells(lines[-1], _separator(lines[-1]))
    if not all(map(_NUMBER.fullmatch, cells)):
        return False
    return len(cells) >= _MIN_CELLS or _is_grid(content, len(cells))


def pixel_items(name: str, content: bytes) -> Iterator[UploadItem]:
    """Yield the images of a text for which `has_pixels` is true, and their labels.

    Raises:
        DatasetError: `array-damaged`, `array-columns` or `array-too-many`.
    """
    values, headers = _read(content)
    if not headers and len(values) == values.shape[1] not in FLAT_SIDES:
        yield from array_items(name, {"": values})
    else:
        yield from table_items(name, values, headers)


def _read(content: bytes) -> tuple[NDArray[Any], list[str]]:
    """Return the numbers in a text, and the headers of columns, if any."""
    content = _MARKS.sub(b" ", content.removeprefix(_BYTE_ORDER_MARK))
    first = _first_lines(content)[0]
    separator = _separator(first)
    cells = _cells(first, separator)
    is_numbered = cells == [b"%d" % at for at in range(len(cells))]
    has_header = is_numbered or not all(map(_NUMBER.fullmatch, cells))
    if separator is None:
        content = re.sub(
            rb"[ \t]+", b",", re.sub(rb"(?m)^[ \t]+|[ \t\r]+$", b"", content)
        )
    columns = [str(at) for at in range(len(cells))]
    try:
        chunks = pa_csv.open_csv(
            io.BytesIO(content),
            pa_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                column_names=columns,
                skip_rows=int(has_header),
            ),
            pa_csv.ParseOptions(delimiter=(separator or b",").decode()),
            pa_csv.ConvertOptions(column_types=dict.fromkeys(columns, pa.float32())),
        )
        parts: list[NDArray[Any]] = []
        num_rows = 0
        for chunk in chunks:
            num_rows += chunk.num_rows
            check_num_images(num_rows)
            parts.append(compact_levels(_matrix(chunk)))
    except _DAMAGED as error:
        raise DatasetError("array-damaged") from error
    values = np.concatenate(parts)
    headers = [cell.decode(errors="replace") for cell in cells] if has_header else []
    return values, headers


def table_items(
    name: str, values: NDArray[Any], headers: Sequence[str]
) -> Iterator[UploadItem]:
    """Yield the images in the columns of a table, a row each, and their labels.

    Labels are in the column that a header names, else at the first or last end.

    Raises:
        DatasetError: `array-columns`, the other columns are no square of pixels;
            `array-damaged`, not each column has a header.
    """
    if headers and len(headers) != values.shape[1]:
        raise DatasetError("array-damaged")
    headers = [each.strip().strip('"').casefold() for each in headers]
    columns = [
        at
        for at in range(values.shape[1])
        if not headers or headers[at] not in _ROW_HEADERS
    ]
    titled = [at for at in columns if headers and headers[at] in LABEL_HEADERS]
    labels = titled[:1] or _label_columns(values, columns)
    pixels = [at for at in columns if at not in labels]
    if len(pixels) not in FLAT_SIDES:
        raise DatasetError("array-columns", found=values.shape[1])
    yield from array_items(name, {"": values[:, _in_order(pixels, headers)]})
    if labels:
        yield label_table(name, values[:, labels])


def _label_columns(values: NDArray[Any], columns: list[int]) -> list[int]:
    """Return the one or ten columns at an end that no square of pixels needs.

    Corners of digits are paper, so that of the first and the last column usually only
    the one with labels varies.
    """
    if len(columns) - NUM_CLASSES in FLAT_SIDES:
        ends = columns[:NUM_CLASSES], columns[-NUM_CLASSES:]
        return next((each for each in ends if is_one_hot(values[:, each])), [])
    if len(columns) - 1 not in FLAT_SIDES:
        return []
    digits = [
        each
        for each in (columns[:1], columns[-1:])
        if np.isin(values[:, each], range(NUM_CLASSES)).all()
    ]
    varying = [each for each in digits if np.ptp(values[:, each])]
    return next(iter(varying or digits), columns[:1])


def _in_order(pixels: list[int], headers: Sequence[str]) -> list[int]:
    """Sort columns such as pixel0, pixel1, pixel10 by their numbers."""
    named = [_NUMBERED.fullmatch(headers[at]) for at in pixels] if headers else []
    if len({each[1] if each else None for each in named}) != 1:
        return pixels
    numbers = [int(each[2]) for each in named if each]
    if len(set(numbers)) < len(pixels):
        return pixels
    return [pixels[i] for i in np.argsort(numbers)]


def _first_lines(content: bytes) -> list[bytes]:
    """Return the first two lines with text, or the only one."""
    head = _MARKS.sub(b" ", content[:_HEAD_BYTES].removeprefix(_BYTE_ORDER_MARK))
    lines = [line for line in head.splitlines() if line.strip()]
    return lines[:2]


def _separator(line: bytes) -> bytes | None:
    """Return the separator of cells, None for spaces."""
    best = max(_SEPARATORS, key=line.count)
    return best if best in line else None


def _cells(line: bytes, separator: bytes | None) -> list[bytes]:
    return line.strip(b"\r\n ").split(separator)


def _is_grid(content: bytes, num_cells: int) -> bool:
    """True for a single image: as many lines as numbers in each."""
    lines = [line for line in content[:_HEAD_BYTES].splitlines() if line.strip()]
    side = min(FLAT_SIDES.values())
    return len(lines) == num_cells >= side and all(
        len(_cells(line, _separator(line))) == num_cells for line in lines
    )


def check_num_images(number: int) -> None:
    """Raise `array-too-many` beyond `MAX_ARRAY_IMAGES` images."""
    if number > MAX_ARRAY_IMAGES:
        raise DatasetError("array-too-many", limit=MAX_ARRAY_IMAGES)


def _matrix(chunk: pa.RecordBatch) -> NDArray[np.float32]:
    return np.column_stack(
        [each.to_numpy(zero_copy_only=False) for each in chunk.columns]
    )


def compact_levels(values: NDArray[Any]) -> NDArray[Any]:
    """Return levels as bytes where they are, which takes a quarter of the memory."""
    with np.errstate(invalid="ignore"):
        levels = values.astype(np.uint8)
    return levels if np.array_equal(levels, values) else values
