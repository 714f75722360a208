"""Office files: what they are, and the first sheet of a spreadsheet as rows of text."""

import io
import zipfile
from typing import BinaryIO, Final

import python_calamine

from core.data.zip_directory import read_central_directory
from core.data.zip_members import Unpacker
from core.errors import DatasetError

_MAX_DIRECTORY_BYTES: Final = 2**18
_MAX_UNPACKED_BYTES: Final = 64 * 2**20
_MAX_ROWS: Final = 200_000
# A file that only this format has.
_FORMATS: Final = {
    "xl/workbook.xml": "Excel",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "META-INF/manifest.xml": "OpenDocument",
}
SPREADSHEETS: Final = ("Excel", "OpenDocument")


def office_format(file: BinaryIO) -> str | None:
    """Return ``Excel``, ``Word``, ``PowerPoint``, ``OpenDocument``, or None for others.

    The file starts as a ZIP does.
    """
    try:
        directory = read_central_directory(file, _MAX_DIRECTORY_BYTES)
    except DatasetError:
        return None
    names = {entry.name for entry in directory.entries if entry}
    return next((_FORMATS[each] for each in _FORMATS if each in names), None)


def read_sheet(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet, whole numbers without a decimal point.

    Raises:
        DatasetError: `table-damaged`, also if it unpacks to more than 64 MB.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(_unpacked(content))
        rows = book.get_sheet_by_index(0).to_python(nrows=_MAX_ROWS)
    # The library's own errors have no common class; a panic is no `Exception`.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise DatasetError("table-damaged") from error
    return [[_text(cell) for cell in row] for row in rows]


def _unpacked(content: bytes) -> BinaryIO:
    """Return the same archive, uncompressed: no bomb reaches the library."""
    file, plain = io.BytesIO(content), io.BytesIO()
    directory = read_central_directory(file, _MAX_DIRECTORY_BYTES)
    unpacker = Unpacker(file, directory)
    entries = [entry for entry in directory.entries if entry]
    if sum(entry.unpacked for entry in entries) > _MAX_UNPACKED_BYTES:
        raise DatasetError("table-damaged")
    with zipfile.ZipFile(plain, "w") as archive:
        for entry in entries:
            if entry.unpacked:
                archive.writestr(entry.name, bytes(unpacker.unpack(entry)))
    plain.seek(0)
    return plain


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
