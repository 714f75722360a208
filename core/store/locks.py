"""Locks: ask whether one is held without holding it, and wait for one of several."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from core.store.data_folder import data_folder

if sys.platform != "win32":
    import fcntl

_POLL_SECONDS: Final = 0.1
_PROBES: Final = 8


def is_locked(path: Path) -> bool:
    """True if a process holds the lock of a file.

    Several processes may ask at once: none mistakes another one for the holder.

    Raises:
        OSError: The system refuses.
    """
    if sys.platform != "win32":
        # Some network disks have no shared locks.
        with suppress(OSError):
            return _is_flocked(path)
    return not any(_is_free(path) for _ in range(_PROBES))


def _is_flocked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _is_free(path: Path) -> bool:
    """True if a lock can be taken; another process that looks holds it an instant."""
    lock = FileLock(path)
    if path.exists():
        if not try_acquire(lock):
            time.sleep(0.001)
            return False
        lock.release()
    return True


def try_acquire(lock: FileLock) -> bool:
    """Acquire a lock if it is free; return True if it was.

    Raises:
        OSError: The system refuses.
    """
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


@contextmanager
def job_slot(
    kind: str, num_slots: int, *, on_wait: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Wait for one of the slots that limit how many jobs of a kind run, and hold it.

    ``on_wait`` is called once if all slots are taken.
    """
    folder = data_folder() / kind
    locks = [FileLock(folder / f"place-{number}.lock") for number in range(num_slots)]
    slot = next(filter(try_acquire, locks), None)
    if slot is None:
        on_wait()
    while slot is None:
        time.sleep(_POLL_SECONDS)
        slot = next(filter(try_acquire, locks), None)
    try:
        yield
    finally:
        slot.release()
