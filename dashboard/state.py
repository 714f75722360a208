"""What is being looked at: the name of every key in session state.

Session state is the master; the address of a page is its copy (`dashboard.address`).
"""

import threading
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from core.analysis.confidence import STEPS, USUAL
from core.analysis.selection import Selection
from core.share.wording import LANGUAGES

LANGUAGE: Final = "language"
RUN: Final = "run"
SETS: Final = "sets"
SELECTION: Final = "selection"
COMPARED: Final = "compared"
BUCKET: Final = "bucket"
CASE: Final = "case"
LAST_CASE: Final = "last_case"
PAGE: Final = "page"
MODE: Final = "mode"
WATCHED: Final = "watched"
TARGET: Final = "target"
NOTICE: Final = "notice"
UPLOAD: Final = "upload"
UPLOADER: Final = "uploader"
IMPORT: Final = "import"
DELETED: Final = "deleted_upload"
LABELS_SHOWN: Final = "labels_step"
LABELLING: Final = "labelling"
BY_HAND: Final = "labelling_by_hand"
AUTHOR: Final = "verdict_author"
JUDGED: Final = "verdict_of_label"
TROUBLE: Final = "verdict_trouble"
VERDICT_FILE: Final = "verdict_file"
VERDICTS_TAKEN: Final = "verdicts_taken"
WAYS_IN_SHOWN: Final = "ways_in"
HELD: Final = "held_uploads"
MADE: Final = "made_uploads"
THRESHOLD: Final = "threshold"
BUDGET: Final = "budget"
EPOCH: Final = "epoch"
ACCEPTED: Final = "verdicts_accepted"

# What the name of an upload begins with among digit sets; its id follows.
OWN: Final = "own-"
_MOST_HELD: Final = 100
# A run of the script has a thread of its own, and another language is another run.
_settled = threading.local()
# More would not fit into an address.
MOST_SETS: Final = 4


@dataclass(frozen=True, slots=True)
class Case:
    """One image: its digit set's source and its position there."""

    source: str
    position: int


def sent(key: str, name: str) -> Any:
    """Return a component's message of some name, None if it is gone meanwhile."""
    return (st.session_state.get(key) or {}).get(name)


def language() -> str:
    """The language the reader chose, or else the one that the browser prefers."""
    return getattr(_settled, "language", None) or _language()


def settle_language() -> str:
    """Find the language once for a run of the script, whose words all ask for it."""
    _settled.language = _language()
    return _settled.language


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
    forget_page()


def choose_cell(true: int | None, predicted: int | None) -> None:
    """Look at one cell, row or column of the matrix, or at none."""
    set_selection(selection().with_cell(true, predicted))


def accepts_verdicts() -> bool:
    """Whether to count with the verdicts accepted rather than as labelled."""
    return bool(st.session_state.get(ACCEPTED))


def accept_verdicts(accepted: bool) -> None:
    """Count with the verdicts accepted, or as labelled."""
    st.session_state[ACCEPTED] = accepted
    forget_page()


def page() -> int:
    """Number of the grid's page, from 0; it may lie beyond the last."""
    return int(st.session_state.get(PAGE, 0))


def forget_page() -> None:
    """Start the grid again at its first page."""
    st.session_state[PAGE] = 0


def threshold() -> float:
    """How sure it has to be to answer, one of `core.analysis.confidence.STEPS`."""
    return float(st.session_state.get(THRESHOLD, USUAL))


def choose_threshold(threshold: float) -> None:
    """Let it answer from some confidence on; steps that there are not are ignored."""
    if threshold in STEPS:
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


def go_to(page_name: str) -> None:
    """Ask for another page; callbacks cannot switch, so the frame does."""
    st.session_state[TARGET] = page_name


def take_target() -> str | None:
    """The page that was asked for, once."""
    return st.session_state.pop(TARGET, None)


def sources() -> tuple[str, ...]:
    """Test sets the reader chose; empty as long as the default will do."""
    return st.session_state.get(SETS, ())


def choose_sets(*names: str) -> None:
    """Look at these test sets, as many as can be joined."""
    st.session_state[SETS] = names[:MOST_SETS]
    forget_page()


def upload() -> str | None:
    """Id of the upload the reader chose, or None as long as the default will do."""
    return st.session_state.get(UPLOAD)


def look_at_upload(upload_id: str) -> None:
    """Look at an upload, here and on every page."""
    hold(upload_id)
    st.session_state[UPLOAD] = upload_id
    st.session_state[SETS] = (f"{OWN}{upload_id}",)
    st.session_state[LABELS_SHOWN] = False
    st.session_state[WAYS_IN_SHOWN] = False
    forget_page()


def wait_for_import(upload_id: str) -> None:
    """Remember the import that this session started; its upload may be deleted here.

    The address carries it from now on, so that it is the way back.
    """
    hold(upload_id)
    choose_sets(f"{OWN}{upload_id}")
    st.session_state[IMPORT] = upload_id
    st.session_state.setdefault(MADE, set()).add(upload_id)


def awaited() -> str | None:
    """Name the test set that the import which this session waits for will be."""
    upload_id = st.session_state.get(IMPORT)
    return None if upload_id is None else f"{OWN}{upload_id}"


def made(upload_id: str) -> bool:
    """Whether this session brought an upload in."""
    return upload_id in st.session_state.get(MADE, ())


def hold(upload_id: str) -> None:
    """Remember an upload that this session may see; a shared server shows no other."""
    others = [each for each in held() if each != upload_id]
    st.session_state[HELD] = (*others[1 - _MOST_HELD :], upload_id)


def held() -> tuple[str, ...]:
    """Ids of the uploads that this session made or came to by a link."""
    return st.session_state.get(HELD, ())


def look_away_from(upload_id: str) -> None:
    """Look at something else: an upload was deleted."""
    source = f"{OWN}{upload_id}"
    st.session_state[SETS] = tuple(each for each in sources() if each != source)
    if source in selection().sources:
        change_selection(sources=selection().sources - {source})
    if upload() == upload_id:
        del st.session_state[UPLOAD]
    forget_page()


def show_labels(shown: bool) -> None:
    """Open or close the step in which labels are looked at."""
    st.session_state[LABELS_SHOWN] = shown
    for name in (LABELLING, BY_HAND):
        st.session_state.pop(name, None)


def show_ways_in(shown: bool) -> None:
    """Open or close the ways to add digits."""
    st.session_state[WAYS_IN_SHOWN] = shown


def labels_shown() -> bool:
    """Whether the step in which labels are looked at is open."""
    return bool(st.session_state.get(LABELS_SHOWN))


def ways_in_shown() -> bool:
    """Whether the ways to add digits are open."""
    return bool(st.session_state.get(WAYS_IN_SHOWN))


def run_id() -> str | None:
    """The run the reader chose, or None as long as the default will do."""
    return st.session_state.get(RUN)


def choose_run(run_id: str) -> None:
    """Look at another run; the grid starts again at its first page."""
    st.session_state[RUN] = run_id
    forget_page()


def compared() -> str | None:
    """Id of a run, or its beginning, or a test set to compare with; None by default."""
    return st.session_state.get(COMPARED)


def compare_with(other: str | None) -> None:
    """Compare what is being looked at with another run or on another test set."""
    st.session_state[COMPARED] = other
