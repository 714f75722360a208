import gzip

import numpy as np
import pytest

from core.data.mnist import read_arrays
from core.errors import DatasetError

# The header identifies each of the four files: its number of dimensions, and more or
# fewer than 35,000 images. One-pixel images keep the files small.
ARRAYS = {
    "train-images-idx3-ubyte": np.arange(60_000).reshape(60_000, 1, 1) % 251,
    "train-labels-idx1-ubyte": np.arange(60_000) % 10,
    "t10k-images-idx3-ubyte": np.arange(10_000).reshape(10_000, 1, 1) % 241,
    "t10k-labels-idx1-ubyte": np.arange(10_000) % 9,
}


@pytest.fixture
def folder(tmp_path, idx_bytes):
    for name, array in ARRAYS.items():
        (tmp_path / name).write_bytes(idx_bytes(array))
    return tmp_path


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "mnist.npz"
    np.savez(path, **dict(zip(NAMES, ARRAYS.values(), strict=True)))
    return path


NAMES = ["x_train", "y_train", "x_test", "y_test"]


def check(source):
    for name, expected in zip(NAMES, ARRAYS.values(), strict=True):
        np.testing.assert_array_equal(source.arrays[name], expected)


def gzip_all(folder):
    for path in sorted(folder.iterdir()):
        packed = gzip.compress(path.read_bytes(), compresslevel=1)
        path.with_name(f"{path.name}.gz").write_bytes(packed)
        path.unlink()


def test_archive_is_read(archive):
    source = read_arrays([archive])

    check(source)
    assert source.path == archive
    assert source.display_name("y_test") == "y_test"


def test_folder_of_an_archive_is_read(archive):
    source = read_arrays([archive.parent])

    check(source)
    assert source.path == archive


def test_four_files_are_read_in_any_order(folder):
    source = read_arrays(sorted(folder.iterdir())[::-1])

    check(source)
    assert source.path == folder
    assert source.display_name("x_test") == "t10k-images-idx3-ubyte"


def test_folder_of_four_files_is_read_among_other_things(folder):
    (folder / "readme.txt").write_text("digits", encoding="utf-8")
    (folder / "._train-images-idx3-ubyte").write_bytes(b"left by a Mac")
    (folder / "older").mkdir()
    (folder / "a-train-images-idx3-ubyte").mkdir()

    source = read_arrays([folder])

    check(source)


def test_one_idx_file_finds_the_three_beside_it(folder):
    source = read_arrays([folder / "t10k-labels-idx1-ubyte"])

    check(source)


def test_given_file_takes_precedence_over_its_neighbour(folder, idx_bytes):
    other = folder / "t10k-labels-corrected"
    other.write_bytes(idx_bytes(np.full(10_000, 5)))

    source = read_arrays([other])

    assert set(source.arrays["y_test"]) == {5}


def test_gzipped_files_are_read(folder):
    gzip_all(folder)

    source = read_arrays([folder])

    check(source)


@pytest.mark.parametrize("rename", ["{}.bin", "{}-copy"])
def test_names_do_not_matter(folder, rename):
    for number, path in enumerate(sorted(folder.iterdir())):
        path.rename(folder / rename.format(number))

    source = read_arrays([folder])

    check(source)


def test_idx_names_with_a_dot_are_accepted(folder):
    for path in sorted(folder.iterdir()):
        path.rename(folder / path.name.replace("-idx", ".idx"))

    source = read_arrays([folder])

    check(source)


@pytest.mark.parametrize("absent", ARRAYS)
def test_missing_file_of_four_is_named(folder, absent):
    (folder / absent).unlink()

    with pytest.raises(DatasetError) as caught:
        read_arrays([folder])

    assert caught.value.kind == "mnist-files-missing"
    assert caught.value.values["missing"] == absent
    assert caught.value.values["path"] == str(folder)


def test_damaged_file_of_four_is_named(folder):
    gzip_all(folder)
    damaged = folder / "train-labels-idx1-ubyte.gz"
    damaged.write_bytes(damaged.read_bytes()[:12])

    with pytest.raises(DatasetError) as caught:
        read_arrays([folder])

    assert caught.value.kind == "idx-damaged"
    assert caught.value.values["path"] == str(damaged)


def test_empty_folder_is_named(tmp_path, error_kind):
    assert error_kind(read_arrays, [tmp_path]) == "mnist-files-missing"


def test_missing_file_is_named(tmp_path, error_kind):
    assert error_kind(read_arrays, [tmp_path / "mnist.npz"]) == "file-missing"
    assert error_kind(read_arrays, [tmp_path / "absent"]) == "file-missing"


def test_other_files_are_refused(tmp_path, error_kind):
    path = tmp_path / "digits.csv"
    path.write_text("label,pixel0", encoding="utf-8")

    assert error_kind(read_arrays, [path]) == "idx-unknown"
