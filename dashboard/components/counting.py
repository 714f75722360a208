"""How mistakes are counted: as labelled, or with the verdicts accepted."""

import streamlit as st

from core.analysis.verdicts import judged
from core.share.judged import judged_sentence
from dashboard import state
from dashboard.components.findings import caption
from dashboard.language import say
from dashboard.view import View

_CHOICE = "counting_choice"


def counting_choice(view: View) -> None:
    """Draw the choice, where people decided about any image in view."""
    over = view.verdicts()
    if not over.is_any():
        return

    def keep() -> None:
        state.accept_verdicts(st.session_state[_CHOICE])

    title = say("counting-label", by=_by(state.accepts_verdicts()))
    with st.popover(title, type="tertiary", help=say("counting")):
        st.session_state[_CHOICE] = state.accepts_verdicts()
        st.radio(
            say("counting"),
            [False, True],
            format_func=lambda accepted: say("counting-option", by=_by(accepted)),
            key=_CHOICE,
            on_change=keep,
        )
        st.markdown(judged_sentence(judged(view.labelled, over), state.language()))
        caption(say("counting-what"))


def counted_as_labelled(view: View) -> None:
    """Say that a page counts as labelled, where the reader chose otherwise."""
    if state.accepts_verdicts() and view.verdicts().is_any():
        caption(say("counting-not-here"))


def _by(accepted: bool) -> str:
    return "verdicts" if accepted else "labels"
