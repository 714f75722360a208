"""Finding the ink in drawings, where paper and ink have one shade each, as in MNIST.

Clean drawings are returned unchanged, to the bit.
"""

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.data.connected_components import FramingWarning, choose_digit, dilate_mask
from core.data.digits import BOX_SIDE, IMAGE_SHAPE
from core.data.photo_ink import Ink

NOISE_FLOOR: Final = 0.1
"""Least share of the darkest ink that counts as ink."""

MIN_PIECE_DARKNESS: Final = 0.25
SMALL_PICTURE_SIDE: Final = 20
"""Up to this side, every pixel may belong to a stroke, so no speck is removed."""

SOLID: Final = 0.35
MAX_CONTACT: Final = 2
MIN_WIDTH_OF_TWO: Final = 0.6
MIN_HEIGHT_OF_TWO: Final = 0.9
"""Least height of each of two digits, as a share of both."""

SHADE_TOLERANCE: Final = 0.015
TWO_SHADES: Final = 0.75
FAR_APART: Final = 2.5

Box = tuple[int, int, int, int]
"""Top, left, bottom and right in pixels; bottom and right are exclusive."""


def is_drawing(picture: NDArray[np.uint8]) -> bool:
    """True if paper has one shade, or nearly all pixels have one of two shades."""
    short, long = sorted(picture.shape)
    if long <= max(IMAGE_SHAPE) or short <= SMALL_PICTURE_SIDE:
        return True
    if not np.ptp(edge_pixels(picture)):
        return True
    dark = picture <= otsu_threshold(picture)
    num_near = 0
    for side in (dark, ~dark):
        shades = picture[side]
        off = np.abs(shades.astype(np.int16) - int(np.median(shades)))
        num_near += int((off <= SHADE_TOLERANCE * np.ptp(picture)).sum())
    return num_near > TWO_SHADES * picture.size


def is_bimodal(picture: NDArray[np.uint8]) -> bool:
    """True if dark and light pixels form two narrow groups that are far apart.

    Ink that fills its picture does so and leaves little paper to compare with. Empty
    paper never does, however uneven the light.
    """
    dark = picture <= otsu_threshold(picture)
    if dark.all():
        return False
    low, high = picture[dark], picture[~dark]
    return bool(high.mean() - low.mean() > FAR_APART * (low.std() + high.std()))


def find_ink_in_drawing(picture: NDArray[np.uint8]) -> Ink:
    """Find the ink in a drawing, uint8 (height, width), not all of one shade."""
    threshold = otsu_threshold(picture)
    light = not paper_is_light(picture, threshold)
    if not light:
        picture, threshold = 255 - picture, 254 - threshold
    ink = _remove_paper(picture, threshold)
    digit = None
    is_small = min(picture.shape) <= SMALL_PICTURE_SIDE
    if not is_small and not has_mnist_size(bounding_box(ink)):
        darkness = ink.astype(np.float32) / ink.max()
        digit = choose_digit(darkness, MIN_PIECE_DARKNESS)
    if digit is None:
        warning: FramingWarning | None = "several" if _shows_two(ink) else None
        return Ink(coverage=ink, scale=1.0, light=light, warning=warning)
    ink = ink * dilate_mask(digit.mask)
    return Ink(coverage=ink, scale=1.0, light=light, warning=digit.warning)


def _shows_two(ink: NDArray[np.uint8]) -> bool:
    """True if ink falls into two parts side by side, each nearly as high as both.

    They may touch in two pixels, one above the other. True for 3 of 10,000 of MNIST's
    training digits.
    """
    top, left, bottom, right = bounding_box(ink)
    solid = ink[top:bottom, left:right] > SOLID * ink.max()
    height, width = solid.shape
    if width < MIN_WIDTH_OF_TWO * height:
        return False
    rises = np.diff(solid.astype(np.int8), axis=0, prepend=0).clip(0).sum(axis=0)
    between = (solid.sum(axis=0) <= MAX_CONTACT) & (rises <= 1)
    for column in range(width // 4, math.ceil(0.75 * width)):
        if between[column]:
            parts = (solid[:, :column], solid[:, column + 1 :])
            if all(_extent(part) > MIN_HEIGHT_OF_TWO * height for part in parts):
                return True
    return False


def _extent(solid: NDArray[np.bool_]) -> int:
    """Return the distance from the first row of ink to the last."""
    rows = np.flatnonzero(solid.any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if rows.size else 0


def bounding_box(ink: NDArray[np.uint8]) -> Box:
    """Return the bounding box of ink that is not empty."""
    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def has_mnist_size(box: Box) -> bool:
    """True if ink with this bounding box has the size of MNIST's."""
    top, left, bottom, right = box
    return BOX_SIDE - 1 <= max(bottom - top, right - left) <= BOX_SIDE


def otsu_threshold(picture: NDArray[np.uint8]) -> int:
    """Return the level that best separates dark pixels (up to it) from light ones.

    Source:
        Otsu, "A threshold selection method from gray-level histograms", IEEE
        Transactions on Systems, Man, and Cybernetics 9(1), 1979, equation 18.
    """
    # `numpy.bincount` would first convert each byte to eight.
    counts = np.array(Image.fromarray(picture).histogram(), np.float64)
    dark = counts.cumsum()[:-1]
    level_sum = (counts * np.arange(256)).cumsum()
    dark_sum, total = level_sum[:-1], dark[-1] + counts[-1]
    light = total - dark
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (level_sum[-1] * dark - dark_sum * total) ** 2 / (dark * light)
    return int(np.nanargmax(variance))


def edge_pixels(picture: NDArray[Any]) -> NDArray[Any]:
    """Return the pixels along the four edges, one after the other."""
    return np.concatenate(
        [picture[0], picture[-1], picture[1:-1, 0], picture[1:-1, -1]]
    )


def paper_is_light(picture: NDArray[np.uint8], threshold: int) -> bool:
    """True if most corners are light; if undecided, most of the edge; then most pixels.

    A digit that fills its picture touches much of the edge, but seldom the corners.
    """
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    for pixels in (corners, edge_pixels(picture), picture):
        share = (pixels > threshold).mean()
        if share != 0.5:
            return bool(share > 0.5)
    return False


def _remove_paper(picture: NDArray[np.uint8], threshold: int) -> NDArray[np.uint8]:
    """Set paper to 0, and all pixels that are too faint for ink.

    Ink of MNIST's size on paper of exactly 0 stays unchanged: there, even the faintest
    pixel is the edge of a stroke.
    """
    edge = edge_pixels(picture)
    dark = edge[edge <= threshold]
    paper = np.uint8(np.median(dark)) if dark.size else picture.min()
    ink = np.maximum(picture, paper) - paper
    if not paper and has_mnist_size(bounding_box(ink)):
        return ink
    return np.where(ink > NOISE_FLOOR * ink.max(), ink, np.uint8(0))
