from dataclasses import replace

import numpy as np
import pytest

from core.data.datasets import Dataset
from core.data.mnist import MNIST_FINGERPRINTS
from core.errors import DatasetError
from core.model.recipes import PRESETS
from core.store.digit_sets import list_digits, load_digits, save_digits
from core.work import catalogue
from core.work.catalogue import (
    find_digits,
    has_mnist,
    import_mnist,
    list_shared_test_sets,
    load_dataset,
    preset_for_data,
    register_mnist,
)

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def fake_mnist(tmp_path):
    """An archive in MNIST's form that is not MNIST."""
    path = tmp_path / "mnist.npz"
    np.savez(
        path,
        x_train=np.zeros((60000, 28, 28), np.uint8),
        y_train=np.zeros(60000, np.uint8),
        x_test=np.zeros((10000, 28, 28), np.uint8),
        y_test=np.zeros(10000, np.uint8),
    )
    return path


def test_digits_are_found_by_source_and_by_id(digits):
    record = save_digits(digits)

    assert find_digits("drawn") == record
    assert find_digits(record.id) == record


def test_unknown_digit_sets_raise(error_kind):
    assert error_kind(find_digits, "mnist-train") == "mnist-needed"
    with pytest.raises(DatasetError) as caught:
        find_digits("nonsense")
    assert caught.value.kind == "unknown-digits"
    assert caught.value.values == {"name": "nonsense"}


def test_the_built_in_digits_are_a_data_set_without_a_test_set():
    dataset = load_dataset("built-in")

    assert dataset.name == "built-in"
    assert len(dataset.train) == 1797
    assert dataset.test is None


def test_unknown_data_sets_raise():
    with pytest.raises(DatasetError) as caught:
        load_dataset("cifar")

    assert caught.value.kind == "unknown-data"
    assert caught.value.values == {"name": "cifar", "known": "mnist, built-in"}


def test_an_upload_is_no_shared_test_set(make_upload):
    make_upload("1.png", title="Ours")

    assert {each.source for each in list_shared_test_sets()} == {
        "built-in",
        "mnist-test",
    }


@pytest.mark.parametrize("name", ["id", "source"])
def test_training_on_an_upload_is_refused(make_upload, name):
    upload = make_upload("1.png", title="Ours")

    with pytest.raises(DatasetError) as caught:
        load_dataset(getattr(upload, name))

    assert caught.value.kind == "data-uploaded"
    assert caught.value.values == {"name": "Ours"}


def test_register_mnist_without_a_file_returns_false(error_kind):
    assert not has_mnist()
    assert not register_mnist()
    assert error_kind(load_dataset, "mnist") == "mnist-needed"


def test_a_wrong_place_of_mnist_is_named(
    monkeypatch, tmp_path, data_folder, read_files
):
    monkeypatch.setenv("MISREAD_MNIST", str(tmp_path / "nowhere.npz"))

    with pytest.raises(DatasetError) as caught:
        register_mnist()

    assert caught.value.kind == "file-missing"
    assert caught.value.values["path"] == str(tmp_path / "nowhere.npz")
    assert read_files(data_folder) == {}


@pytest.mark.parametrize("damage", ["cut", "flip", "other"])
def test_a_file_that_is_not_mnist_leaves_the_store_as_it_was(
    fake_mnist, damage, data_folder, read_files, digits, error_kind
):
    save_digits(digits)
    before = read_files(data_folder)
    data = bytearray(fake_mnist.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    if damage == "flip":
        data[len(data) // 2] ^= 1
    fake_mnist.write_bytes(data)

    kind = error_kind(import_mnist, [fake_mnist])

    assert kind in ("npz-damaged", "npz-unknown", "not-mnist")
    assert read_files(data_folder) == before


@pytest.mark.slow
@pytest.mark.parametrize("place", ["MISREAD_MNIST", "Keras"])
def test_register_mnist_finds_local_copies(monkeypatch, mnist_path, tmp_path, place):
    if place == "Keras":
        (tmp_path / "keras" / "datasets").mkdir(parents=True)
        (tmp_path / "keras" / "datasets" / "mnist.npz").symlink_to(mnist_path)
    else:
        monkeypatch.setenv("MISREAD_MNIST", str(mnist_path))

    assert register_mnist()

    monkeypatch.setenv("MISREAD_MNIST", str(tmp_path / "is not asked again"))
    dataset = load_dataset("mnist")
    assert dataset.train.fingerprint() == MNIST_FINGERPRINTS["train"]
    assert dataset.test.fingerprint() == MNIST_FINGERPRINTS["test"]
    assert len(list_digits()) == 3
    shared = list_shared_test_sets()
    assert {each.source for each in shared} == {"built-in", "mnist-test"}
    assert load_digits(find_digits("mnist-test")).images.shape == (10000, 28, 28)


@pytest.mark.slow
def test_truncated_mnist_is_rejected(
    mnist_path, tmp_path, data_folder, read_files, error_kind
):
    data = mnist_path.read_bytes()
    (tmp_path / "mnist.npz").write_bytes(data[: len(data) * 9 // 10])

    kind = error_kind(import_mnist, [tmp_path / "mnist.npz"])

    assert kind in ("npz-damaged", "npz-unknown")
    assert read_files(data_folder) == {}
    assert not has_mnist()


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_suits_its_data(name):
    small, large = preset_for_data(name, "built-in"), preset_for_data(name, "mnist")

    assert large == PRESETS[name]
    assert (small.epochs, small.batch_size) == (12, 64)
    assert (small.validation, small.keep) == (0.0, "last")
    assert (small.network, small.members) == (large.network, large.members)


@pytest.fixture
def small_mnist(digits, tmp_path, monkeypatch):
    """A file that stands for MNIST; its sets differ in one pixel."""
    path = tmp_path / "mnist.npz"
    path.write_bytes(b"MNIST")
    images = digits.images.copy()
    images[0, 0, 0] ^= 1
    train = replace(digits, source="mnist-train")
    test = replace(digits, source="mnist-test", images=images)

    def read(paths):
        if not all(each.exists() for each in paths):
            raise DatasetError("file-missing", path=paths[0])
        return Dataset(name="mnist", train=train, test=test)

    monkeypatch.setattr(catalogue, "read_mnist", read)
    return path


@pytest.fixture
def half_imported(small_mnist, monkeypatch, data_folder):
    """The same file, after a process died between its two sets."""

    def die(*_, **__):
        raise KeyboardInterrupt

    note = data_folder / "digits" / ".importing.json"
    with monkeypatch.context() as context:
        context.setattr(type(note), "unlink", die)  # A dead process tidies nothing.
        context.setattr(catalogue, "save_digits", save_one_and_die)
        with pytest.raises(KeyboardInterrupt):
            import_mnist([small_mnist])
    (data_folder / "digits" / ".staging-0123456789ab").mkdir()
    assert "mnist-train" in {each.source for each in list_digits()}
    assert not has_mnist()
    return small_mnist


def save_one_and_die(digits):
    save_digits(digits)
    raise KeyboardInterrupt


def test_an_interrupted_import_of_mnist_is_finished(half_imported, data_folder):
    assert half_imported.exists()

    assert register_mnist()

    assert has_mnist()
    assert not list(data_folder.rglob(".staging-*"))
    assert not list(data_folder.rglob(".importing.json"))


def test_an_interrupted_import_without_its_files_is_forgotten(
    half_imported, data_folder
):
    half_imported.unlink()

    assert not register_mnist()

    assert not list(data_folder.rglob(".importing.json"))
