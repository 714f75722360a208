"""MNIST packed in other ways than published, with small digit sets in its place."""

import gzip
import zipfile

import numpy as np
import pandas as pd
import pytest

from core.data import mnist
from core.data.digits import DigitSet
from core.data.mnist import read_mnist

SIZES = {"train": 40, "test": 15}


@pytest.fixture
def arrays(builtin_digits, monkeypatch):
    """Return small arrays that count as MNIST during a test."""
    ends = {"train": slice(40), "test": slice(40, 55)}
    found, fingerprints = {}, {}
    for split, part in ends.items():
        images, labels = builtin_digits.images[part].copy(), builtin_digits.labels[part]
        digits = DigitSet(
            source="", images=images, labels=labels.copy(), names=("",) * len(images)
        )
        fingerprints[split] = digits.fingerprint()
        found[f"x_{split}"], found[f"y_{split}"] = images, labels
    monkeypatch.setattr(mnist, "_SIZES", SIZES)
    monkeypatch.setattr(mnist, "MNIST_FINGERPRINTS", fingerprints)
    return found


def csv(path, images, labels, **options):
    table = pd.DataFrame(images.reshape(len(images), -1))
    table.insert(0, "label", labels)
    table.to_csv(path, index=False, **options)


def save_deep(folder, arrays):
    deep = folder / "data" / "MNIST"
    deep.mkdir(parents=True)
    np.savez(deep / "mnist.npz", **arrays)
    return [folder]


def save_renamed(folder, arrays):
    names = {"x_train": "train_images", "y_train": "train_labels", "x_test": "a"}
    np.savez(folder / "d.npz", **{names.get(k, k): v for k, v in arrays.items()})
    return [folder / "d.npz"]


def save_floats(folder, arrays):
    floats = {
        name: (array / np.float32(255)).astype(np.float32) if name[0] == "x" else array
        for name, array in arrays.items()
    }
    np.savez(folder / "d.npz", **floats)
    return [folder / "d.npz"]


def save_flat(folder, arrays):
    flat = {
        name: array.reshape(len(array), -1).squeeze() for name, array in arrays.items()
    }
    np.savez(folder / "d.npz", **flat)
    return [folder]


def save_npy(folder, arrays):
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    return [folder]


def save_csv(folder, arrays):
    csv(folder / "mnist_train.csv", arrays["x_train"], arrays["y_train"])
    csv(folder / "mnist_test.csv", arrays["x_test"], arrays["y_test"], header=False)
    return [folder / "mnist_train.csv", folder / "mnist_test.csv"]


def save_zip(folder, arrays):
    save_csv(folder, arrays)
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for name in ("mnist_train.csv", "mnist_test.csv"):
            archive.write(folder / name, f"mnist/{name}")
            (folder / name).unlink()
    return [folder / "archive.zip"]


def save_idx_zip(folder, arrays):
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for name, array in arrays.items():
            sizes = np.array(array.shape, ">u4").tobytes()
            content = (
                bytes([0, 0, 8, array.ndim]) + sizes + array.astype("u1").tobytes()
            )
            archive.writestr(f"MNIST/raw/{name}-ubyte.gz", gzip.compress(content))
    return [folder / "archive.zip"]


def save_among_others(folder, arrays):
    np.savez(folder / "other.npz", x=arrays["x_test"][::-1], y=arrays["y_test"])
    (folder / "README.txt").write_text("MNIST, packed", "utf-8")
    return save_deep(folder, arrays)


WAYS = (
    *(save_deep, save_renamed, save_floats, save_flat, save_npy),
    *(save_csv, save_zip, save_idx_zip, save_among_others),
)


@pytest.mark.parametrize("save", WAYS)
def test_mnist_is_found_by_its_hash(tmp_path, arrays, save):
    found = read_mnist(save(tmp_path, arrays))

    for split, digits in (("train", found.train), ("test", found.test)):
        np.testing.assert_array_equal(digits.images, arrays[f"x_{split}"])
        np.testing.assert_array_equal(digits.labels, arrays[f"y_{split}"])
        assert digits.source == f"mnist-{split}"
        assert digits.names[3] == f"mnist-{split}-00003"


@pytest.mark.parametrize("save", WAYS)
@pytest.mark.parametrize("name", ["x_test", "y_train"])
def test_one_changed_value_is_no_packed_mnist(tmp_path, arrays, error_kind, save, name):
    arrays[name] = arrays[name].copy()
    arrays[name][(5, 14, 14) if name[0] == "x" else 5] ^= 1

    kind = error_kind(read_mnist, save(tmp_path, arrays))

    assert kind in (
        *("not-mnist", "mnist-files-missing"),
        *("npz-arrays-missing", "idx-unknown"),
    )


@pytest.mark.parametrize("start", ["<!DOCTYPE html>", "\n<html lang='en'>"])
@pytest.mark.parametrize("name", ["train-images-idx3-ubyte.gz", "mnist.npz"])
def test_a_web_page_is_called_one(tmp_path, error_kind, start, name):
    path = tmp_path / name
    path.write_text(f"{start}<p>Access denied")

    assert error_kind(read_mnist, [path]) == "mnist-web-page"


def test_a_folder_of_pictures_is_soon_given_up(tmp_path, error_kind, monkeypatch):
    for number in range(120):
        (tmp_path / f"{number}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr("core.data.packed_mnist._MAX_OTHERS", 5)

    assert error_kind(read_mnist, [tmp_path]) == "mnist-files-missing"


def test_another_array_before_it_hides_nothing(tmp_path, arrays, builtin_digits):
    np.save(tmp_path / "a_extra.npy", builtin_digits.images[:500])
    np.savez(tmp_path / "b.npz", **arrays)

    assert len(read_mnist([tmp_path]).train) == SIZES["train"]
