"""The block of the page Training that imports predictions from a file."""

import tempfile
from pathlib import Path
from typing import Any, Final

import streamlit as st

from core.errors import DatasetError
from core.work import catalogue, prediction_import
from dashboard import access, cache, session
from dashboard.text import digit_set_options, escape_markdown, join_sentences, say

_MAX_UPLOAD_MB: Final = 200
_ORDER_VALUES: Final = ("classes", "as_file", "reordered")
_COMMAND: Final = "python -m core import-predictions predictions.csv --on mnist-test"


def import_predictions(digit_sets: list[cache.DigitsRecord]) -> None:
    """Draw the import of predictions for a digit set: the command, and the form.

    A shared server has no form.
    """
    with st.expander(say("elsewhere-bring")):
        st.markdown(say("elsewhere-bring-what"))
        st.code(_COMMAND, language=None, wrap_lines=True)
        if not access.is_shared():
            _form(digit_sets)


def _form(digit_sets: list[cache.DigitsRecord]) -> None:
    # New widgets after each import, so that the old values are gone.
    number = st.session_state.setdefault(session.IMPORT_UPLOADER, 0)
    file = st.file_uploader(
        say("elsewhere-bring-file"),
        type=["csv", "npz", "npy", "parquet"],
        max_upload_size=_MAX_UPLOAD_MB,
        key=f"elsewhere_file_{number}",
    )
    left, right = st.columns(2, gap="large")
    names = digit_set_options(digit_sets)
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
    title = title or (Path(file.name).stem if file else "")
    if st.button(say("elsewhere-bring-button"), disabled=file is None) and file:
        _import_or_ask(file, on, title)
    question = st.session_state.get(session.COLUMN_ORDER)
    if file and question and question["about"] == (file.file_id, on):
        _ask_for_order(file, on, title, question)


def _import_or_ask(file: Any, on: str, title: str, classes: str = "") -> None:
    """Import a file, unless labels contradict the order of its columns."""
    try:
        _import_file(file, on or None, title, classes)
    except DatasetError as error:
        if error.kind != "predictions-order":
            raise
        st.session_state[session.COLUMN_ORDER] = {
            "about": (file.file_id, on),
            **{name: error.values[name] for name in _ORDER_VALUES},
        }
        return
    st.session_state.pop(session.COLUMN_ORDER, None)
    st.session_state[session.IMPORT_UPLOADER] += 1
    st.rerun()


def _ask_for_order(file: Any, on: str, title: str, question: dict[str, Any]) -> None:
    """Draw the two orders with what each explains, and a button for each."""
    values = {name: question[name] for name in _ORDER_VALUES}
    st.warning(say("elsewhere-order", **values))
    with st.container(horizontal=True):
        for kind, classes in (
            ("exchange", question["classes"]),
            ("keep", prediction_import.FILE_ORDER),
        ):
            label = say(f"elsewhere-order-{kind}", classes=classes)
            if st.button(label, key=f"elsewhere_order_{kind}"):
                _import_or_ask(file, on, title, classes)


def _import_file(file: Any, on: str | None, title: str, classes: str) -> None:
    """Import an uploaded file, and choose its run and its digit set.

    Raises:
        MisreadError: The file is invalid, or cannot be stored; nothing was stored.
    """
    with tempfile.TemporaryDirectory() as folder:
        # The name that the browser sends is untrusted.
        path = Path(folder) / "predictions"
        path.write_bytes(file.getvalue())
        try:
            # The option for training digits explains that they count as out-of-fold.
            imported = prediction_import.import_predictions_file(
                path,
                on,
                title,
                classes=classes,
                out_of_fold=on == catalogue.MNIST_TRAIN,
            )
        except DatasetError as error:
            # The user knows the uploaded name, not the temporary one.
            named = {**error.values, "path": file.name}
            raise DatasetError(error.kind, **named) from error
    session.choose_run(imported.run.id)
    session.choose_sets(imported.digits.source)
    conflicts = imported.num_label_conflicts
    notice = say(
        "elsewhere-brought-differing" if conflicts else "elsewhere-brought",
        title=escape_markdown(imported.run.title),
        count=conflicts,
    )
    if not imported.has_confidence:
        notice = join_sentences([notice, say("predictions-no-confidence")])
    if imported.repeats_labels:
        notice = join_sentences([notice, say("predictions-repeat-labels")])
    st.session_state[session.NOTICE] = notice
