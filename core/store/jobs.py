"""Jobs on disk: trainings, downloads and imports.

A job is a folder with ``request.json``, ``progress.jsonl``, ``log.txt``, ``lock`` and,
once cancellation is requested, ``cancel``; ``queued`` marks an import that waits, and
``starting`` one whose worker is about to start, while the process that starts it holds
``claim``. The worker holds the lock as long as it lives, and the system releases it
however the worker ends. Files of a job, such as those to import, are in ``spool``.
``parts`` keeps what parts of a training gave, see `core.store.part_results`.
``failure`` has room for the reason of a failure, should the disk be full by then.
"""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from filelock import FileLock

from core.errors import MisreadError, StoreError
from core.store.checked_json import parse_checked_json, to_checked_json
from core.store.data_folder import data_folder, write_errors
from core.store.events import Event, Phase, parse_events
from core.store.locks import is_locked, try_acquire

_PROGRESS: Final = "progress.jsonl"
_REQUEST: Final = "request.json"
_LOCK: Final = "lock"
_CANCEL: Final = "cancel"
_QUEUED: Final = "queued"
_STARTING: Final = "starting"
_CLAIM: Final = "claim"
_FAILURE: Final = "failure"
_PARTS: Final = "parts"
_FAILURE_BYTES: Final = 4096
# A training also holds this lock, so that only one runs per data folder.
_MACHINE_LOCK: Final = "machine.lock"
TRAININGS: Final = "trainings"
DOWNLOADS: Final = "downloads"
IMPORTS: Final = "imports"
_SPOOL: Final = "spool"
_NAMES: Final = "names.json"
# A worker whose starter died still takes its lock within this time.
_ORPHAN_SECONDS: Final = 5.0


