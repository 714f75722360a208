"""Occlusion: which part of an image its reading hangs on, by covering parts of it.

Source:
    M. D. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional Networks",
    2014, section 4.2. https://arxiv.org/abs/1311.2901
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import PredictProba
from core.analysis.findings import Finding
from core.data.digits import IMAGE_SHAPE, UNKNOWN

PATCH_SIDE: Final = 5
"""Side of the square that is covered, in pixels: somewhat wider than a stroke."""
MIN_DROP: Final = 0.05
"""A part matters if covering it takes so much from the confidence."""
_SIDE: Final = IMAGE_SHAPE[0]
_PLACES: Final = _SIDE - PATCH_SIDE + 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OcclusionSensitivity:
    """What becomes of a reading when parts of the image are covered with paper.

    Attributes:
        prediction: What the whole image is read as.
        confidence: Its probability, 0 to 1.
        heat: float32, shape (28, 28): how much of that is lost on average when a pixel
            is covered, at least 0.
        top: First row of the part that matters most.
        left: First column of it.
        occluded_image: The image without that part, uint8 (28, 28).
        occluded_prediction: What it is read as without that part.
        sure: Probability of that reading.
        remaining_probability: Probability of the first reading without that part.
    """

    prediction: int
    confidence: float
    heatmap: NDArray[np.float32]
    top: int
    left: int
    occluded_image: NDArray[np.uint8]
    occluded_prediction: int
    sure: float
    remaining_probability: float

    @property
    def changes_prediction(self) -> bool:
        """Whether it is read as another digit without that part."""
        return self.occluded_prediction != self.prediction

    @property
    def is_sensitive(self) -> bool:
        """Whether any part makes a difference worth showing."""
        return (
            self.changes_prediction
            or self.confidence - self.remaining_probability >= MIN_DROP
        )


def occlusion_sensitivity(
    image: NDArray[np.uint8], predict_proba: PredictProba, label: int = UNKNOWN
) -> OcclusionSensitivity:
    """Cover every square of an image once, and read what is left.

    The part that matters most is the one without which the label is surest, or else
    another digit; if no square changes the reading, the one that takes most of its
    probability.

    Args:
        image: uint8, shape (28, 28).
        predict_proba: Gives float32 probabilities (n, 10) for images uint8 (n, 28, 28).
        label: The digit it is said to be, -1 where nobody said.

    Raises:
        ValueError: The image has another shape or type.
    """
    if image.shape != IMAGE_SHAPE or image.dtype != np.uint8:
        raise ValueError(
            f"image must be uint8 of shape (28, 28), got {image.dtype} {image.shape}"
        )
    covered = _covered(image)
    probabilities = predict_proba(np.concatenate([image[np.newaxis], covered]))
    whole, parts = probabilities[0], probabilities[1:]
    prediction = int(whole.argmax())
    readings, sure = parts.argmax(axis=1), parts.max(axis=1)
    changed = readings != prediction
    # Squares of nothing but paper change nothing and are no part of the digit.
    is_ink = (covered != image).any(axis=(1, 2))
    rank = np.where(changed, 1 + sure, 1 - parts[:, prediction])
    rank = np.where(changed & (readings == label), 2 + sure, rank)
    best = int(np.where(is_ink, rank, -1).argmax())
    return OcclusionSensitivity(
        prediction=prediction,
        confidence=float(whole[prediction]),
        heatmap=_heatmap(whole[prediction] - parts[:, prediction]),
        top=best // _PLACES,
        left=best % _PLACES,
        occluded_image=covered[best],
        occluded_prediction=int(readings[best]),
        sure=float(sure[best]),
        remaining_probability=float(parts[best, prediction]),
    )


def occlusion_finding(found: OcclusionSensitivity) -> Finding:
    """Say which part matters.

    Returns:
        ``occlusion-changes``, ``occlusion-weakens`` or ``occlusion-none``; the first
        two name the place: ``row`` top, middle or bottom and ``column`` left, centre
        or right.
    """
    values: dict[str, int | float | str] = {"predicted": found.prediction}
    if not found.is_sensitive:
        return Finding("occlusion-none", values)
    values |= {
        "row": _third(found.top, ("top", "middle", "bottom")),
        "column": _third(found.left, ("left", "centre", "right")),
    }
    if found.changes_prediction:
        return Finding(
            "occlusion-changes",
            {**values, "then": found.occluded_prediction, "sure": found.sure},
        )
    drop = {"confidence": found.confidence, "left": found.remaining_probability}
    return Finding("occlusion-weakens", {**values, **drop})


def _covered(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the image once for each square, uint8 (576, 28, 28), that is covered."""
    made = np.repeat(image[np.newaxis], _PLACES**2, axis=0)
    for number, each in enumerate(made):
        top, left = divmod(number, _PLACES)
        each[top : top + PATCH_SIDE, left : left + PATCH_SIDE] = 0
    return made


def _heatmap(losses: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give each pixel the mean loss of the squares that cover it."""
    total = np.zeros(IMAGE_SHAPE, np.float32)
    count = np.zeros(IMAGE_SHAPE, np.float32)
    by_place = losses.reshape(_PLACES, _PLACES)
    for down in range(PATCH_SIDE):
        for right in range(PATCH_SIDE):
            total[down : down + _PLACES, right : right + _PLACES] += by_place
            count[down : down + _PLACES, right : right + _PLACES] += 1
    return np.maximum(total / count, 0)


def _third(start: int, names: tuple[str, str, str]) -> str:
    middle = start + PATCH_SIDE / 2
    # The digit fills the 20 pixels within a margin of four.
    return names[min(2, max(0, int((middle - 4) / (20 / 3))))]
