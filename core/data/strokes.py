"""Strokes of a pen as curves, and how pens of every width and ink draw them.

Coordinates are shares of a digit's height: x to the right, y down, 0 at its top and 1
at its bottom.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float] | NDArray[np.float64]
"""A point as x and y."""
Points = NDArray[np.float64]
"""Points of a stroke in the order of drawing, float64, shape (n, 2), as x and y."""

_HEIGHT: Final = 64
_MARGIN: Final = 24
_POINTS_PER_CURVE: Final = 9
# Fractional bits of the coordinates that OpenCV draws.
_SHIFT: Final = 4


class Pen(NamedTuple):
    """How a pen draws.

    Attributes:
        width: Width of a stroke as a share of the height, 0.04 to 0.3.
        pressure: Largest change of width and ink along a stroke, 0 to 1.
        blur: Standard deviation of the blur, as a share of the height.
    """

    width: float
    pressure: float
    blur: float

    @classmethod
    def choose(cls, rng: np.random.Generator, widest: float = 0.2) -> "Pen":
        """Return a random pen: from a hard pencil to a felt-tip of the widest width."""
        width = float(np.exp(rng.uniform(math.log(0.05), math.log(widest))))
        return cls(width, rng.uniform(0, 0.5), rng.choice([0, rng.uniform(0, 0.03)]))


def curve(points: Sequence[Point]) -> Points:
    """Return a smooth curve through points.

    Source:
        Catmull and Rom, "A class of local interpolating splines", Computer Aided
        Geometric Design, 1974; the uniform spline with tension 1/2.
    """
    given = np.asarray(points, np.float64)
    ends = 2 * given[[0, -1]] - given[[1, -2]]
    through = np.concatenate([ends[:1], given, ends[1:]])
    p0, p1, p2, p3 = (through[i : len(through) - 3 + i, np.newaxis] for i in range(4))
    t = np.linspace(0, 1, _POINTS_PER_CURVE, endpoint=False)[np.newaxis, :, np.newaxis]
    pieces = 0.5 * (
        2 * p1
        + (p2 - p0) * t
        + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
        + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    )
    return np.concatenate([pieces.reshape(-1, 2), given[-1:]])


def lines(points: Sequence[Point]) -> Points:
    """Return straight lines between points."""
    given = np.asarray(points, np.float64)
    steps = np.arange(0, len(given) - 1 + 1e-9, 1 / _POINTS_PER_CURVE)
    at = np.arange(len(given))
    return np.stack([np.interp(steps, at, given[:, axis]) for axis in (0, 1)], axis=1)


def join(*strokes: Points) -> Points:
    """Return one stroke that follows several without lifting the pen."""
    return np.concatenate(strokes)


def write_by_hand(
    strokes: Sequence[Points],
    rng: np.random.Generator,
    *,
    slants: bool = True,
    wobble: float = 0.02,
) -> list[Points]:
    """Return strokes as an unsteady hand writes them: slanted, stretched and bent.

    `slants` is False for strokes with a slant of their own; `wobble` is the standard
    deviation of the bends, as a share of the height.
    """
    angle = math.radians(rng.normal(0, 5 if slants else 2))
    slant = rng.normal(0.1, 0.16) if slants else 0.0
    stretch = float(np.exp(rng.normal(0, 0.17)))
    turn = np.array(
        [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    )
    waves = rng.normal(0, wobble, (2, 3, 2))
    phases = rng.uniform(0, 2 * math.pi, (3, 2))
    frequencies = np.arange(1, 4)[:, np.newaxis] * math.pi
    written = []
    for points in strokes:
        x, y = points[:, 0], points[:, 1]
        # One field bends all strokes, so that they still meet.
        bends = np.sin(frequencies[:, :1] * (x + y) + phases[:, :1])
        others = np.sin(frequencies[:, :1] * (y - x) + phases[:, 1:])
        offsets = np.stack(
            [waves[0, :, 0] @ bends, waves[1, :, 1] @ others], axis=1
        ) + np.cumsum(rng.normal(0, wobble / 12, points.shape), axis=0)
        straight = np.stack([(x + slant * (0.5 - y)) * stretch, y], axis=1)
        written.append((straight + offsets) @ turn.T)
    return written


def rasterize(
    strokes: Sequence[Points], pen: Pen, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Return a picture of strokes, uint8 of shape (height, width), 0 for paper."""
    everything = np.concatenate(strokes)
    low, high = everything.min(axis=0), everything.max(axis=0)
    scale = _HEIGHT / max(high - low)
    width, height = np.ceil((high - low) * scale).astype(int) + 2 * _MARGIN
    picture = np.zeros((height, width), np.uint8)
    for points in strokes:
        places = (points - low) * scale + _MARGIN
        _draw_stroke(picture, places, pen, rng)
    if pen.blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), pen.blur * _HEIGHT))
    return picture


def _draw_stroke(
    picture: NDArray[np.uint8], places: Points, pen: Pen, rng: np.random.Generator
) -> None:
    """Draw a stroke in pieces, each with its own width and ink."""
    num_pieces = max(1, len(places) // 4)
    waves = np.sin(
        np.linspace(0, rng.uniform(2, 9), num_pieces) + rng.uniform(0, 2 * math.pi)
    )
    factors = 1 - pen.pressure * (waves + 1) / 2
    fixed = np.rint(places * 2**_SHIFT).astype(np.int32)
    # Faint pieces first, so that they do not cover others.
    for number in np.argsort(factors):
        piece = fixed[number * 4 : number * 4 + 5 + len(places) % 4]
        thickness = max(1, round(pen.width * _HEIGHT * factors[number]))
        ink = round(255 * (1 - 0.6 * (1 - factors[number])))
        cv2.polylines(
            picture,
            [piece],
            False,
            ink,
            thickness,
            cv2.LINE_AA,
            _SHIFT,
        )
