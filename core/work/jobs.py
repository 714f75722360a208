"""Starting, watching and stopping the processes that train, download and import."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from core.data.mnist import MERGED_ERRORS, MNIST_URL
from core.data.uploaded_files import Refusal
from core.errors import DatasetError, MisreadError, WorkError
from core.model.recipes import Recipe, run_id
from core.store.data_folder import data_folder
from core.store.jobs import (
    DOWNLOADS,
    IMPORTS,
    TRAININGS,
    JobFolder,
    list_jobs,
    remove_stale_jobs,
)
from core.store.runs import RunRecord, find_run
from core.store.uploads import find_upload, new_upload_id, upload_id_of
from core.work.catalogue import load_dataset

Phase = Literal[
    "starting",
    "waiting",
    "reading",
    "training",
    "judging",
    "saving",
    "loading",
    "done",
    "failed",
    "cancelled",
]
_ROOT: Final = Path(__file__).resolve().parents[2]
# Python itself starts within a second; reading the disk of a busy machine may not.
_START_SECONDS: Final = 20.0

_children: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """Where a job stands, as far as its files tell.

    Attributes:
        job: Its folder.
        request: What was asked for.
        phase: What it is doing, or how it ended.
        share: How much of the work is done, 0 to 1.
        seconds_left: Until the end, or None as long as nobody can tell.
        latest: The last event with numbers; see `core.work.worker`.
        rows: The history so far, one row per finished epoch of the kept network.
        refusals: What an import that found no picture at all refused.
        error: Why it failed.
    """

    job: JobFolder
    request: Mapping[str, Any]
    phase: Phase
    share: float = 0.0
    seconds_left: float | None = None
    latest: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[Mapping[str, float], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    error: MisreadError | None = None

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self.phase not in ("done", "failed", "cancelled")


def start_training(recipe: Recipe, data: str) -> RunRecord | JobFolder:
    """Start a training, unless it runs or is finished already.

    Returns:
        The published run if the same training was done before; else the job, which
        somebody else may have started.

    Raises:
        DatasetError: The data is not at hand.
        WorkError: Another training is running.
    """
    dataset = load_dataset(data)
    if dataset.test is None:
        recipe = recipe.for_small_data()
    wanted = JobFolder(TRAININGS, run_id(recipe, dataset.fingerprint))
    finished = find_run(wanted.id)
    if finished is not None:
        return finished
    running = running_training()
    if running == wanted:
        return wanted
    if running is not None:
        raise WorkError("training-running", name=running.id)
    wanted.create({"recipe": recipe.to_dict(), "data": data})
    _spawn(wanted)
    return wanted


def mnist_url() -> str:
    """Where MNIST is fetched from; ``MISREAD_MNIST_URL`` names another place."""
    return os.environ.get("MISREAD_MNIST_URL") or MNIST_URL


def start_download() -> JobFolder:
    """Start fetching MNIST, unless that is under way."""
    job = JobFolder(DOWNLOADS, "mnist")
    if not job.is_alive():
        job.create({"url": mnist_url()})
        _spawn(job)
    return job


def start_import(
    title: str,
    files: Iterable[tuple[str, bytes]] = (),
    *,
    paths: Sequence[Path] = (),
    owner: str = "",
) -> JobFolder:
    """Start taking in an upload; the id of the job becomes that of the upload.

    Args:
        title: What to call it; a stranger's text.
        files: Names and contents, as a browser sends them.
        paths: Folders and files of this computer, read where they lie.
        owner: Tells whoever starts it from others later on; see `import_owner`.

    Raises:
        StoreError: The files cannot be kept until they are read.
    """
    remove_stale_jobs(IMPORTS)
    job = JobFolder(IMPORTS, new_upload_id())
    job.spool(files)
    named = [str(path.absolute()) for path in paths]
    job.create({"title": title, "paths": named, "maker": owner})
    try:
        _spawn(job)
    except MisreadError:
        job.delete_spool()
        raise
    return job


def running_training() -> JobFolder | None:
    """Find the training that runs on this machine, if any, whoever started it."""
    _reap()
    return next((job for job in list_jobs(TRAININGS) if job.is_alive()), None)


def find_import(name: str) -> JobFolder | None:
    """Find the job that takes, or took, an upload in, by the upload's id or source."""
    upload_id = upload_id_of(name)
    if upload_id is None:
        return None
    job = JobFolder(IMPORTS, upload_id)
    return job if job.request() else None


