"""Opening ``people.sqlite``, the one file that is changed; made or brought up to date.

A version of its schema is a list of statements, and the file says which were run. So
what an older Misread wrote is kept, and what a newer one wrote is left alone.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from core.errors import StoreError
from core.store.data_folder import data_folder

_FILE: Final = "people.sqlite"
# Longer than any change takes, even of every label of a large upload.
_BUSY_TIMEOUT: Final = 10.0
_LABELS_SCHEMA: Final = """
CREATE TABLE uploads (
    upload TEXT PRIMARY KEY,
    revision INTEGER NOT NULL DEFAULT 0,
    uses_names INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE labels (
    upload TEXT NOT NULL,
    position INTEGER NOT NULL,
    label INTEGER NOT NULL,
    PRIMARY KEY (upload, position)
) WITHOUT ROWID;
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    upload TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE TABLE labels_before (
    change INTEGER NOT NULL,
    position INTEGER NOT NULL,
    label INTEGER NOT NULL,
    PRIMARY KEY (change, position)
) WITHOUT ROWID
"""
# No id is used twice, so that what was taken back is not taken for another change.
_VERDICTS_SCHEMA: Final = """
CREATE TABLE verdicts (
    digits TEXT NOT NULL,
    position INTEGER NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    digit INTEGER,
    note TEXT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (digits, position, author)
) WITHOUT ROWID;
CREATE TABLE verdicts_before (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digits TEXT NOT NULL,
    position INTEGER NOT NULL,
    author TEXT NOT NULL,
    kind TEXT,
    digit INTEGER,
    note TEXT,
    made TEXT
);
CREATE INDEX verdicts_before_one ON verdicts_before (digits, position, author);
CREATE TABLE judged (
    digits TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
)
"""
_MIGRATIONS: Final = (_LABELS_SCHEMA, _VERDICTS_SCHEMA)
"""What was added with each version, the first one first."""


@contextmanager
def transaction() -> Iterator[sqlite3.Connection]:
    """Lend the database for one change, which is made whole or not at all.

    Raises:
        StoreError: The system refuses, or a newer Misread wrote the file.
    """
    with _open() as database:
        # At once, so that two who change never wait for each other in the middle.
        database.execute("BEGIN IMMEDIATE")
        yield database
        database.execute("COMMIT")


def fetch_rows(query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    """Answer a question; where nobody ever said anything, there is no file.

    Raises:
        StoreError: The file cannot be read, or a newer Misread wrote it.
    """
    if not exists():
        return []
    with _open() as database:
        return database.execute(query, values).fetchall()


def exists() -> bool:
    """Whether anybody ever said anything."""
    return _path().exists()


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    """Open the database for as long as it is needed, made if it is missing."""
    try:
        database = sqlite3.connect(_path(), timeout=_BUSY_TIMEOUT, isolation_level=None)
        try:
            _migrate(database)
            yield database
        finally:
            database.close()
    except sqlite3.Error as error:
        raise StoreError("cannot-write", path=_path(), reason=str(error)) from error


def _migrate(database: sqlite3.Connection) -> None:
    if _version(database) == len(_MIGRATIONS):
        return
    # Readers and one writer at a time, in as many processes as there are.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("BEGIN IMMEDIATE")
    # Asked again: another process may have been faster.
    for added in _MIGRATIONS[_version(database) :]:
        for statement in added.split(";"):
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
    database.execute("COMMIT")


def _version(database: sqlite3.Connection) -> int:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_MIGRATIONS):
        raise StoreError("unknown-schema", name=_FILE, schema=version)
    return version


def _path() -> Path:
    return data_folder() / _FILE
