import numpy as np
import pytest

from core.analysis.evaluation import Evaluation
from core.analysis.suspects import suspects


@pytest.fixture
def evaluation():
    rng = np.random.default_rng(2)
    probabilities = rng.dirichlet(np.full(10, 0.2), 300).astype(np.float32)
    labels = probabilities.argmax(axis=1).astype(np.int8)
    labels[::7] = (labels[::7] + 1) % 10
    labels[::11] = -1
    return Evaluation.of("run", "set", labels, probabilities)


def fixed_votes(evaluation, count=10):
    rng = np.random.default_rng(3)
    return rng.multinomial(count, np.full(10, 0.1), evaluation.n)


def test_the_doubt_is_what_two_reasons_leave(evaluation):
    counted = fixed_votes(evaluation)

    found = suspects(evaluation, lambda rows: counted[rows])

    doubts = {}
    for row in range(evaluation.n):
        label = evaluation.labels[row]
        if label >= 0:
            given = evaluation.probabilities[row, label]
            doubts[row] = 1 - (given + counted[row, label] / 10) / 2
    assert sorted(found.rows.tolist()) == sorted(doubts)
    np.testing.assert_allclose(found.doubt, [doubts[row] for row in found.rows])
    assert (np.diff(found.doubt) <= 0).all()
    assert found.num_doubtful == sum(each > 0.5 for each in doubts.values())
    assert found.num_worth_a_look == sum(each > 0.1 for each in doubts.values())
    for place, row in enumerate(found.rows):
        label = evaluation.labels[row]
        assert found.agreeing[place] == counted[row, label]
        assert found.probability[place] == evaluation.probabilities[row, label]
        others = evaluation.probabilities[row] + counted[row] / 10
        others[label] = -1
        assert found.instead[place] == others.argmax()


def test_without_neighbours_the_network_decides_alone(evaluation):
    found = suspects(evaluation, lambda rows: np.zeros((len(rows), 10), int))

    np.testing.assert_allclose(found.doubt, 1 - found.probability, rtol=1e-6)
    assert not found.neighbours.any()


def test_only_the_least_probable_labels_are_looked_at(evaluation):
    asked = []

    def votes(rows):
        asked.extend(rows)
        return np.zeros((len(rows), 10), int)

    found = suspects(evaluation, votes, most=20)

    labelled = np.flatnonzero(evaluation.labels >= 0)
    given = evaluation.probabilities[labelled, evaluation.labels[labelled]]
    assert len(found.rows) == 20
    assert set(asked) == set(labelled[np.argsort(given)[:20]])
    # Others are as improbable: what is counted is the least there is.
    assert found.is_cut
    assert not suspects(evaluation, votes).is_cut


@pytest.mark.parametrize("labels", [[], [-1, -1]])
def test_where_nothing_has_a_label_nothing_is_doubtful(labels):
    probabilities = np.full((len(labels), 10), 0.1, np.float32)
    evaluation = Evaluation.of("run", "set", np.array(labels, np.int8), probabilities)

    found = suspects(evaluation, lambda rows: np.zeros((len(rows), 10), int))

    assert not len(found.rows)
    assert found.num_doubtful == 0
