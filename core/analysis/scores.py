"""Proper scores of probabilities, and temperature scaling."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from core.analysis.evaluation import Evaluation

MIN_PROBABILITY: Final = float(np.finfo(np.float32).eps)
"""Smaller probabilities are raised to this one, 1.2e-7, before a logarithm is taken."""
# The smallest normal float32.
_TINY: Final = float(np.finfo(np.float32).tiny)


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Scores over all labelled images; lower is better.

    Attributes:
        n: Number of labelled images.
        log_loss: Mean negative log-likelihood of the labels, at least 0; NaN if n is 0.
        brier: Brier score, summed over the digits, 0 to 2; NaN if n is 0.
    """

    n: int
    log_loss: float
    brier: float


def scores(evaluation: Evaluation) -> Scores:
    """Return the log loss and the Brier score; images without a label are left out.

    Probabilities are raised to `MIN_PROBABILITY` for the logarithm alone, so that one
    image adds at most 16.

    Source:
        Good, "Rational Decisions", Journal of the Royal Statistical Society B 14, 1952,
        section 8 (logarithmic score). Brier, "Verification of Forecasts Expressed in
        Terms of Probability", Monthly Weather Review 78, 1950, equation 2.
    """
    n = evaluation.num_labelled
    if n == 0:
        return Scores(n=0, log_loss=np.nan, brier=np.nan)
    probabilities, labels = evaluation.probabilities, evaluation.labels
    if n < evaluation.n:
        labelled = evaluation.labelled
        probabilities, labels = probabilities[labelled], labels[labelled]
    given = probabilities[np.arange(n), labels].astype(np.float64)
    # The sum of (p - y)² over digits is the sum of p² - 2 p_label + 1.
    squares = float(
        np.einsum("ij,ij->", probabilities, probabilities, dtype=np.float64)
    )
    return Scores(
        n=n,
        log_loss=float(-np.log(np.clip(given, MIN_PROBABILITY, 1)).mean()),
        brier=(squares - 2 * float(given.sum())) / n + 1,
    )


def fit_temperature(
    probabilities: NDArray[np.float32], labels: NDArray[np.int8]
) -> float | None:
    """Return the temperature T at which softmax(log p / T) has the lowest log loss.

    The log loss is convex in 1/T, so its slope is bisected.

    Args:
        probabilities: Of images that were used neither for training nor for testing,
            float32, shape (n, 10).
        labels: Digits, int8, shape (n,), none unknown.

    Returns:
        Above 1 if the model is overconfident, below 1 if it is underconfident. None if
        there are no images, or if the best T is outside 0.05 to 20, as it is where no
        image is misread.

    Source:
        Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML
        2017, section 4.2. https://arxiv.org/abs/1706.04599
    """
    if not len(labels):
        return None
    logs = np.log(np.maximum(probabilities.astype(np.float64), _TINY))
    given = logs[np.arange(len(labels)), labels]

    def slope(sharpness: float) -> float:
        expected = (softmax(sharpness * logs, axis=1) * logs).sum(axis=1)
        return float((expected - given).mean())

    low, high = 1 / 20, 1 / 0.05
    if slope(low) >= 0 or slope(high) <= 0:
        return None
    # Each step halves the range of log T; 40 leave a relative error of 5e-12.
    for _ in range(40):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return float((low * high) ** -0.5)
