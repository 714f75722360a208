"""Where two runs differ: the difference matrix, and the images behind its cells."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.comparison import CellChange, difference_matrix, find_cell_change
from core.analysis.selection import Cell
from dashboard import session
from dashboard.blocks.common import caption, cell_heading
from dashboard.blocks.compare import comparison_grid
from dashboard.text import current_language, say
from dashboard.views.comparison import OtherRun
from dashboard.views.view import View
from dashboard.widgets.matrix import confusion_matrix, difference_words

_MAX_IMAGES = 60


def differences(view: View, other: OtherRun) -> CellChange:
    """Draw the difference matrix beside the images of a cell; return their rows."""
    st.header(say("compare-matrix"), anchor=False)
    cell = session.selection().cell
    left, right = st.columns([11, 9], gap="large")
    with left:
        confusion_matrix(
            difference_matrix(other.evaluation, view.evaluation),
            key="difference",
            chosen=cell,
            on_choose=session.choose_cell,
            mode="difference",
            words=difference_words(current_language()),
        )
    with right:
        if cell is None:
            st.markdown(say("compare-matrix-choose"))
            return CellChange(np.array([], np.int64), np.array([], np.int64))
        found = find_cell_change(other.evaluation, view.evaluation, *cell)
        _cell_panel(view, other, cell, found)
    return found


def _cell_panel(view: View, other: OtherRun, cell: Cell, found: CellChange) -> None:
    more = len(found.gained) - len(found.lost)
    sense = "more" if more > 0 else "fewer" if more < 0 else "same"
    # Of a row or a column only the mistakes count.
    of = "mistakes" if None in cell else "images"
    note = say("compare-cell", of=of, sense=sense, count=abs(more))
    cell_heading(cell, abs(more), note=note)
    for name, rows in (("came", found.gained), ("left", found.lost)):
        st.markdown(say(f"compare-{name}", count=len(rows)))
        if len(rows):
            _images(view, other, rows, key=f"{name}_images", with_label=cell[0] is None)


def _images(
    view: View,
    other: OtherRun,
    rows: NDArray[np.int64],
    *,
    key: str,
    with_label: bool,
) -> None:
    shown = rows[:_MAX_IMAGES]
    comparison_grid(view, other, shown, key=key, with_label=with_label)
    if len(rows) > len(shown):
        caption(say("confusion-shown-part", shown=len(shown), count=len(rows)))
