"""Metrics of a classifier, as pure functions of labels and predictions.

Images without a label (-1) are never counted.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES, UNKNOWN, check_labels

ENOUGH_IMAGES = 30
"""With fewer images, only counts are shown: no rates, no rankings."""


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """Accuracy on the labelled images, with its 95 % interval.

    Attributes:
        n: Number of labelled images.
        correct: Number of these that were classified correctly.
        value: Correct over n, 0 to 1, higher is better; NaN if n is 0.
        low, high: Ends of the Wilson interval; NaN if n is 0.
    """

    n: int
    correct: int
    value: float
    low: float
    high: float

    @property
    def mistakes(self) -> int:
        """Number of labelled images that were misread."""
        return self.n - self.correct

    @property
    def margin(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def decimals(self) -> int:
        """Number of decimals of a percentage; with a wide margin, two mislead."""
        return 2 if self.margin < 0.005 else 1

    @property
    def is_enough(self) -> bool:
        """True if there are at least `ENOUGH_IMAGES` images, enough for a rate."""
        return self.n >= ENOUGH_IMAGES


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What several measurements have in common, and how far apart they are.

    Attributes:
        n: Number of measurements.
        mean: Their mean.
        sd: Their standard deviation, with n - 1 in the denominator; NaN if n is 1.
        low, high: The lowest and the highest.
    """

    n: int
    mean: float
    sd: float
    low: float
    high: float


def spread_of(values: Sequence[float]) -> Spread:
    """Return the spread of one or more measurements."""
    return Spread(
        n=len(values),
        mean=fmean(values),
        sd=stdev(values) if len(values) > 1 else math.nan,
        low=min(values),
        high=max(values),
    )


def wilson_interval(
    successes: int, n: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion, 0 to 1.

    Args:
        successes: Number of successes, 0 to n.
        n: Number of trials, at least 1.
        confidence: Confidence level, above 0 and below 1.

    Raises:
        ValueError: An argument is out of range.

    Source:
        Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
        Journal of the American Statistical Association 22, 1927, pages 209-212.
        https://doi.org/10.1080/01621459.1927.10502953
    """
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"need 0 <= successes <= n and n >= 1, got {successes}, {n}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate = successes / n
    centre = (rate + z**2 / (2 * n)) / (1 + z**2 / n)
    spread = (rate * (1 - rate) / n + z**2 / (4 * n**2)) ** 0.5 * z / (1 + z**2 / n)
    # Rounding could exceed 0 or 1 at the ends.
    low = centre - spread if successes > 0 else 0.0
    high = centre + spread if successes < n else 1.0
    return low, high


def accuracy(labels: NDArray[np.int8], predictions: NDArray[np.int8]) -> Accuracy:
    """Return the accuracy of predictions, with its 95 % Wilson interval.

    Args:
        labels: Digits, shape (n,), -1 where unknown.
        predictions: Predicted digits, shape (n,).

    Raises:
        ValueError: The arrays are not aligned, or contain something other than digits.
    """
    _check_pairs(labels, predictions)
    n = int(np.count_nonzero(labels != UNKNOWN))
    # No prediction is -1, so an unknown label never counts as correct.
    correct = int(np.count_nonzero(labels == predictions))
    return accuracy_from_counts(correct, n)


def accuracy_from_counts(correct: int, n: int) -> Accuracy:
    """Return the accuracy of a count, with its 95 % Wilson interval.

    Raises:
        ValueError: `correct` is greater than `n`.
    """
    if n == 0 == correct:
        return Accuracy(n=0, correct=0, value=np.nan, low=np.nan, high=np.nan)
    low, high = wilson_interval(correct, n)
    return Accuracy(n=n, correct=correct, value=correct / n, low=low, high=high)


def confusion_matrix(
    labels: NDArray[np.int8], predictions: NDArray[np.int8]
) -> NDArray[np.int64]:
    """Count the pairs of label (row) and prediction (column), int64, shape (10, 10).

    The arguments and errors are those of `accuracy`.
    """
    _check_pairs(labels, predictions)
    known = labels != UNKNOWN
    pair = labels[known] * np.int8(NUM_CLASSES) + predictions[known]
    counts = np.bincount(pair, minlength=NUM_CLASSES**2)
    return counts.reshape(NUM_CLASSES, NUM_CLASSES)


def per_class(matrix: NDArray[np.int64]) -> pd.DataFrame:
    """Return precision, recall and F1 of each digit, from a confusion matrix.

    Returns:
        Ten rows in the order of the digits, with columns ``digit``, ``n`` (images with
        that label), ``correct``, ``mistakes`` (of these n), ``precision``, ``recall``
        and ``f1``. Rates are 0 to 1, higher is better, and NaN if the denominator is 0.

    Raises:
        ValueError: The matrix is not 10 by 10 or has negative entries.

    Source:
        van Rijsbergen, "Information Retrieval", 1979, chapter 7 (precision, recall and
        the F measure with equal weights).
    """
    _check_matrix(matrix)
    correct = matrix.diagonal()
    n, read = matrix.sum(axis=1), matrix.sum(axis=0)
    return pd.DataFrame(
        {
            "digit": np.arange(NUM_CLASSES),
            "n": n,
            "correct": correct,
            "mistakes": n - correct,
            "precision": _rate(correct, read),
            "recall": _rate(correct, n),
            "f1": _rate(2 * correct, n + read),
        }
    )


def confused_pairs(matrix: NDArray[np.int64]) -> pd.DataFrame:
    """Return the pairs of label and wrong prediction, the most frequent first.

    Returns:
        One row for each pair that occurs, with columns ``true`` and ``predicted``,
        ``count`` (images), ``share`` (count over all images of the true digit, 0 to 1)
        and ``mirror`` (images confused the other way round). Ties are ordered by true,
        then by predicted digit.

    Raises:
        ValueError: The matrix is not 10 by 10 or has negative entries.
    """
    _check_matrix(matrix)
    mistakes = matrix - np.diag(matrix.diagonal())
    true, predicted = np.nonzero(mistakes)
    count = mistakes[true, predicted]
    order = np.argsort(-count, kind="stable")
    true, predicted, count = true[order], predicted[order], count[order]
    return pd.DataFrame(
        {
            "true": true,
            "predicted": predicted,
            "count": count,
            "share": count / matrix.sum(axis=1)[true],
            "mirror": matrix[predicted, true],
        }
    )


def _rate(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    unknown = np.full(len(whole), np.nan)
    return np.divide(part, whole, out=unknown, where=whole > 0)


def _check_pairs(labels: NDArray[np.int8], predictions: NDArray[np.int8]) -> None:
    if labels.ndim != 1 or labels.shape != predictions.shape:
        raise ValueError(
            f"labels and predictions must be aligned, "
            f"got shapes {labels.shape} and {predictions.shape}"
        )
    check_labels(labels)
    if len(predictions) and not 0 <= predictions.min() <= predictions.max() <= 9:
        raise ValueError(
            f"predictions must be digits 0 to 9, "
            f"but range from {predictions.min()} to {predictions.max()}"
        )


def _check_matrix(matrix: NDArray[np.int64]) -> None:
    if matrix.shape != (NUM_CLASSES, NUM_CLASSES) or matrix.min() < 0:
        raise ValueError(
            f"need {NUM_CLASSES} by {NUM_CLASSES} counts, none below 0, "
            f"got shape {matrix.shape} and least entry {matrix.min(initial=0)}"
        )
