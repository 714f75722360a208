import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.cell_findings import cell_finding, diagonal_finding, other_confusions
from core.analysis.findings import Finding
from tests.core.analysis.conftest import small_evaluations


def test_cell_finding_of_the_reference_example(ten_thousand):
    pair = cell_finding(ten_thousand, 9, 4)

    assert pair == Finding(
        "pair",
        {
            "digit": 9,
            "predicted": 4,
            "count": 13,
            "n": 1009,
            "enough": "yes",
            "share": 13 / 1009,
            "mirror": 0,
            "most_common": "yes",
            "sure": 7,
            "sure_of": "some",
            "threshold": 0.9,
        },
    )
    assert other_confusions(ten_thousand, 9, 4) == [(7, 3), (5, 2), (8, 1)]


def test_mirror_finding_of_the_reference_example(ten_thousand):
    assert cell_finding(ten_thousand, 4, 9) == Finding(
        "pair-none", {"digit": 4, "predicted": 9, "misread": 0}
    )


def test_diagonal_finding_of_the_reference_example(ten_thousand):
    assert diagonal_finding(ten_thousand) == Finding(
        "diagonal", {"n": 10000, "correct": 9925, "mistakes": 75, "cells": 31}
    )


@settings(deadline=None)
@given(st.data())
def test_cells_make_up_the_row(build, data):
    evaluation = data.draw(small_evaluations(build))
    row = cell_finding(evaluation, 1, None)
    others = other_confusions(evaluation, 1)

    assert row.values.get("count", 0) == sum(count for _, count in others)
    assert others == sorted(others, key=lambda other: (-other[1], other[0]))
    for predicted, count in others:
        assert cell_finding(evaluation, 1, predicted).values["count"] == count


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ((9, None), Finding("row", {"digit": 9, "count": 3, "n": 28, "enough": "no"})),
        (
            (None, 4),
            Finding("column", {"digit": 4, "count": 2, "n": 2, "enough": "no"}),
        ),
        ((None, 8), Finding("column-none", {"digit": 8})),
        ((9, 9), Finding("right", {"digit": 9, "count": 25, "n": 28, "enough": "no"})),
        ((9, 8), Finding("pair-none", {"digit": 9, "predicted": 8, "misread": 3})),
        ((5, 5), Finding("absent", {"digit": 5})),
        ((5, None), Finding("absent", {"digit": 5})),
        ((5, 6), Finding("absent", {"digit": 5})),
        (
            (1, None),
            Finding(
                "row", {"digit": 1, "count": 0, "n": 30, "enough": "yes", "share": 0.0}
            ),
        ),
    ],
)
def test_cell_finding_kinds(read, cell, expected):
    evaluation = read({(9, 9): 25, (9, 4): 2, (9, 5): 1, (1, 1): 30})

    assert cell_finding(evaluation, *cell) == expected


def test_cell_finding_needs_a_row_or_column(read):
    with pytest.raises(ValueError, match="got neither"):
        cell_finding(read({(1, 1): 1}), None, None)


@pytest.mark.parametrize(
    ("counts", "most_common"),
    [
        ({(9, 4): 3, (4, 9): 2, (1, 1): 25}, "yes"),
        ({(9, 4): 3, (4, 9): 2, (1, 1): 24}, "no"),
        ({(9, 4): 3, (4, 9): 3, (1, 1): 25}, "no"),
        ({(9, 4): 3, (4, 9): 4, (1, 1): 25}, "no"),
    ],
)
def test_a_pair_is_ranked_as_in_the_headline(read, counts, most_common):
    pair = cell_finding(read(counts), 9, 4)

    assert pair.values["most_common"] == most_common


@pytest.mark.parametrize(
    ("confidence", "sure", "sure_of"),
    [([0.5, 0.6], 0, "none"), ([0.9, 0.6], 1, "some"), ([0.9, 0.95], 2, "all")],
)
def test_pair_finding_counts_confident_mistakes(build, confidence, sure, sure_of):
    pair = cell_finding(build([9, 9], [4, 4], confidence), 9, 4).values

    assert (pair["sure"], pair["sure_of"]) == (sure, sure_of)


def test_pair_finding_ignores_other_cells(build):
    evaluation = build([9, 9, 4], [4, 9, 4], confidence=np.array([0.5, 0.99, 0.99]))

    assert cell_finding(evaluation, 9, 4).values["sure"] == 0
