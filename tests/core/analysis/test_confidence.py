import time

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from core.analysis.confidence import (
    STEPS,
    answered,
    asked_rows,
    calibration_error,
    reliability,
    suggested_threshold,
    threshold_curve,
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


def test_answers_are_counted_as_by_hand(some):
    found = answered(some, 0.9)

    assert (found.num_answered, found.num_asked) == (5, 5)
    assert (found.answers.n, found.answers.mistakes) == (4, 1)
    assert (found.asked.n, found.asked.mistakes) == (4, 2)
    assert (found.answers.low, found.answers.high) == wilson_interval(3, 4)
    low, high = wilson_interval(1, 4)
    assert found.mistake_interval == pytest.approx((low, high))


def test_a_threshold_of_nothing_answers_everything(some):
    found = answered(some, 0)

    assert (found.num_answered, found.num_asked) == (10, 0)
    assert found.answers.mistakes == some.num_mistakes
    assert found.asked.n == 0


@pytest.mark.parametrize("threshold", STEPS)
def test_what_is_answered_is_what_the_grid_of_mistakes_would_show(threshold):
    evaluation = random_evaluation(2000)
    found = answered(evaluation, threshold)
    shown = {
        outcome: select(
            evaluation, Selection(confidence=(threshold, 1.0), outcome=outcome)
        )
        for outcome in ("all", "mistakes")
    }

    assert found.num_answered == len(shown["all"])
    assert found.answers.mistakes == len(shown["mistakes"])
    everybody = {*shown["all"], *asked_rows(evaluation, threshold)}
    assert everybody == set(range(evaluation.n))


def test_the_least_sure_image_comes_first_and_ties_keep_their_order(some):
    assert asked_rows(some, 0.9).tolist() == [7, 9, 6, 4, 5]


def test_the_curve_agrees_with_counting_at_every_confidence():
    evaluation = random_evaluation(500)

    curve = threshold_curve(evaluation)

    labelled = evaluation.confidence[evaluation.labelled]
    assert curve.threshold.tolist() == sorted(set(labelled.tolist()), reverse=True)
    for threshold, count, mistakes in zip(
        curve.threshold, curve.answered, curve.mistakes, strict=True
    ):
        found = answered(evaluation, float(threshold))
        assert (found.answers.n, found.answers.mistakes) == (count, mistakes)


def test_equal_confidences_are_answered_together(build):
    evaluation = build([1, 1, 1, 1], [1, 1, 1, 2], confidence=0.75)

    curve = threshold_curve(evaluation)

    assert (curve.answered.tolist(), curve.mistakes.tolist()) == ([4], [1])
    assert suggested_threshold(evaluation, 0.2) is None
    assert suggested_threshold(evaluation, 0.25) == 0.75


def test_the_lowest_threshold_within_the_budget_is_suggested(some):
    # From the surest: right; right and wrong; right; right and wrong; right; wrong.
    assert suggested_threshold(some, 0.0) == pytest.approx(0.99)
    assert suggested_threshold(some, 0.3) == pytest.approx(0.6)
    assert suggested_threshold(some, 1.0) == pytest.approx(0.3)


@pytest.mark.parametrize("budget", [0.0, 0.001, 0.05, 0.1, 0.3, 0.9])
@pytest.mark.parametrize("seed", range(3))
def test_a_suggestion_is_the_one_that_trying_all_finds(budget, seed):
    evaluation = random_evaluation(400, seed)

    def keeps(threshold):
        found = answered(evaluation, threshold).answers
        return found.n > 0 and found.mistakes <= budget * found.n

    for candidates, among in [
        (sorted(set(evaluation.confidence[evaluation.labelled].tolist())), None),
        (STEPS, STEPS),
    ]:
        best = next((each for each in candidates if keeps(each)), None)
        assert suggested_threshold(evaluation, budget, among) == best


def test_a_share_that_floating_point_misses_by_a_trace_is_kept(build):
    evaluation = build([1] * 100, [1] * 71 + [2] * 29, confidence=0.75)

    assert suggested_threshold(evaluation, 0.29) == 0.75


@pytest.mark.parametrize("labels", [[], [-1, -1]])
def test_without_labels_nothing_is_suggested(build, labels):
    evaluation = build(labels, [1] * len(labels))

    assert suggested_threshold(evaluation, 1.0) is None
    assert len(threshold_curve(evaluation).threshold) == 0
    found = answered(evaluation, 0.5)
    assert found.num_answered == len(labels)
    assert found.answers.n == 0
    assert np.isnan(found.mistake_interval).all()
    assert np.isnan(calibration_error(reliability(evaluation)))


def test_all_right_and_all_wrong(build):
    right = build([1, 2, 3], [1, 2, 3], confidence=[0.4, 0.6, 0.8])
    wrong = build([1, 2, 3], [4, 5, 6], confidence=[0.4, 0.6, 0.8])

    assert suggested_threshold(right, 0.0) == pytest.approx(0.4)
    assert suggested_threshold(wrong, 0.9) is None
    assert suggested_threshold(wrong, 1.0) == pytest.approx(0.4)
    assert suggested_threshold(right, 0.0, STEPS) == 0.0


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_shares_out_of_range_are_refused(build, value):
    evaluation = build([1], [1])

    for call in (answered, asked_rows, suggested_threshold):
        with pytest.raises(ValueError, match="must lie from 0 to 1"):
            call(evaluation, value)


@pytest.mark.parametrize("seed", range(3))
def test_bins_agree_with_scikit_learn(seed):
    evaluation = random_evaluation(5000, seed, decimals=7)
    labelled = evaluation.labelled
    right = ~evaluation.mistaken[labelled]

    bins = reliability(evaluation)

    # What lies exactly on a limit it counts below; nothing here does.
    shares, means = calibration_curve(right, evaluation.confidence[labelled], n_bins=10)
    filled = [each for each in bins if each.accuracy.n]
    assert [each.accuracy.value for each in filled] == pytest.approx(shares.tolist())
    assert [each.confidence for each in filled] == pytest.approx(
        means.tolist(), abs=1e-5
    )
    sizes = np.array([each.accuracy.n for each in filled])
    assert sizes.sum() == evaluation.num_labelled
    expected = (sizes * np.abs(shares - means)).sum() / sizes.sum()
    assert calibration_error(bins) == pytest.approx(expected, abs=1e-5)


def test_a_bin_holds_what_its_selection_shows():
    evaluation = random_evaluation(3000, unlabelled=0)

    for each in reliability(evaluation):
        chosen = Selection(confidence=(each.low, each.high), outcome="all")
        assert len(select(evaluation, chosen)) == each.accuracy.n


def test_a_confidence_on_a_limit_belongs_above_it(build):
    bins = reliability(build([1, 1, 1], [1, 1, 1], confidence=[0.9, 0.8999, 1.0]))

    assert [each.accuracy.n for each in bins[-2:]] == [1, 2]
    assert np.isnan(bins[0].confidence)
    assert np.isnan(bins[0].chance).all()


def test_a_verdict_says_on_which_side_of_chance_a_bin_lies(build):
    def verdict(right, n=100):
        labels = [1] * right + [2] * (n - right)
        return reliability(build(labels, [1] * n, confidence=0.75))[7].verdict

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

    begun = time.perf_counter()
    found = suggested_threshold(evaluation, 0.1)
    bins = reliability(evaluation)

    assert time.perf_counter() - begun < 20
    # Of confidences spread evenly from t to 1, half of 1 - t is wrong.
    assert found == pytest.approx(0.8, abs=0.01)
    assert {each.verdict for each in bins if each.accuracy.n} <= {
        "fits",
        "over",
        "under",
    }
