import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import StoreError
from core.store import database, manual_labels
from core.store.manual_labels import (
    NO_MANUAL_LABEL,
    chosen_place,
    delete_all,
    load_manual_labels,
    num_undoable_changes,
    revision,
    set_labels,
    set_place,
    undo,
)

ROOT = Path(__file__).parents[3]
ONE, OTHER = "1" * 32, "2" * 32

pytestmark = pytest.mark.usefixtures("data_folder")


def test_reading_creates_no_database(data_folder, read_files):
    assert load_manual_labels(ONE, 3).tolist() == [NO_MANUAL_LABEL] * 3
    assert (revision(ONE), num_undoable_changes(ONE), chosen_place(ONE)) == (
        0,
        0,
        "",
    )
    assert undo(ONE) == 0
    delete_all(ONE)

    assert read_files(data_folder) == {}


def test_labels_are_stored_by_position():
    set_labels(ONE, [2, 0], 7)
    set_labels(ONE, [1], -1)
    set_labels(OTHER, [1], 3)

    labels = load_manual_labels(ONE, 4)

    assert labels.dtype == np.int8
    assert labels.tolist() == [7, -1, 7, NO_MANUAL_LABEL]
    assert load_manual_labels(OTHER, 2).tolist() == [NO_MANUAL_LABEL, 3]


def test_the_last_label_counts():
    set_labels(ONE, [0, 1], 7)
    set_labels(ONE, [1], 8)

    assert load_manual_labels(ONE, 2).tolist() == [7, 8]


def test_a_label_can_be_left_to_the_name_again():
    set_labels(ONE, [0, 1], 7)
    set_labels(ONE, [0], NO_MANUAL_LABEL)

    assert load_manual_labels(ONE, 2).tolist() == [NO_MANUAL_LABEL, 7]


def test_undo_reverts_changes_in_reverse_order():
    set_labels(ONE, [0, 1], 7)
    set_labels(ONE, [1, 2, 2], 8)
    set_labels(OTHER, [0], 1)
    set_labels(ONE, [0], NO_MANUAL_LABEL)

    states = []
    while num_undoable_changes(ONE):
        count = undo(ONE)
        states.append((count, load_manual_labels(ONE, 3).tolist()))

    assert states == [
        (1, [7, 8, 8]),
        (2, [7, 7, NO_MANUAL_LABEL]),
        (2, [NO_MANUAL_LABEL, NO_MANUAL_LABEL, NO_MANUAL_LABEL]),
    ]
    assert load_manual_labels(OTHER, 1).tolist() == [1]


def test_every_change_raises_the_revision_and_no_other():
    seen = [revision(ONE)]
    for change in (
        lambda: set_labels(ONE, [0], 1),
        lambda: set_place(ONE, "none"),
        lambda: undo(ONE),
        lambda: set_labels(ONE, [0], 1),
    ):
        change()
        seen.append(revision(ONE))

    assert seen == [0, 1, 2, 3, 4]
    assert revision(OTHER) == 0


def test_a_chosen_place_belongs_to_its_upload():
    set_place(ONE, "none")
    assert chosen_place(ONE) == "none"
    assert chosen_place(OTHER) == ""

    set_place(ONE, "last")
    assert chosen_place(ONE) == "last"


@pytest.mark.parametrize(("positions", "digit"), [([0], 10), ([0], -3), ([-1], 1)])
def test_invalid_labels_are_rejected(positions, digit):
    with pytest.raises(ValueError, match="no label"):
        set_labels(ONE, positions, digit)

    assert revision(ONE) == 0


def test_labelling_nothing_is_no_change():
    set_labels(ONE, [], 5)

    assert num_undoable_changes(ONE) == 0


def test_delete_all_removes_every_row(data_folder):
    set_labels(ONE, [0], 7)
    set_place(ONE, "none")
    set_labels(OTHER, [0], 7)

    delete_all(ONE)

    assert (revision(ONE), num_undoable_changes(ONE), chosen_place(ONE)) == (
        0,
        0,
        "",
    )
    assert load_manual_labels(ONE, 1).tolist() == [NO_MANUAL_LABEL]
    assert load_manual_labels(OTHER, 1).tolist() == [7]
    with sqlite3.connect(data_folder / "people.sqlite") as database:
        (left,) = database.execute("SELECT count(*) FROM labels_before").fetchone()
    assert left == 1


def test_labels_beyond_the_last_image_are_left_out():
    set_labels(ONE, [1, 5], 7)

    assert load_manual_labels(ONE, 2).tolist() == [NO_MANUAL_LABEL, 7]


def test_failed_change_is_rolled_back(monkeypatch):
    set_labels(ONE, [0], 7)

    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(manual_labels, "_write_labels", fail)
    with pytest.raises(KeyboardInterrupt):
        set_labels(ONE, [0], 8)

    assert load_manual_labels(ONE, 1).tolist() == [7]
    assert (revision(ONE), num_undoable_changes(ONE)) == (1, 1)


def test_a_file_that_is_no_database_is_set_aside(data_folder):
    content = b"not a database" * 100
    (data_folder / "people.sqlite").write_bytes(content)

    set_labels(ONE, [0], 7)

    assert load_manual_labels(ONE, 1).tolist() == [7]
    (kept,) = data_folder.glob(".damaged-people-*/people.sqlite")
    assert kept.read_bytes() == content
    (notice,) = database.notices()
    assert (notice.kind, notice.values["day"]) == ("people-replaced", "none")


def test_a_database_of_a_newer_misread_is_left_alone(data_folder):
    set_labels(ONE, [0], 7)
    with sqlite3.connect(data_folder / "people.sqlite") as database:
        database.execute("PRAGMA user_version = 99")

    with pytest.raises(StoreError) as caught:
        set_labels(ONE, [0], 8)

    assert caught.value.kind == "unknown-schema"


def test_concurrent_processes_lose_no_label():
    code = (
        "import sys; from core.store.manual_labels import set_labels\n"
        "for each in range(40): set_labels(sys.argv[1], [each, int(sys.argv[2])], 5)"
    )
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, upload, place],
            cwd=ROOT,
        )
        for upload, place in ((ONE, "50"), (ONE, "51"), (OTHER, "52"))
    ]

    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    assert (num_undoable_changes(ONE), revision(ONE)) == (80, 80)
    assert (load_manual_labels(ONE, 52) == 5).sum() == 42
    assert (load_manual_labels(OTHER, 53) == 5).sum() == 41
