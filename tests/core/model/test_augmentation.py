import numpy as np
import pytest

from core.model.recipes import Augmentation

CENTRE = 13.5
STILL = Augmentation(rotation=0.0, zoom=0.0, shift=0.0)
MOVED = Augmentation(rotation=10.0, zoom=0.1, shift=0.1)


def blob(x, y):
    """Return a soft dot of ink around a place."""
    rows, columns = np.mgrid[0:28, 0:28]
    return 255 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / 4)


def place(images):
    """Return the centre of each image's ink: x to the right and y down."""
    rows, columns = np.mgrid[0:28, 0:28] - CENTRE
    ink = images.sum(axis=(1, 2))
    x = (images * columns).sum(axis=(1, 2)) / ink
    y = (images * rows).sum(axis=(1, 2)) / ink
    return x, y


@pytest.fixture
def dots():
    """Return 400 copies of a dot, 8 pixels to the right of the centre."""
    return np.repeat(blob(CENTRE + 8, CENTRE)[np.newaxis], 400, axis=0)


def test_amounts_of_0_change_nothing(augment, builtin):
    images = builtin.images[:50]

    np.testing.assert_allclose(augment(images, STILL), images, atol=1e-5 * 255)


def test_augment_keeps_shape_dtype_and_range(augment, builtin):
    moved = augment(builtin.images[:50], MOVED)

    assert moved.shape == (50, 28, 28)
    assert moved.dtype == np.float32
    assert moved.min() >= 0
    assert moved.max() <= 255 + 1e-3
    assert np.abs(moved - builtin.images[:50]).mean() > 5


def test_result_depends_on_the_seed(augment, builtin):
    images = builtin.images[:20]

    first = augment(images, MOVED, seed=(3, 4))

    np.testing.assert_array_equal(first, augment(images, MOVED, seed=(3, 4)))
    assert np.abs(first - augment(images, MOVED, seed=(3, 5))).max() > 50


def test_augmentation_does_not_depend_on_batch_content(augment, builtin):
    images = builtin.images[:8]
    together = augment(images, MOVED)
    for number in range(8):
        others = np.zeros_like(images)
        others[number] = images[number]

        alone = augment(others, MOVED)

        np.testing.assert_allclose(alone[number], together[number], atol=1e-3)
        assert np.delete(alone, number, axis=0).max() == 0


def test_each_image_has_its_own_amounts(augment, dots):
    x, y = place(augment(dots, MOVED))

    assert len(np.unique(np.round(x, 3))) > 300
    assert len(np.unique(np.round(y, 3))) > 300


def test_rotation_stays_within_its_degrees(augment, dots):
    settings = Augmentation(rotation=10.0, zoom=0.0, shift=0.0)

    x, y = place(augment(dots, settings))

    degrees = np.degrees(np.arctan2(y, x))
    assert np.abs(degrees).max() < 10.2
    assert degrees.min() < -9
    assert degrees.max() > 9
    assert abs(degrees.mean()) < 1
    np.testing.assert_allclose(np.hypot(x, y), 8, atol=0.1)


def test_zoom_stays_within_its_share(augment, dots):
    settings = Augmentation(rotation=0.0, zoom=0.1, shift=0.0)

    x, y = place(augment(dots, settings))

    # The map is from result to source, so a division moves pixels outwards.
    scales = 8 / x
    assert scales.min() > 0.89
    assert scales.max() < 1.11
    assert scales.min() < 0.92
    assert scales.max() > 1.08
    np.testing.assert_allclose(y, 0, atol=0.01)


def test_width_and_height_zoom_independently(augment):
    settings = Augmentation(rotation=0.0, zoom=0.1, shift=0.0)
    dots = np.repeat(blob(CENTRE + 6, CENTRE + 6)[np.newaxis], 100, axis=0)

    x, y = place(augment(dots, settings))

    assert np.abs(x - y).max() > 0.5


def test_shift_stays_within_its_share(augment):
    settings = Augmentation(rotation=0.0, zoom=0.0, shift=0.1)
    dots = np.repeat(blob(CENTRE, CENTRE)[np.newaxis], 400, axis=0)

    x, y = place(augment(dots, settings))

    for amounts in (x, y):
        assert np.abs(amounts).max() < 2.85
        assert amounts.min() < -2.5
        assert amounts.max() > 2.5
    assert abs(np.corrcoef(x, y)[0, 1]) < 0.2


def test_images_turn_and_grow_about_their_centre(augment):
    settings = Augmentation(rotation=90.0, zoom=0.3, shift=0.0)
    dots = np.repeat(blob(CENTRE, CENTRE)[np.newaxis], 50, axis=0)

    x, y = place(augment(dots, settings))

    np.testing.assert_allclose([x, y], 0, atol=0.02)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_pure_shift_is_a_roll(augment, tf, axis):
    seed = (5, 6)
    drawn = tf.random.stateless_uniform((5, 1), seed, -1.0, 1.0).numpy()[3 + axis, 0]
    # This amount gives 3 whole pixels; the other axis is unchanged.
    settings = Augmentation(rotation=0.0, zoom=0.0, shift=float(3 / (28 * abs(drawn))))
    profile = np.random.default_rng(0).integers(0, 256, 28)
    image = np.tile(profile, (28, 1)) if axis == 0 else np.tile(profile, (28, 1)).T

    moved = augment(image[np.newaxis], settings, seed)[0]

    inside = slice(9, 19)
    expected = np.roll(image, -3 if drawn > 0 else 3, axis=1 - axis)
    np.testing.assert_allclose(
        moved[inside, inside], expected[inside, inside], atol=0.05
    )


def test_padding_is_paper(augment):
    settings = Augmentation(rotation=0.0, zoom=0.0, shift=0.5)
    full = np.full((20, 28, 28), 255.0)

    moved = augment(full, settings)

    assert (moved.min(axis=(1, 2)) == 0).all()
    assert (moved[:, 14, 14] == 255).all()


def test_shear_slides_rows_apart_from_the_middle(augment):
    above = np.repeat(blob(CENTRE, CENTRE - 8)[np.newaxis], 400, axis=0)
    sheared = Augmentation(rotation=0.0, zoom=0.0, shift=0.0, shear=0.2)

    x, y = place(augment(above, sheared))

    assert np.abs(y + 8).max() < 0.05
    assert np.abs(x).max() == pytest.approx(8 * 0.2, abs=0.1)
    assert np.abs(x.mean()) < 0.15


def test_thickness_lets_strokes_grow_and_shrink(augment, builtin):
    images = np.repeat(builtin.images[:1], 400, axis=0).astype(np.float32)
    thicker = Augmentation(rotation=0.0, zoom=0.0, shift=0.0, thickness=0.6)

    ink = augment(images, thicker).sum(axis=(1, 2)) / images[0].sum()

    assert 0.3 < ink.min() < 0.9
    assert 1.1 < ink.max() < 2.0


def test_shear_and_thickness_of_0_change_no_result(augment, builtin):
    images = builtin.images[:20]
    also = Augmentation(rotation=10.0, zoom=0.1, shift=0.1, shear=0.0, thickness=1e-9)

    np.testing.assert_allclose(augment(images, also), augment(images, MOVED), atol=1e-3)
