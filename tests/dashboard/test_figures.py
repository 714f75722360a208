import numpy as np
import pandas as pd
import pytest

from dashboard.figures.counts import class_counts
from dashboard.figures.curves import learning_rate, training_curves
from dashboard.figures.style import INK, QUIET

WORDS = {
    "training": "seen",
    "validation": "unseen",
    "test": "tested",
    "best": "best epoch",
}


@pytest.fixture
def history():
    return pd.DataFrame(
        {
            "epoch": [1, 2, 3],
            "loss": [0.9, 0.4, 0.3],
            "val_loss": [0.5, 0.2, 0.25],
            "accuracy": [0.8, 0.9, 0.95],
            "val_accuracy": [0.9, 0.97, 0.96],
            "learning_rate": [1e-3, 1e-3, 5e-4],
        }
    )


def lines(figure):
    return {line.name: list(line.y) for line in figure.data}


def names_at_the_ends(figure):
    return [note for note in figure.layout.annotations if note.text in WORDS.values()]


def test_counts_have_a_bar_for_every_digit():
    figure = class_counts(np.array([3, 3, 9], np.int8))

    (bars,) = figure.data
    assert list(bars.x) == list("0123456789")
    assert list(bars.y) == [0, 0, 0, 2, 0, 0, 0, 0, 0, 1]


def test_unknown_labels_are_not_counted():
    (bars,) = class_counts(np.array([-1, -1, 0], np.int8)).data

    assert list(bars.y) == [1] + 9 * [0]


def test_large_counts_are_written_with_separators():
    (bars,) = class_counts(np.zeros(1135, np.int8)).data

    assert bars.text[0] == "1,135"


@pytest.mark.parametrize("measure", ["loss", "accuracy"])
def test_curves_show_what_was_seen_and_what_was_not(history, measure):
    figure = training_curves(history, measure, words=WORDS)

    assert lines(figure) == {
        "seen": history[measure].tolist(),
        "unseen": history[f"val_{measure}"].tolist(),
    }
    assert [list(line.x) for line in figure.data] == [[1, 2, 3], [1, 2, 3]]


def test_curves_leave_the_history_as_it_was(history):
    before = history.copy()

    training_curves(history, "loss", words=WORDS, best=2)
    learning_rate(history)

    pd.testing.assert_frame_equal(history, before)


def test_lines_differ_without_colour(history):
    figure = training_curves(history, "loss", words=WORDS)

    assert len({line.line.dash for line in figure.data}) == 2


def test_each_line_is_named_at_its_end(history):
    figure = training_curves(history, "loss", words=WORDS)

    ends = {note.text: (note.x, note.y) for note in names_at_the_ends(figure)}
    assert ends == {"seen": (3, 0.3), "unseen": (3, 0.25)}


def test_names_of_lines_that_end_together_are_moved_apart(history):
    figure = training_curves(history, "accuracy", words=WORDS)

    lower, upper = sorted(names_at_the_ends(figure), key=lambda note: note.y)
    assert lower.yshift < 0 < upper.yshift


def test_without_validation_there_is_one_line(history):
    history[["val_loss", "val_accuracy"]] = np.nan

    figure = training_curves(history, "loss", words=WORDS)

    assert lines(figure) == {"seen": [0.9, 0.4, 0.3]}
    assert len(names_at_the_ends(figure)) == 1


def test_the_best_epoch_is_marked(history):
    figure = training_curves(history, "loss", words=WORDS, best=2)

    (mark,) = figure.layout.shapes
    assert (mark.x0, mark.x1) == (2, 2)
    assert "best epoch" in [note.text for note in figure.layout.annotations]
    assert not training_curves(history, "loss", words=WORDS).layout.shapes


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_epoch_that_is_shown_is_marked_beside_the_best(history, theme):
    figure = training_curves(history, "loss", words=WORDS, theme=theme, best=2, shown=3)

    best, shown = figure.layout.shapes
    assert (best.x0, shown.x0, shown.x1) == (2, 3, 3)
    # Black is not seen in the dark.
    assert shown.line.color == INK[theme]
    for line in figure.data:
        assert line.marker.size[2] > line.marker.size[0] == line.marker.size[1]


def test_a_test_set_is_drawn_where_there_is_one(history):
    tested = history.assign(test_accuracy=[0.7, 0.8, 0.9605])

    figure = training_curves(tested, "accuracy", words=WORDS)

    assert lines(figure)["tested"] == [0.7, 0.8, 0.9605]
    assert len({line.line.dash for line in figure.data}) == 3
    shifts = {note.text: note.yshift for note in names_at_the_ends(figure)}
    assert shifts == {"seen": -16, "unseen": 0, "tested": 16}
    assert set(lines(training_curves(tested, "loss", words=WORDS))) == {
        "seen",
        "unseen",
    }


def test_accuracy_is_written_in_percent(history):
    figure = training_curves(history, "accuracy", words=WORDS)

    assert figure.layout.yaxis.tickformat == ".1%"
    assert {line.hovertemplate for line in figure.data} == {"%{y:.2%}"}


def test_one_epoch_is_drawn(history):
    figure = training_curves(history.head(1), "loss", words=WORDS)

    assert lines(figure) == {"seen": [0.9], "unseen": [0.5]}


def test_a_missing_column_is_an_error(history):
    with pytest.raises(KeyError, match="val_loss"):
        training_curves(history.drop(columns="val_loss"), "loss", words=WORDS)


def test_the_learning_rate_starts_at_zero(history):
    figure = learning_rate(history)

    (line,) = figure.data
    assert list(line.y) == [1e-3, 1e-3, 5e-4]
    assert figure.layout.yaxis.rangemode == "tozero"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ink_follows_the_theme(history, theme):
    colors = {
        line.line.color
        for figure in (
            training_curves(history, "loss", words=WORDS, theme=theme),
            learning_rate(history, theme=theme),
        )
        for line in figure.data
    }

    assert colors == {INK[theme], QUIET}


def test_charts_have_the_colour_of_the_page(history):
    for figure in (
        class_counts(np.array([1], np.int8)),
        training_curves(history, "loss", words=WORDS),
        learning_rate(history),
    ):
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.showlegend is False


def test_names_of_lines_are_spread_despite_the_best_epoch(history):
    close = history.assign(val_loss=history["loss"])

    figure = training_curves(close, "loss", words=WORDS, best=2)

    shifts = [each.yshift for each in figure.layout.annotations if each.xshift]
    assert sorted(shifts) == [-8, 8]


@pytest.mark.parametrize(
    ("measure", "best", "level", "side"),
    [
        ("loss", 3, "top", "right"),
        ("loss", 1, "top", "left"),
        ("accuracy", 3, "bottom", "right"),
        ("accuracy", 1, "bottom", "left"),
    ],
)
def test_the_mark_of_the_best_epoch_meets_no_name(history, measure, best, level, side):
    figure = training_curves(history, measure, words=WORDS, best=best)

    (mark,) = [each for each in figure.layout.annotations if not each.xshift]
    # The side of the text that lies at the line.
    assert (mark.yanchor, mark.xanchor) == (level, side)
