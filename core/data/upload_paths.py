"""The files of an upload: in folders, ZIPs and alone."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from core.data.archives import read_zip
from core.data.files import unreadable
from core.data.label_tables import TableMatch
from core.data.picture_preparation import PreparedPicture
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
