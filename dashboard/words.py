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
from dashboard import cache, reading
from dashboard.text import format_confidence, say
from dashboard.views.view import View
from dashboard.widgets.gallery import Tile

DRAWING_UNSURE: Final = 0.9
"""With less confidence, a picture may be no digit at all."""


def escape_markdown(text: str) -> str:
    """Let text that came from outside stand in Markdown as it is."""
    return re.sub(r"([!-,./:-@\[-`{-~])", r"\\\1", text)


def format_local_time(moment: str) -> str:
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


def framing_warning(warning: str, confidence: float) -> str:
    """Say why a picture may not show one digit, in nothing if it seems to.

    Args:
        warning: What framing found; empty if one digit.
        confidence: Probability of the prediction; 1 where a person said that this is a
            digit. Below `DRAWING_UNSURE` are 3 of 1,000 digits
            that MNIST has and 4 of 10 typed letters: `tests.benchmarks.letters`.
    """
    if not warning and confidence < DRAWING_UNSURE:
        warning = "unsure"
    return say("digits-doubt", kind=warning) if warning else ""


def digit_set_title(source: str) -> str:
    """Name a digit set as readers know it; the title of an upload is anybody's text."""
    title = reading.title(source)
    return say("source", source=source) if title is None else title


def digit_set_markdown(source: str) -> str:
    """Name a digit set where Markdown is read."""
    title = reading.title(source)
    return say("source", source=source) if title is None else escape_markdown(title)


def digit_set_options(sources: Sequence[str]) -> dict[str, str]:
    """Name several digit sets for a choice, where no two may be called the same."""
    return disambiguate(
        {source: digit_set_markdown(source) for source in sorted(sources)}
    )


def disambiguate(labels: Mapping[str, str]) -> dict[str, str]:
    """Number what would be called the same in a choice."""
    found: dict[str, str] = {}
    for name, label in labels.items():
        names = chain([label], (f"{label} ({number})" for number in count(2)))
        found[name] = next(each for each in names if each not in found.values())
    return found


def describe_run(run: cache.RunRecord) -> str:
    """Name a run for a choice, by its recipe, its data and when it was made."""
    if run.recipe is None:
        created = format_local_time(run.created)
        return say("frame-run-elsewhere", title=run.title, created=created)
    return say(
        "frame-reference" if run.is_example else "frame-run-option",
        preset=run.recipe.preset,
        data=say("data-name", name=run.data),
        epochs=run.recipe.epochs,
        created=format_local_time(run.created),
    )


def describe_run_in_markdown(run: cache.RunRecord) -> str:
    """Name a run where Markdown is read; the title of one is a stranger's text."""
    text = describe_run(run)
    return text if run.has_network else escape_markdown(text)


def run_title(run: cache.RunRecord) -> str:
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
    return say("image-name", source=digit_set_title(case.source), number=case.position)


def image_markdown(view: View, row: int) -> str:
    """Name an image where Markdown is read; one of an upload has its file's name."""
    case = view.case_of(row)
    source, number = digit_set_markdown(case.source), case.position
    upload = upload_at(view, row)
    if upload is None:
        return say("image-name", source=source, number=number)
    file = escape_markdown(cache.upload_table(upload)["name"][number])
    return say("image-name-file", source=source, number=number, file=file)


def upload_at(view: View, row: int) -> cache.UploadRecord | None:
    """Return the upload that an image came with, None where it came with none."""
    return reading.upload_of(view.records[int(view.evaluation.source_of[row])])


def describe_image(view: View, row: int) -> str:
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
        confidence=format_confidence(float(evaluation.confidence[row])),
    )


def image_tile(view: View, row: int, *, with_digits: bool = True) -> Tile:
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
        description=describe_image(view, row),
        true=str(label) if with_digits and label != UNKNOWN else None,
        predicted=str(prediction) if with_digits else None,
        note=format_confidence(float(evaluation.confidence[row])),
    )
