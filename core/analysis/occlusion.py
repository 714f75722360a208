"""Occlusion: which part of an image its reading hangs on, by covering parts of it.

Source:
    M. D. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional Networks",
    2014, section 4.2. https://arxiv.org/abs/1311.2901
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.findings import Finding
from core.data.digits import IMAGE_SHAPE, UNKNOWN

PATCH: Final = 5
"""Side of the square that is covered, in pixels: somewhat wider than a stroke."""
MATTERS: Final = 0.05
"""A part matters if covering it takes so much from the confidence."""
_SIDE: Final = IMAGE_SHAPE[0]
_PLACES: Final = _SIDE - PATCH + 1

Score = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Occlusion:
    """What becomes of a reading when parts of the image are covered with paper.

    Attributes:
        prediction: What the whole image is read as.
        confidence: Its probability, 0 to 1.
        heat: float32, shape (28, 28): how much of that is lost on average when a pixel
            is covered, at least 0.
        top: First row of the part that matters most.
        left: First column of it.
        without: The image without that part, uint8 (28, 28).
        then: What it is read as without that part.
        sure: Probability of that reading.
        left_over: Probability of the first reading without that part.
    """

    prediction: int
    confidence: float
    heat: NDArray[np.float32]
    top: int
    left: int
    without: NDArray[np.uint8]
    then: int
    sure: float
    left_over: float

    @property
    def changes(self) -> bool:
        """Whether it is read as another digit without that part."""
        return self.then != self.prediction

    @property
    def matters(self) -> bool:
        """Whether any part makes a difference worth showing."""
        return self.changes or self.confidence - self.left_over >= MATTERS


def occlude(image: NDArray[np.uint8], score: Score, label: int = UNKNOWN) -> Occlusion:
    """Cover every square of an image once, and read what is left.

    The part that matters most is the one without which the label is surest, or else
    another digit; if no square changes the reading, the one that takes most of its
    probability.

    Args:
        image: uint8, shape (28, 28).
        score: Gives float32 probabilities (n, 10) for images uint8 (n, 28, 28).
        label: The digit it is said to be, -1 where nobody said.

    Raises:
        ValueError: The image has another shape or type.
    """
    if image.shape != IMAGE_SHAPE or image.dtype != np.uint8:
        raise ValueError(
            f"image must be uint8 of shape (28, 28), got {image.dtype} {image.shape}"
        )
    covered = _covered(image)
    probabilities = score(np.concatenate([image[np.newaxis], covered]))
    whole, parts = probabilities[0], probabilities[1:]
    prediction = int(whole.argmax())
    readings, sure = parts.argmax(axis=1), parts.max(axis=1)
    changed = readings != prediction
    # Squares of nothing but paper change nothing and are no part of the digit.
    is_ink = (covered != image).any(axis=(1, 2))
    rank = np.where(changed, 1 + sure, 1 - parts[:, prediction])
    rank = np.where(changed & (readings == label), 2 + sure, rank)
    best = int(np.where(is_ink, rank, -1).argmax())
    return Occlusion(
        prediction=prediction,
        confidence=float(whole[prediction]),
        heat=_heat(whole[prediction] - parts[:, prediction]),
        top=best // _PLACES,
        left=best % _PLACES,
        without=covered[best],
        then=int(readings[best]),
        sure=float(sure[best]),
        left_over=float(parts[best, prediction]),
    )


def occlusion_finding(found: Occlusion) -> Finding:
    """Say which part matters.

    Returns:
        ``occlusion-changes``, ``occlusion-weakens`` or ``occlusion-none``; the first
        two name the place: ``row`` top, middle or bottom and ``column`` left, centre
        or right.
    """
    values: dict[str, int | float | str] = {"predicted": found.prediction}
    if not found.matters:
        return Finding("occlusion-none", values)
    values |= {
        "row": _third(found.top, ("top", "middle", "bottom")),
        "column": _third(found.left, ("left", "centre", "right")),
    }
    if found.changes:
        return Finding(
            "occlusion-changes", {**values, "then": found.then, "sure": found.sure}
        )
    drop = {"confidence": found.confidence, "left": found.left_over}
    return Finding("occlusion-weakens", {**values, **drop})


def _covered(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the image once for each square, uint8 (576, 28, 28), that is covered."""
    made = np.repeat(image[np.newaxis], _PLACES**2, axis=0)
    for number, each in enumerate(made):
        top, left = divmod(number, _PLACES)
        each[top : top + PATCH, left : left + PATCH] = 0
    return made


def _heat(losses: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give each pixel the mean loss of the squares that cover it."""
    total = np.zeros(IMAGE_SHAPE, np.float32)
    count = np.zeros(IMAGE_SHAPE, np.float32)
    by_place = losses.reshape(_PLACES, _PLACES)
    for down in range(PATCH):
        for right in range(PATCH):
            total[down : down + _PLACES, right : right + _PLACES] += by_place
            count[down : down + _PLACES, right : right + _PLACES] += 1
    return np.maximum(total / count, 0)


def _third(start: int, names: tuple[str, str, str]) -> str:
    middle = start + PATCH / 2
    # The digit fills the 20 pixels within a margin of four.
    return names[min(2, max(0, int((middle - 4) / (20 / 3))))]
