"""What-if changes of an image, to see how the prediction reacts."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

MAX_SHIFT: Final = 6
MAX_TURN: Final = 45
MAX_STROKE: Final = 2.0
_AROUND: Final = ndimage.generate_binary_structure(2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Changes to apply to an image, in this order.

    Attributes:
        turn: Degrees to the right, -45 to 45.
        stroke: Pixels that strokes grow on each side, -2 to 2; negative ones shrink.
        right: Pixels to the right, -6 to 6.
        down: Pixels down, -6 to 6.
        inverted: True to exchange light and dark.

    Raises:
        ValueError: A value is outside its range.
    """

    turn: int = 0
    stroke: float = 0.0
    right: int = 0
    down: int = 0
    inverted: bool = False

    def __post_init__(self) -> None:
        limits = {"turn": MAX_TURN, "stroke": MAX_STROKE}
        for name, most in {**limits, "right": MAX_SHIFT, "down": MAX_SHIFT}.items():
            if not -most <= getattr(self, name) <= most:
                raise ValueError(f"{name} must be -{most} to {most}")


def apply_change(image: NDArray[np.uint8], change: Change) -> NDArray[np.uint8]:
    """Return the changed image, uint8, shape (28, 28), cropped to the frame."""
    levels = image.astype(np.float32)
    if change.turn:
        levels = ndimage.rotate(levels, -change.turn, reshape=False, order=1)
    levels = _grow_strokes(levels, change.stroke)
    height, width = levels.shape
    top, left = MAX_SHIFT - change.down, MAX_SHIFT - change.right
    levels = np.pad(levels, MAX_SHIFT)[top : top + height, left : left + width]
    made = np.rint(np.clip(levels, 0, 255)).astype(np.uint8)
    return 255 - made if change.inverted else made


def _grow_strokes(levels: NDArray[np.float32], pixels: float) -> NDArray[np.float32]:
    """Grow or shrink strokes; a fraction of a pixel blends two steps."""
    spread = ndimage.grey_dilation if pixels > 0 else ndimage.grey_erosion
    left = abs(pixels)
    while left > 0:
        step = spread(levels, footprint=_AROUND, mode="constant")
        levels = levels + min(left, 1) * (step - levels)
        left -= 1
    return levels
