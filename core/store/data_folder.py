"""Where everything lies: the reader's own folder, and the examples that ship."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

import platformdirs

from core.errors import StoreError
from core.settings import Settings

# A second home in the same form, which nobody writes to.
EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"


def data_folder() -> Path:
    """Return the folder for everything Misread keeps, made if it is missing.

    ``MISREAD_HOME`` names it; without that it is the place where the system wants the
    data of an application.

    Raises:
        StoreError: The folder cannot be made or written to.
    """
    chosen = Settings.from_environment().home
    named = chosen or platformdirs.user_data_dir("misread", appauthor=False)
    folder = _resolved(Path(named).expanduser().absolute())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            "home-unwritable", path=folder, reason=reason(error)
        ) from error
    if not os.access(folder, os.W_OK):
        raise StoreError("home-unwritable", path=folder, reason="permission denied")
    return folder


@lru_cache(maxsize=8)
def _resolved(folder: Path) -> Path:
    """Follow links once: every page asks some twenty times."""
    return folder.resolve()


def data_folders() -> tuple[Path, ...]:
    """Return the folders to read from: the reader's own first, then the examples."""
    return data_folder(), EXAMPLES


def reason(error: OSError) -> str:
    """Say in a few words why the system refused, without number or path."""
    return (error.strerror or type(error).__name__).lower()
