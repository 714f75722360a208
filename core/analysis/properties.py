"""Properties that can be measured on framed digits.

Ink is the level above the paper, which is the median of the outermost pixels. Ink below
a tenth of the strongest is noise, and counts only for the levels themselves. For
MNIST's own values see `core/analysis/reference_ranges.py`.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from core.data.digits import CENTRE_INDEX, IMAGE_SHAPE

SIDE: Final = IMAGE_SHAPE[0]
NOISE: Final = 0.1
MARGIN: Final = 4
"""Width in pixels of the margin around the 20x20 box of MNIST."""

_BATCH: Final = 512
_EIGHT: Final = np.ones((3, 3), bool)
_AROUND: Final = np.array([[[1, 1, 1], [1, 0, 1], [1, 1, 1]]], bool)
_TINY: Final = np.float32(1e-6)

Images = NDArray[np.uint8]
FloatArray = NDArray[np.float32]
PropertyArrays = dict[str, FloatArray]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Properties:
    """Properties of n framed images, each float32, shape (n,).

    Lengths are pixels of the 28x28 frame; levels and shares are 0 to 1. An image
    without ink has 0 everywhere but in `paper` and `brightest`, and 13.5, the middle of
    the frame, as its centre of mass.

    Attributes:
        longest, height, width: Longer side, height and width of the ink's box.
        row, column: Indices of the ink's centre of mass, from the top left.
        share: Share of pixels with ink.
        border: Mean ink of the outermost pixels.
        brightest: Level of the brightest pixel.
        paper: Median level of the outermost pixels.
        stroke: Thickness of strokes: twice the mean depth of their middle line, of ink
            above half of the strongest. At least 2.
        breadth: Thickness of strokes: twice the ink over the length of its outline.
            Finer than `stroke`, also below 2 pixels.
        slant: Columns that the ink leans to the right for each row up.
        upright: Vertical minus horizontal variance of the ink over their sum, -1 to 1.
        lean: Variance towards the top right minus that towards the top left, over their
            sum, -1 to 1. A turn moves `upright` and `lean` along a circle.
        pieces: Number of 8-connected components of ink above a quarter of the
            strongest.
        specks: Number of pixels in the margin with ink above a quarter of the strongest
            and twice that of each neighbour.
        grey: Share of the ink's pixels that are between a tenth and nine tenths of the
            strongest.
        sharpness: Largest step between neighbours, over the strongest ink.
        severed: Similarity of the outermost line of ink on one side to the next line,
            if strokes end there at full strength, within the frame, and if the centre
            of mass is away from that side; else 0.
    """

    longest: FloatArray
    height: FloatArray
    width: FloatArray
    row: FloatArray
    column: FloatArray
    share: FloatArray
    border: FloatArray
    brightest: FloatArray
    paper: FloatArray
    stroke: FloatArray
    breadth: FloatArray
    slant: FloatArray
    upright: FloatArray
    lean: FloatArray
    pieces: FloatArray
    specks: FloatArray
    grey: FloatArray
    sharpness: FloatArray
    severed: FloatArray

    def __len__(self) -> int:
        return len(self.paper)


def measure(images: Images) -> Properties:
    """Measure framed images, uint8, shape (n, 28, 28).

    Raises:
        ValueError: The images have another shape or type.
    """
    if images.shape[1:] != IMAGE_SHAPE or images.dtype != np.uint8:
        raise ValueError(
            f"images must be uint8 of shape (n, 28, 28), "
            f"got {images.dtype} of shape {images.shape}"
        )
    # Batches that fit the CPU cache are twice as fast.
    starts = range(0, max(1, len(images)), _BATCH)
    parts = [_measure(images[start : start + _BATCH]) for start in starts]
    joined = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    return Properties(**{key: each.astype(np.float32) for key, each in joined.items()})


def ink_of(images: Images) -> FloatArray:
    """Return the levels above the paper, float32, shape (n, 28, 28), 0 to 255."""
    paper = np.median(_edge(images), axis=1).astype(np.float32)
    return np.maximum(images.astype(np.float32) - paper[:, None, None], 0)


def _measure(images: Images) -> PropertyArrays:
    levels = ink_of(images)
    strongest = levels.max(axis=(1, 2), keepdims=True)
    ink = levels / np.maximum(strongest, 1)
    solid = np.where(ink > NOISE, ink, np.float32(0))
    has_ink = solid > 0
    num_inked = np.count_nonzero(has_ink, axis=(1, 2))
    is_grey = has_ink & (ink < 1 - NOISE)
    spread = _spread(solid)
    return {
        "paper": np.median(_edge(images), axis=1) / 255,
        "brightest": images.max(axis=(1, 2)) / 255,
        "border": _edge(levels).mean(axis=1) / 255,
        "share": num_inked / SIDE**2,
        "grey": np.count_nonzero(is_grey, axis=(1, 2)) / np.maximum(num_inked, 1),
        **_extent(has_ink),
        **spread,
        **_strokes(ink, solid),
        "pieces": _pieces(ink),
        "specks": _specks(ink),
        "severed": _severed(solid, spread),
    }


def _edge(images: NDArray[Any]) -> NDArray[Any]:
    """Return the outermost pixels, shape (n, 108)."""
    return np.concatenate(
        [images[:, 0], images[:, -1], images[:, 1:-1, 0], images[:, 1:-1, -1]], axis=1
    )


def _extent(has_ink: NDArray[np.bool_]) -> PropertyArrays:
    height, width = (_length(np.asarray(has_ink.any(axis=side))) for side in (2, 1))
    return {"height": height, "width": width, "longest": np.maximum(height, width)}


def _length(filled: NDArray[np.bool_]) -> FloatArray:
    first, beyond = filled.argmax(axis=1), SIDE - filled[:, ::-1].argmax(axis=1)
    return np.where(filled.any(axis=1), beyond - first, 0)


def _spread(ink: FloatArray) -> PropertyArrays:
    """Return the first and second moments of the ink."""
    index = np.arange(SIDE, dtype=np.float32)
    by_row, by_column = ink.sum(axis=2), ink.sum(axis=1)
    mass = by_row.sum(axis=1)
    whole = np.maximum(mass, _TINY)
    row = np.where(mass > 0, by_row @ index / whole, (SIDE - 1) / 2)
    column = np.where(mass > 0, by_column @ index / whole, (SIDE - 1) / 2)
    down, across = index - row[:, None], index - column[:, None]
    tall = (by_row * down**2).sum(axis=1) / whole
    wide = (by_column * across**2).sum(axis=1) / whole
    mixed = np.einsum("nij,ni,nj->n", ink, down, across, optimize=True) / whole
    return {
        "row": row,
        "column": column,
        "slant": -mixed / np.maximum(tall, _TINY) * (tall > _TINY),
        "upright": (tall - wide) / np.maximum(tall + wide, _TINY),
        "lean": -2 * mixed / np.maximum(tall + wide, _TINY),
    }


def _strokes(ink: FloatArray, solid: FloatArray) -> PropertyArrays:
    depth = _depth(ink > 0.5)
    is_ridge = (depth > 0) & (depth >= ndimage.maximum_filter(depth, (1, 3, 3)))
    num_ridge = np.count_nonzero(is_ridge, axis=(1, 2))
    padded = np.pad(solid, ((0, 0), (1, 1), (1, 1)))
    down, across = np.diff(padded, axis=1)[:, :, 1:], np.diff(padded, axis=2)[:, 1:]
    outline = np.sqrt(down**2 + across**2).sum(axis=(1, 2))
    # The edge of the frame is no edge of a stroke.
    steps = np.maximum(
        np.abs(np.diff(ink, axis=1)).max(axis=(1, 2)),
        np.abs(np.diff(ink, axis=2)).max(axis=(1, 2)),
    )
    return {
        "stroke": 2 * (depth * is_ridge).sum(axis=(1, 2)) / np.maximum(num_ridge, 1),
        "breadth": 2 * solid.sum(axis=(1, 2)) / np.maximum(outline, _TINY),
        "sharpness": steps,
    }


def _depth(mask: NDArray[np.bool_]) -> FloatArray:
    """Return each ink pixel's distance to the background, which surrounds the frame."""
    # One tall picture, with paper between the frames, is fastest.
    tall = np.pad(mask, ((0, 0), (1, 1), (1, 1))).reshape(-1, SIDE + 2)
    if not len(tall):
        return np.zeros(mask.shape, np.float32)
    depth = ndimage.distance_transform_edt(tall).reshape(-1, SIDE + 2, SIDE + 2)
    return depth[:, 1:-1, 1:-1].astype(np.float32)


