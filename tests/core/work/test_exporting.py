"""Exports of real runs; above all: what was exported comes back as it was."""

import csv
import io
import os
import time
import zipfile
from dataclasses import replace
from hashlib import sha256

import numpy as np
import openpyxl
import pytest

from core.data.framing import frame
from core.data.pictures import read_picture
from core.store.digit_sets import load_digits
from core.store.uploads import load_refusals
from core.work import exporting
from core.work.catalogue import find_digits, find_run_or_latest, register_mnist
from core.work.evaluating import evaluate, summarise_evaluation
from core.work.exporting import ensure_not_exists, export, write_atomically
from core.work.labelling import give_labels
from core.work.uploads import import_upload
from tests.photos import DAMAGES, EVERYDAY, photograph

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture(scope="module")
def photos(request, builtin_digits):
    """Photos of built-in digits, one for each kind of damage, or two: (label, JPEG)."""
    digits = builtin_digits
    rng = np.random.default_rng(5)
    kinds = [*DAMAGES, EVERYDAY]
    each = 2 if request.config.option.run_all else 1
    chosen = rng.integers(len(digits), size=each * len(kinds))
    return [
        (
            int(digits.labels[at]),
            photograph(digits.images[at], kinds[i % len(kinds)], rng),
        )
        for i, at in enumerate(chosen)
    ]


@pytest.fixture
def photographed(photos, tmp_path):
    """Those photos as an upload."""
    for number, (label, photo) in enumerate(photos):
        folder = tmp_path / "photos" / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"Anna Müller {number}.jpg").write_bytes(photo)
    return import_upload([tmp_path / "photos"], title="Anna’s digits")


def rows_of(run, digits):
    content = export(run, digits, "table").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def mistakes_of(run, digits):
    """Label and hash of every image that was misread."""
    evaluation = evaluate(run, digits)
    images = load_digits(digits).images
    return sorted(
        (int(evaluation.labels[row]), sha256(images[row].tobytes()).hexdigest())
        for row in np.flatnonzero(evaluation.mistaken)
    )


def taken_in(content, folder):
    """Import a ZIP, nothing of which may be lost; label and hash of every image."""
    (folder / "mistakes.zip").write_bytes(content)
    upload = import_upload([folder / "mistakes.zip"], title="again")
    assert load_refusals(upload) == []
    assert (upload.num_refused, upload.num_ignored) == (0, 0)
    assert upload.labelled == upload.n
    again = load_digits(upload.digits)
    return sorted(
        (int(label), sha256(image.tobytes()).hexdigest())
        for label, image in zip(again.labels, again.images, strict=True)
    )


def check_round_trip(run, digits, folder):
    before = mistakes_of(run, digits)
    made = export(run, digits, "zip")

    assert taken_in(made.content, folder) == before
    assert made.n == len(before) > 0


def test_misread_built_in_digits_come_back_bit_for_bit(reference, tmp_path):
    check_round_trip(reference, find_digits("built-in"), tmp_path)


def test_misread_photos_come_back_bit_for_bit(reference, photographed, tmp_path):
    check_round_trip(reference, photographed.digits, tmp_path)


@pytest.mark.slow
def test_misread_digits_of_mnist_come_back_bit_for_bit(
    reference, mnist_path, monkeypatch, tmp_path
):
    monkeypatch.setenv("MISREAD_MNIST", str(mnist_path))
    register_mnist()

    check_round_trip(reference, find_digits("mnist-test"), tmp_path)


def test_a_framed_image_is_left_alone_by_framing(photos, builtin_digits):
    framed = [frame(read_picture(photo).grey).image for _, photo in photos]
    framed += list(builtin_digits.images[::10])

    changed = [not np.array_equal(frame(image).image, image) for image in framed]
    assert sum(changed) == 0


def test_no_name_of_a_person_and_no_key_leaves_with_the_pictures(
    reference, photographed
):
    content = export(reference, photographed.digits, "zip").content

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = " ".join(archive.namelist())
    assert "Anna" not in names
    assert photographed.id not in names


