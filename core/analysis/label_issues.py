"""Label issues: images whose label may be wrong, ranked by label quality.

Label quality is 0 to 1, and low is bad, as in cleanlab.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation, Rows
from core.analysis.jury import Jury

ISSUE_THRESHOLD: Final = 0.5
"""Below this quality, more speaks against a label than for it: it is an issue."""
CANDIDATE_THRESHOLD: Final = 0.9
"""From this quality on, a label is not worth reviewing."""

Votes = Callable[[Rows], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LabelIssues:
    """Labelled images, the lowest label quality first, with the evidence.

    Attributes:
        rows: Rows of the evaluation, int64, shape (m,).
        label_quality: float64, shape (m,), 0 to 1, rising.
        probability: Probability of the label by the jury, or by the evaluated run
            where there is no jury, float32, shape (m,).
        neighbours: Number of neighbours that voted, int64, shape (m,).
        agreeing: Number of these that have the same label, int64, shape (m,).
        suggested_label: The best supported other digit, int8, shape (m,).
        members: Number of networks in the jury, int64, shape (m,), 0 without one.
        reading: Number of these that read the suggested label, int64, shape (m,).
        is_truncated: True if images with an improbable label were not scored.
    """

    rows: Rows
    label_quality: NDArray[np.float64]
    probability: NDArray[np.float32]
    neighbours: NDArray[np.int64]
    agreeing: NDArray[np.int64]
    suggested_label: NDArray[np.int8]
    members: NDArray[np.int64]
    reading: NDArray[np.int64]
    is_truncated: bool = False

    @property
    def num_issues(self) -> int:
        """Number of labels with a quality below `ISSUE_THRESHOLD`."""
        return int(np.count_nonzero(self.label_quality < ISSUE_THRESHOLD))

    @property
    def num_candidates(self) -> int:
        """Number of labels with a quality below `CANDIDATE_THRESHOLD`."""
        return int(np.count_nonzero(self.label_quality < CANDIDATE_THRESHOLD))


def find_label_issues(
    evaluation: Evaluation,
    votes: Votes,
    jury: Jury | None = None,
    max_candidates: int = 1_000,
) -> LabelIssues:
    """Rank labelled images by label quality.

    The quality is the mean of two shares: the predicted probability of the label, and
    the share of the nearest training digits that have it.

    Args:
        evaluation: Predictions by a model that was not trained on these images.
        votes: Counts, for given rows, the labels of their nearest training digits,
            int64, shape (m, 10). In a row without votes the probability counts alone.
        jury: Networks that have read the rows of the evaluation. Their probabilities
            count instead of those of the evaluation, where there are any.
        max_candidates: Only this many images, with the least probable labels, are
            scored.

    Source:
        Northcutt, Jiang and Chuang, "Confident Learning", Journal of Artificial
        Intelligence Research 70, 2021, section 3 (self-confidence). Wilson, "Asymptotic
        Properties of Nearest Neighbor Rules Using Edited Data", IEEE Transactions on
        Systems, Man, and Cybernetics 2, 1972 (neighbours as a second opinion).
    """
    jury = jury or Jury.absent(evaluation.n)
    is_judged = jury.has_probabilities
    labelled = np.flatnonzero(
        evaluation.labelled & (is_judged | evaluation.has_confidence)
    )
    given = np.where(
        is_judged[labelled],
        jury.probabilities[labelled, evaluation.labels[labelled]],
        evaluation.probabilities[labelled, evaluation.labels[labelled]],
    )
    ranked = np.argsort(given, kind="stable")
    rows = labelled[ranked[:max_candidates]]
    labels = evaluation.labels[rows]
    probabilities = np.where(
        is_judged[rows, np.newaxis],
        jury.probabilities[rows],
        evaluation.probabilities[rows],
    )
    at = np.arange(len(rows))
    counted = votes(rows)
    neighbours = counted.sum(axis=1)
    shares = counted / np.maximum(neighbours, 1)[:, np.newaxis]
    shares = np.where(neighbours[:, np.newaxis] > 0, shares, probabilities)
    support = (probabilities + shares) / 2
    quality = support[at, labels]
    support[at, labels] = -1
    suggested = support.argmax(axis=1)
    order = np.argsort(quality, kind="stable")
    return LabelIssues(
        rows=rows[order],
        label_quality=quality[order],
        probability=probabilities[at, labels][order],
        neighbours=neighbours[order],
        agreeing=counted[at, labels][order],
        suggested_label=suggested.astype(np.int8)[order],
        members=jury.members[rows][order],
        reading=jury.votes[rows, suggested].astype(np.int64)[order],
        is_truncated=bool((given[ranked[max_candidates:]] < ISSUE_THRESHOLD).any()),
    )
