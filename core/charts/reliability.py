"""How sure the model is, in words and as a drawing, for page and report alike."""

from collections.abc import Sequence
from html import escape
from typing import Final

from core.analysis.confidence import CalibrationBin, Coverage
from core.wording import join_sentences, percent, say

# Where the plot lies in the drawing, in pixels.
_LEFT: Final = 44
_TOP: Final = 8
_SIDE: Final = 260


def coverage_sentences(coverage: Coverage, language: str) -> str:
    """Say what is answered, how much of it is wrong, and what a person would see."""
    sentences = [_coverage_sentence(coverage, language)]
    if coverage.abstained.n and coverage.num_covered:
        counts = {
            "labelled": coverage.abstained.n,
            "mistakes": coverage.abstained.mistakes,
        }
        sentences.append(say("sure-asked-mistakes", language, **counts))
    return join_sentences(sentences, language)


def threshold_text(threshold: float, language: str) -> str:
    """Write a threshold with all its decimals: ``99.95 %``."""
    _, _, decimals = f"{100 * threshold:.6g}".partition(".")
    return percent(threshold, len(decimals), language)


def bin_sentence(each: CalibrationBin, language: str) -> str:
    """Say a bin; a rate and what it means only where there are enough images."""
    measured = each.accuracy
    share = percent(measured.value, 1 if measured.margin < 0.01 else 0, language)
    return say(
        "sure-bin",
        language,
        **bin_counts(each),
        share=share if measured.is_enough else "none",
        verdict=each.calibration if measured.is_enough else "fits",
    )


def bin_counts(each: CalibrationBin) -> dict[str, int]:
    """Limits of a bin in percent, and how many of how many it has right."""
    return {
        "low": round(100 * each.low),
        "high": round(100 * each.high),
        "right": each.accuracy.correct,
        "n": each.accuracy.n,
    }


def reliability_drawing(bins: Sequence[CalibrationBin], alt: str, language: str) -> str:
    """Draw how often it is right over how sure it is, with what chance explains.

    A bin with too few images for a rate has the line of its interval, but no point.

    Args:
        bins: From the lowest to the highest; those without images are left out.
        alt: The drawing in words.
        language: One of `core.wording.LANGUAGES`.

    Returns:
        SVG in which all text is escaped.
    """
    parts = [f'<path class="even" d="M{_x(0)} {_y(0)} L{_x(1)} {_y(1)}"/>']
    for tick in (0.0, 0.5, 1.0):
        text = escape(percent(tick, language=language))
        below = f'x="{_x(tick)}" y="{_TOP + _SIDE + 18}" text-anchor="middle"'
        parts.append(f"<text {below}>{text}</text>")
        parts.append(f'<text x="0" y="{_y(tick) + 4:.1f}">{text}</text>')
    parts += [_point(each) for each in bins if each.accuracy.n]
    name = escape(say("sure-axis-confidence", language))
    middle = f'x="{_x(0.5)}" y="{_TOP + _SIDE + 38}" text-anchor="middle"'
    parts.append(f"<text {middle}>{name}</text>")
    size = f"0 0 {_LEFT + _SIDE + 24} {_TOP + _SIDE + 46}"
    return (
        f'<svg class="reliability" viewBox="{size}" role="img" '
        f'aria-label="{escape(alt, quote=True)}">{"".join(parts)}</svg>'
    )


def _coverage_sentence(coverage: Coverage, language: str) -> str:
    threshold = "always"
    if coverage.threshold:
        threshold = threshold_text(coverage.threshold, language)
    n = coverage.num_covered + coverage.num_abstained
    if n and not coverage.num_covered:
        return say("sure-answers-nothing", language, threshold=threshold, n=n)
    is_whole = coverage.covered.n + coverage.abstained.n == n
    return say(
        "sure-answers" if is_whole else "sure-answers-some",
        language,
        threshold=threshold,
        answered=coverage.num_covered,
        n=n,
        labelled=coverage.covered.n,
        mistakes=coverage.covered.mistakes,
        rate=_rate(coverage, language),
        asked=coverage.num_abstained,
    )


def _rate(coverage: Coverage, language: str) -> str:
    """Say which share of the answers is wrong, "none" where they are too few."""
    covered = coverage.covered
    if not covered.is_enough:
        return "none"
    if not covered.mistakes:
        high = percent(coverage.mistake_interval[1], 2, language)
        return say("sure-rate-none", language, high=high)
    digits = 2 if covered.margin < 0.005 else 1
    return say(
        "sure-rate",
        language,
        share=percent(covered.mistakes / covered.n, digits, language),
        margin=f"{100 * covered.margin:.{digits}f}",
    )


def _point(each: CalibrationBin) -> str:
    low, high = each.consistency_band
    x, measured = _x(each.confidence), each.accuracy
    kind = "fits" if each.calibration == "fits" or not measured.is_enough else "strays"
    band = (
        f'<rect class="band" x="{x - 7:.1f}" y="{_y(high)}" width="14" '
        f'height="{max(_SIDE * (high - low), 1):.1f}"/>'
    )
    line = f'<path class="{kind}" d="M{x} {_y(measured.low)} V{_y(measured.high)}"/>'
    if not measured.is_enough:
        return band + line
    return (
        f'{band}{line}<circle class="{kind}" cx="{x}" cy="{_y(measured.value)}" r="4"/>'
    )


def _x(confidence: float) -> float:
    return round(_LEFT + _SIDE * confidence, 1)


def _y(accuracy: float) -> float:
    return round(_TOP + _SIDE * (1 - accuracy), 1)
