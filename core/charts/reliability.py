"""The reliability chart as SVG, for the page How sure and the report."""

from collections.abc import Sequence
from html import escape
from typing import Final

from core.analysis.confidence import CalibrationBin
from core.wording import percent, say
from core.wording.calibration import bin_sentence

# Where the plot is in the drawing, in pixels.
_LEFT: Final = 66
_TOP: Final = 8
_SIDE: Final = 260


def reliability_chart(bins: Sequence[CalibrationBin], alt: str, language: str) -> str:
    """Draw accuracy over confidence, with a band for what chance explains.

    A bin without images is left out. One with too few for a rate has the line of its
    interval, but no point. All text is escaped; ``drawings.css`` styles the SVG.
    """
    middle = f"{_TOP + _SIDE / 2:g}"
    parts = [
        f'<path class="even" d="M{_x(0)} {_y(0)} L{_x(1)} {_y(1)}"/>',
        f'<text x="{_x(0.5)}" y="{_TOP + _SIDE + 38}" text-anchor="middle">'
        f"{escape(say('sure-axis-confidence', language))}</text>",
        f'<text transform="translate(12 {middle}) rotate(-90)" text-anchor="middle">'
        f"{escape(say('sure-axis-accuracy', language))}</text>",
    ]
    for tick in (0.0, 0.5, 1.0):
        text = escape(percent(tick, language=language))
        below = f'x="{_x(tick)}" y="{_TOP + _SIDE + 18}" text-anchor="middle"'
        beside = f'x="{_LEFT - 8}" y="{_y(tick) + 4:.1f}" text-anchor="end"'
        parts += [f"<text {below}>{text}</text>", f"<text {beside}>{text}</text>"]
    parts += [_point(each, language) for each in bins if each.accuracy.n]
    size = f"0 0 {_LEFT + _SIDE + 24} {_TOP + _SIDE + 46}"
    return (
        f'<svg class="reliability" viewBox="{size}" role="img" '
        f'aria-label="{escape(alt, quote=True)}">{"".join(parts)}</svg>'
    )


def _point(each: CalibrationBin, language: str) -> str:
    low, high = each.consistency_band
    measured = each.accuracy
    x, y = _x(each.confidence), _y(measured.value)
    fits = each.calibration == "fits" or not measured.is_enough
    kind = "fits" if fits else "strays"
    parts = [
        f"<title>{escape(bin_sentence(each, language))}</title>",
        f'<rect class="band" x="{x - 7:.1f}" y="{_y(high)}" width="14" '
        f'height="{max(_SIDE * (high - low), 1):.1f}"/>',
        f'<path class="{kind}" d="M{x} {_y(measured.low)} V{_y(measured.high)}"/>',
    ]
    if measured.is_enough and fits:
        parts.append(f'<circle class="{kind}" cx="{x}" cy="{y}" r="4"/>')
    elif measured.is_enough:
        # A diamond, so that form as well as colour tells it from the others.
        parts.append(f'<path class="{kind}" d="M{x} {y - 6:.1f} l6 6 l-6 6 l-6 -6 z"/>')
    return f"<g>{''.join(parts)}</g>"


def _x(confidence: float) -> float:
    return round(_LEFT + _SIDE * confidence, 1)


def _y(accuracy: float) -> float:
    return round(_TOP + _SIDE * (1 - accuracy), 1)
