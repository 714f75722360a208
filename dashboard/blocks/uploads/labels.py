"""The labels of an upload: those parsed from names, and those given by hand."""

from functools import partial
from typing import Final, Literal, get_args

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.mistakes import num_pages, slice_page
from core.data.digits import UNKNOWN
from core.work import labelling
from dashboard import access, session
from dashboard.blocks.common import caption
from dashboard.text import escape_markdown, format_list, say
from dashboard.views.upload import UploadView
from dashboard.widgets.label_grid import LabelTile, label_grid

_PAGE_SIZE: Final = 120
_NUM_EXAMPLES: Final = 2
_MAX_NAME_LENGTH: Final = 40
_LabelFilter = Literal["all", "unlabelled", "disagreeing"]


def labels_step(upload: UploadView) -> None:
    """Draw the parsed labels, and for the upload's owner the choices and the grid."""
    st.header(say("labels-title"), anchor=False, help=say("meaning-label"))
    st.markdown(_parsed_names_summary(upload))
    if access.may_change(upload.record.id):
        if (upload.table["rule"] != "none").any():
            _name_labels_choice(upload)
        with st.expander(say("labels-by-hand"), expanded=_lacks_labels(upload)):
            st.fragment(_manual_labels)(upload)
    else:
        caption(say("labels-not-yours"))
    st.button(say("labels-close"), on_click=session.show_labels, args=(False,))


def _parsed_names_summary(upload: UploadView) -> str:
    table = upload.table
    parts = []
    for rule in ("folder", "name", "none"):
        rows = table[table["rule"] == rule]
        if len(rows):
            examples = format_list(map(_code, rows["name"].head(_NUM_EXAMPLES)))
            values = {"count": len(rows), "examples": examples}
            parts.append(say("labels-read", rule=rule, **values))
    disagreeing = table[table["other"] != UNKNOWN]
    if len(disagreeing):
        first = disagreeing.iloc[0]
        text = say(
            "labels-disagree",
            count=len(disagreeing),
            name=_code(first["name"]),
            folder=str(first["label"]),
            file=str(first["other"]),
        )
        parts.append(text)
    return "\n".join(f"- {part}" for part in parts)


def _code(name: str) -> str:
    """Return a file name for Markdown, of a long one only the end."""
    if len(name) > _MAX_NAME_LENGTH:
        name = f"…{name[2 - _MAX_NAME_LENGTH :]}"
    return escape_markdown(name)


def _name_labels_choice(upload: UploadView) -> None:
    def store_choice() -> None:
        use = st.session_state[session.LABELS_USE] == "use"
        labelling.set_uses_name_labels(upload.record.id, use)

    used = labelling.uses_name_labels(upload.record.id)
    st.session_state[session.LABELS_USE] = "use" if used else "ignore"
    st.segmented_control(
        say("labels-use-question"),
        ["use", "ignore"],
        format_func=lambda choice: say("labels-use", choice=choice),
        key=session.LABELS_USE,
        required=True,
        on_change=store_choice,
    )


def _lacks_labels(upload: UploadView) -> bool:
    """True if labels were missing when the step opened; the expander stays as it is."""
    kept = st.session_state.get(session.MANUAL_LABELS_OPEN)
    if kept is None or kept[0] != upload.record.id:
        kept = (upload.record.id, bool((upload.current_labels() == UNKNOWN).any()))
        st.session_state[session.MANUAL_LABELS_OPEN] = kept
    return bool(kept[1])


def _manual_labels(upload: UploadView) -> None:
    labels = upload.current_labels()
    if (labels != upload.view.evaluation.labels).any():
        # Blocks above, outside this fragment, count the labels.
        st.rerun()
    shown = _label_filter(upload, labels)
    positions = _positions(upload, labels, shown)
    if not len(positions):
        st.markdown(say("labels-none-here"))
        return
    pages = num_pages(len(positions), _PAGE_SIZE)
    number = st.pagination(pages, key=f"labels_page_{shown}") if pages > 1 else 1
    page = slice_page(positions, number - 1, _PAGE_SIZE)
    names = upload.table["name"]
    tiles = [
        LabelTile(
            number=int(position),
            name=names[position],
            label=None if labels[position] == UNKNOWN else int(labels[position]),
        )
        for position in page
    ]
    label_grid(
        upload.images(page),
        tiles,
        key="label_grid",
        can_undo=labelling.num_undoable_changes(upload.record.id) > 0,
        on_label=partial(labelling.give_labels, upload.record),
        on_undo=partial(labelling.undo, upload.record.id),
    )
    num_labelled = int((labels != UNKNOWN).sum())
    caption(say("labels-progress", count=num_labelled, total=len(labels)))


def _label_filter(upload: UploadView, labels: NDArray[np.int8]) -> _LabelFilter:
    choices = list(get_args(_LabelFilter))
    if not (upload.table["other"] != UNKNOWN).any():
        choices.remove("disagreeing")
    default = "unlabelled" if (labels == UNKNOWN).any() else "all"
    st.session_state.setdefault(session.LABEL_FILTER, default)
    picked: _LabelFilter | None = st.segmented_control(
        say("labels-shown"),
        choices,
        format_func=lambda choice: say("labels-shown-option", choice=choice),
        key=session.LABEL_FILTER,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.session_state.pop(session.UNLABELLED_POSITIONS, None),
    )
    return picked or "all"


def _positions(
    upload: UploadView, labels: NDArray[np.int8], shown: _LabelFilter
) -> NDArray[np.int64]:
    """Return the images to show; newly labelled ones stay among the unlabelled."""
    if shown == "all":
        return np.arange(len(labels))
    if shown == "disagreeing":
        return np.flatnonzero(upload.table["other"] != UNKNOWN)
    kept = st.session_state.get(session.UNLABELLED_POSITIONS)
    if kept is None or kept[0] != upload.record.id:
        kept = (upload.record.id, np.flatnonzero(labels == UNKNOWN))
        st.session_state[session.UNLABELLED_POSITIONS] = kept
    positions: NDArray[np.int64] = kept[1]
    return positions
