import gzip

import numpy as np
import pytest

from core.data.mnist import find_mnist, read_mnist
from core.errors import DatasetError

NAMES = ("x_train", "y_train", "x_test", "y_test")


@pytest.fixture(scope="module")
def blank():
    """Return arrays in the form of MNIST that are not MNIST."""
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
    """Return zeros that take no memory: one value repeated."""
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

    assert error.kind == "not-mnist"
    assert error.values["found"] == "x_train, y_train (SHA-256)"


LABELS_OUT_OF_RANGE = [np.r_[label, np.zeros(59_999, int)] for label in (-1, 10)]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"x_train": numbers(60_000, 784)}, "x_train (uint8, 60,000 × 784)"),
        ({"x_train": numbers(5, 28, 28)}, "x_train (uint8, 5 × 28 × 28)"),
        ({"x_train": numbers(60_000)}, "x_train (uint8, 60,000)"),
        ({"x_train": numbers()}, "x_train (uint8, 1)"),
        ({"x_train": numbers(3, dtype="f4")}, "x_train (float32, 3)"),
        ({"y_train": numbers(59_999)}, "y_train (uint8, 59,999)"),
        ({"y_train": numbers(60_000, 1)}, "y_train (uint8, 60,000 × 1)"),
        ({"y_train": numbers(60_000, dtype="f4")}, "y_train (float32, 60,000)"),
        ({"y_train": LABELS_OUT_OF_RANGE[0]}, "y_train (int64, 60,000)"),
        ({"y_train": LABELS_OUT_OF_RANGE[1]}, "y_train (int64, 60,000)"),
    ],
    ids=[
        "flat",
        "few",
        "labels-for-images",
        "scalar",
        "float-images",
        "one-label-short",
        "column",
        "float-labels",
        "label-too-low",
        "label-too-high",
    ],
)
def test_wrong_array_is_named_with_type_and_shape(save, error_of, changes, found):
    error = error_of(save(**changes))

    assert error.kind == "not-mnist"
    assert error.values["found"] == found


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
def test_real_mnist_is_recognised_in_other_formats(mnist_path, tmp_path, idx_bytes):
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

    assert error_of(tmp_path / "mnist.npz").kind == "not-mnist"


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
    cached = tmp_path / "other" / "datasets" / "mnist.npz"
    cached.parent.mkdir(parents=True)
    cached.touch()
    environment = {"KERAS_HOME": str(tmp_path / "other")}

    assert find_mnist(environment, tmp_path) == cached


def test_find_mnist_returns_none_without_a_cache(tmp_path):
    assert find_mnist({}, tmp_path) is None