def running_import() -> JobFolder | None:
    """Find the import that was started last of those that run, whoever started it."""
    _reap()
    return next((job for job in list_jobs(IMPORTS) if job.is_alive()), None)


def import_owner(name: str) -> str:
    """Who started the import of an upload, as it was told then; empty if unknown."""
    job = find_import(name)
    return "" if job is None else str(job.request().get("maker", ""))


def latest_job(kind: str) -> JobFolder | None:
    """Find the job that was started last, whatever became of it."""
    return next(iter(list_jobs(kind)), None)


def read_state(job: JobFolder) -> JobState:
    """Read where a job stands."""
    # Asked before the events are read: what ends in between has written its end.
    alive = job.is_alive()
    events = job.events()
    phase: Phase = events[-1]["phase"] if events else "starting"
    state = JobState(
        job=job,
        request=job.request(),
        phase=phase,
        share=next((e["share"] for e in reversed(events) if "share" in e), 0.0),
        seconds_left=_seconds_left(events),
        latest=next((e for e in reversed(events) if "epoch" in e or "total" in e), {}),
        rows=tuple(e["row"] for e in events if "row" in e),
        refusals=tuple(_refusal(r) for e in events for r in e.get("refused", ())),
        error=_error(events[-1]) if events else None,
    )
    if alive or phase in ("done", "failed"):
        return state
    if _has_published(job):
        return JobState(job=job, request=state.request, phase="done", rows=state.rows)
    # It may have been stopped before, or while, it could say so.
    if phase == "cancelled" or job.is_cancel_requested():
        return JobState(job=job, request=state.request, phase="cancelled")
    error = WorkError("job-died", path=job.log())
    return JobState(job=job, request=state.request, phase="failed", error=error)


def cancel(job: JobFolder) -> None:
    """Ask a job to stop; it does within a second, whatever it is doing."""
    job.request_cancel()


def wait_until_stopped(job: JobFolder, seconds: float) -> bool:
    """Wait for a job to end; return whether it did."""
    deadline = time.monotonic() + seconds
    while job.is_alive():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _spawn(job: JobFolder) -> None:
    """Start the worker, apart from this process, and wait until it holds its lock."""
    flags: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        flags = {
            "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP
            | subprocess.CREATE_NO_WINDOW
            | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        }
    with job.log().open("wb") as log:
        child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "core.work.worker",
                str(data_folder()),
                job.kind,
                job.id,
            ],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            **flags,
        )
    _children.append(child)
    deadline = time.monotonic() + _START_SECONDS
    while True:
        # Asked first: what ends in between has written its end.
        ended = child.poll() is not None
        if job.is_alive() or job.events():
            return
        if ended or time.monotonic() > deadline:
            raise WorkError("job-died", path=job.log())
        time.sleep(0.02)


def _reap() -> None:
    """Let go of workers that have ended."""
    _children[:] = [child for child in _children if child.poll() is None]


def _seconds_left(events: list[dict[str, Any]]) -> float | None:
    """Estimate from the pace since the first share of the work was done."""
    paced = [event for event in events if "share" in event]
    if len(paced) < 2:
        return None
    first, last = paced[0], paced[-1]
    done, elapsed = last["share"] - first["share"], last["time"] - first["time"]
    if done <= 0 or elapsed < 1:
        return None
    since = time.time() - last["time"]
    return max(0.0, elapsed / done * (1 - last["share"]) - since)


def _has_published(job: JobFolder) -> bool:
    if job.kind == TRAININGS:
        return find_run(job.id) is not None
    return job.kind == IMPORTS and find_upload(job.id) is not None


def _refusal(row: Mapping[str, Any]) -> Refusal:
    return Refusal(row["name"], DatasetError(row["kind"], **row["values"]))


def _error(event: Mapping[str, Any]) -> MisreadError | None:
    if event["phase"] != "failed":
        return None
    kind, values = event["error"], event["values"]
    if kind in MERGED_ERRORS:
        values = {"found": kind, "missing": "mnist.npz", **values}
    return WorkError(MERGED_ERRORS.get(kind, kind), **values)
