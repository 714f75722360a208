"""The trash of uploads: delete them, restore them, and purge them after a while.

Operations that the system refuses raise a `StoreError`.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress

from core.errors import StoreError
from core.store.data_folder import write_errors
from core.store.staging import discard
from core.store.uploads import (
    TRASH_PREFIX,
    UploadRecord,
    find_upload,
    load_record,
    upload_folder,
    uploads_folder,
)


def delete_upload(upload_id: str) -> None:
    """Move an upload to the trash; `restore_upload` works until it is purged."""
    folder, trash = upload_folder(upload_id), upload_folder(upload_id, trash=True)
    if not folder.is_dir():
        return
    with write_errors(folder):
        # Purging depends on the folder's time, which renaming does not change.
        os.utime(folder)
        folder.rename(trash)


def restore_upload(upload_id: str) -> UploadRecord | None:
    """Restore a deleted upload; return None if it was purged."""
    trash = upload_folder(upload_id, trash=True)
    if trash.is_dir():
        with write_errors(trash):
            trash.rename(upload_folder(upload_id))
    return find_upload(upload_id)


def purge_uploads(
    older_than: float,
    only: str | None = None,
    forget: Callable[[UploadRecord], None] = lambda _: None,
) -> list[UploadRecord]:
    """Delete and return uploads, or only one, after some seconds in the trash.

    `forget` deletes what belongs to an upload elsewhere. It runs first, so that the
    trash shows what a killed process left undone; it may run again.
    """
    purged = []
    for folder in uploads_folder().glob(f"{TRASH_PREFIX}{only or '*'}"):
        try:
            if time.time() - folder.stat().st_mtime < older_than:
                continue
            record = load_record(folder)
        except (OSError, StoreError):
            continue  # Another process purged it, or it is in quarantine.
        forget(record)
        with suppress(OSError):
            discard(folder)
            purged.append(record)
    return purged
