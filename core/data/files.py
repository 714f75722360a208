"""Opening untrusted files, with every failure as a DatasetError."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from core.errors import DatasetError

MAX_FILE_BYTES: Final = 64 * 2**20
"""Largest file, and largest array once unpacked; MNIST uncompressed has 54,950,048."""


@contextmanager
def open_file(path: Path, limit: int = MAX_FILE_BYTES) -> Iterator[BinaryIO]:
    """Open a file of up to `limit` bytes for reading; close it when the block ends.

    Raises:
        DatasetError: `file-missing`, `file-unreadable` (also while the block reads) or
            `file-too-large`.
    """
    try:
        with path.open("rb") as file:
            check_size(path, path.stat().st_size, limit)
            yield file
    except FileNotFoundError as error:
        raise DatasetError("file-missing", path=path) from error
    except OSError as error:
        raise unreadable(path, error) from error


def check_size(path: Path | str, size: int, limit: int) -> None:
    """Raise `file-too-large` if a file, or what it unpacks to, has too many bytes."""
    if size > limit:
        raise DatasetError(
            "file-too-large", path=path, found=round(size / 2**20), limit=limit >> 20
        )


def unreadable(path: Path | str, error: OSError) -> DatasetError:
    """Return the error `file-unreadable` with the reason of the operating system."""
    reason = error.strerror or type(error).__name__
    return DatasetError("file-unreadable", path=path, reason=reason)
