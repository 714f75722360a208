"""Marks drawn by a program that are no digits: letters, signs and scribbles.

Letters that people write like a digit are left out, such as O, l, Z, S, b, g and q.
"""

import math
from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.digits import IMAGE_SHAPE
from core.data.framing import frame_ink
from core.data.strokes import Pen, Points, curve, lines, rasterize, write_by_hand

# Apart from all other uses of a training's seed.
_SEED: Final = 82
_SIDE: Final = 80
_OFFSETS: Final = np.arange(_SIDE) - _SIDE / 2
_LETTERS: Final = "ACEFHJKLMNPRTUVWXYadefhkmnprtuvwx#$%&*+=?@"
_TYPEFACES: Final = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_SCRIPT_SIMPLEX,
    cv2.FONT_HERSHEY_SCRIPT_COMPLEX,
)
_SIGNS: Final[dict[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "alpha": (
        ((1, 0), (0.6, 0.7), (0.3, 1), (0, 0.6), (0.25, 0.2), (0.6, 0.6), (1, 1)),
    ),
    "beta": (
        ((0, 1.4), (0.1, 0.3), (0.4, 0), (0.6, 0.25), (0.25, 0.45)),
        ((0.25, 0.45), (0.7, 0.7), (0.4, 1), (0.1, 0.85)),
    ),
    "gamma": (((0, 0.1), (0.25, 0.1), (0.5, 0.8), (0.4, 1.2), (0.45, 0.7), (0.9, 0)),),
    "delta": (
        ((0.7, 0.05), (0.3, 0), (0.25, 0.2), (0.7, 0.7), (0.4, 1), (0.05, 0.75)),
        ((0.05, 0.75), (0.2, 0.45), (0.45, 0.4)),
    ),
    "epsilon": (
        ((0.7, 0.1), (0.3, 0), (0.1, 0.25), (0.45, 0.45)),
        ((0.45, 0.45), (0, 0.7), (0.3, 1), (0.75, 0.85)),
    ),
    "theta": (
        ((0.4, 0), (0.05, 0.5), (0.4, 1), (0.75, 0.5), (0.4, 0)),
        ((0.05, 0.5), (0.4, 0.48), (0.75, 0.5)),
    ),
    "lambda": (((0, 0), (0.25, 0.1), (0.8, 1)), ((0.4, 0.4), (0.2, 0.7), (0, 1))),
    "mu": (
        ((0.1, 0), (0.05, 0.7), (0, 1.4)),
        ((0.05, 0.7), (0.3, 0.9), (0.6, 0.6), (0.65, 0)),
        ((0.63, 0.4), (0.7, 0.85), (0.9, 0.8)),
    ),
    "xi": (
        ((0.7, 0), (0.3, 0.05), (0.15, 0.25), (0.5, 0.4)),
        ((0.5, 0.4), (0.1, 0.6), (0.4, 0.85), (0.6, 1.1), (0.3, 1.2)),
    ),
    "pi": (
        ((0, 0.15), (0.2, 0.02), (0.9, 0)),
        ((0.3, 0.05), (0.25, 0.6), (0.1, 1)),
        ((0.62, 0.05), (0.6, 0.7), (0.8, 1)),
    ),
    "rho": (((0, 1.4), (0.05, 0.4), (0.4, 0), (0.7, 0.4), (0.4, 0.85), (0.06, 0.6)),),
    "sigma": (
        ((0.95, 0.02), (0.4, 0.05), (0.05, 0.5), (0.35, 1), (0.7, 0.6), (0.4, 0.05)),
    ),
    "tau": (
        ((0, 0.15), (0.25, 0.03), (0.8, 0)),
        ((0.42, 0.03), (0.38, 0.7), (0.6, 1)),
    ),
    "phi": (
        ((0.4, 0.25), (0.02, 0.55), (0.4, 0.9), (0.78, 0.55), (0.4, 0.25)),
        ((0.45, -0.2), (0.4, 0.5), (0.35, 1.3)),
    ),
    "chi": (
        ((0, 0), (0.25, 0.1), (0.6, 1), (0.8, 1.05)),
        ((0.8, 0), (0.4, 0.5), (0, 1)),
    ),
    "psi": (
        ((0, 0), (0.1, 0.6), (0.4, 0.75), (0.75, 0.5), (0.85, 0)),
        ((0.45, -0.2), (0.42, 0.6), (0.38, 1.3)),
    ),
    "omega": (
        ((0.15, 0), (0, 0.6), (0.2, 1), (0.45, 0.6)),
        ((0.45, 0.6), (0.65, 1), (0.95, 0.6), (0.8, 0)),
    ),
    "heart": (
        ((0.5, 0.25), (0.25, 0), (0, 0.3), (0.5, 1)),
        ((0.5, 1), (1, 0.3), (0.75, 0), (0.5, 0.25)),
    ),
    "tick": (((0, 0.6), (0.3, 1), (0.5, 0.6), (1, 0)),),
}
"""Control points of the strokes of each mark."""


def draw_marks(n: int, seed: int) -> NDArray[np.uint8]:
    """Return n framed marks, uint8, (n, 28, 28); the same seed draws the same marks."""
    rng = np.random.default_rng([seed, _SEED])
    images = np.empty((n, *IMAGE_SHAPE), np.uint8)
    for image in images:
        kind = _KINDS[rng.integers(len(_KINDS))]
        image[:] = frame_ink(kind(rng))
    return images


def _draw_letter(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a letter or sign of a typeface, slanted and bent as by hand."""
    letter = _LETTERS[rng.integers(len(_LETTERS))]
    typeface = int(rng.choice(_TYPEFACES))
    picture = np.zeros((_SIDE, _SIDE), np.uint8)
    cv2.putText(
        *(picture, letter, (_SIDE // 4, _SIDE * 2 // 3), typeface, _SIDE / 50, 255),
        *(int(rng.integers(1, 7)), cv2.LINE_AA),
    )
    slant, stretch = rng.normal(0.1, 0.2), math.exp(rng.normal(0, 0.2))
    phases, waves = rng.uniform(0, 6, (2, 1)), rng.normal(0, _SIDE / 60, (2, 1))
    bends = waves * np.sin(_OFFSETS / (_SIDE / 7) + phases)
    x = _OFFSETS * stretch + slant * _OFFSETS[:, np.newaxis] + bends[0][:, np.newaxis]
    y = _OFFSETS[:, np.newaxis] + bends[1]
    to_x, to_y = ((each + _SIDE / 2).astype(np.float32) for each in (x, y))
    drawn = np.asarray(cv2.remap(picture, to_x, to_y, cv2.INTER_LINEAR), np.uint8)
    return drawn if drawn.any() else picture


def _draw_sign(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a Greek letter or another sign."""
    strokes = _SIGNS[str(rng.choice(list(_SIGNS)))]
    drawn = [
        curve([*(np.asarray(each) + rng.normal(0, 0.03, (len(each), 2)))])
        for each in strokes
    ]
    return _write(drawn, rng)


def _draw_strokes(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw four to seven short strokes, like a character of another script."""
    drawn = []
    for _ in range(rng.integers(4, 8)):
        begin = rng.uniform(0, 0.8, 2)
        end = begin + rng.normal(0, 0.45, 2)
        middle = (begin + end) / 2 + rng.normal(0, 0.08, 2)
        drawn.append(curve([begin, middle, end]))
    return _write(drawn, rng)


def _draw_scribble(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw one long line that wanders."""
    steps = rng.normal(0, 0.35, (rng.integers(9, 20), 2))
    return _write([curve([*np.cumsum(steps, axis=0)])], rng)


def _draw_polygon(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a triangle, a square with a diagonal or a star, with open corners."""
    n, step = [(3, 1), (5, 2), (4, 1), (6, 1)][rng.integers(4)]
    angles = 2 * math.pi * (np.arange(n + 1) * step / n + rng.uniform(0, 1))
    corners = np.stack([np.cos(angles), np.sin(angles)], axis=1) / 2
    drawn = [lines([*(corners + rng.normal(0, 0.04, corners.shape))])]
    if n in (4, 6):
        drawn.append(lines([corners[0], corners[n // 2]]))
    return _write(drawn, rng)


def _draw_zigzag(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a word: a wave of several letters."""
    n = int(rng.integers(6, 12))
    x = np.arange(n) * rng.uniform(0.1, 0.3)
    y = np.where(np.arange(n) % 2, 0.0, rng.uniform(0.3, 1.0, n))
    return _write(
        [(curve if rng.random() < 0.7 else lines)([*zip(x, y, strict=True)])], rng
    )


def _draw_blot(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a blot: a few points with a very broad pen."""
    points = rng.normal(0, 0.2, (4, 2))
    return rasterize([curve([*points])], Pen(rng.uniform(0.5, 0.9), 0.1, 0.02), rng)


def _write(strokes: list[Points], rng: np.random.Generator) -> NDArray[np.uint8]:
    return rasterize(write_by_hand(strokes, rng), Pen.choose(rng), rng)


_KINDS: Final[tuple[Callable[[np.random.Generator], NDArray[np.uint8]], ...]] = (
    *(_draw_letter,) * 6,
    *(_draw_sign,) * 5,
    *(_draw_strokes,) * 3,
    _draw_scribble,
    _draw_polygon,
    _draw_zigzag,
    _draw_blot,
)
"""How each kind of mark is drawn; what is listed twice is twice as frequent."""
