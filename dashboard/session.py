"""Session state: the name of every key, and what the user chose."""

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from core.analysis.confidence import DEFAULT_THRESHOLD, THRESHOLDS
from core.analysis.selection import Selection
from core.store.digit_sets import UPLOAD_PREFIX as UPLOAD_PREFIX

LANGUAGE: Final = "language"
VIEW: Final = "view"
RUN: Final = "run"
SETS: Final = "sets"
SELECTION: Final = "selection"
COMPARISON_TARGET: Final = "compared"
BUCKET: Final = "bucket"
CASE: Final = "case"
LAST_CASE: Final = "last_case"
PAGE: Final = "page"
MODE: Final = "mode"
WATCHED_TRAINING: Final = "watched"
WATCHED_JURY: Final = "watched_jury"
REDIRECT: Final = "target"
NOTICE: Final = "notice"
UPLOAD: Final = "upload"
UPLOADER: Final = "uploader"
IMPORT: Final = "import"
FAILED_IMPORT: Final = "import_failure"
IMPORT_ERROR: Final = "import_error"
DELETED: Final = "deleted_upload"
LABELS_SHOWN: Final = "labels_step"
UNLABELLED_POSITIONS: Final = "labelling"
MANUAL_LABELS_OPEN: Final = "labelling_by_hand"
AUTHOR: Final = "verdict_author"
CORRECTING_IMAGE: Final = "verdict_of_label"
VERDICT_ERROR: Final = "verdict_trouble"
VERDICT_UPLOADER: Final = "verdict_file"
VERDICT_IMPORT_RESULT: Final = "verdicts_taken"
ADD_DIGITS_SHOWN: Final = "ways_in"
REMEMBERED_UPLOADS: Final = "held_uploads"
IMPORTED_UPLOADS: Final = "made_uploads"
THRESHOLD: Final = "threshold"
ERROR_BUDGET: Final = "budget"
EPOCH: Final = "epoch"
VERDICTS_ACCEPTED: Final = "verdicts_accepted"
CHOSEN_SLICE: Final = "weak_spot"
CAUSES_OPENED: Final = "remedies_opened"
CASE_OPENED: Final = "case_opened"
TYPED_PATH: Final = "digits_path_given"
COLUMN_ORDER: Final = "column_order"
IMPORT_UPLOADER: Final = "elsewhere_uploads"
WRITTEN_PARAMETERS: Final = "written_url"
WRITTEN_PAGE: Final = "written_on_page"
WENT_BACK: Final = "went_back"

GRID_PAGE: Final = "grid_page"
BUCKET_PAGE: Final = "bucket_page"
LABEL_ISSUES_PAGE: Final = "suspects_page"
STRIPS_PAGE: Final = "strips_page"
ABSTAINED_PAGE: Final = "sure_page"
ABSTAINED_PAGER: Final = "sure_pager"
BUCKET_CHOICE: Final = "bucket_choice"
COMPARISON_CHOICE: Final = "compared_choice"
MODE_CHOICE: Final = "mode_choice"
ERROR_BUDGET_CHOICE: Final = "sure_budget"
THRESHOLD_SLIDER: Final = "sure_slider"
THRESHOLD_SLIDER_NUMBER: Final = "sure_sliders"
RUNS_TABLE: Final = "runs_table"
LABELS_PLACE: Final = "labels_place"
LABEL_FILTER: Final = "labels_shown"
AUTHOR_FIELD: Final = "verdict_author_field"
REPORT_NOTE: Final = "share_note"
REPORT_NAMES: Final = "share_names"
REPORT_ORIGINALS: Final = "share_originals"
FILTER_PREFIX: Final = "filter_"

_MAX_REMEMBERED: Final = 100
MOST_SETS: Final = 4  # More would not fit into an address.


@dataclass(frozen=True, slots=True)
class Case:
    """An image: the source of its digit set, and its position there."""

    source: str
    position: int


def fresh_key(name: str, chosen: object) -> str:
    """Return a new widget key whenever something else was chosen outside the widget."""
    # While its popover is closed, the browser keeps a widget's old value, and would
    # send it as a new choice.
    number = st.session_state.get(f"{name}_number", 0)
    if st.session_state.get(f"{name}_{number}", chosen) != chosen:
        number += 1
    st.session_state[f"{name}_number"] = number
    return f"{name}_{number}"


def choose_language(language: str) -> None:
    """Choose the language of the interface."""
    st.session_state[LANGUAGE] = language


def selection() -> Selection:
    """Return the filters and the order that all pages share."""
    return st.session_state.setdefault(SELECTION, Selection())


def change_selection(**changes: object) -> None:
    """Change some filters, and return to the first page of the grid."""
    set_selection(replace(selection(), **changes))  # type: ignore[arg-type]


def set_selection(chosen: Selection) -> None:
    """Set filters and order, and return to the first page of the grid."""
    st.session_state[SELECTION] = chosen
    reset_page()


def choose_cell(true: int | None, predicted: int | None) -> None:
    """Select one cell, row or column of the matrix, or none."""
    set_selection(selection().with_cell(true, predicted))


def accepts_verdicts() -> bool:
    """True if verdicts count in place of labels."""
    return bool(st.session_state.get(VERDICTS_ACCEPTED))


def accept_verdicts(accepted: bool) -> None:
    """Count with the verdicts accepted, or as labelled."""
    st.session_state[VERDICTS_ACCEPTED] = accepted
    reset_page()


