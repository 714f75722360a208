import doctest
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn import metrics as sklearn

from core.analysis import metrics
from core.analysis.metrics import (
    accuracy,
    confused_pairs,
    confusion_matrix,
    per_class,
    wilson_interval,
)

DIGITS = list(range(10))
unhurried = settings(deadline=None)


@st.composite
def readings(draw, unknown=False):
    """Labels and predictions: often of few digits, all right or all wrong."""
    digits = st.sampled_from(DIGITS)
    written = draw(st.lists(digits, min_size=1, max_size=10, unique=True))
    allowed = [*written, -1] if unknown else written
    labels = draw(st.lists(st.sampled_from(allowed), min_size=1, max_size=60))
    n = len(labels)
    predictions = draw(
        st.one_of(
            st.lists(digits, min_size=n, max_size=n),
            st.just([max(label, 0) for label in labels]),
            st.just([(label + 1) % 10 for label in labels]),
            digits.map(lambda digit: [digit] * n),
        )
    )
    return np.array(labels, np.int8), np.array(predictions, np.int8)


counts = st.integers(1, 10**7).flatmap(
    lambda n: st.tuples(
        st.one_of(st.just(0), st.just(n), st.integers(0, n)), st.just(n)
    )
)


@unhurried
@given(counts, st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_wilson_interval_equals_scipy(count, confidence):
    expected = binomtest(*count).proportion_ci(confidence, method="wilson")

    assert wilson_interval(*count, confidence) == pytest.approx(
        (expected.low, expected.high), rel=1e-9, abs=1e-12
    )


@unhurried
@given(counts)
def test_wilson_interval_holds_the_observed_rate(count):
    low, high = wilson_interval(*count)

    assert 0 <= low <= count[0] / count[1] <= high <= 1


def test_wilson_interval_of_a_worked_example():
    # 1 of 4, z = 1.96: centre (1/4 + 3.8416/8) / (1 + 3.8416/4) = 0.3724,
    # half width 1.96 * sqrt(3/64 + 3.8416/64) / (1 + 3.8416/4) = 0.3270.
    assert wilson_interval(1, 4) == pytest.approx((0.0456, 0.6994), abs=1e-4)


def test_wilson_interval_is_exact_at_its_ends():
    assert wilson_interval(0, 40)[0] == 0
    assert wilson_interval(40, 40)[1] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 0), "n >= 1, got 0, 0"),
        ((-1, 5), "got -1, 5"),
        ((6, 5), "got 6, 5"),
        ((1, 5, 0.0), "between 0 and 1, got 0.0"),
        ((1, 5, 1.0), "between 0 and 1, got 1.0"),
    ],
)
def test_wilson_interval_rejects(arguments, message):
    with pytest.raises(ValueError, match=message):
        wilson_interval(*arguments)


@unhurried
@given(readings())
def test_accuracy_equals_sklearn(reading):
    measured = accuracy(*reading)

    assert measured.value == sklearn.accuracy_score(*reading)
    assert (measured.low, measured.high) == wilson_interval(
        measured.correct, measured.n
    )


def test_accuracy_of_a_worked_example():
    # Of five images one has no label and one is misread: 3 of 4.
    labels = np.array([1, 2, 3, 4, -1], np.int8)
    predictions = np.array([1, 2, 3, 9, 5], np.int8)

    measured = accuracy(labels, predictions)

    assert (measured.n, measured.correct, measured.mistakes) == (4, 3, 1)
    assert measured.value == 0.75


def test_margin_is_half_the_interval(ten_thousand):
    measured = accuracy(ten_thousand.labels, ten_thousand.predictions)

    assert round(measured.low, 4) == 0.9906
    assert round(measured.high, 4) == 0.9940
    assert round(measured.margin, 4) == 0.0017


def test_accuracy_without_labels_is_unknown():
    measured = accuracy(np.array([-1], np.int8), np.array([3], np.int8))

    assert (measured.n, measured.correct) == (0, 0)
    assert all(map(math.isnan, (measured.value, measured.low, measured.high)))
    assert not measured.is_enough


@pytest.mark.parametrize(("n", "is_enough"), [(29, False), (30, True)])
def test_thirty_images_are_enough_for_a_rate(n, is_enough):
    digits = np.zeros(n, np.int8)

    assert accuracy(digits, digits).is_enough == is_enough


@unhurried
@given(readings())
def test_confusion_matrix_equals_sklearn(reading):
    expected = sklearn.confusion_matrix(*reading, labels=DIGITS)

    assert confusion_matrix(*reading).tolist() == expected.tolist()


@unhurried
@given(readings(unknown=True))
def test_unknown_labels_count_nowhere(reading):
    labels, predictions = reading
    known = labels >= 0

    matrix = confusion_matrix(labels, predictions)

    expected = confusion_matrix(labels[known], predictions[known])
    assert matrix.tolist() == expected.tolist()
    assert accuracy(labels, predictions).n == matrix.sum() == known.sum()


