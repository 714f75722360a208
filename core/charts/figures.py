"""Figures that stand alone as SVG files: for slides, papers and letters."""

from html import escape
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.charts import assets
from core.charts.drawings import Measure, learning_curves
from core.charts.matrix import shade_levels
from core.data.digits import NUM_CLASSES
from core.wording import say

_INK: Final = "#16202E"
_MUTE: Final = "#5A6678"
_GREY: Final = "#E4E9F0"
_EMPTY: Final = "#F7F9FB"
# From light to strong, as in .streamlit/config.toml.
_SHADES: Final = (
    "#FDF1EB",
    "#FADDD0",
    "#F7C7B2",
    "#F3AF92",
    "#EE9571",
    "#E67A4F",
    "#DE6839",
    "#C2481A",
    "#A3370F",
    "#7F2808",
)
# From this shade on white is read more easily than black.
_FIRST_DARK: Final = 7
_FONT: Final = (
    "'Source Sans 3','Source Sans Pro','PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC','Noto Sans SC',sans-serif"
)
_CELL: Final = 48
_LEFT: Final = 64
_TOP: Final = 96


def matrix_figure(counts: NDArray[np.int64], title: str, language: str) -> str:
    """Draw the confusion matrix with its counts.

    Args:
        counts: int64, shape (10, 10), rows are labels.
        title: What was read by what.
        language: One of `core.wording.LANGUAGES`.

    Returns:
        An SVG file on white paper, which needs nothing else.
    """
    side = NUM_CLASSES * _CELL
    middle = _LEFT + side / 2
    shades = shade_levels(counts)
    parts = [
        _title(_LEFT, title),
        _text(middle, 62, say("matrix-columns", language), color=_MUTE),
        _rows_name(say("matrix-rows", language), _TOP + side / 2),
    ]
    for digit in range(NUM_CLASSES):
        centre = digit * _CELL + _CELL / 2
        parts.append(_text(_LEFT + centre, 86, str(digit), weight=600))
        parts.append(_text(_LEFT - 14, _TOP + centre + 5, str(digit), weight=600))
    parts += [
        _cell(row, column, int(counts[row, column]), int(shades[row, column]))
        for row in range(NUM_CLASSES)
        for column in range(NUM_CLASSES)
    ]
    return _svg(_LEFT + side + 16, _TOP + side + 16, title, parts)


def curves_figure(
    history: pd.DataFrame, measure: Measure, title: str, language: str
) -> str:
    """Draw loss or accuracy over the epochs; see `core.charts.drawings`."""
    curves = learning_curves(
        history,
        measure=measure,
        training=say("overview-curve-training", language),
        validation=say("overview-curve-validation", language),
        epoch=say("overview-curve-epoch", language),
        alt=title,
    )
    inner = curves.replace("<svg ", '<svg x="16" y="44" width="410" height="184" ')
    style = (
        f":root{{--ink:{_INK};--mute:{_MUTE};--quiet:#76829A}}"
        f"{assets.read('drawings.css')}.curves{{max-width:none}}"
    )
    heading = _title(16, title)
    return _svg(442, 244, title, [f"<style>{style}</style>", heading, inner])


def _svg(width: float, height: float, title: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" '
        f'height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'font-family="{_FONT}" role="img"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#FFFFFF"/>{"".join(parts)}</svg>\n'
    )


def _cell(row: int, column: int, count: int, shade: int) -> str:
    x, y = _LEFT + column * _CELL, _TOP + row * _CELL
    is_wrong = row != column and count > 0
    fill = _SHADES[shade] if is_wrong else _GREY if row == column else _EMPTY
    ink = "#FFFFFF" if is_wrong and shade >= _FIRST_DARK else "#000000"
    box = (
        f'<rect x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}" '
        f'rx="3" fill="{fill}"/>'
    )
    if not count:
        return box
    color, weight = (ink, 600) if is_wrong else (_MUTE, 400)
    middle = _text(
        x + _CELL / 2, y + _CELL / 2 + 5, f"{count:,}", color=color, weight=weight
    )
    return box + middle


def _title(x: float, text: str) -> str:
    return (
        f'<text x="{x:g}" y="28" font-size="18" font-weight="600" '
        f'fill="{_INK}">{escape(text)}</text>'
    )


def _text(
    x: float, y: float, text: str, *, weight: int = 400, color: str = _INK
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="14" font-weight="{weight}" '
        f'fill="{color}" text-anchor="middle">{escape(text)}</text>'
    )


def _rows_name(name: str, middle: float) -> str:
    turned = _text(0, 0, name, color=_MUTE)
    return f'<g transform="translate(22 {middle:g}) rotate(-90)">{turned}</g>'
