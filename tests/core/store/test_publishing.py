"""Publishing: all or nothing, whatever fails."""

import errno
import itertools
import json
import os
import pathlib
import shutil
import signal
import sys
import threading

import pytest

from core.errors import StoreError
from core.store import artefacts
from core.store.artefacts import (
    MANIFEST,
    list_artefacts,
    open_artefact,
    publish,
)
from tests.core.store.shelves import failing_call, names, write


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
