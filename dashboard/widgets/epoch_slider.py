"""A slider over the epochs of a training, with a button that plays them."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import session
from dashboard.text import say
from dashboard.widgets.assets import css, javascript

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
    js=javascript("epoch_slider"),
)


def epoch_slider(
    epoch: int,
    values: Sequence[str],
    *,
    key: str,
    marks: Sequence[tuple[int, str]],
    on_choose: Callable[[int], None],
) -> None:
    """Draw the slider; while it plays, it asks for one epoch after the other.

    Draw it after everything that follows it: an epoch counts as shown when the slider
    hears of it, and only then is the next one asked for.

    Args:
        epoch: Where it stands, from 1.
        values: What is read out at each epoch, as many as there are.
        key: Name of this component on the page.
        marks: Epochs that are marked, each with its words; choosing one goes there.
        on_choose: Called before the script runs, with the epoch that is asked for.
    """
    epochs = len(values)

    def take_choice() -> None:
        chosen = session.component_message(key, "epoch")
        if type(chosen) is int and 1 <= chosen <= epochs:
            on_choose(chosen)

    _mount(
        key=key,
        on_epoch_change=take_choice,
        data={
            "epoch": epoch,
            "epochs": epochs,
            # An opened image is looked at by itself.
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
