"""Findings about an evaluation, as data.

A finding has a kind and values; its sentence is the message `finding-<kind>` in
`core/wording/<language>/findings.ftl`. Digits are values of type int, since Fluent
selects the noun of a digit only by number. Fractions are 0 to 1. With fewer than
`ENOUGH_IMAGES` images, findings contain only counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.metrics import (
    ENOUGH_IMAGES,
    Accuracy,
    accuracy,
    confused_pairs,
    wilson_interval,
)

ALMOST_SURE = 0.95
"""A mistake with at least this confidence is almost sure and wrong."""
UNSURE = 0.90
"""A prediction with less than this confidence should be checked."""
CLOSE_CALL_LEAD = 0.10
"""A prediction with a smaller lead over the second choice is a close call."""
ENOUGH_MISTAKES = 3
"""A pair, a digit or a slice needs at least this many mistakes to be named."""

Values = Mapping[str, int | float | str | tuple[int, ...]]


@dataclass(frozen=True)
class Finding:
    """A fact to report: the name of a sentence, and its arguments."""

    kind: str
    values: Values


def findings(evaluation: Evaluation) -> list[Finding]:
    """Return the findings about an evaluation, the most important first.

    The first is always a headline: ``headline``, ``headline-none`` (no mistakes),
    ``headline-few`` (too few images for a rate) or ``headline-unlabelled``. If they
    apply, these follow: ``some-unlabelled``, ``most-common`` or ``no-lead``,
    ``all-right`` or ``all-right-several`` or ``best-digit``, ``check-unsure``,
    ``worst-digit``, ``sure-and-wrong``, ``close-calls``. Those about confidence
    are left out if it is not known.
    """
    headline = _headline(evaluation)
    found: list[Finding | None] = [headline, _some_unlabelled(evaluation)]
    if headline.kind == "headline":
        matrix = evaluation.confusion_matrix
        found += [
            most_common(matrix),
            _all_right(matrix) or _extreme_digit(matrix, worst=False),
            _check_unsure(evaluation) if evaluation.has_confidence else None,
            _extreme_digit(matrix, worst=True),
        ]
        if evaluation.has_confidence:
            found += [_sure_and_wrong(evaluation), _close_calls(evaluation)]
    return [finding for finding in found if finding is not None]


def source_findings(evaluation: Evaluation) -> list[Finding]:
    """Return one finding for each digit set, in joining order, if several are joined.

    It is ``source``, ``source-none`` (no mistakes), ``source-few`` (too few images for
    a rate) or ``source-unlabelled``.
    """
    if len(evaluation.sources) < 2:
        return []
    return [_source_finding(evaluation, i) for i in range(len(evaluation.sources))]


def _headline(evaluation: Evaluation) -> Finding:
    overall = evaluation.accuracy
    if overall.n == 0:
        return Finding("headline-unlabelled", {"n": evaluation.n})
    counts: Values = {"n": overall.n, "mistakes": overall.mistakes}
    if not overall.is_enough:
        return Finding("headline-few", counts)
    if overall.mistakes == 0:
        return Finding("headline-none", {"n": overall.n, "limit": 1 - overall.low})
    return Finding("headline", {**counts, **rate_values(overall)})


def rate_values(measured: Accuracy) -> Values:
    """Return ``share`` of mistakes, its ``margin``, and the ``decimals`` to show."""
    return {
        "share": measured.mistakes / measured.n,
        "margin": measured.margin,
        "decimals": measured.decimals,
    }


def _some_unlabelled(evaluation: Evaluation) -> Finding | None:
    unlabelled = evaluation.n - evaluation.num_labelled
    is_some = 0 < unlabelled < evaluation.n
    return Finding("some-unlabelled", {"n": unlabelled}) if is_some else None


def most_common(matrix: NDArray[np.int64]) -> Finding | None:
    """Return ``most-common`` (one pair leads), ``no-lead`` (several do), or None.

    Both need `ENOUGH_MISTAKES`. The matrix is int64, shape (10, 10), rows are labels.
    """
    pairs = confused_pairs(matrix)
    first = pairs.iloc[0]
    count, mistakes = int(first["count"]), int(pairs["count"].sum())
    num_pairs = int((pairs["count"] == count).sum())
    if num_pairs == 1 and count >= ENOUGH_MISTAKES:
        names = ("true", "predicted", "count", "mirror")
        return Finding("most-common", {name: int(first[name]) for name in names})
    if num_pairs > 1 and mistakes >= ENOUGH_MISTAKES:
        values = {"pairs": num_pairs, "count": count, "mistakes": mistakes}
        return Finding("no-lead", values)
    return None


def _all_right(matrix: NDArray[np.int64]) -> Finding | None:
    n = matrix.sum(axis=1)
    right = (matrix.diagonal() == n) & (n >= ENOUGH_IMAGES)
    if not right.any():
        return None
    *others, last = np.flatnonzero(right).tolist()
    num_images = int(n[right].sum())
    if not others:
        return Finding("all-right", {"digit": last, "n": num_images})
    values: Values = {"digits": tuple(others), "last": last, "n": num_images}
    return Finding("all-right-several", values)


def _check_unsure(evaluation: Evaluation) -> Finding | None:
    """Return a finding if few images, at most a quarter, hold half the mistakes."""
    num_sure = count_sure(evaluation, evaluation.labelled, UNSURE)
    num_unsure = evaluation.num_labelled - num_sure
    mistakes = evaluation.num_mistakes
    num_caught = mistakes - count_sure(evaluation, evaluation.mistaken, UNSURE)
    if 4 * num_unsure > evaluation.num_labelled or 2 * num_caught < mistakes:
        return None
    counts = {"unsure": num_unsure, "caught": num_caught, "mistakes": mistakes}
    return Finding("check-unsure", {**counts, "threshold": UNSURE})


def _extreme_digit(matrix: NDArray[np.int64], *, worst: bool) -> Finding | None:
    """Return a finding if a digit's interval excludes the overall error rate."""
    n = matrix.sum(axis=1)
    mistakes = n - matrix.diagonal()
    enough = n >= ENOUGH_IMAGES
    if worst:
        enough &= mistakes >= ENOUGH_MISTAKES
    if not enough.any():
        return None
    unknown = np.full(len(n), -np.inf if worst else np.inf)
    shares = np.divide(mistakes, n, out=unknown, where=enough)
    digit = int(shares.argmax() if worst else shares.argmin())
    overall = 1 - float(matrix.trace() / matrix.sum())
    low, high = wilson_interval(int(mistakes[digit]), int(n[digit]))
    if (low <= overall) if worst else (high >= overall):
        return None
    counts = {"digit": digit, "mistakes": int(mistakes[digit]), "n": int(n[digit])}
    values = {**counts, "share": float(shares[digit]), "overall": overall}
    return Finding("worst-digit" if worst else "best-digit", values)


