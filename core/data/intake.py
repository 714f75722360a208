"""Intake: from files that people hand over to framed digits.

`incoming` finds what there is in folders, ZIPs and loose files; `prepare` turns one of
those into a digit. `core.work.decoding` does the second in processes of its own.
"""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from core.data.archives import members
from core.data.arrivals import (
    Ignored,
    Incoming,
    Refusal,
    is_junk,
    natural_order,
    shown_name,
)
from core.data.framing import frame_steps
from core.data.labels import ReadLabel, read_label
from core.data.pictures import LARGEST_FILE, encode_original, read_picture
from core.data.signatures import HEAD, is_zip, recognise
from core.errors import DatasetError

__all__ = ["Ignored", "Incoming", "Prepared", "Refusal", "incoming", "prepare"]

MOST_FILES: Final = 100_000
"""Most files one folder may have, counted with all folders in it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """A picture with the digit that was found in it.

    Attributes:
        name: Where it lay, to be shown only.
        original: The picture as a small grey PNG or JPEG, without metadata.
        height: Of the picture as it came, upright, in pixels.
        width: The same, across.
        box: Top, left, bottom and right of the digit, as fractions 0 to 1 of the
            picture.
        inverted: Whether light and dark were exchanged.
        doubt: Why the picture may not show one digit, "" if it seems to.
        steps: uint8, shape (5, 28, 28), one frame for each of
            `core.data.framing.STEPS`.
        label: What the name says.
    """

    name: str
    original: bytes
    height: int
    width: int
    box: tuple[float, float, float, float]
    inverted: bool
    doubt: str
    steps: NDArray[np.uint8]
    label: ReadLabel

    @property
    def image(self) -> NDArray[np.uint8]:
        """The finished frame: uint8, shape (28, 28)."""
        return self.steps[-1]


def incoming(
    paths: Sequence[Path], names: Mapping[Path, str] | None = None
) -> Iterator[Incoming | Refusal | Ignored]:
    """Find what there is in folders, ZIPs and loose files, in natural order of names.

    Args:
        paths: What was handed over. A ZIP is opened if it was handed over by itself,
            not if it lies in a folder.
        names: What the reader calls those files that lie here under another name.

    Yields:
        Files that begin as a picture does, one in memory at a time; refusals; and
        system files as a number.
    """
    named = [(_name(path, names or {}), path) for path in paths]
    for name, path in sorted(named, key=lambda each: natural_order(each[0])):
        try:
            if path.is_dir():
                yield from _of_folder(path, name)
            else:
                yield from _of_file(path, name, several=len(paths) > 1)
        except DatasetError as error:
            yield Refusal(shown_name(name), error)


def prepare(name: str, content: bytes) -> Prepared:
    """Read a picture and frame its digit, once for each step.

    Raises:
        DatasetError: `picture-empty`, or what `read_picture` raises.
    """
    picture = read_picture(content)
    framed = frame_steps(picture.grey)
    last = framed[-1]
    height, width = picture.grey.shape
    top, left, bottom, right = last.box
    return Prepared(
        name=name,
        original=encode_original(picture.grey),
        height=picture.height,
        width=picture.width,
        box=(top / height, left / width, bottom / height, right / width),
        inverted=last.inverted,
        doubt=last.doubt or "",
        steps=np.stack([each.image for each in framed]),
        label=read_label(name),
    )


def _name(path: Path, names: Mapping[Path, str]) -> str:
    own = path.name if path.name not in ("", "..") else path.resolve().name
    return names.get(path, own).replace("\\", "/")


def _of_file(
    path: Path, name: str, *, several: bool
) -> Iterator[Incoming | Refusal | Ignored]:
    if is_junk(name):
        yield Ignored(1)
        return
    try:
        # A pipe would be waited for, and a device never ends.
        if not stat.S_ISREG(path.stat().st_mode):
            raise DatasetError("picture-no-file")
        with path.open("rb") as file:
            # A browser sends a folder as loose files whose names tell their folder.
            if is_zip(file.read(HEAD)) and "/" not in name:
                for each in members(file):
                    yield _inside(name, each) if several else each
            else:
                yield Incoming(shown_name(name), _content(file))
    except FileNotFoundError as error:
        raise DatasetError("file-missing", path=shown_name(name)) from error
    except OSError as error:
        raise _unreadable(name, error) from error


def _inside(
    archive: str, item: Incoming | Refusal | Ignored
) -> Incoming | Refusal | Ignored:
    if isinstance(item, Ignored):
        return item
    return replace(item, name=shown_name(f"{archive}/{item.name}"))


def _content(file: BinaryIO) -> bytes:
    """Read a file that begins as a picture does, and is not too large for one."""
    file.seek(0)
    recognise(file.read(HEAD))
    size = file.seek(0, 2)
    if size > LARGEST_FILE:
        raise DatasetError(
            "picture-file-too-large", found=size >> 20, limit=LARGEST_FILE >> 20
        )
    file.seek(0)
    return file.read(LARGEST_FILE)


def _of_folder(folder: Path, name: str) -> Iterator[Incoming | Refusal | Ignored]:
    found: list[tuple[str, Path]] = []
    for item in _walk(folder, name):
        if isinstance(item, Refusal | Ignored):
            yield item
        elif len(found) == MOST_FILES:
            raise DatasetError("archive-too-many", limit=MOST_FILES)
        else:
            found.append(item)
    if not found:
        raise DatasetError("folder-empty")
    for inner, path in sorted(found, key=lambda each: natural_order(each[0])):
        try:
            yield from _of_file(path, inner, several=True)
        except DatasetError as error:
            yield Refusal(shown_name(inner), error)


def _walk(folder: Path, name: str) -> Iterator[tuple[str, Path] | Refusal | Ignored]:
    """List the files below a folder, those that a link leads to only if they are too.

    Yields:
        Files, each with its path from the folder on, the folder's own name first.
    """
    root = folder.resolve()
    waiting = [(name, folder)]
    while waiting:
        name, folder = waiting.pop()
        try:
            with os.scandir(folder) as inside:
                found = [(each, each.is_dir(follow_symlinks=False)) for each in inside]
        except OSError as error:
            yield Refusal(shown_name(name), _unreadable(name, error))
            continue
        for each, is_folder in found:
            path, inner = Path(each.path), f"{name}/{each.name}"
            if is_junk(f"{each.name}/" if is_folder else each.name):
                yield Ignored(1)
            elif is_folder:
                waiting.append((inner, path))
            elif each.is_symlink() and not _leads_to_file_in(root, path):
                yield Refusal(shown_name(inner), DatasetError("picture-link"))
            else:
                yield inner, path


def _leads_to_file_in(root: Path, link: Path) -> bool:
    target = Path(os.path.realpath(link))
    return target.is_file() and target.is_relative_to(root)


def _unreadable(name: str, error: OSError) -> DatasetError:
    reason = error.strerror or type(error).__name__
    return DatasetError("file-unreadable", path=shown_name(name), reason=reason)
