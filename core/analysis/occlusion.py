"""Occlusion sensitivity: the part of an image on which the prediction depends.

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
"""Side of the occluding square in pixels, a little wider than a stroke."""
MIN_DROP: Final = 0.05
"""Smallest drop in confidence to report."""
_PLACES: Final = IMAGE_SHAPE[0] - PATCH_SIDE + 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OcclusionSensitivity:
    """The predictions for an image of which one part is occluded.

    Attributes:
        prediction: Predicted digit of the whole image.
        confidence: Its probability, 0 to 1.
        heatmap: Mean drop in that probability over the squares that cover a pixel,
            float32, shape (28, 28), at least 0.
        top, left: First row and column of the square that matters most.
        occluded_image: The image without that square, uint8, shape (28, 28).
        occluded_prediction: Predicted digit without that square.
        sure: Probability of `occluded_prediction`, 0 to 1.
        remaining_probability: Probability of `prediction` without that square.
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
        """True if the prediction differs without that square."""
        return self.occluded_prediction != self.prediction

    @property
    def is_sensitive(self) -> bool:
        """True if the prediction changes, or its probability drops by `MIN_DROP`."""
        return (
            self.changes_prediction
            or self.confidence - self.remaining_probability >= MIN_DROP
        )


def occlusion_sensitivity(
    image: NDArray[np.uint8], predict_proba: PredictProba, label: int = UNKNOWN
) -> OcclusionSensitivity:
    """Occlude every square of an image in turn, and predict the rest.

    The square that matters most is the one without which the label is most probable, or
    else another digit; if none changes the prediction, the one with the largest drop.

    Raises:
        ValueError: The image is not uint8 of shape (28, 28).
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
    # Squares without ink are no part of the digit.
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


def occlusion_finding(sensitivity: OcclusionSensitivity) -> Finding:
    """Return the finding about the square that matters most.

    It is ``occlusion-changes``, ``occlusion-weakens`` or ``occlusion-none``.
    """
    values: dict[str, int | float | str] = {"predicted": sensitivity.prediction}
    if not sensitivity.is_sensitive:
        return Finding("occlusion-none", values)
    values |= {
        "row": _third(sensitivity.top, ("top", "middle", "bottom")),
        "column": _third(sensitivity.left, ("left", "centre", "right")),
    }
    if sensitivity.changes_prediction:
        change = {"then": sensitivity.occluded_prediction, "sure": sensitivity.sure}
        return Finding("occlusion-changes", {**values, **change})
    drop = {
        "confidence": sensitivity.confidence,
        "left": sensitivity.remaining_probability,
    }
    return Finding("occlusion-weakens", {**values, **drop})


def _covered(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the image with each square covered in turn, uint8, shape (576, 28, 28)."""
    made = np.repeat(image[np.newaxis], _PLACES**2, axis=0)
    for number, each in enumerate(made):
        top, left = divmod(number, _PLACES)
        each[top : top + PATCH_SIDE, left : left + PATCH_SIDE] = 0
    return made


def _heatmap(losses: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean loss of the squares that cover each pixel."""
    total, count = np.zeros((2, *IMAGE_SHAPE), np.float32)
    by_place = losses.reshape(_PLACES, _PLACES)
    for down, right in np.ndindex(PATCH_SIDE, PATCH_SIDE):
        covered = (slice(down, down + _PLACES), slice(right, right + _PLACES))
        total[covered] += by_place
        count[covered] += 1
    return np.maximum(total / count, 0)


def _third(start: int, names: tuple[str, str, str]) -> str:
    middle = start + PATCH_SIDE / 2
    # The digit fills the 20 pixels inside a margin of 4.
    return names[min(2, max(0, int((middle - 4) / (20 / 3))))]
