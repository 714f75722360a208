"""A grid of small images in which one key labels all selected ones."""

from collections.abc import Callable, Mapping, Sequence
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
from core.data.digits import NUM_CLASSES, UNKNOWN
from dashboard.text import say
from dashboard.widgets.assets import css, javascript
from dashboard.widgets.messages import component_records

_TILE_SIZE: Final = 72  # Pixels.
_HTML = """
<div class="labelling">
  <div class="tools" role="toolbar"></div>
  <p class="status" role="status"></p>
  <div class="gallery digits" role="listbox" aria-multiselectable="true"></div>
</div>
"""

_mount = st.components.v2.component(
    "label_grid",
    html=_HTML,
    css=css("framing", "gallery", "tools", "label_grid"),
    js=javascript("dom", "label_grid"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelTile:
    """One image: its position in the upload, its name, and its label if it has one."""

    number: int
    name: str
    label: int | None


def label_grid(
    images: NDArray[np.uint8],
    tiles: Sequence[LabelTile],
    *,
    key: str,
    can_undo: bool,
    on_label: Callable[[Sequence[int], int], object],
    on_undo: Callable[[], object],
) -> None:
    """Draw the images, which the user selects and labels by mouse and keyboard.

    `images` are uint8 (n, 28, 28), n at least 1, one for each tile. Before the script
    runs, `on_label` receives positions and their digit, -1 to remove the label.
    """
    last = f"{key}_done"
    known = {tile.number for tile in tiles}

    def take_actions() -> None:
        for action in component_records(key, "actions"):
            number = _parse_int(action.get("number"))
            if number is None or number <= st.session_state.get(last, 0):
                continue
            st.session_state[last] = number
            if action.get("undo"):
                on_undo()
                continue
            change = parse_change(action, known)
            if change is not None:
                on_label(*change)

    _mount(
        key=key,
        on_actions_change=take_actions,
        data={
            "sprite": data_uri(png_bytes(sprite_sheet(images))),
            "columns": SPRITE_COLUMNS,
            "rows": num_rows(len(tiles)),
            "tiles": [asdict(tile) for tile in tiles],
            "can_undo": can_undo,
            "done": st.session_state.get(last, 0),
            "size": _TILE_SIZE,
            "words": {
                "label": say("labels-grid"),
                "give": say("labels-give"),
                "none": say("labels-remove"),
                "undo": say("labels-undo"),
                "all": say("labels-all-unlabelled"),
                "drop": say("labels-drop"),
                "status": say("labels-chosen"),
                "hint": say("labels-hint"),
                "unlabelled": say("labels-unlabelled"),
            },
        },
    )


def parse_change(
    action: Mapping[str, Any], known: set[int]
) -> tuple[list[int], int] | None:
    """Return positions on the page and a digit from an untrusted message.

    Return None if the message is malformed.
    """
    digit = _parse_int(action.get("digit"))
    positions = action.get("positions")
    if digit is None or not UNKNOWN <= digit < NUM_CLASSES:
        return None
    if not isinstance(positions, list) or not positions:
        return None
    shown = [number for number in map(_parse_int, positions) if number in known]
    return (shown, digit) if shown else None


def _parse_int(value: object) -> int | None:
    """Return a whole number that JavaScript may send as a float, otherwise None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if float(value).is_integer() else None
