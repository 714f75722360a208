"""A jury on the page Suspect labels: who judges, and the button that asks one."""

import math
from functools import partial
from typing import Final

import streamlit as st

from core.work import jobs
from core.work.jury import estimate_jury_seconds
from dashboard import access, session
from dashboard.blocks.common import caption, show_error
from dashboard.blocks.job_progress import time_left, training_progress
from dashboard.text import digit_set_markdown, duration, say
from dashboard.views.view import View

_REFRESH_SECONDS: Final = 1.0


def jury_panel(view: View) -> None:
    """Draw which networks judge the labels, and how to ask a jury where there is none.

    While a jury is trained, draw its progress.
    """
    members = view.jury().members
    if len(members) and members.max() > 1:
        caption(say("suspects-jury", members=int(members.max())))
    running = jobs.running_training()
    if running is not None and "jury" in running.request():
        st.session_state[session.WATCHED_JURY] = running.id
        st.fragment(_watch, run_every=_REFRESH_SECONDS)()
        return
    _outcome()
    if view.evaluation.num_labelled and access.training_allowed():
        _ask(view, is_busy=running is not None)


def _ask(view: View, *, is_busy: bool) -> None:
    """Draw the button for the first test set with pictures and without a jury."""
    for record, members in zip(view.records, view.jury_members, strict=True):
        if members.stored is None and record.has_images:
            break
    else:
        return
    minutes = math.ceil(estimate_jury_seconds(record) / 60)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("suspects-ask"),
            on_click=partial(_start, record.source),
            disabled=is_busy,
            key="suspects_ask",
        )
        seconds = duration(60 * minutes)
        kind = "busy" if is_busy else "free"
        title = digit_set_markdown(record)
        caption(say("suspects-ask-why", kind=kind, time=seconds, title=title))


def _start(source: str) -> None:
    started = jobs.start_jury(source)
    if isinstance(started, jobs.JobFolder):
        st.session_state[session.WATCHED_JURY] = started.id


def _watch() -> None:
    job = jobs.running_training()
    if job is None:
        st.rerun()
    state = jobs.read_state(job)
    text = say(
        "suspects-asking",
        phase=state.activity,
        network=state.latest.network,
        networks=state.latest.networks,
        machines=state.latest.machines,
        done=state.latest.done,
        left=time_left(state),
    )
    training_progress(state, text)


def _outcome() -> None:
    """Draw once why the jury that was watched here did not come about."""
    watched = st.session_state.pop(session.WATCHED_JURY, None)
    if watched is None:
        return
    state = jobs.read_state(jobs.JobFolder(jobs.TRAININGS, watched))
    if state.phase == "cancelled":
        caption(say("training-cancelled"))
    elif state.error is not None:
        show_error(state.error)
