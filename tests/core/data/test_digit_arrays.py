"""Digits as arrays, in the ways in which people save them."""

import numpy as np
import pytest

from core.data.framing import frame
from core.data.labels import parse_labels
from core.data.upload_paths import find_uploaded_files
from core.data.uploaded_files import UploadedArray, UploadedFile
from tests.array_files import (
    WAYS,
    N,
    npy,
    read,
    text,
    write,
)


@pytest.fixture(scope="module")
def images(builtin_digits):
    return builtin_digits.images[:N].copy()


@pytest.fixture(scope="module")
def labels(builtin_digits):
    return builtin_digits.labels[:N].astype(np.int64)


def pairs(images, labels):
    return sorted(
        (int(label), image.tobytes())
        for image, label in zip(images, labels, strict=True)
    )


@pytest.mark.parametrize("way", WAYS)
def test_digits_are_read_as_people_save_them(tmp_path, images, labels, way):
    pictures, found, _, refusals = read(tmp_path / "in", WAYS[way](images, labels))

    # Files of two sets may have another order.
    assert pairs(pictures, found) == pairs(images, labels)
    assert [each.name for each in refusals] == (
        ["d.npz/writer"] if "other" in way else []
    )


@pytest.mark.parametrize(
    ("change", "is_scaled"),
    [
        (lambda x: x, False),
        (lambda x: x.astype(np.int64), False),
        (lambda x: x.astype(np.float32), False),
        (lambda x: x / 255, True),
        (lambda x: (x / 255).astype(np.float32), True),
        (lambda x: (x / 255 - 0.1307) / 0.3081, True),
        (lambda x: x / 127.5 - 1, True),
        (lambda x: x.astype(np.float32) - 128, True),
    ],
)
@pytest.mark.parametrize(
    "shape", [(N, 784), (N, 28, 28), (N, 28, 28, 1), (N, 1, 28, 28)]
)
def test_shapes_and_values_are_recognised(tmp_path, images, change, is_scaled, shape):
    array = change(images).reshape(shape)

    pictures, _, arrays, refusals = read(tmp_path / "in", {"X.npy": npy(array)})

    np.testing.assert_array_equal(np.stack(pictures), images)
    (found,) = arrays
    assert (found.n, found.size, found.is_scaled) == (N, (28, 28), is_scaled)
    assert found.levels == pytest.approx((array.min(), array.max()))
    assert refusals == []


def test_inverted_digits_are_framed_as_the_others(tmp_path, images):
    plain, _, _, _ = read(tmp_path / "plain", {"X.npy": npy(images)})
    inverted, _, _, _ = read(tmp_path / "inverted", {"X.npy": npy(255 - images)})

    for one, other in zip(plain, inverted, strict=True):
        a, b = frame(one), frame(other)
        assert (a.inverted, b.inverted) == (False, True)
        np.testing.assert_array_equal(a.image, b.image)


def test_levels_of_scikit_learn_are_recognised(tmp_path):
    pixels = np.arange(17, dtype=np.float64).repeat(8)[:128].reshape(2, 64)

    pictures, _, arrays, _ = read(tmp_path / "in", {"X.npy": npy(pixels)})

    assert arrays[0].size == (8, 8)
    np.testing.assert_array_equal(
        pictures[1], np.rint(pixels[1] * 255 / 16).reshape(8, 8)
    )


def test_colours_and_other_sizes_are_taken(tmp_path):
    colours = np.full((2, 40, 30, 3), 255, np.uint8)
    colours[:, 5:35, 12:18] = 200, 0, 0

    pictures, _, arrays, _ = read(
        tmp_path / "in", {"X.npy": npy(np.moveaxis(colours, -1, 1))}
    )

    assert (arrays[0].n, arrays[0].size) == (2, (40, 30))
    assert pictures[0].shape == (40, 30)
    assert pictures[0].max() - pictures[0].min() > 100


def test_one_image_is_taken_as_an_array_and_as_a_grid_of_numbers(tmp_path, images):
    for number, content in enumerate(
        (npy(images[0]), npy(images[0].ravel()), text(images[0], " "))
    ):
        name = "seven.txt" if number == 2 else "X.npy"

        pictures, _, _, _ = read(tmp_path / str(number), {name: content})

        np.testing.assert_array_equal(pictures, images[:1])


def test_files_named_by_digits_label_their_arrays(tmp_path, images, labels):
    files = {f"{digit}.npy": npy(images[labels == digit]) for digit in range(10)}
    names = [
        item.name
        for name, content in files.items()
        for item in find_uploaded_files([write(tmp_path / name, content)])
        if isinstance(item, UploadedFile)
    ]

    parsed = parse_labels(names, has_root=False)

    assert parsed.default.labels.tolist() == sorted(labels.tolist())


@pytest.mark.parametrize("name", ["X.npy", "t10k-images-idx3-ubyte", "set 3/d.npz"])
@pytest.mark.parametrize("n", [1, 5, 10, 30])
def test_the_number_of_an_image_is_no_label(name, n):
    array = UploadedArray(name=name, n=n)

    parsed = parse_labels([array.item_name(number) for number in range(n)])

    assert (parsed.default.labels == -1).all()
