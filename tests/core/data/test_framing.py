import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from core.data.framing import FRAMING_STEPS, frame
from core.data.mnist import read_mnist
from core.errors import DatasetError

UNLIMITED = settings(deadline=None)


@st.composite
def strokes(draw):
    """Draw a grey picture of one light stroke on black, cropped to the stroke."""
    points = st.tuples(st.integers(20, 180), st.integers(20, 180))
    line = draw(st.lists(points, min_size=2, max_size=6, unique=True))
    canvas = Image.new("L", (200, 200))
    ImageDraw.Draw(canvas).line(line, fill=255, width=draw(st.integers(3, 20)))
    size = draw(st.integers(30, 200))
    stroke = canvas.crop(canvas.getbbox())
    scale = size / max(stroke.size)
    sides = [max(2, round(side * scale)) for side in stroke.size]
    return np.asarray(stroke.resize(sides, Image.Resampling.BILINEAR))


def resized(image, side):
    """Return the ink of an MNIST image with `side` as its longer side."""
    glyph = Image.fromarray(image)
    glyph = glyph.crop(glyph.getbbox())
    sides = [max(1, round(length * side / max(glyph.size))) for length in glyph.size]
    method = Image.Resampling.BOX if side < 20 else Image.Resampling.BICUBIC
    return on_paper(np.asarray(glyph.resize(sides, method)), 2, 2, 2, 2)


def on_paper(stroke, top, left, bottom, right):
    return np.pad(stroke, ((top, bottom), (left, right)))


def step(picture, name):
    return frame(picture).steps[FRAMING_STEPS.index(name)]


def centre_of_mass(image):
    rows, columns = np.indices(image.shape)
    return (
        (image * rows).sum() / image.sum(),
        (image * columns).sum() / image.sum(),
    )


@pytest.fixture
def seven():
    """Return a 7 of 300x200 pixels, white on black, far from the middle."""
    picture = Image.new("L", (400, 600))
    line = [(40, 60), (220, 60), (120, 340)]
    ImageDraw.Draw(picture).line(line, fill=255, width=30, joint="curve")
    return np.asarray(picture)


@pytest.fixture
def like_mnist():
    """Return a bar in the form of MNIST: 20 pixels high, faint edges, centred."""
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 13:16] = 254
    image[4:24, 12] = 9
    image[4] //= 9
    return image


def test_longest_side_is_20_pixels_and_the_other_in_proportion(seven):
    framed = frame(seven)

    rows = np.flatnonzero(framed.image.any(axis=1))
    columns = np.flatnonzero(framed.image.any(axis=0))
    top, left, bottom, right = framed.box
    expected = 20 * (right - left) / (bottom - top)
    assert rows[-1] - rows[0] + 1 == 20
    assert columns[-1] - columns[0] + 1 == pytest.approx(expected, abs=1)


def test_centre_of_mass_is_at_index_14(seven):
    assert centre_of_mass(frame(seven).image) == pytest.approx((14, 14), abs=0.52)


def test_box_is_the_bounding_box_of_the_ink(seven):
    rows, columns = np.flatnonzero(seven.any(1)), np.flatnonzero(seven.any(0))

    box = frame(seven).box

    assert box == (rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)


def test_grey_ramps_are_kept(seven):
    image = frame(seven).image

    assert ((image > 25) & (image < 230)).sum() > 20


@pytest.mark.parametrize("size", [(8, 2), (16, 4), (200, 60)])
def test_ink_fades_out_at_its_edges(size):
    bar = on_paper(np.full(size, 255, np.uint8), 9, 9, 9, 9)

    image = frame(bar).image

    assert image[14].max() > 230
    assert image[image.any(axis=1)][0].max() < 255


