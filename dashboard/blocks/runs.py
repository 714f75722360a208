"""All runs as a table, and those that differ in the seed alone as groups."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from core.errors import MisreadError
from core.work.seed_groups import SeedGroup, evaluate_group, find_seed_groups
from dashboard import cache, session
from dashboard.blocks.common import caption
from dashboard.text import (
    digit_set_title,
    format_list,
    format_local_time,
    say,
    setting_value,
)

_TRAINING_COLUMNS: Final = ("epochs", "seed", "validation", "seconds")


def runs_table(runs: list[cache.RunRecord], shown: cache.RunRecord) -> None:
    """Draw a table of all runs; a chosen row becomes the run of every page."""
    # Streamlit converts a table of pandas for each run of the page.
    table = pa.Table.from_pylist([_table_row(run) for run in runs])
    config: dict[str, Any] = {
        name: say(f"training-runs-{name}") for name in table.column_names
    }
    for name, number_format in (("validation", "percent"), ("seconds", "%.0f")):
        config[name] = st.column_config.NumberColumn(config[name], format=number_format)

    def choose() -> None:
        chosen = st.session_state[session.RUNS_TABLE]["selection"]["rows"]
        if chosen:
            session.choose_run(runs[chosen[0]].id)

    st.dataframe(
        table,
        key=session.RUNS_TABLE,
        hide_index=True,
        column_config=config,
        on_select=choose,
        selection_mode="single-row",
        alt=say("training-runs"),
        placeholder="–",
    )
    caption(say("training-runs-shown", id=shown.id))


def _table_row(run: cache.RunRecord) -> dict[str, object]:
    about = {"created": format_local_time(run.created), "id": run.id}
    if run.recipe is None:
        made = {"preset": run.title, "data": say("elsewhere-preset")}
        return {**made, **dict.fromkeys(_TRAINING_COLUMNS), **about}
    return {
        "preset": run.recipe.preset,
        "data": say("data-name", name=run.data),
        "epochs": run.recipe.epochs,
        "seed": run.recipe.seed,
        "validation": cache.history(run)["val_accuracy"].iloc[-1],
        "seconds": run.seconds["training"],
        **about,
    }


def seed_groups(runs: Sequence[cache.RunRecord]) -> None:
    """Draw the accuracy of runs that differ in the seed alone, if there are any."""
    groups = []
    for each in find_seed_groups(runs):
        # Without MNIST, or with damaged predictions, the others are still shown.
        with suppress(MisreadError):
            groups.append(evaluate_group(each))
    if not groups:
        return
    st.header(say("training-groups"), anchor=False)
    table = pa.Table.from_pylist([_group_row(group) for group in groups])
    config: dict[str, Any] = {
        name: say(f"training-groups-{name}") for name in table.column_names
    }
    for name in ("mean", "low", "high"):
        config[name] = st.column_config.NumberColumn(config[name], format="%.2f %%")
    config["sd"] = st.column_config.NumberColumn(config["sd"], format="%.3f")
    alt = say("training-groups")
    st.dataframe(table, hide_index=True, column_config=config, alt=alt)
    caption(say("training-groups-note"))


def _group_row(group: SeedGroup) -> dict[str, object]:
    first, spread = group.runs[0], group.accuracy
    recipe = first.recipe
    return {
        "preset": recipe and recipe.preset,
        "data": say("data-name", name=first.data),
        "changed": format_list(
            f"{say('compare-setting', name=name)} {setting_value(name, value)}"
            for name, value in group.changed.items()
        ),
        "n": spread.n,
        "on": digit_set_title(group.digits),
        "mean": 100 * spread.mean,
        "sd": 100 * spread.sd,
        "low": 100 * spread.low,
        "high": 100 * spread.high,
    }
