"""The blocks of the Confusion page."""

from dataclasses import replace
from typing import Literal, cast

import numpy as np
import streamlit as st

from core.analysis.cell_findings import cell_finding, other_confusions
from core.analysis.evaluation import Evaluation
from core.analysis.selection import Cell, Selection
from core.charts.matrix import matrix_words
from dashboard import session
from dashboard.blocks.common import (
    caption,
    cell_heading,
    image_grid,
    image_tile,
    note_hidden,
    text_button,
)
from dashboard.blocks.strips import confused_pair_strips
from dashboard.navigation import page
from dashboard.text import current_language, finding_sentence, say
from dashboard.views.view import View
from dashboard.widgets.matrix import confusion_matrix

Mode = Literal["count", "row", "column"]
_MODES: tuple[Mode, ...] = ("count", "row", "column")
_MAX_IMAGES = 60
_NUM_CORRECT = 5


def mode_choice() -> Mode:
    """Draw the choice of counts or shares in the cells, and return it."""
    kept = st.session_state.get(session.MODE, "count")
    st.session_state.setdefault(session.MODE_CHOICE, kept)
    picked = st.segmented_control(
        say("confusion-mode"),
        _MODES,
        format_func=lambda mode: say(f"confusion-{mode}"),
        key=session.MODE_CHOICE,
        required=True,
        label_visibility="collapsed",
    )
    st.session_state[session.MODE] = picked
    return cast("Mode", picked)


def matrix(filtered: Evaluation, selection: Selection, mode: Mode) -> None:
    """Draw the matrix of the filtered images; a click changes the selection."""
    confusion_matrix(
        filtered.confusion_matrix,
        key="matrix",
        chosen=selection.cell,
        on_choose=session.choose_cell,
        mode=mode,
        words=matrix_words(current_language()),
    )


def cell_panel(view: View, filtered: Evaluation, selection: Selection) -> None:
    """Draw the chosen cell: a sentence, its images, and the mirror cell."""
    cell = selection.cell
    if cell is None:
        st.markdown(say("confusion-choose"))
        confused_pair_strips(view, size=44)
        return
    rows = view.rows(selection)
    finding = cell_finding(filtered, *cell)
    cell_heading(cell, len(rows))
    st.markdown(finding_sentence(finding))
    _images(view, rows, cell, key="cell_images")
    if len(rows):
        st.page_link(page("mistakes"), label=say("confusion-open", count=len(rows)))
    true, predicted = cell
    if true is not None and predicted is not None and true != predicted:
        mirror = (predicted, true)
        rows = view.rows(selection.with_cell(*mirror))
        cell_heading(mirror, len(rows), small=True, note=say("confusion-mirror"))
        st.markdown(finding_sentence(cell_finding(filtered, *mirror)))
        _images(view, rows, mirror, key="mirror_images")
        _correct_examples(view, true, predicted)
        _other_predictions(filtered, true, predicted)


def _images(view: View, rows: np.ndarray, cell: Cell, *, key: str) -> None:
    """Draw the first images, without the digits that all of them share."""
    shown = rows[:_MAX_IMAGES]
    if len(shown):
        tiles = [image_tile(view, int(row), with_digits=None in cell) for row in shown]
        label = say("confusion-images", count=len(rows))
        image_grid(view, shown, tiles=tiles, key=key, label=label, size=66)
        note_hidden(len(rows), len(shown))


def _correct_examples(view: View, true: int, predicted: int) -> None:
    if not view.has_pictures:
        return
    for column, digit in zip(st.columns(2), (true, predicted), strict=True):
        rows = view.rows(Selection(sort="confident").with_cell(digit, digit))
        with column:
            name = say("digit-plural-start", digit=digit)
            caption(say("confusion-reads-well", digit=name))
            shown = rows[:_NUM_CORRECT]
            if len(shown):
                tiles = [
                    replace(image_tile(view, int(row), with_digits=False), note="")
                    for row in shown
                ]
                key = f"good_{digit}"
                image_grid(view, shown, tiles=tiles, key=key, label=name, size=42)


def _other_predictions(filtered: Evaluation, true: int, predicted: int) -> None:
    others = other_confusions(filtered, true, predicted)
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(say("finding-also-read-as", digit=true), width="content")
        for other, count in others:
            text = say("finding-also-read-as-item", predicted=str(other), count=count)
            text_button(text, session.choose_cell, true, other, key=f"also_{other}")
