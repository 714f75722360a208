import numpy as np
import pytest

from core.store import runs
from core.store.digit_sets import load_digits
from core.work.catalogue import find_digits, training_digits
from core.work.evaluating import scorer
from core.work.nearest_neighbours import (
    image_ood_scores,
    nearest_training_digits,
    neighbour_votes,
    references,
)


@pytest.fixture
def run():
    """The run that ships, as if it had learned from the built-in digits."""
    found, _ = runs.list_runs()
    object.__setattr__(found[-1], "data", "built-in")
    return found[-1]


@pytest.fixture
def built_in():
    return load_digits(find_digits("built-in"))


def test_without_the_training_digits_nothing_is_compared(built_in):
    found, _ = runs.list_runs()
    image = built_in.images[0]

    assert training_digits(found[-1]) is None
    assert references(found[-1]) is None
    assert nearest_training_digits(found[-1], image, 0, 5) is None
    assert image_ood_scores(found[-1], image[None]) is None
    assert not neighbour_votes(found[-1], built_in.images[:3]).any()


def test_all_of_few_training_digits_are_compared_with(run, built_in):
    known = references(run)

    assert known.positions.tolist() == list(range(1797))
    np.testing.assert_array_equal(known.labels, built_in.labels)


def test_similar_digits_are_the_nearest_others(run, built_in):
    features = scorer(run.folder).score(built_in.images).features
    label = int(built_in.labels[40])

    found = nearest_training_digits(run, built_in.images[40], label, 4)

    far = np.linalg.norm(features - features[40], axis=1)
    far[built_in.labels != label] = np.inf
    far[40] = np.inf
    order = np.argsort(far)[:4]
    np.testing.assert_array_equal(found.images, built_in.images[order])
    np.testing.assert_allclose(found.distances, far[order], rtol=1e-3)
    assert found.digit == label


def test_most_digits_have_neighbours_of_their_kind(run, built_in):
    counted = neighbour_votes(run, built_in.images[:200])

    assert (counted.sum(axis=1) == 10).all()
    assert (counted.argmax(axis=1) == built_in.labels[:200]).mean() > 0.95
    assert neighbour_votes(run, built_in.images[:0]).shape == (0, 10)


def test_noise_has_higher_ood_scores_than_digits(run, built_in):
    noise = np.random.default_rng(0).integers(0, 256, (20, 28, 28)).astype(np.uint8)

    usual = image_ood_scores(run, built_in.images[:200])
    odd = image_ood_scores(run, noise)

    assert np.median(odd) > np.quantile(usual, 0.95)
    features = scorer(run.folder).score(built_in.images).features
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    far = np.sort(np.linalg.norm(features - features[7], axis=1))
    # The image itself comes first, and does not count.
    assert usual[7] == pytest.approx(far[5], rel=1e-3)
