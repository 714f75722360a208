"""The progress of a job, with a button that cancels it."""

import streamlit as st

from core.work.jobs import JobState
from dashboard import access
from dashboard.blocks.common import show_error
from dashboard.text import duration, say


def job_progress(
    state: JobState, text: str, *, cancel: str, stopping: str, may_cancel: bool
) -> None:
    """Draw how far a running job is, and a button that cancels it.

    `cancel` and `stopping` are the labels of the button, before and after the click.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(state.share, 1.0), text=text)
        if may_cancel:
            is_stopping = state.job.is_cancel_requested()
            st.button(
                stopping if is_stopping else cancel,
                on_click=state.job.request_cancel,
                disabled=is_stopping,
            )
    if state.damage is not None:
        show_error(state.damage)


def training_progress(state: JobState, text: str) -> None:
    """Draw how far a training is, and a button that cancels it."""
    job_progress(
        state,
        text,
        cancel=say("training-cancel"),
        stopping=say("training-cancelling"),
        may_cancel=access.training_allowed(),
    )


def time_left(state: JobState) -> str:
    """Return the estimated remaining time of a job, ``none`` if it is unknown."""
    return "none" if state.seconds_left is None else duration(state.seconds_left)
