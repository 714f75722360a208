"""Runs that were made elsewhere: what is known of them, and bringing them in."""

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from core.errors import DatasetError
from core.work import catalogue, prediction_import
from dashboard import access, cache, session
from dashboard.blocks.common import lead_text
from dashboard.text import digit_set_options, escape_markdown, format_local_time, say
from dashboard.views.view import View

_MAX_UPLOAD_MB = 200


def imported_run_details(run: cache.RunRecord) -> None:
    """Say what is known of a run that was made elsewhere."""
    title = escape_markdown(run.title)
    st.header(say("elsewhere-title", title=title), anchor=False)
    st.markdown(say("elsewhere-what", created=format_local_time(run.created)))


def network_required(view: View) -> None:
    """Say that a run cannot read new digits, and offer one that can."""
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


def import_predictions() -> None:
    """Draw how predictions come in: what to hand over, or the command for it."""
    with st.expander(say("elsewhere-bring")):
        st.markdown(say("elsewhere-bring-what"))
        command = "python -m core import-predictions predictions.csv --on mnist-test"
        st.code(command, language=None, wrap_lines=True)
        if not access.is_shared():
            _form()


def _form() -> None:
    # Other keys after each file: so the widgets let go of what they hold.
    number = st.session_state.setdefault(session.IMPORT_UPLOADER, 0)
    file = st.file_uploader(
        say("elsewhere-bring-file"),
        type=["csv", "npz", "parquet"],
        max_upload_size=_MAX_UPLOAD_MB,
        key=f"elsewhere_file_{number}",
    )
    left, right = st.columns(2, gap="large")
    names = digit_set_options([each.source for each in access.list_digit_sets()])
    if catalogue.MNIST_TRAIN in names:
        names[catalogue.MNIST_TRAIN] = say("elsewhere-bring-training")
    names[""] = say("elsewhere-bring-images")
    with left:
        on = st.selectbox(
            say("elsewhere-bring-on"),
            list(names),
            format_func=names.__getitem__,
            key=f"elsewhere_on_{number}",
        )
    with right:
        title = st.text_input(
            say("elsewhere-bring-name"),
            placeholder=Path(file.name).stem if file else None,
            max_chars=prediction_import.MAX_TITLE_LENGTH,
            key=f"elsewhere_name_{number}",
        )
    if st.button(say("elsewhere-bring-button"), disabled=file is None) and file:
        _import_file(file, on or None, title or Path(file.name).stem)
        st.session_state[session.IMPORT_UPLOADER] = number + 1
        st.rerun()


def _import_file(file: Any, on: str | None, title: str) -> None:
    """Take in an uploaded file, and look at the run that it is now.

    Raises:
        MisreadError: It cannot be taken in; nothing was stored.
    """
    with tempfile.TemporaryDirectory() as folder:
        # A name of our own: what the browser says is not to be trusted.
        path = Path(folder) / "predictions"
        path.write_bytes(file.getvalue())
        try:
            # Whoever names training digits is told what that means.
            imported = prediction_import.import_predictions_file(
                path, on, title, out_of_fold=on == catalogue.MNIST_TRAIN
            )
        except DatasetError as error:
            # Told in the reader's names, not in ours.
            named = {**error.values, "path": file.name}
            raise DatasetError(error.kind, **named) from error
    session.choose_run(imported.run.id)
    session.choose_sets(imported.digits.source)
    kind = (
        "elsewhere-brought-differing"
        if imported.num_label_conflicts
        else "elsewhere-brought"
    )
    title = escape_markdown(imported.run.title)
    st.session_state[session.NOTICE] = say(
        kind, title=title, count=imported.num_label_conflicts
    )
