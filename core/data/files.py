"""Opening files that people hand over, with every failure as a DatasetError."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from core.errors import DatasetError

MAX_ARRAY_BYTES: Final = 64 * 2**20
"""Most bytes one array may have once unpacked; MNIST's largest has 47,040,000."""

MAX_FILE_BYTES: Final = MAX_ARRAY_BYTES
"""Most bytes one file may have; MNIST as an uncompressed archive has 54,950,048."""


@contextmanager
def open_file(path: Path, limit: int = MAX_FILE_BYTES) -> Iterator[BinaryIO]:
    """Open a file to read its bytes; it is closed when the block ends.

    Args:
        path: The file.
        limit: Most bytes it may have.

    Raises:
        DatasetError: `file-missing`, `file-unreadable` (also while the block reads) or
            `file-too-large`.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > limit:
                raise DatasetError(
                    "file-too-large",
                    path=path,
                    found=round(size / 2**20),
                    limit=limit // 2**20,
                )
            yield file
    except FileNotFoundError as error:
        raise DatasetError("file-missing", path=path) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def list_folder(folder: Path) -> list[Path]:
    """List what a folder contains, sorted by name.

    Raises:
        DatasetError: `file-unreadable`.
    """
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from error


def _unreadable(path: Path, error: OSError) -> DatasetError:
    reason = error.strerror or type(error).__name__
    return DatasetError("file-unreadable", path=path, reason=reason)