def test_faint_ink_becomes_full_ink(seven):
    faint, full = frame(seven // 8).image, frame(seven).image

    assert faint.max() == 255
    np.testing.assert_allclose(faint, full.astype(int), atol=1)


def test_thin_ink_becomes_full_ink():
    picture = np.zeros((1_000, 1_000), np.uint8)
    picture[100:900, 500] = 255

    image = frame(picture).image

    assert image.max() == 255
    assert image.any(axis=0).sum() <= 3


def test_noise_of_a_compressed_picture_is_not_ink(seven):
    noise = np.random.default_rng(0).integers(0, 20, seven.shape, np.uint8)
    noisy = np.maximum(seven, noise)

    assert frame(noisy).box == pytest.approx(frame(seven).box, abs=2)


def test_grey_paper_becomes_0(seven):
    on_grey = np.maximum(seven, 90)

    image = frame(on_grey).image

    np.testing.assert_array_equal(image > 0, frame(seven).image > 0)


@UNLIMITED
@given(strokes(), st.tuples(*[st.integers(1, 120)] * 4))
def test_place_on_the_paper_does_not_matter(stroke, margins):
    near = frame(on_paper(stroke, 2, 2, 2, 2)).image

    far = frame(on_paper(stroke, *margins)).image

    np.testing.assert_array_equal(far, near)


@pytest.mark.parametrize("margin", [1, 2, 3, 30])
def test_width_of_strokes_is_measured_alike_at_every_place(margin):
    canvas = Image.new("L", (200, 200))
    line = [(20, 80), (80, 100), (80, 140), (100, 80), (120, 160)]
    ImageDraw.Draw(canvas).line(line, fill=255, width=9)
    stroke = np.asarray(canvas.crop(canvas.getbbox()))

    image = frame(on_paper(stroke, *[margin] * 4)).image

    np.testing.assert_array_equal(image, frame(on_paper(stroke, 9, 9, 9, 9)).image)


@UNLIMITED
@given(strokes(), st.tuples(*[st.integers(1, 120)] * 4))
def test_polarity_does_not_matter(stroke, margins):
    picture = on_paper(stroke, *margins)

    white, black = frame(picture), frame(255 - picture)

    np.testing.assert_array_equal(white.image, black.image)
    assert (white.inverted, black.inverted) == (False, True)


def test_polarity_does_not_matter_on_noisy_grey_paper(seven):
    noise = np.random.default_rng(0).integers(60, 100, seven.shape, np.uint8)
    noisy = np.maximum(seven, noise)

    np.testing.assert_array_equal(frame(noisy).image, frame(255 - noisy).image)


def test_digit_that_fills_its_picture_keeps_its_polarity():
    picture = Image.new("L", (10, 10))
    ImageDraw.Draw(picture).rounded_rectangle((0, 0, 9, 9), 3, outline=255, width=4)
    zero = np.asarray(picture)
    assert (zero > 0).mean() > 0.5

    assert not frame(zero).inverted
    assert frame(255 - zero).inverted


def test_corners_that_are_half_ink_leave_polarity_to_the_edge():
    picture = np.full((10, 10), 255, np.uint8)
    picture[1:9, 1:9] = picture[0, 0] = picture[0, 9] = 0

    assert frame(picture).inverted
    assert not frame(255 - picture).inverted


def test_edge_that_is_half_ink_leaves_polarity_to_the_majority():
    picture = np.full((10, 10), 255, np.uint8)
    picture[:5, 0] = picture[0] = picture[:5, -1] = 0

    assert frame(picture).inverted
    assert not frame(255 - picture).inverted


@UNLIMITED
@given(strokes(), st.tuples(*[st.integers(1, 40)] * 4))
def test_every_stroke_is_framed_in_the_form_of_mnist(stroke, margins):
    image = frame(on_paper(stroke, *margins)).image

    height, width = image.any(axis=1).sum(), image.any(axis=0).sum()
    assert max(height, width) <= 20
    assert image.max() >= 254
    clipped = image[[0, -1]].any() or image[:, [0, -1]].any()
    assert clipped or centre_of_mass(image) == pytest.approx((14, 14), abs=0.52)


@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.binary(min_size=1_600, max_size=1_600),
)
@UNLIMITED
def test_any_picture_is_framed_or_empty(height, width, pixels):
    picture = np.frombuffer(pixels, np.uint8)[: height * width].reshape(height, width)

    if int(picture.max()) - int(picture.min()) < 16:
        with pytest.raises(DatasetError, match="picture-empty"):
            frame(picture)
        return
    framed = frame(picture)

    top, left, bottom, right = framed.box
    assert framed.steps.shape == (len(FRAMING_STEPS), 28, 28)
    assert framed.steps.dtype == np.uint8
    assert 0 <= top < bottom <= height
    assert 0 <= left < right <= width


@pytest.mark.parametrize("height", [20, 19])
def test_image_like_those_of_mnist_comes_back_bit_for_bit(like_mnist, height):
    like_mnist[4 : 24 - height] = 0

    np.testing.assert_array_equal(frame(like_mnist).image, like_mnist)


