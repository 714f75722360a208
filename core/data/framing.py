"""Framing: turning a grey picture of a digit into the 28x28 frame of MNIST.

No step changes a picture that already has the form of MNIST, so an MNIST image is
returned bit for bit. Measured on all 70,000: paper is 0, the longest side of the ink
has 20 pixels (19 in 16 images), the brightest pixel is 254 or 255, and the centre of
mass is at index 14, between 13.48 and 14.52, in both directions.

Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits": "size
normalized to fit in a 20x20 pixel box while preserving their aspect ratio [...]
centered in a 28x28 image by computing the center of mass of the pixels".
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.data.connected_components import FramingWarning
from core.data.digits import BOX_SIDE, CENTRE_INDEX, IMAGE_SHAPE
from core.data.drawing_ink import (
    Box,
    bounding_box,
    find_ink_in_drawing,
    has_mnist_size,
    is_bimodal,
    is_drawing,
)
from core.data.photo_ink import Ink, disc, find_ink_in_photo
from core.data.tight_crops import add_paper, tight_margin
from core.errors import DatasetError

FRAMING_VERSION: Final = 6
"""Increased by hand whenever the result changes for any picture."""

SIDE: Final = IMAGE_SHAPE[0]
CENTRE_TOLERANCE: Final = 0.52
FULL_INK: Final = 254
MIN_CONTRAST: Final = 16
STEEPENING: Final = 0.25
_MAX_RESCALINGS: Final = 4
MIN_STROKE_WIDTH: Final = 2.2
"""Width of a stroke in pixels of the frame; in MNIST 2.0 to 5.8."""


FRAMING_STEPS: Final = ("came", "inverted", "cleaned", "cropped", "centred")
"""The steps in order, from the uploaded picture to the finished frame."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FramedDigit:
    """A framed digit, with its place in the picture.

    Attributes:
        steps: uint8, shape (5, 28, 28), one frame after each of `FRAMING_STEPS`.
        box: Bounding box of the ink in the picture.
        inverted: True if light and dark were exchanged.
    """

    steps: NDArray[np.uint8]
    box: Box
    inverted: bool
    warning: FramingWarning | None

    @property
    def image(self) -> NDArray[np.uint8]:
        """Return the finished frame: uint8, shape (28, 28), 255 for full ink."""
        return self.steps[-1]


def frame(picture: NDArray[np.uint8]) -> FramedDigit:
    """Frame the digit in a grey picture, uint8 of shape (height, width).

    The picture may be dark on light or light on dark, a drawing or a photo.

    Raises:
        DatasetError: `picture-empty`, without ink or contrast (16 of 255 levels).
        ValueError: The array is not a grey picture.
    """
    if picture.dtype != np.uint8 or picture.ndim != 2 or not picture.size:
        raise ValueError(
            f"a grey picture is uint8 of shape (height, width), "
            f"got {picture.dtype} of shape {picture.shape}"
        )
    if np.ptp(picture) < MIN_CONTRAST:
        raise DatasetError("picture-empty")
    margin = tight_margin(picture)
    ink = _find_ink(add_paper(picture, margin))
    if ink is None or not ink.coverage.any():
        raise DatasetError("picture-empty")
    box = bounding_box(ink.coverage)
    cropped = _crop(ink.coverage)
    steps = (
        _resize_to_frame(picture),
        _resize_to_frame(picture if ink.light else 255 - picture),
        _resize_to_frame(_without_margin(ink, margin)),
        cropped,
        center_frame(cropped),
    )
    height, width = picture.shape
    top, left, bottom, right = (round(side / ink.scale) - margin for side in box)
    return FramedDigit(
        steps=np.stack(steps),
        box=(max(top, 0), max(left, 0), min(bottom, height), min(right, width)),
        inverted=not ink.light,
        warning=ink.warning,
    )


