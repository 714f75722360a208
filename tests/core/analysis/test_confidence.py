import time

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from core.analysis.confidence import (
    THRESHOLDS,
    abstained_rows,
    coverage_at,
    doubted_rows,
    expected_calibration_error,
    reliability,
    suggest_threshold,
)
from core.analysis.evaluation import Evaluation
from core.analysis.metrics import wilson_interval
from core.analysis.mistakes import select
from core.analysis.selection import Selection


@pytest.fixture
def some(build):
    """Ten images: labels, predictions and confidences to count by hand."""
    return build(
        labels=[1, 1, 1, 1, 1, 1, 1, 1, -1, -1],
        predictions=[1, 1, 2, 1, 2, 1, 1, 2, 1, 1],
        confidence=[0.99, 0.95, 0.95, 0.9, 0.8, 0.8, 0.6, 0.3, 0.97, 0.4],
    )


def random_evaluation(n, seed=0, unlabelled=0.1, decimals=2):
    """Random probabilities, many equal, with labels that follow them somewhat."""
    rng = np.random.default_rng(seed)
    probabilities = rng.dirichlet(np.full(10, 0.1), n).astype(np.float32)
    probabilities = probabilities.round(decimals)
    probabilities[:, 0] += 1 - probabilities.sum(axis=1)
    probabilities = np.abs(probabilities)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    labels = (probabilities + rng.random((n, 10)) / 2).argmax(axis=1).astype(np.int8)
    labels[rng.random(n) < unlabelled] = -1
    return Evaluation.of("run", "test", labels, probabilities)


def test_coverage_of_a_worked_example(some):
    found = coverage_at(some, 0.9)

    assert (found.num_covered, found.num_abstained) == (5, 5)
    assert (found.covered.n, found.covered.mistakes) == (4, 1)
    assert (found.abstained.n, found.abstained.mistakes) == (4, 2)
    assert (found.covered.low, found.covered.high) == wilson_interval(3, 4)
    low, high = wilson_interval(1, 4)
    assert found.mistake_interval == pytest.approx((low, high))


def test_zero_threshold_covers_everything(some):
    found = coverage_at(some, 0)

    assert (found.num_covered, found.num_abstained) == (10, 0)
    assert found.covered.mistakes == some.num_mistakes
    assert found.abstained.n == 0


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_coverage_agrees_with_selection(threshold):
    evaluation = random_evaluation(2000)
    found = coverage_at(evaluation, threshold)
    shown = {
        outcome: select(
            evaluation, Selection(confidence=(threshold, 1.0), outcome=outcome)
        )
        for outcome in ("all", "mistakes")
    }

    assert found.num_covered == len(shown["all"])
    assert found.covered.mistakes == len(shown["mistakes"])
    everybody = {*shown["all"], *abstained_rows(evaluation, threshold)}
    assert everybody == set(range(evaluation.n))


def test_abstained_rows_are_sorted_by_confidence(some):
    assert abstained_rows(some, 0.9).tolist() == [7, 9, 6, 4, 5]


def test_only_unlabelled_images_below_the_limit_may_show_no_digit(some):
    assert doubted_rows(some).tolist() == [9]


def test_without_confidence_every_image_may_show_a_digit(some):
    unknown = Evaluation.of(
        "run", "test", some.labels, some.probabilities, has_confidence=False
    )

    assert doubted_rows(unknown).tolist() == []


def suggest_confidence(evaluation, budget):
    """The suggestion among all confidences of labelled images."""
    confidences = evaluation.confidence[evaluation.labelled].tolist()
    return suggest_threshold(evaluation, budget, confidences)


def test_equal_confidences_are_covered_together(build):
    evaluation = build([1, 1, 1, 1], [1, 1, 1, 2], confidence=0.75)

    assert coverage_at(evaluation, 0.75).covered.n == 4
    assert coverage_at(evaluation, np.nextafter(np.float32(0.75), 1)).covered.n == 0
    assert suggest_confidence(evaluation, 0.2) is None
    assert suggest_confidence(evaluation, 0.25) == 0.75


def test_the_lowest_threshold_within_the_budget_is_suggested(some):
    # From the surest: right; right and wrong; right; right and wrong; right; wrong.
    assert suggest_confidence(some, 0.0) == pytest.approx(0.99)
    assert suggest_confidence(some, 0.3) == pytest.approx(0.6)
    assert suggest_confidence(some, 1.0) == pytest.approx(0.3)


@pytest.mark.parametrize("budget", [0.0, 0.001, 0.05, 0.1, 0.3, 0.9])
@pytest.mark.parametrize("seed", range(3))
def test_suggestion_equals_brute_force(budget, seed):
    evaluation = random_evaluation(400, seed)

    def keeps(threshold):
        found = coverage_at(evaluation, threshold).covered
        return found.n > 0 and found.mistakes <= budget * found.n

    confidences = sorted(evaluation.confidence[evaluation.labelled].tolist())
    best = next((each for each in confidences if keeps(each)), None)
    assert suggest_confidence(evaluation, budget) == best
    best = next((each for each in THRESHOLDS if keeps(each)), None)
    assert suggest_threshold(evaluation, budget, THRESHOLDS) == best


