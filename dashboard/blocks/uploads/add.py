"""Add digits: upload files, a folder or a path, or draw one; and watch the import."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.errors import DatasetError, WorkError
from core.work import evaluating, import_queue, jobs, verdict_actions
from dashboard import access, address, cache, session
from dashboard.blocks.common import caption, lead_text, show_error
from dashboard.blocks.uploads.results import refused_files
from dashboard.text import duration, escape_markdown, framing_warning, say
from dashboard.views.view import View
from dashboard.widgets.drawing_pad import DrawingPrediction, draw_pad
from dashboard.widgets.folder_picker import File, folder_picker

_MAX_UPLOAD_MB: Final = 200
_MAX_PATH_LENGTH: Final = 500  # In an error.
_REFRESH_SECONDS: Final = 0.3


class _TypedPath(NamedTuple):
    """A path as the user typed it, with its import, or the error that prevents one."""

    text: str = ""
    job: jobs.JobFolder | None = None
    error: DatasetError | None = None


def add_digits(run: cache.RunRecord) -> None:
    """Draw the widgets that add digits, with the drawing pad beside the others."""
    # New widgets after each import, so that the old values are gone.
    number = st.session_state.setdefault(session.UPLOADER, 0)
    files, pad = st.container(key="adding").columns([3, 2], gap="large")
    with files:
        st.header(say("digits-add"), anchor=False)
        if (error := st.session_state.get(session.IMPORT_ERROR)) is not None:
            show_error(error)
            st.button(say("digits-import-dismiss"), key="dismiss", on_click=_dismiss)
        if access.is_shared():
            caption(say("digits-shared-before"))
        _files(number)
        caption(say("digits-folder-hint"))
        _folder(number)
        if not access.is_shared():
            _path(number)
        caption(say("digits-labels-hint"))
    with pad:
        st.header(say("digits-draw"), anchor=False)
        if run.has_network:
            st.fragment(_pad)(run)
        else:
            caption(say("elsewhere-pad", title=escape_markdown(run.title)))


def add_more_digits(run: cache.RunRecord) -> None:
    """Draw the widgets that add digits to others, if the user asked for them."""
    if session.add_digits_shown():
        add_digits(run)
        close = partial(session.show_add_digits, False)
        st.button(say("digits-add-close"), on_click=close)


def network_required(view: View) -> None:
    """Draw that an imported run cannot read new digits, and offer a run that can."""
    title = escape_markdown(view.run.title)
    st.title(say("elsewhere-digits-title", title=title), anchor=False)
    lead_text(say("elsewhere-digits"))
    run = next((each for each in view.runs if each.recipe), None)
    if run is not None and run.recipe is not None:
        st.button(
            say("elsewhere-switch", preset=run.recipe.preset),
            key="switch_to_network",
            type="primary",
            on_click=session.choose_run,
            args=(run.id,),
        )


def _files(number: int) -> None:
    key = f"digits_files_{number}"

    def start() -> None:
        files = [(file.name, file.getvalue()) for file in st.session_state[key]]
        if files:
            name = files[0][0]
            several = len(files) > 1
            title = say("digits-several", name=name) if several else name
            _start_import(number, title, files)

    st.file_uploader(
        say("digits-files"),
        accept_multiple_files=True,
        max_upload_size=_MAX_UPLOAD_MB,
        key=key,
        on_change=start,
    )


def _folder(number: int) -> None:
    def start(files: list[File]) -> None:
        title, _, _ = files[0][0].partition("/")
        _start_import(number, title, files)

    folder_picker(key=f"digits_folder_{number}", on_files=start)


def _path(number: int) -> None:
    key = f"digits_path_{number}"

    def start() -> None:
        text = st.session_state[key]
        typed: _TypedPath | None = _TypedPath(text)
        if unquoted := text.strip().strip('"'):
            try:
                path = _resolve_path(unquoted)
            except DatasetError as error:
                typed = _TypedPath(text, error=error)
            else:
                job = _start_import(number, path.name or unquoted, paths=[path])
                typed = None if job is None else _TypedPath(text, job=job)
        if typed is not None:
            st.session_state[session.TYPED_PATH] = typed

    typed = st.session_state.get(session.TYPED_PATH, _TypedPath())
    if typed.job is not None and jobs.read_state(typed.job).phase == "done":
        typed = _TypedPath()
    # The field is hidden during an import; a wrong path can be corrected afterwards.
    st.session_state.setdefault(key, typed.text)
    st.text_input(say("digits-path"), key=key, on_change=start)
    if typed.error is not None:
        show_error(typed.error)


def _start_import(
    number: int, title: str, files: Sequence[File] = (), paths: Sequence[Path] = ()
) -> jobs.JobFolder | None:
    """Start an import and watch it; return None if these widgets have started one.

    A busy browser may send the value of a removed widget again.
    """
    if number != st.session_state[session.UPLOADER]:
        return None
    is_shared = access.is_shared()
    try:
        job = import_queue.start_import(
            title,
            files,
            paths=paths,
            owner=access.browser_id(),
            is_limited=is_shared,
        )
    except WorkError as error:
        st.session_state[session.UPLOADER] = number + 1
        st.session_state[session.IMPORT_ERROR] = error
        return None
    if is_shared:
        verdict_actions.keep_separate(f"{session.UPLOAD_PREFIX}{job.id}")
    st.session_state[session.UPLOADER] = number + 1
    _dismiss()
    session.track_import(job.id)
    return job


def _resolve_path(text: str) -> Path:
    """Return the absolute path of a file or folder.

    Raises:
        DatasetError: `path-missing`, nothing exists there.
    """
    path = Path(text)
    try:
        path = path.expanduser().absolute()
        found = path.exists()
    # The user's home is unknown, or the text cannot be a path.
    except (OSError, RuntimeError, ValueError):
        found = False
    if not found:
        text = str(path)
        if len(text) > _MAX_PATH_LENGTH:
            text = f"{text[:_MAX_PATH_LENGTH]}…"
        raise DatasetError("path-missing", path=text)
    return path


def _pad(run: cache.RunRecord) -> None:
    def read(picture: NDArray[np.uint8]) -> DrawingPrediction:
        drawing = evaluating.predict_drawing(picture, run)
        confidence = float(drawing.probabilities.max())
        return DrawingPrediction(
            predicted=int(drawing.probabilities.argmax()),
            confidence=confidence,
            frame=drawing.steps[-1],
            box=drawing.box,
            warning=framing_warning(drawing.warning, confidence),
        )

    draw_pad(key="digits_pad", read=read)


def is_importing() -> bool:
    """True if an import is running that this session watches.

    It started the import, or the address names it, as an import outlives the session;
    on a personal server another session may have started it.
    """
    job = _watched_import() or _find_other_import()
    if job is not None:
        st.session_state[session.IMPORT] = job.id
    return job is not None and jobs.read_state(job).is_running


def _watched_import() -> jobs.JobFolder | None:
    job_id = st.session_state.get(session.IMPORT)
    return None if job_id is None else jobs.JobFolder(jobs.IMPORTS, job_id)


def _find_other_import() -> jobs.JobFolder | None:
    for source in session.sources():
        job = jobs.find_import(source)
        # A finished one was watched to its end, and its upload may be deleted.
        if job is not None and jobs.read_state(job).phase != "done":
            return job
    return None if access.is_shared() else jobs.running_import()


def import_progress() -> None:
    """Draw the progress until the import ends; call it at the end of a page.

    A click may be lost if the script draws more after the button.
    """
    st.fragment(_watch, run_every=_REFRESH_SECONDS)()


def _watch() -> None:
    job = _watched_import()
    if job is None:
        return
    state = jobs.read_state(job)
    if not state.is_running:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        text = say(
            "digits-importing",
            phase=state.phase,
            done=state.latest.done,
            total=state.latest.total,
            left="none" if state.seconds_left is None else duration(state.seconds_left),
        )
        st.progress(min(state.share, 1.0), text=text)
        if not access.may_change(job.id):
            return
        stopping = job.is_cancel_requested()
        label = say("digits-import-stopping" if stopping else "digits-import-cancel")
        st.button(label, on_click=job.request_cancel, disabled=stopping)


def import_outcome() -> None:
    """Choose the upload of an import that succeeded, or draw why it did not.

    The reason stays until it is dismissed or another import starts.
    """
    job = _watched_import()
    st.session_state.pop(session.IMPORT, None)
    if job is not None:
        state = jobs.read_state(job)
        if state.phase == "done":
            session.select_upload(job.id)
            session.show_labels(access.may_change(job.id))
            # At once: on a shared server only the address leads back to the upload.
            address.write()
            st.rerun()
        session.deselect_upload(job.id)
        st.session_state[session.FAILED_IMPORT] = state
    failed: jobs.JobState | None = st.session_state.get(session.FAILED_IMPORT)
    if failed is None:
        return
    with st.container(border=True, key="failed_import"):
        if failed.phase == "cancelled":
            st.markdown(say("digits-import-cancelled"))
        elif failed.error is not None:
            show_error(failed.error)
            refused_files(failed.refusals, count=len(failed.refusals), ignored=0)
        st.button(say("digits-import-dismiss"), on_click=_dismiss)


def _dismiss() -> None:
    for name in (session.FAILED_IMPORT, session.IMPORT_ERROR):
        st.session_state.pop(name, None)
