"""Notice predictions whose columns are in another order than the digits 0 to 9."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from core.data.digits import NUM_CLASSES, UNKNOWN

_MIN_GAIN: Final = 10
_MIN_SHARE: Final = 0.05
_MIN_RATIO: Final = 4


def find_column_order(
    probabilities: NDArray[np.float32], labels: NDArray[np.int8]
) -> tuple[int, ...] | None:
    """Return the digit of each column if another order explains far more labels.

    The order is that with most predictions right, an assignment problem. It counts only
    if it makes at least ten images right, a twentieth of all, and four times as many as
    it makes wrong, and if most images of every column that moves have its new digit.
    Confusions of a poor model are not mutual in this way.

    Args:
        probabilities: Shape (n, 10), in the order of the file.
        labels: Shape (n,), -1 for unlabelled images, which do not count.
    """
    known = labels != UNKNOWN
    predicted = probabilities[known].argmax(axis=1)
    counts = np.zeros((NUM_CLASSES, NUM_CLASSES), np.int64)
    np.add.at(counts, (predicted, labels[known]), 1)
    columns, order = linear_sum_assignment(-counts)
    moved = columns[order != columns]
    gained, lost = counts[moved, order[moved]].sum(), counts[moved, moved].sum()
    if gained < max(_MIN_GAIN, _MIN_SHARE * counts.sum(), _MIN_RATIO * lost):
        return None
    read = moved[counts[moved].sum(axis=1) > 0]
    if (2 * counts[read, order[read]] <= counts[read].sum(axis=1)).any():
        return None
    return tuple(order.tolist())


def reorder_columns(
    probabilities: NDArray[np.float32], order: tuple[int, ...]
) -> NDArray[np.float32]:
    """Return probabilities of the digits 0 to 9 from columns of the given digits."""
    return probabilities[:, np.argsort(order)]
