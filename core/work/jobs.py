"""Start and watch the processes that train, download and import."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from core import log
from core.data.mnist import MNIST_URL
from core.data.uploaded_files import Refusal
from core.errors import ImagesMissingError, MisreadError, StoreError, WorkError
from core.model.recipes import Recipe, run_id
from core.settings import Settings
from core.store.data_folder import data_folder, write_errors
from core.store.events import Event, Phase, estimate_seconds_left
from core.store.jobs import (
    DOWNLOADS,
    IMPORTS,
    TRAININGS,
    JobFolder,
    list_jobs,
)
from core.store.juries import JuryRecord, find_jury
from core.store.runs import RunRecord, find_run
from core.store.uploads import find_upload, upload_id_of
from core.work.catalogue import has_mnist, load_dataset
from core.work.jury import jury_digits, jury_job_id, jury_training_set
from core.work.processes import start_module
from core.work.sweep import training_id

# Python starts within a second, but a busy disk may delay it.
_START_SECONDS: Final = 20.0

_children: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """The state of a job, as its files show it.

    Attributes:
        share: Finished part of the work, 0 to 1.
        seconds_left: Estimated remaining time, or None if unknown.
        latest: The last event that counts epochs or files.
        rows: The history so far of the run in training, one row per finished epoch of
            the kept network.
        refusals: Files that an import refused, if it accepted none.
        damage: Which file of the job a disk damaged; the state is then incomplete.
    """

    job: JobFolder
    request: Mapping[str, Any]
    phase: Phase
    share: float = 0.0
    seconds_left: float | None = None
    latest: Event = field(default_factory=lambda: Event(phase=Phase.STARTING))
    rows: tuple[Mapping[str, float | None], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    error: MisreadError | None = None
    damage: StoreError | None = None

    @property
    def is_running(self) -> bool:
        """True if the job has not ended."""
        return not self.phase.has_ended

    @property
    def activity(self) -> str:
        """The phase, or ``cluster`` while a cluster trains networks."""
        is_training = self.phase in (Phase.TRAINING, Phase.CROSS_VALIDATING)
        return "cluster" if is_training and self.latest.machines else self.phase


def start_training(recipe: Recipe, data: str) -> RunRecord | JobFolder:
    """Start a training, unless it is running or finished already.

    Returns:
        The published run if the same training was done before; otherwise the job, which
        another process may have started.

    Raises:
        DatasetError: The data set is not on this machine.
        WorkError: Another training is running.
    """
    started = start_trainings([recipe], data)
    return started if isinstance(started, JobFolder) else started[0]


def start_trainings(
    recipes: Sequence[Recipe], data: str
) -> list[RunRecord] | JobFolder:
    """Start one job that trains several runs, unless all are finished already.

    Returns:
        The published runs in the order of the recipes, or the job, which another
        process may have started.

    Raises:
        DatasetError: The data set is not on this machine.
        WorkError: Another training is running.
    """
    dataset = load_dataset(data)
    if dataset.test is None:
        recipes = [recipe.for_small_data() for recipe in recipes]
    ids = [run_id(recipe, dataset.fingerprint) for recipe in recipes]
    published = [run for run in map(find_run, ids) if run is not None]
    if len(published) == len(ids):
        return published
    request = {"recipes": [each.to_dict() for each in recipes], "data": data}
    wanted = JobFolder(TRAININGS, training_id(ids))
    return _start_alone(wanted, {**request, "runs": ids})


def start_jury(name: str) -> JuryRecord | JobFolder:
    """Start training a jury on some digits, unless that is running or finished already.

    Returns:
        The published jury, or the job, which another process may have started.

    Raises:
        DatasetError: There are no such digits.
        ImagesMissingError: Their images are not on this machine.
        WorkError: Another training is running.
    """
    digits = jury_digits(name)
    finished = find_jury(digits.id)
    if finished is not None:
        return finished
    if not digits.has_images:
        raise ImagesMissingError("no-images", source=digits.source)
    wanted = JobFolder(TRAININGS, jury_job_id(digits, jury_training_set(digits)))
    return _start_alone(wanted, {"jury": digits.source, "digits": digits.id})


def _start_alone(wanted: JobFolder, request: Mapping[str, Any]) -> JobFolder:
    """Start a training, unless the same is running."""
    running = running_training()
    if running == wanted:
        return wanted
    if running is not None:
        raise WorkError("training-running", name=running.id)
    wanted.create(request)
    spawn(wanted)
    return wanted


def mnist_url() -> str:
    """Return the address that MNIST is downloaded from."""
    return Settings.from_environment().mnist_url or MNIST_URL


def start_download() -> JobFolder:
    """Start downloading MNIST, unless a download is running."""
    job = JobFolder(DOWNLOADS, "mnist")
    if not job.is_alive():
        job.create({"url": mnist_url()})
        spawn(job)
    return job


def running_training() -> JobFolder | None:
    """Find the running training, whichever process started it."""
    return _running_job(TRAININGS)


def find_import(name: str) -> JobFolder | None:
    """Find the job that imports or imported an upload, by the upload's id or source."""
    upload_id = upload_id_of(name)
    if upload_id is None:
        return None
    job = JobFolder(IMPORTS, upload_id)
    return job if job.request() else None