def test_a_share_that_floating_point_misses_by_a_trace_is_kept(build):
    evaluation = build([1] * 100, [1] * 71 + [2] * 29, confidence=0.75)

    assert suggest_confidence(evaluation, 0.29) == 0.75


@pytest.mark.parametrize("labels", [[], [-1, -1]])
def test_without_labels_nothing_is_suggested(build, labels):
    evaluation = build(labels, [1] * len(labels))

    assert suggest_confidence(evaluation, 1.0) is None
    found = coverage_at(evaluation, 0.5)
    assert found.num_covered == len(labels)
    assert found.covered.n == 0
    assert np.isnan(found.mistake_interval).all()
    assert np.isnan(expected_calibration_error(reliability(evaluation)))


def test_all_right_and_all_wrong(build):
    right = build([1, 2, 3], [1, 2, 3], confidence=[0.4, 0.6, 0.8])
    wrong = build([1, 2, 3], [4, 5, 6], confidence=[0.4, 0.6, 0.8])

    assert suggest_confidence(right, 0.0) == pytest.approx(0.4)
    assert suggest_confidence(wrong, 0.9) is None
    assert suggest_confidence(wrong, 1.0) == pytest.approx(0.4)
    assert suggest_threshold(right, 0.0, THRESHOLDS) == 0.0


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_shares_out_of_range_are_refused(build, value):
    evaluation = build([1], [1])

    for call in (coverage_at, abstained_rows, suggest_confidence):
        with pytest.raises(ValueError, match="must lie from 0 to 1"):
            call(evaluation, value)


@pytest.mark.parametrize("seed", range(3))
def test_bins_agree_with_scikit_learn(seed):
    evaluation = random_evaluation(5000, seed, decimals=7)
    labelled = evaluation.labelled
    right = ~evaluation.mistaken[labelled]

    bins = reliability(evaluation)

    # It counts a confidence on a limit below; there is none here.
    shares, means = calibration_curve(right, evaluation.confidence[labelled], n_bins=10)
    filled = [each for each in bins if each.accuracy.n]
    assert [each.accuracy.value for each in filled] == pytest.approx(shares.tolist())
    assert [each.confidence for each in filled] == pytest.approx(
        means.tolist(), abs=1e-5
    )
    sizes = np.array([each.accuracy.n for each in filled])
    assert sizes.sum() == evaluation.num_labelled
    expected = (sizes * np.abs(shares - means)).sum() / sizes.sum()
    assert expected_calibration_error(bins) == pytest.approx(expected, abs=1e-5)


def test_a_bin_holds_what_its_selection_shows():
    evaluation = random_evaluation(3000, unlabelled=0)

    for each in reliability(evaluation):
        chosen = Selection(confidence=(each.low, each.high), outcome="all")
        assert len(select(evaluation, chosen)) == each.accuracy.n


def test_a_confidence_on_a_limit_belongs_above_it(build):
    bins = reliability(build([1, 1, 1], [1, 1, 1], confidence=[0.9, 0.8999, 1.0]))

    assert [each.accuracy.n for each in bins[-2:]] == [1, 2]
    assert np.isnan(bins[0].confidence)
    assert np.isnan(bins[0].consistency_band).all()


def test_bin_calibration_compares_accuracy_with_the_band(build):
    def verdict(right, n=100):
        labels = [1] * right + [2] * (n - right)
        return reliability(build(labels, [1] * n, confidence=0.75))[7].calibration

    # 95 of 100 networks that are right in 75 of 100 read 66 to 83 of 100 correctly.
    assert [verdict(n) for n in (65, 66, 83, 84)] == ["over", "fits", "fits", "under"]


@pytest.mark.slow
def test_ten_million_predictions_take_seconds():
    n = 10_000_000
    rng = np.random.default_rng(1)
    first = rng.uniform(0.4, 1, n).astype(np.float32)
    probabilities = np.repeat(((1 - first) / 9)[:, None], 10, axis=1)
    probabilities[:, 3] = first
    labels = np.where(rng.random(n) < first, 3, 4).astype(np.int8)
    evaluation = Evaluation.of("run", "test", labels, probabilities)
    assert evaluation.num_labelled == n
    assert len(evaluation.predictions)

    begun = time.process_time()
    found = suggest_threshold(evaluation, 0.11, THRESHOLDS)
    bins = reliability(evaluation)

    assert time.process_time() - begun < 20
    # Of confidences spread evenly from t to 1, half of 1 - t is wrong.
    assert found == 0.8
    assert {each.calibration for each in bins if each.accuracy.n} <= {
        "fits",
        "over",
        "under",
    }
