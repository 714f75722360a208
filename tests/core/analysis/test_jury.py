import numpy as np
import pytest

from core.analysis.jury import Jury, convene
from tests.conftest import probabilities


def test_a_jury_of_one_is_its_member():
    alone = probabilities(50)

    jury = convene(50, [(alone, True)])

    np.testing.assert_allclose(jury.probabilities, alone, atol=1e-6)
    np.testing.assert_array_equal(jury.votes.argmax(axis=1), alone.argmax(axis=1))
    assert jury.members.tolist() == [1] * 50


def test_the_pool_is_the_geometric_mean_of_large_probabilities():
    first, second = np.zeros((2, 1, 10), np.float32)
    first[0, :2], second[0, :2] = (0.9, 0.1), (0.5, 0.5)

    jury = convene(1, [(first, True), (second, True)])

    odds = jury.probabilities[0, 0] / jury.probabilities[0, 1]
    assert odds == pytest.approx(np.sqrt(0.9 * 0.5) / np.sqrt(0.1 * 0.5), rel=0.01)
    assert jury.probabilities.sum() == pytest.approx(1)


def test_a_certain_member_excludes_no_digit():
    members = [np.eye(10, dtype=np.float32)[[digit]] for digit in (3, 8)]

    jury = convene(1, [(each, True) for each in members])

    assert jury.probabilities[0, 3] == jury.probabilities[0, 8] == pytest.approx(0.5)
    assert jury.votes[0].tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 1, 0]


def test_a_member_of_unknown_confidence_votes_without_a_probability():
    known, hard = probabilities(20), np.eye(10, dtype=np.float32)[np.arange(20) % 10]

    both = convene(20, [(known, True), (hard, False)])
    none = convene(20, [(hard, False)])

    np.testing.assert_allclose(both.probabilities, known, atol=1e-6)
    assert both.members.tolist() == [2] * 20
    assert both.has_probabilities.all()
    assert not none.has_probabilities.any()
    assert none.members.tolist() == [1] * 20


def test_juries_of_several_digit_sets_are_joined_in_order():
    first = convene(3, [(probabilities(3), True)])

    joined = Jury.join([first, Jury.absent(2)])

    assert joined.members.tolist() == [1, 1, 1, 0, 0]
    np.testing.assert_array_equal(joined.probabilities[:3], first.probabilities)
