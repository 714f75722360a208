"""A data folder on a disk of its own, which is really full.

Linux lets root mount a small disk in memory.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import StoreError
from core.store.data_folder import data_folder
from core.store.manual_labels import load_manual_labels, set_labels
from core.wording import error_sentence
from tests.benchmarks import damage
from tests.benchmarks.damage_readings import TRAINED, UPLOADS, forget, readings

DISK_BYTES = 16 * 2**20
INODES = 300


@pytest.fixture
def disk(tmp_path, monkeypatch):
    """A small disk with a data folder of every kind of file."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a disk, on Linux")
    options = f"size={DISK_BYTES},nr_inodes={INODES}"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("the system mounts no disk")
    try:
        monkeypatch.setenv("MISREAD_HOME", str(folder / "home"))
        # MNIST is larger than the disk.
        monkeypatch.delenv("MISREAD_MNIST", raising=False)
        monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
        damage.fill(folder / "home")
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_bytes(folder):
    """Fill a disk to the last byte."""
    with suppress(OSError), (folder / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(2**16))
    with suppress(OSError), (folder / "filling").open("ab", buffering=0) as file:
        while True:
            file.write(b"0")
    assert os.statvfs(folder).f_bfree == 0


def fill_inodes(folder):
    """Fill a disk with as many empty files as it takes."""
    with suppress(OSError):
        for number in range(10 * INODES):
            (folder / f"filling{number}").touch()
    assert os.statvfs(folder).f_ffree == 0


def empty(folder):
    """Delete what fills a disk."""
    for path in folder.glob("filling*"):
        path.unlink()


def read_everything():
    """What pages and commands read, and how many errors they would show."""
    forget(everything=True)
    found = [damage.fingerprint(each.read()) for each in readings()]
    return found, damage.has_notice()


@pytest.mark.parametrize("fill", [fill_bytes, fill_inodes])
def test_everything_is_read_on_a_full_disk(disk, fill):
    before = read_everything()
    # They are computed again, and cannot be stored.
    stored = data_folder() / "predictions" / TRAINED
    shutil.rmtree(stored)
    fill(disk)

    assert read_everything() == before
    assert not any(stored.glob("*/manifest.json"))


@pytest.mark.parametrize("fill", [fill_bytes, fill_inodes])
def test_a_change_on_a_full_disk_is_refused_whole(disk, fill):
    before = load_manual_labels(UPLOADS[0], n=4).tolist()
    fill(disk)

    with pytest.raises(StoreError) as caught:
        set_labels(UPLOADS[0], [0, 1], 9)

    assert Path(caught.value.values["path"]).is_relative_to(data_folder())
    assert error_sentence(caught.value)
    assert load_manual_labels(UPLOADS[0], n=4).tolist() == before
    empty(disk)
    set_labels(UPLOADS[0], [0, 1], 9)
    assert load_manual_labels(UPLOADS[0], n=4).tolist() == [9, 9, *before[2:]]
