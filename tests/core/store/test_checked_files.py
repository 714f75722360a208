"""What is damaged on the disk after it was verified is noticed when it is read."""

import io
import os
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from core.errors import DamagedError, StoreError
from core.store import artefacts, digit_sets, runs, uploads
from core.store.artefacts import open_artefact, publish, read_file
from core.store.checked_files import (
    BLOCK_BYTES,
    ChangedError,
    Fingerprint,
    open_checked,
)
from core.store.data_folder import EXAMPLES
from core.store.digit_sets import save_digits
from core.store.quarantine import store_errors


def flip(path, offset=None):
    """Flip a bit, and restore the times of the file."""
    content, before = bytearray(path.read_bytes()), path.stat()
    content[len(content) // 2 if offset is None else offset] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path):
    path.write_bytes(b"")


DAMAGES = [flip, cut, empty, Path.unlink]


@pytest.fixture
def large(tmp_path):
    """A file of three blocks and a half, and its fingerprint."""
    path = tmp_path / "large.bin"
    content = np.random.default_rng(0).bytes(BLOCK_BYTES * 7 // 2)
    path.write_bytes(content)
    return path, content, Fingerprint.of(path)


@pytest.mark.parametrize("size", [0, 1, BLOCK_BYTES, BLOCK_BYTES + 1])
def test_a_file_of_any_size_comes_back(tmp_path, size):
    content = bytes(range(256)) * (size // 256 + 1)
    (tmp_path / "file").write_bytes(content[:size])

    with open_checked(tmp_path / "file", Fingerprint.of(tmp_path / "file")) as file:
        assert file.read() == content[:size]
        assert file.read() == b""


def test_any_part_of_a_file_comes_back(large):
    path, content, fingerprint = large
    random = np.random.default_rng(1)
    with open_checked(path, fingerprint) as file:
        for begin, end in np.sort(random.integers(0, len(content), (50, 2))):
            file.seek(begin)
            assert file.read(end - begin) == content[begin:end]
        file.seek(-5, io.SEEK_END)
        assert file.read() == content[-5:]


def test_only_the_blocks_that_are_read_must_be_intact(large):
    path, content, fingerprint = large
    flip(path, 2 * BLOCK_BYTES + 7)

    with open_checked(path, fingerprint) as file:
        assert file.read(2 * BLOCK_BYTES) == content[: 2 * BLOCK_BYTES]
        with pytest.raises(ChangedError):
            file.read(1)
        file.seek(3 * BLOCK_BYTES)
        assert file.read() == content[3 * BLOCK_BYTES :]


def test_equal_blocks_may_not_change_places(tmp_path):
    path = tmp_path / "file"
    first, second = bytes(BLOCK_BYTES), b"1" * BLOCK_BYTES
    path.write_bytes(first + second)
    fingerprint = Fingerprint.of(path)
    path.write_bytes(second + first)

    with open_checked(path, fingerprint) as file, pytest.raises(ChangedError):
        file.read(1)


def everything_of_a_run(run):
    readings = {
        "recipe.json": lambda: runs.load_run(run.folder),
        "history.parquet": lambda: runs.load_history(run),
        "layers.parquet": lambda: runs.load_layers(run),
        "model.keras": lambda: runs.load_model_file(run.folder, "model.keras"),
        "model.tflite": lambda: runs.load_model_file(run.folder, "model.tflite"),
    }
    for each in run.evaluated:
        readings[f"predictions/{each}.parquet"] = partial(
            runs.load_predictions, run, each
        )
    for each in run.replayed:
        readings[f"epochs/{each}.parquet"] = partial(runs.load_epochs, run, each)
    return readings


def everything_of_digits(record):
    return {
        "images.npy": lambda: digit_sets.load_digits(record).images,
        "table.parquet": lambda: digit_sets.load_labels(record),
    }


def everything_of_an_upload(upload):
    return {
        "images.npy": lambda: uploads.load_uploaded_images(upload),
        "steps.npy": lambda: uploads.load_framing_steps(upload, [1]),
        "originals.bin": lambda: uploads.load_originals(upload, [0, 1, 2]),
        "table.parquet": lambda: uploads.load_upload_table(upload),
        "refused.json": lambda: uploads.load_refusals(upload),
    }


@pytest.fixture
def open_run(data_folder):
    """A copy of the run that ships with Misread, opened."""
    (shipped,) = (EXAMPLES / "runs").glob("*/")
    folder = data_folder / "runs" / shipped.name
    shutil.copytree(shipped, folder)
    return runs.load_run(folder)


def assert_every_damage_is_noticed(folder, readings):
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")}
    assert set(readings) == names - {artefacts.MANIFEST}
    sound = folder.with_name("sound")
    shutil.copytree(folder, sound)
    for name, read in readings.items():
        for damage in DAMAGES:
            read()
            damage(folder / name)

            with pytest.raises(DamagedError) as caught:
                read()

            assert caught.value.kind == "damaged", (name, damage)
            assert caught.value.values["file"] == name
            (error,) = store_errors([folder.parent.name])
            assert error.values["name"] == folder.name
            shutil.rmtree(caught.value.values["path"])
            shutil.copytree(sound, folder)


def test_damage_of_an_open_run_is_noticed(open_run):
    assert_every_damage_is_noticed(open_run.folder, everything_of_a_run(open_run))


def test_damage_of_an_open_digit_set_is_noticed(digits, data_folder):
    record = save_digits(digits, root=data_folder)
    assert_every_damage_is_noticed(record.folder, everything_of_digits(record))


def test_damage_of_an_open_upload_is_noticed(make_upload):
    upload = make_upload("a 1.png", "b 2.png", "c 3.png")
    assert_every_damage_is_noticed(upload.folder, everything_of_an_upload(upload))


def test_images_in_use_outlive_their_file(digits, data_folder):
    record = save_digits(digits, root=data_folder)
    images = digit_sets.load_digits(record).images
    cut(record.folder / "images.npy")

    np.testing.assert_array_equal(images, digits.images)


def test_what_was_published_anew_is_not_damaged(shelf):
    folder = shelf / "first"
    open_artefact(folder)
    shutil.move(folder, shelf.parent / "old")
    known = artefacts._verified_manifests.copy()

    def write(staged):
        (staged / "numbers.txt").write_text("4 5 6 7", "utf-8")

    publish(folder, write, {"id": "first"})
    # Another process did this.
    artefacts._verified_manifests.update(known)

    assert read_file(folder, "numbers.txt", lambda file: file.read()) == b"4 5 6 7"


def test_a_disk_that_reads_differently_each_time_is_noticed(shelf, monkeypatch):
    monkeypatch.setattr(Fingerprint, "is_block", lambda *_: False)

    with pytest.raises(DamagedError):
        read_file(shelf / "first", "numbers.txt", lambda file: file.read())


def test_a_file_that_cannot_be_read_now_is_not_damaged(shelf):
    def refuse(_):
        raise OSError(5, "Input/output error")

    with pytest.raises(StoreError) as caught:
        read_file(shelf / "first", "numbers.txt", refuse)

    assert caught.value.kind == "unreadable"
    assert (shelf / "first" / "numbers.txt").exists()
