"""Start Python modules of Misread in processes of their own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

_ROOT: Final = Path(__file__).resolve().parents[2]


def start_module(
    name: str,
    *arguments: object,
    stdin: int,
    stdout: int | IO[bytes],
    stderr: int | IO[bytes],
    environment: Mapping[str, str | None] | None = None,
    low_priority: bool = False,
) -> subprocess.Popen[bytes]:
    """Start ``python -m name`` in the root folder, out of reach of Ctrl+C.

    The environment adds to that of this process; None removes a variable. A low
    priority gives other processes precedence, on Windows only. The rest is as for
    `subprocess.Popen`.
    """
    variables: dict[str, str | None] = {**os.environ, **(environment or {})}
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        if low_priority:
            flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return subprocess.Popen(
        [sys.executable, "-m", name, *map(str, arguments)],
        cwd=_ROOT,
        env={name: text for name, text in variables.items() if text is not None},
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        creationflags=flags,
        start_new_session=sys.platform != "win32",
    )
