"""Comparison of two runs on the same images.

The functions take the evaluations of both runs, `before` and `after`, on the same digit
sets in the same order, and raise ValueError otherwise.
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation, Rows
from core.analysis.findings import Finding, Values
from core.analysis.metrics import ENOUGH_IMAGES
from core.analysis.significance import ALPHA, mcnemar_exact

Bucket = Literal["fixed", "broke", "both_wrong", "both_right"]
BUCKETS: Final[tuple[Bucket, ...]] = ("fixed", "broke", "both_wrong", "both_right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two runs differ on the labelled images.

    Attributes:
        n: Number of labelled images.
        fixed: Misread only by the first run.
        broke: Misread only by the second run.
        both_wrong: Misread by both.
        p_value: Of the exact McNemar test, above 0 and at most 1.
    """

    n: int
    fixed: int
    broke: int
    both_wrong: int
    p_value: float

    @property
    def is_significant(self) -> bool:
        """True if the p-value is below `ALPHA`."""
        return self.p_value < ALPHA


class CellChange(NamedTuple):
    """The rows in a cell, a row or a column of the matrix with only one of the runs."""

    gained: Rows
    lost: Rows


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Compare two runs image by image."""
    _check_same_images(before, after)
    both_wrong = int(np.count_nonzero(before.mistaken & after.mistaken))
    fixed, broke = before.num_mistakes - both_wrong, after.num_mistakes - both_wrong
    return Comparison(
        n=after.num_labelled,
        fixed=fixed,
        broke=broke,
        both_wrong=both_wrong,
        p_value=mcnemar_exact(fixed, broke),
    )


def bucket_rows(before: Evaluation, after: Evaluation) -> dict[Bucket, Rows]:
    """Return the rows of the labelled images in each of `BUCKETS`, int64.

    The most confident predictions of the second run come first. Every labelled image is
    in exactly one bucket.
    """
    _check_same_images(before, after)
    order = after.by_confidence
    first, second = before.mistaken[order], after.mistaken[order]
    labelled = after.labelled[order]
    members: dict[Bucket, NDArray[np.bool_]] = {
        "fixed": first & ~second,
        "broke": ~first & second,
        "both_wrong": first & second,
        "both_right": labelled & ~first & ~second,
    }
    return {bucket: order[kept].astype(np.int64) for bucket, kept in members.items()}


def difference_matrix(before: Evaluation, after: Evaluation) -> NDArray[np.int64]:
    """Return the confusion matrix of the second run minus that of the first.

    It is int64, shape (10, 10), rows are labels. Each row sums to 0, since the labels
    are the same. Lower is better off the diagonal, higher on it.
    """
    _check_same_images(before, after)
    return after.confusion_matrix - before.confusion_matrix


def find_cell_change(
    before: Evaluation, after: Evaluation, true: int | None, predicted: int | None
) -> CellChange:
    """Return the images that a cell, a row or a column of the matrix gained and lost.

    For a whole row, `predicted` is None; for a whole column, `true`. There, as in the
    heads of the matrix, only mistakes count. The most confident predictions of the
    second run come first.

    Raises:
        ValueError: Neither a row nor a column is given.
    """
    _check_same_images(before, after)
    order = after.by_confidence
    there, here = (_in_cell(each, true, predicted)[order] for each in (before, after))
    gained, lost = order[here & ~there], order[there & ~here]
    return CellChange(gained.astype(np.int64), lost.astype(np.int64))


def comparison_findings(change: Comparison) -> list[Finding]:
    """Return the findings about the differences between two runs.

    They are ``change-none`` (the same images are misread), or ``change`` followed by
    ``change-significant`` or ``change-chance``; with fewer than `ENOUGH_IMAGES` images
    ``change`` alone.
    """
    counts: Values = {
        "n": change.n,
        "fixed": change.fixed,
        "broke": change.broke,
        "both": change.both_wrong,
    }
    if not change.fixed and not change.broke:
        return [Finding("change-none", counts)]
    if change.n < ENOUGH_IMAGES:
        return [Finding("change", counts)]
    kind = "change-significant" if change.is_significant else "change-chance"
    values: Values = {
        "difference": abs(change.fixed - change.broke),
        "better": "yes" if change.fixed > change.broke else "no",
        "chance": change.p_value,
    }
    return [Finding("change", counts), Finding(kind, values)]


def improvement_finding(change: Comparison) -> Finding:
    """Return one finding about whether the second run is better.

    It is ``verdict-`` followed by ``unlabelled``, ``same`` (the same images are
    misread), ``few`` (fewer than `ENOUGH_IMAGES`), ``chance``, ``better`` or ``worse``.
    """
    values: Values = {"n": change.n, "difference": abs(change.fixed - change.broke)}
    if not change.n:
        return Finding("verdict-unlabelled", values)
    if not change.fixed and not change.broke:
        return Finding("verdict-same", values)
    if change.n < ENOUGH_IMAGES:
        return Finding("verdict-few", values)
    if not change.is_significant:
        return Finding("verdict-chance", values)
    is_better = change.fixed > change.broke
    return Finding("verdict-better" if is_better else "verdict-worse", values)


def _in_cell(
    evaluation: Evaluation, true: int | None, predicted: int | None
) -> NDArray[np.bool_]:
    """Return a mask of the images in a cell, or of the mistakes in a row or column."""
    if true is None and predicted is None:
        raise ValueError("need the digit of a row or of a column, got neither")
    if true is None:
        return evaluation.mistaken & (evaluation.predictions == predicted)
    if predicted is None:
        return evaluation.mistaken & (evaluation.labels == true)
    return (evaluation.labels == true) & (evaluation.predictions == predicted)


def _check_same_images(before: Evaluation, after: Evaluation) -> None:
    if before.sources != after.sources or before.n != after.n:
        raise ValueError(
            f"two runs are compared on the same images, got {before.n} of "
            f"{before.sources} and {after.n} of {after.sources}"
        )