def blurred_stroke(seed):
    """Return a broad stroke of 8 to 60 pixels; small ones are mostly edges."""
    random = np.random.default_rng(seed)
    canvas = Image.new("L", (200, 200))
    points = [tuple(map(int, random.integers(5, 195, 2))) for _ in range(4)]
    ImageDraw.Draw(canvas).line(points, fill=255, width=int(random.integers(1, 60)))
    return np.asarray(canvas.resize([int(random.integers(8, 60))] * 2))


def noise(seed):
    random = np.random.default_rng(seed)
    picture = random.integers(0, 256, random.integers(2, 41, 2)).astype(np.uint8)
    return np.where(random.random(picture.shape) > random.random(), picture, 0)


# Four of the strokes and one of the noise lose an edge when they are scaled.
@pytest.mark.parametrize(("make", "first"), [(blurred_stroke, 100), (noise, 400)])
def test_framing_is_idempotent(make, first):
    changed = []
    for seed in range(first, first + 100):
        picture = make(seed)
        if np.ptp(picture) < 16:
            continue
        framed = frame(picture).image
        if not np.array_equal(frame(framed).image, framed):
            changed.append(seed)

    assert changed == []


def test_image_like_those_of_mnist_stays_in_place_without_center(like_mnist):
    moved = np.roll(like_mnist, (2, -5), axis=(0, 1))

    np.testing.assert_array_equal(step(moved, "cropped"), moved)


def test_image_like_those_of_mnist_is_only_moved_on_other_paper(like_mnist):
    picture = on_paper(like_mnist, 5, 0, 3, 40)

    np.testing.assert_array_equal(frame(picture).image, like_mnist)


def test_result_does_not_share_memory_with_the_picture(like_mnist):
    assert not np.shares_memory(frame(like_mnist).steps, like_mnist)


def test_picture_is_left_unchanged(seven):
    before = seven.copy()

    frame(seven)

    np.testing.assert_array_equal(seven, before)


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_picture_without_ink_is_an_error(error_kind, shade):
    assert error_kind(frame, np.full((40, 30), shade, np.uint8)) == "picture-empty"


@pytest.mark.parametrize(
    "picture",
    [np.zeros((28, 28, 3), np.uint8), np.zeros((28, 28)), np.zeros((0, 5), np.uint8)],
    ids=["colour", "float", "no pixels"],
)
def test_array_that_is_not_grey_raises_value_error(picture):
    with pytest.raises(ValueError, match="a grey picture is uint8"):
        frame(picture)


def test_without_crop_the_whole_picture_is_stretched(seven):
    image = step(seven, "cleaned")

    top, _, _, right = frame(seven).box
    rows = np.flatnonzero((image > 100).any(axis=1))
    columns = np.flatnonzero((image > 100).any(axis=0))
    height, width = seven.shape
    assert rows[0] == pytest.approx(top * 28 / height, abs=1)
    assert columns[-1] + 1 == pytest.approx(right * 28 / width, abs=1)


def test_without_crop_a_picture_of_28_pixels_is_unchanged(seven):
    picture = np.ascontiguousarray(seven[40:68, 30:58])

    np.testing.assert_array_equal(step(picture, "came"), picture)


def test_dot_too_small_for_the_frame_leaves_it_empty():
    picture = np.zeros((2_000, 2_000), np.uint8)
    picture[700, 700] = 255

    assert not step(picture, "cleaned").any()


def test_without_center_the_box_is_in_the_middle(seven):
    image = step(seven, "cropped")

    rows = np.flatnonzero(image.any(axis=1))
    columns = np.flatnonzero(image.any(axis=0))
    assert (rows[0], rows[-1]) == (4, 23)
    assert columns[0] + columns[-1] == pytest.approx(27, abs=1)


@pytest.mark.slow
@pytest.mark.parametrize(("side", "difference"), [(8, 16), (14, 10.5), (60, 8)])
def test_image_of_mnist_in_another_size_comes_back_alike(mnist_path, side, difference):
    images = read_mnist([mnist_path]).test.images
    images = np.random.default_rng(0).permutation(images)[:500]

    framed = np.stack([frame(resized(image, side)).image for image in images])

    assert np.abs(framed.astype(int) - images).mean() < difference
    assert framed.mean() == pytest.approx(images.mean(), rel=0.16)


@pytest.mark.slow
def test_images_of_mnist_come_back_bit_for_bit(mnist_path):
    mnist = read_mnist([mnist_path])

    # `tests.benchmarks.frames` checks all of them.
    for images in (mnist.test.images, mnist.train.images[::10]):
        changed = [
            number
            for number, image in enumerate(images)
            if not np.array_equal(frame(image).image, image)
        ]
        assert changed == []
