"""A confusion matrix whose cells and heads are buttons, for mouse and keyboard."""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.charts.matrix import REQUIRED_WORDS
from core.data.digits import NUM_CLASSES
from dashboard import session
from dashboard.widgets.assets import css, javascript

Pair = tuple[int | None, int | None]

_mount = st.components.v2.component(
    "confusion_matrix",
    html='<div class="matrix"></div>',
    css=css("matrix"),
    js=javascript("matrix"),
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
    """Draw the matrix and report the user's choice through a callback.

    Colour follows the number in a cell. A row or column with fewer than 30 images shows
    fractions instead of percentages. A difference shows its sign, blue for better and
    red for worse.

    Args:
        counts: int64, shape (10, 10); row: the label, column: the prediction. In mode
            ``difference`` the number of images more, negative for fewer.
        key: Name of this component on the page.
        chosen: Label and prediction; one of them None for a column or a row, both
            None or no pair at all for nothing.
        on_choose: Called before the script runs, with label and prediction as in
            `chosen`; both None when the choice was cleared.
        mode: Show counts, shares of the row or column, or differences.
        words: Every text, in one language; `REQUIRED_WORDS` names the required ones.
            ``locale`` is a language tag for figures. ``caption``, ``columns``,
            ``rows``, ``misread`` and ``wrong`` are headings. Templates are
            ``percent`` with ``{number}``; ``cell`` with ``{true}``, ``{predicted}``
            and ``{count}``; ``row`` and ``column`` with ``{digit}``, ``{count}`` (of
            mistakes) and ``{total}``; ``of_row`` and ``of_column`` with ``{share}``,
            ``{total}``, ``{true}`` and ``{predicted}``. The three with a count may
            have a variant for zero (``cell_none``), for each plural category of the
            language (``cell_one``), and for fewer than before (``cell_fewer``,
            ``cell_fewer_one``). ``legend`` and ``legend_narrow`` are drawn below on
            wide and on narrow screens, if given.

    Raises:
        ValueError: The counts have another shape, or a text is missing.
    """
    _check(counts, words)

    def take_choice() -> None:
        pair = parse_pair(session.component_message(key, "choice"))
        if pair is not None:
            on_choose(*pair)

    _mount(
        key=key,
        on_choice_change=take_choice,
        data={
            "counts": counts.tolist(),
            "chosen": None if chosen is None else list(chosen),
            "mode": mode,
            "words": dict(words),
        },
    )


def static_matrix(
    counts: NDArray[np.int64],
    *,
    key: str,
    largest: int,
    words: Mapping[str, str],
) -> None:
    """Draw one matrix of a series, without buttons.

    Args:
        counts: int64, shape (10, 10); row: the label, column: the prediction.
        key: Name of this component on the page.
        largest: The number of mistakes with the strongest colour, the largest of the
            whole series, so that colours are comparable.
        words: As in `confusion_matrix`.

    Raises:
        ValueError: The counts have another shape, or a text is missing.
    """
    _check(counts, words)
    _mount(
        key=key,
        data={
            "counts": counts.tolist(),
            "chosen": None,
            "mode": "count",
            "still": True,
            "largest": largest,
            "words": dict(words),
        },
    )


def _check(counts: NDArray[np.int64], words: Mapping[str, str]) -> None:
    if counts.shape != (NUM_CLASSES, NUM_CLASSES):
        raise ValueError(f"counts must have shape (10, 10), got {counts.shape}")
    if missing := REQUIRED_WORDS - words.keys():
        raise ValueError(f"words without {', '.join(sorted(missing))}")


def parse_pair(value: object) -> Pair | None:
    """Return the pair in an untrusted message, None unless it is digits or nulls."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(digit is None or _is_digit(digit) for digit in value):
        return None
    return value[0], value[1]


def _is_digit(value: object) -> bool:
    # A bool is an int to Python, but not a digit.
    return type(value) is int and 0 <= value < NUM_CLASSES
