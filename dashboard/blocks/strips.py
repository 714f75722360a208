"""Rows of images under a heading that links to a page."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.metrics import ENOUGH_IMAGES, confused_pairs
from core.analysis.selection import Selection
from dashboard import navigation, session
from dashboard.blocks.common import image_tile
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
    strips = [_pair_strip(view, pair) for pair in pairs.head(_PAIRS).to_dict("records")]
    image_strips(view, strips, key="pairs", size=size, target="confusion")


def image_strips(
    view: View,
    strips: list[tuple[Group, Selection]],
    *,
    key: str,
    size: int,
    target: str,
) -> None:
    """Draw strips of a selection; headings lead to a page, and images open the case."""
    groups = [group for group, _ in strips]
    shown = [np.array([tile.number for tile in group.tiles]) for group in groups]

    def open_group(index: int) -> None:
        session.set_selection(strips[index][1])
        navigation.redirect_to(target)

    def open_image(number: int) -> None:
        index = next(i for i, numbers in enumerate(shown) if number in numbers)
        session.set_selection(strips[index][1])
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
    return [Tile(int(row), image_tile(view, int(row)).description) for row in rows]


def _pair_strip(view: View, pair: dict[Hashable, Any]) -> tuple[Group, Selection]:
    true, predicted, count = pair["true"], pair["predicted"], pair["count"]
    selection = Selection().with_cell(true, predicted)
    rows = view.rows(selection)
    n = round(count / pair["share"])
    notes = [(f"{count:,}", say("overview-pair-count", n=n))]
    if n >= ENOUGH_IMAGES:
        notes.append(("", percent(pair["share"], 1)))
    digits = {"true": int(true), "predicted": int(predicted)}
    hidden = len(rows) - _PAIR_TILES
    group = Group(
        pair=(str(true), str(predicted)),
        description=say("overview-pair-open", **digits, count=count),
        notes=notes,
        tiles=strip_tiles(view, rows[:_PAIR_TILES]),
        more=say("overview-more", count=hidden) if hidden > 0 else "",
    )
    return group, selection
