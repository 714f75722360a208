"""A surface to draw a digit on, empty or with an image below."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.charts.sprites import data_uri, png_bytes
from core.data.digits import IMAGE_SHAPE
from core.errors import DatasetError
from dashboard.text import error_sentence, format_confidence, say
from dashboard.widgets.assets import css, javascript
from dashboard.widgets.gallery import framing_heads
from dashboard.widgets.messages import component_record

LARGEST_SIDE: Final = 512
# Sides and pen widths in pixels of the picture that the server receives.
_PAD_SIDE: Final = 140
_PAD_WIDTHS: Final = {"pen": 9}
_RETOUCH_WIDTHS: Final = {"pen": 2.8, "eraser": 3.6}
_PAD_HTML: Final = f"""
<div class="drawing-pad">
  <div class="pad">
    <svg class="surface" viewBox="0 0 {_PAD_SIDE} {_PAD_SIDE}" role="img"></svg>
    <div class="hint"></div>
  </div>
  <div class="tools">
    <button type="button" class="undo"></button>
    <button type="button" class="reset"></button>
  </div>
  <div class="outcome" aria-live="polite"></div>
</div>
"""
_RETOUCH_HTML: Final = """
<div class="drawing-pad retouch">
  <div class="pair">
    <figure>
      <div class="frame surface" role="application" tabindex="0">
        <i class="place"></i>
      </div>
      <figcaption class="for-surface"></figcaption>
    </figure>
    <figure>
      <div class="frame seen" role="img"></div>
      <figcaption class="for-seen"></figcaption>
    </figure>
  </div>
  <div class="tools">
    <button type="button" class="pen" data-tool="pen"></button>
    <button type="button" class="eraser" data-tool="eraser"></button>
    <button type="button" class="undo"></button>
    <button type="button" class="reset"></button>
  </div>
</div>
"""
_CSS: Final = css("drawings", "framing", "tools", "drawing_pad")
_JS: Final = javascript("dom", "framing", "drawing_pad")

_mount_pad = st.components.v2.component("draw_pad", html=_PAD_HTML, css=_CSS, js=_JS)
_mount_retouch = st.components.v2.component(
    "retouch", html=_RETOUCH_HTML, css=_CSS, js=_JS
)


class DrawingPrediction(NamedTuple):
    """The prediction for a drawing.

    Attributes:
        confidence: 0 to 1; None if the drawing may show several digits.
        frame: The input of the network, uint8 (28, 28).
        box: Edges of the digit: top, left, bottom and right, 0 to 1.
        warning: Why the drawing may not be one digit, in words; empty for no doubt.
    """

    predicted: int
    confidence: float | None
    frame: NDArray[np.uint8]
    box: tuple[float, float, float, float]
    warning: str


def draw_pad(
    *, key: str, read: Callable[[NDArray[np.uint8]], DrawingPrediction]
) -> None:
    """Draw an empty surface, and below it the prediction for the last drawing.

    Call it in a fragment, so that a stroke does not rerun the page. `read` frames and
    scores a grey picture, black on white, uint8 (side, side), or raises `DatasetError`.
    """
    kept = f"{key}_result"

    def take_drawing() -> None:
        drawing = component_record(key, "drawing")
        if drawing:
            st.session_state[kept] = _result(drawing, read)

    _mount_pad(
        key=key,
        on_drawing_change=take_drawing,
        data={
            "side": _PAD_SIDE,
            "widths": _PAD_WIDTHS,
            "isBlankIgnored": True,
            "label": say("digits-pad"),
            "texts": {
                "hint": say("digits-pad-hint"),
                "undo": say("digits-pad-undo"),
                "reset": say("digits-pad-clear"),
            },
            "heads": framing_heads(),
            "result": st.session_state.get(kept),
        },
    )


def edited_image(image: NDArray[np.uint8], *, key: str) -> NDArray[np.uint8]:
    """Return an image with the user's strokes, uint8 (28, 28)."""
    edited: NDArray[np.uint8] = st.session_state.get(f"{key}_pixels", image)
    return edited


def retouch(
    image: NDArray[np.uint8],
    *,
    key: str,
    seen: NDArray[np.uint8],
    description: str,
) -> None:
    """Draw an image to draw on; `edited_image` returns the result.

    Beside it, draw the input of the network after all changes, `seen`, uint8 (28, 28).
    Its description for screen readers is the prediction. Each image needs its own key.
    """

    def take_drawing() -> None:
        edited = unpack_drawing(component_record(key, "drawing"))
        if edited is not None and edited.shape == IMAGE_SHAPE:
            st.session_state[f"{key}_pixels"] = edited

    _mount_retouch(
        key=key,
        on_drawing_change=take_drawing,
        data={
            "side": IMAGE_SHAPE[0],
            "widths": _RETOUCH_WIDTHS,
            "original": _encode_pixels(image),
            "pixels": _encode_pixels(edited_image(image, key=key)),
            "seen": data_uri(png_bytes(np.ascontiguousarray(seen))),
            "description": description,
            "label": say("what-if-paper-name"),
            "texts": {
                "for-surface": say("what-if-paper"),
                "for-seen": say("what-if-seen"),
                "pen": say("what-if-pen"),
                "eraser": say("what-if-rubber"),
                "undo": say("digits-pad-undo"),
                "reset": say("what-if-again"),
            },
        },
    )


def unpack_drawing(drawing: Mapping[str, Any]) -> NDArray[np.uint8] | None:
    """Return the ink of a message, uint8 (side, side), or None if it holds none."""
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
    """Return what the browser shows for a drawing, None without a picture."""
    ink = unpack_drawing(drawing)
    if ink is None:
        return None
    number = {"number": drawing.get("number")}
    try:
        reading = read(255 - ink)
    except DatasetError as error:
        return {**number, "error": error_sentence(error)}
    confidence, predicted = reading.confidence, str(reading.predicted)
    sure = "" if confidence is None else format_confidence(confidence)
    sentence = say("digits-pad-read", predicted=predicted, confidence=sure or "unknown")
    return {
        **number,
        "predicted": predicted,
        "note": sure,
        "box": list(reading.box),
        "frame": data_uri(png_bytes(reading.frame)),
        "warning": reading.warning,
        "description": sentence,
    }


def _encode_pixels(image: NDArray[np.uint8]) -> str:
    return base64.b64encode(image.tobytes()).decode()
