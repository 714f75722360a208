"""Nearest training digits in the feature space of a model."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES

NUM_NEIGHBOURS: Final = 10
"""Number of neighbours that vote."""

OOD_NEIGHBOURS: Final = 5
"""The OOD score is the distance to the neighbour of this rank."""

_BLOCK: Final = 256
# A smaller distance is the image itself, but for rounding errors.
_SELF_DISTANCE: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class References:
    """Training digits to compare with.

    Attributes:
        features: Activations before the last layer, float32, shape (m, k).
        labels: Digits 0 to 9, int8, shape (m,).
        positions: Positions in their digit set, int64, shape (m,).

    Raises:
        ValueError: The fields are not aligned, or a label is not a digit.
    """

    features: NDArray[np.float32]
    labels: NDArray[np.int8]
    positions: NDArray[np.int64]

    def __post_init__(self) -> None:
        m = len(self.labels)
        if len(self.features) != m or self.positions.shape != (m,):
            raise ValueError(
                f"{m} labels need {m} rows of features and {m} positions, got "
                f"{len(self.features)} and {len(self.positions)}"
            )
        if m and not 0 <= self.labels.min() <= self.labels.max() < NUM_CLASSES:
            raise ValueError("every reference needs a digit as its label")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbours:
    """The nearest references of one image, the nearest first.

    Attributes:
        rows: Rows of the references, int64, shape (c,).
        distances: Euclidean distances between features, float32, shape (c,).
    """

    rows: NDArray[np.int64]
    distances: NDArray[np.float32]


def nearest(
    features: NDArray[np.float32], references: References, digit: int, count: int
) -> Neighbours:
    """Return the nearest references of one digit, without the image itself.

    Args:
        features: Of the image, float32, shape (k,).
        references: The training digits.
        digit: Label of the references to search.
        count: Largest number of neighbours.
    """
    rows = np.flatnonzero(references.labels == digit)
    (distances,) = euclidean_distances(features[np.newaxis], references.features[rows])
    others = np.flatnonzero(distances > _SELF_DISTANCE * _scale(features))
    order = others[np.argsort(distances[others], kind="stable")[:count]]
    return Neighbours(rows=rows[order], distances=distances[order])


def votes(
    features: NDArray[np.float32],
    references: References,
    count: int = NUM_NEIGHBOURS,
) -> NDArray[np.int64]:
    """Count the labels of the nearest references of each image.

    Args:
        features: Of n images, float32, shape (n, k).
        references: The training digits; an image among them does not vote on itself.
        count: Largest number of neighbours.

    Returns:
        int64, shape (n, 10).
    """
    found = np.zeros((len(features), NUM_CLASSES), np.int64)
    for start, distances in _blocks(features, references.features):
        block = features[start : start + _BLOCK]
        distances[distances <= _SELF_DISTANCE * _scale(block)[:, np.newaxis]] = np.inf
        most = min(count, distances.shape[1])
        close = np.argpartition(distances, most - 1, axis=1)[:, :most] if most else None
        if close is None:
            continue
        is_there = np.isfinite(np.take_along_axis(distances, close, 1))
        for digit in range(NUM_CLASSES):
            agree = (references.labels[close] == digit) & is_there
            found[start : start + _BLOCK, digit] = agree.sum(axis=1)
    return found


def ood_score(
    features: NDArray[np.float32], references: References
) -> NDArray[np.float32]:
    """Return the out-of-distribution score of images, at least 0; high is unusual.

    Returns:
        Distance to the `OOD_NEIGHBOURS`-th nearest reference, or to the farthest if
        there are fewer; 0 without references. float32, shape (n,). The nearest alone
        may be an outlier itself.
    """
    found = np.zeros(len(features), np.float32)
    if not len(references.labels):
        return found
    for start, distances in _blocks(features, references.features):
        block = features[start : start + _BLOCK]
        # The image itself sorts first, and is not counted.
        distances[distances <= _SELF_DISTANCE * _scale(block)[:, np.newaxis]] = 0
        itself = np.count_nonzero(distances == 0, axis=1)
        most = min(OOD_NEIGHBOURS + int(itself.max(initial=0)), distances.shape[1])
        near = np.sort(np.partition(distances, most - 1, axis=1)[:, :most], axis=1)
        place = np.minimum(itself + OOD_NEIGHBOURS, most) - 1
        found[start : start + _BLOCK] = near[np.arange(len(near)), place]
    return found


def euclidean_distances(
    features: NDArray[np.float32], others: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the distances between all pairs of rows, float32, shape (n, m)."""
    squares = np.einsum("ij,ij->i", features, features)[:, np.newaxis]
    squares = squares + np.einsum("ij,ij->i", others, others)
    squares -= 2 * features @ others.T
    return np.sqrt(np.maximum(squares, 0))


def _blocks(
    features: NDArray[np.float32], others: NDArray[np.float32]
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the first row and the distances of each block, to limit the memory."""
    for start in range(0, len(features), _BLOCK):
        yield start, euclidean_distances(features[start : start + _BLOCK], others)


def _scale(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the norm of features, at least 1: rounding errors grow with it."""
    return np.maximum(np.linalg.norm(features, axis=-1), np.float32(1))
