import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import softmax
from sklearn.metrics import log_loss

from core.analysis.evaluation import Evaluation
from core.analysis.scores import MIN_PROBABILITY, fit_temperature, scores


def sample(n, sharpness=1.0, seed=0):
    """Calibrated probabilities, then made overconfident."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 3, (n, 10))
    cumulative = softmax(logits, axis=1).cumsum(axis=1)
    labels = (rng.random((n, 1)) > cumulative).sum(axis=1).clip(0, 9).astype(np.int8)
    return softmax(logits * sharpness, axis=1).astype(np.float32), labels


def loss_at(temperature, probabilities, labels):
    scaled = softmax(np.log(probabilities.astype(np.float64)) / temperature, axis=1)
    return -np.log(scaled[np.arange(len(labels)), labels]).mean()


@pytest.mark.parametrize("seed", range(3))
def test_scores_agree_with_scikit_learn_and_by_hand(seed):
    probabilities, labels = sample(700, 2.0, seed)
    labels[::7] = -1
    known = labels >= 0

    found = scores(Evaluation.of("run", "test", labels, probabilities))

    exact = probabilities[known].astype(np.float64)
    expected = log_loss(labels[known], probabilities[known], labels=range(10))
    assert found.n == known.sum()
    assert found.log_loss == pytest.approx(expected, abs=1e-6)
    brier = ((exact - np.eye(10)[labels[known]]) ** 2).sum(axis=1).mean()
    assert found.brier == pytest.approx(brier, abs=1e-9)


def test_scores_of_certain_predictions(build):
    right = scores(build([1, 2], [1, 2], confidence=1.0))
    wrong = scores(build([1, 2], [3, 4], confidence=1.0))

    assert (right.log_loss, right.brier) == (0, 0)
    assert wrong.log_loss == pytest.approx(-np.log(MIN_PROBABILITY))
    assert wrong.brier == pytest.approx(2)


@pytest.mark.parametrize("labels", [[], [-1]])
def test_without_labels_there_are_no_scores(build, labels):
    found = scores(build(labels, [1] * len(labels)))

    assert found.n == 0
    assert np.isnan([found.log_loss, found.brier]).all()


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 1.7, 3.0])
def test_the_temperature_is_the_one_that_scipy_finds(sharpness):
    probabilities, labels = sample(4000, sharpness)

    found = fit_temperature(probabilities, labels)

    best = minimize_scalar(
        lambda log: loss_at(np.exp(log), probabilities, labels), bounds=(-3, 3)
    )
    assert found == pytest.approx(np.exp(best.x), rel=1e-3)
    assert found == pytest.approx(sharpness, rel=0.1)


def test_where_nothing_is_misread_no_temperature_is_best(build):
    evaluation = build([1, 2, 3], [1, 2, 3], confidence=0.9)

    assert fit_temperature(evaluation.probabilities, evaluation.labels) is None


def test_where_everything_is_misread_no_temperature_is_best(build):
    evaluation = build([1, 2, 3], [2, 3, 4], confidence=0.9)

    assert fit_temperature(evaluation.probabilities, evaluation.labels) is None


def test_without_images_there_is_no_temperature():
    empty = np.empty((0, 10), np.float32), np.empty(0, np.int8)

    assert fit_temperature(*empty) is None


def test_certain_predictions_have_no_infinite_temperature(build):
    evaluation = build([1] * 9 + [2], [1] * 10, confidence=1.0)

    found = fit_temperature(evaluation.probabilities, evaluation.labels)

    assert found is None or np.isfinite(found)
