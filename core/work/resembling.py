"""Which training digits a run sees as most like an image."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.neighbours import References, votes
from core.data.digits import NUM_CLASSES
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.runs import RunRecord
from core.work.catalogue import training_digits
from core.work.evaluating import scorer

MOST_REFERENCES: Final = 10_000
"""More training digits take longer and say the same."""


def references(run: RunRecord) -> References | None:
    """Look at training digits through a run: as many as `MOST_REFERENCES`, at random.

    Returns:
        None where what the run learned from is not on this computer.

    Raises:
        StoreError: Something stored is damaged.
    """
    record = training_digits(run)
    return None if record is None else _references(run.folder, record)


def neighbour_votes(run: RunRecord, images: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Count which digits the nearest training digits of some images are.

    Args:
        run: Whose eyes to look through.
        images: uint8, shape (n, 28, 28).

    Returns:
        int64, shape (n, 10); all 0 where no training digits are at hand.
    """
    known = references(run)
    if known is None or not len(images):
        return np.zeros((len(images), NUM_CLASSES), np.int64)
    return votes(scorer(run.folder).score(images).features, known)


@lru_cache(maxsize=4)
def _references(run_folder: Path, record: DigitsRecord) -> References:
    digits = load_digits(record)
    # Drawn at random: the writers of MNIST alternate, and follow one another.
    order = np.random.default_rng(0).permutation(np.flatnonzero(digits.labels >= 0))
    chosen = np.sort(order[:MOST_REFERENCES])
    return References(
        features=scorer(run_folder).score(digits.images[chosen]).features,
        labels=digits.labels[chosen],
        positions=chosen,
    )
