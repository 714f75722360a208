from dataclasses import replace

import numpy as np
import pytest

from core.analysis.evaluation import Evaluation

ARRAYS = ["source_of", "position", "labels", "probabilities"]
DERIVED = ["labelled", "predictions", "confidence", "mistaken", "confusion_matrix"]


@pytest.fixture
def evaluation(build):
    """A 4 and a 9 read correctly, two confused, one without a label."""
    return build([4, 9, 4, 9, -1], [4, 9, 9, 4, 7], confidence=[0.9, 0.8, 0.7, 0.6, 1])


@pytest.fixture
def joined(build):
    return Evaluation.join(
        [
            build([1, 2], [1, 3], source="first"),
            build([5, -1, 7], [5, 6, 8], source="second"),
        ]
    )


def fields(n=3):
    return {
        "run_id": "run",
        "sources": ("test",),
        "source_of": np.zeros(n, np.int8),
        "position": np.arange(n, dtype=np.int32),
        "labels": np.zeros(n, np.int8),
        "probabilities": np.full((n, 10), 0.1, np.float32),
    }


def test_predictions_are_the_most_probable_digit(evaluation):
    assert evaluation.predictions.tolist() == [4, 9, 9, 4, 7]


def test_ties_go_to_the_lower_digit():
    assert Evaluation(**fields(1)).predictions.tolist() == [0]


def test_confidence_is_the_probability_of_the_prediction(evaluation):
    assert evaluation.confidence.tolist() == pytest.approx([0.9, 0.8, 0.7, 0.6, 1])


def test_confidence_never_exceeds_one():
    probabilities = np.zeros((1, 10), np.float32)
    probabilities[0, 3] = 1.0005

    evaluation = Evaluation.of("run", "test", np.array([3], np.int8), probabilities)

    assert evaluation.confidence.tolist() == [1]


def test_a_mistake_needs_a_label(evaluation):
    assert evaluation.mistaken.tolist() == [False, False, True, True, False]


def test_counts(evaluation):
    counts = (evaluation.n, evaluation.num_labelled, evaluation.num_mistakes)

    assert counts == (5, 4, 2)


def test_accuracy_and_matrix_leave_out_images_without_a_label(evaluation):
    matrix = evaluation.confusion_matrix

    assert (evaluation.accuracy.n, evaluation.accuracy.correct) == (4, 2)
    assert matrix.shape == (10, 10)
    assert matrix[[4, 4, 9, 9], [4, 9, 4, 9]].tolist() == [1, 1, 1, 1]
    assert matrix.sum() == 4


def test_lead_is_the_distance_to_the_second_choice(build):
    evaluation = build([1, 1, 1], [1, 1, 1], confidence=0.6, lead=[0.3, 0.2, 0.4])

    assert evaluation.lead_of(np.array([2, 0])).tolist() == pytest.approx([0.4, 0.3])


def test_an_evaluation_may_be_empty():
    evaluation = Evaluation(**fields(0))

    assert (evaluation.n, evaluation.num_labelled, evaluation.num_mistakes) == (0, 0, 0)
    assert evaluation.lead_of(np.zeros(0, np.int64)).tolist() == []


def test_array_types(evaluation):
    types = {name: getattr(evaluation, name).dtype for name in [*ARRAYS, *DERIVED]}

    assert types == {
        "source_of": np.int8,
        "position": np.int32,
        "labels": np.int8,
        "probabilities": np.float32,
        "labelled": np.bool_,
        "predictions": np.int8,
        "confidence": np.float32,
        "mistaken": np.bool_,
        "confusion_matrix": np.int64,
    }


@pytest.mark.parametrize("name", [*ARRAYS, *DERIVED])
def test_arrays_are_read_only(evaluation, name):
    with pytest.raises(ValueError, match="read-only"):
        getattr(evaluation, name)[0] = 1


@pytest.mark.parametrize("name", [*DERIVED, "accuracy"])
def test_derived_values_are_computed_once(evaluation, name):
    assert getattr(evaluation, name) is getattr(evaluation, name)