def _source_finding(evaluation: Evaluation, index: int) -> Finding:
    here = evaluation.source_of == index
    # A copy of these rows would compute their predictions again.
    measured = accuracy(evaluation.labels[here], evaluation.predictions[here])
    name: Values = {"source": evaluation.sources[index]}
    if not measured.n:
        return Finding("source-unlabelled", {**name, "n": int(here.sum())})
    counts: Values = {**name, "n": measured.n, "mistakes": measured.mistakes}
    if not measured.is_enough:
        return Finding("source-few", counts)
    if not measured.mistakes:
        return Finding("source-none", counts)
    return Finding("source", {**counts, **rate_values(measured)})


def _sure_and_wrong(evaluation: Evaluation) -> Finding | None:
    count = count_sure(evaluation, evaluation.mistaken, ALMOST_SURE)
    counts = {"count": count, "mistakes": evaluation.num_mistakes}
    values = {**counts, "threshold": ALMOST_SURE}
    return Finding("sure-and-wrong", values) if count else None


def _close_calls(evaluation: Evaluation) -> Finding | None:
    lead = evaluation.lead_of(np.flatnonzero(evaluation.mistaken))
    count = int(np.count_nonzero(lead < CLOSE_CALL_LEAD))
    points = round(CLOSE_CALL_LEAD * 100)
    values = {"count": count, "mistakes": evaluation.num_mistakes, "points": points}
    return Finding("close-calls", values) if count else None


def count_sure(
    evaluation: Evaluation, chosen: NDArray[np.bool_], threshold: float
) -> int:
    """Return the number of chosen images with at least this confidence, 0 to 1."""
    return int(np.count_nonzero(chosen & (evaluation.confidence >= threshold)))
