"""Rows of a heading, a note and thumbnails, all of which can be chosen."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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
    "strips",
    html='<div class="strips"></div>',
    css=css("strips"),
    js=javascript("strips"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryRow:
    """One row.

    Attributes:
        description: What choosing its heading does, for tooltip and screen reader.
        notes: Lines of two parts, the first strong; an empty first part makes the
            second quiet.
        numbers: Numbers of its images, of which the first ones are shown.
        tile_descriptions: These images in words, as many as are shown.
        title: Heading; empty for a pair.
        pair: Label and prediction as text, instead of a title.
        more: What stands after the last image, such as ``+4``.
    """

    description: str
    notes: Sequence[tuple[str, str]]
    numbers: Sequence[int]
    tile_descriptions: Sequence[str]
    title: str = ""
    pair: tuple[str, str] | None = None
    more: str = ""


def gallery(
    rows: Sequence[GalleryRow],
    pictures: NDArray[np.uint8] | None,
    *,
    key: str,
    size: int,
    on_row: Callable[[int], None],
    on_image: Callable[[int], None],
) -> None:
    """Draw the rows.

    Args:
        rows: From top to bottom.
        pictures: Images of all rows one after the other, uint8 (m, 28, 28); None
            where they are not on this computer: then no images are drawn.
        key: Name of this component on the page.
        size: Width of an image in pixels.
        on_row: Called with the index of a row whose heading was chosen.
        on_image: Called with the number of a chosen image.
    """

    def take_choice() -> None:
        choice = session.component_message(key, "choice") or {}
        if choice.get("row") in range(len(rows)):
            on_row(choice["row"])
        elif choice.get("tile") in {number for row in rows for number in row.numbers}:
            on_image(choice["tile"])

    _mount(
        key=key,
        on_choice_change=take_choice,
        data={
            "lines": _lines(rows, with_tiles=pictures is not None),
            "sprite": "" if pictures is None else _sprite(pictures),
            "columns": SPRITE_COLUMNS,
            "rows": 1 if pictures is None else num_rows(len(pictures)),
            "size": size,
        },
    )


def _sprite(pictures: NDArray[np.uint8]) -> str:
    return data_uri(png_bytes(sprite_sheet(pictures)))


def _lines(rows: Sequence[GalleryRow], *, with_tiles: bool) -> list[dict[str, Any]]:
    lines = []
    place = 0
    for row in rows:
        tiles = []
        if with_tiles:
            for number, description in zip(
                row.numbers, row.tile_descriptions, strict=True
            ):
                tiles.append(
                    {"number": number, "place": place, "description": description}
                )
                place += 1
        line = asdict(row) | {"tiles": tiles, "kind": "pair" if row.pair else "link"}
        if row.pair:
            line |= {"true": row.pair[0], "predicted": row.pair[1]}
        lines.append(line)
    return lines
