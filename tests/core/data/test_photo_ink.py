"""Digits on paper: which pixels count as ink, and how often a network reads them."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.framing import FRAMING_STEPS, frame
from core.errors import DatasetError
from tests.photos import frame_or_none

UNLIMITED = settings(deadline=None)


def paper(height=300, width=400, seed=0):
    """Return noisy paper, darker to the right."""
    noise = np.random.default_rng(seed).normal(0, 3, (height, width))
    return np.linspace(225, 150, width)[None, :] + noise


def photo(levels):
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


def written(levels, text, place, scale=5.0, ink=40.0, thickness=10):
    """Draw figures on paper; `place` is their lower left corner."""
    mask = np.zeros(levels.shape, np.uint8)
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(mask, text, place, font, scale, 255, thickness, cv2.LINE_AA)
    return levels + (ink - levels) * (mask / 255)


def box_of(text, place, scale=5.0, thickness=10):
    blank = written(np.zeros((300, 400)), text, place, scale, 255.0, thickness)
    rows, columns = np.flatnonzero(blank.any(1)), np.flatnonzero(blank.any(0))
    return rows[0], columns[0], rows[-1] + 1, columns[-1] + 1


def test_faint_stroke_beside_a_dark_edge_is_found():
    levels = written(paper(), "3", (150, 200), ink=150.0, thickness=4)
    edged = levels.copy()
    edged[:60, 20:60] = 30

    assert frame(photo(edged)).box == pytest.approx(
        box_of("3", (150, 200), thickness=4), abs=5
    )


def test_box_in_a_photo_is_that_of_the_ink():
    picture = photo(written(paper(), "3", (150, 200)))

    assert frame(picture).box == pytest.approx(box_of("3", (150, 200)), abs=4)


@pytest.mark.parametrize("ink", [40.0, 250.0])
def test_polarity_of_a_photo_is_that_of_its_ink(ink):
    levels = paper() if ink < 100 else paper() - 130
    framed = frame(photo(written(levels, "3", (150, 200), ink=ink)))

    assert framed.inverted == (ink < 100)
    assert framed.image.max() == 255
    assert framed.image[0, 0] == 0


def test_paper_around_a_ring_is_not_removed_as_desk():
    mask = np.zeros((300, 400), np.uint8)
    cv2.ellipse(mask, (200, 150), (80, 110), 0, 0, 360, 255, 22)

    framed = frame(photo(paper() + (40 - paper()) * (mask / 255)))

    assert framed.inverted
    assert framed.image[14, 14] == 0


def same_digit(one, other):
    """True if two frames are nearly the same."""
    difference = np.abs(one.image.astype(int) - other.image).mean()
    return difference < 0.25 * other.image.mean()


@pytest.mark.parametrize("turned", [False, True])
def test_lines_are_removed(turned):
    plain = written(paper(), "3", (150, 200))
    lined = paper()
    for row in range(25, 300, 40):
        lined[row : row + 2] -= 90
    lined = written(lined, "3", (150, 200))
    if turned:
        plain, lined = plain.T, lined.T

    assert same_digit(frame(photo(lined)), frame(photo(plain)))


def test_stroke_as_long_as_the_photo_is_not_removed_as_a_line():
    levels = paper(300, 300)
    levels[:, 140:152] = 40

    image = frame(photo(levels)).image

    assert image[4:24, 13:15].mean() > 150


@pytest.mark.parametrize("level", [20.0, 90.0])
def test_desk_at_the_edge_is_removed(level):
    levels = written(paper(), "3", (150, 200))
    desked = levels.copy()
    desked[:, :70] = level
    desked[260:] = level
    desked += np.random.default_rng(1).normal(0, 3, desked.shape)

    assert same_digit(frame(photo(desked)), frame(photo(levels)))


def test_specks_are_removed():
    levels = written(paper(), "3", (150, 200))
    specked = levels.copy()
    rng = np.random.default_rng(2)
    for _ in range(25):
        row, column = rng.integers(5, 290), rng.integers(5, 120)
        specked[row : row + 4, column : column + 4] = 50

    assert same_digit(frame(photo(specked)), frame(photo(levels)))


def test_specks_in_a_drawing_are_removed():
    drawing = photo(written(np.full((300, 400), 255.0), "3", (150, 200), ink=0))
    specked = drawing.copy()
    specked[20:23, 30:33] = specked[280:283, 370:372] = 0

    np.testing.assert_array_equal(frame(specked).image, frame(drawing).image)


def test_broken_stroke_stays_whole():
    levels = written(paper(), "5", (150, 200))
    broken = levels.copy()
    broken[118:128] = paper()[118:128]

    top, left, bottom, right = frame(photo(broken)).box

    assert (top, left, bottom, right) == pytest.approx(box_of("5", (150, 200)), abs=4)


@pytest.mark.parametrize(
    ("text", "scale", "warning"),
    [
        ("3", 5.0, None),
        ("3 8", 4.0, "several"),
        ("47", 4.0, "several"),
        ("10", 4.0, "several"),
        ("", 0, "page"),
    ],
)
@pytest.mark.parametrize("drawn", [False, True])
def test_several_digits_and_pages_give_a_warning(text, scale, warning, drawn):
    levels = np.full((300, 400), 230.0) if drawn else paper()
    if text:
        levels = written(levels, text, (40, 200), scale)
    else:
        for row in range(60, 300, 50):
            levels = written(levels, "4 1 7 2 9 8", (20, row), 1.2, thickness=3)

    assert frame(photo(levels)).warning == warning


@pytest.mark.parametrize("noise", [1, 4, 12])
def test_empty_paper_is_refused(noise):
    levels = np.linspace(220, 120, 400) + np.random.default_rng(3).normal(
        0, noise, (300, 400)
    )

    with pytest.raises(DatasetError, match="picture-empty"):
        frame(photo(levels))


def test_ink_that_fills_its_picture_is_not_empty_paper():
    levels = np.full((200, 120), 235.0)
    levels[8:192, 8:112] = 40
    noisy = levels + np.random.default_rng(4).normal(0, 4, levels.shape)

    assert frame(photo(noisy)).image[4:24, 10:18].mean() > 200


def test_each_step_builds_on_the_previous_one():
    framed = frame(photo(written(paper(), "3", (150, 200))))

    steps = dict(zip(FRAMING_STEPS, framed.steps, strict=True))
    assert framed.inverted
    assert steps["came"][0, 0] > 150
    assert 0 < steps["inverted"][0, 0] < 105
    assert steps["cleaned"][0, 0] == 0
    assert np.ptp(np.flatnonzero(steps["cropped"].any(axis=1))) == 19
    np.testing.assert_array_equal(steps["centred"], framed.image)


@UNLIMITED
@given(
    st.integers(21, 90),
    st.integers(21, 90),
    st.integers(0, 2**32 - 1),
    st.integers(20, 255),
    st.sampled_from([0, 1, 5]),
)
def test_any_photo_is_framed_or_empty(height, width, seed, brightest, softness):
    rng = np.random.default_rng(seed)
    picture = rng.integers(0, brightest, (height, width), np.uint8)
    if softness:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), softness))

    framed = frame_or_none(picture)
    if framed is None:
        return

    top, left, bottom, right = framed.box
    assert framed.image.shape == (28, 28)
    assert framed.image.any()
    assert 0 <= top < bottom <= height
    assert 0 <= left < right <= width
