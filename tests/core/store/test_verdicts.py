import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from core.data.verdicts import Verdict
from core.errors import StoreError
from core.store import database, manual_labels, verdicts
from core.store.verdicts import (
    delete_all,
    former_verdicts,
    last_change,
    merge,
    store_verdict,
    undo,
    verdicts_of,
)
from tests.verdict_revisions import revision

ROOT = Path(__file__).parents[3]
ONE, OTHER = "1" * 16, "2" * 16
# What a Misread without verdicts made.
VERSION_1 = """
CREATE TABLE uploads (upload TEXT PRIMARY KEY, revision INTEGER NOT NULL DEFAULT 0,
    uses_names INTEGER NOT NULL DEFAULT 1);
CREATE TABLE labels (upload TEXT NOT NULL, position INTEGER NOT NULL,
    label INTEGER NOT NULL, PRIMARY KEY (upload, position)) WITHOUT ROWID;
CREATE TABLE changes (id INTEGER PRIMARY KEY, upload TEXT NOT NULL,
    made TEXT NOT NULL);
CREATE TABLE labels_before (change INTEGER NOT NULL, position INTEGER NOT NULL,
    label INTEGER NOT NULL, PRIMARY KEY (change, position)) WITHOUT ROWID;
INSERT INTO uploads VALUES ('u', 2, 0);
INSERT INTO labels VALUES ('u', 3, 8);
INSERT INTO changes VALUES (5, 'u', '2026-01-01T00:00:00+00:00');
INSERT INTO labels_before VALUES (5, 3, 7);
PRAGMA user_version = 1;
"""

pytestmark = pytest.mark.usefixtures("data_folder")


def verdict(position=0, kind="model", digit=None, author="", note="", second=0):
    made = f"2026-01-01T00:{second // 60:02}:{second % 60:02}+00:00"
    return Verdict(
        position=position,
        kind=kind,
        digit=digit,
        author=author,
        note=note,
        made=made,
    )


class Crash(BaseException):
    """Ends a change in its middle, as pulling the plug does."""


def test_reading_creates_no_database(data_folder, read_files):
    assert verdicts_of(ONE) == ()
    assert (revision(ONE), last_change(ONE, 0, "")) == (0, 0)
    assert not undo(ONE, 0, "", 1)
    delete_all(ONE)

    assert read_files(data_folder) == {}


def test_verdicts_are_kept_per_author():
    store_verdict(ONE, verdict(author="Ann"))
    store_verdict(ONE, verdict(author="Bo", kind="ambiguous"))
    store_verdict(ONE, verdict(author="Ann", kind="label", digit=4, second=1))

    found = {each.author: each.decision for each in verdicts_of(ONE)}

    assert found == {"Ann": ("label", 4), "Bo": ("ambiguous", None)}
    assert former_verdicts(ONE) == (verdict(author="Ann"),)
    assert former_verdicts(ONE, 1) == former_verdicts(OTHER) == ()
    undo(ONE, 0, "Ann", last_change(ONE, 0, "Ann"))
    assert verdicts_of(ONE)[0].decision == ("model", None)
    assert former_verdicts(ONE) == ()


def test_undo_is_idempotent():
    for second, kind in enumerate(("model", "ambiguous", "model")):
        store_verdict(ONE, verdict(kind=kind, second=second))
    change = last_change(ONE, 0, "")

    assert not undo(ONE, 0, "", change - 1)
    assert undo(ONE, 0, "", change)
    store_verdict(ONE, verdict(kind="label", digit=2, second=9))

    assert not undo(ONE, 0, "", change)
    assert verdicts_of(ONE)[0].digit == 2


def test_database_of_an_older_version_is_migrated(data_folder):
    with sqlite3.connect(data_folder / "people.sqlite") as old:
        old.executescript(VERSION_1)
    old.close()

    store_verdict(ONE, verdict())

    assert manual_labels.load_manual_labels("u", 4)[3] == 8
    assert (manual_labels.revision("u"), manual_labels.chosen_place("u")) == (
        2,
        "none",
    )
    assert manual_labels.undo("u") == 1
    assert manual_labels.load_manual_labels("u", 4)[3] == 7
    assert len(verdicts_of(ONE)) == 1


