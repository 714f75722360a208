"""The first sheet of an Excel file as rows of text."""

import io
import warnings
import zipfile
from typing import BinaryIO, Final

from core.data.zip_directory import read_central_directory
from core.data.zip_members import Unpacker
from core.errors import DatasetError

_MAX_DIRECTORY_BYTES: Final = 2**18
_MAX_UNPACKED_BYTES: Final = 64 * 2**20
# A small file may place a cell in the last row and column of a sheet.
_MAX_ROWS: Final = 100_000
_MAX_COLUMNS: Final = 64


def read_sheet(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet of an Excel file, up to 100,000 by 64 cells.

    Whole numbers have no decimal point.

    Raises:
        DatasetError: `table-damaged`, also if the file unpacks to more than 64 MB.
    """
    # It takes as long as a page to import, and few uploads have a workbook.
    import openpyxl

    try:
        with warnings.catch_warnings():
            # About features of Excel that do not matter here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                _unpacked(content), read_only=True, data_only=True
            )
            rows = book.worksheets[0].iter_rows(
                max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True
            )
            return [_texts(row) for row in rows]
    except MemoryError:
        raise
    # The library raises whatever a damaged file leads to.
    except Exception as error:
        raise DatasetError("table-damaged") from error


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


def _texts(row: tuple[object, ...]) -> list[str]:
    """Return cells as text, without empty ones at the end."""
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
