"""Images and numbers in words, for captions, tooltips and screen readers."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from itertools import chain, count
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from core.data.digits import UNKNOWN
from dashboard import loading
from dashboard.components.digit_grid import Tile
from dashboard.language import certainty, say
from dashboard.view import View

SURE: Final = 0.9
"""With less confidence, a picture may be no digit at all."""


def plain(text: str) -> str:
    """Let text that came from outside stand in Markdown as it is."""
    return re.sub(r"([!-,./:-@\[-`{-~])", r"\\\1", text)


def local_time(moment: str) -> str:
    """Say when something was, in the time of the reader's browser.

    Args:
        moment: ISO 8601.
    """
    zone: tzinfo = UTC
    name = st.context.timezone
    if name:
        # The browser's word for it: anything.
        with suppress(KeyError, ValueError, OSError):
            zone = ZoneInfo(name)
    try:
        local = datetime.fromisoformat(moment).astimezone(zone)
    except OverflowError:  # A stranger's file may say so, near the end of the calendar.
        return moment
    return f"{local:%Y-%m-%d %H:%M}{' UTC' if zone is UTC else ''}"


def doubt_about(doubt: str, confidence: float) -> str:
    """Say why a picture may not show one digit, in nothing if it seems to.

    Args:
        doubt: What framing found; empty if one digit.
        confidence: Probability of the prediction; 1 where a person said that this is a
            digit. Below `SURE` are 3 of 1,000 digits
            that MNIST has and 4 of 10 typed letters: `tests.benchmarks.letters`.
    """
    if not doubt and confidence < SURE:
        doubt = "unsure"
    return say("digits-doubt", kind=doubt) if doubt else ""


def source_name(source: str) -> str:
    """Name a digit set as readers know it; the title of an upload is anybody's text."""
    title = loading.title(source)
    return say("source", source=source) if title is None else title


def source_label(source: str) -> str:
    """Name a digit set where Markdown is read."""
    title = loading.title(source)
    return say("source", source=source) if title is None else plain(title)


def source_labels(sources: Sequence[str]) -> dict[str, str]:
    """Name several digit sets for a choice, where no two may be called the same."""
    return told_apart({source: source_label(source) for source in sorted(sources)})


def told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Number what would be called the same in a choice."""
    found: dict[str, str] = {}
    for name, label in labels.items():
        names = chain([label], (f"{label} ({number})" for number in count(2)))
        found[name] = next(each for each in names if each not in found.values())
    return found


def describe_run(run: loading.RunRecord) -> str:
    """Name a run for a choice, by its recipe, its data and when it was made."""
    if run.recipe is None:
        created = local_time(run.created)
        return say("frame-run-elsewhere", title=run.title, created=created)
    return say(
        "frame-reference" if run.is_example else "frame-run-option",
        preset=run.recipe.preset,
        data=say("data-name", name=run.data),
        epochs=run.recipe.epochs,
        created=local_time(run.created),
    )


def describe_run_in_markdown(run: loading.RunRecord) -> str:
    """Name a run where Markdown is read; the title of one is a stranger's text."""
    text = describe_run(run)
    return text if run.has_network else plain(text)


def run_label(run: loading.RunRecord) -> str:
    """Name a run by its recipe, its data and the day it was made."""
    if run.recipe is None:
        created = run.created[:10]
        return say("run-name-elsewhere", title=run.title, created=created)
    return say(
        "run-name",
        preset=run.recipe.preset,
        data=say("data-name", name=run.data),
        created=run.created[:10],
    )


def image_name(view: View, row: int) -> str:
    """Name an image: its digit set and its number there."""
    case = view.case_of(row)
    return say("image-name", source=source_name(case.source), number=case.position)


def image_label(view: View, row: int) -> str:
    """Name an image where Markdown is read; one of an upload has its file's name."""
    case = view.case_of(row)
    source, number = source_label(case.source), case.position
    upload = upload_at(view, row)
    if upload is None:
        return say("image-name", source=source, number=number)
    file = plain(loading.upload_table(upload)["name"][number])
    return say("image-name-file", source=source, number=number, file=file)


def upload_at(view: View, row: int) -> loading.UploadRecord | None:
    """Return the upload that an image came with, None where it came with none."""
    return loading.upload_of(view.records[int(view.evaluation.source_of[row])])


def describe(view: View, row: int) -> str:
    """Say what an image is and how it was read."""
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
        confidence=certainty(float(evaluation.confidence[row])),
    )


def tile(view: View, row: int, *, with_digits: bool = True) -> Tile:
    """Make the tile of an image: ``9 → 4`` and its confidence.

    Args:
        view: What is being looked at.
        row: Row of the evaluation.
        with_digits: False where all tiles share label and prediction.
    """
    evaluation = view.evaluation
    label, prediction = int(evaluation.labels[row]), int(evaluation.predictions[row])
    return Tile(
        number=row,
        description=describe(view, row),
        true=str(label) if with_digits and label != UNKNOWN else None,
        predicted=str(prediction) if with_digits else None,
        note=certainty(float(evaluation.confidence[row])),
    )