def _pieces(ink: FloatArray) -> FloatArray:
    tall = np.pad(ink > 0.25, ((0, 0), (0, 1), (0, 1))).reshape(-1, SIDE + 1)
    numbers, _ = ndimage.label(tall, _EIGHT)
    of_frame = numbers.reshape(len(ink), (SIDE + 1) ** 2)
    # Labels rise in reading order, so each frame adds its new ones.
    highest = np.maximum.accumulate(of_frame.max(axis=1, initial=0))
    return np.diff(highest, prepend=0)


def _specks(ink: FloatArray) -> FloatArray:
    around = ndimage.maximum_filter(ink, footprint=_AROUND, mode="constant")
    is_speck = (ink > 0.25) & (ink > 2 * around)
    is_speck[:, MARGIN:-MARGIN, MARGIN:-MARGIN] = False
    return np.count_nonzero(is_speck, axis=(1, 2))


def _severed(ink: FloatArray, spread: PropertyArrays) -> FloatArray:
    """Return the similarity of lines where ink ends at full strength, as if cut off.

    A digit that was only moved reaches close to the opposite edge; one that was cut
    does not.
    """
    worst = np.zeros(len(ink), np.float32)
    # Half a pixel less on two sides: the middle of the frame is at 13.5.
    half = CENTRE_INDEX - 0.5
    row, column = spread["row"], spread["column"]
    away = (row - CENTRE_INDEX, half - column, half - row, column - CENTRE_INDEX)
    images = np.arange(len(ink))
    for turns, distance in enumerate(away):
        lines = np.rot90(ink, turns, axes=(1, 2))
        filled = np.asarray(lines.any(axis=2))
        first = filled.argmax(axis=1)
        gap = filled[:, ::-1].argmax(axis=1)
        outer = lines[images, first]
        inner = lines[images, np.minimum(first + 1, SIDE - 1)]
        either = np.maximum(outer, inner).sum(axis=1)
        alike = np.minimum(outer, inner).sum(axis=1) / np.maximum(either, _TINY)
        is_strong = outer.max(axis=1) > 0.75
        is_cut = (distance > 1) & is_strong & (first > 0) & (gap >= 2)
        worst = np.maximum(worst, np.where(is_cut, alike, 0))
    return worst
