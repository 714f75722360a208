import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from core.data.digits import images_id
from core.data.uploaded_files import IgnoredFiles, Refusal
from core.errors import DatasetError, StoreError
from core.store import artefacts, uploads
from core.store.digit_sets import load_digits, load_labels, load_names
from core.store.upload_trash import delete_upload, purge_uploads, restore_upload
from core.store.uploads import (
    find_upload,
    list_uploads,
    load_framing_steps,
    load_originals,
    load_refusals,
    load_upload_table,
    load_uploaded_images,
    new_upload_id,
    save_upload,
    upload_id_of,
)

NAMES = ("7/anna.png", "3/several.png", "4/x_5.png", "scan.jpg")

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def upload(make_upload):
    return make_upload(*NAMES)


def aged(folder, seconds):
    then = time.time() - seconds
    os.utime(folder, (then, then))


def test_an_upload_is_listed_and_found_as_it_was_saved(upload, data_folder):
    assert upload.folder == data_folder / "uploads" / upload.id
    assert list_uploads() == [upload]
    assert find_upload(upload.id) == find_upload(upload.source) == upload
    assert (upload.n, upload.labelled, upload.title) == (4, 3, "Own digits")


def test_ids_cannot_be_guessed():
    ids = {new_upload_id() for _ in range(100)}

    assert len(ids) == 100
    assert all(upload_id_of(each) == each for each in ids)


def test_frames_of_every_step_come_back(upload, prepared):
    items = [prepared(name) for name in NAMES]

    assert (load_uploaded_images(upload) == [each.image for each in items]).all()
    assert (load_framing_steps(upload) == [each.steps for each in items]).all()
    assert (
        load_framing_steps(upload, [2, 0]) == [items[2].steps, items[0].steps]
    ).all()


def test_steps_are_no_open_files_that_windows_would_not_delete(upload):
    for steps in (load_framing_steps(upload), load_framing_steps(upload, [1])):
        assert not isinstance(steps, np.memmap)
    assert not isinstance(load_uploaded_images(upload), np.memmap)


def test_the_table_says_what_was_read_and_found(upload):
    table = load_upload_table(upload)

    assert table["name"].tolist() == list(NAMES)
    assert table["label"].tolist() == [7, 3, 4, -1]
    assert table["label"].dtype == np.int8
    assert table["place"].tolist() == ["folder", "folder", "folder", ""]
    assert table["doubt"].tolist() == ["", "several", "", ""]
    first = table.iloc[0]
    assert (first["height"], first["width"]) == (40, 30)
    assert first[["top", "left", "bottom", "right"]].tolist() == [0.1, 0.2, 0.8, 0.9]
    assert first["inverted"]


def test_originals_are_read_one_by_one(upload, prepared):
    expected = [prepared(NAMES[position]).original for position in (3, 0)]

    assert expected[0] != expected[1]
    assert load_originals(upload, [3, 0]) == expected


def test_an_upload_is_a_digit_set_like_any_other(upload):
    digits = load_digits(upload.digits)

    assert (upload.digits.source, upload.digits.title) == (
        f"own-{upload.id}",
        "Own digits",
    )
    assert upload.digits.id == upload.images_id == images_id(digits.images)
    assert digits.labels.tolist() == load_labels(upload.digits).tolist()
    assert load_names(upload.digits) == NAMES


def test_refused_and_ignored_files_are_recorded(prepared):
    items = [
        Refusal("<b>.png", DatasetError("picture-damaged", format="PNG")),
        IgnoredFiles(2),
        prepared("1.png"),
        IgnoredFiles(1),
    ]

    upload = save_upload(new_upload_id(), items, title="x")

    assert (upload.n, upload.num_refused, upload.num_ignored) == (1, 1, 3)
    (refusal,) = load_refusals(upload)
    assert (refusal.name, refusal.error.kind) == ("<b>.png", "picture-damaged")
    assert refusal.error.values == {"format": "PNG"}


def test_all_refusals_are_counted_though_not_all_are_kept(prepared, monkeypatch):
    monkeypatch.setattr("core.store.upload_files.MAX_STORED_REFUSALS", 3)
    error = DatasetError("picture-empty")
    items = [prepared("1.png"), *(Refusal(str(n), error) for n in range(5))]

    upload = save_upload(new_upload_id(), items, title="x")

    assert upload.num_refused == 5
    assert [each.name for each in load_refusals(upload)] == ["0", "1", "2"]


def test_without_any_picture_nothing_is_stored(data_folder, read_files):
    items = [IgnoredFiles(2), Refusal("a", DatasetError("picture-empty"))]

    with pytest.raises(DatasetError) as caught:
        save_upload(new_upload_id(), items, title="x")

    assert caught.value.kind == "upload-empty"
    assert caught.value.values == {"refused": 1, "ignored": 2}
    assert read_files(data_folder) == {}
    assert list_uploads() == []


