"""What people say about images: ``people.sqlite``, the one file that is changed.

Labels given by hand, each with what stood there before, so that it can be taken back.
Every change raises the revision of its upload, which is a key for whoever caches.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from core.errors import StoreError
from core.store.home import home

NOT_GIVEN: Final = -2
"""Stands for an image that nobody labelled by hand. -1 is what somebody said: no digit
can be told."""

_FILE: Final = "people.sqlite"
_VERSION: Final = 1
# Longer than any change takes, even of every label of a large upload.
_PATIENCE: Final = 10.0
_TABLES: Final = """
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
) WITHOUT ROWID;
"""


def label_of(upload_id: str, n: int) -> NDArray[np.int8]:
    """Load the labels given by hand.

    Args:
        upload_id: Whose images they belong to.
        n: Number of its images.

    Returns:
        int8, shape (n,): a digit; -1 where somebody said that none can be told; and
        `NOT_GIVEN` where nobody said anything.
    """
    labels = np.full(n, NOT_GIVEN, np.int8)
    query = "SELECT position, label FROM labels WHERE upload = ? AND position < ?"
    for position, label in _read(query, (upload_id, n)):
        labels[position] = label
    return labels


def set_labels(upload_id: str, positions: Sequence[int], digit: int) -> None:
    """Give a label to some images, as one change.

    Args:
        upload_id: Whose images they are.
        positions: Which of them, from 0.
        digit: 0 to 9; -1 if no digit can be told; `NOT_GIVEN` takes back what was
            given by hand.

    Raises:
        StoreError: The system refuses.
        ValueError: There is no such label, or no such position.
    """
    if not NOT_GIVEN <= digit < NUM_CLASSES or min(positions, default=0) < 0:
        raise ValueError(f"no label {digit}, or a position below 0")
    chosen = sorted({int(position) for position in positions})
    if not chosen:
        return
    with _changing(upload_id) as database:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        query = "INSERT INTO changes (upload, made) VALUES (?, ?)"
        change = database.execute(query, (upload_id, made)).lastrowid
        query = (
            "INSERT INTO labels_before SELECT ?, ?, coalesce((SELECT label FROM labels"
            " WHERE upload = ? AND position = ?), ?)"
        )
        database.executemany(
            query, [(change, each, upload_id, each, NOT_GIVEN) for each in chosen]
        )
        _write_labels(database, upload_id, [(each, digit) for each in chosen])


def undo(upload_id: str) -> int:
    """Take back the last change of labels.

    Returns:
        How many images it was about, 0 if there is nothing to take back.

    Raises:
        StoreError: The system refuses.
    """
    if not num_changes(upload_id):
        return 0
    with _changing(upload_id) as database:
        query = "SELECT max(id) FROM changes WHERE upload = ?"
        (change,) = database.execute(query, (upload_id,)).fetchone()
        query = "SELECT position, label FROM labels_before WHERE change = ?"
        before = database.execute(query, (change,)).fetchall()
        _write_labels(database, upload_id, before)
        database.execute("DELETE FROM labels_before WHERE change = ?", (change,))
        database.execute("DELETE FROM changes WHERE id = ?", (change,))
    return len(before)


def num_changes(upload_id: str) -> int:
    """Count the changes of labels that can be taken back."""
    query = "SELECT count(*) FROM changes WHERE upload = ?"
    return next((count for (count,) in _read(query, (upload_id,))), 0)


def revision(upload_id: str) -> int:
    """Number the state of an upload's labels; it grows with every change."""
    query = "SELECT revision FROM uploads WHERE upload = ?"
    return next((number for (number,) in _read(query, (upload_id,))), 0)


def use_names(upload_id: str, use: bool) -> None:
    """Say whether labels that were read from names count.

    Raises:
        StoreError: The system refuses.
    """
    with _changing(upload_id) as database:
        query = "UPDATE uploads SET uses_names = ? WHERE upload = ?"
        database.execute(query, (int(use), upload_id))


def uses_names(upload_id: str) -> bool:
    """Whether labels read from names count; they do until somebody objects."""
    query = "SELECT uses_names FROM uploads WHERE upload = ?"
    return next((bool(use) for (use,) in _read(query, (upload_id,))), True)


def forget(upload_id: str) -> None:
    """Drop everything that was said about an upload.

    Raises:
        StoreError: The system refuses.
    """
    if not _path().exists():
        return
    with _open() as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute(
            "DELETE FROM labels_before WHERE change IN"
            " (SELECT id FROM changes WHERE upload = ?)",
            (upload_id,),
        )
        database.execute("DELETE FROM changes WHERE upload = ?", (upload_id,))
        database.execute("DELETE FROM labels WHERE upload = ?", (upload_id,))
        database.execute("DELETE FROM uploads WHERE upload = ?", (upload_id,))
        database.execute("COMMIT")


def _write_labels(
    database: sqlite3.Connection, upload_id: str, labels: Sequence[tuple[int, int]]
) -> None:
    given = [(upload_id, position, label) for position, label in labels]
    database.executemany("REPLACE INTO labels VALUES (?, ?, ?)", given)
    query = "DELETE FROM labels WHERE upload = ? AND label = ?"
    database.execute(query, (upload_id, NOT_GIVEN))


@contextmanager
def _changing(upload_id: str) -> Iterator[sqlite3.Connection]:
    """Lend the database for one change, which is made whole or not at all."""
    with _open() as database:
        # At once, so that two who change never wait for each other in the middle.
        database.execute("BEGIN IMMEDIATE")
        query = "INSERT OR IGNORE INTO uploads (upload) VALUES (?)"
        database.execute(query, (upload_id,))
        query = "UPDATE uploads SET revision = revision + 1 WHERE upload = ?"
        database.execute(query, (upload_id,))
        yield database
        database.execute("COMMIT")


def _read(query: str, values: tuple[object, ...]) -> list[tuple[int, ...]]:
    """Answer a question; where nobody ever said anything, there is no file."""
    if not _path().exists():
        return []
    with _open() as database:
        return database.execute(query, values).fetchall()


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    """Open the database for as long as it is needed, made if it is missing."""
    try:
        database = sqlite3.connect(_path(), timeout=_PATIENCE, isolation_level=None)
        try:
            _prepare(database)
            yield database
        finally:
            database.close()
    except sqlite3.Error as error:
        raise StoreError("cannot-write", path=_path(), reason=str(error)) from error


def _prepare(database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > _VERSION:
        raise StoreError("unknown-schema", name=_FILE, schema=version)
    if version == _VERSION:
        return
    # Readers and one writer at a time, in as many processes as there are.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("BEGIN IMMEDIATE")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == 0:
        for statement in _TABLES.split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_VERSION}")
    database.execute("COMMIT")


def _path() -> Path:
    return home() / _FILE
