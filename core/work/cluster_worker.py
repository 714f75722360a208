"""What runs on the workers of a Dask cluster: parts, each in a child process.

The worker's thread only reads a pipe, so that the worker answers the scheduler
meanwhile. Only bytes, texts and the names of these functions travel. Imports Dask.
"""

import json
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from distributed import get_worker

from core.work.cluster_versions import describe_here
from core.work.processes import start_module
from core.work.task import RESULT_FILE, write_task

LEASE_SECONDS: Final = 60.0
"""Without a sign of life from its job for so long, a part ends."""
_REPORT_SECONDS: Final = 0.5
_POLL_SECONDS: Final = 1.0
_MAX_LOG_LENGTH: Final = 300
# The nanny of a worker sets these to 1, but a child has the machine to itself.
_THREADS: Final = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")

_lock = threading.Lock()
_children: dict[str, list[subprocess.Popen[bytes]]] = {}
_seen: dict[str, float] = {}
_ended: set[str] = set()


class PartDiedError(RuntimeError):
    """The process of a part was killed."""


class PartFailedError(RuntimeError):
    """A part raised an error, as it would anywhere."""


def describe_worker() -> dict[str, str]:
    """Return what this worker would train with; see `describe_here`."""
    return describe_here()


def renew(attempt: str) -> None:
    """Note that the process of a job is alive; `attempt` is `JOB.RANDOM`."""
    with _lock:
        _seen[attempt] = time.monotonic()


def kill_parts(attempt: str) -> None:
    """Kill the parts of an attempt on this worker."""
    with _lock:
        children = _children.pop(attempt, [])
    for child in children:
        child.kill()


def end_attempt(attempt: str) -> None:
    """Kill the parts of an attempt on this worker, and begin none later."""
    with _lock:
        _ended.add(attempt)
    kill_parts(attempt)


def end_earlier_attempts(attempt: str) -> None:
    """End all other attempts at the same job, whose processes have died."""
    job = attempt.partition(".")[0]
    with _lock:
        earlier = [each for each in _children if each.partition(".")[0] == job]
    for each in earlier:
        if each != attempt:
            end_attempt(each)


def run_part(
    attempt: str, key: str, part: str, task: bytes, teachers: list[bytes]
) -> bytes:
    """Do a part, and return its packed result.

    Its progress is an event of the topic ``misread-ATTEMPT``.

    Raises:
        PartDiedError: Its process was killed.
        PartFailedError: It raised an error.
    """
    renew(attempt)
    with tempfile.TemporaryDirectory(prefix="misread-part-") as name:
        folder = Path(name)
        write_task(folder, part, task, teachers)
        with (folder / "log.txt").open("wb") as errors:
            child = start_module(
                "core.work.task",
                folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                environment=dict.fromkeys(_THREADS),
            )
            _watch(attempt, child)
            _relay_progress(attempt, key, child)
            status = child.wait()
        if status == 0:
            return (folder / RESULT_FILE).read_bytes()
        lines = (folder / "log.txt").read_text("utf-8", errors="replace").splitlines()
    if status < 0 or not lines:
        raise PartDiedError(f"ended by signal {-status}")
    raise PartFailedError(lines[-1][:_MAX_LOG_LENGTH])


def _watch(attempt: str, child: subprocess.Popen[bytes]) -> None:
    """Kill a child when its attempt has ended or is not heard of any more."""
    with _lock:
        _children.setdefault(attempt, []).append(child)
        is_ended = attempt in _ended
    if is_ended:
        child.kill()

    def watch() -> None:
        while child.poll() is None:
            if time.monotonic() - _seen[attempt] > LEASE_SECONDS:
                child.kill()
            time.sleep(_POLL_SECONDS)

    threading.Thread(target=watch, daemon=True).start()


def _relay_progress(attempt: str, key: str, child: subprocess.Popen[bytes]) -> None:
    if child.stdout is None:
        return
    worker, last = get_worker(), 0.0
    for line in child.stdout:
        progress: dict[str, Any] = json.loads(line)
        is_epoch = progress["history_row"] is not None
        if is_epoch or time.monotonic() - last > _REPORT_SECONDS:
            last = time.monotonic()
            # The scheduler may be gone; what matters is the result.
            with suppress(Exception):
                worker.log_event(
                    f"misread-{attempt}", {"key": key, "progress": progress}
                )
