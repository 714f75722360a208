"""Watching what was handed over being taken in."""

import streamlit as st

from core.work import jobs
from dashboard import access, address, session
from dashboard.blocks.common import show_error
from dashboard.blocks.uploads.refusals import refused_files
from dashboard.text import duration, say

_INTERVAL = 0.3


def is_importing() -> bool:
    """Whether something is being taken in that this session is to watch.

    That is what it handed over, or what the address names, which outlives the session;
    on a computer of the reader's own also what was handed over elsewhere.
    """
    job = _job() or _find_other_import()
    if job is not None:
        st.session_state[session.IMPORT] = job.id
    return job is not None and jobs.read_state(job).is_running


def _find_other_import() -> jobs.JobFolder | None:
    """Find an import that this session does not know of."""
    named = [
        each for each in session.sources() if each.startswith(session.UPLOAD_PREFIX)
    ]
    for job in filter(None, map(jobs.find_import, named)):
        # One that is done was seen to its end, and what came of it may be deleted.
        if jobs.read_state(job).phase != "done":
            return job
    return None if access.is_shared() else jobs.running_import()


def import_progress() -> None:
    """Draw how far it is, again and again; belongs at the end of a page.

    A click on a button that stands there before the script has come to its end may be
    lost.
    """
    st.fragment(_watch, run_every=_INTERVAL)()


def _job() -> jobs.JobFolder | None:
    job_id = st.session_state.get(session.IMPORT)
    return None if job_id is None else jobs.JobFolder(jobs.IMPORTS, job_id)


def _watch() -> None:
    """Draw the progress; when the import ends, the whole page anew."""
    job = _job()
    if job is None:
        return
    now = jobs.read_state(job)
    if not now.is_running:
        st.rerun()
    left = "none" if now.seconds_left is None else duration(now.seconds_left)
    done, total = now.latest.done, now.latest.total
    with st.container(horizontal=True, vertical_alignment="center"):
        text = say(
            "digits-importing", phase=now.phase, done=done, total=total, left=left
        )
        st.progress(min(now.share, 1.0), text=text)
        if not access.may_change(job.id):
            return
        stopping = job.is_cancel_requested()
        label = say("digits-import-stopping" if stopping else "digits-import-cancel")
        st.button(label, on_click=job.request_cancel, disabled=stopping)


def import_outcome() -> None:
    """Say once how an import ended; a good one is looked at."""
    job = _job()
    st.session_state.pop(session.IMPORT, None)
    if job is None:
        return
    ended = jobs.read_state(job)
    if ended.phase == "done":
        session.select_upload(job.id)
        session.show_labels(access.may_change(job.id))
        # At once: on a shared server the address is the only way back to it.
        address.write()
        st.rerun()
    session.deselect_upload(job.id)
    if ended.phase == "cancelled":
        st.markdown(say("digits-import-cancelled"))
    elif ended.error is not None:
        show_error(ended.error)
        count = len(ended.refusals)
        refused_files(ended.refusals, count=count, ignored=0)
