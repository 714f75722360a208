"""What is being looked at: the name of every key in session state.

Session state is the master; the address of a page is its copy (`dashboard.address`).
"""

import threading
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from core.analysis.confidence import DEFAULT_THRESHOLD, THRESHOLDS
from core.analysis.selection import Selection
from core.wording import LANGUAGES

LANGUAGE: Final = "language"
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
REDIRECT: Final = "target"
NOTICE: Final = "notice"
UPLOAD: Final = "upload"
UPLOADER: Final = "uploader"
IMPORT: Final = "import"
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

# What the name of an upload begins with among digit sets; its id follows.
UPLOAD_PREFIX: Final = "own-"
_MAX_REMEMBERED: Final = 100
# A run of the script has a thread of its own, and another language is another run.
_resolved = threading.local()
# More would not fit into an address.
MOST_SETS: Final = 4


@dataclass(frozen=True, slots=True)
class Case:
    """One image: its digit set's source and its position there."""

    source: str
    position: int


def component_message(key: str, name: str) -> Any:
    """Return a component's message of some name, None if it is gone meanwhile."""
    return (st.session_state.get(key) or {}).get(name)


def language() -> str:
    """The language the reader chose, or else the one that the browser prefers."""
    return getattr(_resolved, "language", None) or _language()


def resolve_language() -> str:
    """Find the language once for a run of the script, whose words all ask for it."""
    _resolved.language = _language()
    return _resolved.language


def _language() -> str:
    chosen = st.session_state.get(LANGUAGE)
    if chosen in LANGUAGES:
        return str(chosen)
    preferred = (st.context.locale or "").partition("-")[0].lower()
    return preferred if preferred in LANGUAGES else LANGUAGES[0]


def choose_language(language: str) -> None:
    """Speak another language; all else stays as it is."""
    st.session_state[LANGUAGE] = language


def selection() -> Selection:
    """Filters and order that every page obeys."""
    return st.session_state.setdefault(SELECTION, Selection())


def change_selection(**changes: object) -> None:
    """Change some filters; the grid starts again at its first page."""
    set_selection(replace(selection(), **changes))  # type: ignore[arg-type]


def set_selection(chosen: Selection) -> None:
    """Look at something else; the grid starts again at its first page."""
    st.session_state[SELECTION] = chosen
    reset_page()


def choose_cell(true: int | None, predicted: int | None) -> None:
    """Look at one cell, row or column of the matrix, or at none."""
    set_selection(selection().with_cell(true, predicted))


def accepts_verdicts() -> bool:
    """Whether to count with the verdicts accepted rather than as labelled."""
    return bool(st.session_state.get(VERDICTS_ACCEPTED))


def accept_verdicts(accepted: bool) -> None:
    """Count with the verdicts accepted, or as labelled."""
    st.session_state[VERDICTS_ACCEPTED] = accepted
    reset_page()


def page() -> int:
    """Number of the grid's page, from 0; it may lie beyond the last."""
    return int(st.session_state.get(PAGE, 0))


def reset_page() -> None:
    """Start the grid again at its first page."""
    st.session_state[PAGE] = 0


def threshold() -> float:
    """How sure it has to be to answer, one of `core.analysis.confidence.THRESHOLDS`."""
    return float(st.session_state.get(THRESHOLD, DEFAULT_THRESHOLD))


def choose_threshold(threshold: float) -> None:
    """Let it answer from some confidence on; steps that there are not are ignored."""
    if threshold in THRESHOLDS:
        st.session_state[THRESHOLD] = threshold


def epoch() -> int | None:
    """The epoch of the replay the reader chose, None for the last; it may not exist."""
    return st.session_state.get(EPOCH)


def choose_epoch(epoch: int | None) -> None:
    """Look at an epoch of the replay, from 1, or at the last."""
    st.session_state[EPOCH] = epoch


def open_case(source: str, position: int) -> None:
    """Open the drawer on an image."""
    st.session_state[CASE] = Case(source, position)


def case() -> Case | None:
    """The image in the drawer, or None while it is closed."""
    return st.session_state.get(CASE)


def close_case() -> None:
    """Close the drawer, and remember which image it showed."""
    st.session_state[LAST_CASE] = st.session_state.pop(CASE, None)


