"""Small images in groups, sent as one sprite, each of which can be chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

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
from dashboard.text import say
from dashboard.widgets.assets import css, javascript
from dashboard.widgets.messages import component_record

# Sharp on screens with two pixels for each pixel of the page.
_ORIGINAL_SIDE: Final = 176
_TILE_WORDS: Final = ("number", "description", "true", "predicted", "note")
_GROUP_WORDS: Final = ("title", "pair", "description", "count", "notes", "more")

_mount = st.components.v2.component(
    "gallery",
    html='<div class="host"><div class="gallery"></div></div>',
    css=css("framing", "gallery"),
    js=javascript("dom", "framing", "gallery"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One image of a gallery, with its caption.

    A mistake reads ``9 → 4`` and anything else ``9``; without label and prediction
    the note is alone.

    Attributes:
        number: Identifies the image; the callback receives it.
        description: The tooltip, also for screen readers.
        true: The label as text, None if it is unknown or hidden.
        predicted: The prediction as text, None if it is hidden.
        note: A few words such as the confidence.
        warning: What the user must not overlook, empty for nothing.
        details: Small lines below, such as the file's name.
        corrected: The image without the cause of the mistake, uint8 (28, 28).
        original: The picture as stored, PNG or JPEG.
        box: Edges of the digit in the original: top, left, bottom, right, 0 to 1.
    """

    number: int
    description: str
    true: str | None = None
    predicted: str | None = None
    note: str = ""
    warning: str = ""
    details: Sequence[str] = ()
    corrected: NDArray[np.uint8] | None = None
    original: bytes | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Tiles under one heading.

    Attributes:
        notes: Lines of two parts, the first strong; an empty first part makes the
            second quiet.
        pair: Label and prediction as text, instead of a title.
        description: The tooltip of the heading, also for screen readers.
        count: The number of images in words, behind the title.
        more: Text after the last image, such as ``+4``, or on the button below.
    """

    tiles: Sequence[Tile]
    notes: Sequence[tuple[str, str]] = ()
    title: str = ""
    pair: tuple[str, str] | None = None
    description: str = ""
    count: str = ""
    more: str = ""


def digit_grid(  # noqa: PLR0913 (each of the seven differs from call to call)
    images: NDArray[np.uint8] | None,
    tiles: Sequence[Tile],
    *,
    key: str,
    label: str,
    size: int = 72,
    chosen: int | None = None,
    on_choose: Callable[[int], None] = lambda _: None,
) -> None:
    """Draw a grid in which one image is chosen, for mouse and arrow keys.

    `images` are uint8 (n, height, width), 0 for paper and 255 for full ink, one for
    each tile; None if this computer does not have them. `chosen` is the number of a
    tile, which may be on another page. `on_choose` receives a number before the script
    runs, also that of the chosen tile. Tiles are at least `size` pixels wide.

    Raises:
        ValueError: Images and tiles differ in number.
    """
    look = {"layout": "digits", "size": size, "label": label, "chosen": chosen}
    _draw([Group(tiles=tiles)], images, look, key=key, on_tile=on_choose)


def gallery(  # noqa: PLR0913 (each of the seven differs from call to call)
    groups: Sequence[Group],
    images: NDArray[np.uint8] | None,
    *,
    key: str,
    layout: Literal["strips", "framings", "causes"],
    on_tile: Callable[[int], None],
    on_group: Callable[[int], None] = lambda _: None,
    size: int = 0,
) -> None:
    """Draw groups of images in one of three layouts.

    ``strips`` draws a row for each group: heading, notes and images. ``framings``
    draws a row for each image: original, digit, frame and prediction. ``causes`` draws
    a section for each group, with a card for each image.

    `images`, uint8 (m, 28, 28), are those of all groups one after the other; None if
    this computer does not have them: then ``strips`` shows headings only. Before the
    script runs, `on_tile` receives the number of a chosen image, and `on_group` the
    index of a group whose heading (``strips``) or button for more images (``causes``)
    was chosen. An image of ``strips`` is `size` pixels wide.

    Raises:
        ValueError: Images and tiles differ in number.
    """
    look: dict[str, Any] = {"layout": layout, "size": size}
    if layout == "framings":
        look["heads"] = framing_heads()
    if images is None:
        groups = [replace(group, tiles=()) for group in groups]
    _draw(groups, images, look, key=key, on_tile=on_tile, on_group=on_group)


def framing_heads() -> list[str]:
    """Return the column heads of a row that shows how a picture was prepared."""
    names = ("original", "found", "seen", "read-as")
    return [say(f"digits-{name}") for name in names]


def _draw(
    groups: Sequence[Group],
    images: NDArray[np.uint8] | None,
    look: Mapping[str, Any],
    *,
    key: str,
    on_tile: Callable[[int], None],
    on_group: Callable[[int], None] = lambda _: None,
) -> None:
    tiles = [tile for group in groups for tile in group.tiles]
    if images is not None and len(images) != len(tiles):
        raise ValueError(f"{len(images)} images, but {len(tiles)} tiles")
    numbers = {tile.number for tile in tiles}

    def take_choice() -> None:
        choice = component_record(key, "choice")
        tile, group = choice.get("tile"), choice.get("group")
        if type(tile) is int and tile in numbers:
            on_tile(tile)
        elif type(group) is int and 0 <= group < len(groups):
            on_group(group)

    corrected = [tile.corrected for tile in tiles if tile.corrected is not None]
    if images is not None and corrected:
        images = np.concatenate([images, np.stack(corrected)])
    sprite = None
    if images is not None and len(images):
        sprite = data_uri(png_bytes(sprite_sheet(images)))
    _mount(
        key=key,
        on_choice_change=take_choice,
        data={
            **look,
            "sprite": sprite,
            "columns": SPRITE_COLUMNS,
            "rows": num_rows(len(tiles) + len(corrected)),
            "tiles": _tiles(tiles),
            "groups": _groups(groups),
        },
    )


def _tiles(tiles: Sequence[Tile]) -> list[dict[str, Any]]:
    place = len(tiles)
    rows = []
    for tile in tiles:
        row: dict[str, Any] = {name: getattr(tile, name) for name in _TILE_WORDS}
        if tile.warning:
            row["warning"] = tile.warning
        if tile.details:
            row["details"] = list(tile.details)
        if tile.corrected is not None:
            row["corrected"] = place
            place += 1
        if tile.original is not None:
            thumbnail = make_thumbnail(tile.original, _ORIGINAL_SIDE)
            row |= {"original": asdict(thumbnail), "box": tile.box}
        rows.append(row)
    return rows


def _groups(groups: Sequence[Group]) -> list[dict[str, Any]]:
    start = 0
    rows = []
    for group in groups:
        words = {name: getattr(group, name) for name in _GROUP_WORDS}
        rows.append({"start": start, "length": len(group.tiles), **words})
        start += len(group.tiles)
    return rows
