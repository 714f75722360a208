"""Runs that were made elsewhere: what is known of them, and bringing them in."""

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from core.errors import DatasetError
from core.work import adopting, catalogue
from dashboard import loading, mode, state
from dashboard.components.findings import plain_lead
from dashboard.components.words import (
    local_time,
    plain,
    source_labels,
)
from dashboard.language import say
from dashboard.view import View

_LARGEST_MB = 200
_UPLOADS = "elsewhere_uploads"


def made_elsewhere(run: loading.RunRecord) -> None:
    """Say what is known of a run that was made elsewhere."""
    title = plain(run.title)
    st.header(say("elsewhere-title", title=title), anchor=False)
    st.markdown(say("elsewhere-what", created=local_time(run.created)))


def needs_network(view: View) -> None:
    """Say that a run cannot read new digits, and offer one that can."""
    title = plain(view.run.title)
    st.title(say("elsewhere-digits-title", title=title), anchor=False)
    plain_lead(say("elsewhere-digits"))
    run = next((each for each in view.runs if each.recipe), None)
    if run is not None and run.recipe is not None:
        st.button(
            say("elsewhere-switch", preset=run.recipe.preset),
            key="switch_to_network",
            type="primary",
            on_click=state.choose_run,
            args=(run.id,),
        )


def bring_predictions() -> None:
    """Draw how predictions come in: what to hand over, or the command for it."""
    with st.expander(say("elsewhere-bring")):
        st.markdown(say("elsewhere-bring-what"))
        command = "python -m core import-predictions predictions.csv --on mnist-test"
        st.code(command, language=None, wrap_lines=True)
        if not mode.is_shared():
            _form()


def _form() -> None:
    # Other keys after each file: so the widgets let go of what they hold.
    number = st.session_state.setdefault(_UPLOADS, 0)
    file = st.file_uploader(
        say("elsewhere-bring-file"),
        type=["csv", "npz", "parquet"],
        max_upload_size=_LARGEST_MB,
        key=f"elsewhere_file_{number}",
    )
    left, right = st.columns(2, gap="large")
    names = source_labels([each.source for each in loading.all_digits()])
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
            max_chars=adopting.LONGEST_TITLE,
            key=f"elsewhere_name_{number}",
        )
    if st.button(say("elsewhere-bring-button"), disabled=file is None) and file:
        _take_in(file, on or None, title or Path(file.name).stem)
        st.session_state[_UPLOADS] = number + 1
        st.rerun()


def _take_in(file: Any, on: str | None, title: str) -> None:
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
            adopted = adopting.adopt_predictions(
                path, on, title, out_of_fold=on == catalogue.MNIST_TRAIN
            )
        except DatasetError as error:
            # Told in the reader's names, not in ours.
            named = {**error.values, "path": file.name}
            raise DatasetError(error.kind, **named) from error
    state.choose_run(adopted.run.id)
    state.choose_sets(adopted.digits.source)
    kind = "elsewhere-brought-differing" if adopted.differing else "elsewhere-brought"
    title = plain(adopted.run.title)
    st.session_state[state.NOTICE] = say(kind, title=title, count=adopted.differing)
