"""Selective prediction and calibration.

Confidences are float32, and so are the thresholds and bin limits they are compared
with, here and in `core.analysis.mistakes`, so that both count the same images. Equal
confidences are always covered together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.metrics import Accuracy, accuracy_from_counts
from core.analysis.significance import binomial_band

THRESHOLDS: Final = (
    *(0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99),
    *(0.995, 0.998, 0.999, 0.9995, 0.9999),
)
"""Thresholds to choose from, denser towards 1, where most confidences are."""
DEFAULT_THRESHOLD: Final = 0.9
NUM_BINS: Final = 10
MAY_BE_NO_DIGIT: Final = 0.7
"""With less confidence, a picture without a label may not show a digit.

Presets learn to be unsure of letters and scribbles. Of held-out MNIST digits 7 of 1,000
have less, of typed letters 9 of 10: `tests.benchmarks.doubt`.
"""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Images that a confidence threshold covers, and those on which the model abstains.

    Attributes:
        threshold: Least confidence of a covered image, 0 to 1.
        num_covered: Covered images, with or without a label.
        num_abstained: Images that go to a person instead, with or without a label.
        covered: Accuracy on the covered images.
        abstained: Accuracy that the model would have had on the others.
    """

    threshold: float
    num_covered: int
    num_abstained: int
    covered: Accuracy
    abstained: Accuracy

    @property
    def mistake_interval(self) -> tuple[float, float]:
        """95 % interval of the error rate on the covered images; NaN without any."""
        return 1 - self.covered.high, 1 - self.covered.low


@dataclass(frozen=True, kw_only=True)
class CalibrationBin:
    """The labelled images with a confidence in one range.

    Attributes:
        low, high: Least confidence; upper limit, which is included only if it is 1.
        confidence: Mean confidence, 0 to 1; NaN if there are no images.
        accuracy: Accuracy, with the Wilson interval.
        consistency_band: Accuracies, 0 to 1, between which 95 % of perfectly calibrated
            models would be; NaN if there are no images.
    """

    low: float
    high: float
    confidence: float
    accuracy: Accuracy
    consistency_band: tuple[float, float]

    @property
    def calibration(self) -> str:
        """``over`` confident, ``under`` confident, or ``fits`` the consistency band."""
        if self.accuracy.value < self.consistency_band[0]:
            return "over"
        return "under" if self.accuracy.value > self.consistency_band[1] else "fits"


def coverage_at(evaluation: Evaluation, threshold: float) -> Coverage:
    """Return the coverage and accuracy at a threshold.

    Raises:
        ValueError: The threshold is outside 0 to 1.
    """
    sure = evaluation.confidence >= _as_confidence(threshold)
    num_covered = int(np.count_nonzero(sure))
    labelled = int(np.count_nonzero(sure & evaluation.labelled))
    correct = labelled - int(np.count_nonzero(sure & evaluation.mistaken))
    overall = evaluation.accuracy
    return Coverage(
        threshold=threshold,
        num_covered=num_covered,
        num_abstained=evaluation.n - num_covered,
        covered=accuracy_from_counts(correct, labelled),
        abstained=accuracy_from_counts(overall.correct - correct, overall.n - labelled),
    )


def doubted_rows(evaluation: Evaluation) -> NDArray[np.int64]:
    """Return the rows without a label that may show no digit, int64, shape (m,).

    There are none if the confidence is not known.
    """
    if not evaluation.has_confidence:
        return np.empty(0, np.int64)
    is_doubted = evaluation.confidence < _as_confidence(MAY_BE_NO_DIGIT)
    return np.flatnonzero(~evaluation.labelled & is_doubted)


def abstained_rows(evaluation: Evaluation, threshold: float) -> NDArray[np.int64]:
    """Return the rows below a threshold, the least confident first, int64, shape (m,).

    Ties keep file order.

    Raises:
        ValueError: The threshold is outside 0 to 1.
    """
    rows = np.flatnonzero(evaluation.confidence < _as_confidence(threshold))
    return rows[np.argsort(evaluation.confidence[rows], kind="stable")]


def suggest_threshold(
    evaluation: Evaluation, budget: float, candidates: Sequence[float]
) -> float | None:
    """Return the lowest candidate whose error rate stays within a budget, 0 to 1.

    The error rate does not always fall as the threshold rises: confident predictions
    may be wrong. Images without a label are left out. None if no threshold covers an
    image and stays within the budget.

    Raises:
        ValueError: The budget or a threshold is outside 0 to 1.

    Source:
        El-Yaniv, Wiener, "On the Foundations of Noise-free Selective Classification",
        Journal of Machine Learning Research 11, 2010, section 2.
        https://www.jmlr.org/papers/v11/el-yaniv10a.html
    """
    if not 0 <= budget <= 1:
        raise ValueError(f"budget must lie from 0 to 1, got {budget}")
    for threshold in sorted(candidates):
        covered = coverage_at(evaluation, threshold).covered
        # In floating point, 0.29 * 100 is a little less than 29.
        if covered.n and covered.mistakes <= budget * covered.n * (1 + 1e-12):
            return threshold
    return None


def reliability(evaluation: Evaluation) -> list[CalibrationBin]:
    """Return ten calibration bins of equal width, from the lowest to the highest.

    Empty bins are included. Images without a label are left out.

    Source:
        Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML
        2017, section 2. https://arxiv.org/abs/1706.04599
    """
    limits = np.linspace(0, 1, NUM_BINS + 1).round(1).astype(np.float32)
    confidence = evaluation.confidence
    bins = np.searchsorted(limits[1:-1], confidence, side="right")
    # One more bin collects the images without a label, and is not returned.
    bins = np.where(evaluation.labelled, bins, NUM_BINS)
    size = NUM_BINS + 1
    counts = np.bincount(bins, minlength=size).tolist()
    mistakes = np.bincount(bins[evaluation.mistaken], minlength=size).tolist()
    sums = np.bincount(bins, weights=confidence, minlength=size).tolist()
    calibration_bins = []
    for number, n in enumerate(counts[:NUM_BINS]):
        mean = min(sums[number] / n, 1.0) if n else np.nan
        calibration_bin = CalibrationBin(
            low=number / NUM_BINS,
            high=(number + 1) / NUM_BINS,
            confidence=mean,
            accuracy=accuracy_from_counts(n - mistakes[number], n),
            consistency_band=binomial_band(n, mean) if n else (np.nan, np.nan),
        )
        calibration_bins.append(calibration_bin)
    return calibration_bins


def expected_calibration_error(bins: list[CalibrationBin]) -> float:
    """Return the expected calibration error: 0 to 1, lower is better.

    NaN if no image has a label.

    Source:
        Equation 3 of the paper that `reliability` names.
    """
    filled = [each for each in bins if each.accuracy.n]
    if not filled:
        return np.nan
    gaps = [abs(each.accuracy.value - each.confidence) for each in filled]
    return float(np.average(gaps, weights=[each.accuracy.n for each in filled]))


def _as_confidence(threshold: float) -> np.float32:
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold must lie from 0 to 1, got {threshold}")
    return np.float32(threshold)
