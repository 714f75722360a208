"""Verdicts in ``people.sqlite``: of each person one for each image, and those before.

They belong to an image by its digit set's id, which names its pixels, and its position
there. So they outlive runs, filters and pages, and two uploads of the same images share
them. Every change raises the revision of the digit set, a key for whoever caches.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from core.data.verdicts import Verdict
from core.store.database import exists, fetch_rows, transaction

_FIELDS: Final = "kind, digit, note, made"
_WHERE_ONE: Final = "digits = ? AND position = ? AND author = ?"


def verdicts_of(digits_id: str, position: int | None = None) -> tuple[Verdict, ...]:
    """Load the verdicts on a digit set, by position and author.

    Args:
        digits_id: The digit set.
        position: Of the one image to load them of; None for all.

    Raises:
        StoreError: The file cannot be read.
    """
    return _load("verdicts", "author", digits_id, position)


def former_verdicts(digits_id: str, position: int | None = None) -> tuple[Verdict, ...]:
    """Load what was decided before and no longer is, the earliest first.

    What was taken back is not among it.

    Args:
        digits_id: The digit set.
        position: Of the one image to load it of; None for all.

    Raises:
        StoreError: The file cannot be read.
    """
    return _load("verdicts_before", "id", digits_id, position)


def store_verdict(digits_id: str, verdict: Verdict) -> bool:
    """Save what somebody decided; it replaces what the same person said before.

    Args:
        digits_id: The digit set.
        verdict: What was decided. One that says the same as that person's present one
            changes nothing, so that a click which arrives twice counts once.

    Returns:
        Whether anything changed.

    Raises:
        StoreError: The system refuses; nothing changed.
    """
    with transaction() as database:
        before = _current_row(database, digits_id, verdict)
        if before and before[:3] == (verdict.kind, verdict.digit, verdict.note):
            return False
        _archive_and_write(database, digits_id, verdict, before)
        _increment_revision(database, digits_id)
    return True


def undo(digits_id: str, position: int, author: str, change: int) -> bool:
    """Take back what somebody decided last about an image.

    Args:
        digits_id: The digit set.
        position: Of the image.
        author: Whose verdict.
        change: From `last_change`. Another one has been taken back already, or is not
            the last any more; nothing changes then.

    Returns:
        Whether anything changed.

    Raises:
        StoreError: The system refuses; nothing changed.
    """
    if not exists():
        return False
    one = (digits_id, position, author)
    with transaction() as database:
        query = (
            f"SELECT {_FIELDS} FROM verdicts_before WHERE id = ?"  # noqa: S608
            f" AND id = (SELECT max(id) FROM verdicts_before WHERE {_WHERE_ONE})"
        )
        before = database.execute(query, (change, *one)).fetchone()
        if before is None:
            return False
        _write_row(database, one, before if before[0] else None)
        database.execute("DELETE FROM verdicts_before WHERE id = ?", (change,))
        _increment_revision(database, digits_id)
    return True


def last_change(digits_id: str, position: int, author: str) -> int:
    """Number the last change of somebody's verdict on an image, 0 if there is none.

    No number is used twice.
    """
    query = f"SELECT max(id) FROM verdicts_before WHERE {_WHERE_ONE}"  # noqa: S608
    found = fetch_rows(query, (digits_id, position, author))
    return (found[0][0] or 0) if found else 0


def merge(
    verdicts_by_set: Mapping[str, Sequence[Verdict]], anonymous_author: str = ""
) -> int:
    """Take in verdicts that were given elsewhere, all of them or none.

    Args:
        verdicts_by_set: Verdicts by the id of their digit set. Where the same person has said
            something else about an image, the later one counts and the other becomes
            one to go back to; of two of the same time the one that is here stays, and
            so it does if the other stood here before.
        anonymous_author: What to call somebody without a name where somebody without a name
            has said something else here, for they may be two.

    Returns:
        How many are new or changed.

    Raises:
        StoreError: The system refuses; nothing changed.
    """
    count = 0
    with transaction() as database:
        for digits_id, verdicts in verdicts_by_set.items():
            taken = sum(
                _merge_one(database, digits_id, each, anonymous_author)
                for each in verdicts
            )
            if taken:
                _increment_revision(database, digits_id)
            count += taken
    return count


def revision(digits_id: str) -> int:
    """Number the state of a digit set's verdicts; it grows with every change."""
    query = "SELECT revision FROM judged WHERE digits = ?"
    return next((number for (number,) in fetch_rows(query, (digits_id,))), 0)


