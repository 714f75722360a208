"""What several pages draw: headlines, captions, errors, images in words, accuracies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding
from core.analysis.metrics import Accuracy
from core.analysis.selection import Cell
from core.charts.intervals import Interval, interval_chart
from core.data.digits import UNKNOWN
from core.errors import MisreadError
from core.wording.verdict_impact import verdict_impact_sentence
from dashboard import session
from dashboard.cache import upload_table
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
)
from dashboard.views.view import View
from dashboard.widgets.drawing import drawing
from dashboard.widgets.gallery import Tile


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


def image_name(view: View, row: int) -> str:
    """Return the name of an image: its digit set and its number there."""
    case = view.case_of(row)
    return say("image-name", source=digit_set_title(case.source), number=case.position)


def image_markdown(view: View, row: int) -> str:
    """Return the name of an image for Markdown, with the file name in an upload."""
    case = view.case_of(row)
    source, number = digit_set_markdown(case.source), case.position
    upload = view.upload_at(row)
    if upload is None:
        return say("image-name", source=source, number=number)
    file = escape_markdown(upload_table(upload)["name"][number])
    return say("image-name-file", source=source, number=number, file=file)


def describe_image(view: View, row: int) -> str:
    """Return a sentence on an image: its label, its prediction and its confidence."""
    evaluation = view.evaluation
    label, prediction = evaluation.labels[row], evaluation.predictions[row]
    if label == UNKNOWN:
        kind = "image-unlabelled"
    elif label == prediction:
        kind = "image-right"
    else:
        kind = "image-mistake"
    return say(
        kind,
        name=image_name(view, row),
        true=int(label),
        predicted=int(prediction),
        confidence=format_confidence(float(evaluation.confidence[row])),
    )


def image_tile(view: View, row: int, *, with_digits: bool = True) -> Tile:
    """Return the tile of an image: ``9 → 4`` and its confidence.

    Args:
        view: The view.
        row: Row of the evaluation.
        with_digits: False where all tiles share label and prediction.
    """
    evaluation = view.evaluation
    label, prediction = int(evaluation.labels[row]), int(evaluation.predictions[row])
    return Tile(
        number=row,
        description=describe_image(view, row),
        true=str(label) if with_digits and label != UNKNOWN else None,
        predicted=str(prediction) if with_digits else None,
        note=format_confidence(float(evaluation.confidence[row])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyRow:
    """One line of `intervals`.

    Attributes:
        name: Name of the run or the digit set.
        evaluation: The evaluation whose accuracy is drawn.
        shown: True if it is in view.
    """

    name: str
    evaluation: Evaluation
    shown: bool


def intervals(lines: Sequence[AccuracyRow], *, key: str) -> None:
    """Draw accuracies on one scale; below 30 images, only counts."""
    drawn, counts = [], []
    for line in lines:
        measured = line.evaluation.accuracy
        if measured.is_enough:
            interval = Interval(
                name=line.name, accuracy=measured, highlighted=line.shown
            )
            drawn.append(interval)
        elif measured.n:
            counts.append(_count_text(line, measured))
    if drawn:
        drawing(interval_chart(drawn, current_language()), key=key)
    for count in counts:
        caption(count)


def _count_text(line: AccuracyRow, measured: Accuracy) -> str:
    return say(
        "overview-accuracy-few",
        source=escape_markdown(line.name),
        mistakes=measured.mistakes,
        n=measured.n,
    )


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
    """Draw the name of a cell, a row or a column, with its number of images.

    Args:
        cell: Label and prediction; one of them None for a column or a row.
        count: Number of images.
        small: True for a cell beside the chosen one.
        note: Text instead of the number of images.
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