def running_import() -> JobFolder | None:
    """Find the latest import that runs or waits, whichever process started it."""
    _reap()
    return next((job for job in list_jobs(IMPORTS) if job.is_unfinished()), None)


def import_owner(name: str) -> str:
    """Return the owner of an import by the id of its upload, "" if unknown."""
    job = find_import(name)
    return "" if job is None else str(job.request().get("maker", ""))


def latest_job(kind: str) -> JobFolder | None:
    """Find the latest job of a kind, running or not."""
    return next(iter(list_jobs(kind)), None)


def interrupted_training() -> JobFolder | None:
    """Find the latest training if its process died unnoticed; later calls do not."""
    job = latest_job(TRAININGS)
    events = [] if job is None else job.events()
    if job is None or not events or events[-1].phase.has_ended:
        return None
    error = read_state(job).error
    if error is None:
        return None
    job.report_failure(error)
    return job


def read_state(job: JobFolder) -> JobState:
    """Read the state of a job."""
    # Checked before the events are read: a job that ends in between has reported it.
    alive = job.is_alive()
    request, events, damage = job.read()
    start = Event(phase=Phase.STARTING)
    last = events[-1] if events else start
    newest = list(reversed(events))
    newest_run = next((e.run for e in newest if e.run), 0)
    state = JobState(
        job=job,
        request=request,
        phase=last.phase,
        share=next((e.share for e in newest if e.share is not None), 0.0),
        seconds_left=estimate_seconds_left(events),
        latest=next((e for e in newest if e.epoch or e.total), start),
        rows=tuple(e.row for e in events if e.row is not None and e.run == newest_run),
        refusals=tuple(refusal for event in events for refusal in event.refused),
        error=last.error,
        damage=damage,
    )
    if job.is_queued():
        return replace(state, phase=Phase.WAITING)
    if not events and job.is_starting():
        return state
    if alive or last.phase in (Phase.DONE, Phase.FAILED):
        return state
    ended = partial(JobState, job=job, request=request, damage=damage)
    if _has_published(job):
        return ended(phase=Phase.DONE, share=1.0, rows=state.rows)
    # A job may be stopped before it can report that.
    if last.phase == Phase.CANCELLED or job.is_cancel_requested():
        return ended(phase=Phase.CANCELLED)
    error = damage or WorkError("job-died", path=job.log())
    return ended(phase=Phase.FAILED, error=error)


def spawn(job: JobFolder) -> None:
    """Start the worker, detached from this process, and wait until it has its lock.

    Raises:
        StoreError: The system refuses.
        WorkError: `job-died`.
    """
    with write_errors(job.path), job.log().open("wb") as output:
        child = start_module(
            "core.work.worker",
            data_folder(),
            job.kind,
            job.id,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            low_priority=True,
        )
    _children.append(child)
    deadline = time.monotonic() + _START_SECONDS
    while True:
        # Checked first: a process that ends in between has reported its end.
        ended = child.poll() is not None
        if job.is_alive() or job.events():
            return
        if ended or time.monotonic() > deadline:
            log.warning("job-not-started", kind=job.kind)
            raise WorkError("job-died", path=job.log())
        time.sleep(0.02)


def _running_job(kind: str) -> JobFolder | None:
    _reap()
    return next((job for job in list_jobs(kind) if job.is_alive()), None)


def _reap() -> None:
    """Poll the workers that this process started, which reaps those that have ended."""
    _children[:] = [child for child in _children if child.poll() is None]


def _has_published(job: JobFolder) -> bool:
    if job.kind == TRAININGS:
        request = job.request()
        if judged := request.get("digits"):
            return find_jury(judged) is not None
        return all(find_run(each) is not None for each in request.get("runs", [job.id]))
    if job.kind == DOWNLOADS:
        return has_mnist()
    return find_upload(job.id) is not None
