"""Suspects: images whose label may be wrong, the most doubtful first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation

LOOKED_AT: Final = 1_000
"""Of so many images, those with the least probable labels, neighbours are asked."""
DOUBTFUL: Final = 0.5
"""From this doubt on, more speaks against a label than for it."""
WORTH_A_LOOK: Final = 0.1
"""Below this doubt hardly anything speaks against a label."""

Votes = Callable[[NDArray[np.int64]], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Suspects:
    """Images in the order of how doubtful their labels are, with both reasons.

    Attributes:
        rows: int64, shape (m,), rows of the evaluation.
        doubt: float64, shape (m,), 0 to 1, falling.
        probability: float32, shape (m,), what the network gives the label.
        neighbours: int64, shape (m,), how many neighbours there were.
        agreeing: int64, shape (m,), how many of these have the same label.
        instead: int8, shape (m,), the digit that speaks most against the label.
        is_cut: Whether images that the network doubts as well were not looked at.
    """

    rows: NDArray[np.int64]
    doubt: NDArray[np.float64]
    probability: NDArray[np.float32]
    neighbours: NDArray[np.int64]
    agreeing: NDArray[np.int64]
    instead: NDArray[np.int8]
    is_cut: bool = False

    @property
    def num_doubtful(self) -> int:
        """How many labels have more against them than for them."""
        return int(np.count_nonzero(self.doubt > DOUBTFUL))

    @property
    def num_worth_a_look(self) -> int:
        """How many labels have anything against them that is worth a look."""
        return int(np.count_nonzero(self.doubt > WORTH_A_LOOK))


def suspects(evaluation: Evaluation, votes: Votes, most: int = LOOKED_AT) -> Suspects:
    """Rank images by how doubtful their label is.

    The doubt is what remains of 1 when the mean of two shares is taken away: the
    probability that the network gives the label, and the share of the nearest training
    digits that have it. Images without a label are left out.

    Args:
        evaluation: Predictions by a network that did not learn from these images.
        votes: Counts for some rows which digits their nearest training digits are,
            int64 of shape (m, 10); all 0 where there are none, and then the network
            alone decides.
        most: How many images to look at.

    Source:
        The probability of the given label as a sign of label errors: Northcutt, Jiang
        and Chuang, "Confident Learning", Journal of Artificial Intelligence Research
        70, 2021, section 3 (self-confidence). Neighbours as a second opinion: Wilson,
        "Asymptotic Properties of Nearest Neighbor Rules Using Edited Data", IEEE
        Transactions on Systems, Man, and Cybernetics 2, 1972.
    """
    labelled = np.flatnonzero(evaluation.labelled)
    given = evaluation.probabilities[labelled, evaluation.labels[labelled]]
    ranked = np.argsort(given, kind="stable")
    rows = labelled[ranked[:most]]
    labels = evaluation.labels[rows]
    probabilities = evaluation.probabilities[rows]
    at = np.arange(len(rows))
    counted = votes(rows)
    neighbours = counted.sum(axis=1)
    shares = counted / np.maximum(neighbours, 1)[:, np.newaxis]
    shares = np.where(neighbours[:, np.newaxis] > 0, shares, probabilities)
    support = (probabilities + shares) / 2
    doubt = 1 - support[at, labels]
    support[at, labels] = -1
    order = np.argsort(-doubt, kind="stable")
    return Suspects(
        rows=rows[order],
        doubt=doubt[order],
        probability=probabilities[at, labels][order],
        neighbours=neighbours[order],
        agreeing=counted[at, labels][order],
        instead=support.argmax(axis=1).astype(np.int8)[order],
        is_cut=bool((given[ranked[most:]] < DOUBTFUL).any()),
    )
