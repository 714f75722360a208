"""Why the rest is still misread, cause by cause."""

from collections.abc import Sequence

import streamlit as st

from core.analysis.doctor import Diagnosis, count_causes
from core.share.wording import percent, say
from dashboard import state
from dashboard.components.findings import caption
from dashboard.components.remedies import Group, Remedy, remedies
from dashboard.upload_view import UploadView

_SHOWN = 6


def why_misread(upload: UploadView) -> None:
    """Draw what is misread in groups, each with what undoing its cause changes."""
    if not upload.view.evaluation.num_mistakes:
        return
    st.header(say("doctor-title"), anchor=False)
    caption(say("doctor-caption"))
    diagnoses = upload.diagnoses()
    groups = []
    for kind, count in count_causes(diagnoses):
        found = [each for each in diagnoses if each.cause == kind]
        groups.append(_group(upload, kind, count, found))

    def open_case(position: int) -> None:
        state.open_case(upload.record.source, position)

    remedies(groups, key="remedies", on_choose=open_case)


def _group(
    upload: UploadView, kind: str, count: int, found: Sequence[Diagnosis]
) -> Group:
    return Group(
        title=say("cause", kind=kind),
        count=say(
            "doctor-count",
            kind="some" if count > _SHOWN else "all",
            count=count,
            shown=_SHOWN,
        ),
        text=say("cause-text", kind=kind),
        remedies=[_remedy(upload, each) for each in found[:_SHOWN]],
    )


def _remedy(upload: UploadView, diagnosis: Diagnosis) -> Remedy:
    true, predicted = str(diagnosis.label), str(diagnosis.predicted)
    sure = percent(diagnosis.confidence)
    name = upload.table["name"][diagnosis.position]
    notes = []
    if diagnosis.image is not None:
        undone = [
            say("cause-undone", kind=cause, amount=abs(diagnosis.amount))
            for cause in diagnosis.causes
        ]
        notes = [
            ", ".join(undone),
            say("doctor-then", true=true, sure=percent(diagnosis.sure)),
        ]
    return Remedy(
        number=diagnosis.position,
        image=upload.images([diagnosis.position])[0],
        undone=diagnosis.image,
        true=true,
        predicted=predicted,
        sure=sure,
        notes=notes,
        description=say(
            "image-mistake", name=name, true=true, predicted=predicted, confidence=sure
        ),
    )
