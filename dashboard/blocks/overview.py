"""The blocks of the Overview page."""

import numpy as np
import streamlit as st

from core.analysis.findings import ALMOST_SURE, CLOSE_CALL_LEAD
from core.analysis.metrics import ENOUGH_IMAGES
from core.analysis.selection import Selection
from core.charts.intervals import Bar, bar_list
from dashboard import cache, reading
from dashboard.blocks.common import AccuracyRow, caption, intervals
from dashboard.blocks.strips import image_strips, strip_tiles
from dashboard.navigation import page
from dashboard.text import current_language, digit_set_title, percent, say
from dashboard.views.view import View, current_evaluation
from dashboard.widgets.drawing import drawing
from dashboard.widgets.gallery import Group

_NEXT_TILES = 8
_SMALL_SET = 500


def matrix_link(view: View) -> None:
    """Draw a link to the matrix, which has all pairs."""
    matrix = view.evaluation.confusion_matrix
    pairs = int(np.count_nonzero(matrix) - np.count_nonzero(matrix.diagonal()))
    if pairs:
        st.page_link(page("confusion"), label=say("overview-all-pairs", pairs=pairs))


def suggestions(view: View) -> None:
    """Draw images to look at next, if confidence is known: surest, and close calls."""
    evaluation = view.evaluation
    if not evaluation.has_confidence:
        return
    sure = Selection(confidence=(ALMOST_SURE, 1.0))
    close = Selection(sort="close")
    close_rows = view.rows(close)
    num_close = int((evaluation.lead_of(close_rows) < CLOSE_CALL_LEAD).sum())
    candidates = [
        ("overview-sure", view.rows(sure), sure),
        ("overview-close", close_rows[:num_close], close),
    ]
    strips = [
        (
            Group(
                title=say(name, count=len(rows)),
                description=say(name, count=len(rows)),
                notes=[("", say(f"{name}-note"))],
                tiles=strip_tiles(view, rows[:_NEXT_TILES]),
            ),
            selection,
        )
        for name, rows, selection in candidates
        if len(rows)
    ]
    if strips:
        st.header(say("overview-next"), anchor=False)
        image_strips(view, strips, key="next", size=48, target="mistakes")


def accuracy_intervals(view: View) -> None:
    """Draw the accuracy of the run on every test set, with its interval."""
    lines = [
        AccuracyRow(
            digit_set_title(record),
            current_evaluation(view.run, (record,)),
            shown=record.source in view.evaluation.sources,
        )
        for record in view.test_sets
        if _is_quick_to_evaluate(view, record)
    ]
    intervals(lines, key="intervals")


def _is_quick_to_evaluate(view: View, record: cache.DigitsRecord) -> bool:
    """True if evaluating a test set takes no noticeable time."""
    is_small = record.n <= _SMALL_SET
    return record in view.records or is_small or reading.is_evaluated(view.run, record)


def mistakes_by_digit(view: View) -> None:
    """Draw the share of each digit that was misread, the worst first."""
    matrix = view.evaluation.confusion_matrix
    totals = matrix.sum(axis=1)
    (digits,) = np.nonzero(totals)
    if not digits.size:
        st.markdown(say("overview-unlabelled"))
        return
    n = totals[digits]
    mistakes = n - matrix.diagonal()[digits]
    shares = mistakes / n
    enough = bool((n >= ENOUGH_IMAGES).all())
    largest = max(float(shares.max()), 1e-9)
    bars = [
        _digit_bar(int(digits[i]), int(mistakes[i]), int(n[i]), largest, enough=enough)
        for i in np.argsort(-shares, kind="stable")
    ]
    drawing(bar_list(bars), key="by_digit")


def _digit_bar(
    digit: int, mistakes: int, n: int, largest: float, *, enough: bool
) -> Bar:
    value_text = percent(mistakes / n, 1) if enough else ""
    note = say("overview-by-digit-note", mistakes=mistakes, n=n)
    if mistakes == 0:
        value_text = say("overview-by-digit-none")
        note = say("overview-by-digit-none-note", n=n)
    share = mistakes / n / largest
    return Bar(name=str(digit), share=share, value_text=value_text, note=note)


def small_curves(view: View) -> None:
    """Draw the learning curves of the run, if it has any."""
    if not view.run.has_network:
        caption(say("elsewhere-learned"))
        return
    caption(say("overview-learned-caption"))
    history = cache.history(view.run)
    last = history.iloc[-1]
    alt = say(
        "overview-curve-alt",
        epochs=len(history),
        training=percent(float(last["accuracy"]), 1),
        validation=percent(float(last["val_accuracy"]), 1),
    )
    language = current_language()
    curves = cache.learning_curves(history, "accuracy", alt=alt, language=language)
    drawing(curves, key="curves")
