from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.evaluation import Evaluation
from core.analysis.mistakes import (
    BlockingFilter,
    filtered_evaluation,
    find_blocking_filter,
    num_pages,
    select,
    slice_page,
)
from core.analysis.selection import Selection
from tests.core.analysis.conftest import chosen

NAMES = ["anna/4.png", "Anna/9.png", "ben/4.png", "ben/9.png", "ben/9b.png", "x.png"]
unhurried = settings(deadline=None)


@pytest.fixture
def evaluation(build):
    """Two sets; rows 1, 2 and 4 are mistakes, row 5 has no label."""
    first = build([4, 9, 4], [4, 4, 9], [0.9, 0.6, 0.72], [0.85, 0.55, 0.45], "first")
    second = build([9, 9, -1], [9, 4, 4], [0.7, 0.6, 1], [0.5, 0.25, 1], "second")
    return Evaluation.join([first, second])


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        (chosen(), [1, 2, 4]),
        (chosen(outcome="correct"), [0, 3]),
        (chosen(outcome="all"), [0, 1, 2, 3, 4, 5]),
        (chosen(true=[9]), [1, 4]),
        (chosen(true=[9, 4]), [1, 2, 4]),
        (chosen(predicted=[4], outcome="all"), [0, 1, 4, 5]),
        (chosen(true=[4], predicted=[9]), [2]),
        (chosen(sources=frozenset({"second"}), outcome="all"), [3, 4, 5]),
        (chosen(sources=frozenset({"elsewhere"}), outcome="all"), []),
        (chosen(name="ANNA", outcome="all"), [0, 1]),
        (chosen(name="9", true=[9]), [1, 4]),
        (chosen(confidence=(0.6, 0.72), outcome="all"), [1, 3, 4]),
        (chosen(confidence=(0.72, 1), outcome="all"), [0, 2, 5]),
        (chosen(confidence=(0, 0.6)), []),
    ],
)
def test_filters(evaluation, selection, rows):
    in_file_order = replace(selection, sort="file")

    assert select(evaluation, in_file_order, NAMES).tolist() == rows


@pytest.mark.parametrize(
    ("sort", "rows"),
    [("confident", [2, 1, 4]), ("close", [4, 2, 1]), ("file", [1, 2, 4])],
)
def test_order(evaluation, sort, rows):
    assert select(evaluation, Selection(sort=sort)).tolist() == rows


def test_row_numbers_are_int64(evaluation):
    assert select(evaluation, Selection()).dtype == np.int64
    assert select(evaluation, Selection(name="ben"), NAMES).dtype == np.int64
    assert select(evaluation, Selection(name="nobody"), NAMES).dtype == np.int64


@unhurried
@given(st.integers(0, 2**32 - 1))
def test_shuffled_has_every_image_once(ten_thousand, seed):
    rows = select(ten_thousand, Selection(sort="shuffled", seed=seed))

    assert sorted(rows) == select(ten_thousand, Selection(sort="file")).tolist()


