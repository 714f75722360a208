"""One sheet as an Excel file without formulas, and ZIPs that stay the same."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

CellType = Literal["text", "number", "share", "truth"]
"""What a column holds: text, numbers, fractions to show as percent, or 0 and 1."""

MAX_CELL_LENGTH: Final = 32_767
"""Most UTF-16 units that Excel keeps in a cell."""

ZIP_TIMESTAMP: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP made here: the same content is the same ZIP."""

# What XML cannot hold, or reads as something else.
_UNSTORABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_NEW_LINE: Final = re.compile("\r\n?")
_UNNAMEABLE: Final = re.compile(r"[\[\]:*?/\\\t\r\n]")
_MAX_SHEET_NAME: Final = 31
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS: Final = (9, 40)
# A softmax is never sure: like everywhere in Misread, 0 and 100 % are not shown.
_PERCENT: Final = '[>=0.99995]">99.99%";[<0.00005]"<0.01%";0.00%'


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet.

    Attributes:
        heading: What stands above it.
        kind: What it holds.
        values: One text for each row: a number as Python writes it, and "" where the
            cell is empty.
    """

    heading: str
    kind: CellType
    values: Sequence[str]


def workbook_bytes(columns: Sequence[SheetColumn], title: str) -> bytes:
    """Write an Excel file with one sheet: frozen headings, and a filter on each.

    Args:
        columns: At least one, all as long; Excel shows no more than 1,048,575 rows.
        title: What the sheet is called; cut to 31 characters.

    Returns:
        An XLSX; the same for the same content.
    """
    content = io.BytesIO()
    with Workbook(content, _OPTIONS) as book:
        book.set_properties({"created": datetime(*ZIP_TIMESTAMP)})
        sheet = book.add_worksheet(sheet_name(title))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(columns[0].values), len(columns) - 1)
        heading = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _width(column))
            sheet.write_string(0, place, _text(column.heading), heading)
        _write(book, sheet, columns)
    return content.getvalue()


def zip_bytes(files: Iterable[tuple[str, bytes]], *, compressed: bool = True) -> bytes:
    """Write a ZIP that is the same for the same files.

    Args:
        files: Paths, with "/" between, and contents.
        compressed: Whether to make them smaller; not worth it for PNGs.
    """
    content = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(content, "w", method, compresslevel=3) as archive:
        for path, file in files:
            about = zipfile.ZipInfo(path, ZIP_TIMESTAMP)
            about.create_system = 3  # Else it is that of the computer.
            about.external_attr = 0o644 << 16
            about.compress_type = method
            archive.writestr(about, file)
    return content.getvalue()


def clean_cell_text(text: str) -> str:
    """Leave out the characters that no cell can hold, and what is beyond its end."""
    text = _UNSTORABLE.sub("", text)
    if 2 * len(text) <= MAX_CELL_LENGTH:
        return text
    units = text.encode("utf-16-le")[: 2 * MAX_CELL_LENGTH]
    return units.decode("utf-16-le", "ignore")


def display_width(text: str) -> int:
    """Count letters; a Chinese one takes the room of two."""
    return len(text) + sum(letter >= "\u2e80" for letter in text)


def sheet_name(title: str) -> str:
    """Make a title one that Excel lets a sheet have."""
    units = _UNNAMEABLE.sub(" ", clean_cell_text(title)).encode("utf-16-le")
    name = units[: 2 * _MAX_SHEET_NAME].decode("utf-16-le", "ignore").strip(" '")
    return name or "Misread"


def _width(column: SheetColumn) -> int:
    """Make room for the heading with its arrow, and for the longest text."""
    least, most = _WIDTHS
    texts = column.values if column.kind == "text" else ()
    longest = max((display_width(each[:most]) for each in texts), default=0)
    return min(max(least, display_width(column.heading) + 4, longest + 2), most)


def _write(book: Workbook, sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    percent = book.add_format({"num_format": _PERCENT})
    # So that a text stays one when somebody edits it.
    plain = book.add_format({"quote_prefix": True})
    for place, column in enumerate(columns):
        for row, value in enumerate(column.values, 1):
            if not value:
                continue
            if column.kind == "text":
                sheet.write_string(row, place, _text(value), plain)
            elif column.kind == "truth":
                sheet.write_boolean(row, place, value == "1")
            elif column.kind == "share":
                sheet.write_number(row, place, float(value), percent)
            else:
                sheet.write_number(row, place, float(value))


def _text(text: str) -> str:
    return _NEW_LINE.sub("\n", clean_cell_text(text))
