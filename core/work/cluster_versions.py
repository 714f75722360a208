"""What a computer would train with, and how two of them differ."""

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from core._version import VERSION

_LIBRARIES: Final = (
    *("tensorflow", "keras", "numpy", "pandas", "scikit-learn", "scipy", "pillow"),
    "opencv-python-headless",
)
_CORE: Final = Path(__file__).resolve().parents[1]


@cache
def describe_here() -> dict[str, str]:
    """Return the versions of Python, Misread and libraries, and a hash of the code."""
    found = {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "Misread": VERSION,
        "code": _hash_of_code(),
    }
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def differences(here: dict[str, str], there: dict[str, str]) -> str:
    """Return how two descriptions differ, "" if they do not."""
    names = [name for name in here if here[name] != there.get(name)]
    return ", ".join(f"{name} {there.get(name, 'missing')}" for name in names)


def _hash_of_code() -> str:
    digest = hashlib.sha256()
    for path in sorted(_CORE.rglob("*.py")):
        digest.update(path.relative_to(_CORE).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
