import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.data.verdicts import Verdict
from core.errors import StoreError
from core.store import database, database_checks, manual_labels
from core.store.verdicts import store_verdict, verdicts_of

ROOT = Path(__file__).parents[3]
ONE = "1" * 16


def verdict(position=0, author="", note=""):
    made = "2026-01-01T00:00:00+00:00"
    return Verdict(position=position, kind="model", author=author, note=note, made=made)


@pytest.fixture
def people(data_folder):
    """A database with a verdict, its copy of yesterday, and a later verdict."""
    path = data_folder / "people.sqlite"
    store_verdict(ONE, verdict(author="Ann", note="clearly a seven"))
    manual_labels.set_labels("u", range(50), 7)
    today = datetime.now(UTC).date()
    yesterday = f"people-{today - timedelta(days=1)}.sqlite"
    shutil.copy(path, data_folder / "copies" / yesterday)
    (data_folder / "copies" / f"people-{today}.sqlite").unlink()
    database._checked[path] = database._state(path)
    store_verdict(ONE, verdict(author="Bo", position=1))
    (data_folder / "copies" / f"people-{today}.sqlite").unlink()
    database._checked.clear()
    return path


def flip(path, offset, bit=0):
    content = bytearray(path.read_bytes())
    content[offset] ^= 1 << bit
    path.write_bytes(content)


def test_an_intact_database_is_not_touched(people, data_folder):
    assert people.exists()
    assert len(verdicts_of(ONE)) == 2
    assert database.notices() == []
    assert not list(data_folder.glob(".damaged-*"))


def test_each_day_of_changes_begins_with_a_copy(people, data_folder):
    store_verdict(ONE, verdict(author="Cy"))
    store_verdict(ONE, verdict(author="Di"))

    copy = data_folder / "copies" / f"people-{datetime.now(UTC).date()}.sqlite"
    with closing(sqlite3.connect(copy)) as opened:
        authors = opened.execute("SELECT author FROM verdicts ORDER BY 1").fetchall()
    assert people.exists()
    assert authors == [("Ann",), ("Bo",)]


@pytest.mark.parametrize("bit", [0, 5, 7])
def test_a_flipped_bit_in_a_note_brings_the_copy_back(people, data_folder, bit):
    flip(people, people.read_bytes().index(b"clearly a seven") + 3, bit)

    (found,) = verdicts_of(ONE)

    assert (found.author, found.note) == ("Ann", "clearly a seven")
    (notice,) = database.notices()
    day = str(datetime.now(UTC).date() - timedelta(days=1))
    assert (notice.kind, notice.values["day"]) == ("people-replaced", day)
    (kept,) = data_folder.glob(".damaged-people-*/people.sqlite")
    assert kept.stat().st_size > 0
    assert store_verdict(ONE, verdict(author="Cy", position=2))


def test_flipped_bits_anywhere_are_noticed_or_change_nothing(people, data_folder):
    def everything():
        return verdicts_of(ONE), manual_labels.load_manual_labels("u", 50).tolist()

    content, before = people.read_bytes(), everything()
    unnoticed, num_noticed = [], 0
    for number in range(100):
        offset = number * len(content) // 100 + number % 97
        people.write_bytes(content)
        flip(people, offset, number % 8)
        database._checked.clear()
        try:
            after = everything()
        except StoreError:
            continue
        replaced = list(data_folder.glob(".damaged-people-*"))
        num_noticed += bool(replaced)
        if after != before and not replaced:
            unnoticed.append(offset)
        for folder in replaced:
            shutil.rmtree(folder)

    assert unnoticed == []
    assert num_noticed > 5


