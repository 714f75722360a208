"""The blocks of the Overview page."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.findings import ALMOST_SURE, CLOSE_CALL_LEAD
from core.analysis.metrics import ENOUGH_IMAGES, confused_pairs, per_class
from core.analysis.selection import Selection
from core.charts.drawings import Bar, bar_list, learning_curves
from dashboard import cache, session
from dashboard.blocks.common import caption
from dashboard.blocks.frame import page
from dashboard.blocks.intervals import AccuracyRow, intervals
from dashboard.text import percent, say
from dashboard.views.view import View, current_evaluation
from dashboard.widgets.drawing import drawing
from dashboard.widgets.strips import GalleryRow, gallery
from dashboard.words import describe_image, digit_set_title

_PAIRS = 5
_PAIR_TILES = 9
_NEXT_TILES = 8
_SMALL_SET = 500


def confused_pair_strips(view: View, *, size: int = 60) -> None:
    """Draw the most confused pairs with their images, of a width in pixels."""
    matrix = view.evaluation.confusion_matrix
    pairs = confused_pairs(matrix)
    if pairs.empty:
        known = view.evaluation.num_labelled > 0
        st.markdown(say("overview-no-mistakes" if known else "overview-unlabelled"))
        return
    shown = pairs.head(_PAIRS).to_dict("records")
    selections = [
        Selection().with_cell(pair["true"], pair["predicted"]) for pair in shown
    ]
    lines = [
        _pair_strip(pair, view, view.rows(selection))
        for pair, selection in zip(shown, selections, strict=True)
    ]
    _draw(
        view, lines, key="pairs", size=size, selections=selections, target="confusion"
    )


def matrix_link(view: View) -> None:
    """Link to the matrix, which has all pairs."""
    matrix = view.evaluation.confusion_matrix
    pairs = len(confused_pairs(matrix))
    if pairs:
        text = say("overview-all-pairs", pairs=pairs)
        st.page_link(page("confusion"), label=text)


def suggestions(view: View) -> None:
    """Draw what is worth opening next: sure and wrong, and close calls."""
    evaluation = view.evaluation
    sure = Selection(confidence=(ALMOST_SURE, 1.0))
    close = Selection(sort="close")
    close_rows = view.rows(close)
    num_close = int((evaluation.lead_of(close_rows) < CLOSE_CALL_LEAD).sum())
    candidates = [
        ("overview-sure", view.rows(sure), sure),
        ("overview-close", close_rows[:num_close], close),
    ]
    chosen = [each for each in candidates if len(each[1])]
    if not chosen:
        return
    st.header(say("overview-next"), anchor=False)
    lines = [
        GalleryRow(
            title=say(name, count=len(rows)),
            description=say(name, count=len(rows)),
            notes=[("", say(f"{name}-note"))],
            numbers=rows[:_NEXT_TILES].tolist(),
            tile_descriptions=[describe_image(view, row) for row in rows[:_NEXT_TILES]],
        )
        for name, rows, _ in chosen
    ]
    selections = [selection for _, _, selection in chosen]
    _draw(view, lines, key="next", size=48, selections=selections, target="mistakes")


def accuracy_intervals(view: View) -> None:
    """Draw the accuracy of the run on every test set, with its interval."""
    lines = [
        AccuracyRow(
            name=digit_set_title(record.source),
            evaluation=current_evaluation(view.run, (record,)),
            shown=record.source in view.evaluation.sources,
        )
        for record in view.test_sets
        if _is_quick_to_evaluate(view, record)
    ]
    intervals(lines, key="intervals")


def _is_quick_to_evaluate(view: View, record: cache.DigitsRecord) -> bool:
    """Whether a test set is in view or was read before: a page must not wait long."""
    is_small = record.n <= _SMALL_SET
    return record in view.records or is_small or cache.is_evaluated(view.run, record)


def mistakes_by_digit(view: View) -> None:
    """Draw the share of each digit that was misread, the worst first."""
    matrix = view.evaluation.confusion_matrix
    table = per_class(matrix).query("n > 0")
    if table.empty:
        st.markdown(say("overview-unlabelled"))
        return
    table = table.assign(share=table["mistakes"] / table["n"])
    table = table.sort_values("share", ascending=False, kind="stable")
    enough = bool((table["n"] >= ENOUGH_IMAGES).all())
    largest = max(float(table["share"].max()), 1e-9)
    rows = table.to_dict("records")
    bars = [_digit_bar(row, largest=largest, enough=enough) for row in rows]
    drawing(bar_list(bars), key="by_digit")


def _digit_bar(row: dict[Hashable, Any], *, largest: float, enough: bool) -> Bar:
    """Make the bar of one digit; without enough images there is no percentage."""
    figure = percent(row["share"], 1) if enough else ""
    note = say("overview-by-digit-note", mistakes=row["mistakes"], n=row["n"])
    if row["mistakes"] == 0:
        figure = say("overview-by-digit-none")
        note = say("overview-by-digit-none-note", n=row["n"])
    share = row["share"] / largest
    return Bar(name=str(row["digit"]), share=share, figure=figure, note=note)


def small_curves(view: View) -> None:
    """Draw how accuracy grew while the run was trained, if that is known."""
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
    drawing(
        learning_curves(
            history,
            training=say("overview-curve-training"),
            validation=say("overview-curve-validation"),
            epoch=say("overview-curve-epoch"),
            alt=alt,
        ),
        key="curves",
    )


def _pair_strip(
    pair: dict[Hashable, Any], view: View, rows: NDArray[np.int64]
) -> GalleryRow:
    true, predicted = str(pair["true"]), str(pair["predicted"])
    count, n = pair["count"], round(pair["count"] / pair["share"])
    notes = [(f"{count:,}", say("overview-pair-count", n=n))]
    if n >= ENOUGH_IMAGES:
        notes.append(("", percent(pair["share"], 1)))
    hidden = len(rows) - _PAIR_TILES
    return GalleryRow(
        pair=(true, predicted),
        description=say(
            "overview-pair-open", true=int(true), predicted=int(predicted), count=count
        ),
        notes=notes,
        numbers=rows[:_PAIR_TILES].tolist(),
        tile_descriptions=[describe_image(view, row) for row in rows[:_PAIR_TILES]],
        more=say("overview-more", count=hidden) if hidden > 0 else "",
    )


def _draw(
    view: View,
    lines: list[GalleryRow],
    *,
    key: str,
    size: int,
    selections: list[Selection],
    target: str,
) -> None:
    """Draw strips whose headings lead to a page and whose images open the case."""

    def open_row(index: int) -> None:
        session.set_selection(selections[index])
        session.redirect_to(target)

    def open_image(number: int) -> None:
        index = next(i for i, line in enumerate(lines) if number in line.numbers)
        session.set_selection(selections[index])
        view.open_case(number)

    shown = [number for line in lines for number in line.numbers]
    pictures = view.pictures(np.array(shown, np.int64))
    gallery(lines, pictures, key=key, size=size, on_row=open_row, on_image=open_image)
