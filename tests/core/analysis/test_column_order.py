import numpy as np
import pytest

from core.analysis.column_order import find_column_order, reorder_columns

AS_WORDS = (8, 5, 4, 9, 1, 7, 6, 3, 2, 0)
FROM_ONE = (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
EXCHANGED = (0, 7, 2, 3, 4, 5, 6, 1, 8, 9)
AS_FILE = tuple(range(10))


def read_digits(n, accuracy, seed=0):
    """Labels, and probabilities of a classifier with this accuracy."""
    draw = np.random.default_rng(seed)
    labels = draw.integers(0, 10, n).astype(np.int8)
    wrong = draw.random(n) > accuracy
    predicted = np.where(wrong, draw.integers(0, 10, n), labels)
    ten = np.full((n, 10), 0.01, np.float32)
    ten[np.arange(n), predicted] = 0.91
    return ten, labels


@pytest.mark.parametrize(
    ("n", "accuracy"), [(100, 0.9), (100, 0.99), (1000, 0.6), (1000, 0.97)]
)
@pytest.mark.parametrize("order", [AS_WORDS, FROM_ONE, EXCHANGED])
def test_another_order_is_noticed_and_undone(n, accuracy, order):
    ten, labels = read_digits(n, accuracy)
    in_file = ten[:, order]

    found = find_column_order(in_file, labels)

    assert found == order
    np.testing.assert_array_equal(reorder_columns(in_file, found), ten)


@pytest.mark.parametrize("n", [0, 1, 9, 36, 100, 5000])
@pytest.mark.parametrize("accuracy", [0, 0.05, 0.3, 0.9, 1])
@pytest.mark.parametrize("seed", range(5))
def test_the_right_order_stays_also_of_poor_classifiers(n, accuracy, seed):
    assert find_column_order(*read_digits(n, accuracy, seed)) is None


@pytest.mark.parametrize("digit", range(10))
def test_one_prediction_for_everything_is_no_other_order(digit):
    ten, labels = read_digits(500, 0)
    ten[:, digit] = 2

    assert find_column_order(ten, labels) is None


def test_one_sided_confusion_is_no_other_order():
    ten, labels = read_digits(1000, 1)
    sevens = np.flatnonzero(labels == 7)
    ten[sevens] = ten[np.flatnonzero(labels == 1)[0]]

    assert find_column_order(ten, labels) is None


def test_unlabelled_images_do_not_count():
    ten, labels = read_digits(300, 0.95)
    half = np.where(np.arange(300) % 2, labels, -1).astype(np.int8)

    assert find_column_order(ten[:, FROM_ONE], half) == FROM_ONE
    assert find_column_order(ten[:, FROM_ONE], np.full(300, -1, np.int8)) is None


def test_the_order_of_the_file_is_the_digits():
    ten, _ = read_digits(10, 1)

    np.testing.assert_array_equal(reorder_columns(ten, AS_FILE), ten)
