from dataclasses import fields

import numpy as np
import pytest
from scipy import ndimage

from core.analysis.properties import Properties, measure
from core.analysis.reference_ranges import (
    MNIST_RANGES,
    posture_distance,
    properties_out_of_range,
)
from core.store.data_folder import EXAMPLES
from tests.corruptions import CORRUPTIONS, moved, rotate
from tests.cpu_time import is_quick

NAMES = [each.name for each in fields(Properties)]


def one(image):
    """The properties of a single image, by name."""
    measured = measure(np.asarray(image, np.uint8)[None])
    return {name: float(getattr(measured, name)[0]) for name in NAMES}


def drawn(*boxes, level=255):
    """A frame with filled boxes: top, left, bottom and right."""
    image = np.zeros((28, 28), np.uint8)
    for top, left, bottom, right in boxes:
        image[top:bottom, left:right] = level
    return image


@pytest.fixture(scope="module")
def digits():
    images = np.load(next(EXAMPLES.glob("digits/*/images.npy")))
    return images[np.random.default_rng(0).permutation(len(images))[:300]]


@pytest.mark.parametrize("level", [0, 97, 255])
def test_one_shade_all_over_is_paper_without_ink(level):
    measured = one(np.full((28, 28), level))

    assert (
        measured.pop("paper") == measured.pop("brightest") == pytest.approx(level / 255)
    )
    assert measured.pop("row") == measured.pop("column") == 13.5
    assert set(measured.values()) == {0.0}


def test_no_images_have_no_properties():
    measured = measure(np.empty((0, 28, 28), np.uint8))

    assert len(measured) == 0
    assert {getattr(measured, name).dtype for name in NAMES} == {np.dtype(np.float32)}


def test_one_pixel():
    measured = one(drawn((5, 9, 6, 10)))

    assert (measured["row"], measured["column"]) == (5, 9)
    assert measured["height"] == measured["width"] == measured["longest"] == 1
    assert measured["share"] == pytest.approx(1 / 784)
    assert measured["pieces"] == 1
    assert measured["stroke"] == 2
    assert measured["slant"] == measured["upright"] == measured["lean"] == 0
    assert measured["sharpness"] == 1


def test_a_bar_by_hand():
    # Three wide and twenty tall: its middle line is two deep, its outline 46 long.
    measured = one(drawn((4, 12, 24, 15)))

    assert (measured["height"], measured["width"]) == (20, 3)
    assert (measured["row"], measured["column"]) == (13.5, 13)
    assert measured["share"] == pytest.approx(60 / 784)
    # Inside 18 pixels of the middle line are two deep, at its ends one, as are ties.
    assert 3 <= measured["stroke"] <= 4
    assert measured["breadth"] == pytest.approx(2 * 60 / 46, rel=0.03)
    # Variances of 20 and 3 equal steps: (n^2 - 1) / 12.
    tall, wide = 399 / 12, 8 / 12
    assert measured["upright"] == pytest.approx((tall - wide) / (tall + wide), rel=1e-4)
    assert measured["slant"] == pytest.approx(0, abs=1e-5)
    assert measured["grey"] == measured["border"] == measured["specks"] == 0


def test_a_diagonal_leans_to_the_right():
    rising = np.fliplr(np.eye(28)) * 255

    assert one(rising)["slant"] == pytest.approx(1)
    assert one(rising)["lean"] == pytest.approx(1)
    assert one(np.eye(28) * 255)["lean"] == pytest.approx(-1)
    assert one(rising)["pieces"] == 1


def test_pieces_are_those_of_each_image_alone(digits):
    # Count each image by itself, in another way.
    expected = [
        ndimage.label(image > 0.25 * image.max(), np.ones((3, 3)))[1]
        for image in digits
    ]

    assert measure(digits).pieces.tolist() == expected


