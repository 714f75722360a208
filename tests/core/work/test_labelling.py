import pytest

from core.store.digit_sets import save_digits
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from core.work.labelling import (
    give_labels,
    label_revision,
    labels_of,
    num_undoable_changes,
    set_place,
    undo,
)

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def upload(make_upload):
    return make_upload("1/a.png", "2/b.png", "c.png", "d.png")


def test_labels_are_read_from_names_first(upload):
    assert labels_of(upload.digits).tolist() == [1, 2, -1, -1]


def test_labels_given_by_hand_go_before_names(upload):
    give_labels(upload, [1, 2], 9)

    assert labels_of(upload.digits).tolist() == [1, 9, 9, -1]


def test_names_can_be_ignored_and_what_was_given_by_hand_stays(upload):
    give_labels(upload, [2], 9)
    set_place(upload.id, "none")

    assert labels_of(upload.digits).tolist() == [-1, -1, 9, -1]


def test_manual_label_can_mark_an_image_as_no_digit(upload):
    give_labels(upload, [0], -1)

    assert labels_of(upload.digits).tolist() == [-1, 2, -1, -1]
    give_labels(upload, [0], None)
    assert labels_of(upload.digits).tolist() == [1, 2, -1, -1]


def test_positions_that_there_are_not_are_left_out(upload):
    give_labels(upload, [-1, 3, 4, 10**9], 5)

    assert labels_of(upload.digits).tolist() == [1, 2, -1, 5]


def test_a_label_is_taken_back(upload):
    assert not num_undoable_changes(upload.id)
    give_labels(upload, [0, 1], 5)
    assert num_undoable_changes(upload.id)

    assert undo(upload.id) == 2
    assert labels_of(upload.digits).tolist() == [1, 2, -1, -1]
    assert not num_undoable_changes(upload.id)
    assert undo(upload.id) == 0


def test_what_is_not_an_upload_keeps_its_labels(digits):
    record = save_digits(digits)

    assert labels_of(record).tolist() == digits.labels.tolist()
    assert label_revision(record) == 0


def test_two_uploads_of_the_same_images_have_labels_of_their_own(make_upload, upload):
    twin = make_upload("1/a.png", "2/b.png", "c.png", "d.png")
    assert twin.images_id == upload.images_id

    give_labels(twin, [3], 5)

    assert labels_of(upload.digits).tolist() == [1, 2, -1, -1]
    assert (label_revision(upload.digits), label_revision(twin.digits)) == (0, 1)


def test_an_evaluation_has_the_labels_of_today(reference, upload):
    before = evaluate(reference, upload.digits)
    give_labels(upload, [2], int(before.predictions[2]))
    give_labels(upload, [3], int(before.predictions[3] + 1) % 10)

    after = evaluate(reference, find_digits(upload.id))

    assert (before.num_labelled, after.num_labelled) == (2, 4)
    assert after.sources == (upload.source,)
    assert (after.probabilities == before.probabilities).all()
    assert not after.mistaken[2]
    assert after.mistaken[3]
