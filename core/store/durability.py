"""Write so that a power cut leaves either the old file or the new one."""

import os
import sys
from pathlib import Path


def flush_file(path: Path) -> None:
    """Write what the system holds of a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Write the names in a folder to the disk, where the system can."""
    if sys.platform == "win32":
        return  # Windows cannot open a folder.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folders(folder: Path) -> None:
    """Write the names in a folder, and in all folders below it, to the disk."""
    for path in (*folder.rglob("*/"), folder):
        flush_folder(path)


def replace_file(draft: Path, path: Path) -> None:
    """Put a finished file in the place of another; a power cut leaves one of the two.

    Raises:
        OSError: The system refuses.
    """
    flush_file(draft)
    draft.replace(path)
    flush_folder(path.parent)