def last_case() -> Case | None:
    """The image that the drawer showed before it was closed."""
    return st.session_state.get(LAST_CASE)


def redirect_to(page_name: str) -> None:
    """Ask for another page; callbacks cannot switch, so the frame does."""
    st.session_state[REDIRECT] = page_name


def pop_redirect() -> str | None:
    """The page that was asked for, once."""
    return st.session_state.pop(REDIRECT, None)


def sources() -> tuple[str, ...]:
    """Test sets the reader chose; empty as long as the default will do."""
    return st.session_state.get(SETS, ())


def choose_sets(*names: str) -> None:
    """Look at these test sets, as many as can be joined."""
    st.session_state[SETS] = names[:MOST_SETS]
    reset_page()


def upload() -> str | None:
    """Id of the upload the reader chose, or None as long as the default will do."""
    return st.session_state.get(UPLOAD)


def select_upload(upload_id: str) -> None:
    """Look at an upload, here and on every page."""
    remember_upload(upload_id)
    st.session_state[UPLOAD] = upload_id
    st.session_state[SETS] = (f"{UPLOAD_PREFIX}{upload_id}",)
    st.session_state[LABELS_SHOWN] = False
    st.session_state[ADD_DIGITS_SHOWN] = False
    reset_page()


def track_import(upload_id: str) -> None:
    """Remember the import that this session started; its upload may be deleted here.

    The address carries it from now on, so that it is the way back.
    """
    remember_upload(upload_id)
    choose_sets(f"{UPLOAD_PREFIX}{upload_id}")
    st.session_state[IMPORT] = upload_id
    st.session_state.setdefault(IMPORTED_UPLOADS, set()).add(upload_id)


def pending_source() -> str | None:
    """Name the test set that the import which this session waits for will be."""
    upload_id = st.session_state.get(IMPORT)
    return None if upload_id is None else f"{UPLOAD_PREFIX}{upload_id}"


def has_imported(upload_id: str) -> bool:
    """Whether this session brought an upload in."""
    return upload_id in st.session_state.get(IMPORTED_UPLOADS, ())


def remember_upload(upload_id: str) -> None:
    """Remember an upload that this session may see; a shared server shows no other."""
    others = [each for each in remembered_uploads() if each != upload_id]
    st.session_state[REMEMBERED_UPLOADS] = (*others[1 - _MAX_REMEMBERED :], upload_id)


def remembered_uploads() -> tuple[str, ...]:
    """Ids of the uploads that this session made or came to by a link."""
    return st.session_state.get(REMEMBERED_UPLOADS, ())


def deselect_upload(upload_id: str) -> None:
    """Look at something else: an upload was deleted."""
    source = f"{UPLOAD_PREFIX}{upload_id}"
    st.session_state[SETS] = tuple(each for each in sources() if each != source)
    if source in selection().sources:
        change_selection(sources=selection().sources - {source})
    if upload() == upload_id:
        del st.session_state[UPLOAD]
    reset_page()


def show_labels(shown: bool) -> None:
    """Open or close the step in which labels are looked at."""
    st.session_state[LABELS_SHOWN] = shown
    for name in (UNLABELLED_POSITIONS, MANUAL_LABELS_OPEN):
        st.session_state.pop(name, None)


def show_add_digits(shown: bool) -> None:
    """Open or close the ways to add digits."""
    st.session_state[ADD_DIGITS_SHOWN] = shown


def labels_shown() -> bool:
    """Whether the step in which labels are looked at is open."""
    return bool(st.session_state.get(LABELS_SHOWN))


def add_digits_shown() -> bool:
    """Whether the ways to add digits are open."""
    return bool(st.session_state.get(ADD_DIGITS_SHOWN))


def run_id() -> str | None:
    """The run the reader chose, or None as long as the default will do."""
    return st.session_state.get(RUN)


def choose_run(run_id: str) -> None:
    """Look at another run; the grid starts again at its first page."""
    st.session_state[RUN] = run_id
    reset_page()


def comparison_target() -> str | None:
    """Id of a run, or its beginning, or a test set to compare with; None by default."""
    return st.session_state.get(COMPARISON_TARGET)


def compare_with(other: str | None) -> None:
    """Compare what is being looked at with another run or on another test set."""
    st.session_state[COMPARISON_TARGET] = other
