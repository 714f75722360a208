"""Neighbours: the training digits that a network sees as most alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES

NUM_NEIGHBOURS: Final = 10
"""So many training digits have a say in what an image looks like."""

OOD_NEIGHBOURS: Final = 5
"""How many training digits must be near for an image to be a usual one."""

_BLOCK: Final = 256
# Closer than this is the image itself, of which float32 sums leave a trace.
_SELF_DISTANCE: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class References:
    """Training digits to compare with, as a network sees them.

    Attributes:
        features: float32, shape (m, k), the values before the decision.
        labels: int8, shape (m,), digits 0 to 9.
        positions: int64, shape (m,), where each stands in its digit set.

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
        rows: int64, shape (c,), rows of the references.
        distances: float32, shape (c,), Euclidean, between features.
    """

    rows: NDArray[np.int64]
    distances: NDArray[np.float32]


def nearest(
    features: NDArray[np.float32], references: References, digit: int, count: int
) -> Neighbours:
    """Find the references of one digit that are most like an image.

    The image itself, where it is among the references, is left out.

    Args:
        features: Of the image, float32, shape (k,).
        references: Where to look.
        digit: Label of those to look at.
        count: How many at most.
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
    """Let the nearest references say which digit each image is.

    Args:
        features: Of n images, float32, shape (n, k).
        references: Where to look; an image itself has no say.
        count: How many of them have a say, fewer if there are not as many.

    Returns:
        int64, shape (n, 10): how many of the nearest are labelled as each digit.
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
    """Measure how far images are from everything a network learned from.

    Returns:
        float32, shape (n,): the distance to the `OOD_NEIGHBOURS`-th nearest reference, or to
        the farthest where there are fewer; 0 where there is none. One alone may be an
        odd one, too.
    """
    found = np.zeros(len(features), np.float32)
    if not len(references.labels):
        return found
    for start, distances in _blocks(features, references.features):
        block = features[start : start + _BLOCK]
        # An image itself is no neighbour, and comes first.
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
    """Measure Euclidean distances between features, float32, shape (n, m)."""
    squares = np.einsum("ij,ij->i", features, features)[:, np.newaxis]
    squares = squares + np.einsum("ij,ij->i", others, others)
    squares -= 2 * features @ others.T
    return np.sqrt(np.maximum(squares, 0))


def _blocks(
    features: NDArray[np.float32], others: NDArray[np.float32]
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Measure distances for a few images at a time: all at once take much memory."""
    for start in range(0, len(features), _BLOCK):
        yield start, euclidean_distances(features[start : start + _BLOCK], others)


def _scale(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the length of features, at least 1: what rounding grows with."""
    return np.maximum(np.linalg.norm(features, axis=-1), np.float32(1))