def test_a_table_has_every_digit_and_the_numbers_of_every_surface(reference):
    digits = find_digits("built-in")

    rows = rows_of(reference, digits)

    measured = summarise_evaluation(evaluate(reference, digits))
    assert len(rows) == digits.n == export(reference, digits, "excel").n
    assert sum(row["mistake"] == "true" for row in rows) == measured["mistakes"]
    assert {row["source"] for row in rows} == {"Built-in digits"}
    assert "name" not in rows[0]
    probabilities = np.float32(
        [[row[f"p{digit}"] for digit in range(10)] for row in rows]
    )
    expected = evaluate(reference, digits).probabilities
    np.testing.assert_array_equal(probabilities, expected)


def test_a_table_of_an_upload_has_names_and_the_labels_of_today(
    reference,
    make_upload,
    data_folder,  # noqa: ARG001
):
    upload = make_upload("7/=1+1.png", "b.png", title="=2+2")
    give_labels(upload, [1], 3)

    rows = rows_of(reference, upload.digits)

    assert [row["name"] for row in rows] == ["7/=1+1.png", "b.png"]
    assert [row["source"] for row in rows] == ["'=2+2"] * 2
    assert [row["label"] for row in rows] == ["7", "3"]
    assert upload.id not in str(rows)


def test_an_excel_file_is_called_as_its_digits(reference, make_upload):
    upload = make_upload("7/=1+1.png", title="Class [4b]")

    content = export(reference, upload.digits, "excel").content

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == "Class  4b"
    assert [cell.value for cell in sheet[2]][:4] == ["Class [4b]", 0, "7/=1+1.png", 7]


@pytest.mark.parametrize(
    ("source", "out_of_fold", "known"),
    [("mnist", False, False), ("built-in", False, True), ("built-in", True, False)],
)
def test_a_network_says_where_it_was_measured_on_what_it_knows(
    reference, source, out_of_fold, known
):
    run = replace(reference, data=source, out_of_fold=out_of_fold)

    made = export(run, find_digits("built-in"), "model")

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        text = archive.read("HOW-TO-USE.txt").decode("utf-8-sig")
    assert ("It reads others less well" in text) == known
    assert made.n == 1_797
    misread = evaluate(reference, find_digits("built-in")).accuracy.mistakes
    assert f" {misread} misread" in text


def test_without_mistakes_there_is_no_zip(reference, make_upload, error_kind):
    upload = make_upload("a.png")

    assert error_kind(export, reference, upload.digits, "zip") == "no-mistakes"


def test_a_missing_network_is_told(reference, tmp_path, error_kind):
    run = replace(reference, folder=tmp_path)

    assert error_kind(exporting.export_model, run, []) == "missing"


def test_a_file_is_written_whole_or_not_at_all(tmp_path, error_kind, monkeypatch):
    place = tmp_path / "place"
    place.mkdir()
    path = place / "a.csv"
    write_atomically(path, b"old")
    assert error_kind(ensure_not_exists, path) == "file-exists"

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    assert error_kind(write_atomically, path, b"new") == "cannot-write-file"

    assert [each.name for each in place.iterdir()] == ["a.csv"]
    assert path.read_bytes() == b"old"
    assert (
        error_kind(write_atomically, tmp_path / "absent" / "a.csv", b"")
        == "cannot-write-file"
    )


def test_a_run_is_found_by_id_or_is_the_last(reference, error_kind):
    assert find_run_or_latest(None) == find_run_or_latest(reference.id) == reference
    assert error_kind(find_run_or_latest, "0" * 12) == "unknown-run"
    assert error_kind(find_run_or_latest, "../x") == "unknown-run"


def test_drafts_that_a_kill_left_are_deleted_by_a_later_export(tmp_path):
    old, young, other = (
        tmp_path / f".misread-{name}" for name in ("0" * 32, "1" * 32, "notes")
    )
    for each in (old, young, other):
        each.write_bytes(b"half")
    then = time.time() - 100
    for each in (old, other):
        os.utime(each, (then, then))

    write_atomically(tmp_path / "a.csv", b"whole")

    assert not old.exists()
    assert young.exists()
    assert other.exists()