def test_damage_is_noticed_by_a_process_that_stays(people):
    assert len(verdicts_of(ONE)) == 2
    before = people.stat()
    flip(people, people.read_bytes().index(b"clearly a seven"))
    if os.name == "posix":
        os.utime(people, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert len(verdicts_of(ONE)) == 1
    assert database.notices()


def test_a_change_of_this_process_is_not_checked_again(people, monkeypatch):
    assert len(verdicts_of(ONE)) == 2
    store_verdict(ONE, verdict(author="Cy", position=2))
    monkeypatch.setattr(database_checks, "damage", None)

    assert store_verdict(ONE, verdict(author="Di", position=3))
    assert len(verdicts_of(ONE)) == 4
    assert people.exists()


def test_damage_that_no_write_caused_is_noticed_on_the_next_day(people, monkeypatch):
    flip(people, people.read_bytes().index(b"clearly a seven"))
    database._checked[people] = database._state(people)
    assert len(verdicts_of(ONE)) == 2

    tomorrow = SimpleNamespace(now=lambda zone: datetime.now(zone) + timedelta(days=1))
    monkeypatch.setattr(database, "datetime", tomorrow)

    assert len(verdicts_of(ONE)) == 1
    assert database.notices()


def test_without_a_copy_a_damaged_database_begins_anew(people, data_folder):
    shutil.rmtree(data_folder / "copies")
    people.write_bytes(people.read_bytes()[:5000])

    assert verdicts_of(ONE) == ()

    (notice,) = database.notices()
    assert notice.values["day"] == "none"
    assert store_verdict(ONE, verdict())


def test_a_damaged_copy_is_passed_over(people, data_folder):
    (copy,) = (data_folder / "copies").iterdir()
    shutil.copy(copy, copy.with_name("people-2020-01-01.sqlite"))
    flip(copy, copy.read_bytes().index(b"clearly a seven"))
    flip(people, people.read_bytes().index(b"clearly a seven"))

    assert len(verdicts_of(ONE)) == 1
    assert database.notices()[0].values["day"] == "2020-01-01"


def test_seven_copies_are_kept_and_none_of_a_damaged_database(people, data_folder):
    folder = data_folder / "copies"
    today = folder / f"people-{datetime.now(UTC).date()}.sqlite"
    for day in range(1, 10):
        shutil.copy(people, folder / f"people-2020-01-0{day}.sqlite")
    store_verdict(ONE, verdict(author="Cy"))
    assert today.exists()
    assert len(list(folder.iterdir())) == database_checks.NUM_COPIES

    today.unlink()
    with closing(sqlite3.connect(people, isolation_level=None)) as changed:
        changed.execute("DROP TRIGGER verdicts_UPDATE")
        changed.execute("UPDATE verdicts SET note = 'forged'")
    database._checked[people] = database._state(people)
    store_verdict(ONE, verdict(author="Di"))

    assert not today.exists()


def test_the_notice_ends_after_a_week(people, data_folder):
    people.write_bytes(b"nothing")
    verdicts_of(ONE)
    (folder,) = data_folder.glob(".damaged-people-*")
    then = time.time() - 8 * 24 * 3600

    os.utime(folder / "copy.txt", (then, then))

    assert database.notices() == []


def test_an_older_log_is_given_up_when_the_file_is_opened(data_folder):
    store_verdict(ONE, verdict())
    path = data_folder / "people.sqlite"
    with closing(sqlite3.connect(path)) as older:
        older.execute("PRAGMA journal_mode = WAL")
    database._checked.clear()

    assert len(verdicts_of(ONE)) == 1

    assert sorted(each.name for each in data_folder.glob("people*")) == [path.name]
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_reading_writes_nothing(people, data_folder, read_files):
    before = read_files(data_folder)

    assert people.exists()
    assert len(verdicts_of(ONE)) == 2
    assert read_files(data_folder) == before


def test_the_first_changes_of_eight_processes_wait_for_each_other(data_folder):
    code = (
        "import sys; from core.store.manual_labels import set_labels\n"
        "sys.stdin.read(); set_labels('u', [int(sys.argv[1])], 5)"
    )
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(number)], cwd=ROOT, stdin=subprocess.PIPE
        )
        for number in range(8)
    ]
    time.sleep(1)
    for worker in workers:
        worker.stdin.close()

    assert [worker.wait(60) for worker in workers] == [0] * 8
    assert (manual_labels.load_manual_labels("u", 8) == 5).all()
    assert database.notices() == []
    assert (data_folder / "people.sqlite").exists()


def test_a_value_that_cannot_be_is_damage(people):
    with closing(sqlite3.connect(people, isolation_level=None)) as changed:
        changed.execute("DROP TRIGGER verdicts_UPDATE")
        changed.execute("UPDATE verdicts SET made = 'yesterday'")
    database._checked[people] = database._state(people)

    with pytest.raises(StoreError) as caught:
        verdicts_of(ONE)

    assert caught.value.kind == "people-damaged"
