"""Excel files with one sheet and no formulas, and reproducible ZIPs."""

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
"""Content of a column: text, numbers, fractions to show as percent, or 0 and 1."""

MAX_CELL_LENGTH: Final = 32_767
"""Limit of Excel for a cell, in UTF-16 units."""

ZIP_TIMESTAMP: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every file in a ZIP, fixed so that the same content gives the same bytes."""

# Characters that XML cannot hold or changes.
_UNSTORABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_NEW_LINE: Final = re.compile("\r\n?")
_UNNAMEABLE: Final = re.compile(r"[\[\]:*?/\\\t\r\n]")
_MAX_SHEET_NAME: Final = 31
# Every cell is written with its type; these protect one that would not be.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_WIDTHS: Final = (9, 40)
# A softmax never reaches 0 or 100 %, so these are not shown; see `format_confidence`.
_PERCENT: Final = '[>=0.99995]">99.99%";[<0.00005]"<0.01%";0.00%'


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet, with one text for each row, "" for an empty cell."""

    heading: str
    kind: CellType
    values: Sequence[str]


def workbook_bytes(columns: Sequence[SheetColumn], title: str) -> bytes:
    """Return an XLSX with one sheet, with frozen headings and filters.

    The same content gives the same bytes.

    Args:
        columns: At least one, of equal length; Excel shows up to 1,048,575 rows.
        title: Of the sheet; cut to 31 characters.
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
    """Return a ZIP of paths and contents. The same files give the same bytes.

    Files such as PNGs are compressed already.
    """
    content = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(content, "w", method, compresslevel=3) as archive:
        for path, file in files:
            about = zipfile.ZipInfo(path, ZIP_TIMESTAMP)
            about.create_system = 3  # The default depends on the computer.
            about.external_attr = 0o644 << 16
            about.compress_type = method
            archive.writestr(about, file)
    return content.getvalue()


def clean_cell_text(text: str) -> str:
    """Remove characters that no cell can hold, and cut the text to the limit."""
    return _cut(_UNSTORABLE.sub("", text), MAX_CELL_LENGTH)


def _cut(text: str, units: int) -> str:
    """Cut a text to a number of UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def display_width(text: str) -> int:
    """Return the width in letters; a Chinese character counts as two."""
    return len(text) + sum(letter >= "\u2e80" for letter in text)


def sheet_name(title: str) -> str:
    """Return a title that Excel accepts for a sheet."""
    name = _cut(_UNNAMEABLE.sub(" ", clean_cell_text(title)), _MAX_SHEET_NAME)
    return name.strip(" '") or "Misread"


def _width(column: SheetColumn) -> int:
    """Return the width for the heading with its arrow and for the longest text."""
    least, most = _WIDTHS
    texts = column.values if column.kind == "text" else ()
    longest = max((display_width(each[:most]) for each in texts), default=0)
    return min(max(least, display_width(column.heading) + 4, longest + 2), most)


def _write(book: Workbook, sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    percent = book.add_format({"num_format": _PERCENT})
    # Keeps the cell a text when a user edits it.
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
