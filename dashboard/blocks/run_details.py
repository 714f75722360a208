"""How a run was made: its curves, its network, its files, and all runs beside it."""

from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from core.model.recipes import Recipe
from dashboard import cache, figures, reading, session
from dashboard.blocks.import_predictions import imported_run_details
from dashboard.blocks.training import training_charts
from dashboard.text import duration, format_local_time, join_sentences, say, theme

_TRAINING_COLUMNS: Final = ("epochs", "validation", "seconds")


def training_details(run: cache.RunRecord) -> None:
    """Draw how a run was made, or say that it was made elsewhere."""
    if run.recipe is None:
        imported_run_details(run)
        return
    data = say("data-name", name=run.data)
    text = say("training-curves", preset=run.recipe.preset, data=data)
    st.header(text, anchor=False)
    _recipe_summary(run, run.recipe)
    _curves(run, run.recipe)
    st.header(say("training-network"), anchor=False)
    _network(run, run.recipe)


def _curves(run: cache.RunRecord, recipe: Recipe) -> None:
    """Draw loss, accuracy and learning rate, and say what validation means here."""
    history = cache.history(run)
    best = None
    # Each network of several keeps an epoch of its own.
    one = recipe.members == 1
    if one and recipe.keep == "best" and history["val_loss"].notna().any():
        best = int(history["epoch"].iloc[history["val_loss"].argmin()])
    training_charts(history, key=f"run_{run.id}", best=best)
    if run.out_of_fold:
        watched = say("training-validation-out-of-fold")
    else:
        n = round(run.n * recipe.validation)
        watched = say("training-validation-held-out", n=n)
    kept = say("training-kept", keep=recipe.keep)
    told = [] if one else [say("training-members", members=recipe.members)]
    st.markdown(f":small[:gray[{join_sentences([*told, watched, kept])}]]")
    st.subheader(say("training-rate"), anchor=False)
    st.plotly_chart(
        figures.learning_rate(history, theme=theme()),
        key=f"rate_{run.id}",
        config={"displayModeBar": False},
        alt=say("training-rate-alt"),
    )


def _recipe_summary(run: cache.RunRecord, recipe: Recipe) -> None:
    """Say the recipe in a sentence, and with which versions."""
    st.markdown(
        say(
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
    )
    versions = tuple(
        f"{say('version-name', name=name)} {number}"
        for name, number in run.versions.items()
    )
    st.markdown(f":small[:gray[{say('training-versions', versions=versions)}]]")


def _network(run: cache.RunRecord, recipe: Recipe) -> None:
    """Draw the layers, and offer the network as files."""
    layers = cache.layers(run)
    st.markdown(
        say("training-network-lead", parameters=int(layers["parameters"].sum()))
    )
    st.dataframe(
        layers,
        hide_index=True,
        column_config={
            name: say(f"training-network-{name}") for name in layers.columns
        },
        alt=say("training-network"),
    )
    with st.container(horizontal=True):
        for kind in ("keras", "tflite"):
            st.download_button(
                say(f"training-download-{kind}"),
                data=partial(reading.model_file, run, f"model.{kind}"),
                file_name=f"misread-{recipe.preset}-{run.data}-{run.id}.{kind}",
                on_click="ignore",
            )


def runs_table(runs: list[cache.RunRecord], shown: cache.RunRecord) -> None:
    """Draw a table of all runs; choosing a row shows that run everywhere."""
    rows = []
    for run in runs:
        about = {"created": format_local_time(run.created), "id": run.id}
        if run.recipe is None:
            made = {"preset": run.title, "data": say("elsewhere-preset")}
            rows.append({**made, **dict.fromkeys(_TRAINING_COLUMNS), **about})
            continue
        history = cache.history(run)
        rows.append(
            {
                "preset": run.recipe.preset,
                "data": say("data-name", name=run.data),
                "epochs": run.recipe.epochs,
                "validation": history["val_accuracy"].iloc[-1],
                "seconds": run.seconds["training"],
                **about,
            }
        )
    table = pd.DataFrame(rows)
    config: dict[str, Any] = {
        name: say(f"training-runs-{name}") for name in table.columns
    }
    config["validation"] = st.column_config.NumberColumn(
        say("training-runs-validation"), format="percent"
    )
    config["seconds"] = st.column_config.NumberColumn(
        say("training-runs-seconds"), format="%.0f"
    )

    def keep() -> None:
        chosen = st.session_state[session.RUNS_TABLE]["selection"]["rows"]
        if chosen:
            session.choose_run(str(rows[chosen[0]]["id"]))

    st.dataframe(
        table,
        key=session.RUNS_TABLE,
        hide_index=True,
        column_config=config,
        on_select=keep,
        selection_mode="single-row",
        alt=say("training-runs"),
        placeholder="–",
    )
    st.markdown(f":small[:gray[{say('training-runs-shown', id=shown.id)}]]")
