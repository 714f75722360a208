"""Jobs on disk: trainings, downloads and imports, read while they run.

A job is a folder with ``request.json``, ``progress.jsonl``, ``log.txt``, ``lock`` and,
once somebody wants it to stop, ``cancel``. The process that does the work holds the
lock for life, and the system frees it when the process dies, however it dies. What is
handed over for an import lies in ``spool`` until it is taken in.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from core import log
from core.errors import StoreError
from core.store.data_folder import data_folder, reason
from core.store.events import Event

_PROGRESS: Final = "progress.jsonl"
_REQUEST: Final = "request.json"
_LOCK: Final = "lock"
_CANCEL: Final = "cancel"
# One training per machine: whoever trains holds this lock as well.
_MACHINE_LOCK: Final = "machine.lock"
TRAININGS: Final = "trainings"
DOWNLOADS: Final = "downloads"
IMPORTS: Final = "imports"
_SPOOL: Final = "spool"
_NAMES: Final = "names.json"
_POLL_SECONDS: Final = 0.1
# Younger than this, a job without a process may be about to get one.
_STARTUP_SECONDS: Final = 120.0
# Longer than an upload stays on a shared server: the job says whose it is.
_RETENTION_SECONDS: Final = 8 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class JobFolder:
    """The folder of one job; everything about it is read from there.

    Attributes:
        kind: `TRAININGS`, `DOWNLOADS` or `IMPORTS`.
        id: The run or the upload it will publish, or what it downloads.
    """

    kind: str
    id: str

    @property
    def path(self) -> Path:
        """Where the job lies."""
        return data_folder() / self.kind / self.id

    def create(self, request: Mapping[str, Any]) -> None:
        """Make the folder anew, with what is asked for.

        Raises:
            StoreError: The system refuses.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for name in (_PROGRESS, _CANCEL):
                (self.path / name).unlink(missing_ok=True)
            (self.path / _REQUEST).write_text(json.dumps(request), "utf-8")
        except OSError as error:
            raise StoreError(
                "cannot-write", path=self.path, reason=reason(error)
            ) from error

    def request(self) -> dict[str, Any]:
        """Read what was asked for; empty if the folder is gone."""
        try:
            return json.loads((self.path / _REQUEST).read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def lock(self) -> FileLock:
        """The lock that the working process holds for life."""
        return FileLock(self.path / _LOCK)

    def is_alive(self) -> bool:
        """Whether a process holds the lock."""
        if not (self.path / _LOCK).exists():
            return False
        try:
            with FileLock(self.path / _LOCK, timeout=0):
                return False
        except Timeout:
            return True

    def report(self, event: Event) -> None:
        """Append an event."""
        with (self.path / _PROGRESS).open("a", encoding="utf-8", newline="\n") as file:
            file.write(event.to_json() + "\n")

    def events(self) -> list[Event]:
        """Read all events, oldest first, without incomplete lines."""
        try:
            text = (self.path / _PROGRESS).read_text("utf-8", errors="replace")
        except OSError:
            return []
        events: list[Event] = []
        for line in text.split("\n")[:-1]:
            # A full disk cuts a line short, and the next event continues that line.
            with suppress(ValueError):
                events.append(Event.from_json(line))
        return events

    def request_cancel(self) -> None:
        """Leave the sign that the working process looks for."""
        if self.path.is_dir():
            (self.path / _CANCEL).touch()

    def is_cancel_requested(self) -> bool:
        """Whether somebody wants the job to stop."""
        return (self.path / _CANCEL).exists()

    def log(self) -> Path:
        """Where the working process writes what nobody reads unless it fails."""
        return self.path / "log.txt"

    def spool(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Keep files for the working process, under names of our own.

        Raises:
            StoreError: The system refuses; nothing is kept.
        """
        folder = self.path / _SPOOL
        names = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for number, (name, content) in enumerate(files):
                names[f"{number:06d}"] = name
                (folder / f"{number:06d}").write_bytes(content)
            (folder / _NAMES).write_text(json.dumps(names), "utf-8")
        except OSError as error:
            self.delete_spool()
            raise StoreError(
                "cannot-write", path=folder, reason=reason(error)
            ) from error

    def spooled_files(self) -> dict[Path, str]:
        """Return the files that were kept, with the names they came under."""
        folder = self.path / _SPOOL
        try:
            names = json.loads((folder / _NAMES).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {folder / each: str(name) for each, name in names.items()}

    def delete_spool(self) -> None:
        """Remove the files that were kept."""
        shutil.rmtree(self.path / _SPOOL, ignore_errors=True)

    def remove(self) -> None:
        """Forget the job."""
        shutil.rmtree(self.path, ignore_errors=True)


def machine_lock() -> FileLock:
    """The lock that makes it one training per machine and home."""
    folder = data_folder() / TRAININGS
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / _MACHINE_LOCK)


@contextmanager
def job_slot(
    kind: str, num_slots: int, *, on_wait: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Wait until fewer than so many jobs of a kind are at work, and be one of them.

    Args:
        kind: Of the jobs.
        num_slots: How many may be at work.
        on_wait: Called once if there is something to wait for.
    """
    folder = data_folder() / kind
    locks = [FileLock(folder / f"place-{number}.lock") for number in range(num_slots)]
    slot = next(filter(_try_acquire, locks), None)
    if slot is None:
        on_wait()
    while slot is None:
        time.sleep(_POLL_SECONDS)
        slot = next(filter(_try_acquire, locks), None)
    try:
        yield
    finally:
        slot.release()


def _try_acquire(lock: FileLock) -> bool:
    """Take a lock if it is free; return whether it was."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def remove_stale_jobs(kind: str) -> None:
    """Drop what dead jobs have kept for themselves, and forget the old ones."""
    num_removed = 0
    for folder in (data_folder() / kind).glob("*/"):
        job = JobFolder(kind, folder.name)
        try:
            age = time.time() - folder.stat().st_mtime
        except OSError:
            continue  # Somebody else was faster.
        if age < _STARTUP_SECONDS or job.is_alive():
            continue
        job.delete_spool()
        if age > _RETENTION_SECONDS:
            job.remove()
            num_removed += 1
    if num_removed:
        log.event("tidied-up", kind=kind, jobs=num_removed)


def list_jobs(kind: str) -> list[JobFolder]:
    """List the jobs of a kind, the one started last first."""
    parent = data_folder() / kind
    requests = parent.glob(f"*/{_REQUEST}")
    newest = sorted(requests, key=lambda path: path.stat().st_mtime, reverse=True)
    return [JobFolder(kind, path.parent.name) for path in newest]
