"""Figures about how a training went."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.style import INK, MUTE, QUIET, Theme, calm

Measure = Literal["loss", "accuracy"]


def training_curves(
    history: pd.DataFrame,
    measure: Measure,
    *,
    words: Mapping[str, str],
    theme: Theme = "light",
    best: int | None = None,
    shown: int | None = None,
) -> go.Figure:
    """Draw one measure over the epochs, each line named at its end.

    The lines differ in dash as well as in colour.

    Args:
        history: One row per epoch, at least one, with columns ``epoch`` (from 1),
            ``<measure>`` and ``val_<measure>``, which may be NaN, and, if it is to be
            drawn, ``test_<measure>``. Left unchanged.
        measure: Which columns to draw.
        words: ``training``, ``validation`` and ``test``, the names of the lines drawn,
            and ``best``.
        theme: Whether the page is light or dark.
        best: Epoch to mark as the best, from 1; None marks nothing.
        shown: Epoch that the page is about, from 1; None if it is about all.

    Raises:
        KeyError: A column or a word is missing.
    """
    figure = go.Figure()
    percent = measure == "accuracy"
    for column, word, color, dash in [
        (measure, "training", QUIET, "dot"),
        (f"val_{measure}", "validation", INK[theme], "solid"),
        (f"test_{measure}", "test", INK[theme], "dash"),
    ]:
        if word == "test" and column not in history:
            continue
        values = history[column].astype(float)
        if values.isna().all():
            continue
        figure.add_scatter(
            x=history["epoch"],
            y=values,
            name=words[word],
            mode="lines+markers",
            line={"dash": dash, "color": color, "width": 2},
            marker={"size": _sizes(history, shown)},
            hovertemplate="%{y:.2%}" if percent else "%{y:.4f}",
        )
        figure.add_annotation(
            x=history["epoch"].iloc[-1],
            y=values.iloc[-1],
            text=words[word],
            font={"color": MUTE[theme] if color == QUIET else color, "size": 13},
            xanchor="left",
            xshift=8,
            showarrow=False,
        )
    if best is not None:
        figure.add_vline(
            x=best,
            line={"color": QUIET, "width": 1},
            annotation={"text": words["best"], "font": {"color": MUTE[theme]}},
            annotation_position=_beside(best, measure, history),
        )
    if shown is not None:
        figure.add_vline(x=shown, line={"color": INK[theme], "width": 1.5})
    figure.update_yaxes(tickformat=".1%" if percent else None)
    return _apart(_over_epochs(calm(figure), history))


def learning_rate(history: pd.DataFrame, *, theme: Theme = "light") -> go.Figure:
    """Draw the learning rate at the end of every epoch.

    Args:
        history: Columns ``epoch`` and ``learning_rate``. Left unchanged.
        theme: Whether the page is light or dark.
    """
    figure = go.Figure()
    figure.add_scatter(
        x=history["epoch"],
        y=history["learning_rate"],
        mode="lines+markers",
        line={"color": INK[theme], "width": 2},
        marker={"size": 5},
        hovertemplate="%{y:.2g}",
    )
    figure.update_yaxes(rangemode="tozero")
    return _over_epochs(calm(figure, height=140), history)


def _sizes(history: pd.DataFrame, shown: int | None) -> int | list[int]:
    """Make the points of the epoch that the page is about larger."""
    if shown is None:
        return 5
    return [11 if each == shown else 5 for each in history["epoch"]]


def _beside(best: int, measure: Measure, history: pd.DataFrame) -> str:
    """Say where the mark of the best epoch meets neither the lines nor their names."""
    # Losses end low, accuracies high, and their names stand at the right.
    level = "bottom" if measure == "accuracy" else "top"
    side = "left" if 2 * best > history["epoch"].iloc[-1] else "right"
    return f"{level} {side}"


def _over_epochs(figure: go.Figure, history: pd.DataFrame) -> go.Figure:
    """Let the axis end where the epochs do."""
    last = int(history["epoch"].iloc[-1])
    figure.update_xaxes(
        tick0=1, dtick=max(1, -(-last // 10)), range=[0.7, max(last, 2) + 0.3]
    )
    return figure


def _apart(figure: go.Figure) -> go.Figure:
    """Shift the names where their lines end close together."""
    # The mark of the best epoch is an annotation, too.
    names = [each for each in figure.layout.annotations if each.xshift]
    middle = (len(names) - 1) / 2
    for place, each in enumerate(sorted(names, key=lambda each: each.y)):
        each.yshift = 16 * (place - middle)
    return figure
