"""Tables beside pictures: which rows name pictures, and which column is the label."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import UNKNOWN
from core.data.office_files import read_sheet
from core.data.signatures import is_zip
from core.data.uploaded_files import sanitize_name
from core.errors import DatasetError

MAX_TABLE_BYTES: Final = 16 * 2**20
"""Largest table beside pictures."""
MAX_LISTED: Final = 20
"""Names listed that match no picture, or several."""

_ENCODINGS: Final = ("utf-8-sig", "gb18030", "latin-1")
_SEPARATORS: Final = (",", ";", "\t", "|")
_LABEL_HEADERS: Final = frozenset(
    [
        *(
            "label",
            "labels",
            "class",
            "digit",
            "y",
            "target",
            "true",
            "truth",
            "answer",
        ),
        *("标签", "类别", "数字", "真值"),
        *("etiqueta", "clase", "étiquette", "klasse"),
    ]
)
_DIGIT: Final = re.compile(r"([0-9])(?:\.0*)?")
_PICTURE: Final = re.compile(
    r"\.(png|jpe?g|bmp|gif|webp|tiff?|p[bgnp]m)$", re.IGNORECASE
)
_MISSING: Final = frozenset(["", "?", "-", "-1", "na", "n/a", "nan", "none", "null"])
_MIN_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TableMatch:
    """What a table says about the pictures of its upload.

    Attributes:
        labels: int8, shape (n,), -1 for a picture that it does not name.
        num_rows: Rows that name something.
        unknown: Names that match no picture; `several` match more than one.
        columns: Headers of the other columns, or their numbers from 1.
    """

    name: str
    labels: NDArray[np.int8]
    num_rows: int
    unknown: tuple[str, ...]
    several: tuple[str, ...]
    columns: tuple[str, ...]


def read_rows(content: bytes) -> list[list[str]]:
    """Return the rows of a text file or spreadsheet, each a list of cells.

    Raises:
        DatasetError: `table-damaged`.
    """
    if is_zip(content):
        return read_sheet(content)
    lines = _decode(content).splitlines()
    counts = {each: Counter(line.count(each) for line in lines) for each in _SEPARATORS}
    # The separator that most lines have equally often.
    regular = {
        each: max(n for times, n in found.items() if times)
        for each, found in counts.items()
        if any(found.keys())
    }
    best = max(regular, key=regular.__getitem__, default=None)
    if best is None or regular[best] < _MIN_SHARE * len(lines):
        # Names may have spaces, so only the last one separates.
        return [line.strip().rsplit(maxsplit=1) for line in lines]
    try:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=best)
        ]
    except csv.Error as error:
        raise DatasetError("table-damaged") from error


def match_table(
    name: str, rows: Sequence[Sequence[str]], pictures: Sequence[str]
) -> TableMatch:
    """Match the rows of a table with the names of pictures, paths with "/".

    Of several pictures of one name, the one in the same folder as the table counts.

    Raises:
        DatasetError: `table-no-names`, no column names pictures; `table-no-labels`, no
            other column has digits; `table-two-labels`, several do.
    """
    finder = _Finder(name, pictures)
    width = max(map(len, rows), default=0)
    columns = [
        [row[at] if at < len(row) else "" for row in rows] for at in range(width)
    ]
    # Labels may be names as well, such as 7 and 7.png, but of few pictures.
    files = [at for at, column in enumerate(columns) if _are_files(column)]
    matches = [
        len(finder.find_all(column)) if not files or at in files else 0
        for at, column in enumerate(columns)
    ]
    if not any(matches):
        raise DatasetError("table-no-names")
    names_at = int(np.argmax(matches))
    found = [finder.find(cell) for cell in columns[names_at]]
    named = [row for row, rows_of in enumerate(found) if rows_of]
    # What precedes the first name is a header.
    has_header = bool(named) and named[0] > 0
    headers = rows[named[0] - 1] if has_header else ()
    labels_at = _label_column(columns, names_at, named, headers)
    labels = np.full(len(pictures), UNKNOWN, np.int8)
    unknown: list[str] = []
    several: list[str] = []
    for row in range(named[0], len(rows)):
        cell = columns[names_at][row]
        if len(found[row]) == 1:
            digit = _digit(columns[labels_at][row])
            labels[found[row][0]] = UNKNOWN if digit is None else digit
        elif cell:
            (several if found[row] else unknown).append(sanitize_name(cell))
    others = [at for at in range(width) if at not in (names_at, labels_at)]
    return TableMatch(
        name=name,
        labels=labels,
        num_rows=sum(bool(cell) for cell in columns[names_at][named[0] :]),
        unknown=tuple(unknown),
        several=tuple(several),
        columns=tuple(_header(headers, at) for at in others),
    )


class _Finder:
    """Find pictures by what a table calls them: a path, the last part, or its stem."""

    def __init__(self, table: str, pictures: Sequence[str]) -> None:
        self._folder = table.rpartition("/")[0]
        self._pictures = pictures
        self._by_key: Mapping[str, list[int]] = defaultdict(list)
        for row, picture in enumerate(pictures):
            path = PurePosixPath(picture)
            for key in {path.name.casefold(), path.stem.casefold()}:
                self._by_key[key].append(row)

    def find_all(self, cells: Sequence[str]) -> set[int]:
        """Return the rows of all pictures that cells may name."""
        return {row for cell in set(cells) for row in self.find(cell)}

    def find(self, cell: str) -> list[int]:
        """Return the rows of the pictures that a cell may name, none for a number."""
        path = cell.replace("\\", "/").strip().casefold()
        rows = self._by_key.get(path.rpartition("/")[2], []) if path else []
        if len(rows) > 1:
            parts = [part for part in path.split("/") if part not in ("", ".", "..")]
            rows = self._closest(rows, "/".join(parts))
        return rows

    def _closest(self, rows: list[int], path: str) -> list[int]:
        """Return the rows whose paths end as a path does, or lie beside the table."""
        whole = [row for row in rows if self._ends_with(row, path)]
        rows = whole or rows
        beside = [
            row
            for row in rows
            if self._pictures[row].rpartition("/")[0] == self._folder
        ]
        return beside or rows

    def _ends_with(self, row: int, path: str) -> bool:
        return f"/{self._pictures[row].casefold()}".endswith(f"/{path}")


def _label_column(
    columns: Sequence[Sequence[str]],
    names_at: int,
    named: Sequence[int],
    headers: Sequence[str],
) -> int:
    """Return the column of digits beside the column of names."""
    candidates = []
    for at, column in enumerate(columns):
        digits = [_digit(column[row]) for row in named]
        if (
            at != names_at
            and UNKNOWN not in digits
            and any(each is not None for each in digits)
        ):
            candidates.append(at)
    if not candidates:
        raise DatasetError("table-no-labels")
    titled = [
        at for at in candidates if _header(headers, at).casefold() in _LABEL_HEADERS
    ]
    chosen = titled or candidates
    if len(chosen) > 1:
        names = ", ".join(_header(headers, at) for at in chosen)
        raise DatasetError("table-two-labels", columns=names)
    return chosen[0]


def _are_files(cells: Sequence[str]) -> bool:
    """True if most cells end as the name of a picture does."""
    return 2 * sum(bool(_PICTURE.search(cell)) for cell in cells) > len(cells)


def _digit(cell: str) -> int | None:
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
