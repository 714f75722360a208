import numpy as np
import pytest

from core.analysis.what_if import Change, apply_change


@pytest.fixture
def image():
    made = np.zeros((28, 28), np.uint8)
    made[10:18, 12:16] = 200
    return made


def test_no_change_changes_nothing(image):
    np.testing.assert_array_equal(apply_change(image, Change()), image)


def test_a_shift_moves_every_pixel_and_loses_what_leaves(image):
    moved = apply_change(image, Change(right=3, down=-2))

    expected = np.zeros_like(image)
    expected[8:16, 15:19] = 200
    np.testing.assert_array_equal(moved, expected)
    image[0, 0] = 9
    assert apply_change(image, Change(right=-6, down=-6)).sum() == image.sum() - 9


def test_a_turn_to_the_right_moves_the_top_to_the_right(image):
    turned = apply_change(image, Change(turn=30))

    columns = np.arange(28)
    top, bottom = turned[:13].sum(axis=0), turned[15:].sum(axis=0)
    assert top @ columns / top.sum() > 14 > bottom @ columns / bottom.sum()


@pytest.mark.parametrize(("pixels", "area"), [(1, 6 * 10 - 4), (-1, 2 * 6)])
def test_strokes_grow_and_shrink_by_a_pixel(image, pixels, area):
    assert np.count_nonzero(apply_change(image, Change(stroke=pixels))) == area


def test_half_a_pixel_is_half_the_way(image):
    half, whole = (apply_change(image, Change(stroke=each)) for each in (0.5, 1.0))

    expected = (image.astype(float) + whole) / 2
    np.testing.assert_allclose(half, expected, atol=1)


def test_light_and_dark_are_exchanged_at_last(image):
    moved = apply_change(image, Change(right=2, inverted=True))

    np.testing.assert_array_equal(moved, 255 - apply_change(image, Change(right=2)))


@pytest.mark.parametrize("values", [{"turn": 46}, {"stroke": -2.1}, {"down": 7}])
def test_values_out_of_range_are_rejected(values):
    with pytest.raises(ValueError, match="must be"):
        Change(**values)
