import errno
import itertools
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager

import pytest

from core._version import VERSION
from core.errors import StoreError
from core.store import artefacts
from core.store.artefacts import (
    MANIFEST,
    list_artefacts,
    open_artefact,
    publish,
    read_manifest_unverified,
    remove_stale_staging,
    staging,
)

ROOT = pathlib.Path(__file__).parents[3]
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


@pytest.fixture
def shelf(data_folder):
    """A folder of artefacts with one in it."""
    publish(data_folder / "shelf" / "first", write, {"id": "first"})
    return data_folder / "shelf"


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


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_artefact_says_what_its_writer_recorded(shelf):
    manifest = open_artefact(shelf / "first")

    assert manifest.folder == shelf / "first"
    assert manifest.metadata == {"id": "first"}
    assert names(shelf) == ["first"]


def test_the_manifest_describes_every_file(shelf):
    manifest = json.loads((shelf / "first" / MANIFEST).read_text("utf-8"))

    assert manifest["schema"] == artefacts.SCHEMA_VERSION
    assert set(manifest["files"]) == {"deeper/bytes.bin", "numbers.txt"}
    assert manifest["files"]["numbers.txt"]["size"] == 5


def test_publish_keeps_an_intact_artefact(shelf, read_files):
    before = read_files(shelf)

    manifest = publish(shelf / "first", lambda _: pytest.fail("written"), {"id": "?"})

    assert manifest.metadata == {"id": "first"}
    assert read_files(shelf) == before


def test_publish_replaces_a_damaged_artefact(shelf):
    (shelf / "first" / "numbers.txt").write_text("1 2 4", "utf-8")
    artefacts._verified_manifests.clear()

    publish(shelf / "first", write, {"id": "first"})

    assert (shelf / "first" / "numbers.txt").read_text("utf-8") == "1 2 3"
    assert [name[:14] for name in names(shelf)] == [".damaged-first", "first"]


def test_republished_artefact_is_not_served_from_cache(shelf):
    open_artefact(shelf / "first")
    shutil.rmtree(shelf / "first")

    assert publish(shelf / "first", write, {"id": "anew"}).metadata == {"id": "anew"}


def test_publish_replaces_a_folder_without_manifest(shelf):
    (shelf / "second").mkdir()
    (shelf / "second" / "numbers.txt").write_text("1", "utf-8")

    publish(shelf / "second", write, {"id": "second"})

    assert list(list_artefacts(shelf)) == [shelf / "first", shelf / "second"]


def test_publish_is_atomic_under_any_io_error(shelf, read_files):
    before = read_files(shelf)
    whole = {name.replace("first", "second") for name in before}
    refusals = []
    for n in itertools.count(1):
        with failing_call(n) as was_reached:
            try:
                publish(shelf / "second", write, {"id": "second"})
            except StoreError as error:
                refusals.append(error)
        if not was_reached():
            break

        after = read_files(shelf)
        assert {name: after.pop(name) for name in before} == before
        assert set(after) in (set(), whole), f"call {n}"
        assert names(shelf) == ["first", *(["second"] if after else [])], f"call {n}"
        artefacts._verified_manifests.clear()
        if after:
            assert open_artefact(shelf / "second").metadata == {"id": "second"}
            shutil.rmtree(shelf / "second")
    # What was published is read once more, and that may fail as well.
    while refusals[-1].kind == "unreadable":
        refusals.pop()
    full = {"path": str(shelf), "reason": "no space left on device"}
    assert len(refusals) > 10
    assert {refusal.kind for refusal in refusals} == {"cannot-write"}
    assert all(refusal.values == full for refusal in refusals)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_full_disk_leaves_nothing_behind(shelf, read_files):
    import resource

    before = read_files(shelf)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(StoreError) as caught:
            publish(
                shelf / "second",
                lambda folder: (folder / "much.bin").write_bytes(bytes(200_000)),
                {},
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)

    assert caught.value.kind == "cannot-write"
    assert read_files(shelf) == before


def test_a_file_in_place_of_the_folder_is_named(data_folder):
    (data_folder / "shelf").write_text("not a folder", "utf-8")

    with pytest.raises(StoreError) as caught:
        publish(data_folder / "shelf" / "first", write, {})

    assert caught.value.kind == "cannot-write"
    assert caught.value.values["path"] == str(data_folder / "shelf")
    assert names(data_folder) == ["shelf"]


def test_writer_exceptions_propagate(shelf):
    def fail(_):
        raise KeyError("x")

    with pytest.raises(KeyError):
        publish(shelf / "second", fail, {})

    assert names(shelf) == ["first"]


def test_concurrent_publishers_get_the_same_artefact(shelf):
    barrier = threading.Barrier(8)
    manifests = []

    def write_together(folder):
        write(folder)
        barrier.wait(10)

    def run():
        manifests.append(publish(shelf / "second", write_together, {"id": "second"}))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert [manifest.metadata for manifest in manifests] == [{"id": "second"}] * 8
    assert names(shelf) == ["first", "second"]


