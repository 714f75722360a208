"""The data folder of the user, and the examples that ship with Misread."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

import platformdirs

from core.errors import StoreError
from core.settings import Settings

# Of every data folder that this process has seen.
_devices: dict[Path, int | None] = {}
# A second, read-only data folder of the same layout.
EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"


def data_folder() -> Path:
    """Return the data folder, and create it if it is missing.

    ``MISREAD_HOME`` names it. The default is the system's folder for application data.
    Only its owner can enter a folder that Misread creates, and the default one; a
    folder that exists and that ``MISREAD_HOME`` names keeps its permissions.

    Raises:
        StoreError: The folder cannot be created or written to; or it has gone since
            this process first saw it, or another disk is in its place (`home-gone`).
    """
    chosen = Settings.from_environment().home
    named = chosen or platformdirs.user_data_dir("misread", appauthor=False)
    folder = _resolved(named)
    device = _device(folder)
    if folder in _devices and device != _devices[folder]:
        raise StoreError("home-gone", path=folder)
    # Asked first, because to create a folder that exists takes several times longer.
    if device is None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                "home-unwritable", path=folder, reason=os_error_text(error)
            ) from error
        device = _device(folder)
    _devices[folder] = device
    if not os.access(folder, os.W_OK):
        raise StoreError("home-unwritable", path=folder, reason="permission denied")
    if not chosen:
        _close_to_others(folder)
    return folder


def _device(folder: Path) -> int | None:
    """Return the number of the disk that holds a folder; None without the folder."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev if stat.S_ISDIR(found.st_mode) else None


@lru_cache(maxsize=8)
def _resolved(named: str) -> Path:
    """Return an absolute path without links; cached, as a page asks twenty times."""
    return Path(named).expanduser().resolve()


@lru_cache(maxsize=8)
def _close_to_others(folder: Path) -> None:
    """Take the rights of other users away, once; Windows has no such modes."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        with suppress(OSError):
            folder.chmod(mode & 0o700)


def data_folders() -> tuple[Path, ...]:
    """Return the folders to read from: the data folder, then the examples."""
    return data_folder(), EXAMPLES


@contextmanager
def write_errors(path: Path) -> Iterator[None]:
    """Raise `cannot-write`, which names a path, instead of a system error inside."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            "cannot-write", path=path, reason=os_error_text(error)
        ) from error


def system_error(error: OSError) -> StoreError:
    """Return a system error that no other code expected, as one with a message."""
    return StoreError(
        "system-refused",
        path=error.filename or "",
        place="known" if error.filename else "unknown",
        reason=os_error_text(error),
    )


def os_error_text(error: OSError) -> str:
    """Return the reason of a system error in a few words, without number or path."""
    # PyArrow puts the number and more into the text.
    text = os.strerror(error.errno) if error.errno else error.strerror
    return (text or type(error).__name__).lower()
