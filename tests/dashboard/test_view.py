import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.selection import Selection
from core.data.digits import DigitSet
from core.errors import StoreError
from core.store.digit_sets import load_digits, save_digits
from core.store.imported_runs import save_imported_run
from core.store.runs import list_runs
from dashboard import cache, session
from dashboard.session import Case
from dashboard.views.view import View, refresh_view


@pytest.fixture
def own_digits(records):
    """Forty of the built-in digits, every second one without a label."""
    source = load_digits(records["built-in"])
    labels = source.labels[-40:].copy()
    labels[::2] = -1
    own = DigitSet(
        source="own",
        images=source.images[-40:].copy(),
        labels=labels,
        names=tuple(f"Own-{number}.png" for number in range(40)),
    )
    return save_digits(own)


@pytest.fixture
def view_of(reference):
    """Factory: `view_of(*records)` looks at the reference run on digit sets."""

    def build(*chosen):
        evaluation = cache.evaluation(reference, chosen)
        return View(
            run=reference,
            runs=[reference],
            records=chosen,
            test_sets=list(chosen),
            digit_sets=list(chosen),
            damage=[],
            evaluation=evaluation,
            original_evaluation=evaluation,
        )

    return build


def script():
    import streamlit as st

    from dashboard.views.view import refresh_view

    view = refresh_view()
    st.text(view.run.id)
    st.text(",".join(record.source for record in view.records))
    st.text(view.evaluation.n)


def seen(**chosen):
    """Run, test sets and number of digits that a session gets to see."""
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in chosen.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return [text.value for text in app.text]


def test_without_a_choice_the_newest_run_is_shown(second_run):
    assert seen()[0] == second_run.id


def test_without_mnist_the_reference_run_is_shown_on_the_built_in_digits(reference):
    assert seen() == [reference.id, "built-in", "1797"]


def test_a_chosen_run_is_shown(second_run, reference):
    assert seen(run=reference.id)[0] == reference.id != second_run.id


def test_an_unknown_run_gives_way_to_the_newest(second_run):
    assert seen(run="000000000000")[0] == second_run.id


def test_chosen_test_sets_are_joined_in_their_order():
    assert seen(sets=("mnist-test", "built-in"))[1:] == ["mnist-test,built-in", "11797"]


def test_unknown_test_sets_are_left_out():
    assert seen(sets=("nobody", "mnist-test"))[1:] == ["mnist-test", "10000"]


def test_a_training_set_is_not_shown():
    assert seen(sets=("mnist-train",))[1] == "built-in"


def test_a_training_set_is_shown_where_it_was_read_out_of_fold(digits):
    record = save_digits(replace(digits, source="mnist-train"))
    ten = np.full((len(digits), 10), 0.1, np.float32)
    run = save_imported_run(
        "Folds", record.id, ten, "2026-01-01T00:00:00+00:00", out_of_fold=True
    )

    assert seen(run=run.id, sets=("mnist-train",)) == [
        run.id,
        "mnist-train",
        str(len(digits)),
    ]
    network = next(each.id for each in list_runs()[0] if each.has_network)
    assert seen(run=network, sets=("mnist-train",))[1] == "built-in"


def test_without_any_run_the_error_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("core.store.data_folder.EXAMPLES", tmp_path / "nothing ships")

    with pytest.raises(StoreError, match="no-runs"):
        refresh_view()


def test_rows_are_those_of_the_selection_in_its_order(view_of, records):
    view = view_of(records["built-in"])

    rows = view.rows(Selection(sort="close"))

    assert len(rows) == view.evaluation.num_mistakes
    assert view.evaluation.mistaken[rows].all()
    assert (np.diff(view.evaluation.lead_of(rows)) >= 0).all()


def test_rows_can_be_chosen_by_name(view_of, records, own_digits):
    view = view_of(records["built-in"], own_digits)

    rows = view.rows(Selection(name="own-1", outcome="all", sort="file"))

    expected = [1, *range(10, 20)]
    assert (rows - records["built-in"].n).tolist() == expected


def test_pictures_of_joined_sets_are_those_of_their_rows(view_of, records, own_digits):
    view = view_of(own_digits, records["built-in"])
    rows = np.array([1837 - 1, 5, 40])

    pictures = view.pictures(rows)

    built_in = load_digits(records["built-in"]).images
    assert (pictures[0] == built_in[-1]).all()
    assert (pictures[1] == built_in[-35]).all()
    assert (pictures[2] == built_in[0]).all()


def test_without_all_pictures_there_are_none(view_of, records):
    view = view_of(records["built-in"], records["mnist-test"])

    assert not view.has_pictures
    assert view.pictures(np.array([0])) is None


def test_every_row_is_found_again_by_its_case(view_of, records, own_digits):
    view = view_of(own_digits, records["built-in"])

    cases = [view.case_of(row) for row in (0, 39, 40, 1836)]

    assert cases[1:3] == [Case("own", 39), Case("built-in", 0)]
    assert [view.row_of(case) for case in cases] == [0, 39, 40, 1836]


@pytest.mark.parametrize("case", [Case("nobody", 0), Case("built-in", 1797)])
def test_an_image_that_is_not_in_view_has_no_row(view_of, records, case):
    assert view_of(records["built-in"]).row_of(case) is None


def test_restricting_keeps_what_was_read_correctly(view_of, records):
    view = view_of(records["built-in"])
    selection = Selection(confidence=(0.9, 1.0)).with_cell(4, 9)

    filtered_evaluation = view.filtered_evaluation(selection)

    assert filtered_evaluation.n == (view.evaluation.confidence >= 0.9).sum()
    assert 0 < filtered_evaluation.num_mistakes < view.evaluation.num_mistakes


def test_restricting_by_nothing_is_the_whole(view_of, records):
    view = view_of(records["built-in"])

    assert view.filtered_evaluation(Selection().with_cell(1, 8)) is view.evaluation


def test_unlabelled_digits_are_no_mistakes(view_of, own_digits):
    view = view_of(own_digits)

    assert view.evaluation.num_labelled == 20
    assert (view.evaluation.labels[view.rows(Selection())] >= 0).all()


def test_keys_of_session_state_are_no_names_of_components():
    keys = {value for name, value in vars(session).items() if name.isupper()}

    assert {session.CASE, session.PAGE, session.SELECTION} <= keys
    assert not keys & component_keys()


def component_keys():
    """Every `key="..."` in the sources of pages and components."""
    root = Path(__file__).resolve().parents[2]
    sources = [*root.glob("dashboard/**/*.py"), *root.glob("pages/*.py")]
    text = "".join(source.read_text("utf-8") for source in sources)
    return set(re.findall(r'\bkey=f?"(\w+)"', text))
