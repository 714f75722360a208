import numpy as np
import pytest

from core.analysis.evaluation import Evaluation
from core.analysis.jury import convene
from core.analysis.label_issues import find_label_issues


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


def test_label_quality_combines_the_model_and_the_neighbours(evaluation):
    counted = fixed_votes(evaluation)

    found = find_label_issues(evaluation, lambda rows: counted[rows])

    qualities = {}
    for row in range(evaluation.n):
        label = evaluation.labels[row]
        if label >= 0:
            given = evaluation.probabilities[row, label]
            qualities[row] = (given + counted[row, label] / 10) / 2
    assert sorted(found.rows.tolist()) == sorted(qualities)
    np.testing.assert_allclose(
        found.label_quality, [qualities[row] for row in found.rows]
    )
    assert (np.diff(found.label_quality) >= 0).all()
    assert found.num_issues == sum(each < 0.5 for each in qualities.values())
    assert found.num_candidates == sum(each < 0.9 for each in qualities.values())
    for place, row in enumerate(found.rows):
        label = evaluation.labels[row]
        assert found.agreeing[place] == counted[row, label]
        assert found.probability[place] == evaluation.probabilities[row, label]
        others = evaluation.probabilities[row] + counted[row] / 10
        others[label] = -1
        assert found.suggested_label[place] == others.argmax()


def test_without_neighbours_the_network_decides_alone(evaluation):
    found = find_label_issues(evaluation, lambda rows: np.zeros((len(rows), 10), int))

    np.testing.assert_allclose(found.label_quality, found.probability, rtol=1e-6)
    assert not found.neighbours.any()


def test_only_the_least_probable_labels_are_candidates(evaluation):
    asked = []

    def votes(rows):
        asked.extend(rows)
        return np.zeros((len(rows), 10), int)

    found = find_label_issues(evaluation, votes, max_candidates=20)

    labelled = np.flatnonzero(evaluation.labels >= 0)
    given = evaluation.probabilities[labelled, evaluation.labels[labelled]]
    assert len(found.rows) == 20
    assert set(asked) == set(labelled[np.argsort(given)[:20]])
    # Other labels are as improbable: the count is a lower bound.
    assert found.is_truncated
    assert not find_label_issues(evaluation, votes).is_truncated


def test_a_jury_counts_instead_of_the_evaluated_run(evaluation):
    members = [np.roll(evaluation.probabilities, turn, axis=0) for turn in (5, 9)]
    jury = convene(evaluation.n, [(each, True) for each in members])

    found = find_label_issues(
        evaluation, lambda rows: np.zeros((len(rows), 10), int), jury
    )

    given = jury.probabilities[found.rows, evaluation.labels[found.rows]]
    np.testing.assert_array_equal(found.probability, given)
    assert found.members.tolist() == [2] * len(found.rows)
    reading = [
        sum(each[row].argmax() == digit for each in members)
        for row, digit in zip(found.rows, found.suggested_label, strict=True)
    ]
    assert found.reading.tolist() == reading


def test_without_any_confidence_no_label_is_ranked(evaluation):
    hard = np.eye(10, dtype=np.float32)[evaluation.predictions]
    unknown = Evaluation.of("run", "set", evaluation.labels, hard, has_confidence=False)
    jury = convene(evaluation.n, [(hard, False)])

    found = find_label_issues(
        unknown, lambda rows: np.zeros((len(rows), 10), int), jury
    )

    assert not len(found.rows)


@pytest.mark.parametrize("labels", [[], [-1, -1]])
def test_unlabelled_images_have_no_label_issues(labels):
    probabilities = np.full((len(labels), 10), 0.1, np.float32)
    evaluation = Evaluation.of("run", "set", np.array(labels, np.int8), probabilities)

    found = find_label_issues(evaluation, lambda rows: np.zeros((len(rows), 10), int))

    assert not len(found.rows)
    assert found.num_issues == 0
