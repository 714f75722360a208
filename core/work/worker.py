"""Do one job in a process of its own: `python -m core.work.worker HOME KIND ID`.

The worker reports through the job's ``progress.jsonl``, see `core.store.events`.
"""

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import Timeout

from core import log
from core.data.download import download_mnist
from core.data.uploaded_files import Refusal
from core.errors import CancelledError, DatasetError, MisreadError, WorkError
from core.store.data_folder import data_folder, system_error
from core.store.events import Event, Phase
from core.store.jobs import (
    DOWNLOADS,
    IMPORTS,
    TRAININGS,
    JobFolder,
    machine_lock,
)
from core.store.locks import job_slot
from core.store.staging import remove_stale_staging
from core.work.catalogue import import_mnist
from core.work.cluster_address import cluster_address
from core.work.import_queue import MAX_RUNNING, start_waiting
from core.work.jury import jury_digits
from core.work.places import Place
from core.work.sweep import train_each

# Longer than any process holds a lock to see whether it is free.
_LOCK_TIMEOUT: Final = 5.0
_POLL_SECONDS: Final = 0.2
# An import stops by itself after the current picture, unless that takes longer.
_CANCEL_GRACE_SECONDS: Final = 2.0
_MAX_REPORTED_REFUSALS: Final = 100

_before_exit: list[Callable[[], None]] = []


def main(home_folder: str, kind: str, job_id: str) -> None:
    """Do one job and exit."""
    os.environ["MISREAD_HOME"] = home_folder
    log.configure(data_folder())
    job = JobFolder(kind, job_id)
    try:
        lock = job.lock().acquire(timeout=_LOCK_TIMEOUT)
    except Timeout:
        return  # Another process does this job.
    except OSError as error:
        _report_failure(job, system_error(error))
        return
    with lock:
        if kind == IMPORTS and job.events():
            job.end_start()
            return  # Another process has done this job.
        threading.Thread(target=_exit_when_cancelled, args=(job,), daemon=True).start()
        # A user waits for an import, but on a shared server others wait for pages.
        if job.kind != IMPORTS or job.request().get("limited"):
            _lower_priority()
        _run(job)
    if kind == IMPORTS:
        start_waiting()


def _run(job: JobFolder) -> None:
    started = time.monotonic()
    log.event("job-started", kind=job.kind)
    try:
        job.report(Event(phase=Phase.STARTING))
        # Not earlier: a job without an event is one that never began.
        job.end_start()
        if damage := job.read().damage:
            raise damage
        _HANDLERS[job.kind](job)
    except CancelledError:
        job.report(Event(phase=Phase.CANCELLED))
        log.event("job-cancelled", kind=job.kind)
    except MisreadError as error:
        _report_failure(job, error)
    except OSError as error:
        _report_unexpected(job, error, system_error(error))
    except Exception as error:
        _report_unexpected(job, error, WorkError("job-died", path=job.log()))
    else:
        job.report(Event(phase=Phase.DONE, share=1.0))
        seconds = round(time.monotonic() - started, 1)
        log.event("job-done", kind=job.kind, seconds=seconds)


def _train(job: JobFolder) -> None:
    try:
        machine = machine_lock().acquire(timeout=_LOCK_TIMEOUT)
    except Timeout as error:
        raise WorkError("training-running", name=job.id) from error
    with machine, _place(job) as place:
        remove_stale_staging(data_folder())
        train_run = _import_training()
        request = job.request()
        if "jury" in request:
            from core.work.jury_run import train_jury

            digits, parts = jury_digits(request["jury"]), job.parts_folder()
            train_jury(digits, report=job.report, parts_folder=parts, place=place)
        else:
            train_each(job, train_run, place)
        job.delete_parts()


@contextmanager
def _place(job: JobFolder) -> Iterator[Place | None]:
    """Yield the cluster that the settings name, None without one."""
    address = cluster_address()
    if address is None:
        yield None
        return
    try:
        from core.work.cluster import Cluster
    except ImportError as error:
        raise WorkError("cluster-missing", address=str(address)) from error

    def wait() -> None:
        job.report(Event(phase=Phase.WAITING))

    with Cluster(address, job.id, wait) as cluster:
        _before_exit.append(cluster.stop)
        yield cluster


