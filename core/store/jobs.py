"""Jobs on disk: trainings, downloads and imports.

A job is a folder with ``request.json``, ``progress.jsonl``, ``log.txt``, ``lock`` and,
once cancellation is requested, ``cancel``; ``queued`` marks an import that waits, and
``starting`` one whose worker is about to start. The worker holds the lock as long as it
lives, and the system releases it however the worker ends. The files of an import wait
in ``spool``.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from core import log
from core.errors import StoreError
from core.store.data_folder import data_folder, write_errors
from core.store.events import Event, Phase

_PROGRESS: Final = "progress.jsonl"
_REQUEST: Final = "request.json"
_LOCK: Final = "lock"
_CANCEL: Final = "cancel"
_QUEUED: Final = "queued"
_STARTING: Final = "starting"
# A training also holds this lock, so that only one runs per data folder.
_MACHINE_LOCK: Final = "machine.lock"
TRAININGS: Final = "trainings"
DOWNLOADS: Final = "downloads"
IMPORTS: Final = "imports"
_SPOOL: Final = "spool"
_NAMES: Final = "names.json"
_POLL_SECONDS: Final = 0.1
_PROBES: Final = 8
# A younger job without a process may still be about to start.
_STARTUP_SECONDS: Final = 120.0
# Longer than an upload stays on a shared server, because the job names its owner.
_RETENTION_SECONDS: Final = 8 * 24 * 3600.0
_MAX_QUEUED_SECONDS: Final = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class JobFolder:
    """The folder of a job, which holds everything that is known about the job.

    Its id is that of the run or upload that it will publish, or names the download.
    """

    kind: str
    id: str

    @property
    def path(self) -> Path:
        """Path of the folder."""
        return data_folder() / self.kind / self.id

    def create(self, request: Mapping[str, Any]) -> None:
        """Create or reset the folder with a new request.

        Raises:
            StoreError: The system refuses.
        """
        with write_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            for name in (_PROGRESS, _CANCEL):
                (self.path / name).unlink(missing_ok=True)
            (self.path / _REQUEST).write_text(json.dumps(request), "utf-8")

    def request(self) -> dict[str, Any]:
        """Read the request; return {} if the folder is gone."""
        try:
            return json.loads((self.path / _REQUEST).read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def lock(self) -> FileLock:
        """Return the lock that the worker holds as long as it lives."""
        return FileLock(self.path / _LOCK)

    def is_alive(self) -> bool:
        """True if a worker holds the lock."""
        return _is_locked(self.path / _LOCK)

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

    def enqueue(self) -> None:
        """Mark the job as waiting, without a process, until `claim`.

        Raises:
            StoreError: The system refuses.
        """
        with write_errors(self.path):
            (self.path / _QUEUED).touch()

    def is_queued(self) -> bool:
        """True if the job waits for its turn."""
        return (self.path / _QUEUED).exists()

    def claim(self) -> bool:
        """Take the job out of the queue; True for the one process that succeeds."""
        try:
            (self.path / _QUEUED).rename(self.path / _STARTING)
            os.utime(self.path / _STARTING)
        except OSError:
            return False
        return True

    def is_starting(self) -> bool:
        """True if a process has claimed the job, and its worker has no lock yet."""
        try:
            age = time.time() - (self.path / _STARTING).stat().st_mtime
        except OSError:
            return False
        return age < _STARTUP_SECONDS

    def end_start(self) -> None:
        """Record that the worker has its lock, or will never have it."""
        (self.path / _STARTING).unlink(missing_ok=True)

    def request_cancel(self) -> None:
        """Ask the worker to stop, which it does within about two seconds."""
        if self.claim():
            self.delete_spool()
            self.report(Event(phase=Phase.CANCELLED))
            self.end_start()
        elif self.path.is_dir():
            (self.path / _CANCEL).touch()

    def is_cancel_requested(self) -> bool:
        """True if cancellation was requested."""
        return (self.path / _CANCEL).exists()

    def log(self) -> Path:
        """Return the path of the worker's output, shown only if the job fails."""
        return self.path / "log.txt"

    def spool(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Store files, as untrusted names and contents, under generated names.

        Raises:
            StoreError: The system refuses; nothing is stored.
        """
        folder = self.path / _SPOOL
        names = {}
        try:
            with write_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
                for number, (name, content) in enumerate(files):
                    names[f"{number:06d}"] = name
                    (folder / f"{number:06d}").write_bytes(content)
                (folder / _NAMES).write_text(json.dumps(names), "utf-8")
        except StoreError:
            self.delete_spool()
            raise

    def spooled_files(self) -> dict[Path, str]:
        """Return the spooled files with their original names."""
        folder = self.path / _SPOOL
        try:
            names = json.loads((folder / _NAMES).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {folder / each: str(name) for each, name in names.items()}

    def delete_spool(self) -> None:
        """Delete the spooled files."""
        shutil.rmtree(self.path / _SPOOL, ignore_errors=True)

    def remove(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.path, ignore_errors=True)


def machine_lock() -> FileLock:
    """Return the lock that allows one training at a time in this data folder."""
    folder = data_folder() / TRAININGS
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / _MACHINE_LOCK)


@contextmanager
def job_slot(
    kind: str, num_slots: int, *, on_wait: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Wait for one of the slots that limit how many jobs of a kind run, and hold it.

    ``on_wait`` is called once if all slots are taken.
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


def _is_locked(path: Path) -> bool:
    """True if a process holds a lock; others that only look do not count."""
    if not path.exists():
        return False
    if sys.platform == "win32":
        lock = FileLock(path, timeout=0)
        for _ in range(_PROBES):
            # Another process that looks holds the lock for an instant.
            if _try_acquire(lock):
                lock.release()
                return False
            time.sleep(0.001)
        return True
    import fcntl

    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass
    return False


def _try_acquire(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


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
        if age > _RETENTION_SECONDS:
            job.remove()
            num_removed += 1
    if num_removed:
        log.event("tidied-up", kind=kind, jobs=num_removed)


def list_jobs(kind: str) -> list[JobFolder]:
    """List the jobs of a kind, newest first."""
    parent = data_folder() / kind
    requests = parent.glob(f"*/{_REQUEST}")
    newest = sorted(requests, key=lambda path: path.stat().st_mtime, reverse=True)
    return [JobFolder(kind, path.parent.name) for path in newest]
