"""Findings about a cell, a row or a column of the confusion matrix."""

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.findings import UNSURE, Finding, Values, count_sure, most_common
from core.analysis.metrics import ENOUGH_IMAGES, confused_pairs


def cell_finding(
    evaluation: Evaluation, true: int | None, predicted: int | None
) -> Finding:
    """Return the finding about a cell, a row or a column of the matrix.

    Args:
        evaluation: The evaluation that the matrix counts.
        true: Digit of the row; None for a whole column.
        predicted: Digit of the column; None for a whole row.

    Returns:
        ``pair``, ``pair-none`` (an empty cell), ``right`` (the diagonal), ``row``,
        ``column``, ``column-none`` (the digit was never predicted) or ``absent`` (no
        image has this label). ``count`` of ``n`` is always the images of the cell among
        those of its row or column; their ``share`` is present only if ``enough`` is
        ``yes``.

    Raises:
        ValueError: Neither a row nor a column is given.
    """
    matrix = evaluation.confusion_matrix
    if true is None:
        return _column_finding(matrix, predicted)
    n = int(matrix[true].sum())
    if n == 0:
        return Finding("absent", {"digit": true})
    if predicted is None:
        return Finding("row", _share_values(true, n - int(matrix[true, true]), n))
    counts = _share_values(true, int(matrix[true, predicted]), n)
    if true == predicted:
        return Finding("right", counts)
    if matrix[true, predicted] == 0:
        misread = n - int(matrix[true, true])
        values = {"digit": true, "predicted": predicted, "misread": misread}
        return Finding("pair-none", values)
    return Finding("pair", {**counts, **_pair_values(evaluation, true, predicted)})


def other_confusions(
    evaluation: Evaluation, true: int, predicted: int | None = None
) -> list[tuple[int, int]]:
    """Return the wrong predictions of a digit and their counts, most frequent first.

    The lower digit comes first on a tie; `predicted` is left out.
    """
    pairs = confused_pairs(evaluation.confusion_matrix)
    others = pairs[(pairs["true"] == true) & (pairs["predicted"] != predicted)]
    return [*others[["predicted", "count"]].itertuples(index=False, name=None)]


def diagonal_finding(evaluation: Evaluation) -> Finding:
    """Return the finding about the diagonal, and the number of cells with mistakes."""
    matrix = evaluation.confusion_matrix
    n, correct = int(matrix.sum()), int(matrix.trace())
    cells = int(np.count_nonzero(matrix) - np.count_nonzero(matrix.diagonal()))
    values = {"n": n, "correct": correct, "mistakes": n - correct, "cells": cells}
    return Finding("diagonal", values)


def _column_finding(matrix: NDArray[np.int64], predicted: int | None) -> Finding:
    if predicted is None:
        raise ValueError("need the digit of a row or of a column, got neither")
    n = int(matrix[:, predicted].sum())
    if n == 0:
        return Finding("column-none", {"digit": predicted})
    return Finding(
        "column", _share_values(predicted, n - int(matrix[predicted, predicted]), n)
    )


def _share_values(digit: int, count: int, n: int) -> Values:
    counts: Values = {"digit": digit, "count": count, "n": n}
    if n < ENOUGH_IMAGES:
        return {**counts, "enough": "no"}
    return {**counts, "enough": "yes", "share": count / n}


def _pair_values(evaluation: Evaluation, true: int, predicted: int) -> Values:
    matrix = evaluation.confusion_matrix
    chosen = (evaluation.labels == true) & (evaluation.predictions == predicted)
    sure = count_sure(evaluation, chosen, UNSURE)
    sure_of = "none"
    if sure:
        sure_of = "all" if sure == matrix[true, predicted] else "some"
    # By the same rule as in the findings about the whole matrix.
    leader = most_common(matrix) if matrix.sum() >= ENOUGH_IMAGES else None
    values = leader.values if leader else {}
    is_leader = (values.get("true"), values.get("predicted")) == (true, predicted)
    return {
        "predicted": predicted,
        "mirror": int(matrix[predicted, true]),
        "most_common": "yes" if is_leader else "no",
        "sure": sure,
        "sure_of": sure_of if evaluation.has_confidence else "unknown",
        "threshold": UNSURE,
    }
