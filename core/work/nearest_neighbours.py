"""The training digits that are nearest to an image in the features of a run.

Functions return None if the training digits are not on this computer.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.analysis.neighbours import (
    References,
    nearest,
    ood_score,
    unit_length,
    votes,
)
from core.data.digits import NUM_CLASSES
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.runs import RunRecord
from core.work.catalogue import training_digits
from core.work.evaluating import scorer

MAX_REFERENCES: Final = 10_000
"""More training digits take longer and hardly change the result."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbours:
    """Training digits with one label that are like an image, nearest first.

    Distances are between features; images are uint8 of shape (c, 28, 28).
    """

    digit: int
    images: NDArray[np.uint8]
    distances: NDArray[np.float32]


class _ReferenceDigits(NamedTuple):
    """Random labelled training digits, the same for every run."""

    positions: NDArray[np.int64]
    images: NDArray[np.uint8]
    labels: NDArray[np.int8]


def references(run: RunRecord) -> References | None:
    """Return the features of up to `MAX_REFERENCES` random training digits of a run."""
    record = training_digits(run)
    return None if record is None else _references(run.folder, record)


def neighbour_votes(run: RunRecord, images: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Count the labels of the nearest training digits of n images.

    Returns:
        int64, shape (n, 10); all 0 if the training digits are not on this computer.
    """
    known = references(run)
    if known is None or not len(images):
        return np.zeros((len(images), NUM_CLASSES), np.int64)
    return votes(scorer(run.folder).score(images).features, known)


def nearest_training_digits(
    run: RunRecord, image: NDArray[np.uint8], digit: int, count: int
) -> Neighbours | None:
    """Find the ``count`` training digits with one label that are most like an image."""
    record = training_digits(run)
    if record is None:
        return None
    known = _references(run.folder, record)
    (features,) = scorer(run.folder).score(image[np.newaxis]).features
    found = nearest(features, known, digit, count)
    return Neighbours(
        digit=digit,
        images=_reference_digits(record).images[found.rows],
        distances=found.distances,
    )


def image_ood_scores(
    run: RunRecord, images: NDArray[np.uint8]
) -> NDArray[np.float32] | None:
    """Return the out-of-distribution scores of images, float32 of shape (n,)."""
    known = references(run)
    if known is None:
        return None
    features = unit_length(scorer(run.folder).score(images).features)
    return ood_score(features, replace(known, features=unit_length(known.features)))


@lru_cache(maxsize=4)
def _references(run_folder: Path, record: DigitsRecord) -> References:
    digits = _reference_digits(record)
    return References(
        features=scorer(run_folder).score(digits.images).features,
        labels=digits.labels,
        positions=digits.positions,
    )


@lru_cache(maxsize=2)
def _reference_digits(record: DigitsRecord) -> _ReferenceDigits:
    digits = load_digits(record)
    # Random, because MNIST is ordered by writer.
    order = np.random.default_rng(0).permutation(np.flatnonzero(digits.labels >= 0))
    chosen = np.sort(order[:MAX_REFERENCES])
    return _ReferenceDigits(chosen, digits.images[chosen], digits.labels[chosen])
