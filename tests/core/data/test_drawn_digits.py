import cv2
import numpy as np
import pytest

from core.data.digit_styles import STYLES
from core.data.drawn_digits import draw_digits
from core.data.drawn_marks import draw_marks
from core.data.framing import frame


def test_the_same_seed_draws_the_same_digits():
    one, same, other = draw_digits(60, 1), draw_digits(60, 1), draw_digits(60, 2)

    np.testing.assert_array_equal(one.images, same.images)
    assert one.styles == same.styles
    assert not np.array_equal(one.images, other.images)


def test_each_style_is_as_frequent_as_any_other_but_the_flagged_one():
    drawn = draw_digits(10 * (len(STYLES) + 2), 0)

    counts = {style: drawn.styles.count(style) for style in STYLES}
    assert counts.pop("1-flag") == 30
    assert set(counts.values()) == {10}
    assert [int(style[0]) for style in drawn.styles] == drawn.labels.tolist()


def test_only_the_styles_that_are_asked_for_are_drawn():
    drawn = draw_digits(30, 0, ["7-crossed", "9-stem"])

    assert set(drawn.styles) == {"7-crossed", "9-stem"}
    assert set(drawn.labels.tolist()) == {7, 9}


@pytest.mark.parametrize(
    "draw", [lambda: draw_digits(240, 3).images, lambda: draw_marks(240, 3)]
)
def test_what_is_drawn_has_the_form_of_mnist(draw):
    images = draw()

    assert images.shape == (240, 28, 28)
    assert images.dtype == np.uint8
    for image in images:
        framed = frame(image).image
        np.testing.assert_array_equal(framed, image)


def test_no_digits_may_be_asked_for():
    assert draw_digits(0, 0).images.shape == (0, 28, 28)
    assert draw_marks(0, 0).shape == (0, 28, 28)


def test_the_same_seed_draws_the_same_marks():
    np.testing.assert_array_equal(draw_marks(80, 1), draw_marks(80, 1))
    assert not np.array_equal(draw_marks(80, 1), draw_marks(80, 2))


def holes(image):
    """The number of areas of paper that ink encloses."""
    paper = np.pad(image < 60, 1, constant_values=True).astype(np.uint8)
    num_areas, _ = cv2.connectedComponents(paper, connectivity=4)
    # One area is the background of OpenCV, one the paper around the digit.
    return num_areas - 2


@pytest.mark.parametrize(
    ("style", "expected"),
    [("0-closed", 1), ("1-bare", 0), ("2-angular", 0), ("8-stacked", 2)],
)
def test_most_digits_of_a_style_have_its_holes(style, expected):
    images = draw_digits(100, 5, [style]).images

    found = [holes(image) == expected for image in images]

    assert np.mean(found) >= 0.7
