import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import StoreError
from core.store import people
from core.store.people import (
    NOT_GIVEN,
    forget,
    label_of,
    num_changes,
    revision,
    set_labels,
    undo,
    use_names,
    uses_names,
)

ROOT = Path(__file__).parents[3]
ONE, OTHER = "1" * 32, "2" * 32

pytestmark = pytest.mark.usefixtures("home")


def test_before_anybody_says_anything_there_is_no_file(home, contents):
    assert label_of(ONE, 3).tolist() == [NOT_GIVEN] * 3
    assert (revision(ONE), num_changes(ONE), uses_names(ONE)) == (0, 0, True)
    assert undo(ONE) == 0
    forget(ONE)

    assert contents(home) == {}


def test_labels_lie_where_they_were_given():
    set_labels(ONE, [2, 0], 7)
    set_labels(ONE, [1], -1)
    set_labels(OTHER, [1], 3)

    labels = label_of(ONE, 4)

    assert labels.dtype == np.int8
    assert labels.tolist() == [7, -1, 7, NOT_GIVEN]
    assert label_of(OTHER, 2).tolist() == [NOT_GIVEN, 3]


def test_the_last_label_counts():
    set_labels(ONE, [0, 1], 7)
    set_labels(ONE, [1], 8)

    assert label_of(ONE, 2).tolist() == [7, 8]


def test_a_label_can_be_left_to_the_name_again():
    set_labels(ONE, [0, 1], 7)
    set_labels(ONE, [0], NOT_GIVEN)

    assert label_of(ONE, 2).tolist() == [NOT_GIVEN, 7]


def test_changes_are_taken_back_one_by_one_the_last_first():
    set_labels(ONE, [0, 1], 7)
    set_labels(ONE, [1, 2, 2], 8)
    set_labels(OTHER, [0], 1)
    set_labels(ONE, [0], NOT_GIVEN)

    states = []
    while num_changes(ONE):
        count = undo(ONE)
        states.append((count, label_of(ONE, 3).tolist()))

    assert states == [
        (1, [7, 8, 8]),
        (2, [7, 7, NOT_GIVEN]),
        (2, [NOT_GIVEN, NOT_GIVEN, NOT_GIVEN]),
    ]
    assert label_of(OTHER, 1).tolist() == [1]


def test_every_change_raises_the_revision_and_no_other():
    seen = [revision(ONE)]
    for change in (
        lambda: set_labels(ONE, [0], 1),
        lambda: use_names(ONE, False),
        lambda: undo(ONE),
        lambda: set_labels(ONE, [0], 1),
    ):
        change()
        seen.append(revision(ONE))

    assert seen == [0, 1, 2, 3, 4]
    assert revision(OTHER) == 0


def test_names_are_used_until_somebody_objects():
    use_names(ONE, False)
    assert not uses_names(ONE)
    assert uses_names(OTHER)

    use_names(ONE, True)
    assert uses_names(ONE)


@pytest.mark.parametrize(("positions", "digit"), [([0], 10), ([0], -3), ([-1], 1)])
def test_what_is_no_label_is_refused(positions, digit):
    with pytest.raises(ValueError, match="no label"):
        set_labels(ONE, positions, digit)

    assert revision(ONE) == 0


def test_labelling_nothing_is_no_change():
    set_labels(ONE, [], 5)

    assert num_changes(ONE) == 0


def test_what_is_forgotten_is_gone_for_good(home):
    set_labels(ONE, [0], 7)
    use_names(ONE, False)
    set_labels(OTHER, [0], 7)

    forget(ONE)

    assert (revision(ONE), num_changes(ONE), uses_names(ONE)) == (0, 0, True)
    assert label_of(ONE, 1).tolist() == [NOT_GIVEN]
    assert label_of(OTHER, 1).tolist() == [7]
    with sqlite3.connect(home / "people.sqlite") as database:
        (left,) = database.execute("SELECT count(*) FROM labels_before").fetchone()
    assert left == 1


def test_labels_beyond_the_last_image_are_left_out():
    set_labels(ONE, [1, 5], 7)

    assert label_of(ONE, 2).tolist() == [NOT_GIVEN, 7]


def test_a_change_that_breaks_off_leaves_no_trace(monkeypatch):
    set_labels(ONE, [0], 7)

    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(people, "_write_labels", fail)
    with pytest.raises(KeyboardInterrupt):
        set_labels(ONE, [0], 8)

    assert label_of(ONE, 1).tolist() == [7]
    assert (revision(ONE), num_changes(ONE)) == (1, 1)


def test_a_file_that_is_no_database_is_named(home):
    (home / "people.sqlite").write_bytes(b"not a database" * 100)

    with pytest.raises(StoreError) as caught:
        label_of(ONE, 1)

    assert caught.value.kind == "cannot-write"
    assert caught.value.values["path"] == str(home / "people.sqlite")


def test_a_database_of_a_newer_misread_is_left_alone(home):
    set_labels(ONE, [0], 7)
    with sqlite3.connect(home / "people.sqlite") as database:
        database.execute("PRAGMA user_version = 99")

    with pytest.raises(StoreError) as caught:
        set_labels(ONE, [0], 8)

    assert caught.value.kind == "unknown-schema"


def test_two_processes_label_at_once_and_nothing_is_lost():
    code = (
        "import sys; from core.store.people import set_labels\n"
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
    assert (num_changes(ONE), revision(ONE)) == (80, 80)
    assert (label_of(ONE, 52) == 5).sum() == 42
    assert (label_of(OTHER, 53) == 5).sum() == 41