def _import_training() -> Callable[..., object]:
    """Import TensorFlow, which takes seconds and may be missing."""
    try:
        from core.work.training_run import train_run
    except ImportError as error:
        traceback.print_exc()
        raise WorkError("tensorflow-missing", reason=str(error)) from error
    return train_run


def _download(job: JobFolder) -> None:
    job.spool([])
    target = job.spool_folder() / "mnist.npz"
    last_reported = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last_reported
        if time.monotonic() - last_reported > _POLL_SECONDS:
            last_reported = time.monotonic()
            share = done / total if total else 0.0
            job.report(Event(phase=Phase.LOADING, share=share, done=done))

    try:
        download_mnist(job.request()["url"], target, report)
        job.report(Event(phase=Phase.SAVING))
        import_mnist([target])
    finally:
        job.delete_spool()


def _import(job: JobFolder) -> None:
    # Imported here because no other job needs it.
    from core.work.import_budget import ImportBudget
    from core.work.turning import turn_upload
    from core.work.uploads import import_upload

    refusals: list[Refusal] = []

    def refuse(refusal: Refusal) -> None:
        if len(refusals) < _MAX_REPORTED_REFUSALS:
            refusals.append(refusal)

    def wait() -> None:
        job.report(Event(phase=Phase.WAITING))

    try:
        with (
            job_slot(IMPORTS, MAX_RUNNING, on_wait=wait),
            _progress_counter(job) as count,
        ):
            request, spooled_files = job.request(), job.spooled_files()
            if turned := request.get("turned"):
                turn_upload(
                    turned["upload"],
                    turned["orientation"],
                    upload_id=job.id,
                    title=request["title"],
                    progress=count,
                    is_cancelled=job.is_cancel_requested,
                )
                return
            import_upload(
                [*spooled_files, *map(Path, request["paths"])],
                title=request["title"],
                names=spooled_files,
                upload_id=job.id,
                progress=count,
                on_refusal=refuse,
                is_cancelled=job.is_cancel_requested,
                budget=ImportBudget() if request.get("limited") else None,
            )
    except DatasetError:
        job.report(Event(phase=Phase.READING, refused=tuple(refusals)))
        raise
    finally:
        job.delete_spool()


@contextmanager
def _progress_counter(job: JobFolder) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that counts files; report the latest count at intervals.

    The first count is reported only when the decoders have started.
    """
    latest = (0, 0)
    last_reported = latest
    ended = threading.Event()

    def report_latest() -> None:
        nonlocal last_reported
        if last_reported == latest:
            return
        last_reported = done, total = latest
        share = done / total
        job.report(Event(phase=Phase.READING, share=share, done=done, total=total))

    def watch() -> None:
        while not ended.wait(_POLL_SECONDS):
            report_latest()

    def count(done: int, total: int) -> None:
        nonlocal latest
        latest = done, total

    watching = threading.Thread(target=watch, daemon=True)
    job.report(Event(phase=Phase.STARTING))
    watching.start()
    try:
        yield count
    finally:
        ended.set()
        watching.join()
        report_latest()


_HANDLERS: Final = {TRAININGS: _train, DOWNLOADS: _download, IMPORTS: _import}


def _exit_when_cancelled(job: JobFolder) -> None:
    """End the process as soon as cancellation is requested, whatever it is doing.

    Publishing is atomic, so there is nothing to clean up first.
    """
    while not job.is_cancel_requested():
        time.sleep(_POLL_SECONDS)
    if job.kind == IMPORTS:
        time.sleep(_CANCEL_GRACE_SECONDS)
        job.delete_spool()
        start_waiting(leaving=job)
    for stop in _before_exit:
        stop()
    with suppress(OSError):
        job.report(Event(phase=Phase.CANCELLED))
    log.event("job-cancelled", kind=job.kind)
    os._exit(0)


def _report_failure(job: JobFolder, error: MisreadError) -> None:
    log.warning("job-failed", kind=job.kind, error=error.kind)
    job.report_failure(error)
    job.end_start()


def _report_unexpected(job: JobFolder, error: Exception, reason: MisreadError) -> None:
    _report_failure(job, reason)
    log.unexpected(error)
    # Last, because a full disk also refuses the log.
    with suppress(OSError):
        traceback.print_exc()


def _lower_priority() -> None:
    """Give the dashboard precedence; on Windows, `start_module` has done so."""
    if sys.platform != "win32":
        os.nice(10)


if __name__ == "__main__":
    main(*sys.argv[1:])
