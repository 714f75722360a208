"""Manual labels of uploads in ``people.sqlite``, with the changes that can be undone.

Every change raises the revision of its upload, which caches use as a key. A change that
the system refuses raises a `StoreError`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from core.store.database import fetch_rows, has_database, transaction

NO_MANUAL_LABEL: Final = -2
"""An image without a manual label; the manual label -1 means "no digit"."""


def load_manual_labels(upload_id: str, n: int) -> NDArray[np.int8]:
    """Load the manual labels of an upload with n images.

    Returns:
        int8, shape (n,): a digit, -1 for "no digit", or `NO_MANUAL_LABEL`.
    """
    labels = np.full(n, NO_MANUAL_LABEL, np.int8)
    query = "SELECT position, label FROM labels WHERE upload = ? AND position < ?"
    for position, label in fetch_rows(query, (upload_id, n)):
        labels[position] = label
    return labels


def set_labels(upload_id: str, positions: Sequence[int], digit: int) -> None:
    """Set the manual label of some images, as one change.

    The label is 0 to 9, or -1 for "no digit"; `NO_MANUAL_LABEL` removes it.

    Raises:
        ValueError: The label is out of range, or a position is negative.
    """
    if not NO_MANUAL_LABEL <= digit < NUM_CLASSES or min(positions, default=0) < 0:
        raise ValueError(f"no label {digit}, or a position below 0")
    chosen = sorted({int(position) for position in positions})
    if not chosen:
        return
    with _upload_transaction(upload_id) as database:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        query = "INSERT INTO changes (upload, made) VALUES (?, ?)"
        change = database.execute(query, (upload_id, made)).lastrowid
        query = (
            "INSERT INTO labels_before SELECT ?, ?, coalesce((SELECT label FROM labels"
            " WHERE upload = ? AND position = ?), ?)"
        )
        database.executemany(
            query, [(change, each, upload_id, each, NO_MANUAL_LABEL) for each in chosen]
        )
        _write_labels(database, upload_id, [(each, digit) for each in chosen])


def undo(upload_id: str) -> int:
    """Undo the last change of labels; return the number of images it affected."""
    if not num_undoable_changes(upload_id):
        return 0
    with _upload_transaction(upload_id) as database:
        query = "SELECT max(id) FROM changes WHERE upload = ?"
        (change,) = database.execute(query, (upload_id,)).fetchone()
        query = "SELECT position, label FROM labels_before WHERE change = ?"
        before = database.execute(query, (change,)).fetchall()
        _write_labels(database, upload_id, before)
        database.execute("DELETE FROM labels_before WHERE change = ?", (change,))
        database.execute("DELETE FROM changes WHERE id = ?", (change,))
    return len(before)


def num_undoable_changes(upload_id: str) -> int:
    """Return the number of changes that can be undone."""
    query = "SELECT count(*) FROM changes WHERE upload = ?"
    return next((count for (count,) in fetch_rows(query, (upload_id,))), 0)


def revision(upload_id: str) -> int:
    """Return the revision of an upload's labels, which grows with every change."""
    query = "SELECT revision FROM uploads WHERE upload = ?"
    return next((number for (number,) in fetch_rows(query, (upload_id,))), 0)


def set_place(upload_id: str, place: str) -> None:
    """Set the place in the names that labels come from, "none" for no such labels."""
    with _upload_transaction(upload_id) as database:
        query = "REPLACE INTO places VALUES (?, ?)"
        database.execute(query, (upload_id, place))


def chosen_place(upload_id: str) -> str:
    """Return what `set_place` stored, "" if nothing: labels are those of the import."""
    query = "SELECT place FROM places WHERE upload = ?"
    return next((place for (place,) in fetch_rows(query, (upload_id,))), "")


def copy_labels(source: str, target: str) -> None:
    """Copy the manual labels and the place of an upload, but not its changes."""
    if not has_database():
        return
    with _upload_transaction(target) as database:
        for table, columns in (("labels", "position, label"), ("places", "place")):
            query = (
                f"REPLACE INTO {table} (upload, {columns})"  # noqa: S608
                f" SELECT ?, {columns} FROM {table} WHERE upload = ?"
            )
            database.execute(query, (target, source))


def delete_all(upload_id: str) -> None:
    """Delete all labels and changes of an upload."""
    if not has_database():
        return
    with transaction() as database:
        database.execute(
            "DELETE FROM labels_before WHERE change IN"
            " (SELECT id FROM changes WHERE upload = ?)",
            (upload_id,),
        )
        database.execute("DELETE FROM changes WHERE upload = ?", (upload_id,))
        database.execute("DELETE FROM labels WHERE upload = ?", (upload_id,))
        database.execute("DELETE FROM places WHERE upload = ?", (upload_id,))
        database.execute("DELETE FROM uploads WHERE upload = ?", (upload_id,))


def _write_labels(
    database: sqlite3.Connection, upload_id: str, labels: Sequence[tuple[int, int]]
) -> None:
    given = [(upload_id, position, label) for position, label in labels]
    database.executemany("REPLACE INTO labels VALUES (?, ?, ?)", given)
    query = "DELETE FROM labels WHERE upload = ? AND label = ?"
    database.execute(query, (upload_id, NO_MANUAL_LABEL))


@contextmanager
def _upload_transaction(upload_id: str) -> Iterator[sqlite3.Connection]:
    """Yield the database for one change, which raises the revision."""
    with transaction() as database:
        query = "INSERT OR IGNORE INTO uploads (upload) VALUES (?)"
        database.execute(query, (upload_id,))
        query = "UPDATE uploads SET revision = revision + 1 WHERE upload = ?"
        database.execute(query, (upload_id,))
        yield database
