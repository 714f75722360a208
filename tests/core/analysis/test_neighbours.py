import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from core.analysis.neighbours import References, euclidean_distances, nearest, votes


@pytest.fixture
def references(rng):
    return References(
        features=rng.normal(size=(700, 24)).astype(np.float32),
        labels=rng.integers(0, 10, 700).astype(np.int8),
        positions=np.arange(700),
    )


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def test_votes_are_those_of_scikit_learn(references, rng):
    features = rng.normal(size=(600, 24)).astype(np.float32)

    counted = votes(features, references, 7)

    search = NearestNeighbors(n_neighbors=7).fit(references.features)
    _, rows = search.kneighbors(features)
    expected = [np.bincount(references.labels[each], minlength=10) for each in rows]
    np.testing.assert_array_equal(counted, expected)


def test_distances_are_euclidean(references, rng):
    features = rng.normal(size=(5, 24)).astype(np.float32)

    measured = euclidean_distances(features, references.features)

    expected = np.linalg.norm(features[:, None] - references.features[None], axis=2)
    np.testing.assert_allclose(measured, expected, rtol=1e-4)


def test_the_nearest_of_one_digit_come_in_order(references, rng):
    image = rng.normal(size=24).astype(np.float32)

    found = nearest(image, references, 3, 5)

    far = np.linalg.norm(references.features - image, axis=1)
    threes = np.flatnonzero(references.labels == 3)
    assert found.rows.tolist() == threes[np.argsort(far[threes])[:5]].tolist()
    np.testing.assert_allclose(found.distances, far[found.rows], rtol=1e-4)


def test_an_image_is_no_neighbour_of_itself(references):
    own = references.features[[11]] * 1

    counted = votes(own, references, 3)
    found = nearest(own[0], references, int(references.labels[11]), 700)

    far = np.linalg.norm(references.features - own, axis=1)
    expected = references.labels[np.argsort(far)[1:4]]
    np.testing.assert_array_equal(counted[0], np.bincount(expected, minlength=10))
    assert 11 not in found.rows


def test_few_or_no_references_still_vote(references):
    few = References(
        features=references.features[:2],
        labels=references.labels[:2],
        positions=np.arange(2),
    )
    none = References(
        features=references.features[:0],
        labels=references.labels[:0],
        positions=np.arange(0),
    )

    assert votes(references.features[5:9], few).sum(axis=1).tolist() == [2] * 4
    assert not votes(references.features[5:9], none).any()
    assert not len(nearest(references.features[5], none, 4, 3).rows)
    assert votes(references.features[:0], references).shape == (0, 10)


def test_misaligned_references_are_rejected(references):
    with pytest.raises(ValueError, match="rows of features"):
        References(
            features=references.features[:3],
            labels=references.labels[:2],
            positions=np.arange(2),
        )
    with pytest.raises(ValueError, match="needs a digit"):
        References(
            features=references.features[:2],
            labels=np.array([3, -1], np.int8),
            positions=np.arange(2),
        )
