"""Learning curves as SVG, for pages, the report and files."""

from html import escape
from typing import Final, Literal

import numpy as np
import pandas as pd

from core.charts import assets
from core.charts.svg import INK, MUTE, svg_file
from core.wording import say

Measure = Literal["loss", "accuracy"]

_HEIGHT: Final = 150
_LEFT: Final = 34
_RIGHT: Final = 300
_TOP: Final = 8


def learning_curves(
    history: pd.DataFrame,
    measure: Measure,
    *,
    alt: str,
    language: str,
    position: str = "",
) -> str:
    """Draw accuracy or loss over the epochs, each line named at its end.

    Args:
        history: Columns ``epoch``, ``<measure>`` and ``val_<measure>``. A line with
            NaN or infinite values is left out.
        measure: What to draw. The scale of accuracy is in percent, up to 100.
        alt: The chart in words.
        language: One of `core.wording.LANGUAGES`.
        position: Attributes for the place of the chart in a larger SVG drawing. By
            default, the style sheet decides.

    Returns:
        An SVG element in which all text is escaped. ``drawings.css`` styles it.
    """
    low, high = _range_of(history, measure)
    scale, decimals = (100, 0) if measure == "accuracy" else (1, 2)
    epochs = history["epoch"].to_numpy(float)
    span = max(epochs[-1] - 1, 1.0)

    def x(number: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (number - 1) / span

    def y(value: float) -> float:
        return _TOP + _HEIGHT * (1 - (value - low) / (high - low))

    parts = [
        f'<text x="0" y="{y(tick) + 4:.1f}">{scale * tick:.{decimals}f}</text>'
        for tick in np.linspace(low, high, 3)
    ]
    ends = []
    for column, name, kind in [
        (measure, say("overview-curve-training", language), "minor"),
        (f"val_{measure}", say("overview-curve-validation", language), "major"),
    ]:
        line = history[column].to_numpy(float)
        if not np.isfinite(line).all():
            continue
        steps = [f"{x(e):.1f},{y(v):.1f}" for e, v in zip(epochs, line, strict=True)]
        parts.append(f'<path class="{kind}" d="M{" L".join(steps)}"/>')
        end = y(line[-1])
        centre = f'cx="{x(epochs[-1]):.1f}" cy="{end:.1f}"'
        parts.append(f'<circle class="{kind}" {centre} r="3"/>')
        ends.append((end, f"{name} {scale * line[-1]:.{decimals + 1}f}", kind))
    for level, text, kind in _spread(ends, 15):
        start = f'class="{kind}" x="{_RIGHT + 8}" y="{level + 4:.1f}"'
        parts.append(f"<text {start}>{escape(text)}</text>")
    bottom = _TOP + _HEIGHT + 20
    first = escape(say("overview-curve-epoch", language))
    parts.append(f'<text x="{_LEFT}" y="{bottom}">{first} 1</text>')
    if epochs[-1] > 1:
        parts.append(
            f'<text x="{_RIGHT}" y="{bottom}" text-anchor="end">{epochs[-1]:.0f}</text>'
        )
    return (
        f'<svg class="curves" viewBox="0 0 {_RIGHT + 110} {bottom + 6}" role="img" '
        f'{position} aria-label="{escape(alt, quote=True)}">'
        f"{''.join(parts)}</svg>"
    )


def curves_figure(
    history: pd.DataFrame, measure: Measure, title: str, language: str
) -> str:
    """Draw learning curves as an SVG file of their own; see `learning_curves`."""
    style = (
        f":root{{--ink:{INK};--mute:{MUTE};--quiet:#76829A}}"
        f"{assets.read('drawings.css')}.curves{{max-width:none}}"
    )
    position = 'x="16" y="44" width="410" height="184"'
    curves = learning_curves(
        history, measure, alt=title, language=language, position=position
    )
    return svg_file(442, 244, title, [f"<style>{style}</style>", curves], left=16)


def _range_of(history: pd.DataFrame, measure: str) -> tuple[float, float]:
    """Return both ends of the scale."""
    values = history[[measure, f"val_{measure}"]].to_numpy(float)
    seen = values[np.isfinite(values)]
    if measure == "accuracy":
        lowest = seen.min() if seen.size else 0.0
        return min(np.floor(20 * lowest) / 20, 0.95), 1.0
    highest = seen.max() if seen.size else 1.0
    return 0.0, max(np.ceil(20 * highest) / 20, 0.05)


def _spread(
    ends: list[tuple[float, str, str]], gap: float
) -> list[tuple[float, str, str]]:
    """Move the names of lines apart until they do not overlap."""
    placed: list[tuple[float, str, str]] = []
    for level, text, kind in sorted(ends):
        free = placed[-1][0] + gap if placed else level
        placed.append((max(level, free), text, kind))
    return placed
