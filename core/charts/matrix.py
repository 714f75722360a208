"""The confusion matrix: its text, its shades, and its SVG file."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.charts.svg import MUTE, svg_file, svg_text
from core.data.digits import NUM_CLASSES
from core.wording import say

SHADES: Final = {
    "light": (
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
    ),
    "dark": (
        "#2A2320",
        "#3E2A22",
        "#553226",
        "#6E3B2A",
        "#88452E",
        "#A45134",
        "#C86741",
        "#D9744D",
        "#EE8F68",
        "#FFB394",
    ),
}
"""Colours of mistakes in light and dark, from few to many, as in the theme."""

# White text on this shade and the stronger ones, black text on the others.
_FIRST_DARK: Final = 7
_DIAGONAL: Final = "#E4E9F0"
_EMPTY: Final = "#F7F9FB"
_CELL: Final = 48
_LEFT: Final = 64
_TOP: Final = 96

_REQUIRED_WORDS: Final = (
    "locale",
    "caption",
    "columns",
    "rows",
    "misread",
    "wrong",
    "percent",
    "cell",
    "cell-none",
    "row",
    "column",
    "of-row",
    "of-column",
)
_MORE_WORDS: Final = ("cell-one", "row-none", "column-none", "legend", "legend-narrow")
REQUIRED_WORDS: Final = frozenset(name.replace("-", "_") for name in _REQUIRED_WORDS)
"""Texts that ``matrix.js`` cannot do without."""


def matrix_words(language: str) -> dict[str, str]:
    """Return the texts that ``matrix.js`` shows, with their variants."""
    return {
        name.replace("-", "_"): say(f"matrix-{name}", language)
        for name in (*_REQUIRED_WORDS, *_MORE_WORDS)
    }


def shade_levels(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the index in `SHADES` of each cell, int64 (10, 10); 0 without mistakes."""
    wrong = counts - np.diag(counts.diagonal())
    share = np.sqrt(wrong / max(int(wrong.max()), 1))
    return np.rint(share * (len(SHADES["light"]) - 1)).astype(np.int64)


def matrix_figure(counts: NDArray[np.int64], title: str, language: str) -> str:
    """Draw counts, int64 (10, 10), rows are labels, as an SVG file."""
    side = NUM_CLASSES * _CELL
    shades = shade_levels(counts)
    parts = [
        svg_text(_LEFT + side / 2, 62, say("matrix-columns", language), color=MUTE),
        f'<g transform="translate(22 {_TOP + side / 2:g}) rotate(-90)">'
        f"{svg_text(0, 0, say('matrix-rows', language), color=MUTE)}</g>",
    ]
    for digit in range(NUM_CLASSES):
        centre = digit * _CELL + _CELL / 2
        parts.append(svg_text(_LEFT + centre, 86, str(digit), weight=600))
        parts.append(svg_text(_LEFT - 14, _TOP + centre + 5, str(digit), weight=600))
    parts += [
        _cell(row, column, int(counts[row, column]), int(shades[row, column]))
        for row in range(NUM_CLASSES)
        for column in range(NUM_CLASSES)
    ]
    return svg_file(_LEFT + side + 16, _TOP + side + 16, title, parts, left=_LEFT)


def _cell(row: int, column: int, count: int, shade: int) -> str:
    x, y = _LEFT + column * _CELL, _TOP + row * _CELL
    is_wrong = row != column and count > 0
    fill = _DIAGONAL if row == column else _EMPTY
    color, weight = MUTE, 400
    if is_wrong:
        fill, weight = SHADES["light"][shade], 600
        color = "#FFFFFF" if shade >= _FIRST_DARK else "#000000"
    box = (
        f'<rect x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}" '
        f'rx="3" fill="{fill}"/>'
    )
    if not count:
        return box
    middle = svg_text(
        x + _CELL / 2, y + _CELL / 2 + 5, f"{count:,}", color=color, weight=weight
    )
    return box + middle
