"""Coverage and calibration in words, for the page How sure and the report."""

from core.analysis.confidence import CalibrationBin, Coverage
from core.wording import join_sentences, percent, points, say


def coverage_sentences(coverage: Coverage, language: str) -> str:
    """Return how many images are covered, how many of them wrong, and what is left."""
    sentences = [_coverage_sentence(coverage, language)]
    asked = coverage.abstained
    if asked.n and coverage.num_covered:
        counts = {"labelled": asked.n, "mistakes": asked.mistakes}
        sentences.append(say("sure-asked-mistakes", language, **counts))
    return join_sentences(sentences, language)


def threshold_text(threshold: float, language: str) -> str:
    """Return a threshold, 0 to 1, with all its decimals: ``99.95 %``."""
    _, _, decimals = f"{100 * threshold:.6g}".partition(".")
    return percent(threshold, len(decimals), language)


def bin_sentence(calibration_bin: CalibrationBin, language: str) -> str:
    """Return a bin in words, with its rate and verdict if it has enough images."""
    measured = calibration_bin.accuracy
    share = percent(measured.value, 1 if measured.margin < 0.01 else 0, language)
    return say(
        "sure-bin",
        language,
        low=round(100 * calibration_bin.low),
        high=round(100 * calibration_bin.high),
        right=measured.correct,
        n=measured.n,
        share=share if measured.is_enough else "none",
        verdict=calibration_bin.calibration if measured.is_enough else "fits",
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
    """Return the share of wrong answers, "none" if there are too few."""
    covered = coverage.covered
    if not covered.is_enough:
        return "none"
    if not covered.mistakes:
        high = percent(coverage.mistake_interval[1], 2, language)
        return say("sure-rate-none", language, high=high)
    digits = covered.decimals
    return say(
        "sure-rate",
        language,
        share=percent(covered.mistakes / covered.n, digits, language),
        margin=points(covered.margin, digits),
    )