def test_shuffled_follows_the_seed(ten_thousand):
    first, again, other = (
        select(ten_thousand, Selection(sort="shuffled", seed=seed)).tolist()
        for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_a_narrower_filter_keeps_the_shuffled_order(ten_thousand):
    everything = select(ten_thousand, chosen(sort="shuffled", seed=3))
    nines = select(ten_thousand, chosen(sort="shuffled", seed=3, true=[9]))

    assert [row for row in everything if row in set(nines)] == nines.tolist()


@pytest.mark.parametrize("sort", ["confident", "close"])
def test_ties_keep_the_order_of_the_file(build, sort):
    evaluation = build([1] * 500, [2] * 500, confidence=[0.6, 0.9] * 250)

    odd, even = list(range(1, 500, 2)), list(range(0, 500, 2))
    in_order = odd + even if sort == "confident" else even + odd
    assert select(evaluation, Selection(sort=sort)).tolist() == in_order


@pytest.mark.parametrize(("names", "found"), [(None, "none"), (NAMES[1:], "5")])
def test_a_name_needs_names(evaluation, names, found):
    with pytest.raises(ValueError, match=f"needs 6 names, got {found}"):
        select(evaluation, Selection(name="anna"), names)


def test_a_cell_shows_as_many_images_as_it_says(ten_thousand):
    selection = Selection(confidence=(0.5, 0.97))
    matrix = filtered_evaluation(ten_thousand, selection).confusion_matrix

    shown = [
        [
            len(select(ten_thousand, selection.with_cell(true, predicted)))
            for predicted in range(10)
        ]
        for true in range(10)
    ]

    assert shown == matrix.tolist()


def test_a_row_or_column_shows_its_mistakes(ten_thousand):
    matrix = filtered_evaluation(ten_thousand, Selection()).confusion_matrix
    nines = select(ten_thousand, Selection().with_cell(9, None))
    read_as_four = select(ten_thousand, Selection().with_cell(None, 4))

    assert len(nines) == matrix[9].sum() - matrix[9, 9] == 19
    assert len(read_as_four) == matrix[:, 4].sum() - matrix[4, 4] == 22


@pytest.mark.parametrize("outcome", ["mistakes", "correct", "all"])
def test_filtered_evaluation_ignores_digits_and_outcome(ten_thousand, outcome):
    selection = chosen(true=[9], predicted=[4], outcome=outcome)

    assert filtered_evaluation(ten_thousand, selection) is ten_thousand


def test_filtered_evaluation_applies_source_and_name_filters(evaluation):
    selection = Selection(sources=frozenset({"first"}), name="anna")

    matrix = filtered_evaluation(evaluation, selection, NAMES).confusion_matrix

    assert (matrix[4, 4], matrix[9, 4], matrix.sum()) == (1, 1, 2)


@pytest.mark.parametrize(
    ("selection", "blocking"),
    [
        (chosen(true=[9], predicted=[9]), BlockingFilter("predicted", 2)),
        (chosen(true=[4], predicted=[4]), BlockingFilter("true", 2)),
        (chosen(true=[9], predicted=[9], name="ben"), BlockingFilter("true", 1)),
        (chosen(true=[1]), BlockingFilter("true", 3)),
        (chosen(confidence=(0.95, 1), sources=frozenset({"second"})),
         BlockingFilter("confidence", 1)),
        (chosen(sources=frozenset({"elsewhere"})), BlockingFilter("sources", 3)),
        (chosen(name="nobody"), BlockingFilter("name", 3)),
        (chosen(outcome="correct", true=[9], predicted=[4]),
         BlockingFilter("outcome", 2)),
    ],
)  # fmt: skip
def test_an_empty_selection_names_the_filter_to_clear(evaluation, selection, blocking):
    assert find_blocking_filter(evaluation, selection, NAMES) == blocking


def test_a_selection_with_images_has_nothing_to_clear(evaluation):
    assert find_blocking_filter(evaluation, chosen(true=[9])) is None


def test_no_single_filter_to_clear_when_two_block(evaluation):
    assert find_blocking_filter(evaluation, chosen(true=[1], predicted=[1])) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, [0, 1, 2]), (2, [6]), (3, [6]), (-1, [0, 1, 2])],
)
def test_a_page_outside_is_the_nearest(number, shown):
    assert slice_page(np.arange(7), number, 3).tolist() == shown


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (3, 1), (4, 2)])
def test_pages_are_counted(rows, pages):
    assert num_pages(rows, 3) == pages


def test_pages_without_rows_are_empty():
    assert slice_page(np.arange(0), 5, 3).tolist() == []


def test_page_size_must_be_positive():
    with pytest.raises(ValueError, match="at least 1, got 0"):
        slice_page(np.arange(7), 1, 0)


def test_verdicts_choose_rows(build):
    evaluation = build([1, 1, 1, 1], [2, 2, 2, 2])
    decisions = np.array([0, 1, 4, 1], np.int8)

    found = {
        verdict: select(
            evaluation, chosen(verdict=verdict, sort="file"), decisions=decisions
        ).tolist()
        for verdict in ("none", "model", "ambiguous", "disputed")
    }

    assert found == {"none": [0], "model": [1, 3], "ambiguous": [], "disputed": [2]}
    blocking = find_blocking_filter(
        evaluation, chosen(verdict="ambiguous"), decisions=decisions
    )
    assert blocking == ("verdict", 4)


@pytest.mark.parametrize("decisions", [None, np.zeros(3, np.int8)])
def test_a_verdict_needs_a_decision_for_each_row(build, decisions):
    with pytest.raises(ValueError, match="needs 2 decisions"):
        select(build([1, 1], [2, 2]), chosen(verdict="model"), decisions=decisions)


def test_unknown_confidence_filters_nothing(evaluation):
    unknown = replace(evaluation, has_confidence=False)
    selection = chosen(confidence=(0.2, 0.3), outcome="all", sort="file")

    assert select(evaluation, selection).tolist() == []
    assert select(unknown, selection).tolist() == [0, 1, 2, 3, 4, 5]
