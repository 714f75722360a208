"""What preparation rescued: the frames after each step, with what was misread."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.analysis.diagnosis import StepResult
from core.charts.preparation import Panel, step_panels
from core.data.digits import UNKNOWN
from dashboard import reading
from dashboard.text import say
from dashboard.views.upload import UploadView
from dashboard.widgets.drawing import drawing

# Five lines of eight.
_MAX_IMAGES = 40


def preparation_panels(upload: UploadView) -> None:
    """Draw one panel of frames for each step of the preparation."""
    labels = upload.view.evaluation.labels
    labelled = np.flatnonzero(labels != UNKNOWN)
    if not upload.view.run.has_network or not len(labelled):
        return
    st.header(say("digits-rescued"), anchor=False, help=say("meaning-framing"))
    preparation_steps = upload.preparation_steps()
    if upload.preparation_changed_nothing():
        st.markdown(say("digits-rescued-nothing"))
        return
    wrong = np.stack([step.mistaken for step in preparation_steps], axis=1)
    shown = _choose_images(wrong, labels)
    frames = reading.steps(upload.record, shown.tolist())
    panels = [
        _panel(step, frames[:, index], shown, labels)
        for index, step in enumerate(preparation_steps)
    ]
    kind = "some" if len(shown) < len(labelled) else "all"
    legend = say(
        "digits-rescued-legend", kind=kind, shown=len(shown), total=len(labelled)
    )
    markup = step_panels(panels, legend=legend, mark=say("digits-rescued-mark"))
    drawing(markup, key="rescued")


def _panel(
    step: StepResult,
    frames: NDArray[np.uint8],
    shown: NDArray[np.int64],
    labels: NDArray[np.int8],
) -> Panel:
    name = say("digits-step", step=step.name)
    count, total = f"{step.accuracy.correct:,}", f"{step.accuracy.n:,}"
    return Panel(
        name=name,
        count=count,
        total=f"/ {total}",
        note=_note(step),
        description=say("digits-step-alt", name=name, count=count, total=total),
        images=frames,
        mistaken=step.mistaken[shown],
        titles=[
            say("digits-step-image", true=str(labels[row]), predicted=str(read))
            for row, read in zip(shown, step.predictions[shown], strict=True)
        ],
        raw=step.name == "came",
    )


def _choose_images(
    wrong: NDArray[np.bool_], labels: NDArray[np.int8]
) -> NDArray[np.int64]:
    """Choose the images of the panels: first those whose reading changed.

    Among these, and among the others, every digit has its turn.
    """
    labelled = np.flatnonzero(labels != UNKNOWN)
    if len(labelled) <= _MAX_IMAGES:
        return labelled
    ever, always = wrong[labelled].any(axis=1), wrong[labelled].all(axis=1)
    about = pd.DataFrame({"digit": labels[labelled]})
    about["rank"] = np.select([ever & ~always, always], [0, 1], 2)
    about["turn"] = about.groupby(["rank", "digit"]).cumcount()
    first = about.sort_values(["rank", "turn", "digit"]).index[:_MAX_IMAGES]
    return np.sort(labelled[first])


def _note(step: StepResult) -> str:
    """Say what a step changed for the pictures with a label."""
    if step.name == "came":
        return say("digits-step-came")
    change = say("digits-step-change", rescued=step.rescued, spoiled=step.spoiled)
    if step.name == "inverted":
        return say("digits-step-inverted", change=change)
    return change
