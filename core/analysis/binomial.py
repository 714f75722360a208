"""What chance alone would do: quantiles of the binomial distribution, without SciPy."""

import math

import numpy as np

# Beyond so many standard deviations lies less than a double can tell from nothing.
_MAX_DEVIATIONS = 12


def binomial_quantile(share: float, n: int, rate: float) -> int:
    """Find the smallest count that this share of repetitions does not exceed.

    The distribution is summed exactly, term by term from ratios of neighbours, but for
    what lies 12 standard deviations and more from the mean.

    Args:
        share: Above 0 and below 1.
        n: How often it could happen, at least 1.
        rate: How probable it is each time, 0 to 1.

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
    """Say between which shares 95 % of all counts lie when the rate is known.

    Of a bin of a reliability diagram, `rate` is the mean confidence. The confidences of
    its images differ a little, which makes the true band a trace narrower.

    Args:
        n: How often it could happen, at least 1.
        rate: How probable it is each time, 0 to 1.

    Returns:
        Lower and upper end, 0 to 1: the quantiles 2.5 % and 97.5 % of the binomial
        distribution over n. Both ends belong to the band.

    Raises:
        ValueError: An argument is out of range.

    Source:
        Broecker, Smith, "Increasing the Reliability of Reliability Diagrams", Weather
        and Forecasting 22, 2007, section 3 (consistency bars).
        https://doi.org/10.1175/WAF993.1
    """
    low, high = (binomial_quantile(share, n, rate) for share in (0.025, 0.975))
    return low / n, high / n
