"""From uploaded files to framed digits.

`find_uploaded_files` reads folders, ZIPs and loose files; `prepare_picture` turns one
picture into a digit. `core.work.decoding` does the latter in separate processes.
"""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

import numpy as np
from numpy.typing import NDArray

from core.data.archives import read_zip
from core.data.digits import IMAGE_SHAPE
from core.data.files import unreadable
from core.data.framing import FRAMING_STEPS, frame
from core.data.label_tables import TableMatch
from core.data.pictures import LargePictures, encode_original, read_picture
from core.data.signatures import HEAD_BYTES, is_zip
from core.data.upload_kinds import upload_items
from core.data.uploaded_files import (
    IgnoredFiles,
    Refusal,
    UploadedArray,
    UploadItem,
    is_system_file,
    natural_sort_key,
    sanitize_name,
)
from core.data.zip_formats import zip_format
from core.errors import DatasetError

MAX_FOLDER_FILES: Final = 100_000
"""Most files in one folder, including its subfolders."""

_BOX_KEYS: Final = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PreparedPicture:
    """A picture with the digit found in it.

    Attributes:
        name: Path inside the folder or ZIP, for display only.
        original: The picture as a small grey PNG or JPEG, without metadata.
        height: Of the uploaded picture, upright, in pixels; so is `width`.
        box: Top, left, bottom and right of the digit, as fractions of the picture.
        inverted: True if light and dark were exchanged.
        warning: Why the picture may not show exactly one digit, "" without a reason:
            that of its framing, or ``frames`` if its file has others.
        steps: uint8, shape (5, 28, 28), one frame after each of `FRAMING_STEPS`.
    """

    name: str
    original: bytes
    height: int
    width: int
    box: tuple[float, float, float, float]
    inverted: bool
    warning: str
    steps: NDArray[np.uint8]

    @property
    def image(self) -> NDArray[np.uint8]:
        """Return the finished frame: uint8, shape (28, 28)."""
        return self.steps[-1]

    def to_message(self) -> tuple[dict[str, Any], tuple[bytes, bytes]]:
        """Return numbers for JSON, also columns of a table; the original; the steps."""
        numbers = {
            "height": self.height,
            "width": self.width,
            **dict(zip(_BOX_KEYS, self.box, strict=True)),
            "inverted": self.inverted,
            "doubt": self.warning,
        }
        return numbers, (self.original, self.steps.tobytes())

    @classmethod
    def from_message(
        cls, name: str, numbers: Mapping[str, Any], contents: Sequence[bytes]
    ) -> Self:
        """Build a picture from a message.

        Raises:
            KeyError, ValueError: A number is missing, or the bytes do not fit.
        """
        original, steps = contents
        top, left, bottom, right = (numbers[key] for key in _BOX_KEYS)
        shape = (len(FRAMING_STEPS), *IMAGE_SHAPE)
        return cls(
            name=name,
            original=original,
            height=numbers["height"],
            width=numbers["width"],
            box=(top, left, bottom, right),
            inverted=numbers["inverted"],
            warning=numbers["doubt"],
            steps=np.frombuffer(steps, np.uint8).reshape(shape),
        )


UploadContent = PreparedPicture | TableMatch | UploadedArray | Refusal | IgnoredFiles
"""What an upload stores, or counts."""


def find_uploaded_files(
    paths: Sequence[Path], names: Mapping[Path, str] | None = None
) -> Iterator[UploadItem]:
    """Yield the files in folders, ZIPs and loose files, in natural order of names.

    One file is in memory at a time; each starts as a picture does.

    Args:
        paths: The uploaded files and folders. A ZIP in a folder is not opened.
        names: The user's names for files that are stored under other names.
    """
    named = [(_name(path, names or {}), path) for path in paths]
    for name, path in sorted(named, key=lambda pair: natural_sort_key(pair[0])):
        try:
            if path.is_dir():
                yield from _read_folder(path, name)
            else:
                yield from _read_file(path, name, several=len(paths) > 1)
        except DatasetError as error:
            yield Refusal(sanitize_name(name), error)


