"""Starting a training, and watching it while it runs."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from core.charts.curves import Measure
from core.model.recipes import PRESETS, Recipe
from core.work import catalogue, jobs
from dashboard import access, figures, session
from dashboard.blocks.common import show_error
from dashboard.navigation import page
from dashboard.text import duration, format_local_time, say, theme

_REFRESH_SECONDS = 1.0
# What training loses beside so much else: the built-in digits are few.
_SMALL_DATA = "built-in"


def new_training() -> None:
    """Draw the running training, or the form that starts one."""
    job = jobs.running_training()
    if job is not None:
        st.session_state[session.WATCHED_TRAINING] = job.id
        st.fragment(_watch, run_every=_REFRESH_SECONDS)()
        return
    _show_outcome()
    if not access.training_allowed():
        st.markdown(say("training-off"))
        return
    st.header(say("training-new"), anchor=False)
    _form()


def _form() -> None:
    names = list(catalogue.DATA_NAMES)
    left, right = st.columns(2, gap="large")
    with left:
        data = st.segmented_control(
            say("training-data"),
            names,
            format_func=lambda name: say("training-data-option", name=name),
            default=names[0] if catalogue.has_mnist() else _SMALL_DATA,
            required=True,
        )
        preset = st.radio(
            say("training-preset"),
            list(PRESETS),
            format_func=lambda name: say("training-preset-option", preset=name),
        )
    with right, st.expander(say("training-settings")):
        recipe = catalogue.preset_for_data(preset, data or _SMALL_DATA)
        epochs = st.number_input(
            say("training-epochs"),
            1,
            200,
            recipe.epochs,
            key=f"epochs_{preset}_{data}",
            help=say("training-epochs-help"),
        )
        seed = st.number_input(
            say("training-seed"), 0, 9999, 0, help=say("training-seed-help")
        )
    if data == "mnist" and not catalogue.has_mnist():
        st.markdown(say("training-mnist-needed"))
        st.page_link(page("data"), label=say("data-get"))
        return
    if data == _SMALL_DATA:
        n = catalogue.find_digits(_SMALL_DATA).n
        text = say("training-small", n=n, member=_member(recipe.members))
        st.markdown(f":small[:gray[{text}]]")
    if st.button(say("training-start"), type="primary"):
        _start(replace(recipe, epochs=int(epochs), seed=int(seed)), data or _SMALL_DATA)


def _start(recipe: Recipe, data: str) -> None:
    """Start, or show the run that the same training has made before."""
    started = jobs.start_training(recipe, data)
    if isinstance(started, jobs.JobFolder):
        st.session_state[session.WATCHED_TRAINING] = started.id
        st.rerun()
    st.session_state[session.RUN] = started.id
    created = format_local_time(started.created)
    st.session_state[session.NOTICE] = say("training-already", created=created)
    st.rerun()


def _member(number: int) -> str:
    return "one" if number == 1 else "several"


def _watch() -> None:
    """Draw the progress of the running training; when it ends, the whole page anew."""
    job = jobs.running_training()
    if job is None:
        st.rerun()
    now = jobs.read_state(job)
    request = now.request.get("recipe", {})
    data = say("data-name", name=now.request.get("data", ""))
    st.header(
        say("training-of", preset=request.get("preset", ""), data=data), anchor=False
    )
    left = "none" if now.seconds_left is None else duration(now.seconds_left)
    numbers = {
        name: getattr(now.latest, name)
        for name in ("epoch", "epochs", "network", "networks")
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        member = _member(request.get("members", 1))
        text = say(
            "training-running", phase=now.phase, left=left, member=member, **numbers
        )
        st.progress(min(now.share, 1.0), text=text)
        stopping = job.is_cancel_requested()
        if access.training_allowed():
            label = say("training-cancelling" if stopping else "training-cancel")
            st.button(label, on_click=job.request_cancel, disabled=stopping)
    if now.rows:
        training_charts(pd.DataFrame(now.rows).astype(float), key="live")
    else:
        st.markdown(f":small[:gray[{say('training-waiting')}]]")


def training_charts(
    history: pd.DataFrame, *, key: str, best: int | None = None
) -> None:
    """Draw loss and accuracy over the epochs, side by side."""
    words = {
        "training": say("training-line-training"),
        "validation": say("training-line-validation"),
        "best": say("training-best"),
    }
    measures: tuple[Measure, ...] = ("loss", "accuracy")
    for column, measure in zip(st.columns(2), measures, strict=True):
        with column:
            st.subheader(
                say(f"training-{measure}"), anchor=False, help=say(f"meaning-{measure}")
            )
            st.plotly_chart(
                figures.training_curves(
                    history, measure, words=words, theme=theme(), best=best
                ),
                key=f"{key}_{measure}",
                config={"displayModeBar": False},
                alt=say(f"training-{measure}-alt"),
            )


def _show_outcome() -> None:
    """Say once what became of the training this session was watching."""
    notice = st.session_state.pop(session.NOTICE, None)
    if notice is not None:
        st.markdown(notice)
    watched = st.session_state.pop(session.WATCHED_TRAINING, None)
    if watched is None:
        return
    ended = jobs.read_state(jobs.JobFolder(jobs.TRAININGS, watched))
    if ended.phase == "done":
        st.session_state[session.RUN] = watched
        st.session_state[session.NOTICE] = say("training-done")
        st.rerun()
    elif ended.phase == "cancelled":
        st.markdown(say("training-cancelled"))
    elif ended.error is not None:
        show_error(ended.error)
