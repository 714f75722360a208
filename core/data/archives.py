"""Reading the pictures of a ZIP one by one, never extracting to disk.

Python's `zipfile` reads the whole central directory before a caller can refuse it,
gives up an archive for one bad name, and, in versions still in use, unpacks one body
under any number of names. Here, a faulty file costs only that file.
"""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from core.data.signatures import HEAD_BYTES
from core.data.upload_kinds import upload_items
from core.data.uploaded_files import (
    IgnoredFiles,
    Refusal,
    UploadItem,
    is_system_file,
    natural_sort_key,
    sanitize_name,
)
from core.data.zip_directory import ArchiveError, read_central_directory
from core.data.zip_members import Unpacker
from core.errors import DatasetError

MAX_ARCHIVE_BYTES: Final = 200 * 2**20
"""Largest archive."""


def read_zip(file: BinaryIO) -> Iterator[UploadItem]:
    """Read the pictures of a ZIP in natural order of their names.

    Each is unpacked when the caller asks for it, and only if it starts as a picture.

    Raises:
        DatasetError: `archive-too-large`, `archive-empty`, or what
            `read_central_directory` raises.
    """
    size = file.seek(0, 2)
    if size > MAX_ARCHIVE_BYTES:
        raise ArchiveError(
            "archive-too-large", found=size >> 20, limit=MAX_ARCHIVE_BYTES >> 20
        )
    directory = read_central_directory(file)
    entries = [entry for entry in directory.entries if entry is not None]
    num_damaged = len(directory.entries) - len(entries)
    # A name that ends with "/" is a folder, unless it has content.
    files = [each for each in entries if not each.name.endswith("/") or each.unpacked]
    pictures = [entry for entry in files if not is_system_file(entry.name)]
    for _ in range(num_damaged):
        yield Refusal("?", ArchiveError("archive-member-damaged"))
    if len(pictures) < len(files):
        yield IgnoredFiles(len(files) - len(pictures))
    if not files and not num_damaged:
        raise ArchiveError("archive-empty")
    unpacker = Unpacker(file, directory)
    named = [(sanitize_name(entry.name), entry) for entry in pictures]
    for name, entry in sorted(named, key=lambda pair: natural_sort_key(pair[0])):
        try:
            start = unpacker.read_start(entry, HEAD_BYTES)
            read = partial(unpacker.unpack, entry)
            yield from upload_items(name, start, entry.unpacked, read)
        except DatasetError as error:
            yield Refusal(name, error)
