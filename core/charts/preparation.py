"""The steps of the preparation as HTML: a panel of small images for each step.

The functions escape all text. ``preparation.css`` of the dashboard styles the markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from core.charts.sprites import (
    SPRITE_COLUMNS,
    data_uri,
    num_rows,
    png_bytes,
    sprite_sheet,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """The images of an upload after one step of the preparation.

    Attributes:
        name: Of the step.
        count: Number of pictures that were read correctly, in words.
        total: Number of pictures, in words.
        note: The effect of the step.
        description: The panel in one sentence, for screen readers.
        images: uint8, shape (m, 28, 28).
        mistaken: True for misread images, shape (m,).
        titles: Each image in words.
        raw: True if bright pixels are paper, as in the picture; false if they are
            ink, to be drawn dark.
    """

    name: str
    count: str
    total: str
    note: str
    description: str
    images: NDArray[np.uint8]
    mistaken: NDArray[np.bool_]
    titles: Sequence[str]
    raw: bool = False


def step_panels(panels: Sequence[Panel], *, legend: str, mark: str) -> str:
    """Draw one panel for each step, side by side; `mark` explains the misread mark.

    Each of the panels, at least one, has the same number of images, at least one.
    """
    images = np.concatenate([panel.images for panel in panels])
    rows = num_rows(len(images))
    address = data_uri(png_bytes(sprite_sheet(images)))
    style = (
        f"--sprite:url({address});--sprite-size:{SPRITE_COLUMNS * 100}% {rows * 100}%"
    )
    parts = []
    start = 0
    for panel in panels:
        minis = "".join(
            _mini(start + index, rows, bad=bool(bad), title=title)
            for index, (bad, title) in enumerate(
                zip(panel.mistaken, panel.titles, strict=True)
            )
        )
        start += len(panel.images)
        kind = "panel raw" if panel.raw else "panel"
        parts.append(
            f'<div class="{kind}" role="group" '
            f'aria-label="{escape(panel.description)}">'
            f'<p class="step"><b>{escape(panel.count)}</b>'
            f'<span class="mute">{escape(panel.total)}</span></p>'
            f'<p class="name">{escape(panel.name)}</p>'
            f'<div class="minis" aria-hidden="true">{minis}</div>'
            f'<p class="mute">{escape(panel.note)}</p></div>'
        )
    return (
        f'<p class="legend">{escape(legend)}'
        f'<span class="misread-mark" aria-hidden="true"></span>{escape(mark)}</p>'
        f'<div class="panels-host"><div class="panels" style="{style}">'
        f"{''.join(parts)}</div></div>"
    )


def _mini(place: int, rows: int, *, bad: bool, title: str) -> str:
    left = 100 * (place % SPRITE_COLUMNS) / (SPRITE_COLUMNS - 1)
    top = 100 * (place // SPRITE_COLUMNS) / (rows - 1) if rows > 1 else 0
    return (
        f'<i class="mini{" bad" if bad else ""}" title="{escape(title)}" '
        f'style="background-position:0 0,{left:.3f}% {top:.3f}%"></i>'
    )
