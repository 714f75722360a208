"""Watch an import, and show why it failed."""

import streamlit as st

from core.work import jobs
from dashboard import access, address, session
from dashboard.blocks.common import show_error
from dashboard.blocks.job_progress import job_progress, time_left
from dashboard.blocks.uploads.results import refused_files
from dashboard.text import say

_REFRESH_SECONDS = 0.3


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
    text = say(
        "digits-importing",
        phase=state.phase,
        done=state.latest.done,
        total=state.latest.total,
        left=time_left(state),
    )
    job_progress(
        state,
        text,
        cancel=say("digits-import-cancel"),
        stopping=say("digits-import-stopping"),
        may_cancel=access.may_change(job.id),
    )


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
        st.button(say("digits-import-dismiss"), on_click=dismiss)


def dismiss() -> None:
    """Forget why the last import failed."""
    for name in (session.FAILED_IMPORT, session.IMPORT_ERROR):
        st.session_state.pop(name, None)
