import gzip

import numpy as np
import pytest

from core.data.mnist import MNIST_BYTES, MNIST_URL, find_mnist, read_mnist
from core.errors import DatasetError

NAMES = ("x_train", "y_train", "x_test", "y_test")


@pytest.fixture(scope="module")
def blank():
    """Arrays in MNIST's form that are not MNIST."""
    return {
        "x_train": np.zeros((60_000, 28, 28), np.uint8),
        "y_train": np.zeros(60_000, np.uint8),
        "x_test": np.zeros((10_000, 28, 28), np.uint8),
        "y_test": np.zeros(10_000, np.uint8),
    }


@pytest.fixture
def save(tmp_path, blank):
    def write(**changes):
        path = tmp_path / "mnist.npz"
        np.savez(path, **blank | changes)
        return path

    return write


def numbers(*shape, dtype=np.uint8):
    """A stand-in that costs no memory: one value repeated."""
    return np.broadcast_to(np.zeros((), dtype), shape)


@pytest.fixture
def error_of():
    def call(path):
        with pytest.raises(DatasetError) as caught:
            read_mnist([path])
        return caught.value

    return call


def test_other_digits_with_the_shape_of_mnist_are_refused(save, error_of):
    error = error_of(save())

    assert error.kind == "mnist-other-digits"
    assert error.values["name"] == "x_train"


def test_swapped_images_and_labels_are_reported(save, blank, error_of):
    path = save(x_train=blank["y_train"], y_train=blank["x_train"])

    error = error_of(path)

    assert error.kind == "mnist-arrays-swapped"
    assert (error.values["images"], error.values["labels"]) == ("x_train", "y_train")


def test_swapped_train_and_test_are_reported(save, blank, error_of):
    path = save(
        x_train=blank["x_test"],
        y_train=blank["y_test"],
        x_test=blank["x_train"],
        y_test=blank["y_train"],
    )

    assert error_of(path).kind == "mnist-splits-swapped"


@pytest.mark.parametrize(
    ("changes", "name", "found"),
    [
        ({"x_train": numbers(60_000, 784)}, "x_train", "60,000 × 784"),
        (
            {"x_train": numbers(5, 28, 28), "y_train": numbers(5)},
            "x_train",
            "5 × 28 × 28",
        ),
        ({"y_train": numbers(60_000, 1)}, "y_train", "60,000 × 1"),
    ],
    ids=["flat", "few", "column"],
)
def test_wrong_shape_is_told(save, error_of, changes, name, found):
    error = error_of(save(**changes))

    assert error.kind == "mnist-wrong-shape"
    assert (error.values["name"], error.values["found"]) == (name, found)


def test_differing_counts_are_reported(save, error_of):
    error = error_of(save(y_train=numbers(59_999)))

    assert error.kind == "mnist-counts-differ"
    assert error.values["num_images"] == 60_000
    assert error.values["num_labels"] == 59_999


def test_scalar_in_place_of_an_array_is_reported(save, error_of):
    error = error_of(save(x_train=numbers(), y_train=numbers()))

    assert error.kind == "mnist-wrong-shape"


def test_wrong_pixel_dtype_is_reported(save, error_of):
    error = error_of(save(x_train=numbers(60_000, 28, 28, dtype=np.int8)))

    assert error.kind == "mnist-wrong-type"
    assert error.values["found"] == "int8"


@pytest.mark.parametrize(("label", "low", "high"), [(-1, -1, 0), (10, 0, 10)])
def test_labels_out_of_range_are_reported(save, error_of, label, low, high):
    labels = np.zeros(60_000, np.int64)
    labels[123] = label

    error = error_of(save(y_train=labels))

    assert error.kind == "mnist-labels-outside"
    assert (error.values["low"], error.values["high"]) == (low, high)


def test_no_paths_raise_value_error():
    with pytest.raises(ValueError, match="at least one path"):
        read_mnist([])


@pytest.mark.slow
def test_real_mnist_is_read(mnist_path):
    mnist = read_mnist([mnist_path])

    assert mnist.name == "mnist"
    assert (len(mnist.train), len(mnist.test)) == (60_000, 10_000)
    assert mnist.test.source == "mnist-test"
    assert mnist.test.names[3850] == "mnist-test-03850"
    assert mnist.test.labels[:3].tolist() == [7, 2, 1]


@pytest.mark.slow
def test_real_mnist_is_known_in_another_packing(mnist_path, tmp_path, idx_bytes):
    with np.load(mnist_path, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in NAMES}
    for name, array in arrays.items():
        packed = gzip.compress(idx_bytes(array), compresslevel=1)
        (tmp_path / f"{name}-ubyte.gz").write_bytes(packed)
    labels = {name: arrays[name].astype(np.int64) for name in ("y_train", "y_test")}
    images = {name: np.asfortranarray(arrays[name]) for name in ("x_train", "x_test")}
    np.savez(tmp_path / "other.npz", **labels, **images)

    from_idx = read_mnist([tmp_path])
    from_npz = read_mnist([tmp_path / "other.npz"])

    assert from_idx.fingerprint == from_npz.fingerprint
    assert from_npz.train.images.flags.c_contiguous


@pytest.mark.slow
@pytest.mark.parametrize(("name", "index"), [("x_test", (5, 14, 14)), ("y_train", 5)])
def test_one_changed_value_is_not_mnist(mnist_path, tmp_path, error_of, name, index):
    with np.load(mnist_path, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in NAMES}
    arrays[name][index] ^= 1
    np.savez(tmp_path / "mnist.npz", **arrays)

    assert error_of(tmp_path / "mnist.npz").kind == "mnist-other-digits"


def test_misread_mnist_variable_is_returned_even_if_missing(tmp_path):
    environment = {"MISREAD_MNIST": str(tmp_path / "absent.npz")}

    assert find_mnist(environment, tmp_path) == tmp_path / "absent.npz"


def test_cache_of_keras_is_found(tmp_path):
    cached = tmp_path / "datasets" / "mnist.npz"
    cached.parent.mkdir()
    cached.touch()

    assert find_mnist({}, tmp_path) == cached
    assert find_mnist({"MISREAD_MNIST": ""}, tmp_path) == cached


def test_keras_home_variable_is_respected(tmp_path):
    cached = tmp_path / "elsewhere" / "datasets" / "mnist.npz"
    cached.parent.mkdir(parents=True)
    cached.touch()
    environment = {"KERAS_HOME": str(tmp_path / "elsewhere")}

    assert find_mnist(environment, tmp_path) == cached


def test_find_mnist_returns_none_without_a_cache(tmp_path):
    assert find_mnist({}, tmp_path) is None


def test_address_is_https_and_the_file_small():
    assert MNIST_URL.startswith("https://")
    assert MNIST_BYTES == 11_490_434
