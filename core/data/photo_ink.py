"""Finding the ink in a photo, without light, shadow, lines, specks and desk.

All limits are relative to the photo's size, noise and contrast, so that photos and
scans, pencils and markers are treated alike. Darkness is the share of the paper's light
that ink absorbs: 0 for paper, 1 for black.

The limits were chosen with `tests.photos` on training digits.
"""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.connected_components import (
    DigitComponents,
    FloatImage,
    FramingWarning,
    choose_digit,
    dilate_mask,
    touches_border,
)
from core.data.faint_ink import inner_pieces, is_all_outside
from core.data.ruled_lines import remove_ruled_lines

ANALYSIS_SIDE: Final = 480
"""Longer side of a photo for analysis; the framed digit has only 20 pixels."""

COARSE_SIDE: Final = 120
"""Shorter side of a photo for finding paper, desk and light."""

MAX_STROKE_WIDTH: Final = 0.32
MIN_DESK_WIDTH: Final = 0.06
MIN_PAPER_SHARE: Final = 0.4
MAX_INK_SHARE: Final = 0.3
MIN_EDGE_STEP: Final = 0.2
MIN_EDGE_STEEPNESS: Final = 0.12
SURROUNDINGS: Final = 0.3
FINE_STROKE: Final = 0.02
FINE_WEIGHT: Final = 1.5
STANDING_OUT: Final = 0.999
OUTER_WEIGHT: Final = 0.1
MIN_DARKNESS: Final = 0.012
FAINT: Final = 0.35
"""Darkness at which faint ink beside clear ink ends, as a share of the clear one's."""

DEEPEST: Final = 3
MIN_INNER_SIZE: Final = 0.3
NEARBY: Final = 0.3
PALEST: Final = 0.15
NO_INK: Final = 0.35
"""Darkness that counts as paper, as a share of clear ink's least."""
MAX_FAINT_WIDTH: Final = 0.12
MAX_SHADE: Final = 0.05
EVEN: Final = 0.15
LINE_REMOVAL_SCORE_RATIO: Final = 0.35


class Ink(NamedTuple):
    """The ink of one digit.

    Attributes:
        coverage: uint8, shape (height, width), 0 without ink and 255 for full ink.
        scale: Size of `coverage` divided by the size of the picture.
        light: True if the ink is lighter than the paper.
    """

    coverage: NDArray[np.uint8]
    scale: float
    light: bool
    warning: FramingWarning | None


def find_ink_in_photo(photo: NDArray[np.uint8]) -> Ink | None:
    """Find the ink of the digit in a photo; return None if there is only paper.

    The photo is uint8 of shape (height, width), both of 21 pixels or more. If nothing
    is found, it is analysed in twice the size, in which small digits stay apart.
    """
    for side in (ANALYSIS_SIDE, 2 * ANALYSIS_SIDE):
        ink = _find_ink(photo, min(1.0, side / max(photo.shape)))
        if ink is not None or side >= max(photo.shape):
            break
    return ink


def _find_ink(photo: NDArray[np.uint8], scale: float) -> Ink | None:
    levels = _paint_over_desk(_resized(photo, scale, least=21))
    light = _ink_is_light(levels)
    darkness = _estimate_darkness(255 - levels if light else levels)
    darkness -= _broad_shade(darkness)
    plain = remove_ruled_lines(darkness)
    threshold, digit = _digit(plain)
    if plain is not darkness:
        # A digit as long as the photo, usually a 1, looks like a ruled line.
        other_threshold, other = _digit(darkness)
        score = digit.score if digit else 0.0
        if other and score < LINE_REMOVAL_SCORE_RATIO * other.score:
            plain, threshold, digit = darkness, other_threshold, other
    if digit is None:
        return None
    coverage = _coverage(plain, digit.mask, threshold)
    return Ink(coverage=coverage, scale=scale, light=light, warning=digit.warning)


def _shrunk(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return _resized(levels, COARSE_SIDE / min(levels.shape))


def _resized(
    levels: NDArray[np.uint8], scale: float, least: int = 1
) -> NDArray[np.uint8]:
    """Reduce a picture; no side becomes shorter than `least` pixels."""
    if scale >= 1:
        return levels
    height, width = (max(least, round(scale * side)) for side in levels.shape)
    smaller = cv2.resize(levels, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8)


def _softened(levels: NDArray[np.uint8], radius: float) -> NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(levels, (0, 0), radius), np.uint8)


