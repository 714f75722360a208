"""Figures about whether confidence can be believed."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.analysis.confidence import CalibrationBin
from dashboard.figures.style import INK, MUTE, QUIET, Theme, base_layout

# The accent of the theme, as it is seen on either ground.
_OUTSIDE: dict[Theme, str] = {"light": "#C23B0A", "dark": "#FF8F66"}
_BAND_WIDTH = 0.05


def reliability_diagram(
    bins: Sequence[CalibrationBin],
    *,
    words: Mapping[str, str],
    notes: Sequence[str],
    theme: Theme = "light",
) -> go.Figure:
    """Draw how often it is right over how sure it is, with what chance explains.

    A bin with too few images for a rate has the line of its interval, but no point.

    Args:
        bins: From the lowest to the highest; those without images are left out.
        words: ``confidence`` and ``accuracy``, the names of the axes.
        notes: What the pointer is told about each bin, as many as `bins`.
        theme: Whether the page is light or dark.
    """
    shown = [
        (each, note)
        for each, note in zip(bins, notes, strict=True)
        if each.accuracy.n > 0
    ]
    diagonal = {
        "type": "scatter",
        "x": [0, 1],
        "y": [0, 1],
        "mode": "lines",
        "line": {"color": QUIET, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }
    bands = {
        "type": "bar",
        "x": [each.confidence for each, _ in shown],
        "y": [each.consistency_band[1] - each.consistency_band[0] for each, _ in shown],
        "base": [each.consistency_band[0] for each, _ in shown],
        "width": _BAND_WIDTH,
        "marker": {"color": QUIET, "opacity": 0.35, "line": {"width": 0}},
        "hoverinfo": "skip",
    }
    points = [
        _points(
            [(each, note) for each, note in shown if _fits(each) == fits], fits, theme
        )
        for fits in (True, False)
    ]
    return go.Figure(
        {"data": [diagonal, bands, *points], "layout": _layout(words, theme)}
    )


def _points(
    shown: Sequence[tuple[CalibrationBin, str]], fits: bool, theme: Theme
) -> dict[str, Any]:
    """Draw rates with their intervals, all in one form, for Plotly is slow per series.

    What holds too few images for a rate has the interval alone.
    """
    color = INK[theme] if fits else _OUTSIDE[theme]
    rates = [each.accuracy for each, _ in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each.confidence for each, _ in shown],
        "y": [rate.value for rate in rates],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [rate.high - rate.value for rate in rates],
            "arrayminus": [rate.value - rate.low for rate in rates],
            "color": color,
            "thickness": 2,
            "width": 0,
        },
        "marker": {
            "color": color,
            "size": [10 if rate.is_enough else 0 for rate in rates],
            "symbol": "circle" if fits else "diamond",
        },
        "hovertemplate": [f"{note}<extra></extra>" for _, note in shown],
    }


def _fits(each: CalibrationBin) -> bool:
    """Whether chance explains a bin, or it holds too few images to say."""
    return each.calibration == "fits" or not each.accuracy.is_enough


def _layout(words: Mapping[str, str], theme: Theme) -> dict[str, Any]:
    font = {"color": MUTE[theme], "size": 13}
    axis = {"tickformat": ".0%", "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1]}
    layout = base_layout(height=380)
    for name, word, start in (("xaxis", "confidence", 0), ("yaxis", "accuracy", -0.02)):
        title = {"text": words[word], "font": font}
        layout[name] |= {"title": title, "range": [start, 1.03], **axis}
    layout |= {"margin": {"l": 60, "r": 8, "t": 8, "b": 48}, "hovermode": "closest"}
    return layout