class JobContent(NamedTuple):
    """What the files of a job say.

    Attributes:
        events: Oldest first, without incomplete and damaged lines.
        damage: Names the file that says less than was written to it, if one does.
    """

    request: dict[str, Any]
    events: list[Event]
    damage: StoreError | None


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
            (self.path / _FAILURE).write_bytes(b" " * _FAILURE_BYTES)
            (self.path / _REQUEST).write_text(to_checked_json(request), "utf-8")

    def request(self) -> dict[str, Any]:
        """Read the request; return {} if it is gone or damaged."""
        return self._read_request() or {}

    def _read_request(self) -> dict[str, Any] | None:
        try:
            return parse_checked_json((self.path / _REQUEST).read_text("utf-8"))
        except OSError:
            return {}
        except ValueError:
            return None

    def read(self) -> JobContent:
        """Read the request and all events, each file once."""
        request, events = self._read_request(), self._read_events()
        damage = None
        if request is None or None in events:
            name = _REQUEST if request is None else _PROGRESS
            damage = StoreError("job-damaged", path=self.path / name)
        intact = [event for event in events if event is not None]
        return JobContent(request=request or {}, events=intact, damage=damage)

    def lock(self) -> FileLock:
        """Return the lock that the worker holds as long as it lives."""
        return FileLock(self.path / _LOCK)

    def is_alive(self) -> bool:
        """True if a worker holds the lock."""
        return is_locked(self.path / _LOCK)

    def report(self, event: Event) -> None:
        """Append an event."""
        with (self.path / _PROGRESS).open("a", encoding="utf-8", newline="\n") as file:
            file.write(event.to_json() + "\n")

    def report_failure(self, error: MisreadError) -> None:
        """Append why the job failed, on a full disk in the room that `create` kept."""
        event = Event(phase=Phase.FAILED, error=error)
        try:
            self.report(event)
        except OSError:
            with suppress(OSError), (self.path / _FAILURE).open("rb+") as file:
                file.write(f"\n{event.to_json()}\n".encode()[:_FAILURE_BYTES])

    def events(self) -> list[Event]:
        """Read all events, oldest first, without incomplete and damaged lines."""
        return self.read().events

    def _read_events(self) -> list[Event | None]:
        """Read all events, None for each damaged one."""
        text = ""
        for name in (_PROGRESS, _FAILURE):
            with suppress(OSError):
                text += (self.path / name).read_text("utf-8", errors="replace")
        return parse_events(text)

    def enqueue(self) -> None:
        """Mark the job as waiting, without a process, until `claim`.

        Raises:
            StoreError: The system refuses.
        """
        with write_errors(self.path):
            (self.path / _QUEUED).touch()

    def is_queued(self) -> bool:
        """True if the job waits for its turn, also if its starter died meanwhile."""
        if (self.path / _QUEUED).exists():
            return True
        return (self.path / _STARTING).exists() and not (
            self.is_starting() or self.is_alive()
        )

    def is_unfinished(self) -> bool:
        """True if the job waits, starts or runs."""
        marks = (_QUEUED, _STARTING)
        return any((self.path / each).exists() for each in marks) or self.is_alive()

    @contextmanager
    def claim(self) -> Iterator[bool]:
        """Take the job out of the queue; yield True to the one process that succeeds.

        That process starts the worker before it leaves the block.
        """
        lock = FileLock(self.path / _CLAIM)
        if not self.path.is_dir() or not try_acquire(lock):
            yield False
            return
        try:
            yield self._take_out_of_queue()
        finally:
            lock.release()

    def _take_out_of_queue(self) -> bool:
        starting = self.path / _STARTING
        try:
            if (self.path / _QUEUED).exists():
                (self.path / _QUEUED).rename(starting)
            elif _age(starting) < _ORPHAN_SECONDS or self.is_alive():
                return False
            os.utime(starting)
        except OSError:
            return False
        return True

    def is_starting(self) -> bool:
        """True if a process has claimed the job, and its worker has no lock yet."""
        try:
            age = _age(self.path / _STARTING)
        except OSError:
            return False
        return age < _ORPHAN_SECONDS or is_locked(self.path / _CLAIM)

    def end_start(self) -> None:
        """Record that the worker has begun, or will never begin."""
        (self.path / _STARTING).unlink(missing_ok=True)

    def request_cancel(self) -> None:
        """Ask the worker to stop, which it does within about two seconds."""
        with self.claim() as is_claimed:
            if is_claimed:
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
        folder = self.spool_folder()
        names = {}
        try:
            with write_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
                for number, (name, content) in enumerate(files):
                    names[f"{number:06d}"] = name
                    (folder / f"{number:06d}").write_bytes(content)
                (folder / _NAMES).write_text(to_checked_json(names), "utf-8")
        except StoreError:
            self.delete_spool()
            raise

    def spooled_files(self) -> dict[Path, str]:
        """Return the spooled files with their original names."""
        folder = self.spool_folder()
        try:
            names = parse_checked_json((folder / _NAMES).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {folder / each: str(name) for each, name in names.items()}

    def spool_folder(self) -> Path:
        """Return the folder of the job's own files, which end with it."""
        return self.path / _SPOOL

    def delete_spool(self) -> None:
        """Delete the spooled files."""
        shutil.rmtree(self.spool_folder(), ignore_errors=True)

    def parts_folder(self) -> Path:
        """Return the folder of results that a later try resumes with."""
        return self.path / _PARTS

    def delete_parts(self) -> None:
        """Delete these results."""
        shutil.rmtree(self.parts_folder(), ignore_errors=True)

    def remove(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.path, ignore_errors=True)


def machine_lock() -> FileLock:
    """Return the lock that allows one training at a time in this data folder."""
    folder = data_folder() / TRAININGS
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / _MACHINE_LOCK)


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def list_jobs(kind: str) -> list[JobFolder]:
    """List the jobs of a kind, newest first."""
    parent = data_folder() / kind
    found = []
    for path in parent.glob(f"*/{_REQUEST}"):
        # Another process may remove it meanwhile.
        with suppress(FileNotFoundError):
            found.append((path.stat().st_mtime, path.parent.name))
    return [JobFolder(kind, name) for _, name in sorted(found, reverse=True)]
