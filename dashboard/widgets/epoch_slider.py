"""A slider over the epochs of a training, with a button that plays them."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import session
from dashboard.text import say
from dashboard.widgets.assets import css, javascript
from dashboard.widgets.messages import component_message

_HTML = """
<div class="epochs">
  <div class="bar">
    <button type="button" class="play"></button>
    <output></output>
    <div class="track">
      <div class="ticks"></div>
      <input type="range" min="1" max="1" step="1">
    </div>
  </div>
  <div class="marks"></div>
</div>
"""

_mount = st.components.v2.component(
    "epoch_slider",
    html=_HTML,
    css=css("epoch_slider"),
    js=javascript("dom", "epoch_slider"),
)


def epoch_slider(
    epoch: int,
    values: Sequence[str],
    *,
    key: str,
    marks: Sequence[tuple[int, str]],
    on_choose: Callable[[int], None],
) -> None:
    """Draw the slider, which requests one epoch after the other while it plays.

    Draw it after everything that depends on the epoch: the slider requests the next
    epoch as soon as it receives this one.

    Args:
        epoch: The current epoch, from 1.
        values: Text for screen readers at each epoch.
        key: Name of this component on the page.
        marks: Marked epochs, each with the text of the button that leads there.
        on_choose: Called before the script runs, with the requested epoch.
    """
    epochs = len(values)

    def take_choice() -> None:
        chosen = component_message(key, "epoch")
        if type(chosen) is int and 1 <= chosen <= epochs:
            on_choose(chosen)

    _mount(
        key=key,
        on_epoch_change=take_choice,
        data={
            "epoch": epoch,
            "epochs": epochs,
            # The drawer of an opened image covers the page, so playing stops.
            "covered": session.case() is not None,
            "marks": [{"epoch": each, "text": text} for each, text in marks],
            "words": {
                "slider": say("replay-slider"),
                "play": say("replay-play"),
                "pause": say("replay-pause"),
                "epochs": [
                    say("replay-epoch", epoch=each, epochs=epochs)
                    for each in range(1, epochs + 1)
                ],
                "values": list(values),
            },
        },
    )
