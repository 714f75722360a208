"""What the confusion matrix needs besides its counts: its words, and its colours."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.wording import say

NUM_SHADES: Final = 10

_REQUIRED_WORDS: Final = (
    "locale",
    "caption",
    "columns",
    "rows",
    "misread",
    "wrong",
    "percent",
    "cell",
    "cell-none",
    "row",
    "column",
    "of-row",
    "of-column",
)
_OPTIONAL_WORDS: Final = (
    "cell-one",
    "row-none",
    "column-none",
    "legend",
    "legend-narrow",
)

REQUIRED_WORDS: Final = frozenset(name.replace("-", "_") for name in _REQUIRED_WORDS)
"""The texts that the matrix cannot be drawn without."""


def matrix_words(language: str) -> dict[str, str]:
    """Collect the texts that ``matrix.js`` shows; some have variants."""
    return {
        name.replace("-", "_"): say(f"matrix-{name}", language)
        for name in (*_REQUIRED_WORDS, *_OPTIONAL_WORDS)
    }


def shade_levels(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose the shade of each cell: the more mistakes, the stronger.

    Args:
        counts: int64, shape (10, 10), rows are labels.

    Returns:
        int64, shape (10, 10), 0 to `NUM_SHADES` - 1; 0 also where nothing is wrong.
    """
    wrong = counts - np.diag(counts.diagonal())
    share = np.sqrt(wrong / max(int(wrong.max()), 1))
    return np.rint(share * (NUM_SHADES - 1)).astype(np.int64)
