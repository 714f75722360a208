"""Delete the files of jobs that have ended."""

import time
from typing import Final

from core import log
from core.store.data_folder import data_folder
from core.store.jobs import JobFolder

# A younger job without a process may still be about to start.
_STARTUP_SECONDS: Final = 120.0
# Longer than an upload stays on a shared server, because the job names its owner.
_RETENTION_SECONDS: Final = 8 * 24 * 3600.0
_MAX_QUEUED_SECONDS: Final = 24 * 3600.0


def remove_stale_jobs(kind: str) -> None:
    """Delete the spooled files of dead jobs, and the folders of old ones."""
    num_removed = 0
    for folder in (data_folder() / kind).glob("*/"):
        job = JobFolder(kind, folder.name)
        try:
            age = time.time() - folder.stat().st_mtime
        except OSError:
            continue  # Another process deleted it.
        is_waiting = job.is_queued() and age < _MAX_QUEUED_SECONDS
        if age < _STARTUP_SECONDS or is_waiting or job.is_alive():
            continue
        job.delete_spool()
        # Its starter may have died before the request was written.
        if age > _RETENTION_SECONDS or not job.request():
            job.remove()
            num_removed += 1
    if num_removed:
        log.event("tidied-up", kind=kind, jobs=num_removed)
