"""What preparation rescued: the frames after each step, with what was misread."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.doctor import Step
from core.data.digits import UNKNOWN
from core.data.framing import STEPS
from core.share.preparation import Panel, step_panels
from core.share.wording import say
from dashboard import loading
from dashboard.components.drawing import drawing
from dashboard.upload_view import UploadView

# Five lines of eight.
_MOST = 40


def rescued(upload: UploadView) -> None:
    """Draw one panel of frames for each step of the preparation."""
    labels = upload.view.evaluation.labels
    labelled = np.flatnonzero(labels != UNKNOWN)
    if not len(labelled):
        return
    st.header(say("digits-rescued"), anchor=False)
    rescue = upload.rescue()
    if upload.was_prepared_in_vain():
        st.markdown(say("digits-rescued-nothing"))
        return
    shown = _shown(np.stack([step.mistaken for step in rescue], axis=1), labelled)
    frames = loading.steps(upload.record, shown.tolist())
    panels = [
        _panel(step, frames[:, index], shown, labels)
        for index, step in enumerate(rescue)
    ]
    kind = "some" if len(shown) < len(labelled) else "all"
    legend = say(
        "digits-rescued-legend", kind=kind, shown=len(shown), total=len(labelled)
    )
    markup = step_panels(panels, legend=legend, mark=say("digits-rescued-mark"))
    drawing(markup, key="rescued")


def _panel(
    step: Step,
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
    )


def _shown(wrong: NDArray[np.bool_], labelled: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose the images of the panels: first those whose reading changed."""
    if len(labelled) <= _MOST:
        return labelled
    ever, always = wrong[labelled].any(axis=1), wrong[labelled].all(axis=1)
    rank = np.select([ever & ~always, always], [0, 1], 2)
    return np.sort(labelled[np.argsort(rank, kind="stable")[:_MOST]])


def _note(step: Step) -> str:
    """Say what a step changed for the pictures with a label."""
    if step.name == STEPS[0][0]:
        return say("digits-step-came")
    return say("digits-step-change", rescued=step.rescued, spoiled=step.spoiled)
