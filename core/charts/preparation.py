"""Drawings of how pictures were prepared, for the dashboard and the report alike.

As in `core.charts.drawings`, all text in the markup is escaped; how it looks stands in
``preparation.css``.
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
    """What the network saw after one step of the preparation.

    Attributes:
        name: Of the step.
        count: How many pictures were read right, in words.
        total: Of how many, in words.
        note: What the step changed.
        description: All of this in one sentence, for screen readers.
        images: uint8, shape (m, 28, 28).
        mistaken: bool, shape (m,).
        titles: Each image in words.
        raw: Whether the images look as they came, light where the paper is light;
            else they hold ink, which is drawn as ink on paper.
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
    """Draw one panel of small images for each step, side by side.

    Args:
        panels: At least one, each with the same number of images, at least one.
        legend: What the panels show.
        mark: What the mark on a misread image means.
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
