"""Significance tests, and quantiles of the binomial distribution.

`scipy.stats` offers all of these, but importing it would slow down every start. The
tests compare these functions with it. Even `scipy.special` is imported when it is used.
"""

import math
import sys
from typing import Final

import numpy as np
from numpy.typing import NDArray

ALPHA: Final = 0.05
"""A difference is significant if its p-value is below this level."""


def mcnemar_exact(fixed: int, broke: int) -> float:
    """Return the p-value of the exact McNemar test, two-sided, above 0 and at most 1.

    Args:
        fixed: Images that only the second run reads correctly.
        broke: Images that only the first run reads correctly.

    Source:
        McNemar, "Note on the sampling error of the difference between correlated
        proportions or percentages", Psychometrika 12, 1947, pages 153-157, in its
        exact form: a two-sided binomial test with probability 1/2.
    """
    from scipy.special import bdtr

    p_value = 2 * float(bdtr(min(fixed, broke), fixed + broke, 0.5))
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
    from scipy.special import gammaln

    def log_ways(counts: NDArray[np.int64] | int, of: int) -> NDArray[np.float64]:
        return gammaln(of + 1) - gammaln(counts + 1) - gammaln(of - counts + 1)

    correct = total - all_mistakes
    counts = np.arange(max(mistakes, n - correct), min(n, all_mistakes) + 1)
    logs = log_ways(counts, all_mistakes) + log_ways(n - counts, correct)
    return min(float(np.exp(logs - log_ways(n, total)).sum()), 1.0)


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

    Args:
        share: Cumulative probability, above 0 and below 1.
        n: Number of trials, at least 1.
        rate: Probability of success, 0 to 1.

    Raises:
        ValueError: An argument is out of range.

    Example:
        >>> binomial_quantile(0.025, 100, 0.5), binomial_quantile(0.975, 100, 0.5)
        (40, 60)
    """
    if not 0 < share < 1 or n < 1 or not 0 <= rate <= 1:
        raise ValueError(
            f"need 0 < share < 1, n >= 1 and 0 <= rate <= 1, got {share}, {n}, {rate}"
        )
    if rate in (0, 1):
        return round(n * rate)
    from scipy.special import bdtrik

    # Where a count reaches the share exactly, `bdtrik` may return slightly more.
    return max(0, math.ceil(bdtrik(share, n, rate) - 1e-9))


def binomial_band(n: int, rate: float) -> tuple[float, float]:
    """Return the shares between which 95 % of binomial counts lie, both ends included.

    For a bin of a reliability diagram, `rate` is the mean confidence. The confidences
    of its images differ a little, so that the true band is slightly narrower.

    Returns:
        The quantiles 2.5 % and 97.5 % over n, 0 to 1; see `binomial_quantile`.

    Source:
        Broecker, Smith, "Increasing the Reliability of Reliability Diagrams", Weather
        and Forecasting 22, 2007, section 3 (consistency bars).
        https://doi.org/10.1175/WAF993.1
    """
    low, high = (binomial_quantile(share, n, rate) for share in (0.025, 0.975))
    return low / n, high / n
