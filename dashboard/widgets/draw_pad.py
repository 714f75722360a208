"""Drawing one digit, which is read as soon as the pen is lifted."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.charts.sprites import data_uri, png_bytes
from core.errors import DatasetError
from dashboard import session
from dashboard.text import error_sentence, format_confidence, framing_warning, say
from dashboard.widgets.assets import css, javascript

_HTML = """
<div class="pad-block">
  <div class="pad">
    <svg viewBox="0 0 280 280" role="img"></svg>
    <div class="hint"></div>
  </div>
  <div class="tools">
    <button type="button" class="undo"></button>
    <button type="button" class="clear"></button>
  </div>
  <div class="outcome" aria-live="polite"></div>
</div>
"""
LARGEST_SIDE: Final = 512

_mount = st.components.v2.component(
    "draw_pad",
    html=_HTML,
    css=css("framing_strips", "tools", "draw_pad"),
    js=javascript("draw_pad"),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawingPrediction:
    """How a drawing was read.

    Attributes:
        predicted: The digit.
        confidence: Its probability.
        frame: What the network saw, uint8 (28, 28).
        box: Where the digit was found: top, left, bottom and right, 0 to 1.
        warning: Why it may not be one digit, empty if it seems to be.
    """

    predicted: int
    confidence: float
    frame: NDArray[np.uint8]
    box: tuple[float, float, float, float]
    warning: str


def draw_pad(
    *, key: str, read: Callable[[NDArray[np.uint8]], DrawingPrediction]
) -> None:
    """Draw the pad, and under it how the last drawing was read.

    Belongs into a fragment of its own, so that a stroke does not rerun the page.

    Args:
        key: Name of this component on the page.
        read: Frames and scores a grey picture, black on white, uint8 (side, side);
            may raise `DatasetError`.
    """
    kept = f"{key}_result"

    def take_drawing() -> None:
        drawing = session.component_message(key, "drawing")
        if drawing is not None:
            st.session_state[kept] = _result(drawing, read)

    _mount(
        key=key,
        on_drawing_change=take_drawing,
        data={
            "words": {
                "pad": say("digits-pad"),
                "hint": say("digits-pad-hint"),
                "undo": say("digits-pad-undo"),
                "clear": say("digits-pad-clear"),
                "heads": [
                    say("digits-original"),
                    say("digits-found"),
                    say("digits-seen"),
                    say("digits-read-as"),
                ],
            },
            "result": st.session_state.get(kept),
        },
    )


def unpack_drawing(drawing: Mapping[str, Any]) -> NDArray[np.uint8] | None:
    """Return the picture of a message, uint8 (side, side), or None if it holds none."""
    try:
        side = int(drawing["side"])
        content = base64.b64decode(drawing["pixels"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error):
        return None
    if not 0 < side <= LARGEST_SIDE or len(content) != side * side:
        return None
    return np.frombuffer(content, np.uint8).reshape(side, side)


def _result(
    drawing: Mapping[str, Any], read: Callable[[NDArray[np.uint8]], DrawingPrediction]
) -> dict[str, Any] | None:
    """Say in plain data what the browser shows for this drawing."""
    picture = unpack_drawing(drawing)
    if picture is None:
        return None
    number = drawing.get("number")
    try:
        reading = read(picture)
    except DatasetError as error:
        return {"number": number, "error": error_sentence(error)}
    sure = format_confidence(reading.confidence)
    predicted = str(reading.predicted)
    return {
        "number": number,
        "predicted": predicted,
        "sure": sure,
        "box": list(reading.box),
        "frame": data_uri(png_bytes(reading.frame)),
        "note": framing_warning(reading.warning, reading.confidence),
        "description": say("digits-pad-read", predicted=predicted, confidence=sure),
    }
