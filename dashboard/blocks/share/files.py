"""The files on the Share page: tables, pictures, verdicts, figures and the network."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.charts.curves import curves_figure
from core.charts.matrix import matrix_figure
from core.errors import MisreadError
from core.exports.tables import (
    csv_bytes,
    excel_bytes,
    headings,
    mistakes_zip,
    prediction_table,
)
from core.exports.verdict_table import MAX_VERDICTS_BYTES
from core.work import exporting, verdict_actions
from core.work.evaluating import evaluate
from dashboard import cache, session
from dashboard.access import may_give_verdict
from dashboard.blocks.common import caption, show_error
from dashboard.blocks.share.report import file_stem, includes_names
from dashboard.text import (
    current_language,
    digit_set_title,
    format_list,
    run_title,
    say,
)
from dashboard.views.view import View
from dashboard.widgets.figure_buttons import Figure, figure_buttons

_MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_MAX_REJECTED_LINES: Final = 20


def tables(view: View) -> None:
    """Draw the buttons for the selection: CSV, Excel and a ZIP file of its mistakes."""
    rows = view.rows(session.selection())
    mistakes = rows[view.evaluation.mistaken[rows]]
    st.markdown(say("share-selected", shown=len(rows), n=view.evaluation.n))
    stem, titles = file_stem(view), _source_titles(view)
    names = view.names() if includes_names() else None

    # Called on the click, outside the script's run: the session is not available.
    def table() -> pd.DataFrame:
        return prediction_table(view.evaluation, rows, names=names, titles=titles)

    heads = headings(current_language())
    with st.container(horizontal=True):
        csv = say("share-csv")
        _download(csv, lambda: csv_bytes(table()), f"{stem}.csv", key="export_csv")
        _download(
            say("share-xlsx"),
            lambda: excel_bytes(table(), heads, "Misread"),
            f"{stem}.xlsx",
            key="export_xlsx",
        )
        if not view.has_pictures or not len(mistakes):
            return
        _download(
            say("share-zip", count=len(mistakes)),
            partial(_zip, view, mistakes),
            f"{stem}-mistakes.zip",
            key="export_zip",
        )
    caption(say("share-zip-what"))


def _download(
    label: str, data: Callable[[], bytes], file_name: str, *, key: str
) -> None:
    """Draw a button that saves a file, whose content is computed on the click."""
    mime = _MEDIA_TYPES[Path(file_name).suffix]
    st.download_button(label, data, file_name, mime, key, on_click="ignore")


def _zip(view: View, mistakes: NDArray[np.int64]) -> bytes:
    pictures = view.pictures(mistakes)
    if pictures is None:
        raise ValueError("the button requires pictures")
    return mistakes_zip(view.evaluation, mistakes, pictures)


def _source_titles(view: View) -> dict[str, str]:
    """Return titles of the digit sets; of uploads only if the user includes names."""
    titles, uploads = {}, 0
    for record in view.records:
        uploads += record.is_upload
        titles[record.source] = digit_set_title(record)
        if record.is_upload and not includes_names():
            titles[record.source] = say("report-own", number=uploads)
    return titles


def network(view: View) -> None:
    """Draw the button for the network, and how to use it; nothing for imported runs."""
    recipe = view.run.recipe
    if recipe is None:
        return
    st.header(say("share-network"), anchor=False)
    st.markdown(say("share-network-what"))
    _download(
        say("share-network-button"),
        partial(_network, view, current_language()),
        f"misread-{recipe.preset}-{view.run.id}.zip",
        key="export_network",
    )


def _network(view: View, language: str) -> bytes:
    evaluated = [(record, evaluate(view.run, record)) for record in view.records]
    return exporting.export_model(view.run, evaluated, language).content


def figures(view: View) -> None:
    """Draw the buttons that save the matrix and the learning curves."""
    sets = format_list(digit_set_title(record) for record in view.records)
    run, language = run_title(view.run), current_language()
    title = say("share-figure-title", sources=sets, run=run)
    drawn = {"matrix": matrix_figure(view.evaluation.confusion_matrix, title, language)}
    for measure in ("accuracy", "loss") if view.run.has_network else ():
        heading = say("share-curve-title", measure=say(f"training-{measure}"), run=run)
        history = cache.history(view.run)
        drawn[measure] = curves_figure(history, measure, heading, language)
    stem = file_stem(view)
    to_save = [
        Figure(say("share-figure", kind=kind), svg, f"{stem}-{kind}")
        for kind, svg in drawn.items()
    ]
    figure_buttons(to_save, key="figure_buttons")


def verdicts(view: View) -> None:
    """Draw the button that saves the verdicts, and the import of others."""
    st.markdown(say("verdicts-what"))
    if any(verdict_actions.verdicts_of(record) for record in view.records):
        export = partial(
            verdict_actions.export_verdicts,
            view.records,
            _source_titles(view),
            with_names=includes_names(),
        )
        name = f"{file_stem(view)}-verdicts.csv"
        _download(say("verdicts-save"), export, name, key="export_verdicts")
    else:
        caption(say("verdicts-none-yet"))
    if any(may_give_verdict(record) for record in view.test_sets):
        _verdict_import(view)


def _verdict_import(view: View) -> None:
    number = st.session_state.get(session.VERDICT_UPLOADER, 0)
    # A new widget after each file, so that no file is imported twice.
    key = f"verdict_file_{number}"

    def import_file() -> None:
        file = st.session_state[key]
        if file is None:
            return
        st.session_state[session.VERDICT_UPLOADER] = number + 1
        own = [record for record in view.test_sets if may_give_verdict(record)]
        content = file.getvalue()
        try:
            result = verdict_actions.import_verdicts(content, own, view.test_sets)
            st.session_state[session.VERDICT_IMPORT_RESULT] = result
        except MisreadError as error:
            st.session_state[session.VERDICT_IMPORT_RESULT] = error

    st.file_uploader(
        say("verdicts-bring"),
        type=["csv"],
        max_upload_size=MAX_VERDICTS_BYTES // 2**20,
        key=key,
        on_change=import_file,
    )
    _verdict_import_result()


def _verdict_import_result() -> None:
    result = st.session_state.pop(session.VERDICT_IMPORT_RESULT, None)
    if isinstance(result, MisreadError):
        show_error(result)
        return
    if result is None:
        return
    lines = [
        say("verdicts-bad-line", line=line.number, reason=line.reason)
        for line in result.rejected[:_MAX_REJECTED_LINES]
    ]
    if hidden := len(result.rejected) - len(lines):
        lines.append(say("verdicts-more-lines", count=hidden))
    text = say(
        "verdicts-taken",
        taken=result.num_imported,
        known=result.num_known,
        bad=len(result.rejected),
    )
    st.info("\n".join([text, "", *(f"- {line}" for line in lines)]))
