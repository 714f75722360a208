"""Buttons that save figures as PNG or SVG."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from dashboard.text import say
from dashboard.widgets.assets import css, javascript

_mount = st.components.v2.component(
    "figure_buttons",
    html='<div class="figures"></div>',
    css=css("tools", "figure_buttons"),
    js=javascript("dom", "figure_buttons"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to save: its name on the page, its drawing, and its file's stem."""

    name: str
    svg: str
    file: str


def figure_buttons(figures: Sequence[Figure], *, key: str) -> None:
    """Draw a line for each figure, with a button for each format."""
    _mount(
        key=key,
        data={
            "figures": [asdict(figure) for figure in figures],
            "png": say("share-figure-png"),
            "svg": say("share-figure-svg"),
        },
    )
