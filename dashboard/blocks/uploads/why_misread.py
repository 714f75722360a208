"""Why the rest is still misread, cause by cause."""

from collections.abc import Sequence

import streamlit as st

from core.analysis.diagnosis import Diagnosis, count_causes
from dashboard import session
from dashboard.blocks.common import caption
from dashboard.text import format_confidence, format_list, say
from dashboard.views.upload import UploadView
from dashboard.widgets.gallery import Group, Tile, gallery

_SHOWN = 6
_MORE = 24
# Of which upload, and how many of each cause.


def misread_causes(upload: UploadView) -> None:
    """Draw what is misread in groups, each with what undoing its cause changes."""
    view = upload.view
    if not view.run.has_network or not view.evaluation.num_mistakes:
        return
    st.header(say("doctor-title"), anchor=False)
    caption(say("doctor-caption"))
    diagnoses = upload.diagnoses()
    of, shown = st.session_state.get(session.CAUSES_OPENED, (None, {}))
    if of != upload.record.id:
        shown = {}
    kinds = [kind for kind, _ in count_causes(diagnoses)]
    groups = []
    for kind in kinds:
        found = [each for each in diagnoses if each.cause == kind]
        groups.append(_group(upload, kind, found, shown.get(kind, _SHOWN)))

    def open_case(position: int) -> None:
        session.open_case(upload.record.source, position)

    def show_more(index: int) -> None:
        kind = kinds[index]
        more = {**shown, kind: shown.get(kind, _SHOWN) + _MORE}
        st.session_state[session.CAUSES_OPENED] = (upload.record.id, more)

    positions = [tile.number for group in groups for tile in group.tiles]
    gallery(
        groups,
        upload.images(positions),
        key="remedies",
        layout="causes",
        on_tile=open_case,
        on_group=show_more,
    )


def _group(
    upload: UploadView, kind: str, found: Sequence[Diagnosis], most: int
) -> Group:
    hidden = max(len(found) - most, 0)
    return Group(
        title=say("cause", kind=kind),
        count=say(
            "doctor-count",
            kind="some" if hidden else "all",
            count=len(found),
            shown=len(found) - hidden,
        ),
        notes=[("", say("cause-text", kind=kind))],
        tiles=[_cause_card(upload, each) for each in found[:most]],
        more=say("doctor-more", count=min(hidden, _MORE)) if hidden else "",
    )


def _cause_card(upload: UploadView, diagnosis: Diagnosis) -> Tile:
    true, predicted = str(diagnosis.label), str(diagnosis.predicted)
    sure = format_confidence(diagnosis.confidence)
    name = upload.table["name"][diagnosis.position]
    notes = []
    if diagnosis.image is not None:
        undone = [
            say("cause-undone", kind=cause, amount=abs(diagnosis.amount))
            for cause in diagnosis.causes
        ]
        notes = [
            format_list(undone),
            say("doctor-then", true=true, sure=format_confidence(diagnosis.sure)),
        ]
    return Tile(
        number=diagnosis.position,
        corrected=diagnosis.image,
        true=true,
        predicted=predicted,
        note=sure,
        details=notes,
        description=say(
            "image-mistake",
            name=name,
            true=diagnosis.label,
            predicted=diagnosis.predicted,
            confidence=sure,
        ),
    )
