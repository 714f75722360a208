"""The token that admits browsers to a personal server; the file ``token`` keeps it."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock

from core.store.data_folder import data_folder, write_errors
from core.store.durability import replace_file

_NUM_BYTES: Final = 32
_TOKEN: Final = re.compile("[A-Za-z0-9_-]{43}")


def access_token() -> str:
    """Return the token of the data folder, and make one if there is none.

    It has 256 random bits as 43 letters for an address. Only the owner can read its
    file. To change the token, delete the file and start Misread again.

    Raises:
        StoreError: The data folder cannot be used (`home-unwritable`, `home-gone`), or
            the file cannot be read or written (`cannot-write`).
    """
    path = data_folder() / "token"
    # Locked, since two processes that start at once need the same token.
    with write_errors(path), FileLock(path.with_name(".token.lock")):
        return _read(path) or _make(path)


def _read(path: Path) -> str:
    """Return the token in a file, "" if there is none or it is damaged."""
    with suppress(FileNotFoundError, UnicodeError):
        text = path.read_text("ascii")
        return text if _TOKEN.fullmatch(text) else ""
    return ""


def _make(path: Path) -> str:
    token = secrets.token_urlsafe(_NUM_BYTES)
    draft = path.with_name(".token.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
    ) as file:
        file.write(token)
    replace_file(draft, path)
    return token
