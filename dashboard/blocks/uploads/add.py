"""Add digits: upload files, a folder or a path, or draw one."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.data.connected_components import NOT_ONE_DIGIT
from core.errors import DatasetError, WorkError
from core.work import evaluating, import_queue, jobs, verdict_actions
from dashboard import access, cache, session
from dashboard.blocks.common import caption, lead_text, show_error
from dashboard.blocks.uploads.importing import dismiss
from dashboard.text import escape_markdown, framing_warning, say
from dashboard.views.view import View
from dashboard.widgets.drawing_pad import DrawingPrediction, draw_pad
from dashboard.widgets.folder_picker import File, folder_picker

_MAX_UPLOAD_MB: Final = 200
_MAX_PATH_LENGTH: Final = 500  # In an error.


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
            st.button(say("digits-import-dismiss"), key="dismiss", on_click=dismiss)
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


def start_turning(upload: cache.UploadRecord, orientation: str) -> None:
    """Start to turn all pictures of an upload, or show why that is impossible."""
    number = st.session_state.setdefault(session.UPLOADER, 0)
    title = say("digits-turned-title", title=upload.title)
    turned = {"upload": upload.id, "orientation": orientation}
    if _start_import(number, title, turned=turned) is None:
        session.show_add_digits(True)


def _start_import(
    number: int,
    title: str,
    files: Sequence[File] = (),
    paths: Sequence[Path] = (),
    turned: Mapping[str, str] | None = None,
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
            turned=turned,
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
    dismiss()
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
            confidence=None if drawing.warning in NOT_ONE_DIGIT else confidence,
            frame=drawing.steps[-1],
            box=drawing.box,
            warning=framing_warning(drawing.warning, confidence),
        )

    draw_pad(key="digits_pad", read=read)
