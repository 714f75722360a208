import numpy as np
import pytest

from core.data import digit_damage
from core.data.digit_damage import damage_digit, unfamiliar_digits
from core.data.drawn_digits import draw_digits
from core.data.framing import frame


def test_a_damaged_digit_is_framed_and_another_picture():
    random = np.random.default_rng(0)
    images = draw_digits(200, 1).images

    damaged = np.stack([damage_digit(image, random) for image in images])

    assert damaged.dtype == np.uint8
    for before, after in zip(images, damaged, strict=True):
        assert not np.array_equal(before, after)
        np.testing.assert_array_equal(frame(after).image, after)


@pytest.mark.parametrize("kind", digit_damage._KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_of_damage_leaves_most_of_the_digit(kind):
    random = np.random.default_rng(1)
    num_changed = 0
    for image in draw_digits(60, 2).images:
        ink = np.pad(image, 14)
        damaged = kind(ink, random)

        assert damaged.shape == ink.shape
        assert damaged.dtype == np.uint8
        assert 0.2 < damaged.sum() / ink.sum() < 4
        num_changed += not np.array_equal(damaged, ink)
    # A speck may fall on a stroke.
    assert num_changed >= 50


def test_digits_to_calibrate_on_are_damaged_or_drawn():
    digits = draw_digits(40, 3)

    images, labels = unfamiliar_digits(digits.images, digits.labels, seed=3)
    same, _ = unfamiliar_digits(digits.images, digits.labels, seed=3)

    assert images.shape == (60, 28, 28)
    np.testing.assert_array_equal(labels[:40], digits.labels)
    np.testing.assert_array_equal(images, same)
    # A training of this seed learned from other drawn digits.
    learned = {image.tobytes() for image in draw_digits(2000, 3).images}
    assert not learned & {image.tobytes() for image in images}
