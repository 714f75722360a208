"""Digits drawn by a program in the styles of many countries, which MNIST lacks.

MNIST's writers were from the United States: its 1s are bare strokes, for example, and a
network that learns from it alone takes a 1 with a long flag for a 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digit_styles import STYLES
from core.data.digits import IMAGE_SHAPE
from core.data.framing import frame_ink
from core.data.strokes import Pen, rasterize, write_by_hand

# Apart from all other uses of a training's seed.
_SEED: Final = 28
_SLANTED: Final = {"1-bare", "1-flag", "1-flag-foot", "4-slanted", "7-bare"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnDigits:
    """Drawn digits, framed as uploads are.

    Attributes:
        images: uint8, shape (n, 28, 28).
        labels: int8, shape (n,).
        styles: Name of each digit's style, a key of `STYLES`.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int8]
    styles: tuple[str, ...]


def draw_digits(n: int, seed: int, styles: Sequence[str] | None = None) -> DrawnDigits:
    """Return n drawn digits; the same seed draws the same digits.

    Without `styles`, some of `STYLES`, every style is equally frequent but for the 1
    with a flag, which is drawn three times as often, because it is misread most.
    """
    rng = np.random.default_rng([seed, _SEED])
    names = np.array(styles or [*STYLES, "1-flag", "1-flag"])
    chosen = tuple(map(str, rng.permutation(np.resize(names, n))))
    images = np.empty((n, *IMAGE_SHAPE), np.uint8)
    for image, style in zip(images, chosen, strict=True):
        is_one = style[0] == "1"
        strokes = write_by_hand(
            STYLES[style](rng),
            rng,
            slants=style not in _SLANTED,
            wobble=0.01 if is_one else 0.02,
        )
        pen = Pen.choose(rng, widest=0.28 if is_one else 0.2)
        image[:] = frame_ink(rasterize(strokes, pen, rng))
    labels = np.array([int(style[0]) for style in chosen], np.int8)
    return DrawnDigits(images=images, labels=labels, styles=chosen)
