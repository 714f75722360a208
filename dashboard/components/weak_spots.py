"""The blocks of the page Weak spots."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.metrics import ENOUGH_IMAGES
from core.analysis.weak_spots import WeakSpot
from dashboard.components.digit_grid import digit_grid
from dashboard.components.findings import caption, plain_lead, sentence
from dashboard.components.frame import page
from dashboard.components.words import tile
from dashboard.language import paragraph, percent, say
from dashboard.view import View

_LISTED = 8
_MOST_IMAGES = 60
_CHOSEN = "weak_spot"


def spots_headline(view: View, spots: Sequence[WeakSpot]) -> None:
    """Say how many weak spots are more than chance, and what one is."""
    telling = sum(spot.is_telling for spot in spots)
    kind = "telling" if telling else "chance" if spots else "none"
    if not view.has_pictures:
        kind = "no-pictures"
    elif view.evaluation.num_labelled < ENOUGH_IMAGES:
        kind = "few"
    st.title(say("spots-headline", kind=kind, count=telling), anchor=False)
    clearest = [say("spots-clearest", shown=_LISTED)] if len(spots) > _LISTED else []
    plain_lead(paragraph([say("spots-lead"), *clearest]))
    if kind == "no-pictures":
        st.page_link(page("data"), label=say("data-get"))


def spot_list(view: View, spots: Sequence[WeakSpot]) -> None:
    """Draw each spot as a sentence, and the images of the one that is chosen."""
    for number, spot in enumerate(spots[:_LISTED]):
        low, high = (percent(end, 1) for end in spot.interval)
        chance = say("spots-chance", kind="telling" if spot.is_telling else "chance")
        about = paragraph([say("spots-interval", low=low, high=high), chance])
        with st.container(horizontal=True, vertical_alignment="center"):
            text = f"{sentence(spot.finding)}  \n:small[:gray[{about}]]"
            st.markdown(text, width="content")
            shown = st.session_state.get(_CHOSEN) == _name(spot)
            st.button(
                say("spots-hide" if shown else "spots-show", n=spot.mistakes),
                key=f"spot_{number}",
                type="tertiary",
                on_click=_choose,
                args=(None if shown else _name(spot),),
            )
        if shown:
            _images(view, spot)


def spot_rows(view: View, spots: Sequence[WeakSpot]) -> NDArray[np.int64]:
    """Return the rows of the spot whose images are shown, misread ones first."""
    name = st.session_state.get(_CHOSEN)
    chosen = [spot for spot in spots[:_LISTED] if _name(spot) == name]
    if not chosen:
        return np.zeros(0, np.int64)
    rows = chosen[0].rows
    return rows[np.argsort(~view.evaluation.mistaken[rows], kind="stable")]


def _name(spot: WeakSpot) -> tuple[int, str, str]:
    """Tell a spot from others, wherever in the list it stands."""
    return spot.digit, spot.trait, spot.side


def _choose(name: tuple[int, str, str] | None) -> None:
    st.session_state[_CHOSEN] = name


def _images(view: View, spot: WeakSpot) -> None:
    """Draw its misread images, and then others with the same trait."""
    wrong = view.evaluation.mistaken[spot.rows]
    for key, rows in (("wrong", spot.rows[wrong]), ("right", spot.rows[~wrong])):
        shown = rows[:_MOST_IMAGES] if key == "wrong" else rows[: _MOST_IMAGES // 3]
        if not len(shown):
            continue

        caption(say("spots-images", kind=key, shown=len(shown), n=len(rows)))
        digit_grid(
            view.pictures(shown),
            [tile(view, int(row)) for row in shown],
            key=f"spot_{key}",
            chosen=view.opened_row(),
            on_choose=view.open_case,
            label=say("spots-images", kind=key, shown=len(shown), n=len(rows)),
            size=66,
        )
