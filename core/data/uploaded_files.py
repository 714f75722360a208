"""What arrives when somebody hands over digits: pictures, refusals, and system files.

Names come from strangers. Here they become text to show, and nothing else: no name is
ever used as a path.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from core.errors import DatasetError

MAX_NAME_LENGTH: Final = 240

# Marks that make text run the other way, and whatever moves a terminal's cursor.
_UNSAFE_CHARACTERS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_JUNK_FOLDERS: Final = {
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
_JUNK_FILES: Final = {
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
_JUNK_STARTS: Final = ("._", "~$")


@dataclass(frozen=True, slots=True, eq=False)
class UploadedFile:
    """A file that may be a picture, whole.

    Attributes:
        name: Its path inside the folder or ZIP, with "/" between; to be shown only.
        content: Its bytes.
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Refusal:
    """A file that is not taken in, and why."""

    name: str
    error: DatasetError


@dataclass(frozen=True, slots=True)
class IgnoredFiles:
    """System files that nobody handed over on purpose; there may be several counts."""

    count: int


def sanitize_name(name: str) -> str:
    """Make a name safe to show: one line, in one direction, of bearable length.

    A long name loses its middle, so that folder and extension stay.
    """
    name = _SURROGATES.sub("\ufffd", unicodedata.normalize("NFC", name))
    name = _UNSAFE_CHARACTERS.sub("", name) or "?"
    if len(name) > MAX_NAME_LENGTH:
        half = MAX_NAME_LENGTH // 2
        name = f"{name[:half]}…{name[1 - half :]}"
    return name


def sanitize_text(text: str) -> str:
    """Make what somebody wrote safe to show, its lines kept."""
    lines = _SURROGATES.sub("\ufffd", text).splitlines()
    return "\n".join(_UNSAFE_CHARACTERS.sub("", line) for line in lines).strip()


def is_system_file(name: str) -> bool:
    """Tell whether a file is one that systems leave in folders and archives.

    Args:
        name: Its path as it came, with "/" between.
    """
    *folders, file = name.casefold().split("/")
    return (
        file in _JUNK_FILES
        or file.startswith(_JUNK_STARTS)
        or not _JUNK_FOLDERS.isdisjoint(folders)
    )


def natural_sort_key(name: str) -> tuple[str | int, ...]:
    """Return what to sort a shown name by so that 9 comes before 10."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return tuple(int(part) if i % 2 else part for i, part in enumerate(parts))
