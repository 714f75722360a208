"""How digits get in: files, a folder, a path on this computer, or drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.errors import DatasetError
from core.work import evaluating, jobs
from dashboard import access, cache, session
from dashboard.blocks.common import caption, show_error
from dashboard.text import escape_markdown, framing_warning, say
from dashboard.widgets.drawing_pad import DrawingPrediction, draw_pad
from dashboard.widgets.folder_picker import File, folder_picker

_MAX_UPLOAD_MB = 200
# Nobody reads more of a path, and a message takes no more.
_MAX_PATH_LENGTH = 500


@dataclass(frozen=True, slots=True)
class _TypedPath:
    """A path as it was typed, the import that takes it in, or why there is none."""

    text: str = ""
    job: jobs.JobFolder | None = None
    error: DatasetError | None = None


def add_digits(run: cache.RunRecord) -> None:
    """Draw every way in, with the pad beside the others."""
    # Other keys after each import: so the widgets let go of what they hold.
    number = st.session_state.setdefault(session.UPLOADER, 0)
    files, pad = st.container(key="adding").columns([3, 2], gap="large")
    with files:
        st.header(say("digits-add"), anchor=False)
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
    """Draw the ways in where there are digits already, if the reader asked for them."""
    if not session.add_digits_shown():
        return
    add_digits(run)
    st.button(say("digits-add-close"), on_click=session.show_add_digits, args=(False,))


def _files(number: int) -> None:
    key = f"digits_files_{number}"

    def take() -> None:
        given = [(file.name, file.getvalue()) for file in st.session_state[key]]
        if given:
            _start_import(number, _title(given), given)

    st.file_uploader(
        say("digits-files"),
        accept_multiple_files=True,
        max_upload_size=_MAX_UPLOAD_MB,
        key=key,
        on_change=take,
    )


def _title(files: Sequence[File]) -> str:
    """Call an upload after its first file, whether there are others or not."""
    name = files[0][0]
    return name if len(files) == 1 else say("digits-several", name=name)


def _folder(number: int) -> None:
    def take(files: list[File]) -> None:
        title, _, _ = files[0][0].partition("/")
        _start_import(number, title, files)

    folder_picker(key=f"digits_folder_{number}", on_files=take)


def _path(number: int) -> None:
    key = f"digits_path_{number}"

    def take() -> None:
        text = st.session_state[key]
        named = text.strip().strip('"')
        if not named:
            st.session_state[session.TYPED_PATH] = _TypedPath(text)
            return
        try:
            path = _resolve_path(named)
        except DatasetError as error:
            st.session_state[session.TYPED_PATH] = _TypedPath(text, error=error)
            return
        job = _start_import(number, path.name or named, paths=[path])
        if job is not None:
            st.session_state[session.TYPED_PATH] = _TypedPath(text, job=job)

    given = st.session_state.get(session.TYPED_PATH, _TypedPath())
    if given.job is not None and jobs.read_state(given.job).phase == "done":
        given = _TypedPath()
    # The field was away while the path was read; what failed can be corrected there.
    st.session_state.setdefault(key, given.text)
    st.text_input(say("digits-path"), key=key, on_change=take)
    if given.error is not None:
        show_error(given.error)


def _start_import(
    number: int, title: str, files: Sequence[File] = (), paths: Sequence[Path] = ()
) -> jobs.JobFolder | None:
    """Start an import and watch it, once.

    A busy browser sends again what a widget held that is gone meanwhile.

    Returns:
        The import, or None if the widgets of this number have had theirs.
    """
    if number != st.session_state[session.UPLOADER]:
        return None
    job = jobs.start_import(title, files, paths=paths, owner=access.browser_id())
    st.session_state[session.UPLOADER] = number + 1
    session.track_import(job.id)
    return job


def _resolve_path(text: str) -> Path:
    """Return the whole path of a file or folder.

    Raises:
        DatasetError: `path-missing`, there is none.
    """
    path = Path(text)
    try:
        path = path.expanduser().absolute()
        found = path.exists()
    # There is nobody of that name, or no file can be called that.
    except (OSError, RuntimeError, ValueError):
        found = False
    if not found:
        raise DatasetError("path-missing", path=_shortened(str(path)))
    return path


def _shortened(path: str) -> str:
    return path if len(path) <= _MAX_PATH_LENGTH else f"{path[:_MAX_PATH_LENGTH]}…"


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
