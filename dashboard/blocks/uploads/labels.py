"""The labels of an upload: those parsed from names, and those given by hand."""

from functools import partial
from typing import Final, Literal, get_args

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.mistakes import num_pages, slice_page
from core.data.digits import NUM_CLASSES, UNKNOWN
from core.data.labels import ParsedLabels
from core.work import labelling
from dashboard import access, session
from dashboard.blocks.common import caption
from dashboard.text import escape_markdown, format_list, say
from dashboard.views.upload import UploadView
from dashboard.widgets.label_grid import LabelTile, label_grid

_PAGE_SIZE: Final = 120
_NO_PLACE: Final = "none"
_MAX_NAME_LENGTH: Final = 40
_LabelFilter = Literal["all", "unlabelled", "disagreeing"]


def labels_step(upload: UploadView) -> None:
    """Draw where labels come from, and for the upload's owner choices and the grid."""
    st.header(say("labels-title"), anchor=False, help=say("meaning-label"))
    may_change = access.may_change(upload.record.id)
    _place_choice(upload, may_change=may_change)
    if may_change:
        is_open = _lacks_labels(upload) and not upload.needs_place()
        with st.expander(say("labels-by-hand"), expanded=is_open):
            st.fragment(_manual_labels)(upload)
    else:
        caption(say("labels-not-yours"))
    if not upload.needs_place():
        st.button(say("labels-close"), on_click=session.show_labels, args=(False,))


def _place_choice(upload: UploadView, *, may_change: bool) -> None:
    """Draw the places in the names that may hold the digit, with examples."""
    choices = {str(each.place): each for each in upload.candidates().choices}
    if not choices:
        return
    if upload.needs_place():
        st.markdown(say("labels-place-ambiguous"))
    agreeing = {
        name: int((upload.view.evaluation.predictions == each.labels).sum())
        for name, each in choices.items()
    }
    likeliest = sorted(choices, key=agreeing.__getitem__, reverse=True)
    captions = [
        _place_examples(upload, choices[name], agreeing[name]) for name in likeliest
    ]

    def store_choice() -> None:
        labelling.set_place(upload.record.id, st.session_state[session.LABELS_PLACE])

    st.session_state[session.LABELS_PLACE] = _place_in_use(upload)
    st.radio(
        say("labels-place-question"),
        [*likeliest, _NO_PLACE],
        format_func=lambda name: say("labels-place", place=name),
        captions=[*captions, ""],
        key=session.LABELS_PLACE,
        on_change=store_choice,
        # Streamlit drops what a browser sends for a disabled widget.
        disabled=not may_change,
    )


def _place_in_use(upload: UploadView) -> str | None:
    """Return the place whose labels are in use, None if no choice is.

    Uploads of Misread 0.1 may have labels that no place has.
    """
    if upload.needs_place():
        return None
    used, _ = upload.name_labels()
    same = (
        str(each.place)
        for each in upload.candidates().choices
        if np.array_equal(each.labels, used)
    )
    return next(same, _NO_PLACE if (used == UNKNOWN).all() else None)


def _place_examples(upload: UploadView, parsed: ParsedLabels, agreeing: int) -> str:
    """Return examples of names, with the label that each gets."""
    names, labels = upload.table["name"], parsed.labels
    examples = [
        say("labels-place-example", name=_code(names[row]), digit=str(labels[row]))
        for row in parsed.example_rows()
    ]
    return say(
        "labels-place-examples",
        examples=format_list(examples),
        count=int((labels != UNKNOWN).sum()),
        agree=agreeing,
    )


def _code(name: str) -> str:
    """Return a file name for Markdown, of a long one only the end."""
    if len(name) > _MAX_NAME_LENGTH:
        name = f"…{name[2 - _MAX_NAME_LENGTH :]}"
    return escape_markdown(name)


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
    if not len(_disagreeing(upload)):
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
        return _disagreeing(upload)
    kept = st.session_state.get(session.UNLABELLED_POSITIONS)
    if kept is None or kept[0] != upload.record.id:
        kept = (upload.record.id, np.flatnonzero(labels == UNKNOWN))
        st.session_state[session.UNLABELLED_POSITIONS] = kept
    positions: NDArray[np.int64] = kept[1]
    return positions


def _disagreeing(upload: UploadView) -> NDArray[np.int64]:
    """Return the images whose names have different digits at two places."""
    choices = [each.labels for each in upload.candidates().choices]
    if not choices:
        return np.zeros(0, np.int64)
    digits = np.stack(choices).astype(np.int64)
    least = np.where(digits == UNKNOWN, NUM_CLASSES, digits).min(axis=0)
    return np.flatnonzero(digits.max(axis=0) > least)
