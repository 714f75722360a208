"""The blocks of the page Weak spots."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.metrics import ENOUGH_IMAGES
from core.analysis.slices import Slice
from dashboard import session
from dashboard.blocks.common import caption, image_grid, lead_text, text_button
from dashboard.navigation import page
from dashboard.text import finding_sentence, join_sentences, percent, say
from dashboard.views.view import View

_LISTED = 8
_MAX_WRONG = 60
_MAX_RIGHT = 20


def slices_headline(view: View, slices: Sequence[Slice]) -> None:
    """Draw how many weak spots are significant, and a definition."""
    num_significant = sum(data_slice.is_significant for data_slice in slices)
    kind = "significant" if num_significant else "chance" if slices else "none"
    if not view.has_pictures:
        kind = "no-pictures"
    elif view.evaluation.num_labelled < ENOUGH_IMAGES:
        kind = "few"
    st.title(say("spots-headline", kind=kind, count=num_significant), anchor=False)
    clearest = [say("spots-clearest", shown=_LISTED)] if len(slices) > _LISTED else []
    lead_text(join_sentences([say("spots-lead"), *clearest]))
    if kind == "no-pictures":
        st.page_link(page("data"), label=say("data-get"))


def slice_list(view: View, slices: Sequence[Slice]) -> None:
    """Draw each slice as a sentence, and the images of the chosen one."""
    for number, data_slice in enumerate(slices[:_LISTED]):
        low, high = (percent(end, 1) for end in data_slice.interval)
        chance = say(
            "spots-chance",
            kind="significant" if data_slice.is_significant else "chance",
        )
        about = join_sentences([say("spots-interval", low=low, high=high), chance])
        with st.container(width=960, horizontal=True, vertical_alignment="center"):
            text = f"{finding_sentence(data_slice.finding)}  \n:small[:gray[{about}]]"
            st.markdown(text, width="content")
            shown = st.session_state.get(session.CHOSEN_SLICE) == _name(data_slice)
            text = say("spots-hide" if shown else "spots-show", n=data_slice.mistakes)
            name = None if shown else _name(data_slice)
            st.space("stretch")
            text_button(text, _choose, name, key=f"spot_{number}")
        if shown:
            _images(view, data_slice)


def slice_rows(view: View, slices: Sequence[Slice]) -> NDArray[np.int64]:
    """Return the rows of the chosen slice, misread ones first."""
    name = st.session_state.get(session.CHOSEN_SLICE)
    found = (each.rows for each in slices[:_LISTED] if _name(each) == name)
    rows = next(found, np.zeros(0, np.int64))
    return rows[np.argsort(~view.evaluation.mistaken[rows], kind="stable")]


def _name(data_slice: Slice) -> tuple[int, str, str]:
    return data_slice.digit, data_slice.trait, data_slice.side


def _choose(name: tuple[int, str, str] | None) -> None:
    st.session_state[session.CHOSEN_SLICE] = name


def _images(view: View, data_slice: Slice) -> None:
    wrong = view.evaluation.mistaken[data_slice.rows]
    for kind, rows, most in (
        ("wrong", data_slice.rows[wrong], _MAX_WRONG),
        ("right", data_slice.rows[~wrong], _MAX_RIGHT),
    ):
        shown = rows[:most]
        if len(shown):
            text = say("spots-images", kind=kind, shown=len(shown), n=len(rows))
            caption(text)
            image_grid(view, shown, key=f"spot_{kind}", label=text, size=66)
