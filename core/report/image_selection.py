"""The images of a report: every mistake, up to a limit for each cell."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation

_MAX_MISTAKES_PER_CELL: Final = 40
_MAX_CORRECT_PER_CELL: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SelectedImages:
    """The rows of an evaluation that a report shows.

    Attributes:
        rows: Mistakes, the most confident first, then correct images of each digit,
            the least confident first; int64, shape (m,).
        true: Label of each row, shape (m,).
        predicted: Prediction of each row, shape (m,).
        num_hidden: Number of mistakes that are left out.
    """

    rows: NDArray[np.int64]
    true: NDArray[np.int8]
    predicted: NDArray[np.int8]
    num_hidden: int

    def positions_in_cell(self, true: int, predicted: int) -> list[int]:
        """Return the positions, in `rows`, of the images of a cell of the matrix."""
        here = (self.true == true) & (self.predicted == predicted)
        return np.flatnonzero(here).tolist()


def select_images(evaluation: Evaluation) -> SelectedImages:
    """Return the 40 most confident mistakes of each cell of the matrix.

    Of each digit, the 12 least confident correct images follow.
    """
    mistakes = np.flatnonzero(evaluation.mistaken)
    mistakes = mistakes[np.argsort(-evaluation.confidence[mistakes], kind="stable")]
    kept = mistakes[_rank_in_cell(evaluation, mistakes) < _MAX_MISTAKES_PER_CELL]
    right = np.flatnonzero(evaluation.labels == evaluation.predictions)
    right = right[np.argsort(evaluation.confidence[right], kind="stable")]
    right = right[_rank_in_cell(evaluation, right) < _MAX_CORRECT_PER_CELL]
    rows = np.concatenate([kept, right])
    return SelectedImages(
        rows=rows,
        true=evaluation.labels[rows],
        predicted=evaluation.predictions[rows],
        num_hidden=len(mistakes) - len(kept),
    )


def _rank_in_cell(evaluation: Evaluation, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the rows of each cell of the matrix from 0, in their order."""
    cells = [evaluation.labels[rows], evaluation.predictions[rows]]
    return np.asarray(pd.Series(rows).groupby(cells).cumcount(), np.int64)
