"""Juries: what several networks read in the same images, beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES

_SMALLEST = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Jury:
    """What networks read that did not learn from the images.

    Attributes:
        votes: Number of networks that read each digit, int16, shape (n, 10).
        probabilities: Their pooled probabilities, float32, shape (n, 10); 0 in rows
            that only networks of unknown confidence have read.
    """

    votes: NDArray[np.int16]
    probabilities: NDArray[np.float32]

    @property
    def members(self) -> NDArray[np.int64]:
        """Return the number of networks that have read each image, shape (n,)."""
        return self.votes.sum(axis=1, dtype=np.int64)

    @property
    def has_probabilities(self) -> NDArray[np.bool_]:
        """True where a network of known confidence has read an image, shape (n,)."""
        return self.probabilities.max(axis=1, initial=0) > 0

    @classmethod
    def absent(cls, n: int) -> Self:
        """Return the jury without members on n images."""
        return cls(
            votes=np.zeros((n, NUM_CLASSES), np.int16),
            probabilities=np.zeros((n, NUM_CLASSES), np.float32),
        )

    @classmethod
    def join(cls, juries: Sequence["Jury"]) -> Self:
        """Concatenate the juries of several digit sets."""
        return cls(
            votes=np.concatenate([each.votes for each in juries]),
            probabilities=np.concatenate([each.probabilities for each in juries]),
        )


def convene(n: int, members: Iterable[tuple[NDArray[np.float32], bool]]) -> Jury:
    """Return the jury of some networks on n images.

    Each member has probabilities, float32 of shape (n, 10), and False if only the digit
    that it read is known: it votes, and its probabilities do not count.

    The probabilities are a logarithmic opinion pool, the normalised geometric mean, so
    that a network that is unsure weighs less than in an arithmetic one. `_SMALLEST` is
    added before and subtracted after it, so that no network alone can exclude a digit.

    Source:
        Genest and Zidek, "Combining Probability Distributions: A Critique and an
        Annotated Bibliography", Statistical Science 1, 1986, section 3.
    """
    votes = np.zeros((n, NUM_CLASSES), np.int16)
    logarithms = np.zeros((n, NUM_CLASSES))
    count = 0
    for probabilities, has_confidence in members:
        votes[np.arange(n), probabilities.argmax(axis=1)] += 1
        if has_confidence:
            logarithms += np.log(probabilities + _SMALLEST)
            count += 1
    pooled = np.zeros((n, NUM_CLASSES), np.float32)
    if count:
        powers = np.maximum(np.exp(logarithms / count) - _SMALLEST, 0)
        pooled[:] = powers / powers.sum(axis=1, keepdims=True)
    return Jury(votes=votes, probabilities=pooled)
