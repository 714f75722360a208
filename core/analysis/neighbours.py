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
    """Return up to `count` nearest references of a digit, without the image itself.

    The features of the image are float32, shape (k,).
    """
    rows = np.flatnonzero(references.labels == digit)
    image = features[np.newaxis]
    (distances,) = euclidean_distances(image, references.features[rows])
    others = np.flatnonzero(distances > _self_distance(image)[0])
    order = others[np.argsort(distances[others], kind="stable")[:count]]
    return Neighbours(rows=rows[order], distances=distances[order])


def votes(
    features: NDArray[np.float32],
    references: References,
    count: int = NUM_NEIGHBOURS,
) -> NDArray[np.int64]:
    """Count the labels of up to `count` nearest references of each image.

    The features of n images are float32, shape (n, k). An image among the references
    does not vote on itself. The result is int64, shape (n, 10).
    """
    counts = np.zeros((len(features), NUM_CLASSES), np.int64)
    most = min(count, len(references.labels))
    if not most:
        return counts
    for part, distances, is_itself in _blocks(features, references):
        distances[is_itself] = np.inf
        close = np.argpartition(distances, most - 1, axis=1)[:, :most]
        is_there = np.isfinite(np.take_along_axis(distances, close, 1))
        for digit in range(NUM_CLASSES):
            agree = (references.labels[close] == digit) & is_there
            counts[part, digit] = agree.sum(axis=1)
    return counts


def unit_length(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return features, float32 of shape (n, k), scaled to length 1; 0 stays 0.

    A network that has learned that marks are no digits gives them small features, which
    lie between those of all digits.

    Source:
        Sun, Ming, Zhu and Li, "Out-of-Distribution Detection with Deep Nearest
        Neighbors", ICML 2022, section 3.
    """
    length = np.linalg.norm(features, axis=1, keepdims=True)
    return features / np.maximum(length, np.finfo(np.float32).tiny)


def ood_score(
    features: NDArray[np.float32], references: References
) -> NDArray[np.float32]:
    """Return the out-of-distribution score of images, at least 0; high is unusual.

    Returns:
        Distance to the `OOD_NEIGHBOURS`-th nearest reference, or to the farthest if
        there are fewer; 0 without references. float32, shape (n,). The nearest alone
        may be an outlier itself.
    """
    scores = np.zeros(len(features), np.float32)
    if not len(references.labels):
        return scores
    for part, distances, is_itself in _blocks(features, references):
        # The image itself sorts first, and is not counted.
        distances[is_itself] = 0
        itself = np.count_nonzero(is_itself, axis=1)
        most = min(OOD_NEIGHBOURS + int(itself.max(initial=0)), distances.shape[1])
        near = np.sort(np.partition(distances, most - 1, axis=1)[:, :most], axis=1)
        place = np.minimum(itself + OOD_NEIGHBOURS, most) - 1
        scores[part] = near[np.arange(len(near)), place]
    return scores


def euclidean_distances(
    features: NDArray[np.float32], others: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the distances between all pairs of rows, float32, shape (n, m)."""
    squares = np.einsum("ij,ij->i", features, features)[:, np.newaxis]
    squares = squares + np.einsum("ij,ij->i", others, others)
    squares -= 2 * features @ others.T
    return np.sqrt(np.maximum(squares, 0))


def _blocks(
    features: NDArray[np.float32], references: References
) -> Iterator[tuple[slice, NDArray[np.float32], NDArray[np.bool_]]]:
    """Yield the rows of each block, its distances, and a mask of those to itself."""
    for start in range(0, len(features), _BLOCK):
        part = slice(start, start + _BLOCK)
        distances = euclidean_distances(features[part], references.features)
        yield part, distances, distances <= _self_distance(features[part])


def _self_distance(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the largest distance of images to themselves, shape (n, 1)."""
    # Rounding errors grow with the norm.
    norms = np.linalg.norm(features, axis=1, keepdims=True)
    return _SELF_DISTANCE * np.maximum(norms, np.float32(1))
