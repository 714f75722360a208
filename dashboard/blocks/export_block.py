"""What is selected as tables and pictures, and the network, on the Share page."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.exports.tables import (
    csv_bytes,
    excel_bytes,
    headings,
    mistakes_zip,
    prediction_table,
)
from core.work import exporting
from core.work.evaluating import evaluate
from dashboard import session
from dashboard.blocks.common import caption
from dashboard.blocks.report_block import file_stem, includes_names
from dashboard.text import current_language, digit_set_title, say
from dashboard.views.view import View

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_block(view: View) -> None:
    """Draw the buttons for what is selected: CSV, Excel and a ZIP of mistakes."""
    rows = view.rows(session.selection())
    mistakes = rows[view.evaluation.mistaken[rows]]
    st.markdown(say("share-selected", shown=len(rows), n=view.evaluation.n))
    with st.container(horizontal=True):
        for kind, make, mime in (
            ("csv", partial(_csv, view, rows, source_titles(view)), "text/csv"),
            (
                "xlsx",
                partial(_excel, view, rows, source_titles(view), _column_headings()),
                _EXCEL,
            ),
        ):
            st.download_button(
                say(f"share-{kind}"),
                data=make,
                file_name=f"{file_stem(view)}.{kind}",
                mime=mime,
                on_click="ignore",
                key=f"export_{kind}",
            )
        if view.has_pictures and len(mistakes):
            st.download_button(
                say("share-zip", count=len(mistakes)),
                data=partial(_zip, view, mistakes),
                file_name=f"{file_stem(view)}-mistakes.zip",
                mime="application/zip",
                on_click="ignore",
                key="export_zip",
            )
    if view.has_pictures and len(mistakes):
        caption(say("share-zip-what"))


def network_block(view: View) -> None:
    """Draw the button for the network, with words on how to use it."""
    recipe = view.run.recipe
    if recipe is None:
        raise ValueError("the button is drawn only where there is a network")
    st.markdown(say("share-network-what"))
    st.download_button(
        say("share-network-button"),
        data=partial(_network, view, current_language()),
        file_name=f"misread-{recipe.preset}-{view.run.id}.zip",
        mime="application/zip",
        on_click="ignore",
        key="export_network",
    )


def _network(view: View, language: str) -> bytes:
    evaluated = [(each, evaluate(view.run, each)) for each in view.records]
    return exporting.export_model(view.run, evaluated, language).content


def _csv(view: View, rows: NDArray[np.int64], titles: Mapping[str, str]) -> bytes:
    return csv_bytes(
        prediction_table(view.evaluation, rows, names=_names(view), titles=titles)
    )


def _excel(
    view: View,
    rows: NDArray[np.int64],
    titles: Mapping[str, str],
    heads: Mapping[str, str],
) -> bytes:
    table = prediction_table(view.evaluation, rows, names=_names(view), titles=titles)
    return excel_bytes(table, heads, "Misread")


def _zip(view: View, mistakes: NDArray[np.int64]) -> bytes:
    pictures = view.pictures(mistakes)
    if pictures is None:
        raise ValueError("the button is drawn only where there are pictures")
    return mistakes_zip(view.evaluation, mistakes, pictures)


def _column_headings() -> dict[str, str]:
    return headings(current_language())


def _names(view: View) -> list[str] | None:
    return view.names() if includes_names() else None


def source_titles(view: View) -> dict[str, str]:
    """Name the digit sets; titles of uploads only if the reader ticked that."""
    titles, own = {}, 0
    for source in view.evaluation.sources:
        is_own = source.startswith(session.UPLOAD_PREFIX)
        own += is_own
        is_secret = is_own and not includes_names()
        titles[source] = (
            say("report-own", number=own) if is_secret else digit_set_title(source)
        )
    return titles
