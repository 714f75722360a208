"""Mistakes: finding the images of a selection, counting them, and paging."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation, Rows, stable_order
from core.analysis.selection import Selection
from core.analysis.verdicts import DECISIONS, Decision

FILTERS = (
    "true",
    "predicted",
    "confidence",
    "sources",
    "name",
    "verdict",
    "outcome",
)
Decisions = NDArray[np.int8]


class BlockingFilter(NamedTuple):
    """The one filter to clear, and how many images that brings back."""

    field: str
    num_images: int


def select(
    evaluation: Evaluation,
    selection: Selection,
    names: Sequence[str] | None = None,
    decisions: Decisions | None = None,
) -> Rows:
    """Find the images of a selection, in its order.

    Args:
        evaluation: Where to look.
        selection: What to look for.
        names: Name of each row's image, n of them; needed if the selection has one.
        decisions: What people decided about each row, see
            `core.analysis.verdicts.Overlay`; needed if the selection has a verdict.

    Returns:
        Row numbers of the evaluation, int64, shape (m,).

    Raises:
        ValueError: The selection asks for names or verdicts, and they are missing or
            too few.
    """
    kept = _matching(evaluation, selection, names, decisions)
    if selection.sort == "file":
        return np.flatnonzero(kept)
    # All images are in an order, and a narrower filter keeps it.
    if selection.sort == "confident":
        order = evaluation.by_confidence
    elif selection.sort == "close":
        order = evaluation.by_lead
    else:
        order = _shuffled(evaluation.n, selection.seed)
    if kept.all():
        return order.astype(np.int64)
    return order[kept[order]].astype(np.int64)


def filtered_evaluation(
    evaluation: Evaluation,
    selection: Selection,
    names: Sequence[str] | None = None,
    decisions: Decisions | None = None,
) -> Evaluation:
    """Return the evaluation of which the selection is one cell of the confusion matrix.

    The selection's confidence, sources, name and verdict apply. Its digits and outcome
    do not: they choose the cell.

    Returns:
        The rows that pass, in file order; the same object if all of them pass.

    Raises:
        ValueError: As in `select`.
    """
    every_cell = replace(selection.with_cell(None, None), outcome="all")
    kept = _matching(evaluation, every_cell, names, decisions)
    return evaluation if kept.all() else evaluation.take(np.flatnonzero(kept))


def find_blocking_filter(
    evaluation: Evaluation,
    selection: Selection,
    names: Sequence[str] | None = None,
    decisions: Decisions | None = None,
) -> BlockingFilter | None:
    """Name the filter to clear when a selection shows nothing.

    Returns:
        The field of the selection whose default brings back the most images, the
        first in the order of `FILTERS` on a tie; None if the selection is not empty
        or no single field helps.
    """
    if _matching(evaluation, selection, names, decisions).any():
        return None
    default = Selection()
    blockings = []
    for field in FILTERS:
        relaxed = replace(selection, **{field: getattr(default, field)})
        count = int(_matching(evaluation, relaxed, names, decisions).sum())
        blockings.append(BlockingFilter(field, count))
    best = max(blockings, key=lambda blocking: blocking.num_images)
    return best if best.num_images else None


def num_pages(num_rows: int, size: int) -> int:
    """Count the pages that rows fill; without rows there is one, empty page."""
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    return max(1, -(-num_rows // size))


def slice_page(rows: Rows, number: int, size: int) -> Rows:
    """Cut one page out of the rows, counting from 0, or the nearest there is."""
    first = min(max(number, 0), num_pages(len(rows), size) - 1) * size
    return rows[first : first + size]


def _matching(
    evaluation: Evaluation,
    selection: Selection,
    names: Sequence[str] | None,
    decisions: Decisions | None,
) -> NDArray[np.bool_]:
    """Say of every row whether it passes all filters, shape (n,)."""
    if selection.outcome == "mistakes":
        kept = evaluation.mistaken.copy()
    else:
        kept = evaluation.labels == evaluation.predictions
        kept |= selection.outcome == "all"
    if selection.true:
        kept &= _is_any_of(evaluation.labels, selection.true)
    if selection.predicted:
        kept &= _is_any_of(evaluation.predictions, selection.predicted)
    kept &= _within(evaluation.confidence, *selection.confidence)
    if selection.sources:
        wanted = [name in selection.sources for name in evaluation.sources]
        kept &= np.array(wanted)[evaluation.source_of]
    if selection.verdict:
        kept &= _has_decision(selection.verdict, decisions, len(kept))
    if selection.name:
        _filter_by_name(kept, selection.name, names)
    return kept


def _is_any_of(digits: NDArray[np.int8], wanted: frozenset[int]) -> NDArray[np.bool_]:
    """Say of every digit whether it is one of those; sooner than `numpy.isin`."""
    found: NDArray[np.bool_] = np.logical_or.reduce([digits == each for each in wanted])
    return found


def _within(
    confidence: NDArray[np.float32], low: float, high: float
) -> NDArray[np.bool_] | bool:
    if high < 1:
        return (confidence >= low) & (confidence < high)
    return confidence >= low if low > 0 else True


def _has_decision(
    wanted: Decision, decisions: Decisions | None, n: int
) -> NDArray[np.bool_]:
    if decisions is None or len(decisions) != n:
        found = "none" if decisions is None else len(decisions)
        raise ValueError(f"a selection by verdict needs {n} decisions, got {found}")
    return decisions == DECISIONS.index(wanted)


def _filter_by_name(
    kept: NDArray[np.bool_], part: str, names: Sequence[str] | None
) -> None:
    """Let go of the rows whose name lacks a part; `kept` is changed."""
    if names is None or len(names) != len(kept):
        found = "none" if names is None else len(names)
        raise ValueError(f"a selection by name needs {len(kept)} names, got {found}")
    part = part.casefold()
    for row in np.flatnonzero(kept):
        kept[row] = part in names[int(row)].casefold()


@lru_cache(maxsize=1)
def _shuffled(n: int, seed: int) -> NDArray[np.int32]:
    rng = np.random.default_rng(seed)
    return stable_order(rng.integers(2**32, size=n, dtype=np.uint32))
