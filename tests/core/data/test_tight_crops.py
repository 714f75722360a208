import numpy as np
import pytest

from core.data.framing import frame
from core.data.tight_crops import add_paper, tight_margin
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE
from tests.benchmarks.tight_crops import framed, picture


@pytest.fixture(scope="module")
def scorer():
    [run] = (EXAMPLES / "runs").iterdir()
    return Scorer(run / LITERT_FILE)


@pytest.mark.parametrize("size", [40, 120])
@pytest.mark.parametrize(
    # Without the margin, about 32 and 28; the built-in digits have 8 pixels a side.
    ("kind", "is_light", "least"),
    [("drawing", True, 45), ("photo", False, 38)],
)
def test_a_digit_cut_to_its_ink_is_read_as_with_a_margin(
    builtin_digits, scorer, size, kind, is_light, least
):
    def read(margin):
        pictures = [
            picture(builtin_digits.images[row], size, kind, margin, is_light, row)
            for row in range(50)
        ]
        frames = np.stack([framed(each) for each in pictures])
        return scorer.score(frames).probabilities.argmax(axis=1)

    assert (read(0.0) == read(0.4)).sum() >= least


def test_a_margin_is_paper():
    levels = np.full((100, 60), 200, np.uint8)
    levels[:, 25:35] = 30
    levels[45:55] = 30

    margin = tight_margin(levels)
    wide = add_paper(levels, margin)

    assert margin == 35
    assert wide.shape == (170, 130)
    np.testing.assert_array_equal(wide[35:-35, 35:-35], levels)
    assert wide[0].min() > 180
    top, left, bottom, right = frame(levels).box
    assert (top, left, bottom, right) == pytest.approx((0, 0, 100, 60), abs=3)


def test_a_stray_pixel_at_the_edge_of_a_large_picture_needs_no_margin():
    picture = np.full((4000, 3000), 255, np.uint8)
    picture[0, 700] = 0

    assert tight_margin(picture) == 0
    assert frame(picture).image.shape == (28, 28)


@pytest.mark.parametrize("edge", ["left", "top", "frame"])
def test_a_desk_is_no_ink(edge):
    photo = np.full((200, 160), 220, np.uint8)
    photo[60:140, 75:85] = 40
    if edge in ("left", "frame"):
        photo[:, :20] = 60
    if edge in ("top", "frame"):
        photo[:20] = 60
    if edge == "frame":
        photo[-20:] = photo[:, -20:] = 60

    assert tight_margin(photo) == 0


def test_mnist_itself_needs_no_margin(builtin_digits):
    assert all(tight_margin(image) == 0 for image in builtin_digits.images[:50])
