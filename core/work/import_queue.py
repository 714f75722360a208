"""The queue of imports: two run at a time, and those that wait cost no process."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from core.errors import MisreadError, WorkError
from core.store.data_folder import data_folder
from core.store.jobs import IMPORTS, JobFolder, list_jobs
from core.store.stale_jobs import remove_stale_jobs
from core.store.uploads import new_upload_id
from core.work.import_budget import is_disk_nearly_full
from core.work.jobs import spawn

MAX_RUNNING: Final = 2
MAX_QUEUED: Final = 20
"""Imports that wait on a shared server."""
MAX_SPOOLED_BYTES: Final = 2 * 2**30
"""Bytes of files that wait for their import on a shared server."""


def start_import(
    title: str,
    files: Iterable[tuple[str, bytes]] = (),
    *,
    paths: Sequence[Path] = (),
    turned: Mapping[str, str] | None = None,
    owner: str = "",
    is_limited: bool = False,
) -> JobFolder:
    """Start the import of an upload, or let it wait until another one ends.

    The id of the job becomes that of the upload.

    Args:
        title: Untrusted text.
        files: Names and contents, as a browser sends them.
        paths: Folders and files of this computer, which are read in place.
        turned: Instead of files, the ``upload`` and the ``orientation`` for
            `core.work.turning.turn_upload`.
        owner: Identifies the user; see `core.work.jobs.import_owner`.
        is_limited: The import has a budget, see `core.work.import_budget`, and its
            owner may have only one at a time.

    Raises:
        StoreError: The files cannot be spooled.
        WorkError: `import-unfinished`, the owner has another import; `imports-full`,
            too many wait; or `disk-nearly-full`.
    """
    remove_stale_jobs(IMPORTS)
    if is_limited:
        _check_limits(owner)
    job = JobFolder(IMPORTS, new_upload_id())
    job.spool(files)
    named = [str(path.absolute()) for path in paths]
    request = {
        "title": title,
        "paths": named,
        "turned": turned,
        "maker": owner,
        "limited": is_limited,
    }
    job.create(request)
    job.enqueue()
    start_waiting()
    return job


def start_waiting(leaving: JobFolder | None = None) -> None:
    """Start the imports that waited longest, as many as there are free places.

    A worker calls it when it ends; `leaving` is its job.
    """
    jobs = list_jobs(IMPORTS)
    running = [job for job in jobs if job.is_starting() or job.is_alive()]
    places = MAX_RUNNING - sum(job != leaving for job in running)
    for job in reversed(jobs):
        if places <= 0:
            return
        # To claim a job leaves a file in its folder.
        if not job.is_queued():
            continue
        with job.claim() as is_claimed:
            if is_claimed:
                places -= 1
                _start(job)


def _start(job: JobFolder) -> None:
    try:
        spawn(job)
    except MisreadError as error:
        job.delete_spool()
        job.report_failure(error)
        job.end_start()


def _check_limits(owner: str) -> None:
    unfinished = [job for job in list_jobs(IMPORTS) if job.is_unfinished()]
    if any(job.request().get("maker") == owner for job in unfinished):
        raise WorkError("import-unfinished")
    num_queued = sum(job.is_queued() for job in unfinished)
    if num_queued >= MAX_QUEUED or _num_spooled_bytes() > MAX_SPOOLED_BYTES:
        raise WorkError("imports-full", waiting=num_queued)
    if is_disk_nearly_full():
        raise WorkError("disk-nearly-full")


def _num_spooled_bytes() -> int:
    files = (data_folder() / IMPORTS).glob("*/spool/*")
    return sum(each.stat().st_size for each in files if each.is_file())
