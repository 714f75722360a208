"""Verdicts in ``people.sqlite``: one per image and author, and the former ones.

An image is identified by its position and the key of its digit set, a hash of the
pixels. Verdicts therefore outlive runs, and two uploads of the same images share them.
An upload that is kept separate has its own id as the key: on a shared server, other
people may upload the same images. Every change raises the revision of the key, which
caches use. A change that the system refuses raises a `StoreError` and has no effect.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from core.data.verdicts import (
    MAX_FORMER_VERDICTS,
    MAX_VERDICTS_PER_IMAGE,
    Verdict,
)
from core.errors import StoreError
from core.store.database import fetch_rows, has_database, transaction
from core.store.digit_sets import DigitsRecord

_FIELDS: Final = "kind, digit, note, made"
_WHERE_KEY: Final = "digits = ? AND position = ? AND author = ?"


def verdict_revision(digits: DigitsRecord) -> tuple[str, int]:
    """Return the key of a digit set's verdicts, and their revision."""
    # One query, because every rerun of a page asks for each digit set.
    query = """
        SELECT of_set.key, coalesce(judged.revision, 0)
        FROM (SELECT coalesce(
            (SELECT upload FROM separate WHERE upload = ?), ?) AS key) AS of_set
        LEFT JOIN judged ON judged.digits = of_set.key
    """
    rows = fetch_rows(query, (digits.source, digits.id))
    return (rows[0][0], rows[0][1]) if rows else (digits.id, 0)


def verdict_key(digits: DigitsRecord) -> str:
    """Return the key of a digit set's verdicts."""
    return verdict_revision(digits)[0]


def keep_separate(source: str, copied_key: str | None = None) -> None:
    """Keep the verdicts of an upload separate from now on.

    Args:
        source: The upload's.
        copied_key: Key of earlier verdicts that are copied, once.
    """
    with transaction() as database:
        query = "INSERT OR IGNORE INTO separate VALUES (?)"
        is_new = database.execute(query, (source,)).rowcount == 1
        if not is_new or copied_key is None:
            return
        for table in ("verdicts", "verdicts_before"):
            columns = "position, author, kind, digit, note, made"
            order = "id" if table == "verdicts_before" else "position"
            database.execute(
                f"INSERT INTO {table} (digits, {columns})"  # noqa: S608
                f" SELECT ?, {columns} FROM {table} WHERE digits = ? ORDER BY {order}",
                (source, copied_key),
            )
        _increment_revision(database, source)


def verdicts_of(set_key: str, position: int | None = None) -> tuple[Verdict, ...]:
    """Load the verdicts on a digit set, or on one image, by position and author."""
    return _load("verdicts", "author", set_key, position)


def former_verdicts(set_key: str, position: int | None = None) -> tuple[Verdict, ...]:
    """Load the replaced verdicts without the undone ones, earliest first."""
    return _load("verdicts_before", "id", set_key, position)


def store_verdict(set_key: str, verdict: Verdict) -> bool:
    """Save a verdict in place of the author's earlier one; return True if it differs.

    An equal verdict changes nothing, so that a click that arrives twice counts once.

    Raises:
        StoreError: `verdicts-full`, the image has `MAX_VERDICTS_PER_IMAGE` of others.
    """
    with transaction() as database:
        before = _current_row(database, set_key, verdict)
        if before and before[:3] == (verdict.kind, verdict.digit, verdict.note):
            return False
        if before is None and _is_full(database, set_key, verdict.position):
            raise StoreError("verdicts-full", limit=MAX_VERDICTS_PER_IMAGE)
        _archive_and_write(database, set_key, verdict, before)
        _increment_revision(database, set_key)
    return True


def undo(set_key: str, position: int, author: str, change: int) -> bool:
    """Undo an author's last change of a verdict; return True if anything changed.

    Nothing happens if ``change``, from `last_change`, is no longer the last change.
    """
    if not has_database():
        return False
    key = (set_key, position, author)
    with transaction() as database:
        query = (
            f"SELECT {_FIELDS} FROM verdicts_before WHERE id = ?"  # noqa: S608
            f" AND id = (SELECT max(id) FROM verdicts_before WHERE {_WHERE_KEY})"
        )
        before = database.execute(query, (change, *key)).fetchone()
        if before is None:
            return False
        _write_row(database, key, before if before[0] else None)
        database.execute("DELETE FROM verdicts_before WHERE id = ?", (change,))
        _increment_revision(database, set_key)
    return True


def last_change(set_key: str, position: int, author: str) -> int:
    """Return the number of an author's last change of a verdict, 0 if there is none.

    No number is used twice.
    """
    query = f"SELECT max(id) FROM verdicts_before WHERE {_WHERE_KEY}"  # noqa: S608
    found = fetch_rows(query, (set_key, position, author))
    return (found[0][0] or 0) if found else 0


def merge(
    verdicts_by_set: Mapping[str, Sequence[Verdict]], anonymous_author: str = ""
) -> int:
    """Merge imported verdicts, all of them or none.

    Args:
        verdicts_by_set: Verdicts by the key of their digit set. If an author has
            another verdict on the image, the later one counts and the other becomes a
            former one. The stored verdict stays if both have the same time, or if the
            imported one was replaced here before. On an image with the most verdicts
            there may be, no other author's is added.
        anonymous_author: Author for an imported anonymous verdict that differs from a
            stored anonymous one, because they may come from two people.

    Returns:
        Number of new or changed verdicts.
    """
    count = 0
    with transaction() as database:
        for set_key, verdicts in verdicts_by_set.items():
            num_merged = sum(
                _merge_one(database, set_key, verdict, anonymous_author)
                for verdict in verdicts
            )
            if num_merged:
                _increment_revision(database, set_key)
            count += num_merged
    return count


