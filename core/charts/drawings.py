"""Small drawings as HTML and SVG, for the dashboard and the report alike.

Every function returns markup in which all text is escaped; how it looks stands in
``drawings.css``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.charts.sprites import data_uri, png_bytes
from core.charts.thumbnails import make_thumbnail
from core.wording import format_confidence, percent

Measure = Literal["accuracy", "loss"]

# Twice as sharp as it is shown.
_ORIGINAL_SIDE: Final = 392


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One line of an interval chart.

    Attributes:
        name: What was measured.
        value: Fraction, 0 to 1.
        low: Lower end of its interval.
        high: Upper end.
        figure: The value in words, such as ``99.25 %``.
        note: What stands beside it, such as ``75 of 10,000 misread``.
        shown: Whether it is what the page is about.
    """

    name: str
    value: float
    low: float
    high: float
    figure: str
    note: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a bar list: its name, length from 0 to 1, and words beside it."""

    name: str
    share: float
    figure: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A picture as it came, PNG or JPEG from the store, and where its digit lies.

    The box is top, left, bottom and right, 0 to 1.
    """

    content: bytes
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, content: bytes, about: "pd.Series[Any]") -> Self:
        """Build it from an upload's table, whose row has the sides of the box."""
        top, left, bottom, right = (
            float(about[side]) for side in ("top", "left", "bottom", "right")
        )
        return cls(content=content, box=(top, left, bottom, right))


def interval_chart(intervals: Sequence[Interval], language: str = "en") -> str:
    """Draw fractions with their intervals on one common scale that ends at 100 %."""
    start = _scale_start(min(each.low for each in intervals))

    def place(value: float) -> str:
        return f"{100 * (value - start) / (1 - start):.2f}%"

    rows = []
    for each in intervals:
        width = 100 * (each.high - each.low) / (1 - start)
        rows.append(
            f'<div class="row{" shown" if each.shown else ""}"><div class="words">'
            f"<span>{escape(each.name)}</span>"
            f"<span><b>{escape(each.figure)}</b> "
            f'<span class="mute">{escape(each.note)}</span></span></div>'
            f'<div class="track"><i class="line" '
            f'style="left:{place(each.low)};width:{width:.2f}%"></i>'
            f'<i class="dot" style="left:{place(each.value)}"></i></div></div>'
        )
    ticks = "".join(
        f'<span style="left:{place(tick)}">{percent(tick, language=language)}</span>'
        for tick in np.linspace(start, 1, 3)
    )
    return (
        f'<div class="intervals">{"".join(rows)}<div class="scale">{ticks}</div></div>'
    )


def bar_list(bars: Sequence[Bar]) -> str:
    """Draw shares of mistakes as bars, in the order given."""
    lines = "".join(
        f'<b>{escape(bar.name)}</b><span class="value">'
        f'<i class="bar{"" if bar.share else " none"}" '
        f'style="--share:{bar.share:.4f}"></i>'
        f"<span>{escape(bar.figure)}</span>"
        f'<span class="mute">{escape(bar.note)}</span></span>'
        for bar in bars
    )
    return f'<div class="bars">{lines}</div>'


def learning_curves(
    history: pd.DataFrame,
    *,
    measure: Measure = "accuracy",
    training: str,
    validation: str,
    epoch: str,
    alt: str,
) -> str:
    """Draw accuracy or loss over the epochs; each line is named at its end.

    Args:
        history: Columns ``epoch``, ``<measure>`` and ``val_<measure>``.
        measure: What to draw; accuracy in percent, up to 100.
        training: Name of the training line.
        validation: Name of the validation line.
        epoch: The word before the first tick.
        alt: The drawing in words.
    """
    height, right, top = 150, 300, 8
    low, high = _range_of(history, measure)
    scale, decimals = (100, 0) if measure == "accuracy" else (1, 2)
    epochs = history["epoch"].to_numpy(float)
    span = max(epochs[-1] - 1, 1.0)

    def x(number: float) -> float:
        return 34 + (right - 34) * (number - 1) / span

    def y(value: float) -> float:
        return top + height * (1 - (value - low) / (high - low))

    parts = [
        f'<text x="0" y="{y(tick) + 4:.1f}">{scale * tick:.{decimals}f}</text>'
        for tick in np.linspace(low, high, 3)
    ]
    ends = []
    for column, name, kind in [
        (measure, training, "minor"),
        (f"val_{measure}", validation, "major"),
    ]:
        line = history[column].to_numpy(float)
        if not np.isfinite(line).all():
            continue
        steps = [f"{x(e):.1f},{y(v):.1f}" for e, v in zip(epochs, line, strict=True)]
        parts.append(f'<path class="{kind}" d="M{" L".join(steps)}"/>')
        end = y(line[-1])
        place = f'cx="{x(epochs[-1]):.1f}" cy="{end:.1f}"'
        parts.append(f'<circle class="{kind}" {place} r="3"/>')
        ends.append((end, f"{name} {scale * line[-1]:.{decimals + 1}f}", kind))
    for level, (text, kind) in _spread(ends, 15):
        place = f'x="{right + 8}" y="{level + 4:.1f}"'
        parts.append(f'<text class="{kind}" {place}>{escape(text)}</text>')
    bottom = top + height + 20
    parts.append(f'<text x="34" y="{bottom}">{escape(epoch)} 1</text>')
    if epochs[-1] > 1:
        parts.append(
            f'<text x="{right}" y="{bottom}" text-anchor="end">{epochs[-1]:.0f}</text>'
        )
    return (
        f'<svg class="curves" viewBox="0 0 {right + 110} {bottom + 6}" role="img" '
        f'aria-label="{escape(alt, quote=True)}">{"".join(parts)}</svg>'
    )


