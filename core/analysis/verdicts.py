"""What verdicts change: corrections laid over labels, which stay as they are."""

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
"""What all who decided about an image say; ``disputed`` if they differ."""

DECISIONS: Final[tuple[Decision, ...]] = get_args(Decision)
_LABEL: Final = DECISIONS.index("label")
_AMBIGUOUS: Final = DECISIONS.index("ambiguous")
_DISPUTED: Final = DECISIONS.index("disputed")


@dataclass(frozen=True, eq=False)
class Overlay:
    """What was decided about each row of an evaluation. The arrays become read-only.

    Attributes:
        decisions: Indices into `DECISIONS`, int8, shape (n,).
        digits: The digit that people agree on where they say that the label is wrong,
            int8, shape (n,); -1 elsewhere, and where no digit can be told.
    """

    decisions: NDArray[np.int8]
    digits: NDArray[np.int8]

    def __post_init__(self) -> None:
        self.decisions.setflags(write=False)
        self.digits.setflags(write=False)

    def has_decisions(self) -> bool:
        """Whether anything was decided about any row."""
        return bool(self.decisions.any())


@dataclass(frozen=True, kw_only=True)
class VerdictImpact:
    """The accuracy as labelled, and with verdicts accepted. Unlabelled images are out.

    Attributes:
        original: By the labels as they are.
        accepted: With what people agree on: corrected labels instead of wrong ones,
            without images that are ambiguous or of which no digit can be told.
        model: Number of images where people say that the model is wrong.
        ambiguous: Number of images that people call ambiguous.
        corrected: Number of images whose label is replaced by another digit.
        num_unreadable: Number of images whose label is wrong, and no digit can be told.
        disputed: Number of images about which people differ; their label counts.
    """

    original: Accuracy
    accepted: Accuracy
    model: int
    ambiguous: int
    corrected: int
    num_unreadable: int
    disputed: int

    @property
    def left_out(self) -> int:
        """Number of images that are not counted when verdicts are accepted."""
        return self.ambiguous + self.num_unreadable

    @property
    def num_images(self) -> int:
        """Number of images that anybody decided about."""
        return self.model + self.corrected + self.left_out + self.disputed


def build_overlay(
    evaluation: Evaluation, verdicts: Sequence[Iterable[Verdict]]
) -> Overlay:
    """Lay verdicts over the rows of an evaluation.

    Args:
        evaluation: Of one or several digit sets, or of some of their rows.
        verdicts: Of each source, in joining order, what people decided. One person
            decides once about an image; what lies beyond the rows is left out.

    Raises:
        ValueError: There are not as many as sources.
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
        here = here[np.isin(evaluation.position[here], list(agreed))]
        for row in here:
            decisions[row], digits[row] = agreed[int(evaluation.position[row])]
    return Overlay(decisions, digits)


def apply_verdicts(evaluation: Evaluation, verdict_overlay: Overlay) -> Evaluation:
    """Accept what people agree on: the same rows, with corrected labels.

    Args:
        evaluation: What was predicted.
        verdict_overlay: From `build_overlay` of an evaluation of the same rows.

    Returns:
        Ambiguous images, and those of which no digit can be told, have no label there.

    Raises:
        ValueError: The rows are others.
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
    """Count as labelled and with verdicts accepted; see `apply_verdicts`."""
    accepted = apply_verdicts(evaluation, verdict_overlay)
    labelled = evaluation.labelled
    counts = np.bincount(verdict_overlay.decisions[labelled], minlength=len(DECISIONS))
    wrong = labelled & (verdict_overlay.decisions == _LABEL)
    num_unreadable = int(np.count_nonzero(wrong & (verdict_overlay.digits == UNKNOWN)))
    return VerdictImpact(
        original=evaluation.accuracy,
        accepted=accepted.accuracy,
        model=int(counts[DECISIONS.index("model")]),
        ambiguous=int(counts[_AMBIGUOUS]),
        corrected=int(np.count_nonzero(wrong)) - num_unreadable,
        num_unreadable=num_unreadable,
        disputed=int(counts[_DISPUTED]),
    )


def _consensus(verdicts: Iterable[Verdict]) -> dict[int, tuple[int, int]]:
    """Say for each position which decision people agree on, and which digit."""
    agreed: dict[int, tuple[int, int]] = {}
    for each in verdicts:
        digit = UNKNOWN if each.digit is None else each.digit
        decision = (DECISIONS.index(each.kind), digit)
        if agreed.setdefault(each.position, decision) != decision:
            agreed[each.position] = (_DISPUTED, UNKNOWN)
    return agreed
