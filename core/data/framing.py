"""Framing: turning one grey picture of a digit into the 28x28 frame MNIST uses.

Each step leaves alone what already is as MNIST made it, so an MNIST image comes back
bit for bit. Measured on all 70,000: paper is 0, the longest side of the ink has 20
pixels (19 in 16 images), the brightest pixel is 254 or 255, and the centre of mass lies
at index 14, between 13.48 and 14.52, in both directions.

Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits": "size
normalized to fit in a 20x20 pixel box while preserving their aspect ratio [...]
centered in a 28x28 image by computing the center of mass of the pixels".
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.data.digits import IMAGE_SHAPE
from core.errors import DatasetError

FRAMING_VERSION: Final = 1
"""Raised by hand whenever any picture would come out differently."""

SIDE: Final = IMAGE_SHAPE[0]
BOX_SIDE: Final = 20
CENTRE: Final = 14
CENTRE_TOLERANCE: Final = 0.52
FULL_INK: Final = 254
FAINTEST_INK: Final = 16
NOISE: Final = 0.1
STEEPENING: Final = 0.25

Box = tuple[int, int, int, int]
"""Top, left, bottom and right in pixels; bottom and right lie just outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """Which steps are taken. The defaults make a digit look like MNIST's.

    Attributes:
        invert: Whether light and dark are exchanged, because the paper is the lighter
            of the two. None decides for each picture.
        crop: Whether paper is set to 0 and the ink scaled to fit a box of 20x20.
            Without it, the whole picture is stretched over the frame.
        center: Whether the centre of mass is moved to index 14 of the frame.
    """

    invert: bool | None = None
    crop: bool = True
    center: bool = True


AS_MNIST: Final = Framing()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Framed:
    """One framed digit and how it was found.

    Attributes:
        image: uint8, shape (28, 28), 0 for paper and 255 for full ink.
        box: Where the ink lies in the picture.
        inverted: Whether light and dark were exchanged.
    """

    image: NDArray[np.uint8]
    box: Box
    inverted: bool


def frame(picture: NDArray[np.uint8], framing: Framing = AS_MNIST) -> Framed:
    """Put the digit of a clean grey picture into the 28x28 frame.

    Args:
        picture: uint8, shape (height, width), evenly lit, one digit on plain paper.
        framing: Which steps to take.

    Raises:
        DatasetError: `picture-empty`, the picture has one shade all over, give or take
            15 of 255 levels.
        ValueError: The array is not a grey picture.
    """
    if picture.dtype != np.uint8 or picture.ndim != 2 or not picture.size:
        raise ValueError(
            f"a grey picture is uint8 of shape (height, width), "
            f"got {picture.dtype} of shape {picture.shape}"
        )
    if int(picture.max()) - int(picture.min()) < FAINTEST_INK:
        raise DatasetError("picture-empty")
    threshold = _otsu_threshold(picture)
    inverted = framing.invert
    if inverted is None:
        inverted = _paper_is_light(picture, threshold)
    if inverted:
        picture, threshold = 255 - picture, 254 - threshold
    ink = _without_paper(picture, threshold)
    box = _bounding_box(ink)
    image = _fitted(ink, box) if framing.crop else _whole(picture)
    if framing.center:
        image = _centred(image)
    return Framed(image=image, box=box, inverted=inverted)


def _otsu_threshold(picture: NDArray[np.uint8]) -> int:
    """Return the level that parts dark pixels (up to it) from light ones best.

    Source:
        Otsu, "A threshold selection method from gray-level histograms", IEEE
        Transactions on Systems, Man, and Cybernetics 9(1), 1979, equation 18.
    """
    # Pillow counts bytes; `numpy.bincount` would first widen each to eight.
    counts = np.array(Image.fromarray(picture).histogram(), np.float64)
    dark = counts.cumsum()[:-1]
    level_sum = (counts * np.arange(256)).cumsum()
    dark_sum, total = level_sum[:-1], dark[-1] + counts[-1]
    light = total - dark
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (level_sum[-1] * dark - dark_sum * total) ** 2 / (dark * light)
    return int(np.nanargmax(variance))