def delete_all(digits_id: str) -> None:
    """Drop all verdicts on a digit set, and those before them.

    The revision stays and grows: the same images may come again.

    Raises:
        StoreError: The system refuses.
    """
    if not exists():
        return
    with transaction() as database:
        database.execute("DELETE FROM verdicts WHERE digits = ?", (digits_id,))
        database.execute("DELETE FROM verdicts_before WHERE digits = ?", (digits_id,))
        query = "UPDATE judged SET revision = revision + 1 WHERE digits = ?"
        database.execute(query, (digits_id,))


def _load(
    table: str, order: str, digits_id: str, position: int | None
) -> tuple[Verdict, ...]:
    """Load from a table; where nothing had been decided, no kind stands in it."""
    names = ("position", "author", "kind", "digit", "note", "made")
    query = (
        f"SELECT {', '.join(names)} FROM {table}"  # noqa: S608
        " WHERE digits = ? AND position = coalesce(?, position) AND kind IS NOT NULL"
        f" ORDER BY position, {order}"
    )
    rows = fetch_rows(query, (digits_id, position))
    return tuple(Verdict(**dict(zip(names, row, strict=True))) for row in rows)


def _merge_one(
    database: sqlite3.Connection,
    digits_id: str,
    verdict: Verdict,
    anonymous_author: str,
) -> bool:
    before = _current_row(database, digits_id, verdict)
    if before is not None:
        here = Verdict(
            position=verdict.position,
            author=verdict.author,
            kind=before[0],
            digit=before[1],
            note=before[2],
            made=before[3],
        )
        same = (here.decision, here.note) == (verdict.decision, verdict.note)
        if same or _is_superseded(database, digits_id, verdict):
            return False
        if anonymous_author and not verdict.author:
            theirs = replace(verdict, author=anonymous_author)
            return _merge_one(database, digits_id, theirs, anonymous_author)
        if verdict.made_at <= here.made_at:
            return False
    _archive_and_write(database, digits_id, verdict, before)
    return True


def _is_superseded(
    database: sqlite3.Connection, digits_id: str, verdict: Verdict
) -> bool:
    """Whether a verdict was here until the same person decided otherwise."""
    query = f"SELECT {_FIELDS} FROM verdicts_before WHERE {_WHERE_ONE}"  # noqa: S608
    one = (digits_id, verdict.position, verdict.author)
    said = (verdict.kind, verdict.digit, verdict.note, verdict.made)
    return said in database.execute(query, one).fetchall()


def _current_row(
    database: sqlite3.Connection, digits_id: str, verdict: Verdict
) -> tuple[Any, ...] | None:
    query = f"SELECT {_FIELDS} FROM verdicts WHERE {_WHERE_ONE}"  # noqa: S608
    one = (digits_id, verdict.position, verdict.author)
    found: tuple[Any, ...] | None = database.execute(query, one).fetchone()
    return found


def _archive_and_write(
    database: sqlite3.Connection,
    digits_id: str,
    verdict: Verdict,
    before: tuple[Any, ...] | None,
) -> None:
    """Keep what stood there, nothing included, and write what is said now."""
    one = (digits_id, verdict.position, verdict.author)
    database.execute(
        "INSERT INTO verdicts_before (digits, position, author, kind, digit, note,"
        " made) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*one, *(before or (None, None, None, None))),
    )
    _write_row(database, one, (verdict.kind, verdict.digit, verdict.note, verdict.made))


def _write_row(
    database: sqlite3.Connection,
    one: tuple[str, int, str],
    fields: tuple[Any, ...] | None,
) -> None:
    if fields is None:
        database.execute(f"DELETE FROM verdicts WHERE {_WHERE_ONE}", one)  # noqa: S608
    else:
        query = "REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?)"
        database.execute(query, (*one, *fields))


def _increment_revision(database: sqlite3.Connection, digits_id: str) -> None:
    database.execute(
        "INSERT INTO judged VALUES (?, 1)"
        " ON CONFLICT (digits) DO UPDATE SET revision = revision + 1",
        (digits_id,),
    )
