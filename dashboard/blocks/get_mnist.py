"""Getting MNIST: fetched by the worker, or handed over as files."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from core.errors import DatasetError
from core.work import catalogue, jobs
from dashboard import access
from dashboard.blocks.common import show_error
from dashboard.text import say


def get_mnist() -> None:
    """Draw the ways to MNIST, or say that it is here."""
    st.header(say("data-get"), anchor="mnist")
    if catalogue.has_mnist():
        st.markdown(say("data-here"))
        return
    st.markdown(say("data-get-lead"))
    if access.is_shared():
        st.markdown(say("data-shared"))
        return
    fetch, hand_over = st.columns(2, gap="large")
    with fetch:
        job = jobs.latest_job(jobs.DOWNLOADS)
        running = job is not None and jobs.read_state(job).is_running
        st.fragment(_download_form, run_every=0.5 if running else None)()
    with hand_over:
        _upload_form()


def _download_form() -> None:
    job = jobs.latest_job(jobs.DOWNLOADS)
    now = None if job is None else jobs.read_state(job)
    if now is not None and now.is_running:
        text = say("data-fetching", phase=now.phase, share=now.share)
        st.progress(now.share, text=text)
        st.button(say("data-fetch-cancel"), on_click=now.job.request_cancel)
        return
    if catalogue.has_mnist():
        st.rerun()  # The whole page: everything may show MNIST now.
    if now is not None and now.error is not None:
        show_error(now.error)
    host = urlsplit(jobs.mnist_url()).hostname or ""
    st.markdown(say("data-fetch-lead", host=host))
    if st.button(say("data-fetch")):
        jobs.start_download()
        st.rerun()


def _upload_form() -> None:
    files = st.file_uploader(
        say("data-hand-over"),
        accept_multiple_files=True,
        max_upload_size=64,
        key="mnist_files",
    )
    st.markdown(f":small[:gray[{say('data-hand-over-lead')}]]")
    if files and st.button(say("data-hand-over-button")):
        import_files(files)
        st.rerun()


def import_files(files: Sequence[Any]) -> None:
    """Import MNIST from uploaded files.

    Raises:
        MisreadError: They are not MNIST; nothing was stored.
    """
    with tempfile.TemporaryDirectory() as folder:
        given = {folder: say("data-handed-over")}
        paths = []
        for number, file in enumerate(files):
            # A name of our own: what the browser says is not to be trusted.
            path = Path(folder) / f"file-{number}"
            path.write_bytes(file.getvalue())
            paths.append(path)
            given |= {str(path): file.name, path.name: file.name}
        try:
            catalogue.import_mnist(paths)
        except DatasetError as error:
            # Told in the reader's names, not in ours.
            named = {key: given.get(str(it), it) for key, it in error.values.items()}
            raise DatasetError(error.kind, **named) from error
