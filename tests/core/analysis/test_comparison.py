import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from core.analysis.comparison import (
    DOUBT,
    Comparison,
    change_findings,
    compare,
    exact_chance,
)
from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding

counts = st.integers(0, 400)


@settings(deadline=None)
@given(counts, counts)
@example(0, 1)
@example(5, 5)
@example(0, 400)
def test_chance_is_that_of_the_binomial_test(fixed, broke):
    expected = binomtest(fixed, fixed + broke).pvalue if fixed + broke else 1.0

    assert exact_chance(fixed, broke) == pytest.approx(expected, rel=1e-9)


@given(counts, counts)
def test_chance_is_a_probability_and_takes_no_side(fixed, broke):
    assert 0 < exact_chance(fixed, broke) <= 1
    assert exact_chance(fixed, broke) == exact_chance(broke, fixed)


def test_a_difference_is_never_impossible():
    assert 0 < exact_chance(5000, 0) < 1e-300
    assert exact_chance(5000, 5000) == 1.0


def test_two_runs_are_compared_image_by_image(build):
    labels = [1, 1, 1, 1, 2, -1]
    before = build(labels, [1, 7, 7, 1, 3, 5])
    after = build(labels, [1, 1, 7, 7, 2, 6], run_id="other")

    change = compare(before, after)

    assert (change.n, change.fixed, change.broke) == (5, 2, 1)
    assert (change.both_wrong, change.both_right) == (1, 1)
    assert change.chance == 1.0


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=60))
def test_every_labelled_image_is_in_one_of_four_groups(build, rows):
    labels, first, second = zip(*rows, strict=True) if rows else ((), (), ())
    before, after = build(labels, first), build(labels, second)

    change = compare(before, after)

    assert change.fixed + change.both_wrong == before.num_mistakes
    assert change.broke + change.both_wrong == after.num_mistakes
    groups = (change.fixed, change.broke, change.both_wrong, change.both_right)
    assert min(groups) >= 0
    assert sum(groups) == change.n


@pytest.mark.parametrize(
    "other", [{"labels": [1, 2], "source": "test"}, {"labels": [1], "source": "else"}]
)
def test_only_the_same_images_are_compared(build, other):
    before = build([1], [1])
    after = build(other["labels"], other["labels"], source=other["source"])

    with pytest.raises(ValueError, match="the same images"):
        compare(before, after)


def test_joined_sets_are_compared_in_their_order(build):
    one = build([1, 1], [1, 7], source="one")
    two = build([2], [2], source="two")

    with pytest.raises(ValueError, match="the same images"):
        compare(Evaluation.join([one, two]), Evaluation.join([two, one]))


def comparison(n, fixed, broke, both=0):
    chance = exact_chance(fixed, broke)
    return Comparison(n=n, fixed=fixed, broke=broke, both_wrong=both, chance=chance)


def test_the_very_same_mistakes_are_no_change():
    counts = {"n": 40, "fixed": 0, "broke": 0, "both": 3}

    assert change_findings(comparison(40, 0, 0, 3)) == [Finding("change-none", counts)]


@pytest.mark.parametrize(
    ("n", "fixed", "broke", "kinds"),
    [
        (29, 20, 0, ["change"]),
        (30, 20, 0, ["change", "change-telling"]),
        (30, 1, 0, ["change", "change-chance"]),
        # 5 of 5 by chance: 6.25 %; 6 of 6: 3.1 %.
        (100, 5, 0, ["change", "change-chance"]),
        (100, 0, 6, ["change", "change-telling"]),
    ],
)
def test_what_chance_could_do_is_not_called_a_difference(n, fixed, broke, kinds):
    found = change_findings(comparison(n, fixed, broke))

    assert [finding.kind for finding in found] == kinds
    for finding in found[1:]:
        assert finding.values["difference"] == abs(fixed - broke)
        assert finding.values["better"] == ("yes" if fixed > broke else "no")
        is_small = finding.values["chance"] < DOUBT
        assert is_small == (finding.kind == "change-telling")


def test_images_without_label_are_in_no_group(build):
    nobody = np.full(3, -1)

    change = compare(build(nobody, [1, 2, 3]), build(nobody, [3, 2, 1]))

    assert (change.n, change.fixed, change.broke, change.both_right) == (0, 0, 0, 0)
