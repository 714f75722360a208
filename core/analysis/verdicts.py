"""Verdicts laid over labels, which stay unchanged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.metrics import Accuracy
from core.data.digits import UNKNOWN
from core.data.verdicts import Verdict

Decision = Literal["none", "model", "ambiguous", "label", "disputed"]
"""The decision of all authors about an image, ``disputed`` if they differ."""

DECISIONS: Final[tuple[Decision, ...]] = get_args(Decision)
_LABEL: Final = DECISIONS.index("label")
_AMBIGUOUS: Final = DECISIONS.index("ambiguous")
_DISPUTED: Final = DECISIONS.index("disputed")


@dataclass(frozen=True, eq=False)
class Overlay:
    """The decision about each row of an evaluation. The arrays become read-only.

    Attributes:
        decisions: Indices into `DECISIONS`, int8, shape (n,).
        digits: The agreed digit where the label is wrong, int8, shape (n,); -1
            elsewhere, and where the image shows no digit.
    """

    decisions: NDArray[np.int8]
    digits: NDArray[np.int8]

    def __post_init__(self) -> None:
        self.decisions.setflags(write=False)
        self.digits.setflags(write=False)

    def has_decisions(self) -> bool:
        """True if any row has a decision."""
        return bool(self.decisions.any())


@dataclass(frozen=True, kw_only=True)
class VerdictImpact:
    """Accuracy with the original labels and with the verdicts accepted.

    Images without a label are not counted.

    Attributes:
        original: With the original labels.
        accepted: With the agreed verdicts: wrong labels corrected, ambiguous and
            unreadable images left out.
        model, ambiguous: Number of images with this decision.
        corrected: Number of images whose label is replaced by another digit.
        left_out: Number of images that `accepted` does not count.
        disputed: Number of images about which authors differ; their label counts.
    """

    original: Accuracy
    accepted: Accuracy
    model: int
    ambiguous: int
    corrected: int
    left_out: int
    disputed: int

    @property
    def num_images(self) -> int:
        """Number of images with a verdict."""
        return self.model + self.corrected + self.left_out + self.disputed


def build_overlay(
    evaluation: Evaluation, verdicts: Sequence[Iterable[Verdict]]
) -> Overlay:
    """Return the decisions about the rows of an evaluation.

    Args:
        evaluation: Of one or several digit sets, or of some of their rows.
        verdicts: The verdicts on each source, in joining order, at most one by each
            author on an image. Those on other rows are ignored.

    Raises:
        ValueError: The number of lists is not the number of sources.
    """
    if len(verdicts) != len(evaluation.sources):
        raise ValueError(
            f"{len(evaluation.sources)} sources need as many lists of verdicts, "
            f"got {len(verdicts)}"
        )
    decisions = np.zeros(evaluation.n, np.int8)
    digits = np.full(evaluation.n, UNKNOWN, np.int8)
    for index, given in enumerate(verdicts):
        agreed = _consensus(given)
        if not agreed:
            continue
        here = np.flatnonzero(evaluation.source_of == index)
        for row in here[np.isin(evaluation.position[here], list(agreed))]:
            decisions[row], digits[row] = agreed[int(evaluation.position[row])]
    return Overlay(decisions, digits)


def apply_verdicts(evaluation: Evaluation, verdict_overlay: Overlay) -> Evaluation:
    """Return the evaluation with corrected labels, and the same rows.

    Ambiguous and unreadable images have no label there.

    Raises:
        ValueError: The number of rows differs.
    """
    if len(verdict_overlay.decisions) != evaluation.n:
        given = len(verdict_overlay.decisions)
        raise ValueError(f"{evaluation.n} rows need as many decisions, got {given}")
    labels = evaluation.labels.copy()
    labels[verdict_overlay.decisions == _AMBIGUOUS] = UNKNOWN
    wrong = evaluation.labelled & (verdict_overlay.decisions == _LABEL)
    labels[wrong] = verdict_overlay.digits[wrong]
    return replace(evaluation, labels=labels)


def verdict_impact(evaluation: Evaluation, verdict_overlay: Overlay) -> VerdictImpact:
    """Return the accuracy with and without `apply_verdicts`, and count decisions."""
    accepted = apply_verdicts(evaluation, verdict_overlay)
    decided = verdict_overlay.decisions[evaluation.labelled]
    numbers = np.bincount(decided, minlength=len(DECISIONS)).tolist()
    counts = dict(zip(DECISIONS, numbers, strict=True))
    left_out = evaluation.num_labelled - accepted.num_labelled
    return VerdictImpact(
        original=evaluation.accuracy,
        accepted=accepted.accuracy,
        model=counts["model"],
        ambiguous=counts["ambiguous"],
        corrected=counts["label"] + counts["ambiguous"] - left_out,
        left_out=left_out,
        disputed=counts["disputed"],
    )


def _consensus(verdicts: Iterable[Verdict]) -> dict[int, tuple[int, int]]:
    """Return the decision, as an index, and the digit of each position."""
    agreed: dict[int, tuple[int, int]] = {}
    for each in verdicts:
        digit = UNKNOWN if each.digit is None else each.digit
        decision = (DECISIONS.index(each.kind), digit)
        if agreed.setdefault(each.position, decision) != decision:
            agreed[each.position] = (_DISPUTED, UNKNOWN)
    return agreed
