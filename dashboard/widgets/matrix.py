"""A confusion matrix whose cells and heads are buttons, for mouse and keyboard."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.charts import assets
from core.charts.matrix import REQUIRED_WORDS, matrix_words
from core.data.digits import NUM_CLASSES
from core.wording import say_all
from dashboard.widgets.assets import css, javascript
from dashboard.widgets.messages import component_message

Pair = tuple[int | None, int | None]

_mount = st.components.v2.component(
    "confusion_matrix",
    html='<div class="matrix"></div>',
    css=css("matrix"),
    js=f"{assets.read('matrix.js')}\n{javascript('matrix')}",
)


def confusion_matrix(
    counts: NDArray[np.int64],
    *,
    key: str,
    chosen: Pair | None,
    on_choose: Callable[[int | None, int | None], None],
    mode: Literal["count", "row", "column", "difference"],
    words: Mapping[str, str],
) -> None:
    """Draw the matrix, and call back when the user chooses a cell or a head.

    Colour follows the number in a cell. Cells of a row or column with fewer than 30
    images show a fraction in place of a percentage. A difference has a sign; blue is
    better and red is worse.

    Args:
        counts: int64, shape (10, 10), rows are labels. In a difference, the number of
            images more, negative for fewer.
        key: Name of this component on the page.
        chosen: Label and prediction; one of them None for a column or a row, both for
            no choice.
        on_choose: Called before the rerun with label and prediction as in `chosen`.
        mode: Content of the cells: counts, shares of their row or column, or
            differences.
        words: Texts in one language, with all of `REQUIRED_WORDS`. A template with a
            count may have a variant for zero (``cell_none``), for each plural category
            of the language (``cell_one``), and for fewer (``cell_fewer_one``). The
            matrix shows ``legend`` or on narrow screens ``legend_narrow``, if given.

    Raises:
        ValueError: The counts have another shape, or a text is missing.
    """
    _check(counts, words)

    def handle_choice() -> None:
        pair = parse_pair(component_message(key, "choice"))
        if pair is not None:
            on_choose(*pair)

    _mount(
        key=key,
        on_choice_change=handle_choice,
        data={
            "counts": counts.tolist(),
            "chosen": None if chosen is None else list(chosen),
            "mode": mode,
            "words": dict(words),
        },
    )


def static_matrix(
    counts: NDArray[np.int64], *, key: str, largest: int, words: Mapping[str, str]
) -> None:
    """Draw a matrix of counts without buttons, for a series such as epochs.

    The strongest colour marks `largest` mistakes, the most in a cell of the series,
    so that the colours of its matrices compare. The rest is as in `confusion_matrix`.

    Raises:
        ValueError: The counts have another shape, or a text is missing.
    """
    _check(counts, words)
    look = {"chosen": None, "mode": "count", "still": True, "largest": largest}
    _mount(key=key, data={**look, "counts": counts.tolist(), "words": dict(words)})


@cache
def difference_words(language: str) -> dict[str, str]:
    """Return the texts of a matrix of differences in a language."""
    changed = {
        name.replace("-", "_"): text
        for name, text in say_all("matrix-change-", language).items()
    }
    return {**matrix_words(language), **changed}


def _check(counts: NDArray[np.int64], words: Mapping[str, str]) -> None:
    if counts.shape != (NUM_CLASSES, NUM_CLASSES):
        raise ValueError(f"counts must have shape (10, 10), got {counts.shape}")
    if missing := REQUIRED_WORDS - words.keys():
        raise ValueError(f"words without {', '.join(sorted(missing))}")


def parse_pair(value: object) -> Pair | None:
    """Return a choice from the browser, or None unless it is two digits or nulls."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(digit is None or _is_digit(digit) for digit in value):
        return None
    return value[0], value[1]


def _is_digit(value: object) -> bool:
    # A bool is an int to Python, but not a digit.
    return type(value) is int and 0 <= value < NUM_CLASSES
