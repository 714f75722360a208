import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, hypergeom

from core.analysis.significance import (
    binomial_band,
    binomial_quantile,
    holm_correction,
    hypergeometric_tail,
    mcnemar_exact,
)

counts = st.integers(0, 400)

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


@settings(deadline=None)
@given(counts, counts)
@example(0, 1)
@example(5, 5)
@example(0, 400)
def test_mcnemar_equals_scipy_binomial_test(fixed, broke):
    expected = binomtest(fixed, fixed + broke).pvalue if fixed + broke else 1.0

    assert mcnemar_exact(fixed, broke) == pytest.approx(expected, rel=1e-9)


@given(counts, counts)
def test_mcnemar_is_a_symmetric_probability(fixed, broke):
    assert 0 < mcnemar_exact(fixed, broke) <= 1
    assert mcnemar_exact(fixed, broke) == mcnemar_exact(broke, fixed)


def test_mcnemar_is_never_zero():
    assert 0 < mcnemar_exact(5000, 0) < 1e-300
    assert mcnemar_exact(5000, 5000) == 1.0


@pytest.mark.parametrize("case", range(20))
def test_hypergeometric_tail_equals_scipy(case):
    rng = np.random.default_rng(case)
    total = int(rng.integers(1, 3000))
    n, wrong = (int(each) for each in rng.integers(0, total + 1, 2))
    mistakes = int(rng.integers(0, n + 1))

    expected = hypergeom.sf(mistakes - 1, total, wrong, n)

    assert hypergeometric_tail(mistakes, n, wrong, total) == pytest.approx(
        expected, rel=1e-6
    )


def test_holm_correction_of_a_worked_example():
    adjusted = holm_correction([0.01, 0.04, 0.03, 0.5])

    # By hand: 4 * .01, 3 * .03, then 2 * .04 raised to .09, and 1 * .5.
    np.testing.assert_allclose(adjusted, [0.04, 0.09, 0.09, 0.5])
    assert holm_correction([]).shape == (0,)
    assert holm_correction([0.9, 0.8]).max() == 1
