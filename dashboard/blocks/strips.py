"""Rows of images under a heading that links to a page."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.metrics import ENOUGH_IMAGES, confused_pairs
from core.analysis.selection import Selection
from dashboard import navigation, session
from dashboard.blocks.common import describe_image
from dashboard.text import percent, say
from dashboard.views.view import View
from dashboard.widgets.gallery import Group, Tile, gallery

_PAIRS = 5
_PAIR_TILES = 9


def confused_pair_strips(view: View, *, size: int = 60) -> None:
    """Draw the most confused pairs with their images, each `size` pixels wide."""
    matrix = view.evaluation.confusion_matrix
    pairs = confused_pairs(matrix)
    if pairs.empty:
        known = view.evaluation.num_labelled > 0
        st.markdown(say("overview-no-mistakes" if known else "overview-unlabelled"))
        return
    shown = pairs.head(_PAIRS).to_dict("records")
    selections = [
        Selection().with_cell(pair["true"], pair["predicted"]) for pair in shown
    ]
    lines = [
        _pair_strip(pair, view, view.rows(selection))
        for pair, selection in zip(shown, selections, strict=True)
    ]
    image_strips(
        view, lines, key="pairs", size=size, selections=selections, target="confusion"
    )


def image_strips(
    view: View,
    groups: list[Group],
    *,
    key: str,
    size: int,
    selections: list[Selection],
    target: str,
) -> None:
    """Draw strips whose headings lead to a page and whose images open the case."""
    shown = [np.array([tile.number for tile in group.tiles]) for group in groups]

    def open_group(index: int) -> None:
        session.set_selection(selections[index])
        navigation.redirect_to(target)

    def open_image(number: int) -> None:
        index = next(i for i, numbers in enumerate(shown) if number in numbers)
        session.set_selection(selections[index])
        view.open_case(number)

    gallery(
        groups,
        view.pictures(np.concatenate(shown)),
        key=key,
        layout="strips",
        size=size,
        on_tile=open_image,
        on_group=open_group,
    )


def strip_tiles(view: View, rows: NDArray[np.int64]) -> list[Tile]:
    """Return the tiles of some rows, described for screen readers."""
    return [Tile(int(row), describe_image(view, row)) for row in rows]


def _pair_strip(
    pair: dict[Hashable, Any], view: View, rows: NDArray[np.int64]
) -> Group:
    true, predicted = str(pair["true"]), str(pair["predicted"])
    count, n = pair["count"], round(pair["count"] / pair["share"])
    notes = [(f"{count:,}", say("overview-pair-count", n=n))]
    if n >= ENOUGH_IMAGES:
        notes.append(("", percent(pair["share"], 1)))
    hidden = len(rows) - _PAIR_TILES
    return Group(
        pair=(true, predicted),
        description=say(
            "overview-pair-open", true=int(true), predicted=int(predicted), count=count
        ),
        notes=notes,
        tiles=strip_tiles(view, rows[:_PAIR_TILES]),
        more=say("overview-more", count=hidden) if hidden > 0 else "",
    )
