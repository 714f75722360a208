import os
import sqlite3
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from core.data.verdicts import Verdict
from core.errors import CancelledError, DatasetError
from core.store import manual_labels, uploads, verdicts
from core.store import staging as staging_module
from core.store.digit_sets import load_digits, save_digits
from core.store.jobs import IMPORTS, JobFolder
from core.store.runs import load_predictions, save_run
from core.store.staging import staging
from core.store.uploads import find_upload, list_uploads, load_refusals, new_upload_id
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate, predict_drawing
from core.work.labelling import give_labels
from core.work.uploads import (
    count_training_overlap,
    delete_expired,
    delete_upload,
    import_upload,
    purge,
    purge_upload,
    restore_upload,
    sweep,
)
from core.work.verdict_actions import keep_separate, save_verdict
from tests.upload_times import age

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture(scope="session")
def pictures(drawn, builtin_digits):
    """Six of the built-in digits as files, by a name that says their label."""
    labels = builtin_digits.labels
    return {f"{WORDS[labels[at]]}_{at}.png": drawn(at) for at in range(6)}


@pytest.fixture
def folder(tmp_path, pictures):
    """Those files in a folder, beside what is none."""
    place = tmp_path / "my digits"
    place.mkdir()
    for name, content in pictures.items():
        (place / name).write_bytes(content)
    (place / "letter.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    (place / ".DS_Store").write_bytes(b"Mac")
    return place


@pytest.fixture
def archive(tmp_path, pictures):
    path = tmp_path / "digits.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in pictures.items():
            file.writestr(name, content)
    return path


def test_a_folder_is_taken_in_with_what_was_wrong_in_it(folder, pictures):
    upload = import_upload([folder], title="Ours")

    assert (upload.n, upload.labelled) == (6, 6)
    assert (upload.num_refused, upload.num_ignored) == (1, 1)
    assert list_uploads() == [upload]
    digits = load_digits(upload.digits)
    assert [name.split("/")[-1] for name in digits.names] == sorted(pictures)
    read = [WORDS.index(name.split("/")[-1][:-6]) for name in digits.names]
    assert digits.labels.tolist() == read
    (refusal,) = load_refusals(upload)
    assert refusal.name.endswith("letter.png")


def test_a_zip_makes_the_same_images_as_a_folder(folder, archive):
    first = import_upload([folder], title="a")
    second = import_upload([archive], title="b")

    assert first.images_id == second.images_id
    assert first.id != second.id


def test_files_can_be_called_what_their_owner_calls_them(tmp_path, pictures):
    (tmp_path / "000000").write_bytes(next(iter(pictures.values())))
    names = {tmp_path / "000000": "ours/7/scan.png"}

    upload = import_upload([tmp_path / "000000"], title="x", names=names)

    digits = load_digits(upload.digits)
    assert digits.names == ("ours/7/scan.png",)
    assert digits.labels.tolist() == [7]


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_progress_goes_from_none_to_all(request, kind):
    heard = []

    import_upload(
        [request.getfixturevalue(kind)],
        title="x",
        progress=lambda *numbers: heard.append(numbers),
    )

    done, totals = zip(*heard, strict=True)
    assert list(done) == sorted(done)
    total = {"folder": 8, "archive": 6}[kind]
    assert set(totals) == {total}
    assert done[-1] == total


def test_refusals_are_reported_immediately(folder):
    heard = []

    import_upload([folder], title="x", on_refusal=heard.append)

    assert [each.name.split("/")[-1] for each in heard] == ["letter.png"]


def test_what_is_cancelled_leaves_nothing(folder, data_folder, read_files):
    answers = iter([False, False, True])

    with pytest.raises(CancelledError):
        import_upload([folder], title="x", is_cancelled=lambda: next(answers))

    assert read_files(data_folder) == {}


def test_without_any_picture_nothing_is_stored(tmp_path, data_folder, read_files):
    (tmp_path / "notes.txt").write_text("nothing here", "utf-8")
    heard = []

    with pytest.raises(DatasetError) as caught:
        import_upload([tmp_path / "notes.txt"], title="x", on_refusal=heard.append)

    assert caught.value.kind == "upload-empty"
    assert len(heard) == 1
    assert read_files(data_folder) == {}


def test_import_removes_stale_staging(folder, data_folder):
    left = data_folder / "uploads" / ".staging-0123456789ab"
    left.mkdir(parents=True)
    with staging(data_folder / "uploads") as alive:
        import_upload([folder], title="x")

        assert alive.exists()
    assert not left.exists()


def test_upload_id_can_be_chosen_by_the_caller(folder):
    wanted = new_upload_id()

    assert import_upload([folder], title="x", upload_id=wanted).id == wanted


def test_what_is_deleted_can_be_brought_back_with_its_labels(make_upload):
    upload = make_upload("a.png", "b.png")
    give_labels(upload, [1], 7)

    delete_upload(upload.id)
    assert list_uploads() == []

    assert restore_upload(upload.id) == upload
    assert manual_labels.load_manual_labels(upload.id, 2).tolist() == [
        manual_labels.NO_MANUAL_LABEL,
        7,
    ]


def test_deleted_upload_is_purged_after_a_day(make_upload, reference, data_folder):
    upload = make_upload("a.png", "b.png")
    give_labels(upload, [1], 7)
    evaluate(reference, upload.digits)
    delete_upload(upload.id)
    trash = data_folder / "uploads" / f".trash-{upload.id}"
    then = time.time() - 23 * 3600
    os.utime(trash, (then, then))
    purge()
    assert trash.exists()

    then -= 2 * 3600
    os.utime(trash, (then, then))
    purge()

    assert not trash.exists()
    assert restore_upload(upload.id) is None
    assert manual_labels.revision(upload.id) == 0
    assert load_predictions(reference, upload.images_id) is None


def test_predictions_are_kept_while_any_upload_shares_the_images(
    make_upload, reference
):
    first, second = make_upload("a.png"), make_upload("a.png")
    evaluate(reference, first.digits)

    delete_upload(first.id)
    purge_upload(first.id)
    assert load_predictions(reference, second.images_id) is not None

    delete_upload(second.id)
    purge_upload(second.id)
    assert load_predictions(reference, second.images_id) is None


def test_verdicts_go_with_the_last_upload_of_these_images(make_upload):
    first, second = make_upload("a.png"), make_upload("a.png")
    said = Verdict(position=0, kind="model", made="2026-01-01T00:00:00+00:00")
    verdicts.store_verdict(first.images_id, said)

    delete_upload(second.id)
    delete_upload(first.id)
    purge_upload(first.id)
    assert restore_upload(second.id) is not None
    assert verdicts.verdicts_of(second.images_id) == (said,)

    delete_upload(second.id)
    purge_upload(second.id)
    assert verdicts.verdicts_of(second.images_id) == ()


def test_nothing_about_a_separate_upload_stays_in_the_database(
    make_upload, data_folder
):
    upload = make_upload("a_7.png")
    keep_separate(upload.digits.source)
    save_verdict(upload.digits, 0, "model", author="Ann")
    save_verdict(upload.digits, 0, "ambiguous", author="Ann")
    manual_labels.set_labels(upload.id, [0], 3)

    delete_upload(upload.id)
    purge_upload(upload.id)

    with closing(sqlite3.connect(data_folder / "people.sqlite")) as database:
        dump = "\n".join(database.iterdump())
    assert "Ann" not in dump
    assert upload.id not in dump


def test_nothing_of_a_removed_upload_stays(make_upload, data_folder):
    upload = make_upload("Frau Beispiel 7.png")
    job = JobFolder(IMPORTS, upload.id)
    job.create({"title": "Class of Frau Beispiel", "maker": "0123"})
    delete_upload(upload.id)
    assert job.request()

    purge_upload(upload.id)

    assert not job.path.exists()
    assert [path.name for path in (data_folder / "uploads").iterdir()] == []


def test_removal_that_a_kill_interrupts_is_finished_later(
    make_upload, data_folder, monkeypatch
):
    upload = make_upload("a.png")
    manual_labels.set_labels(upload.id, [0], 3)
    delete_upload(upload.id)
    with monkeypatch.context() as context:
        context.setattr(staging_module, "shutil", SimpleNamespace(rmtree=interrupt))
        with pytest.raises(KeyboardInterrupt):
            purge_upload(upload.id)
    (left,) = (data_folder / "uploads").iterdir()
    assert any(left.iterdir())

    sweep(shared=False)

    assert not left.exists()


def test_labels_are_deleted_before_the_trash_forgets_the_upload(
    make_upload, monkeypatch
):
    upload = make_upload("a.png")
    manual_labels.set_labels(upload.id, [0], 3)
    delete_upload(upload.id)
    with monkeypatch.context() as context:
        context.setattr(verdicts, "forget_upload", interrupt)
        with pytest.raises(KeyboardInterrupt):
            purge_upload(upload.id)

    purge_upload(upload.id)

    assert manual_labels.revision(upload.id) == 0
    assert restore_upload(upload.id) is None


def interrupt(*_, **__):
    raise KeyboardInterrupt


def test_sweep_removes_the_files_of_dead_imports(data_folder):
    job = JobFolder(IMPORTS, new_upload_id())
    job.create({"title": "x"})
    job.spool([("a.png", b"content")])
    then = time.time() - 300
    os.utime(job.path, (then, then))
    (data_folder / "runs" / ".staging-0123456789ab").mkdir(parents=True)

    sweep(shared=True)

    assert not job.spooled_files()
    assert list((data_folder / "runs").iterdir()) == []


def test_what_is_a_week_old_expires_for_good(make_upload):
    old, young = make_upload("a.png"), make_upload("b.png")
    age(old, 7.1)
    age(young, 6.9)

    delete_expired()

    assert [each.id for each in list_uploads()] == [young.id]
    assert restore_upload(old.id) is None


def test_the_same_images_as_in_the_training_are_counted(make_upload, content):
    built_in = find_digits("built-in")
    images = load_digits(built_in).images[[3, 5, 700]].copy()
    images[1, 0, 0] ^= 1
    upload = make_upload("a.png", "b.png", "c.png", images=images)
    plain = content("1" * 12)
    run = save_run(replace(plain, metadata={**plain.metadata, "data": "built-in"}))

    assert count_training_overlap(upload.digits, run) == 2


def test_training_overlap_is_unknown_without_training_images(make_upload, reference):
    assert reference.data == "mnist"
    assert count_training_overlap(make_upload("a.png").digits, reference) is None


def test_the_training_images_of_mnist_are_those_that_are_compared(
    make_upload, reference, digits
):
    save_digits(replace(digits, source="mnist-train"))

    upload = make_upload(
        "a.png", "b.png", images=[digits.images[4], digits.images[4] // 2]
    )

    assert count_training_overlap(upload.digits, reference) == 1


def test_a_drawing_is_framed_and_read_on_the_spot(reference):
    built_in = load_digits(find_digits("built-in"))
    picture = np.kron(255 - built_in.images[0], np.ones((10, 10), np.uint8))

    drawing = predict_drawing(picture, reference)

    assert drawing.steps.shape == (5, 28, 28)
    assert drawing.probabilities.shape == (10,)
    assert drawing.probabilities.argmax() == built_in.labels[0]
    assert drawing.warning == ""
    top, left, bottom, right = drawing.box
    assert 0 < top < bottom < 1
    assert 0 < left < right < 1


def test_an_empty_drawing_is_said_so(reference):
    with pytest.raises(DatasetError, match="picture-empty"):
        predict_drawing(np.full((280, 280), 255, np.uint8), reference)


def test_an_upload_is_found_by_either_of_its_ids(make_upload):
    upload = make_upload("a.png")

    for name in (upload.id, upload.source, upload.images_id):
        assert find_digits(name) == upload.digits
    assert find_upload(upload.images_id) is None
    assert uploads.upload_id_of(upload.images_id) is None
