"""A digit to draw on and to rub out, beside what the network then sees."""

import base64
from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.charts.sprites import data_uri, png_bytes
from core.data.digits import IMAGE_SHAPE
from dashboard import session
from dashboard.text import say
from dashboard.widgets.assets import css, javascript
from dashboard.widgets.draw_pad import unpack_drawing

_HTML = """
<div class="retouch">
  <div class="pair">
    <figure>
      <div class="frame paper" role="application" tabindex="0">
        <i class="place"></i>
      </div>
      <figcaption class="for-paper"></figcaption>
    </figure>
    <figure>
      <div class="frame seen" role="img"></div>
      <figcaption class="for-seen"></figcaption>
    </figure>
  </div>
  <div class="tools">
    <button type="button" class="pen"></button>
    <button type="button" class="rubber"></button>
    <button type="button" class="undo"></button>
    <button type="button" class="again"></button>
  </div>
</div>
"""

_mount = st.components.v2.component(
    "retouch",
    html=_HTML,
    css=css("drawings", "tools", "retouch"),
    js=javascript("retouch"),
)


def edited_image(image: NDArray[np.uint8], *, key: str) -> NDArray[np.uint8]:
    """Return an image as the reader has drawn on it, uint8 (28, 28)."""
    made: NDArray[np.uint8] = st.session_state.get(_pixels_key(key), image)
    return made


def retouch(
    image: NDArray[np.uint8],
    *,
    key: str,
    seen: NDArray[np.uint8],
    description: str,
) -> None:
    """Draw an image to draw on; `edited_image` says what became of it.

    Args:
        image: As it was, uint8 (28, 28).
        key: Name of this component on the page, another one for each image.
        seen: What the network sees after all changes, uint8 (28, 28).
        description: How it is read, for screen readers.
    """
    _mount(
        key=key,
        on_pixels_change=_pixels_callback(key),
        data={
            "original": _encode_pixels(image),
            "pixels": _encode_pixels(edited_image(image, key=key)),
            "seen": data_uri(png_bytes(np.ascontiguousarray(seen))),
            "description": description,
            "words": {
                "paper": say("what-if-paper"),
                "name": say("what-if-paper-name"),
                "seen": say("what-if-seen"),
                "pen": say("what-if-pen"),
                "rubber": say("what-if-rubber"),
                "undo": say("digits-pad-undo"),
                "again": say("what-if-again"),
            },
        },
    )


def _pixels_callback(key: str) -> Callable[[], None]:
    def take() -> None:
        made = unpack_drawing(session.component_message(key, "pixels") or {})
        if made is not None and made.shape == IMAGE_SHAPE:
            st.session_state[_pixels_key(key)] = made

    return take


def _pixels_key(key: str) -> str:
    return f"{key}_pixels"


def _encode_pixels(image: NDArray[np.uint8]) -> str:
    return base64.b64encode(image.tobytes()).decode()
