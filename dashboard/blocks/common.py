"""Parts of several pages: text, buttons, errors, images, charts and accuracies."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding
from core.analysis.selection import Cell
from core.charts.curves import Measure
from core.charts.intervals import Interval, interval_chart
from core.data.digits import UNKNOWN
from core.errors import MisreadError
from core.wording.verdict_impact import verdict_impact_sentence
from dashboard import cache, session
from dashboard.text import (
    current_language,
    digit_set_markdown,
    digit_set_title,
    error_sentence,
    escape_markdown,
    finding_sentence,
    format_confidence,
    join_sentences,
    say,
    theme,
)
from dashboard.views.view import View
from dashboard.widgets.drawing import drawing
from dashboard.widgets.gallery import Tile, digit_grid


def headline(finding: Finding) -> None:
    """Draw a finding as the title of a page."""
    st.title(finding_sentence(finding), anchor=False)


def lead(findings: Sequence[Finding]) -> None:
    """Draw findings as a paragraph in large type."""
    text = join_sentences(finding_sentence(finding) for finding in findings)
    if text:
        lead_text(text)


def lead_text(text: str) -> None:
    """Draw a paragraph in large type."""
    st.html(f'<p class="lead">{escape(text)}</p>')


def show_error(error: MisreadError) -> None:
    """Draw an error: what happened, what was expected, what to do."""
    st.error(escape_markdown(error_sentence(error)))


def caption(text: str) -> None:
    """Draw a line in small grey type."""
    st.markdown(f":small[:gray[{text}]]")


def text_button(
    label: str,
    on_click: Callable[..., None],
    *args: object,
    key: str | None = None,
    shortcut: str | None = None,
) -> None:
    """Draw a button that looks like text."""
    st.button(
        label, key, type="tertiary", shortcut=shortcut, on_click=on_click, args=args
    )


def pager(pages: int, number: int, *, kept: str, key: str) -> None:
    """Draw the choice of a page, if there are several.

    `number` is the current page, from 0. Session state keeps it under the key `kept`
    while the user visits other pages.
    """

    def store_choice() -> None:
        st.session_state[kept] = st.session_state[key] - 1

    if pages > 1:
        st.session_state[key] = number + 1
        st.pagination(pages, key=key, on_change=store_choice)


def image_name(view: View, row: int) -> str:
    """Return the name of an image: its digit set and its number there."""
    source, number = digit_set_title(view.record_at(row)), view.evaluation.position[row]
    return say("image-name", source=source, number=int(number))


def image_markdown(view: View, row: int) -> str:
    """Return the name of an image for Markdown, with the file name in an upload."""
    source = digit_set_markdown(view.record_at(row))
    number = int(view.evaluation.position[row])
    upload = view.upload_at(row)
    if upload is None:
        return say("image-name", source=source, number=number)
    file = escape_markdown(cache.upload_table(upload)["name"][number])
    return say("image-name-file", source=source, number=number, file=file)


def outcome(label: int, prediction: int) -> str:
    """Return ``right`` or ``mistake``, or ``unlabelled`` without a label."""
    if label == UNKNOWN:
        return "unlabelled"
    return "right" if label == prediction else "mistake"


def confidence_text(evaluation: Evaluation, row: int) -> str:
    """Return the confidence of a prediction, "" if it is not known."""
    if not evaluation.has_confidence:
        return ""
    return format_confidence(float(evaluation.confidence[row]))


def describe_image(name: str, label: int, prediction: int, confidence: str) -> str:
    """Return a sentence on an image; the confidence is "" if it is not known."""
    return say(
        f"image-{outcome(label, prediction)}",
        name=name,
        true=label,
        predicted=prediction,
        confidence=confidence or "unknown",
    )


def image_tile(view: View, row: int, *, with_digits: bool = True) -> Tile:
    """Return the tile of an image: ``9 → 4`` and its confidence, if known.

    Omit the digits if all tiles share label and prediction.
    """
    evaluation = view.evaluation
    label, prediction = int(evaluation.labels[row]), int(evaluation.predictions[row])
    confidence = confidence_text(evaluation, row)
    return Tile(
        number=row,
        description=describe_image(
            image_name(view, row), label, prediction, confidence
        ),
        true=str(label) if with_digits and label != UNKNOWN else None,
        predicted=str(prediction) if with_digits else None,
        note=confidence,
    )


def image_grid(
    view: View,
    rows: NDArray[np.int64],
    *,
    key: str,
    label: str,
    size: int,
    tiles: Sequence[Tile] | None = None,
) -> None:
    """Draw images of the view, by default with `image_tile`; a click opens the case."""
    digit_grid(
        view.pictures(rows),
        [image_tile(view, int(row)) for row in rows] if tiles is None else tiles,
        key=key,
        chosen=view.opened_row(),
        on_choose=view.open_case,
        label=label,
        size=size,
    )


def note_hidden(count: int, shown: int) -> None:
    """Draw how many images of a grid are shown, if some are hidden."""
    if count > shown:
        caption(say("confusion-shown-part", shown=shown, count=count))


def chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure of Plotly without its toolbar."""
    st.plotly_chart(figure, key=key, config={"displayModeBar": False}, alt=alt)


