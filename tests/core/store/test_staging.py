"""Folders of writers that died are removed, those of live writers are not."""

import pathlib
import subprocess
import sys
from contextlib import ExitStack

from core.store.artefacts import list_artefacts
from core.store.staging import remove_stale_staging, staging
from tests.core.store.shelves import names

ROOT = pathlib.Path(__file__).parents[3]


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
