"""Folders that are written under a staging name, and what a killed process left."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from core import log
from core.store.data_folder import write_errors

_STAGING_PREFIX: Final = ".staging-"


@contextmanager
def staging(parent: Path) -> Iterator[Path]:
    """Yield a folder that is not listed, and delete it afterwards.

    If this process dies meanwhile, `remove_stale_staging` deletes the folder.

    Raises:
        StoreError: The system refuses an operation on the folder.
    """
    folder = parent / f"{_STAGING_PREFIX}{uuid.uuid4().hex[:12]}"
    try:
        with write_errors(parent):
            parent.mkdir(parents=True, exist_ok=True)
            # Acquired before the folder exists, so that `remove_stale_staging` can tell
            # a live writer from a dead one.
            with FileLock(_staging_lock(folder)):
                folder.mkdir()
                yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            _staging_lock(folder).unlink()


def discard(folder: Path) -> None:
    """Delete a folder for good; `remove_stale_staging` finishes what a kill left.

    Raises:
        OSError: The system refuses, and the folder is as it was.
    """
    stale = folder.with_name(f"{_STAGING_PREFIX}{uuid.uuid4().hex[:12]}")
    folder.rename(stale)
    shutil.rmtree(stale, ignore_errors=True)


def remove_stale_staging(parent: Path) -> None:
    """Delete the staging folders of dead writers, in a folder and below it."""
    num_removed = 0
    stale = {
        Path(place, name).with_suffix("")
        for place, folders, files in os.walk(parent)
        for name in (*folders, *files)
        if name.startswith(_STAGING_PREFIX)
    }
    for folder in stale:
        try:
            with FileLock(_staging_lock(folder), timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
                num_removed += 1
        except (Timeout, OSError):
            continue  # Its writer is alive, or we may not remove it.
        with suppress(OSError):
            _staging_lock(folder).unlink()
    if num_removed:
        log.event("tidied-up", kind="staging", folders=num_removed)


def _staging_lock(folder: Path) -> Path:
    return folder.with_suffix(".lock")