def disc(size: float) -> NDArray[np.uint8]:
    """Return a round structuring element, uint8, about `size` wide, at least 3."""
    across = 2 * max(1, round(size / 2)) + 1
    element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
    return np.asarray(element, np.uint8)


def _paint_over_desk(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Replace the desk, which is along an edge behind a sharp step, by paper."""
    small = _softened(_shrunk(levels), 1)
    desk = _desk(small)
    if not desk.any():
        return levels
    paper = (desk == 0).astype(np.float32)
    reach = 0.1 * min(small.shape)
    # Far from any paper the weights vanish; there its median shade is used.
    weight = cv2.GaussianBlur(paper, (0, 0), reach) + 1e-3
    light = cv2.GaussianBlur(paper * small, (0, 0), reach)
    filled = (light + 1e-3 * float(np.median(small[desk == 0]))) / weight
    size = levels.shape[::-1]
    painted = cv2.resize(desk, size, interpolation=cv2.INTER_NEAREST) > 0
    return np.where(painted, np.rint(cv2.resize(filled, size)), levels).astype(np.uint8)


def _desk(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a mask, uint8, of the desk beside the paper, darker or lighter than it."""
    side = min(levels.shape)
    _, dark = cv2.threshold(levels, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    across, down = (
        cv2.Sobel(levels, cv2.CV_32F, x, 1 - x, scale=1 / 8) for x in (1, 0)
    )
    steepness = cv2.magnitude(across, down)
    desk = np.zeros_like(levels)
    margin = side // 4 + 1
    for shade in (dark, 1 - dark):
        padded = np.pad(shade, margin, mode="edge")
        broad = cv2.morphologyEx(padded, cv2.MORPH_OPEN, disc(MIN_DESK_WIDTH * side))
        n, numbered = cv2.connectedComponents(broad[margin:-margin, margin:-margin])
        marks = np.asarray(numbered, np.int32)
        for mark in np.flatnonzero(touches_border(marks, n)):
            here = (marks == mark).astype(np.uint8)
            # The rest must be paper: a large part of the photo, of the other shade.
            left = here == 0
            if left.mean() < MIN_PAPER_SHARE or shade[left].mean() > MAX_INK_SHARE:
                continue
            rim = cv2.dilate(here, np.ones((3, 3))) > here
            step = abs(float(np.median(levels[here > 0]) - np.median(levels[left])))
            sharp = step >= MIN_EDGE_STEP * np.ptp(levels) and rim.any()
            if sharp and np.median(steepness[rim]) > MIN_EDGE_STEEPNESS * step:
                desk |= here
    return dilate_mask(desk > 0)


def _ink_is_light(levels: NDArray[np.uint8]) -> bool:
    """True if ink, mostly in the middle, is brighter than its surroundings.

    Contrast is measured for fine strokes and for all that is narrower than half of
    `SURROUNDINGS`; the stronger contrast counts. The bright middle of a photo with dark
    corners is broader than both.
    """
    side = min(levels.shape)
    soft = _softened(levels, max(side / 400, 0.3))
    element = np.ones((2 * max(1, round(FINE_STROKE * side / 2)) + 1,) * 2, np.uint8)
    # Every other pixel is enough to sum.
    filled, opened = (
        cv2.morphologyEx(soft, operation, element)[::2, ::2].astype(np.float32)
        for operation in (cv2.MORPH_CLOSE, cv2.MORPH_OPEN)
    )
    fine = 2 * soft[::2, ::2].astype(np.float32) - filled - opened
    small = _shrunk(levels)
    reach = max(1, round(SURROUNDINGS / 2 * min(small.shape)))
    broad = small.astype(np.float32) - cv2.medianBlur(small, 2 * reach + 1)
    strongest = [
        float(np.quantile(np.abs(each), STANDING_OUT)) for each in (fine, broad)
    ]
    stray = fine if FINE_WEIGHT * strongest[0] > strongest[1] else broad
    stray = stray * stray * stray
    height, width = stray.shape
    top, left = height // 4, width // 4
    inner = stray[top : height - top, left : width - left].sum()
    return bool(inner + OUTER_WEIGHT * (stray.sum() - inner) > 0)


def _estimate_darkness(levels: NDArray[np.uint8]) -> FloatImage:
    """Compare each pixel with the light that plain paper would reflect there.

    The first estimate of that light is the brightest pixel nearby; the next ones are
    the mean nearby, without pixels that are ink by the previous estimate.
    """
    soft = _softened(levels, max(min(levels.shape) / 400, 0.3))
    small = _shrunk(soft).astype(np.float32) + 1
    side = min(small.shape)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc(MAX_STROKE_WIDTH * side))
    paper = cv2.GaussianBlur(paper, (0, 0), 0.05 * side)
    for reach in (0.1 * side, 0.05 * side):
        share = small / paper
        is_paper = (1 - share < 0.7 * _otsu(1 - share)).astype(np.uint8)
        is_paper = cv2.erode(is_paper, np.ones((3, 3))).astype(np.float32)
        weight = cv2.GaussianBlur(is_paper, (0, 0), reach) + 0.02
        paper *= (cv2.GaussianBlur(is_paper * share, (0, 0), reach) + 0.02) / weight
    # Most pixels close to the estimate are paper, with noise on both sides.
    share = small / paper
    paper = paper * float(np.median(share[share > 1 - EVEN]))
    light = cv2.resize(paper, levels.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return 1 - (soft + np.float32(1)) / light


def _broad_shade(darkness: FloatImage) -> FloatImage:
    """Return what is left of uneven light, broader than strokes, if ink is faint."""
    factor = COARSE_SIDE / min(darkness.shape)
    sides = [max(1, round(factor * side)) for side in darkness.shape[::-1]]
    small = cv2.resize(darkness, sides, interpolation=cv2.INTER_AREA)
    element = np.ones((round(MAX_FAINT_WIDTH * min(sides)) | 1,) * 2, np.uint8)
    broad = cv2.morphologyEx(np.minimum(small, MAX_SHADE), cv2.MORPH_OPEN, element)
    broad = cv2.GaussianBlur(np.maximum(broad, 0), (0, 0), 2)
    size = darkness.shape[::-1]
    shade = cv2.resize(broad, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(shade, np.float32)


def _otsu(darkness: FloatImage) -> float:
    levels = np.clip(darkness * 255, 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return level / 255


def _digit(darkness: FloatImage) -> tuple[float, DigitComponents | None]:
    """Return the least darkness of clear ink, and the digit."""
    brighter = darkness[darkness < 0]
    # Pixels brighter than paper are noise; this is its standard deviation.
    noise = 1.4826 * float(np.median(-brighter)) if brighter.size else 0.0
    least = max(4 * noise, MIN_DARKNESS)
    standing_out = darkness > least
    if np.count_nonzero(standing_out) < 4 + 1e-4 * darkness.size:
        return least, None
    clear = max(least, 0.75 * _otsu(darkness[standing_out].reshape(1, -1)))
    if is_all_outside(darkness > clear):
        ink = inner_pieces(standing_out & (darkness <= clear), MIN_INNER_SIZE)
        if ink.any():
            clear = max(least, 0.75 * _otsu(darkness[ink].reshape(1, -1)))
    faint = max(least, FAINT * clear)
    return clear, choose_digit(np.minimum(darkness, DEEPEST * clear), clear, faint)


def _coverage(
    darkness: FloatImage, mask: NDArray[np.bool_], threshold: float
) -> NDArray[np.uint8]:
    """Convert the darkness of ink to coverage, including its soft edges.

    Where a stroke is pale along some of its length, it is compared with the darkest
    ink nearby.
    """
    whole = np.zeros(mask.shape, np.uint8)
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    # Soft edges extend by two pixels.
    here = (
        slice(max(0, rows[0] - 2), rows[-1] + 3),
        slice(max(0, columns[0] - 2), columns[-1] + 3),
    )
    darkness, mask = darkness[here], mask[here]
    full, none = float(np.percentile(darkness[mask], 60)), NO_INK * threshold
    solid = np.pad(mask.astype(np.uint8), 1)
    width = 2 * float(cv2.distanceTransform(solid, cv2.DIST_L2, 3).max())
    around = np.ones((2 * max(1, round(NEARBY * width)) + 1,) * 2, np.uint8)
    ink = np.where(mask, darkness, np.float32(0))
    nearby = np.minimum(cv2.dilate(ink, around), full)
    nearby = np.maximum(nearby, PALEST * full)
    even = darkness * (full / nearby)
    coverage = np.clip((even - none) / max(full - none, 1e-3), 0, 1)
    whole[here] = np.rint(255 * coverage * dilate_mask(mask)).astype(np.uint8)
    return whole
