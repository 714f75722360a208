"""Select, filter and page the images of an evaluation."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation, Rows, stable_order
from core.analysis.selection import Selection
from core.analysis.verdicts import DECISIONS, Decision

FILTERS = ("true", "predicted", "confidence", "sources", "name", "verdict", "outcome")
Decisions = NDArray[np.int8]


class BlockingFilter(NamedTuple):
    """The one filter to clear, and the number of images that this brings back."""

    field: str
    num_images: int


def select(
    evaluation: Evaluation,
    selection: Selection,
    names: Sequence[str] | None = None,
    decisions: Decisions | None = None,
) -> Rows:
    """Return the row numbers of a selection, in its order, int64, shape (m,).

    `names` of the n images are required if the selection has a name, and `decisions`,
    see `core.analysis.verdicts.Overlay`, if it has a verdict.

    Raises:
        ValueError: Required names or decisions are missing, or their number is not n.
    """
    kept = _matching(evaluation, selection, names, decisions)
    if selection.sort == "file":
        return np.flatnonzero(kept)
    # The order of all images is cached; a filter keeps it.
    if selection.sort == "confident":
        order = evaluation.by_confidence
    elif selection.sort == "close":
        order = evaluation.by_lead
    else:
        order = _shuffled(evaluation.n, selection.seed)
    return order[kept[order]].astype(np.int64)


def filtered_evaluation(
    evaluation: Evaluation,
    selection: Selection,
    names: Sequence[str] | None = None,
    decisions: Decisions | None = None,
) -> Evaluation:
    """Return the images that pass a selection's filters, in every cell of the matrix.

    The selection's confidence, sources, name and verdict apply. Its digits and outcome
    do not: they choose the cell. The rows keep file order; if all of them pass, the
    evaluation itself is returned. Errors are those of `select`.
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
    """Return the filter to clear if a selection is empty, else None.

    Its default brings back the most images, the first in the order of `FILTERS` on a
    tie; None if no single field helps.
    """
    if _matching(evaluation, selection, names, decisions).any():
        return None
    default, best = Selection(), BlockingFilter("", 0)
    for field in FILTERS:
        relaxed = replace(selection, **{field: getattr(default, field)})
        count = int(_matching(evaluation, relaxed, names, decisions).sum())
        if count > best.num_images:
            best = BlockingFilter(field, count)
    return best if best.num_images else None


def num_pages(num_rows: int, size: int) -> int:
    """Return the number of pages, at least 1, of this size.

    Raises:
        ValueError: `size` is below 1.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    return max(1, -(-num_rows // size))


def slice_page(rows: Rows, number: int, size: int) -> Rows:
    """Return one page of the rows, counted from 0; out of range, the nearest page."""
    first = min(max(number, 0), num_pages(len(rows), size) - 1) * size
    return rows[first : first + size]


def _matching(
    evaluation: Evaluation,
    selection: Selection,
    names: Sequence[str] | None,
    decisions: Decisions | None,
) -> NDArray[np.bool_]:
    """Return a mask of the rows that pass all filters, shape (n,)."""
    if selection.outcome == "mistakes":
        kept = evaluation.mistaken.copy()
    else:
        kept = evaluation.labels == evaluation.predictions
        kept |= selection.outcome == "all"
    if selection.true:
        kept &= _is_any_of(evaluation.labels, selection.true)
    if selection.predicted:
        kept &= _is_any_of(evaluation.predictions, selection.predicted)
    low, high = selection.confidence if evaluation.has_confidence else (0.0, 1.0)
    kept &= evaluation.confidence >= low
    if high < 1:
        kept &= evaluation.confidence < high
    if selection.sources:
        wanted = [name in selection.sources for name in evaluation.sources]
        kept &= np.array(wanted)[evaluation.source_of]
    if selection.verdict:
        kept &= _has_decision(selection.verdict, decisions, len(kept))
    if selection.name:
        _filter_by_name(kept, selection.name, names)
    return kept


def _is_any_of(digits: NDArray[np.int8], wanted: frozenset[int]) -> NDArray[np.bool_]:
    """Return a mask of the wanted digits, shape (n,); faster than `numpy.isin`."""
    mask: NDArray[np.bool_] = np.logical_or.reduce([digits == each for each in wanted])
    return mask


def _has_decision(
    wanted: Decision, decisions: Decisions | None, n: int
) -> NDArray[np.bool_]:
    if decisions is None or len(decisions) != n:
        given = "none" if decisions is None else len(decisions)
        raise ValueError(f"a selection by verdict needs {n} decisions, got {given}")
    return decisions == DECISIONS.index(wanted)


def _filter_by_name(
    kept: NDArray[np.bool_], part: str, names: Sequence[str] | None
) -> None:
    """Clear `kept`, in place, where the name does not contain `part`."""
    if names is None or len(names) != len(kept):
        given = "none" if names is None else len(names)
        raise ValueError(f"a selection by name needs {len(kept)} names, got {given}")
    part = part.casefold()
    for row in np.flatnonzero(kept):
        kept[row] = part in names[int(row)].casefold()


@lru_cache(maxsize=1)
def _shuffled(n: int, seed: int) -> NDArray[np.int32]:
    rng = np.random.default_rng(seed)
    return stable_order(rng.integers(2**32, size=n, dtype=np.uint32))
