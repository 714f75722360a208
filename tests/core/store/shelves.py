"""A small artefact, and a system that fails, for tests of the store."""

import errno
import os
import pathlib
from contextlib import contextmanager

import pytest

# What may fail while an artefact is written. The lock and the removal of what was left
# behind use `os.open` as well.
CALLS = [
    (os, "fsync"),
    (os, "open"),
    (pathlib.Path, "mkdir"),
    (pathlib.Path, "open"),
    (pathlib.Path, "rename"),
]


def write(folder):
    (folder / "numbers.txt").write_text("1 2 3", "utf-8")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "bytes.bin").write_bytes(bytes(range(256)))


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def failing_call(n, number=errno.ENOSPC):
    """Make the n-th call to the system fail, once; tells whether it was reached."""
    calls = 0

    def counted(original):
        def call(*arguments, **options):
            nonlocal calls
            calls += 1
            if calls == n:
                raise OSError(number, os.strerror(number))
            return original(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, counted(getattr(owner, name)))
        yield lambda: calls >= n