def page() -> int:
    """Return the page of the grid, from 0; it may be beyond the last."""
    return int(st.session_state.get(PAGE, 0))


def reset_page() -> None:
    """Return to the first page of the grid."""
    st.session_state[PAGE] = 0


def threshold() -> float:
    """Return the confidence threshold, one of `core.analysis.confidence.THRESHOLDS`."""
    return float(st.session_state.get(THRESHOLD, DEFAULT_THRESHOLD))


def choose_threshold(threshold: float) -> None:
    """Set the confidence threshold; ignore a value that is not in `THRESHOLDS`."""
    if threshold in THRESHOLDS:
        st.session_state[THRESHOLD] = threshold


def epoch() -> int | None:
    """Return the chosen epoch of the replay, None for the last; it may not exist."""
    return st.session_state.get(EPOCH)


def choose_epoch(epoch: int | None) -> None:
    """Choose an epoch of the replay, from 1, or None for the last."""
    st.session_state[EPOCH] = epoch


def open_case(source: str, position: int) -> None:
    """Open the drawer on an image."""
    st.session_state[CASE] = Case(source, position)


def case() -> Case | None:
    """Return the image in the drawer, None while it is closed."""
    return st.session_state.get(CASE)


def close_case() -> None:
    """Close the drawer, and remember which image it showed."""
    st.session_state[LAST_CASE] = st.session_state.pop(CASE, None)


def last_case() -> Case | None:
    """Return the image that the drawer showed before it was closed."""
    return st.session_state.get(LAST_CASE)


def sources() -> tuple[str, ...]:
    """Return the sources of the chosen test sets, empty for the default."""
    return st.session_state.get(SETS, ())


def choose_sets(*names: str) -> None:
    """Choose test sets, `MOST_SETS` at most."""
    st.session_state[SETS] = names[:MOST_SETS]
    reset_page()


def upload() -> str | None:
    """Return the id of the chosen upload, None for the default."""
    return st.session_state.get(UPLOAD)


def select_upload(upload_id: str) -> None:
    """Choose an upload on every page."""
    remember_upload(upload_id)
    st.session_state[UPLOAD] = upload_id
    st.session_state[SETS] = (f"{UPLOAD_PREFIX}{upload_id}",)
    st.session_state[LABELS_SHOWN] = False
    st.session_state[ADD_DIGITS_SHOWN] = False
    reset_page()


def track_import(upload_id: str) -> None:
    """Remember the import that this session started, also in the address."""
    remember_upload(upload_id)
    choose_sets(f"{UPLOAD_PREFIX}{upload_id}")
    st.session_state[IMPORT] = upload_id
    st.session_state.setdefault(IMPORTED_UPLOADS, set()).add(upload_id)


def pending_source() -> str | None:
    """Return the source of the upload that this session is importing, None if none."""
    upload_id = st.session_state.get(IMPORT)
    return None if upload_id is None else f"{UPLOAD_PREFIX}{upload_id}"


def has_imported(upload_id: str) -> bool:
    """True if this session imported an upload."""
    return upload_id in st.session_state.get(IMPORTED_UPLOADS, ())


def remember_upload(upload_id: str) -> None:
    """Remember an upload that this session may see; a shared server hides others."""
    others = [each for each in remembered_uploads() if each != upload_id]
    st.session_state[REMEMBERED_UPLOADS] = (*others[1 - _MAX_REMEMBERED :], upload_id)


def remembered_uploads() -> tuple[str, ...]:
    """Return the ids of the uploads that this session imported or opened by a link."""
    return st.session_state.get(REMEMBERED_UPLOADS, ())


def deselect_upload(upload_id: str) -> None:
    """Remove a deleted upload from every choice."""
    source = f"{UPLOAD_PREFIX}{upload_id}"
    st.session_state[SETS] = tuple(each for each in sources() if each != source)
    if source in selection().sources:
        change_selection(sources=selection().sources - {source})
    if upload() == upload_id:
        del st.session_state[UPLOAD]
    reset_page()


def show_labels(shown: bool) -> None:
    """Open or close the step for labels."""
    st.session_state[LABELS_SHOWN] = shown
    for name in (UNLABELLED_POSITIONS, MANUAL_LABELS_OPEN):
        st.session_state.pop(name, None)


def show_add_digits(shown: bool) -> None:
    """Open or close the ways to add digits."""
    st.session_state[ADD_DIGITS_SHOWN] = shown


def labels_shown() -> bool:
    """True if the step for labels is open."""
    return bool(st.session_state.get(LABELS_SHOWN))


def add_digits_shown() -> bool:
    """True if the ways to add digits are open."""
    return bool(st.session_state.get(ADD_DIGITS_SHOWN))


def run_id() -> str | None:
    """Return the id of the chosen run, None for the default."""
    return st.session_state.get(RUN)


def choose_run(run_id: str) -> None:
    """Choose a run, and return to the first page of the grid."""
    st.session_state[RUN] = run_id
    reset_page()


def comparison_target() -> str | None:
    """Return the id of a run, or its beginning, or a source; None for the default."""
    return st.session_state.get(COMPARISON_TARGET)


def compare_with(other: str | None) -> None:
    """Choose a run or a test set to compare with, None for the default."""
    st.session_state[COMPARISON_TARGET] = other
