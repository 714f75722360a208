import numpy as np
import pytest

from core.errors import StoreError
from core.store import artefacts
from core.store.data_folder import EXAMPLES
from core.store.digit_sets import (
    list_digits,
    load_digits,
    load_labels,
    load_names,
    save_digits,
)


def mine():
    return [each for each in list_digits() if not each.folder.is_relative_to(EXAMPLES)]


def test_a_digit_set_comes_back_as_it_was(data_folder, digits):
    record = save_digits(digits)
    loaded = load_digits(record)

    assert record.folder == data_folder / "digits" / digits.images_id
    assert (record.id, record.source, record.n) == (digits.images_id, "drawn", 36)
    assert loaded.fingerprint() == digits.fingerprint()
    assert loaded.names == digits.names
    assert loaded.source == "drawn"


@pytest.mark.usefixtures("data_folder")
def test_images_are_shared_in_memory_and_cannot_be_changed(digits):
    record = save_digits(digits)
    images = load_digits(record).images

    # On the disk they may be damaged later.
    assert not isinstance(images, np.memmap)
    assert load_digits(record).images is images
    assert not images.flags.writeable


@pytest.mark.usefixtures("data_folder")
def test_a_stored_set_is_listed_as_it_was_saved(digits):
    record = save_digits(digits)

    assert mine() == [record]


def test_the_same_images_are_stored_once(data_folder, digits, read_files):
    save_digits(digits)
    before = read_files(data_folder)

    save_digits(digits)

    assert read_files(data_folder) == before


@pytest.mark.usefixtures("data_folder")
def test_labels_and_names_are_read_without_the_images(digits):
    record = save_digits(digits)

    assert load_labels(record).dtype == np.int8
    assert load_labels(record).tolist() == digits.labels.tolist()
    assert load_names(record) == digits.names


@pytest.mark.usefixtures("data_folder")
def test_a_set_without_images_says_so(digits, error_kind):
    record = save_digits(digits, with_images=False)

    assert not record.has_images
    assert load_labels(record).tolist() == digits.labels.tolist()
    assert error_kind(load_digits, record) == "no-images"


@pytest.mark.usefixtures("data_folder")
def test_a_set_with_images_goes_before_one_without(digits, tmp_path, monkeypatch):
    save_digits(digits, root=tmp_path / "examples", with_images=False)
    monkeypatch.setattr("core.store.data_folder.EXAMPLES", tmp_path / "examples")

    assert [record.has_images for record in list_digits()] == [False]
    save_digits(digits)
    assert [record.has_images for record in list_digits()] == [True]


@pytest.mark.usefixtures("data_folder")
def test_the_examples_are_listed():
    found = {record.source: record for record in list_digits()}

    assert set(found) == {"built-in", "mnist-test"}
    assert found["built-in"].has_images
    assert not found["mnist-test"].has_images


@pytest.mark.parametrize("name", ["images.npy", "table.parquet"])
@pytest.mark.usefixtures("data_folder")
def test_a_damaged_set_is_named_and_the_others_stay(digits, name):
    record = save_digits(digits)
    path = record.folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    artefacts._verified_manifests.clear()

    with pytest.raises(StoreError) as caught:
        load_digits(record)

    assert (caught.value.kind, caught.value.values["file"]) == ("damaged", name)
    assert len(list_digits()) == 2
    assert mine() == []


@pytest.mark.usefixtures("data_folder")
def test_a_damaged_set_can_be_stored_again(digits):
    record = save_digits(digits)
    (record.folder / "images.npy").unlink()
    artefacts._verified_manifests.clear()
    assert mine() == []

    save_digits(digits)

    assert load_digits(mine()[0]).fingerprint() == digits.fingerprint()
