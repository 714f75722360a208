"""Interval charts and bar lists as HTML.

The functions escape all text. ``drawings.css`` styles the markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from core.analysis.metrics import Accuracy
from core.wording import percent, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One line of an interval chart, highlighted if the page is about it."""

    name: str
    accuracy: Accuracy
    highlighted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a bar list: its name, length from 0 to 1, and text beside it."""

    name: str
    share: float
    value_text: str
    note: str


def interval_chart(intervals: Sequence[Interval], language: str = "en") -> str:
    """Draw accuracies, at least one, with their intervals on one scale up to 100 %."""
    start = _scale_start(min(interval.accuracy.low for interval in intervals))

    def position(value: float) -> str:
        return f"{100 * (value - start) / (1 - start):.2f}%"

    rows = []
    for interval in intervals:
        measured = interval.accuracy
        width = 200 * measured.margin / (1 - start)
        value = percent(measured.value, measured.decimals, language)
        counts = {"mistakes": measured.mistakes, "n": measured.n}
        note = say("overview-accuracy-note", language, **counts)
        rows.append(
            f'<div class="row{" highlighted" if interval.highlighted else ""}">'
            f'<div class="words"><span>{escape(interval.name)}</span>'
            f"<span><b>{escape(value)}</b> "
            f'<span class="mute">{escape(note)}</span></span></div>'
            f'<div class="track"><i class="line" '
            f'style="left:{position(measured.low)};width:{width:.2f}%"></i>'
            f'<i class="dot" style="left:{position(measured.value)}"></i></div></div>'
        )
    ticks = "".join(
        f'<span style="left:{position(tick)}">{percent(tick, language=language)}</span>'
        for tick in np.linspace(start, 1, 3)
    )
    return (
        f'<div class="intervals">{"".join(rows)}<div class="scale">{ticks}</div></div>'
    )


def bar_list(bars: Sequence[Bar]) -> str:
    """Draw bars in the given order."""
    lines = "".join(
        f'<b>{escape(bar.name)}</b><span class="value">'
        f'<i class="bar{"" if bar.share else " none"}" '
        f'style="--share:{bar.share:.4f}"></i>'
        f"<span>{escape(bar.value_text)}</span>"
        f'<span class="mute">{escape(bar.note)}</span></span>'
        for bar in bars
    )
    return f'<div class="bars">{lines}</div>'


def _scale_start(lowest: float) -> float:
    """Round down to a whole even percentage, with a little room."""
    return max(0.0, np.floor(50 * (lowest - 0.002)) / 50)
