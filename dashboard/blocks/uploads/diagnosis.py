"""The effect of preparation, and the causes of the remaining mistakes."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.analysis.diagnosis import Diagnosis, StepResult, count_causes
from core.charts.preparation import Panel, step_panels
from core.data.digits import UNKNOWN
from dashboard import reading, session
from dashboard.blocks.common import caption, describe_image
from dashboard.text import format_confidence, format_list, say
from dashboard.views.upload import UploadView
from dashboard.widgets.drawing import drawing
from dashboard.widgets.gallery import Group, Tile, gallery

_MAX_IMAGES: Final = 40  # Five lines of eight.
_MAX_TILES: Final = 6
_MORE_TILES: Final = 24


def preparation_panels(upload: UploadView) -> None:
    """Draw one panel of frames for each step of the preparation."""
    labels = upload.view.evaluation.labels
    num_labelled = upload.num_labelled
    if not upload.view.run.has_network or not num_labelled:
        return
    st.header(say("digits-rescued"), anchor=False, help=say("meaning-framing"))
    steps = upload.preparation_steps()
    if not any(step.rescued or step.spoiled for step in steps):
        st.markdown(say("digits-rescued-nothing"))
        return
    mistaken = np.stack([step.mistaken for step in steps], axis=1)
    shown = choose_images(mistaken, labels)
    frames = reading.steps(upload.record, shown.tolist())
    panels = [
        _panel(step, frames[:, index], shown, labels)
        for index, step in enumerate(steps)
    ]
    values = {"shown": len(shown), "total": num_labelled}
    kind = "some" if len(shown) < num_labelled else "all"
    legend = say("digits-rescued-legend", kind=kind, **values)
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
        note=_step_note(step),
        description=say("digits-step-alt", name=name, count=count, total=total),
        images=frames,
        mistaken=step.mistaken[shown],
        titles=[
            say("digits-step-image", true=str(labels[row]), predicted=str(predicted))
            for row, predicted in zip(shown, step.predictions[shown], strict=True)
        ],
        raw=step.name == "came",
    )


def choose_images(
    mistaken: NDArray[np.bool_], labels: NDArray[np.int8]
) -> NDArray[np.int64]:
    """Return the labelled images to show, in ascending order, int64 (m,).

    Images that preparation changed from or to a mistake come first, then those that are
    always misread. Within each group, the digits take turns. `mistaken` are mistakes
    after each step, bool (n, 5); `labels` are int8 (n,), -1 without a label.
    """
    labelled = np.flatnonzero(labels != UNKNOWN)
    if len(labelled) <= _MAX_IMAGES:
        return labelled
    ever, always = mistaken[labelled].any(axis=1), mistaken[labelled].all(axis=1)
    table = pd.DataFrame({"digit": labels[labelled]})
    table["rank"] = np.select([ever & ~always, always], [0, 1], 2)
    table["turn"] = table.groupby(["rank", "digit"]).cumcount()
    first = table.sort_values(["rank", "turn", "digit"]).index[:_MAX_IMAGES]
    return np.sort(labelled[first])


def _step_note(step: StepResult) -> str:
    if step.name == "came":
        return say("digits-step-came")
    change = say("digits-step-change", rescued=step.rescued, spoiled=step.spoiled)
    if step.name == "inverted":
        return say("digits-step-inverted", change=change)
    return change


def misread_causes(upload: UploadView) -> None:
    """Draw the misread pictures by cause, each with the effect of its correction."""
    view = upload.view
    if not view.run.has_network or not view.evaluation.num_mistakes:
        return
    st.header(say("doctor-title"), anchor=False)
    caption(say("doctor-caption"))
    diagnoses = upload.diagnoses()
    upload_id, num_shown = st.session_state.get(session.CAUSES_OPENED, (None, {}))
    if upload_id != upload.record.id:
        num_shown = {}
    causes = [cause for cause, _ in count_causes(diagnoses)]
    groups = [
        _group(
            upload,
            cause,
            [each for each in diagnoses if each.cause == cause],
            num_shown.get(cause, _MAX_TILES),
        )
        for cause in causes
    ]

    def show_more(index: int) -> None:
        cause = causes[index]
        more = {**num_shown, cause: num_shown.get(cause, _MAX_TILES) + _MORE_TILES}
        st.session_state[session.CAUSES_OPENED] = (upload.record.id, more)

    positions = [tile.number for group in groups for tile in group.tiles]
    gallery(
        groups,
        upload.images(positions),
        key="remedies",
        layout="causes",
        on_tile=partial(session.open_case, upload.record.source),
        on_group=show_more,
    )


def _group(
    upload: UploadView, cause: str, diagnoses: Sequence[Diagnosis], max_tiles: int
) -> Group:
    shown = diagnoses[:max_tiles]
    hidden = len(diagnoses) - len(shown)
    kind = "some" if hidden else "all"
    return Group(
        title=say("cause", kind=cause),
        count=say("doctor-count", kind=kind, count=len(diagnoses), shown=len(shown)),
        notes=[("", say("cause-text", kind=cause))],
        tiles=[_tile(upload, diagnosis) for diagnosis in shown],
        more=say("doctor-more", count=min(hidden, _MORE_TILES)) if hidden else "",
    )


def _tile(upload: UploadView, diagnosis: Diagnosis) -> Tile:
    name = upload.table["name"][diagnosis.position]
    confidence = format_confidence(diagnosis.confidence)
    correction = []
    if diagnosis.image is not None:
        undone = [
            say("cause-undone", kind=cause, amount=abs(diagnosis.amount))
            for cause in diagnosis.causes
        ]
        sure = format_confidence(diagnosis.sure)
        effect = say("doctor-then", true=str(diagnosis.label), sure=sure)
        correction = [format_list(undone), effect]
    return Tile(
        number=diagnosis.position,
        corrected=diagnosis.image,
        true=str(diagnosis.label),
        predicted=str(diagnosis.predicted),
        note=confidence,
        details=correction,
        description=describe_image(
            name, diagnosis.label, diagnosis.predicted, confidence
        ),
    )
