"""What if a digit had been written differently: the prediction follows at once."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.what_if import (
    MAX_SHIFT,
    MAX_STROKE,
    MAX_TURN,
    Change,
    apply_change,
)
from core.work.evaluating import scorer
from dashboard.text import format_confidence, say
from dashboard.views.view import View
from dashboard.widgets.drawing_pad import edited_image, retouch


def what_if(view: View, row: int, image: NDArray[np.uint8]) -> None:
    """Draw what can be changed about an image, and how it is read then.

    Belongs into a fragment of its own, so that a slider does not rerun the page.
    """
    # Of this image alone: a busy browser may send what was set for another.
    of = f"{view.records[int(view.evaluation.source_of[row])].id}_{row}"
    st.markdown(f"**{say('what-if-title')}**")
    picture, words = st.container(), st.container()
    made = apply_change(edited_image(image, key=f"retouch_{of}"), _change(of))
    (probabilities,) = scorer(view.run.folder).probabilities(made[np.newaxis])
    read = int(probabilities.argmax())
    sure = format_confidence(float(probabilities[read]))
    text = say("what-if-read", digit=str(read), sure=sure)
    words.markdown(text)
    with picture:
        description = text.replace("**", "")
        retouch(image, key=f"retouch_{of}", seen=made, description=description)


def _change(of: str) -> Change:
    """Draw the sliders, two side by side, and return what they say."""
    left, right = st.columns(2)
    turn = left.slider(say("what-if-turn"), -MAX_TURN, MAX_TURN, 0, 5, key=f"turn_{of}")
    stroke = right.slider(
        say("what-if-stroke"),
        -MAX_STROKE,
        MAX_STROKE,
        0.0,
        0.5,
        format="%.1f",
        key=f"stroke_{of}",
    )
    across = left.slider(
        say("what-if-right"), -MAX_SHIFT, MAX_SHIFT, 0, key=f"right_{of}"
    )
    down = right.slider(say("what-if-down"), -MAX_SHIFT, MAX_SHIFT, 0, key=f"down_{of}")
    inverted = st.toggle(say("what-if-inverted"), key=f"inverted_{of}")
    return Change(turn=turn, stroke=stroke, right=across, down=down, inverted=inverted)
