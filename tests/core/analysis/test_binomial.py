import numpy as np
import pytest
from scipy.stats import binom

from core.analysis.binomial import binomial_band, binomial_quantile

RATES = [1e-9, 1e-6, 0.001, 0.01, 0.3, 0.5, 0.77, 0.95, 0.9991, 0.999999]
SIZES = [1, 2, 7, 30, 60, 1000, 9876, 1_000_000, 10_000_000]


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("rate", RATES)
def test_quantiles_are_those_of_scipy(n, rate):
    for share in (0.025, 0.31, 0.5, 0.975):
        expected = int(binom.ppf(share, n, rate))
        assert binomial_quantile(share, n, rate) == expected


def test_random_quantiles_are_those_of_scipy():
    rng = np.random.default_rng(0)
    for _ in range(300):
        n, rate = int(rng.integers(1, 5000)), float(rng.random())
        share = float(rng.uniform(0.001, 0.999))
        assert binomial_quantile(share, n, rate) == int(binom.ppf(share, n, rate))


@pytest.mark.parametrize(("rate", "count"), [(0.0, 0), (1.0, 50)])
def test_degenerate_rates_have_no_spread(rate, count):
    assert binomial_quantile(0.025, 50, rate) == count
    assert binomial_band(50, rate) == (rate, rate)


def test_the_band_is_the_share_of_the_quantiles():
    # Of 100 tosses of a coin, 40 to 60 show heads, but for 5 %.
    assert binomial_band(100, 0.5) == (0.4, 0.6)


def test_the_band_holds_at_least_95_percent():
    for n, rate in [(40, 0.83), (500, 0.97), (9000, 0.999)]:
        low, high = binomial_band(n, rate)
        inside = binom.cdf(high * n, n, rate) - binom.cdf(low * n - 1, n, rate)
        assert inside >= 0.95


@pytest.mark.parametrize(
    ("share", "n", "rate"),
    [(0, 1, 0.5), (1, 1, 0.5), (0.5, 0, 0.5), (0.5, 1, -0.1), (0.5, 1, np.nan)],
)
def test_arguments_out_of_range_are_refused(share, n, rate):
    with pytest.raises(ValueError, match="need 0 < share < 1"):
        binomial_quantile(share, n, rate)
