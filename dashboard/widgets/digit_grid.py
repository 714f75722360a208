"""A grid of small images, sent as one sprite, in which one can be chosen."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

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
from dashboard import session
from dashboard.widgets.assets import css, javascript

_mount = st.components.v2.component(
    "digit_grid",
    html='<div class="digits"></div>',
    css=css("digit_grid"),
    js=javascript("digit_grid"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """What stands with one image of the grid.

    Under the image a mistake reads ``9 → 4`` and anything else ``9``; without label
    and prediction the note stands alone.

    Attributes:
        number: Identifies the image; what the callback gets when it is chosen.
        description: The image in words, for tooltip and screen reader.
        true: The label as text, None where it is unknown or not to be shown.
        predicted: The prediction as text, None where it is not to be shown.
        note: A few characters at the right, such as the confidence.
    """

    number: int
    description: str
    true: str | None
    predicted: str | None
    note: str = ""


def digit_grid(  # noqa: PLR0913 (each of the seven differs from call to call)
    images: NDArray[np.uint8] | None,
    tiles: Sequence[Tile],
    *,
    key: str,
    chosen: int | None,
    on_choose: Callable[[int], None],
    label: str,
    size: int = 72,
) -> None:
    """Draw the images and report which one is chosen, through a callback.

    Args:
        images: uint8, shape (n, height, width), 0 for paper and 255 for full ink;
            None where the pictures are not on this computer.
        tiles: One per image, in the same order.
        key: Name of this component on the page.
        chosen: Number of the chosen tile, which may be on another page of images.
        on_choose: Called before the script runs, with the number of the tile; also
            when the chosen one is chosen again.
        label: What the grid shows, for screen readers.
        size: Smallest width of a tile in pixels.

    Raises:
        ValueError: Images and tiles differ in number.
    """
    if images is not None and len(images) != len(tiles):
        raise ValueError(f"{len(images)} images, but {len(tiles)} tiles")

    def take_choice() -> None:
        number = session.component_message(key, "choice")
        if type(number) is int and number in numbers:
            on_choose(number)

    numbers = {tile.number for tile in tiles}
    _mount(
        key=key,
        on_choice_change=take_choice,
        data={
            "sprite": _sprite(images),
            "columns": SPRITE_COLUMNS,
            "rows": num_rows(len(tiles)),
            "tiles": [asdict(tile) for tile in tiles],
            "chosen": chosen,
            "label": label,
            "size": size,
        },
    )


def _sprite(images: NDArray[np.uint8] | None) -> str | None:
    """Encode the images as one address, None where there are none."""
    if images is None or not len(images):
        return None
    return data_uri(png_bytes(sprite_sheet(images)))
