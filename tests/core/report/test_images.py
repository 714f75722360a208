import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.report.image_selection import select_images


def test_every_mistake_is_shown_the_most_confident_first(evaluation):
    about = evaluation({(1, 1): 3, (9, 4): 5, (2, 7): 2})

    shown = select_images(about)

    mistakes = shown.rows[:7]
    assert sorted(mistakes.tolist()) == np.flatnonzero(about.mistaken).tolist()
    assert (np.diff(about.confidence[mistakes]) <= 0).all()
    assert shown.num_hidden == 0
    assert shown.positions_in_cell(9, 4) == [0, 1, 2, 3, 4]


def test_the_least_confident_correct_images_are_selected(evaluation):
    about = evaluation({(1, 1): 20, (2, 2): 5})

    shown = select_images(about)

    ones = shown.rows[shown.positions_in_cell(1, 1)]
    assert len(ones) == 12
    assert about.confidence[ones].max() < about.confidence[:8].min()
    assert len(shown.positions_in_cell(2, 2)) == 5


def test_of_very_many_mistakes_of_a_kind_the_most_confident_are_shown(evaluation):
    about = evaluation({(9, 4): 100, (4, 9): 40, (2, 7): 3})

    shown = select_images(about)

    assert len(shown.positions_in_cell(9, 4)) == 40
    assert len(shown.positions_in_cell(4, 9)) == 40
    assert len(shown.positions_in_cell(2, 7)) == 3
    assert shown.num_hidden == 60
    hidden = about.mistaken.copy()
    hidden[shown.rows] = False
    nines = shown.rows[shown.positions_in_cell(9, 4)]
    assert about.confidence[nines].min() > about.confidence[hidden].max()


def test_images_without_label_are_not_shown(evaluation):
    assert len(select_images(evaluation({(-1, 4): 9})).rows) == 0


cells = st.tuples(st.integers(-1, 9), st.integers(0, 9))


@settings(deadline=None)
@given(st.dictionaries(cells, st.integers(1, 60), max_size=8))
def test_rows_are_shown_once_and_none_is_lost(evaluation, counts):
    about = evaluation(counts)

    shown = select_images(about)

    assert len(set(shown.rows.tolist())) == len(shown.rows)
    assert about.labelled[shown.rows].all()
    num_shown = np.count_nonzero(about.mistaken[shown.rows])
    assert num_shown + shown.num_hidden == about.num_mistakes
    for (true, predicted), count in counts.items():
        most = 12 if true == predicted else 40
        assert len(shown.positions_in_cell(true, predicted)) == (
            0 if true < 0 else min(count, most)
        )
