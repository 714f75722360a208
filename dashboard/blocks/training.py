"""The blocks of the page Training: start and watch a training, and show all runs."""

from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd
import pyarrow as pa
import streamlit as st

from core.charts.curves import Measure
from core.model.jury import JURY
from core.model.recipes import PRESETS, Recipe
from core.work import catalogue, jobs
from core.work.sweep import requested_recipes
from dashboard import access, cache, reading, session
from dashboard.blocks.common import (
    caption,
    chart,
    learning_curve,
    show_error,
)
from dashboard.blocks.job_progress import time_left, training_progress
from dashboard.navigation import page
from dashboard.text import (
    duration,
    escape_markdown,
    format_local_time,
    join_sentences,
    say,
    theme,
)

_REFRESH_SECONDS: Final = 1.0
_MAX_EPOCHS: Final = 200
_MAX_SEED: Final = 9999
_MAX_SEEDS: Final = 20
_SMALL_DATA: Final = "built-in"
_COUNTED: Final = (
    *("epoch", "epochs", "network", "networks", "run", "runs", "machines", "done"),
)


def new_training() -> None:
    """Draw the running training, or the form that starts one."""
    job = jobs.running_training()
    if job is not None:
        st.session_state[session.WATCHED_TRAINING] = job.id
        st.fragment(_watch, run_every=_REFRESH_SECONDS)()
        return
    _outcome()
    if not access.training_allowed():
        st.markdown(say("training-off"))
        return
    st.header(say("training-new"), anchor=False)
    _form()


def _form() -> None:
    has_mnist = catalogue.has_mnist()
    left, right = st.columns(2, gap="large")
    with left:
        picked = st.segmented_control(
            say("training-data"),
            catalogue.DATA_NAMES,
            format_func=lambda name: say("training-data-option", name=name),
            default="mnist" if has_mnist else _SMALL_DATA,
            required=True,
        )
        data = picked or _SMALL_DATA
        preset = st.radio(
            say("training-preset"),
            list(PRESETS),
            format_func=lambda name: say("training-preset-option", preset=name),
        )
    with right, st.expander(say("training-settings")):
        recipe = catalogue.preset_for_data(preset, data)
        epochs = st.number_input(
            say("training-epochs"),
            1,
            _MAX_EPOCHS,
            recipe.epochs,
            key=f"epochs_{preset}_{data}",
            help=say("training-epochs-help"),
        )
        seed = st.number_input(
            say("training-seed"), 0, _MAX_SEED, 0, help=say("training-seed-help")
        )
        # Others wait for the one training that a server does at a time.
        most = 1 if access.is_shared() else _MAX_SEEDS
        count = st.number_input(
            say("training-seeds"), 1, most, 1, help=say("training-seeds-help")
        )
    if data == "mnist" and not has_mnist:
        st.markdown(say("training-mnist-needed"))
        st.page_link(page("data"), label=say("data-get"))
        return
    if data == _SMALL_DATA:
        n = catalogue.find_digits(_SMALL_DATA).n
        caption(say("training-small", n=n, kept=recipe.num_networks))
    if st.button(say("training-start"), type="primary"):
        recipe = replace(recipe, epochs=int(epochs))
        seeds = range(int(seed), int(seed) + int(count))
        _start([replace(recipe, seed=each) for each in seeds], data)


def _start(recipes: list[Recipe], data: str) -> None:
    """Start a training, or show the run that the same training published before."""
    started = jobs.start_trainings(recipes, data)
    if isinstance(started, jobs.JobFolder):
        st.session_state[session.WATCHED_TRAINING] = started.id
    else:
        st.session_state[session.RUN] = started[0].id
        created = format_local_time(started[0].created)
        st.session_state[session.NOTICE] = say("training-already", created=created)
    st.rerun()


def _watch() -> None:
    job = jobs.running_training()
    if job is None:
        st.rerun()
    state = jobs.read_state(job)
    recipes = requested_recipes(state.request)
    data = say("data-name", name=state.request.get("data", ""))
    preset = recipes[0].preset if recipes else "jury"
    st.header(say("training-of", preset=preset, data=data), anchor=False)
    text = say(
        "training-running",
        phase=state.activity,
        left=time_left(state),
        kept=recipes[0].num_networks if recipes else len(JURY),
        **{each: getattr(state.latest, each) for each in _COUNTED},
    )
    training_progress(state, text)
    if state.rows:
        _training_charts(pd.DataFrame(state.rows).astype(float), key="live")
    elif recipes:
        caption(say("training-waiting"))