def test_losing_a_publish_race_keeps_the_first_artefact(shelf, monkeypatch):
    rename = pathlib.Path.rename

    def overtaken(path, target):
        monkeypatch.setattr(pathlib.Path, "rename", rename)
        publish(target, write, {"by": "the other"})
        return rename(path, target)

    monkeypatch.setattr(pathlib.Path, "rename", overtaken)

    manifest = publish(shelf / "second", write, {"by": "us"})

    assert manifest.metadata == {"by": "the other"}
    assert names(shelf) == ["first", "second"]


def test_rename_is_retried_when_busy_on_windows(shelf, monkeypatch):
    rename, refusals = pathlib.Path.rename, [5, 32]

    def busy(path, target):
        if refusals:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = refusals.pop()
            raise error
        return rename(path, target)

    monkeypatch.setattr(pathlib.Path, "rename", busy)

    publish(shelf / "second", write, {})

    assert names(shelf) == ["first", "second"]


def test_what_is_not_there_is_missing(shelf, error_kind):
    assert error_kind(open_artefact, shelf / "third") == "missing"


def test_what_was_deleted_since_is_missing(shelf, error_kind):
    open_artefact(shelf / "first")
    (shelf / "first" / MANIFEST).unlink()

    assert error_kind(open_artefact, shelf / "first") == "missing"


@pytest.mark.parametrize("name", ["numbers.txt", "deeper/bytes.bin"])
@pytest.mark.parametrize("damage", ["flip", "cut", "remove", "fill"])
def test_damaged_artefact_is_quarantined(shelf, name, damage):
    path = shelf / "first" / name
    data = path.read_bytes()
    path.unlink()
    if damage != "remove":
        changed = {
            "flip": bytes([data[0] ^ 1]) + data[1:],
            "cut": data[:-1],
            "fill": bytes(len(data)),
        }
        path.write_bytes(changed[damage])
    artefacts._verified_manifests.clear()

    with pytest.raises(StoreError) as caught:
        open_artefact(shelf / "first")

    assert caught.value.kind == "damaged"
    assert caught.value.values["name"] == "first"
    assert caught.value.values["file"] == name
    aside = pathlib.Path(caught.value.values["path"])
    assert aside.parent == shelf
    assert (aside / MANIFEST).is_file()
    assert list(list_artefacts(shelf)) == []


def test_bit_flips_in_the_manifest_are_detected(shelf):
    path = shelf / "first" / MANIFEST
    sound = path.read_bytes()
    for position in range(len(sound)):
        flipped = sound[position] ^ (1 << position % 8)
        data = sound[:position] + bytes([flipped]) + sound[position + 1 :]
        path.write_bytes(data)
        artefacts._verified_manifests.clear()

        with pytest.raises(StoreError) as caught:
            open_artefact(shelf / "first")

        # A flipped bit in the version itself cannot be told from another version.
        assert caught.value.kind in ("damaged", "unknown-schema"), position
        if caught.value.kind == "damaged":
            assert caught.value.values["file"] == MANIFEST
            pathlib.Path(caught.value.values["path"]).rename(shelf / "first")


def test_a_manifest_names_the_version_that_wrote_it(shelf):
    manifest = json.loads((shelf / "first" / MANIFEST).read_text("utf-8"))

    assert manifest["misread"][0] == VERSION


def test_a_manifest_without_a_version_or_of_another_one_is_intact(shelf):
    path = shelf / "first" / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    for version in ([], ["9.9.9", artefacts._digest("9.9.9")]):
        changed = {**manifest, "misread": version}
        if not version:
            del changed["misread"]
        path.write_text(json.dumps(changed), "utf-8")
        artefacts._verified_manifests.clear()

        assert open_artefact(shelf / "first").metadata == {"id": "first"}


def test_a_manifest_with_keys_of_a_later_version_is_intact(shelf):
    path = shelf / "first" / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"later": 1}), "utf-8")
    artefacts._verified_manifests.clear()

    assert open_artefact(shelf / "first").metadata == {"id": "first"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "3", '"first"', "{}", '{"schema": 1, "about": 2}']
)
def test_a_manifest_that_is_none_is_noticed(shelf, error_kind, text):
    (shelf / "first" / MANIFEST).write_text(text, "utf-8")
    artefacts._verified_manifests.clear()

    assert error_kind(open_artefact, shelf / "first") == "damaged"


def test_a_truncated_manifest_is_noticed(shelf, error_kind):
    path = shelf / "first" / MANIFEST
    path.write_bytes(path.read_bytes()[:-20])
    artefacts._verified_manifests.clear()

    assert error_kind(open_artefact, shelf / "first") == "damaged"


def test_an_unknown_schema_version_is_named_and_left_alone(shelf, read_files):
    path = shelf / "first" / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"schema": 2}), "utf-8")
    artefacts._verified_manifests.clear()
    before = read_files(shelf)

    for call in (open_artefact, lambda folder: publish(folder, write, {})):
        with pytest.raises(StoreError) as caught:
            call(shelf / "first")
        assert caught.value.kind == "unknown-schema"
        assert caught.value.values == {"name": "first", "schema": 2}

    assert read_files(shelf) == before