def delete_all(set_key: str) -> None:
    """Delete all verdicts on a digit set, and the former ones.

    The revision still grows, because the same images may be uploaded again.
    """
    if not has_database():
        return
    with transaction() as database:
        database.execute("DELETE FROM verdicts WHERE digits = ?", (set_key,))
        database.execute("DELETE FROM verdicts_before WHERE digits = ?", (set_key,))
        query = "UPDATE judged SET revision = revision + 1 WHERE digits = ?"
        database.execute(query, (set_key,))


def forget_upload(source: str) -> None:
    """Delete all that is stored under the id of an upload, which never returns."""
    if not has_database():
        return
    with transaction() as database:
        for table in ("verdicts", "verdicts_before", "judged"):
            database.execute(f"DELETE FROM {table} WHERE digits = ?", (source,))  # noqa: S608
        database.execute("DELETE FROM separate WHERE upload = ?", (source,))


def _load(
    table: str, order: str, set_key: str, position: int | None
) -> tuple[Verdict, ...]:
    """Load the rows of a table that hold a verdict: the kind of others is NULL."""
    names = ("position", "author", "kind", "digit", "note", "made")
    query = (
        f"SELECT {', '.join(names)} FROM {table}"  # noqa: S608
        " WHERE digits = ? AND position = coalesce(?, position) AND kind IS NOT NULL"
        f" ORDER BY position, {order}"
    )
    rows = fetch_rows(query, (set_key, position))
    try:
        return tuple(Verdict(**dict(zip(names, row, strict=True))) for row in rows)
    except (TypeError, ValueError) as error:
        raise StoreError("people-damaged") from error


def _merge_one(
    database: sqlite3.Connection,
    set_key: str,
    verdict: Verdict,
    anonymous_author: str,
) -> bool:
    before = _current_row(database, set_key, verdict)
    if before is not None:
        kind, digit, note, made = before
        here = replace(verdict, kind=kind, digit=digit, note=note, made=made)
        same = (here.decision, here.note) == (verdict.decision, verdict.note)
        if same or _is_superseded(database, set_key, verdict):
            return False
        if anonymous_author and not verdict.author:
            theirs = replace(verdict, author=anonymous_author)
            return _merge_one(database, set_key, theirs, anonymous_author)
        if verdict.made_at <= here.made_at:
            return False
    elif _is_full(database, set_key, verdict.position):
        return False
    _archive_and_write(database, set_key, verdict, before)
    return True


def _is_full(database: sqlite3.Connection, set_key: str, position: int) -> bool:
    query = "SELECT count(*) FROM verdicts WHERE digits = ? AND position = ?"
    num_verdicts: int = database.execute(query, (set_key, position)).fetchone()[0]
    return num_verdicts >= MAX_VERDICTS_PER_IMAGE


def _is_superseded(
    database: sqlite3.Connection, set_key: str, verdict: Verdict
) -> bool:
    """True if a verdict was stored here until its author replaced it."""
    query = f"SELECT {_FIELDS} FROM verdicts_before WHERE {_WHERE_KEY}"  # noqa: S608
    key = (set_key, verdict.position, verdict.author)
    row = (verdict.kind, verdict.digit, verdict.note, verdict.made)
    return row in database.execute(query, key).fetchall()


def _current_row(
    database: sqlite3.Connection, set_key: str, verdict: Verdict
) -> tuple[Any, ...] | None:
    query = f"SELECT {_FIELDS} FROM verdicts WHERE {_WHERE_KEY}"  # noqa: S608
    key = (set_key, verdict.position, verdict.author)
    found: tuple[Any, ...] | None = database.execute(query, key).fetchone()
    return found


def _archive_and_write(
    database: sqlite3.Connection,
    set_key: str,
    verdict: Verdict,
    before: tuple[Any, ...] | None,
) -> None:
    """Archive the present row, even if there is none, and write the verdict."""
    key = (set_key, verdict.position, verdict.author)
    database.execute(
        "INSERT INTO verdicts_before (digits, position, author, kind, digit, note,"
        " made) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*key, *(before or (None, None, None, None))),
    )
    database.execute(
        f"DELETE FROM verdicts_before WHERE {_WHERE_KEY} AND id <= ("  # noqa: S608
        f"SELECT id FROM verdicts_before WHERE {_WHERE_KEY}"
        " ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (*key, *key, MAX_FORMER_VERDICTS),
    )
    _write_row(database, key, (verdict.kind, verdict.digit, verdict.note, verdict.made))


def _write_row(
    database: sqlite3.Connection,
    key: tuple[str, int, str],
    fields: tuple[Any, ...] | None,
) -> None:
    if fields is None:
        database.execute(f"DELETE FROM verdicts WHERE {_WHERE_KEY}", key)  # noqa: S608
    else:
        query = "REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?)"
        database.execute(query, (*key, *fields))


def _increment_revision(database: sqlite3.Connection, set_key: str) -> None:
    database.execute(
        "INSERT INTO judged VALUES (?, 1)"
        " ON CONFLICT (digits) DO UPDATE SET revision = revision + 1",
        (set_key,),
    )
