"""How digits get in: files, a folder, a path on this computer, or drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.errors import DatasetError
from core.work import evaluating, jobs
from dashboard import loading, mode, state
from dashboard.components.draw_pad import Reading, draw_pad
from dashboard.components.findings import caption, problem
from dashboard.components.folder_picker import File, folder_picker
from dashboard.components.words import plain
from dashboard.language import say

_LARGEST_MB = 200
_PATH = "digits_path_given"
# Nobody reads more of a path, and a message takes no more.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class _Path:
    """A path as it was typed, the import that takes it in, or why there is none."""

    text: str = ""
    job: jobs.JobFolder | None = None
    error: DatasetError | None = None


def ways_in(run: loading.RunRecord) -> None:
    """Draw every way in, with the pad beside the others."""
    # Other keys after each import: so the widgets let go of what they hold.
    number = st.session_state.setdefault(state.UPLOADER, 0)
    files, pad = st.container(key="adding").columns([3, 2], gap="large")
    with files:
        st.header(say("digits-add"), anchor=False)
        if mode.is_shared():
            caption(say("digits-shared-before"))
        _files(number)
        caption(say("digits-folder-hint"))
        _folder(number)
        if not mode.is_shared():
            _path(number)
        caption(say("digits-labels-hint"))
    with pad:
        st.header(say("digits-draw"), anchor=False)
        if run.has_network:
            st.fragment(_pad)(run)
        else:
            caption(say("elsewhere-pad", title=plain(run.title)))


def add_more(run: loading.RunRecord) -> None:
    """Draw the ways in where there are digits already, if the reader asked for them."""
    if not state.ways_in_shown():
        return
    ways_in(run)
    st.button(say("digits-add-close"), on_click=state.show_ways_in, args=(False,))


def _files(number: int) -> None:
    key = f"digits_files_{number}"

    def take() -> None:
        given = [(file.name, file.getvalue()) for file in st.session_state[key]]
        if given:
            _take_in(number, _title(given), given)

    st.file_uploader(
        say("digits-files"),
        accept_multiple_files=True,
        max_upload_size=_LARGEST_MB,
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
        _take_in(number, title, files)

    folder_picker(key=f"digits_folder_{number}", on_files=take)


def _path(number: int) -> None:
    key = f"digits_path_{number}"

    def take() -> None:
        text = st.session_state[key]
        named = text.strip().strip('"')
        if not named:
            st.session_state[_PATH] = _Path(text)
            return
        try:
            path = _existing(named)
        except DatasetError as error:
            st.session_state[_PATH] = _Path(text, error=error)
            return
        job = _take_in(number, path.name or named, paths=[path])
        if job is not None:
            st.session_state[_PATH] = _Path(text, job=job)

    given = st.session_state.get(_PATH, _Path())
    if given.job is not None and jobs.read_state(given.job).phase == "done":
        given = _Path()
    # The field was away while the path was read; what failed can be corrected there.
    st.session_state.setdefault(key, given.text)
    st.text_input(say("digits-path"), key=key, on_change=take)
    if given.error is not None:
        problem(given.error)


def _take_in(
    number: int, title: str, files: Sequence[File] = (), paths: Sequence[Path] = ()
) -> jobs.JobFolder | None:
    """Start an import and watch it, once.

    A busy browser sends again what a widget held that is gone meanwhile.

    Returns:
        The import, or None if the widgets of this number have had theirs.
    """
    if number != st.session_state[state.UPLOADER]:
        return None
    job = jobs.start_import(title, files, paths=paths, maker=mode.browser())
    st.session_state[state.UPLOADER] = number + 1
    state.wait_for_import(job.id)
    return job


def _existing(text: str) -> Path:
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
    return path if len(path) <= _LONGEST else f"{path[:_LONGEST]}…"


def _pad(run: loading.RunRecord) -> None:
    def read(picture: NDArray[np.uint8]) -> Reading:
        drawing = evaluating.read_drawing(picture, run)
        return Reading(
            predicted=int(drawing.probabilities.argmax()),
            confidence=float(drawing.probabilities.max()),
            frame=drawing.steps[-1],
            box=drawing.box,
            doubt=drawing.doubt,
        )

    draw_pad(key="digits_pad", read=read)
