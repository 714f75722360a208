"""Uploaded files, refusals and system files, with names that are safe to display.

Names are untrusted. They are text for display only, and never used as paths.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from core.errors import DatasetError

MAX_NAME_LENGTH: Final = 240

# Characters that reverse the direction of text, move a terminal's cursor, or are
# invisible: two names that look alike could differ in them. Source: Unicode Technical
# Standard 39, section 3.1, https://www.unicode.org/reports/tr39/
_UNSAFE_CHARACTERS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# Persian, Indian languages and pictures of families need joiners inside a word.
_USELESS_JOINERS: Final = re.compile(
    "(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SYSTEM_FOLDERS: Final = {
    "__macosx",
    "@eadir",
    "$recycle.bin",
    "system volume information",
    ".appledouble",
    ".fseventsd",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".spotlight-v100",
    ".svn",
    ".temporaryitems",
    ".trashes",
    "__pycache__",
}
_SYSTEM_FILES: Final = {
    ".ds_store",
    ".directory",
    ".gitattributes",
    ".gitignore",
    ".gitkeep",
    ".localized",
    "desktop.ini",
    "ehthumbs.db",
    "icon\r",
    "thumbs.db",
}
_SYSTEM_PREFIXES: Final = ("._", "~$")


@dataclass(frozen=True, slots=True, eq=False)
class UploadedFile:
    """A file that may be a picture; its name is a path with "/", for display only."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, eq=False)
class UploadedTable:
    """A file that may be a table beside pictures: text or a spreadsheet."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedArray:
    """An array of images, which follow as pictures: ``name[0]``, ``name[1]``, etc.

    Attributes:
        n: Number of images.
        size: Height and width of each in pixels, None for an array of picture files.
        levels: Smallest and largest value, None for an array of picture files.
        is_scaled: True if values were converted to levels from 0 to 255.
    """

    name: str
    n: int
    size: tuple[int, int] | None = None
    levels: tuple[float, float] | None = None
    is_scaled: bool = False

    def item_name(self, number: int) -> str:
        """Return the name of an image, counted from 0."""
        return f"{self.name}[{number}]"


@dataclass(frozen=True, slots=True, eq=False)
class Refusal:
    """A file that is not imported, and the reason."""

    name: str
    error: DatasetError


@dataclass(frozen=True, slots=True)
class IgnoredFiles:
    """A number of system files; an upload may have several such numbers."""

    count: int


UploadItem = UploadedFile | UploadedTable | UploadedArray | Refusal | IgnoredFiles


def sanitize_name(name: str) -> str:
    """Return a name that is safe to display: one line, one direction, limited length.

    A long name loses its middle, so that folder and extension stay.
    """
    name = _SURROGATES.sub("\ufffd", unicodedata.normalize("NFC", name))
    name = _without_invisible(name) or "?"
    if len(name) > MAX_NAME_LENGTH:
        half = MAX_NAME_LENGTH // 2
        name = f"{name[:half]}…{name[1 - half :]}"
    return name


def sanitize_text(text: str) -> str:
    """Return untrusted text that is safe to display; line breaks are kept."""
    lines = _SURROGATES.sub("\ufffd", text).splitlines()
    return "\n".join(map(_without_invisible, lines)).strip()


def _without_invisible(line: str) -> str:
    return _USELESS_JOINERS.sub("", _UNSAFE_CHARACTERS.sub("", line))


def is_system_file(name: str) -> bool:
    """True if an operating system or tool left a file with this path, with "/"."""
    *folders, file = name.casefold().split("/")
    return (
        file in _SYSTEM_FILES
        or file.startswith(_SYSTEM_PREFIXES)
        or not _SYSTEM_FOLDERS.isdisjoint(folders)
    )


def natural_sort_key(name: str) -> tuple[str | tuple[int, str], ...]:
    """Return a key that sorts names with 9 before 10."""
    parts = re.split(r"([0-9]+)", name.casefold())
    # Python refuses to convert texts of more than 4,300 digits.
    return tuple(_digits_key(part) if i % 2 else part for i, part in enumerate(parts))


def _digits_key(digits: str) -> tuple[int, str]:
    digits = digits.lstrip("0")
    return len(digits), digits
