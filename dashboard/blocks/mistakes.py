"""The blocks of the Mistakes page."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.mistakes import find_blocking_filter, num_pages, slice_page
from core.analysis.selection import Selection
from core.analysis.verdicts import DECISIONS
from core.data.digits import NUM_CLASSES
from dashboard import session
from dashboard.blocks.common import image_grid, pager, text_button
from dashboard.text import digit_set_options, say
from dashboard.views.view import View

PAGE_SIZE = 120
_DIGITS = range(NUM_CLASSES)
_SORTS = ("confident", "close", "shuffled", "file")
_SORTS_WITHOUT_CONFIDENCE = ("file", "shuffled")


def filters(view: View) -> None:
    """Draw the filters, which change the selection."""
    selection = session.selection()
    sorts = _SORTS if view.evaluation.has_confidence else _SORTS_WITHOUT_CONFIDENCE
    # Without confidence, the orders by confidence are that of the file.
    sort = selection.sort if selection.sort in sorts else "file"
    with st.container(horizontal=True, gap="medium"):
        _digit_pills("true", selection.true)
        _digit_pills("predicted", selection.predicted)
        st.space("stretch")
        st.selectbox(
            say("mistakes-sort"),
            sorts,
            format_func=lambda sort: say("mistakes-sort-option", sort=sort),
            width=260,
            **_bind("sort", sort),
        )
    with st.expander(say("mistakes-more"), expanded=_has_more(selection)):
        _more_filters(view, selection)


def summary(view: View, rows: NDArray[np.int64]) -> None:
    """Draw how many images are shown, and the button that clears the filters."""
    selection = session.selection()
    with st.container(horizontal=True, vertical_alignment="center"):
        if selection.outcome == "correct":
            correct = view.evaluation.num_labelled - view.evaluation.num_mistakes
            text = say("mistakes-shown-correct", shown=len(rows), correct=correct)
        elif selection.outcome == "all":
            text = say("mistakes-shown-all", shown=len(rows), n=view.evaluation.n)
        else:
            mistakes = view.evaluation.num_mistakes
            text = say("mistakes-shown", shown=len(rows), mistakes=mistakes)
        with st.container(key="shown", width="content"):
            st.markdown(text, width="content")
        if _cleared(selection) != selection:
            text_button(say("mistakes-clear"), _clear)
        if selection.sort == "shuffled":
            text_button(say("mistakes-shuffle"), _shuffle)


def mistake_grid(view: View, rows: NDArray[np.int64]) -> None:
    """Draw one page of images, or why there are none."""
    if not len(rows):
        _empty(view)
        return
    pages = num_pages(len(rows), PAGE_SIZE)
    number = min(session.page(), pages - 1)
    shown = slice_page(rows, number, PAGE_SIZE)
    label = say("mistakes-grid", shown=len(shown))
    image_grid(view, shown, key="mistakes", label=label, size=82)
    pager(pages, number, kept=session.PAGE, key=session.GRID_PAGE)


def _digit_pills(name: str, chosen: frozenset[int]) -> None:
    st.pills(
        say(f"mistakes-{name}"),
        _DIGITS,
        selection_mode="multi",
        width="content",
        **_bind(name, sorted(chosen), frozenset),
    )


def _more_filters(view: View, selection: Selection) -> None:
    has_confidence = view.evaluation.has_confidence
    *sure, name, verdict, source = st.columns(3 + has_confidence, gap="medium")
    if has_confidence:
        low, high = selection.confidence
        percent = (round(100 * low), round(100 * high))
        sure[0].slider(
            say("mistakes-confidence"),
            0,
            100,
            help=say("meaning-confidence"),
            **_bind("confidence", percent, lambda it: (it[0] / 100, it[1] / 100)),
        )
    with name:
        st.text_input(say("mistakes-name"), **_bind("name", selection.name, str.strip))
    with verdict:
        st.selectbox(
            say("mistakes-verdict"),
            ("", *DECISIONS),
            format_func=lambda it: say("mistakes-verdict-option", verdict=it or "any"),
            **_bind("verdict", selection.verdict),
        )
    if len(view.records) > 1:
        with source:
            labels = digit_set_options(view.records)
            st.pills(
                say("mistakes-source"),
                list(labels),
                selection_mode="multi",
                format_func=labels.__getitem__,
                **_bind("sources", sorted(selection.sources), frozenset),
            )


def _bind(
    name: str, value: Any, convert: Callable[[Any], Any] = lambda value: value
) -> dict[str, Any]:
    """Return the key and the callback of a widget for one filter.

    The widget shows the value in the selection, which is authoritative.
    """
    key = f"{session.FILTER_PREFIX}{name}"
    st.session_state[key] = value

    def store_choice() -> None:
        session.change_selection(**{name: convert(st.session_state[key])})

    return {"key": key, "on_change": store_choice}


def _has_more(selection: Selection) -> bool:
    default = Selection()
    return any(
        getattr(selection, name) != getattr(default, name)
        for name in ("confidence", "name", "sources", "verdict")
    )


def _cleared(selection: Selection) -> Selection:
    return Selection(sort=selection.sort, seed=selection.seed)


def _clear() -> None:
    session.set_selection(_cleared(session.selection()))


def _shuffle() -> None:
    session.change_selection(seed=session.selection().seed + 1)


def _empty(view: View) -> None:
    """Draw which filter leaves no images, and the button that removes it."""
    selection = session.selection()
    if not view.evaluation.num_labelled and selection.outcome != "all":
        st.markdown(say("mistakes-unlabelled"))
        st.button(
            say("mistakes-show-all"),
            on_click=session.change_selection,
            kwargs={"outcome": "all"},
        )
        return
    if view.evaluation.num_mistakes == 0 and selection.outcome == "mistakes":
        st.markdown(say("mistakes-none"))
        return
    names = view.names() if selection.name else None
    decisions = view.decisions(selection)
    removal = find_blocking_filter(view.evaluation, selection, names, decisions)
    if removal is None:
        st.markdown(say("mistakes-empty"))
        st.button(say("mistakes-clear"), key="clear_all", on_click=_clear)
        return
    field, count = removal
    st.markdown(say("mistakes-emptied", filter=field, count=count))
    default = next(each.default for each in fields(Selection) if each.name == field)
    st.button(
        say("mistakes-remove", filter=field),
        on_click=session.change_selection,
        kwargs={field: default},
    )
