"""Locks: ask whether one is held without holding it, and wait for one of several."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        except OSError:
            pass  # Some network disks have no shared locks.
        else:
            return False
    lock = FileLock(path)
    for _ in range(_PROBES):
        if not path.exists():
            return False
        if try_acquire(lock):
            lock.release()
            return False
        # Another process that looks holds the lock for an instant.
        time.sleep(0.001)
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
