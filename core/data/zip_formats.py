"""What a ZIP archive is besides a folder of files."""

from typing import BinaryIO, Final, Literal

from core.data.zip_directory import read_central_directory
from core.errors import DatasetError

ZipFormat = Literal[
    "Excel", "Word", "PowerPoint", "OpenDocument", "NumPy", "PyTorch", "Keras"
]

_MAX_DIRECTORY_BYTES: Final = 2**18
# A file that only this format has.
_MEMBERS: Final[dict[str, ZipFormat]] = {
    "xl/workbook.xml": "Excel",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "META-INF/manifest.xml": "OpenDocument",
    "model.weights.h5": "Keras",
}


def zip_format(file: BinaryIO) -> ZipFormat | None:
    """Return the format of a file that starts as a ZIP does, None for a plain ZIP."""
    try:
        directory = read_central_directory(file, _MAX_DIRECTORY_BYTES)
    except DatasetError:
        return None
    names = {entry.name for entry in directory.entries if entry}
    if names and all(name.endswith(".npy") for name in names):
        return "NumPy"
    if any(name.endswith("/data.pkl") for name in names):
        return "PyTorch"
    return next((_MEMBERS[each] for each in _MEMBERS if each in names), None)