def case_drawing(
    image: NDArray[np.uint8] | None,
    probabilities: NDArray[np.float32],
    *,
    label: int,
    words: Mapping[str, str],
    original: Original | None = None,
    language: str = "en",
) -> str:
    """Draw what the model saw beside its ten probabilities.

    Args:
        image: uint8, shape (28, 28), or None where the picture is not at hand.
        probabilities: float32, shape (10,).
        label: The digit a person says it is, -1 if nobody did.
        words: Captions: ``saw``, ``no_picture``, ``read``, ``label`` and ``alt``; with
            an original also ``original`` and ``original_alt``.
        original: What the image was made of, where that is known.
        language: In which percentages are written.
    """
    prediction = int(probabilities.argmax())
    if image is None:
        picture = f'<div class="frame empty">{escape(words["no_picture"])}</div>'
    else:
        source = data_uri(png_bytes(np.ascontiguousarray(image)))
        picture = (
            f'<div class="frame" role="img" aria-label="{escape(words["alt"])}" '
            f'style="--picture:url({source})"></div>'
        )
    lines = []
    for digit, value in enumerate(probabilities.tolist()):
        kind = _kind_of(digit, prediction, label)
        figure = (
            escape(format_confidence(value, language)) if value >= 0.005 or kind else ""
        )
        bar = f'<i class="bar" style="--share:{value:.4f}"></i>'
        lines.append(
            f'<span class="line {kind}" role="listitem">'
            f'<span class="digit">{digit}</span>'
            f'<span class="track">{bar}</span>'
            f'<span class="amount">{figure}</span></span>'
        )
    key = ""
    if label not in (-1, prediction):
        key = (
            f'<div class="key"><span><i></i>{escape(words["read"])}</span>'
            f'<span class="label"><i></i>{escape(words["label"])}</span></div>'
        )
    came = "" if original is None else _original(original, words)
    kind = "case with-original" if came else "case"
    return (
        f'<div class="{kind}">{came}<figure>{picture}'
        f"<figcaption>{escape(words['saw'])}</figcaption></figure>"
        f'<div><div class="probabilities" role="list">{"".join(lines)}</div>{key}</div>'
        "</div>"
    )


def _original(original: Original, words: Mapping[str, str]) -> str:
    thumbnail = make_thumbnail(original.content, _ORIGINAL_SIDE)
    top, left, bottom, right = (100 * share for share in original.box)
    inset = f"{top:.2f}% {100 - right:.2f}% {100 - bottom:.2f}% {left:.2f}%"
    sides = f"width:{100 * thumbnail.wide:.2f}%;height:{100 * thumbnail.high:.2f}%"
    kind = "coarse" if thumbnail.coarse else "fine"
    return (
        f'<figure><div class="original"><span class="sheet" style="{sides}">'
        f'<img class="{kind}" src="{thumbnail.address}" '
        f'alt="{escape(words["original_alt"])}"/>'
        f'<i class="box" style="inset:{inset}"></i></span></div>'
        f"<figcaption>{escape(words['original'])}</figcaption></figure>"
    )


def _kind_of(digit: int, prediction: int, label: int) -> str:
    if digit == prediction:
        return "right" if label in (-1, prediction) else "read"
    return "label" if digit == label else ""


def _scale_start(lowest: float) -> float:
    """Round down to a whole even percentage, with a little room."""
    return max(0.0, np.floor(50 * (lowest - 0.002)) / 50)


def _range_of(history: pd.DataFrame, measure: str) -> tuple[float, float]:
    """Choose where the scale of a chart begins and ends."""
    values = history[[measure, f"val_{measure}"]].to_numpy(float)
    seen = values[np.isfinite(values)]
    if measure == "accuracy":
        lowest = seen.min() if seen.size else 0.0
        return min(np.floor(20 * lowest) / 20, 0.95), 1.0
    highest = seen.max() if seen.size else 1.0
    return 0.0, max(np.ceil(20 * highest) / 20, 0.05)


def _spread(
    ends: list[tuple[float, str, str]], gap: float
) -> list[tuple[float, tuple[str, str]]]:
    """Move names at the ends of lines apart until they can be read."""
    placed: list[tuple[float, tuple[str, str]]] = []
    for place, text, kind in sorted(ends):
        free = placed[-1][0] + gap if placed else place
        placed.append((max(place, free), (text, kind)))
    return placed
