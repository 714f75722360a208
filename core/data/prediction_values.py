"""Predictions as values: probabilities, labels, numbers and images, checked.

An inconsistent value is an error that names its row, counted from 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.data.digit_arrays import scale_levels
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES, UNKNOWN
from core.errors import DatasetError

MAX_PREDICTIONS_BYTES: Final = 500 * 2**20
"""Largest file of predictions, and largest of its arrays once unpacked."""
MAX_PREDICTION_ROWS: Final = 1_000_000
"""Most images without pixels."""
MAX_PREDICTION_IMAGES: Final = 100_000
"""Most images with pixels."""
FILE_SUM_TOLERANCE: Final = 6e-4
"""Largest error of the sum of ten probabilities, for files with four decimals."""

PROBABILITY_COLUMNS: Final = tuple(f"p{digit}" for digit in range(NUM_CLASSES))
_BRIGHT: Final = 127

Float64Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Predictions:
    """The content of a file, in the order of its rows.

    Attributes:
        probabilities: float32, shape (n, 10); rows sum to 1 ± `FILE_SUM_TOLERANCE`.
            One-hot if the file has only the digit that was read.
        labels: int8, shape (n,), -1 for a missing label; None without labels.
        numbers: int64, shape (n,), positions in a digit set; None without numbers.
        names: Names of the images, or None. They precede the numbers.
        images: uint8, shape (n, 28, 28), 0 for paper; None without images.
    """

    probabilities: NDArray[np.float32]
    labels: NDArray[np.int8] | None
    numbers: NDArray[np.int64] | None
    images: NDArray[np.uint8] | None
    names: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.probabilities)


def build_predictions(
    arrays: dict[str, NDArray[Any]], number: str | None, label: str | None, path: Path
) -> Predictions:
    """Return predictions from checked probabilities and unchecked other arrays.

    `number` and `label` are names of arrays, shape (n,); images have any range.

    Raises:
        DatasetError: `predictions-label`, `predictions-number`, `predictions-pixels`
            or `predictions-inverted`.
    """
    images, labels, numbers = arrays.get("images"), None, None
    if label is not None:
        floats = np.asarray(arrays[label], np.float64)
        floats = np.where(np.isnan(floats), UNKNOWN, floats)
        if wrong := _first_outside(floats, UNKNOWN, NUM_CLASSES):
            row, found = wrong
            raise DatasetError("predictions-label", path=path, row=row, found=found)
        labels = floats.astype(np.int8)
    if number is not None:
        floats = np.asarray(arrays[number], np.float64)
        if wrong := _first_outside(floats, 0, 2**53):
            row, found = wrong
            raise DatasetError("predictions-number", path=path, row=row, found=found)
        numbers = floats.astype(np.int64)
    return Predictions(
        probabilities=arrays["probabilities"],
        labels=labels,
        numbers=numbers,
        images=None if images is None else _images(images, path),
    )


def check_rows(n: int, has_images: bool, path: Path) -> None:
    """Raise `predictions-too-many` or `predictions-empty` for a number of rows."""
    limit = MAX_PREDICTION_IMAGES if has_images else MAX_PREDICTION_ROWS
    if n > limit:
        raise DatasetError("predictions-too-many", path=path, limit=limit)
    if n == 0:
        raise DatasetError("predictions-empty", path=path)


def check_shape(
    name: str, array: NDArray[Any], expected: tuple[int, ...], path: Path
) -> None:
    """Raise `predictions-wrong-shape` if an array has another shape than expected."""
    if array.shape != expected:
        raise DatasetError(
            "predictions-wrong-shape",
            path=path,
            name=name,
            found=array.shape,
            expected=expected,
        )


def check_probabilities(
    ten: Float64Array,
    path: Path,
    first: int = 0,
    columns: Sequence[str] = PROBABILITY_COLUMNS,
) -> NDArray[np.float32]:
    """Return ten probabilities in each row, float32 of shape (m, 10).

    Raises:
        DatasetError: `predictions-no-number` or `predictions-no-probabilities`.
    """
    finite = np.isfinite(ten)
    if not finite.all():
        row, digit = np.argwhere(~finite)[0].tolist()
        column = columns[digit]
        raise DatasetError(
            "predictions-no-number", path=path, column=column, row=first + row + 1
        )
    sums = ten.sum(axis=1)
    wrong = (np.abs(sums - 1) > FILE_SUM_TOLERANCE) | (ten < 0).any(axis=1)
    if wrong.any():
        row = int(wrong.argmax())
        raise DatasetError(
            "predictions-no-probabilities",
            path=path,
            what=_guess_scale(ten[row]),
            row=first + row + 1,
            total=f"{sums[row]:.6g}",
        )
    return np.minimum(ten, 1).astype(np.float32)


def one_hot_probabilities(
    digits: NDArray[Any], path: Path, first: int = 0
) -> NDArray[np.float32]:
    """Return 1 for the digit that was read and 0 for the others, float32 (m, 10).

    Raises:
        DatasetError: `predictions-no-digit`.
    """
    floats = np.asarray(digits, np.float64)
    if wrong := _first_outside(floats, 0, NUM_CLASSES):
        row, found = wrong
        raise DatasetError(
            "predictions-no-digit", path=path, row=first + row, found=found
        )
    return np.eye(NUM_CLASSES, dtype=np.float32)[floats.astype(np.int64)]


def _guess_scale(ten: Float64Array) -> str:
    """Return what ten numbers probably are, for the hint in an error message."""
    if ten.max() <= 0 and abs(np.exp(ten).sum() - 1) < 0.01:
        return "logarithms"
    if ten.min() < 0:
        return "scores"
    if abs(ten.sum() - 100) < 1:
        return "percent"
    return "other" if ten.max() <= 1 else "scores"


def _first_outside(
    numbers: Float64Array, least: int, end: int
) -> tuple[int, str] | None:
    """Return row, from 1, and text of the first that is not whole or out of limits."""
    # These comparisons are False for NaN.
    right = (numbers >= least) & (numbers < end) & (numbers == np.floor(numbers))
    if right.all():
        return None
    row = int(right.argmin())
    return row + 1, f"{numbers[row]:g}"


def _images(values: NDArray[Any], path: Path) -> NDArray[np.uint8]:
    """Return pixels in any range as frames, uint8 of shape (m, 28, 28).

    Raises:
        DatasetError: `predictions-pixels`, a value is not finite;
            `predictions-inverted`, the edges are bright.
    """
    flat = values.reshape(len(values), -1)
    finite = np.isfinite(flat).all(axis=1)
    if not finite.all():
        row = int(finite.argmin()) + 1
        raise DatasetError("predictions-pixels", path=path, row=row)
    images = scale_levels(flat).reshape(-1, *IMAGE_SHAPE)
    edge = np.stack([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]])
    # As in MNIST, ink is bright and the edge is paper.
    if np.median(edge) > _BRIGHT:
        raise DatasetError("predictions-inverted", path=path)
    return images
