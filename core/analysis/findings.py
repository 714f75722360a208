"""Findings: what is worth saying about an evaluation, as data.

A finding has a kind and values; its sentence stands in
`core/share/wording/<language>/findings.ftl` under `finding-<kind>`. Digits are values
of type int, since Fluent selects the noun of a digit only by number. Fractions are 0
to 1. With fewer than `ENOUGH_IMAGES` images nothing is said but counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.metrics import (
    ENOUGH_IMAGES,
    accuracy,
    confused_pairs,
    confusion_matrix,
    wilson_interval,
)

SURE = 0.95
"""From this confidence on the model is almost sure."""
UNSURE = 0.90
"""Below this confidence a reading is worth checking."""
CLOSE = 0.10
"""Below this lead of the first choice over the second a reading is a close call."""
ENOUGH_MISTAKES = 3
"""A pair or a digit is named only with at least this many mistakes."""

Values = Mapping[str, int | float | str | tuple[int, ...]]


@dataclass(frozen=True)
class Finding:
    """Something worth saying.

    Attributes:
        kind: Names the sentence.
        values: What the sentence is filled with, by name.
    """

    kind: str
    values: Values


def findings(evaluation: Evaluation) -> list[Finding]:
    """Find what is worth saying, most important first.

    The first is always a headline: ``headline``, ``headline-none`` (no mistakes),
    ``headline-few`` (too few images for a rate) or ``headline-unlabelled``. Then, as
    far as they hold: ``some-unlabelled``, ``most-common`` or ``no-lead``,
    ``all-right`` or ``all-right-several``, ``check-unsure``, ``worst-digit``,
    ``sure-and-wrong``, ``close-calls``.
    """
    headline = _headline(evaluation)
    found: list[Finding | None] = [headline, _some_unlabelled(evaluation)]
    if headline.kind == "headline":
        matrix = confusion_matrix(evaluation.labels, evaluation.predictions)
        found += [
            _most_common(matrix),
            _all_right(matrix),
            _check_unsure(evaluation),
            _worst_digit(matrix),
            _sure_and_wrong(evaluation),
            _close_calls(evaluation),
        ]
    return [finding for finding in found if finding is not None]


def pair_finding(
    evaluation: Evaluation, true: int | None, predicted: int | None
) -> Finding:
    """Say what a cell, a row head or a column head of the matrix shows.

    Args:
        evaluation: What the matrix counts.
        true: Digit of the row; None for a whole column.
        predicted: Digit of the column; None for a whole row.

    Returns:
        ``pair``, ``pair-none`` (an empty cell), ``right`` (the diagonal), ``row``,
        ``column``, ``column-none`` (nothing was read as this digit) or ``absent`` (no
        image has this label). ``count`` of ``n`` is always the images of the cell
        among those of its row, or of its column; their ``share`` is there only if
        ``enough`` is ``yes``.

    Raises:
        ValueError: Neither a row nor a column is given.
    """
    matrix = confusion_matrix(evaluation.labels, evaluation.predictions)
    if true is None:
        return _column(matrix, predicted)
    n = int(matrix[true].sum())
    if n == 0:
        return Finding("absent", {"digit": true})
    if predicted is None:
        return Finding("row", _part(true, n - int(matrix[true, true]), n))
    counts = _part(true, int(matrix[true, predicted]), n)
    if true == predicted:
        return Finding("right", counts)
    if matrix[true, predicted] == 0:
        misread = n - int(matrix[true, true])
        values = {"digit": true, "predicted": predicted, "misread": misread}
        return Finding("pair-none", values)
    return Finding("pair", {**counts, **_about_pair(evaluation, true, predicted)})


def also_read_as(
    evaluation: Evaluation, true: int, predicted: int | None = None
) -> list[tuple[int, int]]:
    """List as what else a digit was misread, and how often, most frequent first.

    Args:
        evaluation: Where to look.
        true: The digit a person wrote.
        predicted: The misreading to leave out, being told already.

    Returns:
        Pairs of predicted digit and count; on equal counts the lower digit first.
    """
    pairs = confused_pairs(confusion_matrix(evaluation.labels, evaluation.predictions))
    others = pairs[(pairs["true"] == true) & (pairs["predicted"] != predicted)]
    return list(
        zip(others["predicted"].tolist(), others["count"].tolist(), strict=True)
    )


def diagonal_finding(evaluation: Evaluation) -> Finding:
    """Say how many images lie on the diagonal, and how many cells hold the others."""
    matrix = confusion_matrix(evaluation.labels, evaluation.predictions)
    n, correct = int(matrix.sum()), int(matrix.trace())
    cells = int(np.count_nonzero(matrix) - np.count_nonzero(matrix.diagonal()))
    values = {"n": n, "correct": correct, "mistakes": n - correct, "cells": cells}
    return Finding("diagonal", values)


def _headline(evaluation: Evaluation) -> Finding:
    overall = accuracy(evaluation.labels, evaluation.predictions)
    if overall.n == 0:
        return Finding("headline-unlabelled", {"n": evaluation.n})
    if not overall.is_enough:
        values = {"n": overall.n, "mistakes": overall.mistakes}
        return Finding("headline-few", values)
    if overall.mistakes == 0:
        return Finding("headline-none", {"n": overall.n, "limit": 1 - overall.low})
    rates: Values = {
        "n": overall.n,
        "mistakes": overall.mistakes,
        "share": overall.mistakes / overall.n,
        "margin": overall.margin,
        # A second decimal would only pretend where the margin is wide.
        "decimals": 2 if overall.margin < 0.005 else 1,
    }
    return Finding("headline", rates)


def _some_unlabelled(evaluation: Evaluation) -> Finding | None:
    unlabelled = evaluation.n - evaluation.num_labelled
    if unlabelled in (0, evaluation.n):
        return None
    return Finding("some-unlabelled", {"n": unlabelled})


def _most_common(matrix: NDArray[np.int64]) -> Finding | None:
    pairs = confused_pairs(matrix)
    first = pairs.iloc[0]
    count, mistakes = int(first["count"]), int(pairs["count"].sum())
    num_pairs = int((pairs["count"] == count).sum())
    if num_pairs == 1 and count >= ENOUGH_MISTAKES:
        names = ("true", "predicted", "count", "mirror")
        return Finding("most-common", {name: int(first[name]) for name in names})
    if num_pairs > 1 and mistakes >= ENOUGH_MISTAKES:
        values = {"pairs": num_pairs, "count": count, "mistakes": mistakes}
        return Finding("no-lead", values)
    return None


def _all_right(matrix: NDArray[np.int64]) -> Finding | None:
    n = matrix.sum(axis=1)
    right = (matrix.diagonal() == n) & (n >= ENOUGH_IMAGES)
    digits = np.flatnonzero(right).tolist()
    if not digits:
        return None
    num_images = int(n[right].sum())
    if len(digits) == 1:
        return Finding("all-right", {"digit": digits[0], "n": num_images})
    *others, last = digits
    values: Values = {"digits": tuple(others), "last": last, "n": num_images}
    return Finding("all-right-several", values)


def _check_unsure(evaluation: Evaluation) -> Finding | None:
    """Say it if a quarter of the images or fewer holds half the mistakes or more."""
    unsure = evaluation.labelled & (evaluation.confidence < UNSURE)
    num_unsure = int(np.count_nonzero(unsure))
    num_caught = int(np.count_nonzero(unsure & evaluation.mistaken))
    is_little_work = 4 * num_unsure <= evaluation.num_labelled
    if not is_little_work or 2 * num_caught < evaluation.num_mistakes:
        return None
    values = {
        "unsure": num_unsure,
        "caught": num_caught,
        "mistakes": evaluation.num_mistakes,
        "threshold": UNSURE,
    }
    return Finding("check-unsure", values)


def _worst_digit(matrix: NDArray[np.int64]) -> Finding | None:
    """Say it if the interval of the digit lies wholly above the overall rate."""
    n = matrix.sum(axis=1)
    mistakes = n - matrix.diagonal()
    enough = (n >= ENOUGH_IMAGES) & (mistakes >= ENOUGH_MISTAKES)
    if not enough.any():
        return None
    shares = np.divide(mistakes, n, out=np.zeros(len(n)), where=enough)
    digit, overall = int(shares.argmax()), float(mistakes.sum() / n.sum())
    low, _ = wilson_interval(int(mistakes[digit]), int(n[digit]))
    if low <= overall:
        return None
    values = {
        "digit": digit,
        "mistakes": int(mistakes[digit]),
        "n": int(n[digit]),
        "share": float(shares[digit]),
        "overall": overall,
    }
    return Finding("worst-digit", values)


def _sure_and_wrong(evaluation: Evaluation) -> Finding | None:
    count = _count_sure(evaluation, evaluation.mistaken, SURE)
    values = {"count": count, "mistakes": evaluation.num_mistakes, "threshold": SURE}
    return Finding("sure-and-wrong", values) if count else None


def _close_calls(evaluation: Evaluation) -> Finding | None:
    lead = evaluation.lead(np.flatnonzero(evaluation.mistaken))
    count = int(np.count_nonzero(lead < CLOSE))
    points = round(CLOSE * 100)
    values = {"count": count, "mistakes": evaluation.num_mistakes, "points": points}
    return Finding("close-calls", values) if count else None


def _count_sure(
    evaluation: Evaluation, chosen: NDArray[np.bool_], threshold: float
) -> int:
    return int(np.count_nonzero(chosen & (evaluation.confidence >= threshold)))


def _column(matrix: NDArray[np.int64], predicted: int | None) -> Finding:
    if predicted is None:
        raise ValueError("need the digit of a row or of a column, got neither")
    n = int(matrix[:, predicted].sum())
    if n == 0:
        return Finding("column-none", {"digit": predicted})
    return Finding("column", _part(predicted, n - int(matrix[predicted, predicted]), n))


def _part(digit: int, count: int, n: int) -> Values:
    counts: Values = {"digit": digit, "count": count, "n": n}
    if n < ENOUGH_IMAGES:
        return {**counts, "enough": "no"}
    return {**counts, "enough": "yes", "share": count / n}


def _about_pair(evaluation: Evaluation, true: int, predicted: int) -> Values:
    matrix = confusion_matrix(evaluation.labels, evaluation.predictions)
    chosen = (evaluation.labels == true) & (evaluation.predictions == predicted)
    sure = _count_sure(evaluation, chosen, UNSURE)
    everywhere = "all" if sure == matrix[true, predicted] else "some"
    return {
        "predicted": predicted,
        "mirror": int(matrix[predicted, true]),
        "most_common": "yes" if _leads(matrix, true, predicted) else "no",
        "sure": sure,
        "sure_of": everywhere if sure else "none",
        "threshold": UNSURE,
    }


def _leads(matrix: NDArray[np.int64], true: int, predicted: int) -> bool:
    """Whether a pair is the most common one, by the rule of the headline."""
    finding = _most_common(matrix) if matrix.sum() >= ENOUGH_IMAGES else None
    if finding is None or finding.kind != "most-common":
        return False
    return (finding.values["true"], finding.values["predicted"]) == (true, predicted)