def test_failed_upload_leaves_nothing(prepared, data_folder, read_files):
    def items():
        yield prepared("1.png")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save_upload(new_upload_id(), items(), title="x")

    assert read_files(data_folder) == {}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("  My \n digits\t", "My digits"),
        ("", "?"),
        ("a\u202egnp.b", "agnp.b"),
        ("x" * 61, "x" * 59 + "…"),
        ("<b>=1+1", "<b>=1+1"),
        ("\ud800", "\ufffd"),
    ],
)
def test_a_title_is_one_short_line(make_upload, title, shown):
    assert make_upload("1.png", title=title).title == shown


def test_the_newest_upload_comes_first(make_upload, monkeypatch):
    class Clock(datetime):
        day = 0

        @classmethod
        def now(cls, tz=None):
            cls.day += 1
            return datetime(2026, 1, cls.day, tzinfo=tz)

    monkeypatch.setattr(uploads, "datetime", Clock)
    first, second = make_upload("1.png"), make_upload("2.png")

    assert [each.id for each in list_uploads()] == [second.id, first.id]


def test_an_age_is_counted_from_the_day_of_the_upload(upload):
    then = datetime.now(UTC) - timedelta(days=2)

    assert 0 <= upload.age < 60
    old = replace(upload, created=then.isoformat())
    assert old.age == pytest.approx(2 * 24 * 3600, abs=60)


@pytest.mark.parametrize(
    "name",
    ["", "own-", "nobody", "../" + "0" * 29, "0" * 31, "A" * 32, "own-" + "g" * 32],
)
@pytest.mark.usefixtures("upload")
def test_invalid_upload_ids_touch_no_path(name):
    assert find_upload(name) is None
    if upload_id_of(name) is None:
        with pytest.raises(ValueError, match="32 hex digits"):
            delete_upload(name)


def test_a_deleted_upload_is_out_of_sight_until_it_is_brought_back(upload):
    delete_upload(upload.id)

    assert list_uploads() == []
    assert find_upload(upload.id) is None
    assert [each.id for each in list_uploads(deleted=True)] == [upload.id]
    assert restore_upload(upload.id) == upload
    assert list_uploads(deleted=True) == []
    assert list_uploads() == [upload]
    assert load_originals(upload, [0])


def test_deleting_what_is_not_there_is_no_error(upload):
    delete_upload(upload.id)
    delete_upload(upload.id)
    delete_upload(new_upload_id())

    assert restore_upload(new_upload_id()) is None


def test_old_trash_is_purged(make_upload, data_folder):
    old, young = make_upload("1.png"), make_upload("2.png")
    for each in (old, young):
        aged(each.folder, 1000)  # When it was made does not matter.
        delete_upload(each.id)
    aged(data_folder / "uploads" / f".trash-{old.id}", 100)

    assert [each.id for each in purge_uploads(90)] == [old.id]
    assert restore_upload(old.id) is None
    assert restore_upload(young.id) == young


def test_one_can_be_purged_at_once(make_upload):
    first, second = make_upload("1.png"), make_upload("2.png")
    delete_upload(first.id)
    delete_upload(second.id)

    assert [each.id for each in purge_uploads(0, only=first.id)] == [first.id]
    assert restore_upload(second.id) == second


def test_what_is_not_deleted_is_never_purged(upload):
    aged(upload.folder, 10**6)

    assert purge_uploads(0) == []
    assert list_uploads() == [upload]


@pytest.mark.parametrize("name", ["images.npy", "steps.npy", "originals.bin"])
def test_a_damaged_upload_is_named(upload, name):
    path = upload.folder / name
    data = bytearray(path.read_bytes())
    data[-1] ^= 4
    path.write_bytes(data)
    artefacts._verified_manifests.clear()

    with pytest.raises(StoreError) as caught:
        load_digits(upload.digits)

    assert (caught.value.kind, caught.value.values["file"]) == ("damaged", name)
    assert list_uploads() == []


def test_lists_do_not_read_what_may_be_large(upload):
    artefacts._verified_manifests.clear()
    (upload.folder / "originals.bin").unlink()

    assert list_uploads() == [upload]


def test_a_manifest_that_cannot_be_read_is_left_out_of_the_list(upload):
    artefacts._verified_manifests.clear()
    (upload.folder / "manifest.json").write_text("{", "utf-8")

    assert list_uploads() == []


def test_many_images_are_never_held_in_memory(prepared, data_folder):
    folder = data_folder / "uploads"

    def items():
        for number in range(300):
            yield prepared(f"{number}.png")
            if number == 200:
                (staged,) = folder.glob(".staging-*/steps.npy")
                sizes.append(staged.stat().st_size)

    sizes = []
    upload = save_upload(new_upload_id(), items(), title="x")

    assert sizes[0] > 150 * 5 * 784
    assert load_framing_steps(upload).shape == (300, 5, 28, 28)
