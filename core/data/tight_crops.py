"""Pictures cut to their ink: a margin of paper around them, so that it can be compared.

Everything else here compares ink with the paper around it, and takes what lies along an
edge for a desk. The limits were chosen with `tests.benchmarks.tight_crops` on MNIST's
training digits.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.digits import IMAGE_SHAPE
from core.data.drawing_ink import (
    bounding_box,
    edge_pixels,
    otsu_threshold,
    paper_is_light,
)

MARGIN: Final = 0.35
"""Width of the margin, as a share of the longer side."""
_SIDE: Final = 160
_MAX_GAP: Final = 0.03
_MAX_INK_SHARE: Final = 0.65
_MAX_EDGE_SHARE: Final = 0.4
_MIN_DISTANCE: Final = 1.8
_MAX_SIDE_SHARE: Final = 0.5
_LINE_SHARE: Final = 0.8
_MAX_LINE_THICKNESS: Final = 0.06


def tight_margin(picture: NDArray[np.uint8]) -> int:
    """Return how many pixels of paper a picture needs around it, 0 unless it is tight.

    It is tight if its ink reaches two opposite edges and part of the others, or all
    four, and fills little of them. A desk fills whole edges.
    """
    if max(picture.shape) <= max(IMAGE_SHAPE) or not np.ptp(edge_pixels(picture)):
        return 0
    small = _shrunk(picture)
    ink = _ink(small)
    if not ink.any():
        return 0
    top, left, bottom, right = bounding_box(ink.astype(np.uint8))
    height, width = ink.shape
    gap = max(1.0, _MAX_GAP * max(ink.shape))
    down = max(top, height - bottom) <= gap
    across = max(left, width - right) <= gap
    rows = [float(ink[at].mean()) for at in (0, -1)]
    columns = [float(ink[:, at].mean()) for at in (0, -1)]
    is_tight = (
        (down and max(columns) <= _MAX_SIDE_SHARE)
        or (across and max(rows) <= _MAX_SIDE_SHARE)
        or (down and across and np.mean(rows + columns) <= _MAX_EDGE_SHARE)
    )
    if not is_tight or _has_printed_lines(ink):
        return 0
    if ink.mean() > _MAX_INK_SHARE or not _is_distinct(small, ink):
        return 0
    return round(MARGIN * max(picture.shape))


def _has_printed_lines(ink: NDArray[np.bool_]) -> bool:
    """True if two parallel thin lines run from edge to edge, as those of a box do."""
    for lines in (ink, ink.T):
        full = np.pad(lines.mean(axis=1) > _LINE_SHARE, 1)
        starts, stops = np.flatnonzero(np.diff(full.astype(np.int8))).reshape(-1, 2).T
        thin = stops - starts <= max(2, _MAX_LINE_THICKNESS * len(lines))
        if (thin & (starts > 0) & (stops < len(lines))).sum() > 1:
            return True
    return False


def _is_distinct(picture: NDArray[np.uint8], ink: NDArray[np.bool_]) -> bool:
    """True if ink and paper differ by more than either varies, unlike uneven light."""
    dark, light = picture[ink].astype(np.float32), picture[~ink].astype(np.float32)
    difference = abs(float(dark.mean() - light.mean()))
    return difference > _MIN_DISTANCE * float(dark.std() + light.std())


def add_paper(picture: NDArray[np.uint8], margin: int) -> NDArray[np.uint8]:
    """Return a picture with a margin in the shade of the paper nearby."""
    if not margin:
        return picture
    small = _shrunk(picture)
    around = max(1, round(margin * len(small) / len(picture)))
    paper = np.pad((~_ink(small)).astype(np.float32), around)
    levels = np.pad(small.astype(np.float32), around)
    # Far from any paper the weights vanish; there its median shade is used.
    median = float(np.median(levels[paper > 0]))
    weight = cv2.GaussianBlur(paper, (0, 0), around / 2) + 1e-4
    light = cv2.GaussianBlur(paper * levels, (0, 0), around / 2) + 1e-4 * median
    height, width = (side + 2 * margin for side in picture.shape)
    filled = np.rint(cv2.resize(light / weight, (width, height))).astype(np.uint8)
    filled[margin:-margin, margin:-margin] = picture
    return filled


def _shrunk(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = _SIDE / max(picture.shape)
    if scale >= 1:
        return picture
    height, width = (max(1, round(scale * side)) for side in picture.shape)
    smaller = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8)


def _ink(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    soft = np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), np.uint8)
    if not np.ptp(soft):
        # A few stray pixels vanish when a large picture is reduced.
        return np.zeros(soft.shape, bool)
    threshold = otsu_threshold(soft)
    light = soft > threshold
    return ~light if paper_is_light(soft, threshold) else light
