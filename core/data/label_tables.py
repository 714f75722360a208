"""Tables beside pictures: which rows name pictures, and which column is the label."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import UNKNOWN
from core.data.excel_files import read_sheet
from core.data.name_matching import NameIndex
from core.data.signatures import is_zip
from core.data.uploaded_files import sanitize_name
from core.errors import DatasetError

MAX_TABLE_BYTES: Final = 16 * 2**20
"""Largest table beside pictures."""
MAX_LISTED: Final = 20
"""Most names listed that mean no picture, or several."""

_MAX_ROWS: Final = 200_000
_MAX_CELLS: Final = 4_000_000
_ENCODINGS: Final = ("utf-8-sig", "gb18030", "latin-1")
_SEPARATORS: Final = (",", ";", "\t", "|")
_MIN_SHARE: Final = 0.5
LABEL_HEADERS: Final = frozenset(
    [
        *("label", "labels", "class", "digit", "y", "target"),
        *("true", "truth", "answer"),
        *("标签", "类别", "数字", "真值"),
        *("etiqueta", "clase", "étiquette", "klasse"),
    ]
)
"""Headers of a column of labels, in small letters."""
_DIGIT: Final = re.compile(r"([0-9])(?:\.0*)?")
_PICTURE: Final = re.compile(
    r"\.(png|jpe?g|bmp|gif|webp|tiff?|p[bgnp]m)$", re.IGNORECASE
)
_MISSING: Final = frozenset(["", "?", "-", "-1", "na", "n/a", "nan", "none", "null"])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TableMatch:
    """What a table says about the pictures of its upload.

    Attributes:
        labels: int8, shape (n,), -1 for a picture that it does not name.
        unknown: Names that mean no picture.
        ambiguous: Names that mean several, or occur with different labels.
        columns: Headers of the other columns, or their numbers from 1.
    """

    name: str
    labels: NDArray[np.int8]
    unknown: tuple[str, ...]
    ambiguous: tuple[str, ...]
    columns: tuple[str, ...]


def read_rows(content: bytes) -> list[list[str]]:
    """Return the rows of a text file or an Excel file, each a list of cells.

    Raises:
        DatasetError: `table-damaged`, or `table-too-large`: more than 200,000 rows.
    """
    if is_zip(content):
        return read_sheet(content)
    lines = _decode(content).splitlines()
    if len(lines) > _MAX_ROWS:
        raise DatasetError("table-too-large", limit=_MAX_ROWS)
    separator = _find_separator(lines)
    if separator is None:
        # Names may have spaces, so only the last one separates.
        return [line.strip().rsplit(maxsplit=1) for line in lines]
    try:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=separator)
        ]
    except csv.Error as error:
        raise DatasetError("table-damaged") from error


def _find_separator(lines: Sequence[str]) -> str | None:
    """Return the separator that most lines have equally often, None for spaces."""
    num_lines = {}
    for separator in _SEPARATORS:
        times = Counter(line.count(separator) for line in lines)
        num_lines[separator] = max((times[each] for each in times if each), default=0)
    best = max(num_lines, key=num_lines.__getitem__)
    return best if num_lines[best] > _MIN_SHARE * len(lines) else None


def match_table(
    name: str, rows: Sequence[Sequence[str]], pictures: NameIndex, num_pictures: int
) -> TableMatch:
    """Match the rows of a table with the pictures of its upload.

    Of several pictures of one name, the one in the same folder as the table counts.

    Raises:
        DatasetError: `table-no-names`, no column names pictures; `table-no-labels`, no
            other column has digits; `table-two-labels`, several do; `table-too-large`.
    """
    columns = _columns(rows)
    folder = name.rpartition("/")[0]
    names_at = _name_column(columns, pictures, folder)
    cells = columns[names_at]
    found = [pictures.find(cell, folder) for cell in cells]
    named = [row for row, meant in enumerate(found) if meant]
    # What precedes the first name is a header.
    headers = rows[named[0] - 1] if named[0] else ()
    labels_at = _label_column(columns, names_at, named, headers)
    labels = np.full(num_pictures, UNKNOWN, np.int8)
    unknown: list[str] = []
    ambiguous: list[str] = []
    rows_of: dict[int, int] = {}
    for row in range(named[0], len(cells)):
        if len(found[row]) != 1:
            (ambiguous if found[row] else unknown).append(cells[row])
            continue
        (picture,) = found[row]
        digit = read_digit(columns[labels_at][row])
        first = rows_of.setdefault(picture, row)
        if digit != read_digit(columns[labels_at][first]):
            ambiguous.append(cells[row])
            digit = None
        labels[picture] = UNKNOWN if digit is None else digit
    others = [at for at in range(len(columns)) if at not in (names_at, labels_at)]
    return TableMatch(
        name=name,
        labels=labels,
        unknown=tuple(sanitize_name(each) for each in unknown if each),
        ambiguous=tuple(map(sanitize_name, ambiguous)),
        columns=tuple(_header(headers, at) for at in others),
    )


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the cells by column, "" where a row is short."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > _MAX_CELLS:
        raise DatasetError("table-too-large", limit=_MAX_ROWS)
    return [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]


def _name_column(
    columns: Sequence[Sequence[str]], pictures: NameIndex, folder: str
) -> int:
    """Return the column whose cells name most pictures.

    Labels may be names as well, such as 7 of 7.png, but of few pictures.
    """
    files = [at for at, column in enumerate(columns) if _are_files(column)]
    matches = [
        len({row for cell in set(column) for row in pictures.find(cell, folder)})
        if not files or at in files
        else 0
        for at, column in enumerate(columns)
    ]
    if not any(matches):
        raise DatasetError("table-no-names")
    return matches.index(max(matches))


def _label_column(
    columns: Sequence[Sequence[str]],
    names_at: int,
    named: Sequence[int],
    headers: Sequence[str],
) -> int:
    """Return the column of digits beside the column of names."""
    candidates = []
    for at, column in enumerate(columns):
        digits = [read_digit(column[row]) for row in named]
        if (
            at != names_at
            and UNKNOWN not in digits
            and any(each is not None for each in digits)
        ):
            candidates.append(at)
    if not candidates:
        raise DatasetError("table-no-labels")
    titled = [
        at for at in candidates if _header(headers, at).casefold() in LABEL_HEADERS
    ]
    chosen = titled or candidates
    if len(chosen) > 1:
        names = ", ".join(_header(headers, at) for at in chosen)
        raise DatasetError("table-two-labels", columns=names)
    return chosen[0]


def _are_files(cells: Sequence[str]) -> bool:
    """True if most cells end as the name of a picture does."""
    return 2 * sum(bool(_PICTURE.search(cell)) for cell in cells) > len(cells)


def read_digit(cell: str) -> int | None:
    """Return the digit in a cell, None for an empty one, -1 for anything else."""
    if cell.casefold() in _MISSING:
        return None
    match = _DIGIT.fullmatch(cell)
    return int(match[1]) if match else UNKNOWN


def _header(headers: Sequence[str], at: int) -> str:
    text = headers[at] if at < len(headers) else ""
    return sanitize_name(text) if text else str(at + 1)


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes anything")