def test_join_puts_one_set_after_the_other(joined):
    assert joined.sources == ("first", "second")
    assert joined.source_of.tolist() == [0, 0, 1, 1, 1]
    assert joined.position.tolist() == [0, 1, 0, 1, 2]
    assert joined.labels.tolist() == [1, 2, 5, -1, 7]
    assert joined.predictions.tolist() == [1, 3, 5, 6, 8]


def test_join_of_joined_keeps_every_source(build, joined):
    more = Evaluation.join([build([9], [9], source="third"), joined])

    assert more.sources == ("third", "first", "second")
    assert more.source_of.tolist() == [0, 1, 1, 2, 2, 2]


def test_join_of_one_is_that_one(evaluation):
    assert Evaluation.join([evaluation]) is evaluation


def test_restrict_to_source_reverses_join(joined):
    second = joined.restrict_to_source("second")

    assert second.sources == ("second",)
    assert second.source_of.tolist() == [0, 0, 0]
    assert second.position.tolist() == [0, 1, 2]
    assert second.labels.tolist() == [5, -1, 7]
    assert second.predictions.tolist() == [5, 6, 8]


def test_restricting_a_single_source_changes_nothing(evaluation):
    assert evaluation.restrict_to_source("test") is evaluation


def test_unknown_source_is_rejected(joined):
    with pytest.raises(ValueError, match=r"\('first', 'second'\), got 'third'"):
        joined.restrict_to_source("third")


def test_take_keeps_rows_in_the_order_asked_for(joined):
    taken = joined.take(np.array([4, 0]))

    assert taken.sources == ("first", "second")
    assert taken.position.tolist() == [2, 0]
    assert taken.labels.tolist() == [7, 1]
    assert taken.predictions.tolist() == [8, 1]


def test_join_needs_one_run(build):
    with pytest.raises(ValueError, match=r"one run.*\['run', 'other'\]"):
        Evaluation.join([build([1], [1]), build([1], [1], run_id="other")])


def test_join_needs_something():
    with pytest.raises(ValueError, match=r"one run.*\[\]"):
        Evaluation.join([])


def test_join_refuses_the_same_set_twice(build):
    with pytest.raises(ValueError, match="different names"):
        Evaluation.join([build([1], [1]), build([1], [1])])


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("source_of", np.zeros(2, np.int8), r"source_of.*\(3,\).*\(2,\)"),
        ("position", np.zeros(3, np.int64), "position must be int32.*got int64"),
        ("labels", np.zeros(3, np.int64), "labels must be int8.*got int64"),
        ("probabilities", np.full((2, 10), 0.1, np.float32), r"\(3, 10\).*\(2, 10\)"),
        ("probabilities", np.full((3, 10), 0.1), "float32.*got float64"),
        ("labels", np.array([0, 1, 10], np.int8), "from 0 to 10"),
        ("sources", (), "different names"),
        ("sources", ("same", "same"), "different names"),
        ("source_of", np.array([0, 0, 1], np.int8), "from 0 to 1"),
        ("source_of", np.array([0, 0, -1], np.int8), "from -1 to 0"),
    ],
)
def test_fields_must_fit_together(name, value, message):
    with pytest.raises(ValueError, match=message):
        Evaluation(**fields() | {name: value})


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([0.1] * 9 + [0.102], "row 1 sums to 1.002"),
        ([0.1] * 9 + [0.098], "row 1 sums to 0.998"),
        ([0.1] * 9 + [np.nan], "row 1 sums to nan"),
        ([1.5, -0.5] + [0] * 8, "not be negative, got -0.5"),
    ],
)
def test_probabilities_must_be_a_distribution(row, message):
    probabilities = np.full((3, 10), 0.1, np.float32)
    probabilities[1] = row

    with pytest.raises(ValueError, match=message):
        Evaluation(**fields() | {"probabilities": probabilities})


def test_unknown_confidence_is_kept():
    certain = np.eye(10, dtype=np.float32)[[1, 2, 3]]
    labels = np.array([1, 2, 4], np.int8)
    known = Evaluation.of("run", "first", labels, certain)
    unknown = replace(
        Evaluation.of("run", "second", labels, certain), has_confidence=False
    )

    both = Evaluation.join([known, unknown])

    assert known.has_confidence
    assert not both.has_confidence
    assert not both.take(np.array([0])).has_confidence
    assert not unknown.restrict_to_source("second").has_confidence