def test_confusion_matrix_of_a_worked_example():
    labels = np.array([4, 4, 9, -1], np.int8)
    predictions = np.array([4, 9, 9, 9], np.int8)

    matrix = confusion_matrix(labels, predictions)

    assert matrix.dtype == np.int64
    assert {(4, 4), (4, 9), (9, 9)} == set(
        zip(*map(list, matrix.nonzero()), strict=True)
    )
    assert matrix.sum() == 3


def test_confusion_matrix_of_nothing_is_empty():
    nothing = np.zeros(0, np.int8)

    assert confusion_matrix(nothing, nothing).sum() == 0


@pytest.mark.parametrize("function", [accuracy, confusion_matrix])
@pytest.mark.parametrize(
    ("labels", "predictions", "message"),
    [
        ([1, 2], [1], r"aligned, got shapes \(2,\) and \(1,\)"),
        ([[1]], [[1]], "aligned"),
        ([10], [1], "labels must be digits"),
        ([-2], [1], "labels must be digits"),
        ([1], [10], "predictions must be digits 0 to 9, but range from 10 to 10"),
        ([1], [-1], "predictions must be digits"),
    ],
)
def test_labels_and_predictions_must_fit(function, labels, predictions, message):
    with pytest.raises(ValueError, match=message):
        function(np.array(labels, np.int8), np.array(predictions, np.int8))


@unhurried
@given(readings())
def test_per_class_equals_sklearn(reading):
    table = per_class(confusion_matrix(*reading))

    precision, recall, f1, n = sklearn.precision_recall_fscore_support(
        *reading, labels=DIGITS, zero_division=np.nan
    )
    expected = {"n": n, "precision": precision, "recall": recall, "f1": f1}
    for name, values in expected.items():
        np.testing.assert_allclose(table[name], values, rtol=1e-12, err_msg=name)


@unhurried
@given(readings())
def test_correct_and_mistakes_make_up_all_images(reading):
    table = per_class(confusion_matrix(*reading))

    assert (table["correct"] + table["mistakes"]).tolist() == table["n"].tolist()
    assert table["mistakes"].sum() == (reading[0] != reading[1]).sum()


def test_per_class_of_a_worked_example():
    # Four fours, one read as 9; two nines, both right.
    matrix = np.zeros((10, 10), np.int64)
    matrix[4, 4], matrix[4, 9], matrix[9, 9] = 3, 1, 2

    rows = per_class(matrix).set_index("digit").loc[[4, 9]]

    assert rows.columns.tolist() == [
        "n", "correct", "mistakes", "precision", "recall", "f1"
    ]  # fmt: skip
    assert rows.loc[4].tolist() == pytest.approx([4, 3, 1, 1, 3 / 4, 6 / 7])
    assert rows.loc[9].tolist() == pytest.approx([2, 2, 0, 2 / 3, 1, 4 / 5])


def test_rates_of_an_absent_digit_are_unknown():
    rates = per_class(np.zeros((10, 10), np.int64))[["precision", "recall", "f1"]]

    assert rates.isna().all(axis=None)


@unhurried
@given(readings())
def test_confused_pairs_are_the_matrix_without_its_diagonal(reading):
    matrix = confusion_matrix(*reading)

    pairs = confused_pairs(matrix)

    rebuilt = np.diag(matrix.diagonal())
    rebuilt[pairs["true"], pairs["predicted"]] = pairs["count"]
    assert rebuilt.tolist() == matrix.tolist()
    assert (pairs["count"] > 0).all()
    assert pairs["share"].tolist() == [
        matrix[true, predicted] / matrix[true].sum()
        for true, predicted in zip(pairs["true"], pairs["predicted"], strict=True)
    ]


@unhurried
@given(readings())
def test_confused_pairs_come_in_one_order_only(reading):
    pairs = confused_pairs(confusion_matrix(*reading))

    rows = list(zip(-pairs["count"], pairs["true"], pairs["predicted"], strict=True))
    assert rows == sorted(rows)


def test_confused_pairs_of_a_worked_example():
    matrix = np.zeros((10, 10), np.int64)
    matrix[9, 4], matrix[9, 9], matrix[4, 9], matrix[2, 7], matrix[2, 2] = 3, 1, 1, 1, 0

    rows = confused_pairs(matrix).to_dict("list")

    assert rows == {
        "true": [9, 2, 4],
        "predicted": [4, 7, 9],
        "count": [3, 1, 1],
        "share": [0.75, 1, 1],
        "mirror": [1, 0, 3],
    }


@pytest.mark.parametrize("function", [per_class, confused_pairs])
@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.zeros((9, 10), np.int64), r"shape \(9, 10\)"),
        (np.full((10, 10), -1), "least entry -1"),
    ],
)
def test_a_matrix_is_ten_by_ten_counts(function, matrix, message):
    with pytest.raises(ValueError, match=message):
        function(matrix)


def test_examples_in_docstrings():
    assert doctest.testmod(metrics).failed == 0
