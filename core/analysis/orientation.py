"""Notice uploads whose pictures are all turned, mirrored or transposed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from core.data.digits import UNKNOWN
from core.data.framing import center_frame

Orientation = Literal[
    "right", "half", "left", "mirrored", "flipped", "transposed", "antitransposed"
]
"""How pictures are: turned by a quarter to the right, by a half, by a quarter to the
left; mirrored left to right, or top to bottom; with rows and columns exchanged, or
with both exchanged and reversed."""

PredictProba = Callable[[NDArray[np.uint8]], NDArray[np.float32]]

# What undoes each: exchange rows and columns, then reverse rows, then columns.
_STEPS: Final[Mapping[Orientation, tuple[bool, bool, bool]]] = {
    "right": (True, True, False),
    "half": (False, True, True),
    "left": (True, False, True),
    "mirrored": (False, False, True),
    "flipped": (False, True, False),
    "transposed": (True, False, False),
    "antitransposed": (True, True, True),
}
ORIENTATIONS: Final = tuple(_STEPS)

_MIN_LABELLED: Final = 10
_MAX_SAMPLE: Final = 100
_MIN_SHARE: Final = 0.6
_MIN_GAIN: Final = 0.3

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrientationFinding:
    """How all pictures of an upload seem to be.

    Attributes:
        n: Number of labelled pictures that were tried, up to 100.
        is_sample: True if there are more.
        num_before: How many of these are read correctly as they are.
        num_after: How many are read correctly with the orientation undone.
    """

    orientation: Orientation
    n: int
    is_sample: bool
    num_before: int
    num_after: int


def may_be_turned(num_labelled: int, num_correct: int) -> bool:
    """True if enough pictures are labelled, and few enough of these read correctly."""
    return num_labelled >= _MIN_LABELLED and (
        num_correct <= (1 - _MIN_GAIN) * num_labelled
    )


def find_orientation(
    images: NDArray[np.uint8],
    labels: NDArray[np.int8],
    predict_proba: PredictProba,
) -> OrientationFinding | None:
    """Return how all pictures are turned if the model reads far more turned back.

    This needs at least ten labelled pictures, of which the model reads 60 % or more
    when turned back, and 30 points more than before.

    Args:
        images: Frames, uint8 of shape (n, 28, 28).
        labels: int8 of shape (n,), -1 without a label.
        predict_proba: The model.
    """
    labelled = np.flatnonzero(labels != UNKNOWN)
    # At least 1, since a step of 0 is an error.
    step = max(1, -(-len(labelled) // _MAX_SAMPLE))
    rows = labelled[::step]
    if len(rows) < _MIN_LABELLED:
        return None
    before = _num_correct(images[rows], labels[rows], predict_proba)
    if not may_be_turned(len(rows), before):
        return None
    after = {}
    for each in ORIENTATIONS:
        straight = straighten_frames(images[rows], each)
        after[each] = _num_correct(straight, labels[rows], predict_proba)
    best = max(after, key=after.__getitem__)
    least = max(_MIN_SHARE * len(rows), before + _MIN_GAIN * len(rows))
    if after[best] < least:
        return None
    return OrientationFinding(
        orientation=best,
        n=len(rows),
        is_sample=len(rows) < len(labelled),
        num_before=before,
        num_after=after[best],
    )


def straighten(
    pictures: NDArray[np.uint8], orientation: Orientation
) -> NDArray[np.uint8]:
    """Return pictures, uint8 of shape (…, h, w), with their orientation undone."""
    transpose, reverse_rows, reverse_columns = _STEPS[orientation]
    if transpose:
        pictures = pictures.swapaxes(-2, -1)
    if reverse_rows:
        pictures = pictures[..., ::-1, :]
    return pictures[..., ::-1] if reverse_columns else pictures


def straighten_frames(
    frames: NDArray[np.uint8], orientation: Orientation
) -> NDArray[np.uint8]:
    """Return finished frames, uint8 of shape (n, 28, 28), straight and centred."""
    straight = np.ascontiguousarray(straighten(frames, orientation))
    return np.stack([center_frame(each) if each.any() else each for each in straight])


def straighten_box(box: Box, orientation: Orientation) -> Box:
    """Return top, left, bottom and right, 0 to 1, in the straight picture."""
    top, left, bottom, right = box
    transpose, reverse_rows, reverse_columns = _STEPS[orientation]
    if transpose:
        top, left, bottom, right = left, top, right, bottom
    if reverse_rows:
        top, bottom = 1 - bottom, 1 - top
    if reverse_columns:
        left, right = 1 - right, 1 - left
    return top, left, bottom, right


def _num_correct(
    images: NDArray[np.uint8], labels: NDArray[np.int8], predict_proba: PredictProba
) -> int:
    return int((predict_proba(images).argmax(axis=1) == labels).sum())
