"""What several pages draw: headlines, captions, errors, and images in words."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.analysis.findings import Finding
from core.data.digits import UNKNOWN
from core.errors import MisreadError
from dashboard.cache import upload_table
from dashboard.text import (
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
from dashboard.widgets.gallery import Tile


def headline(finding: Finding) -> None:
    """Draw the sentence that a page opens with."""
    st.title(finding_sentence(finding), anchor=False)


def lead(findings: Sequence[Finding]) -> None:
    """Draw the sentences that follow, larger than the text below them."""
    text = join_sentences(finding_sentence(finding) for finding in findings)
    if text:
        lead_text(text)


def lead_text(text: str) -> None:
    """Draw text larger than the text below it."""
    st.html(f'<p class="lead">{escape(text)}</p>')


def show_error(error: MisreadError) -> None:
    """Draw an error: what happened, what was expected, what to do."""
    st.error(escape_markdown(error_sentence(error)))


def caption(text: str) -> None:
    """Draw a small quiet line under a heading."""
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