def prepare_picture(
    name: str, content: bytes, large: LargePictures = nullcontext
) -> PreparedPicture:
    """Read a picture, the bytes of a file, within `large` if it is; frame its digit.

    Raises:
        DatasetError: `picture-empty`, or what `read_picture` raises.
    """
    picture = read_picture(content, large)
    framed = frame(picture.grey)
    height, width = picture.grey.shape
    top, left, bottom, right = framed.box
    return PreparedPicture(
        name=name,
        original=encode_original(picture.grey),
        height=picture.height,
        width=picture.width,
        box=(top / height, left / width, bottom / height, right / width),
        inverted=framed.inverted,
        warning=framed.warning or ("frames" if picture.has_more_frames else ""),
        steps=framed.steps,
    )


def _name(path: Path, names: Mapping[Path, str]) -> str:
    own = path.name if path.name not in ("", "..") else path.resolve().name
    return names.get(path, own).replace("\\", "/")


def _read_file(path: Path, name: str, *, several: bool) -> Iterator[UploadItem]:
    if is_system_file(name):
        yield IgnoredFiles(1)
        return
    try:
        # Reading a pipe may block forever, and a device never ends.
        if not stat.S_ISREG(path.stat().st_mode):
            raise DatasetError("picture-no-file")
        with path.open("rb") as file:
            start, size = file.read(HEAD_BYTES), file.seek(0, 2)
            # A browser sends a folder as loose files whose names include the folder.
            if is_zip(start) and "/" not in name and zip_format(file) is None:
                for item in read_zip(file):
                    yield _prefix_archive_name(name, item) if several else item
            else:
                yield from upload_items(
                    sanitize_name(name), start, size, partial(_read_whole, file, size)
                )
    except FileNotFoundError as error:
        raise DatasetError("file-missing", path=sanitize_name(name)) from error
    except OSError as error:
        raise unreadable(sanitize_name(name), error) from error


def _read_whole(file: BinaryIO, size: int) -> bytes:
    file.seek(0)
    return file.read(size)


def _prefix_archive_name(archive: str, item: UploadItem) -> UploadItem:
    if isinstance(item, IgnoredFiles):
        return item
    return replace(item, name=sanitize_name(f"{archive}/{item.name}"))


def _read_folder(folder: Path, name: str) -> Iterator[UploadItem]:
    files: list[tuple[str, Path]] = []
    for item in _walk(folder, name):
        if isinstance(item, Refusal | IgnoredFiles):
            yield item
        elif len(files) == MAX_FOLDER_FILES:
            raise DatasetError("archive-too-many", limit=MAX_FOLDER_FILES)
        else:
            files.append(item)
    if not files:
        raise DatasetError("folder-empty")
    for inner, path in sorted(files, key=lambda pair: natural_sort_key(pair[0])):
        try:
            yield from _read_file(path, inner, several=True)
        except DatasetError as error:
            yield Refusal(sanitize_name(inner), error)


def _walk(
    folder: Path, name: str
) -> Iterator[tuple[str, Path] | Refusal | IgnoredFiles]:
    """Yield the files below a folder, each with its path from the folder's name on.

    Links are followed only to files in the folder.
    """
    root = folder.resolve()
    waiting = [(name, folder)]
    while waiting:
        name, folder = waiting.pop()
        try:
            with os.scandir(folder) as inside:
                entries = [
                    (item, item.is_dir(follow_symlinks=False)) for item in inside
                ]
        except OSError as error:
            clean = sanitize_name(name)
            yield Refusal(clean, unreadable(clean, error))
            continue
        for item, is_folder in entries:
            path, inner = Path(item.path), f"{name}/{item.name}"
            if is_system_file(f"{item.name}/" if is_folder else item.name):
                yield IgnoredFiles(1)
            elif is_folder:
                waiting.append((inner, path))
            elif item.is_symlink() and not _points_to_file_in(root, path):
                yield Refusal(sanitize_name(inner), DatasetError("picture-link"))
            else:
                yield inner, path


def _points_to_file_in(root: Path, link: Path) -> bool:
    target = Path(os.path.realpath(link))
    return target.is_file() and target.is_relative_to(root)