def test_invisible_letters_leave_the_authors_of_an_older_version(data_folder):
    made = "2026-01-01T00:00:00+00:00"
    rows = [
        (ONE, 0, "Ann", "model", None, "", made),
        (ONE, 0, "A\u200bnn", "label", 4, "look\ufeff here", "2026-01-01T00:00:09Z"),
        (ONE, 1, "\u200eBo\u200c", "model", None, "", made),
    ]
    with sqlite3.connect(data_folder / "people.sqlite") as old:
        old.executescript(";".join(database._MIGRATIONS[:3]))
        old.executemany("INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        old.execute("PRAGMA user_version = 3")
    old.close()

    found = {(each.position, each.author): each.kind for each in verdicts_of(ONE)}

    assert found == {(0, "Ann"): "model", (1, "Bo"): "model"}
    (former,) = former_verdicts(ONE)
    assert (former.author, former.kind, former.note) == ("Ann", "label", "look here")
    assert undo(ONE, 0, "Ann", last_change(ONE, 0, "Ann"))


def test_failed_migration_is_rolled_back(data_folder, monkeypatch):
    with sqlite3.connect(data_folder / "people.sqlite") as old:
        old.executescript(VERSION_1)
    old.close()
    broken = (*database._MIGRATIONS[:1], "CREATE TABLE verdicts (a); CREATE nonsense")
    monkeypatch.setattr(database, "_MIGRATIONS", broken)

    with pytest.raises(StoreError) as caught:
        manual_labels.load_manual_labels("u", 4)

    assert caught.value.kind == "cannot-write"
    monkeypatch.undo()
    monkeypatch.setenv("MISREAD_HOME", str(data_folder))
    assert manual_labels.load_manual_labels("u", 4)[3] == 8
    assert store_verdict(ONE, verdict())


def test_database_of_a_newer_version_is_refused(data_folder):
    store_verdict(ONE, verdict())
    with sqlite3.connect(data_folder / "people.sqlite") as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()

    with pytest.raises(StoreError) as caught:
        store_verdict(ONE, verdict(kind="ambiguous"))

    assert caught.value.kind == "unknown-schema"


def test_import_of_verdicts_is_atomic(monkeypatch):
    store_verdict(ONE, verdict(position=3))
    real = verdicts._write_row

    def die_late(base, one, fields):
        if one[1] == 2:
            raise Crash
        real(base, one, fields)

    monkeypatch.setattr(verdicts, "_write_row", die_late)
    with pytest.raises(Crash):
        merge({OTHER: [verdict(1)], ONE: [verdict(1), verdict(2)]})

    assert (len(verdicts_of(ONE)), len(verdicts_of(OTHER))) == (1, 0)
    assert (revision(ONE), revision(OTHER)) == (1, 0)


def test_killed_process_leaves_no_partial_verdict():
    store_verdict(ONE, verdict())
    code = (
        "import os, sys; from core.store import verdicts\n"
        "from core.data.verdicts import Verdict\n"
        "verdicts._increment_revision = lambda *_: os._exit(9)\n"
        "verdicts.store_verdict(sys.argv[1], Verdict(position=0, kind='ambiguous',"
        " made='2026-01-02T00:00:00+00:00'))"
    )

    killed = subprocess.run([sys.executable, "-c", code, ONE], cwd=ROOT, check=False)

    assert killed.returncode == 9
    assert verdicts_of(ONE) == (verdict(),)
    assert revision(ONE) == 1
    assert store_verdict(ONE, verdict(kind="ambiguous", second=1))


def test_concurrent_processes_lose_no_verdict():
    code = (
        "import sys; from core.store.verdicts import store_verdict\n"
        "from core.data.verdicts import Verdict\n"
        "for each in range(40): store_verdict(sys.argv[1], Verdict(position=each,"
        " kind='model', author=sys.argv[2], made='2026-01-01T00:00:00+00:00'))\n"
        "for each in range(9): store_verdict(sys.argv[1], Verdict(position=99,"
        " kind='label', digit=each % 10, made='2026-01-01T00:00:00+00:00'))"
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", code, ONE, author], cwd=ROOT)
        for author in ("Ann", "Bo")
    ]

    assert [worker.wait(60) for worker in workers] == [0, 0]
    found = Counter((each.author, each.position) for each in verdicts_of(ONE))
    assert len(found) == 81
    assert set(found.values()) == {1}
    changes = 0
    while undo(ONE, 99, "", last_change(ONE, 99, "")):
        changes += 1
    assert changes == revision(ONE) - 80 - changes


@pytest.mark.parametrize(
    "fields",
    [
        {"position": -1},
        {"kind": "nobody"},
        {"digit": 3},
        {"kind": "label", "digit": 10},
        {"kind": "label", "digit": None},
        {"author": "two\nlines"},
        {"note": "x" * 301},
    ],
)
def test_invalid_verdicts_are_rejected(fields):
    with pytest.raises(ValueError, match=list(fields)[-1]):
        verdict(**fields)
