import numpy as np
import pytest

from core.data.framing import frame
from tests.sheets import PRINTED, draw_sheet, photograph_sheet


def sheet(printed, seed, digits, *, cell=120):
    """A sheet of 3 to 8 rows and columns."""
    rng = np.random.default_rng(seed)
    rows, columns = rng.integers(3, 9, 2)
    chosen = digits.images[rng.integers(0, len(digits), rows * columns)]
    return draw_sheet(chosen.reshape(rows, columns, 28, 28), printed, rng, cell=cell)


@pytest.mark.parametrize("printed", PRINTED)
def test_scanned_sheet_is_a_page_whatever_is_printed_on_it(
    printed, builtin_digits, subtests
):
    for seed in range(4):
        for cell in (60, 120, 200):
            with subtests.test(seed=seed, cell=cell):
                framed = frame(sheet(printed, seed, builtin_digits, cell=cell))
                assert framed.warning == "page"


@pytest.mark.parametrize("printed", PRINTED)
def test_photo_of_a_sheet_shows_several_digits_or_a_page(printed, builtin_digits):
    warnings = []
    for seed in range(10):
        photo = photograph_sheet(
            sheet(printed, seed, builtin_digits), np.random.default_rng(seed)
        )
        warnings.append(frame(photo).warning)

    assert warnings.count("page") + warnings.count("several") >= 9
    assert warnings.count("page") >= 7


def test_printed_box_around_one_digit_is_no_page(builtin_digits):
    rng = np.random.default_rng(1)
    one = draw_sheet(builtin_digits.images[:1].reshape(1, 1, 28, 28), "boxes", rng)

    framed = frame(one)

    assert framed.warning is None
    top, left, bottom, right = framed.box
    assert 40 < bottom - top < 160
    assert 20 < right - left < 160
