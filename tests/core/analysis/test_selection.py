import doctest
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis import selection as selection_module
from core.analysis.selection import Selection
from core.analysis.verdicts import DECISIONS
from tests.core.analysis.conftest import chosen

unhurried = settings(deadline=None)

digit_sets = st.frozensets(st.integers(0, 9))
fractions = st.floats(0, 1)
selections = st.builds(
    Selection,
    true=digit_sets,
    predicted=digit_sets,
    confidence=st.tuples(fractions, fractions).map(lambda pair: tuple(sorted(pair))),
    sources=st.frozensets(st.text(min_size=1), max_size=3),
    name=st.text(),
    verdict=st.sampled_from(["", "none", "model", "ambiguous", "label", "disputed"]),
    outcome=st.sampled_from(["mistakes", "correct", "all"]),
    sort=st.sampled_from(["confident", "close", "shuffled", "file"]),
    seed=st.integers(0, 2**32 - 1),
)


@pytest.mark.parametrize(
    "cell",
    [(9, 4), (4, 4), (0, None), (None, 0)],
    ids=["pair", "right", "row", "column"],
)
def test_a_chosen_cell_is_marked(cell):
    assert Selection().with_cell(*cell).cell == cell


@pytest.mark.parametrize(
    "selection",
    [
        chosen(),
        chosen(true=[4, 9]),
        chosen(predicted=[4, 9]),
        chosen(true=[4, 9], predicted=[1]),
        chosen(true=[1], predicted=[4, 9]),
    ],
)
def test_several_digits_are_no_cell(selection):
    assert selection.cell is None


def test_the_diagonal_shows_what_was_read_correctly():
    assert Selection().with_cell(4, 4).outcome == "correct"


def test_leaving_the_diagonal_shows_mistakes_again():
    assert Selection().with_cell(4, 4).with_cell(9, 4).outcome == "mistakes"


@unhurried
@given(selections)
def test_a_cell_leaves_other_filters_alone(selection):
    default = Selection()

    cleared = replace(
        selection.with_cell(3, 5),
        true=default.true,
        predicted=default.predicted,
        outcome=selection.outcome,
    )

    assert cleared == replace(selection, true=default.true, predicted=default.predicted)


@unhurried
@given(selections)
def test_a_selection_survives_its_url_but_for_the_name(selection):
    expected = replace(selection, name="")

    assert Selection.from_query(selection.to_query()) == expected


@unhurried
@given(
    st.dictionaries(
        st.sampled_from(list(selection_module._PARAMETERS)) | st.text(),
        st.text() | st.text("0123456789._-,~%ean"),
    )
)
def test_no_url_raises(query):
    assert isinstance(Selection.from_query(query), Selection)


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ({}, Selection()),
        ({"true": "49", "read": "x"}, chosen(true=[4, 9])),
        ({"sure": ".9_1", "seed": "-1"}, Selection(confidence=(0.9, 1))),
        ({"sure": "nan_1", "seed": "7"}, Selection(seed=7)),
        ({"sure": ".9_.5"}, Selection()),
        ({"sure": "_", "sort": "close"}, Selection(sort="close")),
        ({"sort": "fancy", "show": "all"}, Selection(outcome="all")),
        ({"in": ",a,,b%2Cc"}, Selection(sources=frozenset({"a", "b,c"}))),
        ({"seed": "9" * 5000, "other": "1"}, Selection()),
    ],
)
def test_invalid_url_values_are_ignored_one_by_one(query, selection):
    assert Selection.from_query(query) == selection


def test_defaults_are_left_out_of_the_url():
    assert Selection().to_query() == {}


def test_names_are_never_written_to_a_url():
    assert Selection(name="anna").to_query() == {}


def test_a_url_stays_short():
    upload = "0123456789abcdef" * 2
    selection = chosen(
        true=range(5),
        predicted=range(5, 10),
        confidence=(0.05, 0.95),
        sources=frozenset({"mnist-test", upload}),
        outcome="all",
        sort="shuffled",
        seed=1234,
    )

    assert len(urlencode(selection.to_query())) <= 120


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("true", frozenset({10})),
        ("predicted", frozenset({-1})),
        ("confidence", (0.6, 0.5)),
        ("confidence", (-0.1, 0.5)),
        ("confidence", (0.5, 1.1)),
        ("sources", frozenset({""})),
        ("outcome", "wrong"),
        ("sort", "fancy"),
        ("seed", -1),
        ("seed", 2**32),
    ],
)
def test_a_value_out_of_range_is_refused(field, value):
    with pytest.raises(ValueError, match=f"{field} out of range"):
        Selection(**{field: value})


def test_equal_selections_are_one_key():
    assert len({chosen(true=[4, 9]), chosen(true=[9, 4])}) == 1


def test_examples_in_docstrings():
    assert doctest.testmod(selection_module).failed == 0


@pytest.mark.parametrize("verdict", DECISIONS)
def test_a_verdict_is_one_letter_in_an_address(verdict):
    query = Selection(verdict=verdict).to_query()

    assert query == {"said": verdict[0]}
    assert Selection.from_query(query).verdict == verdict
    assert Selection.from_query({"said": verdict}).verdict == verdict


@pytest.mark.parametrize("text", ["", "x", "modelled"])
def test_unknown_verdict_is_ignored(text):
    assert Selection.from_query({"said": text}) == Selection()
