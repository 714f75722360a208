"""Checksums and daily copies of ``people.sqlite``, and what replaces a damaged one.

SQLite notices a damaged page, but not a flipped bit in a value. Triggers therefore keep
the sum of a hash of all rows of each table, which is compared when a process opens the
file for the first time on a day or after a change that is not its own, and before each
copy.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from filelock import FileLock

from core import log
from core.store.durability import replace_file

NUM_COPIES: Final = 7
NOTICE_SECONDS: Final = 7 * 24 * 3600.0
"""How long a replaced file is mentioned."""

_COLUMNS: Final = {
    "uploads": "upload, revision, uses_names",
    "labels": "upload, position, label",
    "changes": "id, upload, made",
    "labels_before": "change, position, label",
    "verdicts": "digits, position, author, kind, digit, note, made",
    "verdicts_before": "id, digits, position, author, kind, digit, note, made",
    "judged": "digits, revision",
    "separate": "upload",
    "places": "upload, place",
}
_COPIES: Final = "copies"
_DAMAGED_PREFIX: Final = ".damaged-people-"
_COPY_NOTE: Final = "copy.txt"
# Files that SQLite keeps beside a database.
_BESIDE: Final = ("", "-wal", "-shm", "-journal")
# Errors of SQLite that are damage, although it calls them operational.
_DECODING: Final = ("Could not decode", "user-defined function raised")


class Replacement(NamedTuple):
    """A damaged file that was set aside.

    Attributes:
        folder: Where it is now.
        copy: Day of the copy in its place, ``2026-01-31``; "" if there was none.
    """

    folder: Path
    copy: str


def prepare(database: sqlite3.Connection) -> None:
    """Set up a connection that writes, or that checks the sums."""
    database.create_function("row_hash", -1, _hash_row, deterministic=True)
    # Otherwise REPLACE would delete a row without its trigger.
    database.execute("PRAGMA recursive_triggers = ON")
    database.execute("PRAGMA trusted_schema = ON")


def _hash_row(*values: object) -> int:
    return int.from_bytes(blake2b(repr(values).encode(), digest_size=4).digest())


def add_checksums(database: sqlite3.Connection) -> None:
    """Add the table of checksums and the triggers of all tables, a migration."""
    database.execute(
        "CREATE TABLE checksums (name TEXT PRIMARY KEY, total INTEGER NOT NULL)"
        " WITHOUT ROWID"
    )
    present = database.execute("SELECT name FROM sqlite_master").fetchall()
    for table in _COLUMNS:
        if (table,) in present:
            add_checksum(database, table)


def add_checksum(database: sqlite3.Connection, table: str) -> None:
    """Add the checksum of a table and its triggers, part of a migration."""
    database.execute(
        f"INSERT INTO checksums VALUES ('{table}', ({_total(table)}))"  # noqa: S608
    )
    columns = _COLUMNS[table].split(", ")
    old, new = (
        f"row_hash({', '.join(f'{row}.{each}' for each in columns)})"
        for row in ("OLD", "NEW")
    )
    for event, change in {
        "INSERT": f"+ {new}",
        "DELETE": f"- {old}",
        "UPDATE": f"- {old} + {new}",
    }.items():
        database.execute(
            f"CREATE TRIGGER {table}_{event} AFTER {event} ON {table} BEGIN "  # noqa: S608
            f"UPDATE checksums SET total = total {change} WHERE name = '{table}'; "
            "END"
        )


def _total(table: str) -> str:
    return f"SELECT coalesce(sum(row_hash({_COLUMNS[table]})), 0) FROM {table}"  # noqa: S608


def damage(database: sqlite3.Connection) -> str:
    """Return what is damaged, "" if nothing is.

    Raises:
        sqlite3.OperationalError: The database is locked, or cannot be read.
    """
    try:
        (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            return str(found)
        present = database.execute("SELECT name FROM sqlite_master").fetchall()
        if ("checksums",) not in present:
            return ""
        # In one statement, so that no other process changes a table in between.
        tables = [each for each in _COLUMNS if (each,) in present]
        expected = "(SELECT total FROM checksums WHERE name = '{}') IS ({})"
        query = ", ".join(expected.format(each, _total(each)) for each in tables)
        same = database.execute(f"SELECT {query}").fetchone()
    except sqlite3.OperationalError as error:
        if not str(error).startswith(_DECODING):
            raise
        return str(error)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)
    return ", ".join(each for each, ok in zip(tables, same, strict=True) if not ok)


def copy_of_today(database: sqlite3.Connection, path: Path) -> None:
    """Copy an intact database, unless today's copy exists; keep the last seven."""
    folder = path.with_name(_COPIES)
    target = folder / f"{path.stem}-{datetime.now(UTC).date()}{path.suffix}"
    # A full disk must not prevent a change that still fits.
    with suppress(OSError, sqlite3.Error):
        if target.exists() or damage(database):
            return
        folder.mkdir(mode=0o700, exist_ok=True)
        draft = target.with_suffix(".new")
        with closing(sqlite3.connect(draft)) as copy:
            database.backup(copy)
        draft.replace(target)
        for older in sorted(folder.glob(f"{path.stem}-*{path.suffix}"))[:-NUM_COPIES]:
            older.unlink(missing_ok=True)


def delete_copies(path: Path) -> None:
    """Delete all copies: they may hold what was just deleted for good."""
    for copy in path.with_name(_COPIES).glob(f"{path.stem}-*"):
        with suppress(OSError):
            copy.unlink()


def replace_damaged(path: Path) -> None:
    """Set a damaged database aside, and put its newest intact copy in its place."""
    with FileLock(path.with_name(".people.lock")):
        # Another process may have replaced it meanwhile.
        if not _damage_of(path):
            return
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        folder = path.with_name(f"{_DAMAGED_PREFIX}{stamp}")
        folder.mkdir(mode=0o700, exist_ok=True)
        copies = sorted(path.with_name(_COPIES).glob(f"{path.stem}-*{path.suffix}"))
        copy = next((each for each in reversed(copies) if not _damage_of(each)), None)
        for beside in _BESIDE:
            file = path.with_name(path.name + beside)
            if file.exists():
                file.rename(folder / file.name)
        day = "" if copy is None else copy.stem.removeprefix(f"{path.stem}-")
        (folder / _COPY_NOTE).write_text(day, "utf-8")
        if copy is not None:
            draft = path.with_suffix(".new")
            shutil.copyfile(copy, draft)
            replace_file(draft, path)
        log.warning("damaged", kind="people", copy=day or "none")


def _damage_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        prepare(database)
        return damage(database)


def last_replacement(path: Path) -> Replacement | None:
    """Return the latest replacement of the last seven days, None without any."""
    return max(_replacements(path), key=lambda each: each.folder.name, default=None)


def _replacements(path: Path) -> Iterator[Replacement]:
    for folder in path.parent.glob(f"{_DAMAGED_PREFIX}*"):
        with suppress(OSError):
            note = folder / _COPY_NOTE
            if time.time() - note.stat().st_mtime < NOTICE_SECONDS:
                yield Replacement(folder, note.read_text("utf-8"))
