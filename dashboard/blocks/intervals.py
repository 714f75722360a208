"""Accuracies with their intervals, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.analysis.evaluation import Evaluation
from core.analysis.metrics import Accuracy
from core.charts.intervals import Interval, interval_chart
from dashboard.blocks.common import caption
from dashboard.text import current_language, escape_markdown, percent, say
from dashboard.widgets.drawing import drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyRow:
    """One line of the drawing.

    Attributes:
        name: What was measured, as text.
        evaluation: Where.
        shown: Whether it is in view now.
    """

    name: str
    evaluation: Evaluation
    shown: bool


def intervals(lines: Sequence[AccuracyRow], *, key: str) -> None:
    """Draw accuracies on one scale; of fewer than 30 images only counts are said."""
    drawn, counts = [], []
    for line in lines:
        measured = line.evaluation.accuracy
        if measured.is_enough:
            drawn.append(_interval(line, measured))
        elif measured.n:
            counts.append(_count(line, measured))
    if drawn:
        drawing(interval_chart(drawn, current_language()), key=key)
    for count in counts:
        caption(count)


def _interval(line: AccuracyRow, measured: Accuracy) -> Interval:
    note = say("overview-accuracy-note", mistakes=measured.mistakes, n=measured.n)
    return Interval(
        name=line.name,
        value=measured.value,
        low=measured.low,
        high=measured.high,
        value_text=percent(measured.value, 2 if measured.margin < 0.005 else 1),
        note=note,
        highlighted=line.shown,
    )


def _count(line: AccuracyRow, measured: Accuracy) -> str:
    return say(
        "overview-accuracy-few",
        source=escape_markdown(line.name),
        mistakes=measured.mistakes,
        n=measured.n,
    )
