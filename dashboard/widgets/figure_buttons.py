"""Figures to take away, as PNG or SVG."""

from collections.abc import Mapping

import streamlit as st

from core.charts.curves import curves_figure
from core.charts.matrix import matrix_figure
from dashboard import cache
from dashboard.blocks.report_block import file_stem
from dashboard.text import (
    current_language,
    digit_set_title,
    format_list,
    run_title,
    say,
)
from dashboard.views.view import View
from dashboard.widgets.assets import css, javascript

_mount = st.components.v2.component(
    "figure_buttons",
    html='<div class="figures"></div>',
    css=css("tools", "figure_buttons"),
    js=javascript("figure_buttons"),
)


def figure_buttons(view: View) -> None:
    """Draw a line for each figure with a button for each kind of file."""
    sets = format_list(digit_set_title(record.source) for record in view.records)
    title = say("share-figure-title", sources=sets, run=run_title(view.run))
    evaluation, language = view.evaluation, current_language()
    counts = evaluation.confusion_matrix
    drawn = {"matrix": matrix_figure(counts, title, language)}
    for measure in ("accuracy", "loss") if view.run.has_network else ():
        name = say(f"training-{measure}")
        heading = say("share-curve-title", measure=name, run=run_title(view.run))
        history = cache.history(view.run)
        drawn[measure] = curves_figure(history, measure, heading, language)
    _mount(
        key="figure_buttons",
        data={
            "figures": [_figure(view, kind, svg) for kind, svg in drawn.items()],
            "png": say("share-figure-png"),
            "svg": say("share-figure-svg"),
        },
    )


def _figure(view: View, kind: str, svg: str) -> Mapping[str, str]:
    name = say("share-figure", kind=kind)
    return {"name": name, "svg": svg, "file": f"{file_stem(view)}-{kind}"}
