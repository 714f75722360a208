"""Rows that show how each picture was prepared: original, digit, frame, prediction."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.charts.sprites import (
    SPRITE_COLUMNS,
    data_uri,
    num_rows,
    png_bytes,
    sprite_sheet,
)
from core.charts.thumbnails import make_thumbnail
from dashboard import session
from dashboard.text import say
from dashboard.widgets.assets import css, javascript

# Sharp where one pixel of the page has two of the screen.
_SIDE: Final = 176

_mount = st.components.v2.component(
    "framing_strips",
    html='<div class="strip-list"><div class="lines"></div></div>',
    css=css("framing_strips"),
    js=javascript("framing_strips"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingRow:
    """One row.

    Attributes:
        number: Identifies the image; what the callback gets.
        original: The picture as it is stored, PNG or JPEG.
        box: Where the digit was found: top, left, bottom and right, 0 to 1.
        true: The label as text, None where it is unknown.
        predicted: The prediction as text.
        sure: The confidence in words.
        warning: What must not be overlooked, empty if there is nothing.
        notes: Small quiet lines, such as the file's name.
        description: The image in words, for tooltip and screen reader.
    """

    number: int
    original: bytes
    box: tuple[float, float, float, float]
    true: str | None
    predicted: str
    sure: str
    warning: str
    notes: Sequence[str]
    description: str


def framing_gallery(
    rows: Sequence[FramingRow],
    frames: NDArray[np.uint8],
    *,
    key: str,
    on_choose: Callable[[int], None],
) -> None:
    """Draw the rows, two beside each other where there is room.

    Args:
        rows: From top to bottom, at least one.
        frames: What the network saw of each, uint8 (n, 28, 28).
        key: Name of this component on the page.
        on_choose: Called before the script runs, with the number of a chosen row.

    Raises:
        ValueError: Rows and frames differ in number.
    """
    if len(rows) != len(frames):
        raise ValueError(f"{len(rows)} rows, but {len(frames)} frames")
    numbers = {row.number for row in rows}

    def take_choice() -> None:
        number = session.component_message(key, "choice")
        if type(number) is int and number in numbers:
            on_choose(number)

    _mount(
        key=key,
        on_choice_change=take_choice,
        data={
            "heads": [
                say("digits-original"),
                say("digits-found"),
                say("digits-seen"),
                say("digits-read-as"),
            ],
            "lines": [_line(row) for row in rows],
            "sprite": data_uri(png_bytes(sprite_sheet(frames))),
            "columns": SPRITE_COLUMNS,
            "rows": num_rows(len(rows)),
        },
    )


def _line(row: FramingRow) -> dict[str, Any]:
    return asdict(row) | {"original": asdict(make_thumbnail(row.original, _SIDE))}