def learning_curve(
    history: pd.DataFrame,
    measure: Measure,
    *,
    key: str,
    alt: str,
    mark: tuple[int | None, str],
    shown: int | None = None,
) -> None:
    """Draw loss or accuracy over the epochs under its name.

    `mark` is the epoch to mark, if any, and its words; `shown` is the chosen epoch. See
    `dashboard.figures.curves.training_curves` for the columns.
    """
    st.subheader(
        say(f"training-{measure}"), anchor=False, help=say(f"meaning-{measure}")
    )
    best, text = mark
    words = {
        "training": say("training-line-training"),
        "validation": say("training-line-validation"),
        "test": say("replay-line-test"),
        "best": text,
    }
    figure = cache.training_curves(
        history, measure, words=words, theme=theme(), best=best, shown=shown
    )
    chart(figure, key=key, alt=alt)


class AccuracyRow(NamedTuple):
    """One line of `intervals`: a run or a digit set; `shown` if it is in view."""

    name: str
    evaluation: Evaluation
    shown: bool


def intervals(lines: Sequence[AccuracyRow], *, key: str) -> None:
    """Draw accuracies on one scale; below 30 images, only counts."""
    measured = [(line, line.evaluation.accuracy) for line in lines]
    drawn = [
        Interval(name=line.name, accuracy=accuracy, highlighted=line.shown)
        for line, accuracy in measured
        if accuracy.is_enough
    ]
    if drawn:
        drawing(interval_chart(drawn, current_language()), key=key)
    for line, accuracy in measured:
        if accuracy.n and not accuracy.is_enough:
            source = escape_markdown(line.name)
            counts = {"mistakes": accuracy.mistakes, "n": accuracy.n}
            caption(say("overview-accuracy-few", source=source, **counts))


def verdict_impact_text(view: View) -> None:
    """Draw what the verdicts would change, if there are any."""
    text = verdict_impact_sentence(view.verdict_impact(), current_language())
    if text:
        st.markdown(text, help=say("meaning-verdict"))


def original_labels_notice(view: View, page: str = "other") -> None:
    """Draw a note that this page ignores verdicts, if the user chose to count them."""
    if session.accepts_verdicts() and view.verdict_impact().num_images:
        caption(say("counting-not-here", page=page))


def note_excluded(view: View, findings: Sequence[Finding]) -> list[Finding]:
    """Return findings that name images excluded by verdicts as such."""
    if not view.counts_verdicts:
        return list(findings)
    return [
        replace(each, kind="some-left-out") if each.kind == "some-unlabelled" else each
        for each in findings
    ]


def cell_heading(
    cell: Cell, count: int, *, small: bool = False, note: str = ""
) -> None:
    """Draw the name of a cell, row or column, with a note or its number of images.

    A cell beside the chosen one is small.
    """
    true, predicted = cell
    if true is None or predicted is None:
        digit = f"→ <em>{predicted}</em>" if true is None else str(true)
    elif true == predicted:
        digit = str(true)
    else:
        digit = f"{true}<i>→</i><em>{predicted}</em>"
    words = note or say("confusion-images", count=count)
    kind = "pair small" if small else "pair"
    of = "column" if true is None else "row" if predicted is None else "cell"
    digits = {"true": str(true), "predicted": str(predicted)}
    name = say("confusion-heading", of=of, words=words, **digits)
    role = f'role="heading" aria-level="2" aria-label="{escape(name)}"'
    st.html(f'<p class="{kind}" {role}>{digit}<span>{escape(words)}</span></p>')
