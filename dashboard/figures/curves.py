"""Figures of a training."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.charts.curves import Measure
from dashboard.figures.style import INK, MUTE, QUIET, FinishedFigure, Theme, base_layout


def training_curves(
    history: pd.DataFrame,
    measure: Measure,
    *,
    words: Mapping[str, str],
    theme: Theme = "light",
    best: int | None = None,
    shown: int | None = None,
) -> FinishedFigure:
    """Draw one measure over the epochs, with a name at the end of each line.

    The lines differ in dash as well as in colour.

    Args:
        history: One row per epoch, at least one, with columns ``epoch`` (from 1),
            ``<measure>`` and ``val_<measure>``, which may be NaN, and optionally
            ``test_<measure>``. Left unchanged.
        measure: The columns to draw.
        words: ``training``, ``validation`` and ``test``, the names of the lines drawn,
            and ``best``.
        theme: Theme of the page.
        best: Epoch to mark as the best, from 1; None marks nothing.
        shown: Epoch to emphasize, from 1; None emphasizes none.

    Raises:
        KeyError: A column or a word is missing.
    """
    percent = measure == "accuracy"
    epochs = history["epoch"].tolist()
    lines: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
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
        lines.append(
            {
                "type": "scatter",
                "x": epochs,
                "y": values.tolist(),
                "name": words[word],
                "mode": "lines+markers",
                "line": {"dash": dash, "color": color, "width": 2},
                "marker": {"size": [11 if each == shown else 5 for each in epochs]},
                "hovertemplate": "%{y:.2%}" if percent else "%{y:.4f}",
            }
        )
        names.append(
            {
                "x": epochs[-1],
                "y": values.iloc[-1],
                "text": words[word],
                "font": {"color": MUTE[theme] if color == QUIET else color, "size": 13},
                "xanchor": "left",
                "xshift": 8,
                "showarrow": False,
            }
        )
    marks = []
    if best is not None:
        marks.append(_vertical_line(best, {"color": QUIET, "width": 1}))
        side = _best_label_position(best, measure, history)
        font = {"color": MUTE[theme]}
        names.append({"x": best, "text": words["best"], "font": font, **side})
    if shown is not None:
        marks.append(_vertical_line(shown, {"color": INK[theme], "width": 1.5}))
    layout = base_layout()
    layout["xaxis"] |= _epoch_axis(history)
    layout["yaxis"]["tickformat"] = ".1%" if percent else None
    layout |= {"annotations": _spread_labels(names), "shapes": marks}
    return FinishedFigure({"data": lines, "layout": layout})


def learning_rate(history: pd.DataFrame, *, theme: Theme = "light") -> FinishedFigure:
    """Draw the learning rate at the end of every epoch of a training's history."""
    line = {
        "type": "scatter",
        "x": history["epoch"].tolist(),
        "y": history["learning_rate"].tolist(),
        "mode": "lines+markers",
        "line": {"color": INK[theme], "width": 2},
        "marker": {"size": 5},
        "hovertemplate": "%{y:.2g}",
    }
    layout = base_layout(height=140)
    layout["xaxis"] |= _epoch_axis(history)
    layout["yaxis"]["rangemode"] = "tozero"
    return FinishedFigure({"data": [line], "layout": layout})


def _vertical_line(epoch: int, line: dict[str, Any]) -> dict[str, Any]:
    place = {"x0": epoch, "x1": epoch, "y0": 0, "y1": 1, "yref": "y domain"}
    return {"type": "line", "line": line, **place}


def _best_label_position(
    best: int, measure: Measure, history: pd.DataFrame
) -> dict[str, Any]:
    # Losses end low, accuracies high, and the names of their lines are at the right.
    is_late = 2 * best > history["epoch"].iloc[-1]
    return {
        "y": 0 if measure == "accuracy" else 1,
        "yref": "y domain",
        "yanchor": "bottom" if measure == "accuracy" else "top",
        "xanchor": "right" if is_late else "left",
        "showarrow": False,
    }


def _epoch_axis(history: pd.DataFrame) -> dict[str, Any]:
    last = int(history["epoch"].iloc[-1])
    return {
        "tick0": 1,
        "dtick": max(1, -(-last // 10)),
        "range": [0.7, max(last, 2) + 0.3],
    }


def _spread_labels(notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Shift the names of lines apart, since they may end close together."""
    # The mark of the best epoch is a note, too.
    names = [each for each in notes if "xshift" in each]
    middle = (len(names) - 1) / 2
    for place, each in enumerate(sorted(names, key=lambda each: each["y"])):
        each["yshift"] = 16 * (place - middle)
    return notes