def _edge(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.concatenate(
        [picture[0], picture[-1], picture[1:-1, 0], picture[1:-1, -1]]
    )


def _paper_is_light(picture: NDArray[np.uint8], threshold: int) -> bool:
    """Decide polarity: paper is in most corners, or along the edge, or most of all.

    A digit that fills its picture meets much of the edge, but seldom the corners.
    """
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    for pixels in (corners, _edge(picture), picture):
        share = (pixels > threshold).mean()
        if share != 0.5:
            return bool(share > 0.5)
    return False


def _without_paper(picture: NDArray[np.uint8], threshold: int) -> NDArray[np.uint8]:
    """Set paper to 0, and with it what is too faint to be ink.

    Ink of MNIST's size on paper of exactly 0 is left alone: there, even the faintest
    pixel is the edge of a stroke.
    """
    edge = _edge(picture)
    dark = edge[edge <= threshold]
    paper = np.uint8(np.median(dark)) if dark.size else picture.min()
    ink = np.maximum(picture, paper) - paper
    if not paper and _is_fitted(_bounding_box(ink)):
        return ink
    return np.where(ink > NOISE * ink.max(), ink, np.uint8(0))


def _bounding_box(ink: NDArray[np.uint8]) -> Box:
    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def _is_fitted(box: Box) -> bool:
    top, left, bottom, right = box
    return BOX_SIDE - 1 <= max(bottom - top, right - left) <= BOX_SIDE


def _fitted(ink: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """Scale the ink to the 20x20 box and put it in the middle of the frame."""
    if ink.shape == IMAGE_SHAPE and _is_fitted(box):
        return _stretched(ink)
    top, left, bottom, right = box
    glyph: NDArray[np.uint8 | np.float32] = ink[top:bottom, left:right]
    if not _is_fitted(box):
        glyph = _scaled(glyph, BOX_SIDE / max(glyph.shape))
    image = np.zeros(IMAGE_SHAPE, np.uint8)
    height, width = glyph.shape
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    image[top : top + height, left : left + width] = _stretched(glyph)
    return image


def _scaled(glyph: NDArray[np.uint8 | np.float32], scale: float) -> NDArray[np.float32]:
    """Resample ink so that its strokes come out much as those of MNIST do.

    Chosen with MNIST's own test digits: as large bilevel shapes they come back most
    alike with the bicubic filter; reduced to 8x8 pixels, a network reads the most of
    them after Lanczos and this steepening. Levels may leave 0 to 255.
    """
    height, width = glyph.shape
    sides = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Paper around the ink, as far as a filter reaches, so that its edges fade out.
    margin = math.ceil(3 * max(1, 1 / scale))
    full = glyph.astype(np.float32) * (255 / glyph.max())
    picture = Image.fromarray(np.pad(full, margin))
    box = (margin, margin, margin + width, margin + height)
    if scale <= 1:
        return np.asarray(picture.resize(sides, Image.Resampling.BICUBIC, box))
    levels = np.asarray(picture.resize(sides, Image.Resampling.LANCZOS, box))
    # Enlarging flattens the edges of strokes; this steepens them about half ink.
    levels = levels * (255 / levels.max()) - 127.5
    return levels * scale**STEEPENING + 127.5


def _whole(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Stretch a whole picture over the frame, paper and all."""
    if picture.shape == IMAGE_SHAPE:
        return picture.copy()
    whole = Image.fromarray(picture).resize(IMAGE_SHAPE, Image.Resampling.BICUBIC)
    return np.asarray(whole)


def _stretched(levels: NDArray[np.uint8 | np.float32]) -> NDArray[np.uint8]:
    """Bring the brightest pixel to 255: thin strokes fade when they are scaled."""
    brightest = levels.max()
    factor = 255 / brightest if brightest < FULL_INK else 1.0
    return _rounded(levels * factor)


def _rounded(levels: NDArray[np.uint8 | np.float32]) -> NDArray[np.uint8]:
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


def _centred(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Move the ink by whole pixels so that its centre of mass rounds to index 14."""
    if not image.any():
        return image
    top, left, bottom, right = _bounding_box(image)
    down = _shift(image.sum(axis=1), top, bottom)
    across = _shift(image.sum(axis=0), left, right)
    moved = np.zeros_like(image)
    moved[top + down : bottom + down, left + across : right + across] = image[
        top:bottom, left:right
    ]
    return moved


def _shift(ink: NDArray[np.unsignedinteger], start: int, stop: int) -> int:
    """Return by how many pixels to move ink that lies from `start` to `stop`.

    Ink never leaves the frame, even if its centre of mass then stays off the middle.
    """
    distance = CENTRE - float(ink @ np.arange(SIDE) / ink.sum())
    if abs(distance) <= CENTRE_TOLERANCE:
        return 0
    return min(max(round(distance), -start), SIDE - stop)
