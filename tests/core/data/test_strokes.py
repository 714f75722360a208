import numpy as np
import pytest

from core.data.strokes import Pen, curve, join, lines, rasterize, write_by_hand

CORNERS = [(0.0, 0.0), (0.5, 0.25), (0.1, 1.0)]


@pytest.mark.parametrize("through", [curve, lines])
def test_a_stroke_passes_through_its_points(through):
    stroke = through(CORNERS)

    for corner in CORNERS:
        assert np.abs(stroke - corner).max(axis=1).min() < 1e-9
    np.testing.assert_allclose(stroke[[0, -1]], [CORNERS[0], CORNERS[-1]])


def test_lines_are_straight_and_curves_are_not():
    first = lines(CORNERS)
    # The first line has y = x / 2 all along.
    on_line = first[first[:, 1] <= 0.25]
    np.testing.assert_allclose(on_line[:, 1], on_line[:, 0] / 2)

    bent = curve(CORNERS)
    bent = bent[bent[:, 1] <= 0.25]
    assert np.abs(bent[:, 1] - bent[:, 0] / 2).max() > 0.01


def test_joined_strokes_follow_each_other():
    first, second = lines(CORNERS[:2]), lines(CORNERS[1:])

    assert join(first, second).tolist() == [*first.tolist(), *second.tolist()]


def test_strokes_that_meet_still_meet_when_written_by_hand():
    random = np.random.default_rng(0)
    for _ in range(50):
        one, other = write_by_hand(
            [lines(CORNERS[:2]), lines([CORNERS[0], (0.0, 1.0)])], random
        )
        assert np.abs(one[0] - other[0]).max() < 0.02


def test_a_hand_that_does_not_slant_keeps_an_upright_upright():
    upright = lines([(0, 0), (0, 1)])

    def spread(*, slants):
        random = np.random.default_rng(1)
        ends = [
            write_by_hand([upright], random, slants=slants, wobble=0.0)[0][[0, -1]]
            for _ in range(200)
        ]
        return np.std([first[0] - last[0] for first, last in ends])

    assert spread(slants=False) < 0.06
    assert spread(slants=True) > 0.12


def test_a_pen_draws_with_its_width():
    random = np.random.default_rng(2)
    bar = lines([(0, 0), (0, 1)])
    for width in (0.05, 0.1, 0.2):
        picture = rasterize([bar], Pen(width, 0.0, 0.0), random)
        middle = picture[picture.shape[0] // 2]

        assert middle.max() == 255
        assert np.count_nonzero(middle > 127) == pytest.approx(64 * width, abs=3)


def test_a_picture_has_paper_all_around():
    random = np.random.default_rng(3)
    for _ in range(50):
        pen = Pen.choose(random, widest=0.28)
        picture = rasterize([curve(CORNERS)], pen, random)

        assert picture.dtype == np.uint8
        assert picture.max() > 100
        edges = (picture[0], picture[-1], picture[:, 0], picture[:, -1])
        assert max(edge.max() for edge in edges) <= 1


def test_pressure_makes_ink_and_width_uneven():
    bar = lines([(0, 0), (0, 0.5), (0, 1)])
    even = rasterize([bar], Pen(0.2, 0.0, 0.0), np.random.default_rng(4))
    uneven = rasterize([bar], Pen(0.2, 0.5, 0.0), np.random.default_rng(4))

    assert len(np.unique(even.max(axis=1)[30:-30])) == 1
    assert len(np.unique(uneven.max(axis=1)[30:-30])) > 1
