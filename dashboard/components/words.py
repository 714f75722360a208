"""Images and numbers in words, for captions, tooltips and screen readers."""

import re
from collections.abc import Sequence
from itertools import chain, count

from core.data.digits import UNKNOWN
from core.share.wording import percent, say
from dashboard import loading
from dashboard.components.digit_grid import Tile
from dashboard.view import View


def plain(text: str) -> str:
    """Let text that came from outside stand in Markdown as it is."""
    return re.sub(r"([!-,./:-@\[-`{-~])", r"\\\1", text)


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
    labels: dict[str, str] = {}
    for source in sorted(sources):
        label = source_label(source)
        names = chain([label], (f"{label} ({number})" for number in count(2)))
        labels[source] = next(each for each in names if each not in labels.values())
    return labels


def image_name(view: View, row: int) -> str:
    """Name an image: its digit set and its number there."""
    case = view.case_of(row)
    return say("image-name", source=source_name(case.source), number=case.position)


def image_label(view: View, row: int) -> str:
    """Name an image where Markdown is read."""
    case = view.case_of(row)
    return say("image-name", source=source_label(case.source), number=case.position)


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
        true=str(label),
        predicted=str(prediction),
        confidence=percent(float(evaluation.confidence[row])),
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
        note=percent(float(evaluation.confidence[row])),
    )
