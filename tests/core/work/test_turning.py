import io

import numpy as np
import pytest
from PIL import Image

from core.analysis.orientation import ORIENTATIONS, straighten
from core.errors import CancelledError, WorkError
from core.store.jobs import IMPORTS
from core.store.manual_labels import NO_MANUAL_LABEL, load_manual_labels
from core.store.uploads import (
    find_upload,
    list_uploads,
    load_originals,
    load_upload_table,
    load_uploaded_images,
    new_upload_id,
)
from core.work import import_queue, jobs
from core.work.labelling import chosen_place, give_labels, labels_of, set_place
from core.work.turning import turn_upload
from core.work.uploads import import_upload
from tests.jobs import wait_until_stopped

pytestmark = pytest.mark.usefixtures("data_folder")
N = 12


@pytest.fixture
def upload(tmp_path, builtin_digits):
    """Return an upload of upright pictures with a table of labels."""
    folder = tmp_path / "own"
    folder.mkdir()
    labels = builtin_digits.labels[:N]
    for position, image in enumerate(builtin_digits.images[:N]):
        Image.fromarray(
            np.pad(255 - image, ((20, 60), (10, 30)), constant_values=255)
        ).save(folder / f"{position}_{labels[position]}.png")
    rows = [f"{at}_{labels[at]}.png,{labels[at]}" for at in range(N // 2)]
    (folder / "labels.csv").write_text("name,label\n" + "\n".join(rows))
    return import_upload([folder], title="own")


def turn(upload, orientation):
    new_id = new_upload_id()
    return turn_upload(upload.id, orientation, upload_id=new_id, title="own, turned")


def original(upload, position):
    (content,) = load_originals(upload, [position])
    return np.asarray(Image.open(io.BytesIO(content)).convert("L")).astype(int)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_pictures_frames_and_boxes_are_turned_alike(upload, orientation):
    turned = turn(upload, orientation)

    assert turned.n == upload.n
    straight = straighten(load_uploaded_images(upload), orientation)
    for before, after in zip(straight, load_uploaded_images(turned), strict=True):
        # The same ink, centred anew.
        np.testing.assert_array_equal(np.sort(before.ravel()), np.sort(after.ravel()))
    expected = straighten(original(upload, 3), orientation)
    # JPEG may lose a little.
    assert np.abs(original(turned, 3) - expected).mean() < 3
    before, after = (load_upload_table(each).iloc[3] for each in (upload, turned))
    sides = (after["height"], after["width"])
    assert sides == expected.shape
    ink = np.argwhere(original(turned, 3) < 100)
    low, high = ink.min(axis=0), ink.max(axis=0) + 1
    assert after["top"] * sides[0] == pytest.approx(low[0], abs=2)
    assert after["left"] * sides[1] == pytest.approx(low[1], abs=2)
    assert after["bottom"] * sides[0] == pytest.approx(high[0], abs=2)
    assert after["right"] * sides[1] == pytest.approx(high[1], abs=2)


def test_names_and_labels_stay(upload):
    set_place(upload.id, "table")
    give_labels(upload, [10, 11], 5)
    give_labels(upload, [0], -1)

    turned = turn(upload, "half")

    np.testing.assert_array_equal(labels_of(turned.digits), labels_of(upload.digits))
    assert chosen_place(turned.id) == "table"
    names = [load_upload_table(each)["name"].tolist() for each in (upload, turned)]
    assert names[0] == names[1]
    assert [each["name"] for each in turned.tables] == ["own/labels.csv"]


def test_names_that_were_not_to_be_labels_are_none_of_the_turned_upload(
    tmp_path, builtin_digits
):
    for position in range(4):
        path = tmp_path / f"{position // 2 + 3}_{position}.png"
        Image.fromarray(255 - builtin_digits.images[position]).save(path)
    upload = import_upload([tmp_path], title="own", place="none")

    assert (labels_of(turn(upload, "half").digits) == -1).all()


def test_a_failed_turn_leaves_no_labels(upload):
    give_labels(upload, [0], 7)
    new_id = new_upload_id()

    with pytest.raises(CancelledError):
        turn_upload(
            upload.id, "half", upload_id=new_id, title="x", is_cancelled=lambda: True
        )

    assert (load_manual_labels(new_id, N) == NO_MANUAL_LABEL).all()


def test_turning_back_restores_every_frame(upload):
    there = turn(upload, "right")
    back = turn(there, "left")

    np.testing.assert_array_equal(
        load_uploaded_images(back), load_uploaded_images(upload)
    )


def test_a_cancelled_turn_stores_nothing(upload):
    with pytest.raises(CancelledError):
        turn_upload(
            upload.id,
            "half",
            upload_id=new_upload_id(),
            title="own",
            is_cancelled=lambda: True,
        )

    assert [each.id for each in list_uploads()] == [upload.id]


def test_an_upload_that_is_gone_cannot_be_turned():
    with pytest.raises(WorkError) as caught:
        turn_upload("0" * 32, "half", upload_id=new_upload_id(), title="own")

    assert caught.value.kind == "unknown-upload"


def test_a_worker_turns_an_upload_for_its_owner(upload):
    turned = {"upload": upload.id, "orientation": "mirrored"}

    job = import_queue.start_import("own, turned", turned=turned, owner="a browser")

    assert wait_until_stopped(job, 60)
    assert jobs.read_state(job).phase == "done"
    found = find_upload(job.id)
    assert (found.n, found.title) == (N, "own, turned")
    assert jobs.import_owner(job.id) == "a browser"
    assert job.kind == IMPORTS