def test_strokes_are_those_of_each_image_alone(digits):
    def thickness(image):
        depth = ndimage.distance_transform_edt(np.pad(image > image.max() / 2, 1))
        ridge = (depth > 0) & (depth == ndimage.maximum_filter(depth, 3))
        return 2 * depth[ridge].mean()

    expected = [thickness(image) for image in digits]

    np.testing.assert_allclose(measure(digits).stroke, expected, rtol=1e-5)


@pytest.mark.parametrize("n", [1, 299])
def test_properties_do_not_depend_on_the_batch(digits, n):
    alone, together = measure(digits[:n]), measure(np.repeat(digits, 3, axis=0))

    for name in NAMES:
        np.testing.assert_allclose(
            getattr(together, name)[: 3 * n : 3], getattr(alone, name), atol=1e-5
        )


def test_ink_is_measured_above_the_paper(digits):
    faint = (digits // 2 + 60).astype(np.uint8)
    same = ("height", "width", "stroke", "pieces")

    plain, lifted = measure((digits // 2).astype(np.uint8)), measure(faint)

    clear = plain.border == 0
    for name in same:
        values = getattr(lifted, name)[clear], getattr(plain, name)[clear]
        np.testing.assert_array_equal(*values)
    np.testing.assert_allclose(lifted.paper[clear], 60 / 255)


def test_specks_are_lone_pixels_in_the_margin():
    bar = drawn((4, 12, 24, 15))
    specked = bar.copy()
    specked[[1, 2, 26, 14], [1, 20, 3, 20]] = 255

    assert one(bar)["specks"] == 0
    # The fourth is in the middle, where a thin stroke may be as isolated.
    assert one(specked)["specks"] == 3


def test_cut_is_measured_but_translation_is_not():
    ring = drawn((4, 6, 24, 22)) - drawn((7, 9, 21, 19))
    cut = ring.copy()
    cut[:13] = 0

    assert one(ring)["severed"] == 0
    assert one(cut)["severed"] > 0.9
    assert one(np.rot90(cut))["severed"] > 0.9
    assert one(moved(ring, 4, 0))["severed"] == 0


def test_blur_is_measured_as_less_sharp(digits):
    blurred = CORRUPTIONS["blur"].apply(digits, 2, np.random.default_rng(0))

    assert measure(blurred).sharpness.max() < measure(digits).sharpness.min()


def test_rotation_increases_posture_distance(digits):
    labels = np.ones(len(digits), np.int8)
    bar = np.repeat(drawn((4, 12, 24, 15))[None], len(digits), axis=0)
    turned = rotate(bar, 70, np.random.default_rng(0))

    assert posture_distance(measure(bar), labels).max() < 2
    assert posture_distance(measure(turned), labels).min() > 2.4


def test_properties_out_of_range_of_mnist():
    small = drawn((10, 12, 18, 14))
    usual = drawn((4, 13, 24, 17))

    (names, others) = properties_out_of_range(measure(np.stack([small, usual])))

    assert {"longest", "height"} <= set(names)
    assert not {"longest", "height", "width", "row", "border", "paper"} & set(others)
    assert set(MNIST_RANGES) == set(NAMES)


@pytest.mark.parametrize(
    "images",
    [
        np.zeros((28, 28), np.uint8),
        np.zeros((1, 27, 28), np.uint8),
        np.zeros((1, 28, 28), np.float32),
    ],
)
def test_images_of_another_shape_or_type_are_refused(images):
    with pytest.raises(ValueError, match="images must be uint8 of shape"):
        measure(images)


def test_ten_thousand_images_are_measured_in_interactive_time(digits):
    images = np.resize(digits, (10_000, 28, 28))

    assert is_quick(lambda: measure(images), 40)


@pytest.mark.slow
def test_the_ranges_are_those_of_the_training_images(mnist_path):
    with np.load(mnist_path) as arrays:
        measured = measure(arrays["x_train"])

    for name, reference in MNIST_RANGES.items():
        ends = np.quantile(getattr(measured, name), [0.005, 0.995])
        np.testing.assert_allclose(ends, reference, rtol=0.005, atol=1e-4)
