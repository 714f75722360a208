"""Access to ``people.sqlite``, the only stored file that changes after it was written.

Each version of its schema is a list of statements or a function, and the file records
its version. Files of an older Misread are migrated; those of a newer one are refused. A
damaged file is set aside for the latest daily copy; see `core.store.database_checks`.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from core.data.verdicts import MAX_NOTE_LENGTH, sanitize_author, sanitize_line
from core.errors import StoreError
from core.store import database_checks
from core.store.data_folder import data_folder

_FILE: Final = "people.sqlite"
# Longer than any change takes, even one of all labels of a large upload.
_BUSY_TIMEOUT: Final = 10.0
_State = tuple[date, int, int, int, int]
_checked: dict[Path, _State] = {}
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
# AUTOINCREMENT never reuses an id, so that no later change has the id of an undone one.
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
# Uploads whose verdicts are stored under their own id; see `core.store.verdicts`.
_SEPARATE_SCHEMA: Final = """
CREATE TABLE separate (
    upload TEXT PRIMARY KEY
) WITHOUT ROWID
"""


def _add_places(database: sqlite3.Connection) -> None:
    """Add where the labels of an upload come from; "none" if names were ignored."""
    database.execute(
        "CREATE TABLE places (upload TEXT PRIMARY KEY, place TEXT NOT NULL)"
        " WITHOUT ROWID"
    )
    database.execute(
        "INSERT INTO places SELECT upload, 'none' FROM uploads WHERE uses_names = 0"
    )
    database_checks.add_checksum(database, "places")


def _clean_texts(database: sqlite3.Connection) -> None:
    """Remove invisible characters from notes and authors, which version 3 admitted.

    Where an author then has two verdicts on an image, the one of the visible name
    counts and the other becomes a former one.
    """
    columns = "digits, position, kind, digit, note, made"
    for table in ("verdicts", "verdicts_before"):
        query = f"SELECT DISTINCT note FROM {table} WHERE note IS NOT NULL"  # noqa: S608
        for (note,) in database.execute(query).fetchall():
            values = sanitize_line(note, MAX_NOTE_LENGTH), note
            database.execute(f"UPDATE {table} SET note = ? WHERE note = ?", values)  # noqa: S608
    query = "SELECT author FROM verdicts UNION SELECT author FROM verdicts_before"
    for (author,) in database.execute(query).fetchall():
        cleaned = sanitize_author(author)
        if cleaned == author:
            continue
        for query in (
            "UPDATE OR IGNORE verdicts SET author = ? WHERE author = ?",
            f"INSERT INTO verdicts_before (author, {columns})"  # noqa: S608
            f" SELECT ?, {columns} FROM verdicts WHERE author = ?",
            "UPDATE verdicts_before SET author = ? WHERE author = ?",
        ):
            database.execute(query, (cleaned, author))
        database.execute("DELETE FROM verdicts WHERE author = ?", (author,))


_MIGRATIONS: Final[tuple[str | Callable[[sqlite3.Connection], None], ...]] = (
    _LABELS_SCHEMA,
    _VERDICTS_SCHEMA,
    _SEPARATE_SCHEMA,
    _clean_texts,
    database_checks.add_checksums,
    _add_places,
)
"""What each version of the schema added or changed, in order."""


@contextmanager
def transaction() -> Iterator[sqlite3.Connection]:
    """Yield the database for one change, which is committed or rolled back.

    Raises:
        StoreError: The system refuses, or a newer Misread wrote the file.
    """
    with _open() as database:
        database_checks.prepare(database)
        database_checks.copy_of_today(database, _path())
        # Immediate, so that two writers never deadlock in the middle of a change.
        database.execute("BEGIN IMMEDIATE")
        is_checked = _is_checked(_path())
        yield database
        database.execute("COMMIT")
        # Checking all rows after each change would take too long.
        if is_checked:
            _remember(_path())


def fetch_rows(query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    """Run a query; return [] if the database does not exist yet.

    Raises:
        StoreError: The file cannot be read, or a newer Misread wrote it.
    """
    if not has_database():
        return []
    with _open() as database:
        return database.execute(query, values).fetchall()


def has_database() -> bool:
    """True if the database exists; the first change creates it."""
    return _path().exists()


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    """Yield the open database, created if it is missing, replaced if it is damaged."""
    path = _path()
    try:
        _check(path)
        with closing(_connect(path)) as database:
            _migrate(database)
            yield database
    except sqlite3.Error as error:
        raise StoreError("cannot-write", path=path, reason=str(error)) from error


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY_TIMEOUT, isolation_level=None)


def _check(path: Path) -> None:
    """Check a file when it has changed, and each day; replace a damaged one.

    Only what this process changed itself is not checked again.
    """
    if not path.exists() or _is_checked(path):
        return
    state = _state(path)
    with closing(_connect(path)) as database:
        database_checks.prepare(database)
        is_damaged = bool(database_checks.damage(database))
        if not is_damaged:
            # Older versions used a write-ahead log, of which a damaged end is lost
            # without a word, and which needs space on the disk to be read.
            with suppress(sqlite3.OperationalError):
                database.execute("PRAGMA journal_mode = DELETE")
    if is_damaged:
        database_checks.replace_damaged(path)
    elif state is not None:
        _checked[path] = state


def _is_checked(path: Path) -> bool:
    """True if a file is as it was when this process last checked or changed it."""
    state = _state(path)
    return state is not None and _checked.get(path) == state


def _remember(path: Path) -> None:
    if (state := _state(path)) is not None:
        _checked[path] = state


def _state(path: Path) -> _State | None:
    """Return the day, and what every write to a file changes; None without a file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    # On Linux and macOS no program can set the time of the last change back.
    times = found.st_mtime_ns, found.st_ctime_ns
    return datetime.now(UTC).date(), found.st_ino, found.st_size, *times


def notices() -> list[StoreError]:
    """Return an error if a damaged file was replaced in the last days, or else none."""
    found = database_checks.last_replacement(_path())
    if found is None:
        return []
    day = found.copy or "none"
    return [StoreError("people-replaced", path=found.folder, day=day)]


def delete_copies() -> None:
    """Delete the daily copies, since they hold what was deleted for good."""
    database_checks.delete_copies(_path())


def _migrate(database: sqlite3.Connection) -> None:
    if _version(database) == len(_MIGRATIONS):
        return
    database_checks.prepare(database)
    database.execute("BEGIN IMMEDIATE")
    # Read again, because another process may have migrated meanwhile.
    for added in _MIGRATIONS[_version(database) :]:
        if callable(added):
            added(database)
            continue
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