def frame_ink(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the frame, uint8 (28, 28), of ink that is the digit and nothing else.

    The ink is uint8 of shape (height, width), 0 for paper, and not empty.
    """
    return center_frame(_crop(ink))


def _crop(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return _fit_to_box(_thicken_strokes(ink, bounding_box(ink)))


def _find_ink(picture: NDArray[np.uint8]) -> Ink | None:
    is_drawn = is_drawing(picture)
    ink = None if is_drawn else find_ink_in_photo(picture)
    if ink is None and (is_drawn or is_bimodal(picture)):
        ink = find_ink_in_drawing(picture)
    return ink


def _without_margin(ink: Ink, margin: int) -> NDArray[np.uint8]:
    """Return the coverage of the picture itself."""
    around = round(margin * ink.scale)
    height, width = ink.coverage.shape
    return ink.coverage[around : height - around, around : width - around]


def _thicken_strokes(ink: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """Widen strokes that would nearly vanish to the least width in MNIST.

    The width of strokes is twice the mean distance from their middle to their edge.
    """
    top, left, bottom, right = box
    size = max(bottom - top, right - left)
    if size <= 2 * BOX_SIDE:
        return ink
    solid = np.pad((ink > ink.max() // 2).astype(np.uint8), 1)
    # OpenCV adds 0.955s and 1.3693s; its rounding error depends on the place.
    off = np.round(cv2.distanceTransform(solid, cv2.DIST_L2, 3), 4)
    middle = off[(off > 0) & (off >= cv2.dilate(off, np.ones((3, 3))))]
    width = 2 * float(middle.mean()) - 1 if middle.size else 1.0
    missing = MIN_STROKE_WIDTH * size / BOX_SIDE - width
    if missing < 1:
        return ink
    grown = np.pad(ink, math.ceil(missing))
    return np.asarray(cv2.dilate(grown, disc(missing)), np.uint8)


def _fit_to_box(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Scale the ink to the 20x20 box in the middle of the frame."""
    box = bounding_box(ink)
    if ink.shape == IMAGE_SHAPE and has_mnist_size(box):
        return _normalize_levels(ink)
    top, left, bottom, right = box
    glyph = ink[top:bottom, left:right]
    if not has_mnist_size(box):
        glyph = _scale_to_box(glyph)
    image = np.zeros(IMAGE_SHAPE, np.uint8)
    height, width = glyph.shape
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    image[top : top + height, left : left + width] = _normalize_levels(glyph)
    return image


def _scale_to_box(glyph: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Scale ink until its longest side is that of MNIST.

    Scaling once is enough except for a few small, blurred pictures that lose their
    faintest edges. If these stayed smaller, framing a frame again would change it.
    """
    for _ in range(_MAX_RESCALINGS):
        glyph = _normalize_levels(_resample(glyph, BOX_SIDE / max(glyph.shape)))
        box = top, left, bottom, right = bounding_box(glyph)
        if has_mnist_size(box):
            break
        glyph = glyph[top:bottom, left:right]
    return glyph


def _resample(glyph: NDArray[np.uint8], scale: float) -> NDArray[np.float32]:
    """Resample ink so that its strokes resemble those of MNIST.

    The filters were chosen with MNIST's test digits. Enlarged to bilevel shapes, they
    are restored best by the bicubic filter; reduced to 8x8 pixels, a network reads most
    of them after Lanczos and this steepening. Levels may exceed 0 to 255.
    """
    height, width = glyph.shape
    sides = (max(1, round(width * scale)), max(1, round(height * scale)))
    # The filter needs paper around the ink as far as it reaches.
    margin = math.ceil(3 * max(1, 1 / scale))
    full = glyph.astype(np.float32) * (255 / glyph.max())
    picture = Image.fromarray(np.pad(full, margin))
    box = (margin, margin, margin + width, margin + height)
    if scale <= 1:
        return np.asarray(picture.resize(sides, Image.Resampling.BICUBIC, box))
    levels = np.asarray(picture.resize(sides, Image.Resampling.LANCZOS, box))
    # Enlarging flattens the edges of strokes; steepen them around half ink.
    levels = levels * (255 / levels.max()) - 127.5
    return levels * scale**STEEPENING + 127.5


def _resize_to_frame(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Stretch the whole picture over the frame."""
    if picture.shape == IMAGE_SHAPE:
        return picture
    whole = Image.fromarray(picture).resize(IMAGE_SHAPE, Image.Resampling.BICUBIC)
    return np.asarray(whole)


def _normalize_levels(levels: NDArray[np.uint8 | np.float32]) -> NDArray[np.uint8]:
    """Scale the brightest pixel to 255, because scaling makes thin strokes fainter."""
    brightest = levels.max()
    factor = 255 / brightest if brightest < FULL_INK else 1.0
    return np.clip(np.rint(levels * factor), 0, 255).astype(np.uint8)


def center_frame(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Shift the ink by whole pixels so that its centre of mass rounds to index 14."""
    top, left, bottom, right = bounding_box(image)
    down = _shift(image.sum(axis=1), top, bottom)
    across = _shift(image.sum(axis=0), left, right)
    moved = np.zeros_like(image)
    moved[top + down : bottom + down, left + across : right + across] = image[
        top:bottom, left:right
    ]
    return moved


def _shift(ink: NDArray[np.unsignedinteger], start: int, stop: int) -> int:
    """Return the shift in pixels for ink between `start` and `stop`.

    Ink never leaves the frame, even if its centre of mass then is off the middle.
    """
    distance = CENTRE_INDEX - float(ink @ np.arange(SIDE) / ink.sum())
    if abs(distance) <= CENTRE_TOLERANCE:
        return 0
    return min(max(round(distance), -start), SIDE - stop)
