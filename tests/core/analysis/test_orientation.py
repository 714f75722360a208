import numpy as np
import pytest

from core.analysis.orientation import (
    ORIENTATIONS,
    find_orientation,
    straighten,
    straighten_box,
    straighten_frames,
)
from core.work.catalogue import list_runs
from core.work.evaluating import scorer

NUMPY = {
    "right": lambda x: np.rot90(x, -1, axes=(-2, -1)),
    "half": lambda x: np.rot90(x, 2, axes=(-2, -1)),
    "left": lambda x: np.rot90(x, 1, axes=(-2, -1)),
    "mirrored": lambda x: x[..., ::-1],
    "flipped": lambda x: x[..., ::-1, :],
    "transposed": lambda x: x.swapaxes(-2, -1),
    "antitransposed": lambda x: np.rot90(x, 2, axes=(-2, -1)).swapaxes(-2, -1),
}


@pytest.fixture(scope="module")
def predict_proba():
    (run,) = [each for each in list_runs()[0] if each.is_example]
    return scorer(run.folder).probabilities


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_each_orientation_is_undone(orientation):
    picture = np.random.default_rng(0).integers(0, 256, (3, 20, 31)).astype(np.uint8)

    turned = NUMPY[orientation](picture)

    np.testing.assert_array_equal(straighten(turned, orientation), picture)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_box_stays_around_the_digit(orientation):
    picture = np.zeros((40, 60), np.uint8)
    picture[5:25, 12:18] = 255

    def box_of(image):
        rows, columns = image.nonzero()
        height, width = image.shape
        return (
            rows.min() / height,
            columns.min() / width,
            (rows.max() + 1) / height,
            (columns.max() + 1) / width,
        )

    turned = NUMPY[orientation](picture)

    found = straighten_box(box_of(turned), orientation)
    assert found == pytest.approx(box_of(picture))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("n", [12, 40, 200])
def test_turned_digits_are_noticed(builtin_digits, predict_proba, orientation, n):
    images, labels = builtin_digits.images[:n], builtin_digits.labels[:n]
    turned = np.ascontiguousarray(NUMPY[orientation](images))

    found = find_orientation(turned, labels, predict_proba)

    assert found.orientation == orientation
    step = 2 if n > 100 else 1
    assert (found.n, found.is_sample) == (n // step, n > 100)
    assert found.num_after >= 0.85 * found.n > found.num_before
    straight = straighten_frames(turned[::step], orientation)
    predicted = predict_proba(straight).argmax(axis=1)
    assert (predicted == labels[::step]).sum() == found.num_after


@pytest.mark.parametrize("n", [10, 40, 200])
def test_upright_digits_are_not_turned(builtin_digits, predict_proba, n):
    images, labels = builtin_digits.images[:n], builtin_digits.labels[:n]

    assert find_orientation(images, labels, predict_proba) is None


def test_wrong_labels_and_noise_are_no_turn(builtin_digits, predict_proba):
    images, labels = builtin_digits.images[:100], builtin_digits.labels[:100]
    noise = np.random.default_rng(0).integers(0, 256, images.shape).astype(np.uint8)

    for other, named in ((images, (labels + 1) % 10), (noise, labels)):
        assert find_orientation(other, named.astype(np.int8), predict_proba) is None


def test_without_ten_labels_nothing_is_said(builtin_digits, predict_proba):
    images = np.ascontiguousarray(NUMPY["half"](builtin_digits.images[:100]))
    labels = builtin_digits.labels[:100].copy()
    labels[9:] = -1

    assert find_orientation(images, labels, predict_proba) is None
