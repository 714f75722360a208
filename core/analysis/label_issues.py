"""Suspects: images whose label may be wrong, the most doubtful first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation

MAX_CANDIDATES: Final = 1_000
"""Of so many images, those with the least probable labels, neighbours are asked."""
ISSUE_THRESHOLD: Final = 0.5
"""From this doubt on, more speaks against a label than for it."""
MIN_SCORE: Final = 0.1
"""Below this doubt hardly anything speaks against a label."""

Votes = Callable[[NDArray[np.int64]], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LabelIssues:
    """Images in the order of how doubtful their labels are, with both reasons.

    Attributes:
        rows: int64, shape (m,), rows of the evaluation.
        doubt: float64, shape (m,), 0 to 1, falling.
        probability: float32, shape (m,), what the network gives the label.
        neighbours: int64, shape (m,), how many neighbours there were.
        agreeing: int64, shape (m,), how many of these have the same label.
        instead: int8, shape (m,), the digit that speaks most against the label.
        is_truncated: Whether images that the network doubts as well were not looked at.
    """

    rows: NDArray[np.int64]
    issue_score: NDArray[np.float64]
    probability: NDArray[np.float32]
    neighbours: NDArray[np.int64]
    agreeing: NDArray[np.int64]
    suggested_label: NDArray[np.int8]
    is_truncated: bool = False

    @property
    def num_issues(self) -> int:
        """How many labels have more against them than for them."""
        return int(np.count_nonzero(self.issue_score > ISSUE_THRESHOLD))

    @property
    def num_candidates(self) -> int:
        """How many labels have anything against them that is worth a look."""
        return int(np.count_nonzero(self.issue_score > MIN_SCORE))


def find_label_issues(
    evaluation: Evaluation, votes: Votes, max_candidates: int = MAX_CANDIDATES
) -> LabelIssues:
    """Rank images by how doubtful their label is.

    The doubt is what remains of 1 when the mean of two shares is taken away: the
    probability that the network gives the label, and the share of the nearest training
    digits that have it. Images without a label are left out.

    Args:
        evaluation: Predictions by a network that did not learn from these images.
        votes: Counts for some rows which digits their nearest training digits are,
            int64 of shape (m, 10); all 0 where there are none, and then the network
            alone decides.
        max_candidates: How many images to look at.

    Source:
        The probability of the given label as a sign of label errors: Northcutt, Jiang
        and Chuang, "Confident Learning", Journal of Artificial Intelligence Research
        70, 2021, section 3 (self-confidence). Neighbours as a second opinion: Wilson,
        "Asymptotic Properties of Nearest Neighbor Rules Using Edited Data", IEEE
        Transactions on Systems, Man, and Cybernetics 2, 1972.
    """
    labelled = np.flatnonzero(evaluation.labelled)
    label_probabilities = evaluation.probabilities[
        labelled, evaluation.labels[labelled]
    ]
    ranked = np.argsort(label_probabilities, kind="stable")
    rows = labelled[ranked[:max_candidates]]
    labels = evaluation.labels[rows]
    probabilities = evaluation.probabilities[rows]
    at = np.arange(len(rows))
    counted = votes(rows)
    neighbours = counted.sum(axis=1)
    shares = counted / np.maximum(neighbours, 1)[:, np.newaxis]
    shares = np.where(neighbours[:, np.newaxis] > 0, shares, probabilities)
    support = (probabilities + shares) / 2
    issue_score = 1 - support[at, labels]
    support[at, labels] = -1
    order = np.argsort(-issue_score, kind="stable")
    return LabelIssues(
        rows=rows[order],
        issue_score=issue_score[order],
        probability=probabilities[at, labels][order],
        neighbours=neighbours[order],
        agreeing=counted[at, labels][order],
        suggested_label=support.argmax(axis=1).astype(np.int8)[order],
        is_truncated=bool(
            (label_probabilities[ranked[max_candidates:]] < ISSUE_THRESHOLD).any()
        ),
    )
