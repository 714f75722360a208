"""The figures of a view, to save as PNG or SVG."""

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
from dashboard.widgets.figure_buttons import Figure, figure_buttons


def figures_to_save(view: View) -> None:
    """Draw the buttons that save the matrix and the learning curves."""
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
    stem = file_stem(view)
    figures = [
        Figure(say("share-figure", kind=kind), svg, f"{stem}-{kind}")
        for kind, svg in drawn.items()
    ]
    figure_buttons(figures, key="figure_buttons")