def _outcome() -> None:
    """Draw once how the training ended that was watched here or died unnoticed."""
    if (notice := st.session_state.pop(session.NOTICE, None)) is not None:
        st.markdown(notice)
    watched = st.session_state.pop(session.WATCHED_TRAINING, None)
    if access.training_allowed():
        # Also if it was watched here, so that it is not found a second time.
        interrupted = jobs.interrupted_training()
        watched = watched or (interrupted and interrupted.id)
    if watched is None:
        return
    state = jobs.read_state(jobs.JobFolder(jobs.TRAININGS, watched))
    if state.phase == "done" and "jury" in state.request:
        st.markdown(say("training-jury-done"))
    elif state.phase == "done":
        runs = state.request.get("runs", [watched])
        st.session_state[session.RUN] = runs[0]
        st.session_state[session.NOTICE] = say("training-done", n=len(runs))
        st.rerun()
    elif state.phase == "cancelled":
        st.markdown(say("training-cancelled"))
    elif state.error is not None:
        show_error(state.error)


def _training_charts(
    history: pd.DataFrame, *, key: str, best: int | None = None
) -> None:
    """Draw loss and accuracy over the epochs, side by side."""
    measures: tuple[Measure, ...] = ("loss", "accuracy")
    for column, measure in zip(st.columns(2), measures, strict=True):
        with column:
            learning_curve(
                history,
                measure,
                key=f"{key}_{measure}",
                alt=say(f"training-{measure}-alt"),
                mark=(best, say("training-best")),
            )


def run_details(run: cache.RunRecord) -> None:
    """Draw how a run was trained, and its network; of an imported run its import."""
    recipe = run.recipe
    if recipe is None:
        title = escape_markdown(run.title)
        st.header(say("elsewhere-title", title=title), anchor=False)
        st.markdown(say("elsewhere-what", created=format_local_time(run.created)))
        return
    data = say("data-name", name=run.data)
    st.header(say("training-curves", preset=recipe.preset, data=data), anchor=False)
    _recipe_summary(run, recipe)
    _curves(run, recipe)
    _network(run, recipe)


def _recipe_summary(run: cache.RunRecord, recipe: Recipe) -> None:
    text = say(
        "training-how-text",
        preset=recipe.preset,
        n=run.n,
        data=say("data-name", name=run.data),
        epochs=recipe.epochs,
        batch=recipe.batch_size,
        seconds=duration(run.seconds["training"]),
        start=duration(run.seconds["import"] + run.seconds["tracing"]),
        created=format_local_time(run.created),
    )
    st.markdown(text)
    if recipe.drawn:
        n = run.n * (1 - recipe.validation)
        drawn, marks = (round(n * each) for each in (recipe.drawn, recipe.marks))
        counts = {"drawn": drawn, "marks": marks, "teachers": recipe.teachers}
        caption(say("training-drawn", **counts))
    if run.softened is not None:
        caption(say("training-softened", value=f"{run.softened:.2f}"))
    found = run.versions.items()
    versions = tuple(f"{say('version-name', name=name)} {each}" for name, each in found)
    caption(say("training-versions", versions=versions))


def _curves(run: cache.RunRecord, recipe: Recipe) -> None:
    history = cache.history(run)
    best = None
    # Of several networks, each keeps an epoch of its own.
    single = recipe.members == 1
    if single and recipe.keep == "best" and history["val_loss"].notna().any():
        best = int(history["epoch"].iloc[history["val_loss"].argmin()])
    _training_charts(history, key=f"run_{run.id}", best=best)
    sentences = [] if single else [say("training-members", members=recipe.members)]
    if run.out_of_fold:
        sentences.append(say("training-validation-out-of-fold"))
    else:
        n = round(run.n * recipe.validation)
        sentences.append(say("training-validation-held-out", n=n))
    sentences.append(say("training-kept", keep=recipe.keep))
    caption(join_sentences(sentences))
    st.subheader(say("training-rate"), anchor=False)
    figure = cache.learning_rate(history, theme=theme())
    chart(figure, key=f"rate_{run.id}", alt=say("training-rate-alt"))


def _network(run: cache.RunRecord, recipe: Recipe) -> None:
    st.header(say("training-network"), anchor=False)
    layers = cache.layers(run)
    parameters = int(layers["parameters"].sum())
    st.markdown(say("training-network-lead", parameters=parameters))
    config = {name: say(f"training-network-{name}") for name in layers.columns}
    alt = say("training-network")
    table = pa.table({name: layers[name].to_list() for name in layers})
    st.dataframe(table, hide_index=True, column_config=config, alt=alt)
    with st.container(horizontal=True):
        for kind in ("keras", "tflite"):
            st.download_button(
                say(f"training-download-{kind}"),
                data=partial(reading.model_file, run, f"model.{kind}"),
                file_name=f"misread-{recipe.preset}-{run.data}-{run.id}.{kind}",
                on_click="ignore",
            )