def test_unreadable_artefact_is_not_quarantined(shelf, read_files):
    before = read_files(shelf)
    artefacts._verified_manifests.clear()
    for n in (1, 2, 3):
        with failing_call(n, errno.EMFILE), pytest.raises(StoreError) as caught:
            open_artefact(shelf / "first")

        assert caught.value.kind == "unreadable"
        assert caught.value.values["reason"] == "too many open files"

    assert read_files(shelf) == before


def test_a_damaged_example_stays_where_it_is(
    shelf, monkeypatch, error_kind, read_files, capsys
):
    monkeypatch.setattr(artefacts, "EXAMPLES", shelf.parent)
    (shelf / "first" / "numbers.txt").unlink()
    artefacts._verified_manifests.clear()
    before = read_files(shelf)

    assert error_kind(open_artefact, shelf / "first") == "damaged-example"
    assert read_files(shelf) == before
    # Every page would log it again.
    assert "quarantined" not in capsys.readouterr().err


def test_files_are_checked_once_in_a_process(shelf):
    open_artefact(shelf / "first")
    (shelf / "first" / "numbers.txt").unlink()

    assert open_artefact(shelf / "first").metadata == {"id": "first"}


def test_unverified_read_opens_only_the_manifest(shelf):
    (shelf / "first" / "numbers.txt").unlink()

    assert read_manifest_unverified(shelf / "first").metadata == {"id": "first"}


def test_unverified_read_notices_changes(shelf):
    read_manifest_unverified(shelf / "first")
    shutil.rmtree(shelf / "first")
    publish(shelf / "first", write, {"id": "anew"})

    assert read_manifest_unverified(shelf / "first").metadata == {"id": "anew"}


def test_unverified_read_of_missing_or_invalid_manifest_raises(shelf, error_kind):
    assert error_kind(read_manifest_unverified, shelf / "second") == "missing"
    (shelf / "first" / MANIFEST).write_text("{", "utf-8")
    assert error_kind(read_manifest_unverified, shelf / "first") == "damaged"


def test_a_folder_that_is_not_there_lists_nothing(data_folder):
    assert list(list_artefacts(data_folder / "shelf")) == []


def test_only_published_folders_are_listed(shelf):
    (shelf / "without").mkdir()
    (shelf / "a file").write_text("", "utf-8")
    with staging(shelf) as folder:
        (folder / MANIFEST).write_text("{}", "utf-8")

        assert list(list_artefacts(shelf)) == [shelf / "first"]


def test_stale_staging_is_removed_and_nothing_else(shelf, read_files):
    before = read_files(shelf)
    deep = shelf / "some" / "where"
    for parent in (shelf, deep):
        (parent / ".staging-0123456789ab").mkdir(parents=True)
        (parent / ".staging-0123456789ab" / "half.bin").write_bytes(b"1")
    (shelf / ".staging-aaaaaaaaaaaa.lock").touch()

    remove_stale_staging(shelf.parent)

    assert read_files(shelf) == before
    assert names(shelf) == ["first", "some"]
    assert names(deep) == []


def test_staging_of_a_live_writer_is_kept(shelf):
    with ExitStack() as living:
        folders = [living.enter_context(staging(shelf)) for _ in range(2)]
        (folders[0] / "half.bin").write_bytes(b"1")

        remove_stale_staging(shelf)

        assert (folders[0] / "half.bin").is_file()
        assert folders[1].is_dir()
    assert names(shelf) == ["first"]


def test_stale_staging_of_a_killed_writer_is_removed(shelf, read_files):
    before = read_files(shelf)
    code = (
        "import pathlib, sys, time; from core.store.artefacts import publish\n"
        "def write(folder):\n"
        "    (folder / 'half.bin').write_bytes(b'1')\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
        "publish(pathlib.Path(sys.argv[1]), write, {})"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(shelf / "second")],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as writer:
        assert writer.stdout.readline().strip() == b"writing"
        remove_stale_staging(shelf)
        assert len([name for name in names(shelf) if name.endswith(".lock")]) == 1
        writer.kill()

    assert list(list_artefacts(shelf)) == [shelf / "first"]
    remove_stale_staging(shelf)

    assert read_files(shelf) == before
    assert names(shelf) == ["first"]


def test_removing_stale_staging_of_a_missing_folder_is_a_no_op(data_folder):
    remove_stale_staging(data_folder / "shelf")

    assert names(data_folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes no folders")
def test_everything_is_on_the_disk_before_it_is_renamed_and_its_place_after(
    shelf, monkeypatch
):
    fsync, rename = os.fsync, pathlib.Path.rename
    flushed, unflushed = set(), []

    def record(descriptor):
        flushed.add(os.fstat(descriptor).st_ino)
        return fsync(descriptor)

    def check(path, target):
        unflushed.extend(
            each
            for each in (path, *path.rglob("*"))
            if each.stat().st_ino not in flushed
        )
        flushed.clear()
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", record)
    monkeypatch.setattr(pathlib.Path, "rename", check)

    publish(shelf / "second", write, {})

    assert unflushed == []
    assert flushed == {shelf.stat().st_ino, shelf.parent.stat().st_ino}
