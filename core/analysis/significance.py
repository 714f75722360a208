"""Significance tests, and quantiles of the binomial distribution.

`scipy.stats` offers all of these, but importing it would slow down every start. The
tests compare these functions with it.
"""

import math
import sys
from math import lgamma
from typing import Final

import numpy as np
from numpy.typing import NDArray

ALPHA: Final = 0.05
"""A difference is significant if its p-value is below this level."""

# The probability further from the mean is below the resolution of a double.
_MAX_DEVIATIONS: Final = 12


def mcnemar_exact(fixed: int, broke: int) -> float:
    """Return the p-value of the exact McNemar test, two-sided, above 0 and at most 1.

    Args:
        fixed: Images that only the second run reads correctly.
        broke: Images that only the first run reads correctly.

    Source:
        McNemar, "Note on the sampling error of the difference between correlated
        proportions or percentages", Psychometrika 12, 1947, pages 153-157, in its
        exact form: a two-sided binomial test with probability 1/2.

    Example:
        >>> mcnemar_exact(1, 5)
        0.21875
    """
    changed = fixed + broke
    if not changed:
        return 1.0
    ways, tail = 1, 0
    for count in range(min(fixed, broke) + 1):
        tail += ways
        ways = ways * (changed - count) // (count + 1)
    p_value = tail / 2 ** (changed - 1)
    # A p-value is never 0, even where a float underflows.
    return min(1.0, max(p_value, sys.float_info.min))


def hypergeometric_tail(mistakes: int, n: int, all_mistakes: int, total: int) -> float:
    """Return P(X >= mistakes) for hypergeometric X: Fisher's exact test, one-sided.

    Args:
        mistakes: Mistakes in the sample, 0 to n.
        n: Images in the sample.
        all_mistakes: Mistakes in the population.
        total: Images in the population.

    Source:
        R. A. Fisher, "On the Interpretation of χ² from Contingency Tables", Journal of
        the Royal Statistical Society 85, 1922.
    """

    def log_ways(count: int, of: int) -> float:
        return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)

    correct, whole = total - all_mistakes, log_ways(n, total)
    tail = 0.0
    for count in range(max(mistakes, n - correct), min(n, all_mistakes) + 1):
        logs = log_ways(count, all_mistakes) + log_ways(n - count, correct)
        part = math.exp(logs - whole)
        tail += part
        # Beyond the most likely count the terms only fall.
        if part < tail * 1e-12 and count * total > n * all_mistakes:
            break
    return min(tail, 1.0)


def holm_correction(p_values: list[float]) -> NDArray[np.float64]:
    """Adjust p-values for multiple testing, shape (n,), 0 to 1.

    Source:
        S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
        Scandinavian Journal of Statistics 6, 1979.
    """
    order = np.argsort(p_values, kind="stable")
    factors = np.arange(len(p_values), 0, -1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.maximum.accumulate(np.asarray(p_values)[order] * factors)
    return np.minimum(adjusted, 1)


def binomial_quantile(share: float, n: int, rate: float) -> int:
    """Return the smallest count whose cumulative probability reaches a share.

    The terms within 12 standard deviations of the mean are summed, each from the ratio
    to its neighbour.

    Args:
        share: Cumulative probability, above 0 and below 1.
        n: Number of trials, at least 1.
        rate: Probability of success, 0 to 1.

    Raises:
        ValueError: An argument is out of range.

    Example:
        >>> binomial_quantile(0.025, 100, 0.5), binomial_quantile(0.975, 100, 0.5)
        (40, 60)

    Source:
        Johnson, Kemp, Kotz, "Univariate Discrete Distributions", third edition, Wiley
        2005, section 3.4: P(k) / P(k - 1) = (n - k + 1) p / (k (1 - p)).
    """
    if not 0 < share < 1 or n < 1 or not 0 <= rate <= 1:
        raise ValueError(
            f"need 0 < share < 1, n >= 1 and 0 <= rate <= 1, got {share}, {n}, {rate}"
        )
    if rate in (0, 1):
        return round(n * rate)
    reach = _MAX_DEVIATIONS * math.sqrt(n * rate * (1 - rate)) + 3 * _MAX_DEVIATIONS
    first = max(0, math.floor(n * rate - reach))
    last = min(n, math.ceil(n * rate + reach))
    counts = np.arange(first + 1, last + 1)
    steps = np.log((n - counts + 1) / counts) + math.log(rate) - math.log1p(-rate)
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    probabilities = np.exp(logs - logs.max())
    below = np.cumsum(probabilities) / probabilities.sum()
    return first + int(np.searchsorted(below, share))


def binomial_band(n: int, rate: float) -> tuple[float, float]:
    """Return the shares between which 95 % of binomial counts lie, both ends included.

    For a bin of a reliability diagram, `rate` is the mean confidence. The confidences
    of its images differ a little, so that the true band is slightly narrower.

    Args:
        n: Number of trials, at least 1.
        rate: Probability of success, 0 to 1.

    Returns:
        The quantiles 2.5 % and 97.5 % over n, 0 to 1.

    Raises:
        ValueError: An argument is out of range.

    Source:
        Broecker, Smith, "Increasing the Reliability of Reliability Diagrams", Weather
        and Forecasting 22, 2007, section 3 (consistency bars).
        https://doi.org/10.1175/WAF993.1
    """
    low, high = (binomial_quantile(share, n, rate) for share in (0.025, 0.975))
    return low / n, high / n
